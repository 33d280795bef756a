"""E-books: EPUB, FictionBook and Mobipocket."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument, PagewiseError
from engine.reading.ebook_reader import EbookReader
from engine.reading.page_text import PartText, place_of_range

_CONTAINER = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
_PACKAGE = """<?xml version="1.0"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:manifest>
  <opf:item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
  <opf:item id="nav" href="nav.xhtml" properties="scripted nav"/>
  <opf:item id="two" href="text/two%20b.xhtml"/><opf:item id="one" href="text/one.xhtml"/>
  <opf:item id="three" href="text/three.xhtml"/><opf:item id="gone" href="text/gone.xhtml"/>
</opf:manifest><opf:spine>
  <opf:itemref idref="one"/><opf:itemref idref="gone"/><opf:itemref idref="two"/><opf:itemref idref="three"/>
  <opf:itemref idref="one"/><opf:itemref idref="no-such"/>
</opf:spine></opf:package>"""
_CONTENTS = """<?xml version="1.0"?><!DOCTYPE ncx><ncx><docTitle><text>Book</text></docTitle><navMap>
<navPoint><navLabel><text>The  first</text></navLabel><content src="text/one.xhtml#top"/>
<navPoint><navLabel><text>Inside the first</text></navLabel><content src="text/one.xhtml#in"/></navPoint></navPoint>
</navMap></ncx>"""
_FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": _CONTAINER,
    "OEBPS/book.opf": _PACKAGE,
    "OEBPS/toc.ncx": _CONTENTS,
    "OEBPS/text/one.xhtml": "<html><head><title>Unknown</title></head><body><p>One &mdash; text.</p></body></html>",
    "OEBPS/text/two b.xhtml": "<html><body><h1>Second</h1><p>Two.</p></body></html>",
    "OEBPS/text/three.xhtml": "<html><body><p>Three.</p></body></html>",
}


def read(path: Path) -> list[PartText]:
    return list(EbookReader().read(path))


def epub(folder: Path, changes: Mapping[str, str]) -> Path:
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_FILES, **changes}.items():
            archive.writestr(name, content)
    return path


def test_pages_come_in_reading_order_and_name_their_chapters(tmp_path: Path) -> None:
    (part,) = read(epub(tmp_path, {}))
    assert part.text == "One — text.\n\nSecond\n\nTwo.\n\nThree."
    places = [
        place_of_range(part, part.text.index(word), part.text.index(word) + 1) for word in ("One", "Two", "Three")
    ]
    assert places == ["chapter: The first", "chapter: Second", "chapter 4"]
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Second")]


def test_the_newer_kind_of_contents(tmp_path: Path) -> None:
    nav = (
        "<nav epub:type='landmarks'><a href='text/three.xhtml'>Start</a></nav>"
        "<nav epub:type='toc'><ol><li><a href='text/three.xhtml'>The third</a></li></ol></nav>"
    )
    (part,) = read(epub(tmp_path, {"OEBPS/nav.xhtml": nav}))
    assert part.places[-1].place == "chapter: The third"


def test_a_book_bought_with_drm_is_encrypted(tmp_path: Path) -> None:
    encryption = "<encryption><enc:EncryptedData><enc:CipherReference URI='{}'/></enc:EncryptedData></encryption>"
    with pytest.raises(EncryptedDocument):
        read(epub(tmp_path, {"META-INF/encryption.xml": encryption.format("OEBPS/text/one.xhtml")}))
    assert read(epub(tmp_path, {"META-INF/encryption.xml": encryption.format("OEBPS/fonts/a.otf")}))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"META-INF/container.xml": "nothing"}, DamagedDocument),
        ({"OEBPS/text/one.xhtml": " " * (21 << 20)}, DocumentTooLarge),
    ],
)
def test_broken_packages(tmp_path: Path, changes: dict[str, str], error: type[PagewiseError]) -> None:
    with pytest.raises(error):
        read(epub(tmp_path, changes))


def test_entities_are_not_expanded_and_paths_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    page = f"<!DOCTYPE p [<!ENTITY x SYSTEM 'file://{tmp_path}/secret.txt'><!ENTITY y 'yyy'>]><p>One &x; &y;</p>"
    package = _PACKAGE.replace("text/three.xhtml", "../../secret.txt").replace("text/gone.xhtml", "/etc/hostname")
    (part,) = read(epub(tmp_path, {"OEBPS/text/one.xhtml": page, "OEBPS/book.opf": package}))
    assert "secret" not in part.text
    assert "yyy&" not in part.text.replace(" ", "")
    assert part.text.endswith("Two.")


_FICTION_BOOK = """<?xml version="1.0" encoding="utf-8"?>{}
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description/><body>
<section><title><p>Глава первая</p></title><p>Привет, мир.</p>
<section><title><p>Inner</p></title><p>Deeper{}.</p></section></section></body></FictionBook>"""


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_fiction_books(tmp_path: Path) -> None:
    (part,) = read(write(tmp_path / "book.fb2", _FICTION_BOOK.format("", "")))
    assert part.text == "Глава первая\n\nПривет, мир.\n\nInner\n\nDeeper."
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Глава первая"), (2, "Inner")]
    assert place_of_range(part, 14, 20) == "chapter: Глава первая"


def test_entities_of_fiction_books_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    declared = f"<!DOCTYPE x [<!ENTITY e0 'lol'>{levels}<!ENTITY s SYSTEM 'file://{tmp_path}/secret.txt'>]>"
    try:
        text = read(write(tmp_path / "book.fb2", _FICTION_BOOK.format(declared, "&e11; &s;")))[0].text
    except DamagedDocument:
        text = ""
    assert "secret" not in text
    assert "lollol" not in text


def mobipocket(html: bytes, *, encryption: int = 0, compression: int = 1) -> bytes:
    texts = [html[start : start + 4096] for start in range(0, len(html), 4096)]
    header = struct.pack(">HHIHHHH", compression, 0, len(html), len(texts), 4096, encryption, 0)
    header += (b"MOBI" + struct.pack(">IIIII", 232, 2, 65001, 1, 6)).ljust(232, b"\0")
    records = [header, *texts]
    start = 78 + 8 * len(records) + 2
    table = b""
    for number, record in enumerate(records):
        table += struct.pack(">II", start, number)
        start += len(record)
    database = b"Book".ljust(60, b"\0") + b"BOOKMOBI" + struct.pack(">IIH", 0, 0, len(records))
    return database + table + b"\0\0" + b"".join(records)


def test_mobipocket_books(tmp_path: Path) -> None:
    html = b"<html><body><h1>Chapter One</h1><p>The fox &amp; the hen.</p><h1>Two</h1><p>" + b"word " * 5000
    parts = read(write(tmp_path / "book.mobi", mobipocket(html)))
    assert parts[0].text.startswith("Chapter One\n\nThe fox & the hen.\n\nTwo\n\nword word")
    assert [heading.text for heading in parts[0].headings] == ["Chapter One", "Two"]
    assert parts[-1].places[0].place == "chapter: Two"
    assert sum(part.text.count("word") for part in parts) == 5000


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (mobipocket(b"<p>x", encryption=2), EncryptedDocument),
        (mobipocket(b"<p>x", compression=17480), DamagedDocument),
        (mobipocket(b"<p>x" * 5000)[:100], DamagedDocument),
        (b"<FictionBook", DamagedDocument),
        (b"no book at all", DamagedDocument),
        (b"PK\x03\x04 no package", DamagedDocument),
    ],
)
def test_books_that_cannot_be_read(tmp_path: Path, content: bytes, error: type[PagewiseError]) -> None:
    with pytest.raises(error):
        read(write(tmp_path / "book.mobi", content))
