"""HTML pages."""

import sys
from pathlib import Path

import pytest

from engine.errors import DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.reading_process import ReadingProcess
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
    assert "\nDay: Tuesday | Time: 17:00 to 20:00 | For whom: everyone\nDay: Thursday | Time: 16:00" in part.text
    assert "\n• Brakes and gears: every third Tuesday at 18:30, free of charge.\n• Cargo" in part.text


def test_a_page_without_headings_is_headed_by_its_title(tmp_path: Path) -> None:
    part = read_html(tmp_path, "<title>My  notes</title><p>Text<br>over\n lines</p>")
    assert part.text == "My notes\n\nText\nover lines"
    assert [heading.text for heading in part.headings] == ["My notes"]


def test_rows_name_their_columns_whatever_cells_span(tmp_path: Path) -> None:
    html = """<table><caption>Prices</caption>
      <thead><tr><th>Room</th><th>Season</th><th>Price</th></tr></thead>
      <tr><td rowspan=2>Attic</td><td>Summer</td><td>80</td></tr>
      <tr><td><p>Winter</p></td><td>60</td></tr>
      <tr><td colspan=2>Cleaning</td><td>20</td></tr></table><p>after</p>"""
    assert read_html(tmp_path, html).text == (
        "Prices\nRoom | Season | Price\nRoom: Attic | Season: Summer | Price: 80\n"
        "Room: Attic | Season: Winter | Price: 60\nRoom: Cleaning | Price: 20\n\nafter"
    )


@pytest.mark.parametrize("span", ["1000000000000", "9999", "-3", "x", ""])
def test_absurd_spans_are_bounded(tmp_path: Path, span: str) -> None:
    html = f"<table><tr><td rowspan={span} colspan={span}>a</td></tr><tr><td>b</td></tr></table>"
    text = read_html(tmp_path, html).text
    assert text.startswith("a\n")
    assert text.endswith("b")


def test_a_table_that_never_ends_is_read(tmp_path: Path) -> None:
    assert read_html(tmp_path, "<table><tr><td>a<td>b<tr><td>c").text == "a | b\nc"


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


@pytest.mark.skipif(sys.platform != "linux", reason="only there the memory of a process is bounded")
def test_a_page_that_takes_too_much_memory_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<p>a" * 3_000_000)
    reading = ReadingProcess(memory_limit=640 * 1024**2)
    try:
        with pytest.raises(DocumentTooLarge, match="memory"):
            list(reading.read(path))
    finally:
        reading.end()
