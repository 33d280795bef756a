"""Sentences with their citations as HTML: paragraphs, lists, tables, code and formulas.

Everything that comes from documents or from the model is escaped, so that it cannot bring images, links or scripts.
Qt is never given Markdown. The only links are those of citations.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from desktop.conversation.formula_text import formula_html
from desktop.conversation.text_structure import TextPiece, names_and_values, pieces_of
from desktop.theme import Colours
from engine.types import Citation, Sentence, SentenceStyle

LINK_PREFIX = "cite:"
_NO_CITATIONS: Mapping[int, Citation] = {}
_MOST_COLUMNS = 4
"""Wider tables are written with a row a value: the pane is narrow."""
_INDENT = re.compile("^ +|(?<=<br>) +|  +")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Control characters that reverse what follows them, beyond the words they came with."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of the answer as HTML, and the links that follow it."""

    piece: TextPiece
    html: str
    links: str = ""


def sentences_html(
    sentences: Sequence[Sentence], scheme: Colours, citations: Mapping[int, Citation] = _NO_CITATIONS
) -> str:
    """The sentences, each followed by its numbered citation links.

    Neighbours of a kind run on in one paragraph, list or table. Where a sentence is a quote, its `citations` tell how
    that was laid out in the document.
    """
    blocks: list[_Block] = []
    for sentence in sentences:
        if sentence.continues and blocks and blocks[-1].piece.style in (SentenceStyle.TEXT, SentenceStyle.ITEM):
            last = blocks.pop()
            html = f"{last.html}{last.links} {_sentence_html(sentence, scheme)}"
            blocks.append(_Block(last.piece, html, _links_html(sentence, scheme)))
        else:
            blocks += _blocks(sentence, citations, scheme)
    groups = [(style, list(group)) for style, group in groupby(blocks, key=lambda block: block.piece.style)]
    if all(style == SentenceStyle.TEXT for style, _ in groups):
        return " ".join(f"{block.html}{block.links}" for block in blocks)
    return "".join(_WRITERS[style](group, scheme) for style, group in groups)


def text_html(text: str) -> str:
    """Plain text with its line breaks."""
    return _TURNING.sub("", escape(text)).replace("\n", "<br>")


def _blocks(sentence: Sentence, citations: Mapping[int, Citation], scheme: Colours) -> list[_Block]:
    pieces = _pieces(sentence, citations)
    if len(pieces) == 1 and pieces[0].style == SentenceStyle.TEXT:
        return [_Block(pieces[0], _sentence_html(sentence, scheme), _links_html(sentence, scheme))]
    blocks = [_Block(piece, _inline_html(piece.text, sentence.key_words)) for piece in pieces]
    return [*blocks[:-1], _Block(blocks[-1].piece, blocks[-1].html, _links_html(sentence, scheme))]


def _pieces(sentence: Sentence, citations: Mapping[int, Citation]) -> list[TextPiece]:
    """What a sentence consists of: a quote as it is laid out in its document, anything else as the model meant it."""
    plain = [TextPiece(sentence.style, sentence.text)]
    cited = [citations[number] for number in sentence.citations if number in citations]
    if len(cited) == 1 and " ".join(cited[0].quote.split()) == sentence.text:
        return pieces_of(cited[0].quote) or plain
    return plain if sentence.supported else [TextPiece(SentenceStyle.TEXT, sentence.text)]


def _sentence_html(sentence: Sentence, scheme: Colours) -> str:
    html = _inline_html(sentence.text, sentence.key_words)
    if sentence.supported:
        return html
    return f'<i style="color:{scheme.muted}">{html} (not confirmed by your documents)</i>'


def _inline_html(text: str, key_words: str = "") -> str:
    """The text with its formulas, and with the words that answer most directly in bold."""
    html = formula_html(text_html(text))
    before, found, after = text.partition(key_words) if key_words else (text, "", "")
    parts = [formula_html(text_html(part)) for part in (before, found, after)]
    if not found or "".join(parts) != html:  # the words begin or end amid a formula
        return html
    return f"{parts[0]}<b>{parts[1]}</b>{parts[2]}"


def _links_html(sentence: Sentence, scheme: Colours) -> str:
    if not sentence.supported:
        return ""
    style = f"color:{scheme.accent}; background-color:{scheme.accent_soft}; text-decoration:none; font-weight:600"
    links = [f'&nbsp;<a href="{LINK_PREFIX}{number}" style="{style}">[{number}]</a>' for number in sentence.citations]
    return "".join(links)


def _paragraph_html(blocks: Sequence[_Block], _scheme: Colours) -> str:
    return f'<p style="margin:4px 0">{" ".join(f"{block.html}{block.links}" for block in blocks)}</p>'


def _list_html(blocks: Sequence[_Block], _scheme: Colours) -> str:
    if any(block.piece.marker for block in blocks):
        lines = (f"{escape(block.piece.marker)} {block.html}{block.links}" for block in blocks)
        return f'<p style="margin:4px 0 4px 16px">{"<br>".join(lines)}</p>'
    items = "".join(f"<li>{block.html}{block.links}</li>" for block in blocks)
    return f'<ul style="margin:4px 0 4px 0; -qt-list-indent:1">{items}</ul>'


def _code_html(blocks: Sequence[_Block], scheme: Colours) -> str:
    # Not <pre>, whose long lines would not wrap.
    text = text_html("\n".join(block.piece.text.expandtabs(4) for block in blocks))
    kept = _INDENT.sub(lambda spaces: "&nbsp;" * len(spaces.group()), text)
    links = "".join(dict.fromkeys(block.links for block in blocks))
    style = f"background-color:{scheme.card}; font-family:monospace; margin:4px 0"
    return f'<p style="{style}">{kept}</p>' + (f'<p style="margin:0 0 4px 0">{links}</p>' if links else "")


def _table_html(blocks: Sequence[_Block], scheme: Colours) -> str:
    """A table for each run of rows whose columns have the same names."""
    rows = [(*names_and_values(block.piece.cells), block.links) for block in blocks]
    tables = (_rows_html(names, list(run), scheme) for names, run in groupby(rows, key=lambda row: row[0]))
    return "".join(
        f'<table cellspacing="0" cellpadding="4" border="1" style="border-collapse:collapse; margin:4px 0; '
        f'border-color:{scheme.border}">{html}</table>'
        for html in tables
    )


def _rows_html(names: Sequence[str], run: Sequence[tuple[list[str], list[str], str]], scheme: Colours) -> str:
    if len(names) <= _MOST_COLUMNS:
        head = _row_html(names, scheme, head=True) if names else ""
        return head + "".join(_row_html(values, scheme, links) for _, values, links in run)
    rows = []
    for _, values, links in run:
        rows += [_row_html(pair, scheme) for pair in zip(names[:-1], values[:-1], strict=True)]
        rows.append(_row_html([names[-1], values[-1]], scheme, links))
    return "".join(rows)


def _row_html(cells: Sequence[str], scheme: Colours, links: str = "", *, head: bool = False) -> str:
    style = f' style="color:{scheme.muted}"' if head else ""
    written = [_inline_html(cell) for cell in cells]
    written[-1] += links
    return f"<tr>{''.join(f'<td{style}>{cell}</td>' for cell in written)}</tr>"


_WRITERS = {
    SentenceStyle.TEXT: _paragraph_html,
    SentenceStyle.ITEM: _list_html,
    SentenceStyle.ROW: _table_html,
    SentenceStyle.CODE: _code_html,
}
