"""Text files in the encodings that people have, none of which tell which they are."""

from pathlib import Path

import pytest

from engine.reading.text_encoding import clean_text, detect_encoding, text_chunks

_GERMAN = "Die Miete beträgt 1.140 €, fällig am dritten Werktag. Größe: 82 m². " * 5
_RUSSIAN = "Договор аренды квартиры заключён первого мая в городе. Арендная плата вносится ежемесячно. " * 5
_JAPANESE = "賃貸借契約書。家賃は毎月三日までに支払うものとする。敷金は二か月分とする。" * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (_GERMAN, "utf-8"),
        (_GERMAN, "utf-8-sig"),
        (_GERMAN, "utf-16"),
        (_GERMAN, "utf-16-le"),
        (_GERMAN, "utf-16-be"),
        (_GERMAN, "utf-32"),
        (_GERMAN, "cp1252"),
        (_RUSSIAN, "cp1251"),
        (_JAPANESE, "shift_jis"),
        ("plain", "ascii"),
    ],
)
def test_the_text_is_read_as_it_was_written(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(text.encode(encoding))
    assert "".join(text_chunks(file)) == text


@pytest.mark.parametrize(("content", "text"), [("Grüße, Köl€", "Grüße, Köl\ufffd"), ("caf", "café")])
def test_a_file_that_ends_amid_a_character_keeps_its_encoding(tmp_path: Path, content: str, text: str) -> None:
    file = tmp_path / "cut.txt"
    file.write_bytes(content.encode()[:-1] if "€" in content else content.encode() + b"\xe9")
    assert "".join(text_chunks(file)) == text


def test_one_wrong_byte_spoils_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes("Grüße aus Köln".encode("cp1252") + b"\x81 end")
    assert detect_encoding(file) == "cp1252"
    assert "".join(text_chunks(file)).startswith("Grüße aus Köln")


def test_line_ends_are_one_kind_and_invisible_marks_are_gone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(b"one\r\ntwo\rthree\x00\x07 so\xc2\xadft e\xcc\x81")
    assert "".join(text_chunks(file)) == "one\ntwo\nthree soft é"
    assert clean_text("zero\u200bwidth") == "zerowidth"
