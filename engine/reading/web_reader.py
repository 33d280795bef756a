"""Reads HTML pages with selectolax: what a person reads, without scripts, menus and forms. Nothing is fetched."""

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from engine.errors import DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.text_encoding import clean_text, encoding_of_bytes
from engine.reading.text_parts import TextBlock, parts_of_blocks
from engine.reading.web_table import WebTable

_LARGEST_PAGE = 50 * 1024 * 1024
"""Bytes. The parsed tree takes some ten times as much memory."""
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

_UNREAD = (
    "script, style, noscript, template, svg, iframe, object, nav, menu, button, select, textarea, dialog,"
    "[hidden], [aria-hidden=true], [role=navigation], [role=search], body > header, body > footer"
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAYOUT = "table table, td h1, td h2, td h3, td div div"
"""A table that holds one of these places parts of a page; its rows are no rows of data."""
_CELLS = frozenset({"td", "th", "caption"})
_WHITE_SPACE = re.compile(r"\s+")


class WebReader:
    """Yields parts made of paragraphs, headings, list items and table rows."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        if path.stat().st_size > _LARGEST_PAGE:
            raise DocumentTooLarge(f"Web pages may have up to {_LARGEST_PAGE >> 20} MB.")
        yield from parts_of_blocks(blocks_of_page(decoded_page(path.read_bytes())))


def decoded_page(data: bytes) -> str:
    """Decode by the encoding that the page names, unless it evidently is Unicode."""
    detected = encoding_of_bytes(data)
    named = _CHARSET.search(data[:4096])
    if named is not None and not detected.startswith("utf-"):
        encoding = named.group(1).decode("ascii", "replace").casefold()
        try:
            return data.decode(detected if encoding.startswith("utf") else encoding, "replace")
        except LookupError:  # no encoding has that name
            pass
    return data.decode(detected, "replace")


def blocks_of_page(html: str, *, titled: bool = True) -> Iterator[TextBlock]:
    """Yield the blocks of a page in order: paragraphs, headings, list items, rows of tables.

    With `titled` a page that has no main heading is headed by its title. Raises `DocumentTooLarge`.
    """
    try:
        tree = LexborHTMLParser(clean_text(html))
    except SelectolaxError as error:  # any text is HTML: only memory can be lacking
        raise DocumentTooLarge("Reading it needs more memory than is allowed.") from error
    title = tree.css_first("head title")
    if titled and title is not None and tree.css_first("h1") is None:
        text = _WHITE_SPACE.sub(" ", title.text()).strip()
        if text:
            yield TextBlock(text, level=1)
    mains = tree.css("main, [role=main]")
    root = mains[0] if len(mains) == 1 and mains[0].text().strip() else tree.body
    if root is not None:
        yield from _BlockCollector({node.mem_id for node in tree.css(_UNREAD)}).blocks(root)


def _walk(root: LexborNode, unread: set[int]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield every node below `root`, elements twice: True when entered, False when left. No recursion: pages nest."""
    node = root.child
    depth = 1
    while node is not None and depth > 0:
        yield node, True
        child = None if node.mem_id in unread else node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        yield node, False
        while depth > 0 and node.next is None:
            node, depth = node.parent, depth - 1
            if depth == 0 or node is None:
                return
            yield node, False
        node = node.next


class _BlockCollector:
    """Collects the text between the borders of block elements."""

    def __init__(self, unread: set[int]) -> None:
        self._unread = unread
        self._pieces: list[str] = []
        self._level = 0
        self._kind = ""
        self._last_kind = ""
        self._preformatted = 0
        self._table: WebTable | None = None
        self._table_node = 0

    def blocks(self, root: LexborNode) -> Iterator[TextBlock]:
        """Yield the blocks below `root` in order."""
        for node, entered in _walk(root, self._unread):
            tag = node.tag or ""
            if tag == "-text":
                if entered and node.parent is not None:
                    self._add_text(node.text_content or "")
            elif node.mem_id in self._unread:
                continue
            elif tag == "br":
                self._pieces.append("\n" if entered else "")
            elif self._table is not None:
                yield from self._inside_table(self._table, node, tag, entered)
            elif tag in _BLOCKS or tag in _HEADINGS:
                yield from self._flush()
                self._cross_border(node, tag, entered)
        yield from self._flush()

    def _add_text(self, text: str) -> None:
        self._pieces.append(text if self._preformatted else _WHITE_SPACE.sub(" ", text))

    def _inside_table(self, table: WebTable, node: LexborNode, tag: str, entered: bool) -> Iterator[TextBlock]:
        """Fill the cells of a table of data; yield its rows when it ends."""
        if tag in _CELLS:
            text = " ".join("".join(self._pieces).split())
            if text or not entered:  # what stands before a cell is strayed or a caption
                table.add_cell(text, tag, {} if entered else node.attributes)
            self._pieces.clear()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._pieces.append(" ")
        if tag in ("tr", "caption"):
            table.end_row()
        if node.mem_id == self._table_node:
            self._table = None
            yield from table.blocks()
            yield from self._flush()

    def _cross_border(self, node: LexborNode, tag: str, entered: bool) -> None:
        """Remember what kind of block begins or has ended."""
        if tag == "pre":
            self._preformatted += 1 if entered else -1
        elif tag == "table" and entered and node.css_first(_LAYOUT) is None:
            self._table, self._table_node = WebTable(), node.mem_id
        elif tag in ("ul", "ol") and entered:
            self._last_kind = ""
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag] if entered else 0
        self._kind = "item" if tag == "li" and entered else ""

    def _flush(self) -> Iterator[TextBlock]:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._preformatted:
            text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
        text = text.strip()
        if not text:
            return
        kind = self._kind
        if kind == "item":
            text = f"• {text}"
        yield TextBlock(text, self._level, tight=bool(kind) and kind == self._last_kind)
        self._last_kind, self._kind = kind, ""
