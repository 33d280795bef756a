"""Checks the zip packages of Office and OpenDocument files before a parser sees them.

Parsers unpack a package into memory and parse its XML. So nothing gets to them that unpacks to too much, that is
protected with a password, or whose XML declares entities: these could grow to any size or name other files.
"""

import mmap
import re
import zipfile
from pathlib import Path
from typing import IO

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.zip_damage import zip_damage_reported

MOST_XML = 64 * 1024 * 1024
"""Bytes of all XML in a package, unpacked. A novel has two million; a parsed tree takes some ten times as much."""

_MOST_UNPACKED = 512 * 1024 * 1024
_MOST_FILES = 10_000
_CHUNK = 1 << 18

_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream of an old Office file in which Office keeps a package with a password."""
_ENCRYPTED_BIT = 0x1
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_MOST_MANIFEST = 1 << 20

_ENTITY = b"<!ENTITY"
_DECLARED_ENCODING = re.compile(rb"\A[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"}
"""Encodings in which an entity's declaration is seen, zero bytes left out. Office writes the first and the third."""


def check_package(path: Path, *, most_xml: int = MOST_XML) -> None:
    """Refuse a package that is unsafe to parse. `most_xml` is the limit in bytes for all of its XML, unpacked.

    Sizes are those of the package's directory, and none can be exceeded: all XML is unpacked here, chunk by chunk,
    and has to match its size and checksum. Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`.
    """
    if _is_encrypted_by_office(path):
        raise EncryptedDocument
    with zip_damage_reported(), zipfile.ZipFile(path) as package:
        files = package.infolist()
        _check_sizes(files, most_xml)
        if any(file.flag_bits & _ENCRYPTED_BIT for file in files) or _is_encrypted_open_document(package):
            raise EncryptedDocument
        for file in filter(_is_xml, files):
            with package.open(file) as part:
                _check_xml(part, file.filename)


def _is_encrypted_by_office(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE_MARK)) != _OLD_OFFICE_MARK:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(_ENCRYPTED_PACKAGE) >= 0


def _check_sizes(files: list[zipfile.ZipInfo], most_xml: int) -> None:
    xml = sum(file.file_size for file in filter(_is_xml, files))
    unpacked = sum(file.file_size for file in files)
    if xml > most_xml or unpacked > _MOST_UNPACKED or len(files) > _MOST_FILES:
        raise DocumentTooLarge(f"It unpacks to {unpacked >> 20} MB in {len(files)} files.")


def _is_xml(file: zipfile.ZipInfo) -> bool:
    return file.filename.endswith((".xml", ".rels"))


def _is_encrypted_open_document(package: zipfile.ZipFile) -> bool:
    """Tell whether the text is encrypted; where only macros are, the manifest speaks of encryption as well."""
    names = package.namelist()
    if _MANIFEST not in names:
        return False
    with package.open(_MANIFEST) as manifest:
        if b"encryption-data" not in manifest.read(_MOST_MANIFEST):
            return False
    if _CONTENT not in names:
        return True
    with package.open(_CONTENT) as content:
        return not _is_markup(content.read(_CHUNK))


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


def _check_xml(part: IO[bytes], name: str) -> None:
    chunk = part.read(_CHUNK)
    if not chunk:
        return  # for the parser to miss it, if it needs it
    encoding = _DECLARED_ENCODING.match(chunk.replace(b"\0", b""))
    if not _is_markup(chunk) or (encoding is not None and encoding.group(1).lower() not in _ENCODINGS):
        raise DamagedDocument(f"{name} in it is not XML as Office writes it.")
    end = b""
    while chunk:
        seen = end + chunk.replace(b"\0", b"")
        if _ENTITY in seen:
            raise DamagedDocument(f"{name} in it declares XML entities, as no Office program does.")
        end = seen[-len(_ENTITY) :]
        chunk = part.read(_CHUNK)
