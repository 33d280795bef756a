"""Plain text and Markdown."""

import tracemalloc
from pathlib import Path

import pytest

from engine.errors import DocumentTooLarge
from engine.reading.page_text import PartText, place_of_range
from engine.reading.text_reader import MarkdownReader, PlainTextReader, SourceReader


def read(path: Path) -> list[PartText]:
    return list(PlainTextReader().read(path))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_text_stays_as_it_is_written(documents: Path) -> None:
    path = documents / "sample/house-meeting.txt"
    (part,) = read(path)
    assert (part.part, part.page) == (1, None)
    assert part.text == path.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("windows-1252.txt", "Der Schlüssel zur Küche hängt über der Tür."),
        ("utf-16.txt", "The code of the garage is HERON-42."),
        ("shift-jis.txt", "会議は第三会議室で午後三時に始まります。"),
        ("nul-bytes.txt", "start of the report PELICAN-7"),
    ],
)
def test_encodings(documents: Path, name: str, text: str) -> None:
    assert [part.text for part in read(documents / "odd" / name)] == [text]


def test_utf_16_without_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The garden has three gates.".encode("utf-16-le"))
    assert read(tmp_path / "a.txt")[0].text == "The garden has three gates."


def test_an_invalid_byte_far_down_decides_for_a_single_byte_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"line\n\n" * 100_000 + "Tür".encode("cp1252"))
    assert read(tmp_path / "a.txt")[-1].text.endswith("Tür")


def test_windows_line_ends_become_plain_ones(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.txt", "one\r\ntwo\r\n\r\nthree"))[0].text == "one\ntwo\n\nthree"


def test_long_texts_are_cut_between_paragraphs(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {number} of a long text. " * 5 for number in range(1000)]
    parts = read(write(tmp_path / "a.txt", "\n\n".join(paragraphs)))
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert all(len(part.text) <= 20_000 for part in parts)
    assert [text for part in parts for text in part.text.split("\n\n")] == [text.rstrip() for text in paragraphs]


def test_an_edit_leaves_most_parts_as_they_were(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {number} of a long text. " * 5 for number in range(2000)]
    before = {part.text for part in read(write(tmp_path / "a.txt", "\n\n".join(paragraphs)))}
    paragraphs.insert(500, "A paragraph that was not there.")
    after = {part.text for part in read(write(tmp_path / "a.txt", "\n\n".join(paragraphs)))}
    assert len(before - after) <= 3


def test_one_huge_line_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "word " * 1_000_000)
    tracemalloc.start()
    try:
        characters = sum(len(part.text) for part in PlainTextReader().read(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert characters > 4_900_000
    assert peak < 3_000_000


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "log.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "log.txt")


def test_headings_of_markdown(documents: Path) -> None:
    (part,) = MarkdownReader().read(documents / "sample/garden-notes.md")
    assert [(heading.level, heading.text) for heading in part.headings] == [
        (1, "Garden notes"),
        (2, "The plot"),
        (2, "Vegetables 2025"),
        (2, "Fruit trees"),
        (2, "The shed"),
        (2, "To do"),
    ]
    assert all(part.text.startswith("#", heading.start) for heading in part.headings)


def test_marks_in_code_and_front_matter_are_no_headings(tmp_path: Path) -> None:
    text = "---\ntitle: Notes\n---\n\n```\n# a comment\n```\n\nUnderlined\n==========\n\nText."
    (part,) = MarkdownReader().read(write(tmp_path / "a.md", text))
    assert part.text == text
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Underlined")]


def test_a_quote_knows_its_lines(tmp_path: Path) -> None:
    (part,) = read(write(tmp_path / "a.txt", "\n\none\ntwo\r\n \r\n\r\nthree\nfour\n\ffive\n"))
    assert part.text == "one\ntwo\n\nthree\nfour\n\nfive"
    where = {word: part.text.index(word) for word in ("one", "two", "three", "four", "five")}
    lines = {word: place_of_range(part, start, start + len(word)) for word, start in where.items()}
    assert lines == {"one": "line 3", "two": "line 4", "three": "line 7", "four": "line 8", "five": "line 9"}
    assert place_of_range(part, where["one"], where["three"] + 5) == "lines 3–7"


def test_lines_are_counted_through_parts_and_long_paragraphs(tmp_path: Path) -> None:
    text = "\n".join(f"entry {number}" + " word" * (number % 7) for number in range(1, 20_001))
    for part in read(write(tmp_path / "a.log", text)):
        for line, place in zip(part.text.split("\n"), part.places, strict=True):
            assert place.place == f"line {line.split()[1]}"


def test_all_of_one_huge_line_is_that_line(tmp_path: Path) -> None:
    parts = read(write(tmp_path / "a.txt", "title\n" + "word " * 100_000))
    assert {mark.place for part in parts[1:] for mark in part.places} == {"line 2"}


def test_markdown_knows_its_lines(tmp_path: Path) -> None:
    (part,) = MarkdownReader().read(write(tmp_path / "a.md", "# Title\ntext\n\n\nUnder\nline\n----\n\nlast"))
    places = [
        place_of_range(part, part.text.index(word), part.text.index(word) + 1) for word in ("text", "line", "last")
    ]
    assert places == ["line 2", "line 6", "line 9"]


def test_source_code_stays_as_it_is(tmp_path: Path) -> None:
    code = "def total_of(items):\n    sum_ = 0\n\n    return sum_ + _OFFSET"
    (part,) = SourceReader().read(write(tmp_path / "a.py", code))
    assert part.text == code
    assert place_of_range(part, code.index("return"), len(code)) == "line 4"
