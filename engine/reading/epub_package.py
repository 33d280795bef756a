"""Opens the package of an EPUB: which pages it has, in which order, and what its table of contents calls them.

The package's own files are XML, but are read with the parser for HTML: it knows no entities but the characters' names,
fetches nothing and forgives. It writes elements' names in lower case, and nests elements that XML closes at once.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Self
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.text_encoding import one_line
from engine.reading.web_reader import decoded_page
from engine.reading.zip_damage import zip_damage_reported

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_LARGEST_FILE = 20 * 1024 * 1024
_MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes of all pages. The longest novels have five million."""
_PASSWORD = 1
"""The flag of a file that asks for a password."""


@dataclass(frozen=True, slots=True)
class EpubPage:
    """One page of the book; `title` is "" where the table of contents does not name it."""

    title: str
    content: bytes


class EpubPackage:
    """An EPUB that is open; for use in a `with` statement. Raises `DamagedDocument` if it is none."""

    def __init__(self, path: Path) -> None:
        with zip_damage_reported():
            self._archive = zipfile.ZipFile(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def pages(self) -> Iterator[EpubPage]:
        """Yield the pages in reading order, each once; those that are missing are left out.

        Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`.
        """
        root = next((node.attributes.get("full-path") for node in self._elements(_CONTAINER, "rootfile")), None)
        if not root:
            raise DamagedDocument("It is not an e-book inside.")
        items = {node.attributes.get("id"): node for node in self._elements(root, "item")}
        spine = [items.get(node.attributes.get("idref")) for node in self._elements(root, "itemref")]
        names = dict.fromkeys(_target(root, node, "href") for node in spine if node is not None)
        encrypted = {_target("", node, "uri") for node in self._elements(_ENCRYPTION, "cipherreference")}
        if not encrypted.isdisjoint(names):
            raise EncryptedDocument("It is protected by its shop (DRM).")
        titles = self._titles(root, items.values())
        unpacked = 0
        for name in names:
            content = self._read(name)
            unpacked += len(content)
            if unpacked > _MOST_UNPACKED:
                raise DocumentTooLarge(f"E-books may unpack to {_MOST_UNPACKED >> 20} MB.")
            yield EpubPage(titles.get(name, ""), content)

    def _titles(self, root: str, items: Iterable[LexborNode]) -> dict[str, str]:
        """Map the names of pages to what the table of contents calls them first; there are two kinds of tables."""
        titles: dict[str, str] = {}
        for item in items:
            name = _target(root, item, "href")
            if "nav" in (item.attributes.get("properties") or "").split():
                for nav in self._elements(name, "nav"):
                    if nav.attributes.get("epub:type", "toc") == "toc":
                        for link in nav.css("a[href]"):
                            titles.setdefault(_target(name, link, "href"), one_line(link.text()))
            elif item.attributes.get("media-type") == "application/x-dtbncx+xml":
                label = ""
                for node in self._elements(name, "text", "content"):
                    if node.attributes.get("src"):
                        titles.setdefault(_target(name, node, "src"), label)
                    else:
                        label = one_line(node.text())
        return titles

    def _elements(self, name: str, *tags: str) -> Iterator[LexborNode]:
        """Yield the elements of a file of the package that have one of the tags, whatever their prefix."""
        tree = LexborHTMLParser(decoded_page(self._read(name)))
        if tree.root is not None:
            yield from (node for node in tree.root.traverse() if (node.tag or "").rpartition(":")[2] in tags)

    def _read(self, name: str) -> bytes:
        """Read a file of the package; b"" if there is none of that name."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return b""
        if info.flag_bits & _PASSWORD:
            raise EncryptedDocument
        with zip_damage_reported(), self._archive.open(info) as file:
            content = file.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            raise DocumentTooLarge(f"Pages of e-books may have up to {_LARGEST_FILE >> 20} MB.")
        return content


def _target(base: str, node: LexborNode, attribute: str) -> str:
    """Name the file of the package that a link in `base` points to."""
    link = unquote((node.attributes.get(attribute) or "").partition("#")[0])
    return normpath(join(dirname(base), link))
