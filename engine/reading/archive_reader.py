"""Reads ZIP archives: the documents in them, one after the other. Nothing is extracted to where an archive says."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from engine.errors import DocumentTooLarge, EncryptedDocument, NoTextInDocument, UnsupportedFormat
from engine.reading.nested_documents import ContainerReader, NestedDocuments
from engine.reading.page_text import PartText
from engine.reading.reader_registry import is_supported
from engine.reading.text_encoding import one_line
from engine.reading.zip_damage import zip_damage_reported

_MOST_MEMBERS = 10_000
_CHUNK = 1 << 18
_ENCRYPTED = 1
"""The flag of a member that asks for a password."""


class ArchiveReader(ContainerReader):
    """Yields the parts of the documents that a folder scan would take; their places begin with their paths."""

    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        """Yield the parts. Raises `DamagedDocument`, `DocumentTooLarge`, `EncryptedDocument`, `UnsupportedFormat`."""
        with zip_damage_reported():
            archive = zipfile.ZipFile(path)
        with archive:
            any_text = False
            for member in _readable_members(archive, documents):
                name = one_line(member.filename)
                for part in documents.read(_content(archive, member), name, name):
                    any_text = True
                    yield part
        if not any_text:
            raise NoTextInDocument("None of the documents in it has text that can be read.")


def _readable_members(archive: zipfile.ZipFile, documents: NestedDocuments) -> list[zipfile.ZipInfo]:
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise DocumentTooLarge(f"Archives may hold up to {_MOST_MEMBERS} files.")
    members = [member for member in archive.infolist() if _is_document(member)]
    if not members:
        raise UnsupportedFormat("It is an archive without documents.")
    readable = [member for member in members if not member.flag_bits & _ENCRYPTED]
    if not readable:
        raise EncryptedDocument
    documents.announce(sum(member.file_size for member in readable))
    return readable


def _is_document(member: zipfile.ZipInfo) -> bool:
    path = Path(member.filename)
    is_hidden = any(name.removeprefix("..").startswith((".", "__MACOSX")) for name in path.parts)
    return not member.is_dir() and not is_hidden and is_supported(path)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with zip_damage_reported(), archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
