"""Reads ZIP archives: the documents in them, one after the other. Nothing is extracted to where an archive says."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument, NoTextInDocument, UnsupportedFormat
from engine.reading.nested_documents import ContainerReader, NestedDocuments, is_trouble_of_the_disk
from engine.reading.page_text import PartText
from engine.reading.reader_registry import is_supported
from engine.reading.text_encoding import one_line

_MOST_MEMBERS = 10_000
_CHUNK = 1 << 18
_ENCRYPTED = 1
"""The flag of a member that asks for a password."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(ValueError, NotImplementedError, OSError, RuntimeError),
)
"""What zipfile raises for archives that are cut, changed, or packed in an unknown way. (Those of bz2 are OSErrors.)"""


class ArchiveReader(ContainerReader):
    """Yields the parts of the documents that a folder scan would take; their places begin with their paths."""

    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        """Yield the parts. Raises `DamagedDocument`, `DocumentTooLarge`, `EncryptedDocument`, `UnsupportedFormat`."""
        try:
            archive = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise DamagedDocument(str(error)) from error
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
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except _DAMAGE as error:
        if isinstance(error, OSError) and is_trouble_of_the_disk(error):
            raise
        raise DamagedDocument(str(error)) from error
