"""HTML pages."""

from pathlib import Path

import pytest

from engine.errors import DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.web_reader import WebReader


def read(path: Path) -> list[PartText]:
    return list(WebReader().read(path))


def read_html(tmp_path: Path, html: str | bytes) -> PartText:
    path = tmp_path / "page.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (part,) = read(path)
    return part


def test_what_a_person_reads_is_the_text(documents: Path) -> None:
    (part,) = read(documents / "sample/bicycle-workshop.html")
    assert part.page is None
    assert part.text.startswith("Harbour Street bicycle workshop\n\nThe workshop in the yard")
    for unread in ("console.log", "sans-serif", "News", "Home", "All rights reserved"):
        assert unread not in part.text


def test_headings_rows_and_items(documents: Path) -> None:
    (part,) = read(documents / "sample/bicycle-workshop.html")
    assert [(heading.level, heading.text) for heading in part.headings][:2] == [
        (1, "Harbour Street bicycle workshop"),
        (2, "Opening hours"),
    ]
    assert all(part.text.startswith(heading.text, heading.start) for heading in part.headings)
    assert "\nTuesday | 17:00 to 20:00 | everyone\nThursday | 16:00" in part.text
    assert "\n• Brakes and gears: every third Tuesday at 18:30, free of charge.\n• Cargo" in part.text


def test_a_page_without_headings_is_headed_by_its_title(tmp_path: Path) -> None:
    part = read_html(tmp_path, "<title>My  notes</title><p>Text<br>over\n lines</p>")
    assert part.text == "My notes\n\nText\nover lines"
    assert [heading.text for heading in part.headings] == ["My notes"]


def test_tables_that_only_place_things_are_no_rows(tmp_path: Path) -> None:
    html = "<table><tr><td><h2>News</h2><p>First.</p><p>Second.</p></td><td>Side</td></tr></table>"
    assert read_html(tmp_path, html).text == "News\n\nFirst.\n\nSecond.\n\nSide"


def test_white_space_counts_only_in_preformatted_text(tmp_path: Path) -> None:
    assert read_html(tmp_path, "<p>a \n  b</p><pre>x\n    y</pre>").text == "a b\n\nx\n    y"


@pytest.mark.parametrize(
    "html",
    [
        '<meta charset="iso-8859-5"><p>Привет</p>'.encode("iso-8859-5"),
        '<meta charset="utf-8"><p>Привет</p>'.encode(),
        '<meta charset="no-such-encoding"><p>Привет</p>'.encode(),
        '<meta charset="utf-8"><p>Привет</p>'.encode("utf-16"),
    ],
)
def test_encodings(tmp_path: Path, html: bytes) -> None:
    assert read_html(tmp_path, html).text == "Привет"


def test_hidden_content_is_not_read(tmp_path: Path) -> None:
    html = "<div hidden>secret <p>more</p></div><template><p>t</p></template><p>seen<script>x</script></p>"
    assert read_html(tmp_path, html).text == "seen"


def test_very_deep_nesting_is_read(tmp_path: Path) -> None:
    assert read_html(tmp_path, "<div>" * 20_000 + "deep").text == "deep"


def test_an_empty_page_is_a_part_without_text(tmp_path: Path) -> None:
    assert read_html(tmp_path, "<html></html>").text == ""


def test_a_huge_page_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "page.html").open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "page.html")
