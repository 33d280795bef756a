"""RTF documents."""

from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.rtf_reader import RtfReader

START = r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset128 Gothic;}}"


def read(folder: Path, body: str) -> PartText:
    (folder / "a.rtf").write_bytes(f"{START}{body}}}".encode("latin-1"))
    (part,) = RtfReader().read(folder / "a.rtf")
    return part


def test_paragraphs_and_headings(tmp_path: Path) -> None:
    part = read(
        tmp_path,
        r"{\stylesheet{\s1\outlinelevel0 heading 1;}}{\pard\outlinelevel0\b The lease\par}"
        r"\pard\outlinelevel9 It costs {\b 900} euros\line a month.\par\pard\outlinelevel1 Cancelling\par"
        r"\pard In writing.",
    )
    assert part.text == "The lease\n\nIt costs 900 euros\na month.\n\nCancelling\n\nIn writing."
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "The lease"), (2, "Cancelling")]


def test_rows_carry_the_names_of_their_columns(tmp_path: Path) -> None:
    row = r"\trowd\cellx2000\cellx4000\pard\intbl {}\cell {}\cell\trowd\cellx2000\cellx4000\row"
    part = read(
        tmp_path,
        r"Prices\par" + row.format("Item", "Price") + row.format(r"Chair\par of wood", "40") + r"\pard After it.\par",
    )
    assert part.text == "Prices\n\nItem | Price\nItem: Chair of wood | Price: 40\n\nAfter it."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"\'e4\'f6 \u8364?", "äö €"),
        (r"\ansicpg1251 \'ef\'f0\'e8\'e2\'e5\'f2", "привет"),
        (r"{\f1\'89\'ef\'8b\'63} caf\'e9", "会議 café"),
        (r"smile \u-10179?\u-8704?", "smile 😀"),
        (r"\'81 nothing", "� nothing"),
        (r"a \{brace\} and \\cell", r"a {brace} and \cell"),
    ],
)
def test_characters(tmp_path: Path, written: str, text: str) -> None:
    assert read(tmp_path, written).text == text


def test_pictures_and_objects_leave_no_trace(tmp_path: Path) -> None:
    part = read(
        tmp_path,
        r"Before {\pict\pngblip " + "89504e47\n" * 1000 + r"}{\object{\*\objdata " + "d0cf11e0" * 1000 + "}}"
        r"{\pict\wmetafile8\bin9 }}}{{{\\\}after",
    )
    assert part.text == "Before after"


def test_links_keep_their_words(tmp_path: Path) -> None:
    link = r'{\field{\*\fldinst{ HYPERLINK "http://example.com" }}{\fldrslt{our page}}}'
    assert read(tmp_path, f"See {link} now.").text == "See our page now."


def test_links_that_are_never_closed_take_no_time(tmp_path: Path) -> None:
    part = read(tmp_path, r'{\field{\*\fldinst{ HYPERLINK "a"' * 20_000)
    assert part.text == ""


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04", b"{\\rtf1 \\u99999999999 a}"])
def test_other_files_are_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.rtf").write_bytes(content)
    with pytest.raises(DamagedDocument):
        list(RtfReader().read(tmp_path / "a.rtf"))


def test_a_table_of_fonts_without_end_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1{\fonttbl " + r"\f1" * 50_000, encoding="ascii")
    with pytest.raises(DamagedDocument, match="fonts"):
        list(RtfReader().read(tmp_path / "a.rtf"))


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 " + b"a word " * 5_000_000)
    with pytest.raises(DocumentTooLarge):
        list(RtfReader().read(tmp_path / "a.rtf"))
