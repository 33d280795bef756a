"""Answers with lists, tables, code and formulas, as the user sees them, also where the text is hostile."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from desktop.conversation.answer_rendering import sentences_html
from desktop.conversation.answer_text import citation_tool_tip, clipboard_text, with_unread
from desktop.conversation.exchange import Exchange
from desktop.conversation.formula_text import formula_html
from desktop.conversation.text_structure import pieces_of
from desktop.theme import DARK, LIGHT
from engine.types import Answer, Citation, Question, Sentence, SentenceStyle
from tests.desktop.values import answer, citation


def quoted(quote: str, index: int = 1) -> tuple[Sentence, dict[int, Citation]]:
    """A quote as an answer, and its citation."""
    citation = Citation(index, Path("/docs/a.md"), "hash", None, 1, 0, len(quote), quote)
    return Sentence(" ".join(quote.split()), True, (index,)), {index: citation}


def rendered(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    return document


def table_of(html: str) -> list[list[str]]:
    """The cells of the only table in `html`, as Qt shows them."""
    document = rendered(html)
    (table,) = (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))
    rows = []
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        rows.append([_text_between(document, cell.firstPosition(), cell.lastPosition()) for cell in cells])
    return rows


def _text_between(document: QTextDocument, start: int, end: int) -> str:
    return "".join(document.characterAt(position) for position in range(start, end)).replace("\xa0", " ")


def test_rows_of_a_table_are_shown_below_the_names_of_their_columns() -> None:
    first, citations = quoted("Item: Rent | Price: 900 euros")
    second, others = quoted("Item: Heat | Price: 80 euros", 2)
    assert table_of(sentences_html([first, second], LIGHT, citations | others)) == [
        ["Item", "Price"],
        ["Rent", "900 euros [1]"],
        ["Heat", "80 euros [2]"],
    ]


@pytest.mark.parametrize(
    ("text", "key_words", "html"),
    [
        ("The deposit of 2,280 euros is kept.", "2,280 euros", "The deposit of <b>2,280 euros</b> is kept."),
        ("It is <small> & cheap.", "<small> &", "It is <b>&lt;small&gt; &amp;</b> cheap."),
        ("The limit is 10^-3 mol.", "10^-3 mol", "The limit is <b>10<sup>-3</sup> mol</b>."),
        ("The limit is 10^-3 mol.", "3 mol", "The limit is 10<sup>-3</sup> mol."),
        ("The deposit is kept.", "2,280 euros", "The deposit is kept."),
    ],
)
def test_the_words_that_answer_stand_out(text: str, key_words: str, html: str) -> None:
    assert sentences_html([Sentence(text, True, key_words=key_words)], LIGHT) == html


def test_a_wide_row_is_shown_with_a_value_a_line() -> None:
    row, citations = quoted(" | ".join(f"Month {number}: {number * 100}" for number in range(1, 7)))
    cells = table_of(sentences_html([row], LIGHT, citations))
    assert cells[0] == ["Month 1", "100"]
    assert cells[-1] == ["Month 6", "600 [1]"]


def test_a_markdown_table_has_no_rule() -> None:
    table, citations = quoted("| Item | Price |\n|:---|---:|\n| Rent | 900 |")
    assert table_of(sentences_html([table], LIGHT, citations)) == [["Item", "Price"], ["Rent", "900 [1]"]]


def test_lists_are_lists_and_numbers_stay() -> None:
    bullets, citations = quoted("Bring:\n- a pen\n- paper of\n  good quality")
    assert sentences_html([bullets], LIGHT, citations).count("<li>") == 2
    assert rendered(sentences_html([bullets], LIGHT, citations)).toPlainText().splitlines() == [
        "Bring:",
        "a pen",
        "paper of good quality [1]",
    ]
    steps, citations = quoted("3. Open it.\n4. Close it.")
    text = rendered(sentences_html([steps], LIGHT, citations)).toPlainText()
    assert text.splitlines() == ["3. Open it.", "4. Close it. [1]"]


def test_code_is_shown_as_it_stands_in_a_font_of_equal_widths() -> None:
    code = "def area(r):\n    if r < 0:\n        return None\n    return 3.14 * r ** 2"
    sentence, citations = quoted(code)
    document = rendered(sentences_html([sentence], LIGHT, citations))
    assert document.toPlainText().startswith(code)
    assert document.firstBlock().begin().fragment().charFormat().fontFamilies() == ["monospace"]
    assert document.toPlainText().endswith("[1]")


@pytest.mark.parametrize(
    "prose",
    [
        "The notice period is three months.\nIt begins on the first of a month.",
        "Return the keys (both of them) to the office.\nImport duties are paid by you.",
        "Kaution: 900 Euro; fällig am 1. Mai.\nSie wird verzinst.",
    ],
)
def test_prose_is_neither_code_nor_a_list(prose: str) -> None:
    assert [piece.style for piece in pieces_of(prose)] == [SentenceStyle.TEXT]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The area is $A = \\pi r^2$.", "The area is A = π r<sup>2</sup>."),
        ("\\(x_{i+1} \\leq \\frac{a+b}{2}\\)", "x<sub>i+1</sub> ≤ (a+b)/2"),
        ("It weighs 10^-3 kg, or 5 m^2.", "It weighs 10<sup>-3</sup> kg, or 5 m<sup>2</sup>."),
        ("$\\sqrt{2} \\approx 1.41$", "√2 ≈ 1.41"),
        ("$\\mathrm{H_2O}$", "H<sub>2</sub>O"),
        ("It costs $5 and $6 or US$7.", "It costs $5 and $6 or US$7."),
        ("Call snake_case_name or a^.", "Call snake_case_name or a^."),
        ("x² + y₁ stays", "x² + y₁ stays"),
        ("$a &lt; b^2$", "a &lt; b<sup>2</sup>"),
    ],
)
def test_formulas_are_readable(source: str, expected: str) -> None:
    assert formula_html(source) == expected


def test_what_the_model_lays_out_is_laid_out() -> None:
    sentences = [
        Sentence("The costs:", True, (1,)),
        Sentence("Rent is 900 euros.", True, (1,), style=SentenceStyle.ITEM),
        Sentence("It is due in May.", True, (2,), style=SentenceStyle.ITEM, continues=True),
        Sentence("Heat is 80 euros.", True, (2,), style=SentenceStyle.ITEM),
        Sentence("total = 980", True, (1,), style=SentenceStyle.CODE),
    ]
    html = sentences_html(sentences, DARK)
    assert html.count("<li>") == 2
    assert rendered(html).toPlainText().splitlines() == [
        "The costs: [1]",
        "Rent is 900 euros. [1] It is due in May. [2]",
        "Heat is 80 euros. [2]",
        "total = 980",
        " [1]",
    ]


def test_a_copied_list_has_a_line_for_each_item() -> None:
    sentences = (
        Sentence("The costs:", True, (1,)),
        Sentence("Rent is 900 euros.", True, (1,), style=SentenceStyle.ITEM),
        Sentence("It is due in May.", True, (2,), style=SentenceStyle.ITEM, continues=True),
        Sentence("Heat is 80 euros.", True, (2,), style=SentenceStyle.ITEM),
    )
    assert clipboard_text("How much?", Answer("...", True, sentences)).splitlines()[2:] == [
        "The costs: [1]",
        "- Rent is 900 euros. [1] It is due in May. [2]",
        "- Heat is 80 euros. [2]",
    ]


HOSTILE = (
    '<img src="http://example.com/x.png">',
    '<script>alert(1)</script> | <a href="file:///etc/passwd">x</a>',
    "![x](http://example.com/x.png) [here](javascript:alert(1))",
    'Name: </td></tr></table><img src="x"> | Price: <b>9</b>',
    '- <img src="x">\n- </ul><a href="http://e.com">y</a>',
    "```\n</pre><img src='x'>\n```",
    'x = "</pre><iframe src=x>";\ny = 2;',
    "$<img src=x>^{<script>}_{</sub>}$ and \\(\\frac{<a href=x>}{b}\\)",
    "a^{<img src=x>} b^(<b>)",
    "\u202eevil\u2066 text\u2069",
    "| " * 5000 + "^{" * 500 + "$" * 3001,
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("style", SentenceStyle)
def test_nothing_hostile_gets_through(hostile: str, style: SentenceStyle) -> None:
    quote, citations = quoted(hostile)
    told = [Sentence(hostile, True, (1,), style=style), Sentence(hostile, False, (1,), style=style), quote]
    for sentences, known in ((told[:2], {}), (told[2:], citations)):
        html = sentences_html(sentences, LIGHT, known)
        assert not any(tag in html for tag in ("<img", "<script", "<iframe", "<a href=x", "<b>"))
        assert html.count("<a ") == html.count('<a href="cite:1"') == 1
        assert not any(character in html for character in "\u202e\u2066\u2069")
        assert html.count("<table") == html.count("</table>")


def test_a_citation_in_a_table_can_be_clicked(qtbot: QtBot) -> None:
    row, citations = quoted("Item: Rent | Price: 900 euros")
    exchange = Exchange(Question("How much is the rent?"), "1")
    qtbot.addWidget(exchange)
    exchange.show_answer(Answer(row.text, True, (row,), tuple(citations.values())))
    assert "<table" in exchange.answer_label.text()
    with qtbot.waitSignal(exchange.citation_opened) as opened:
        exchange.answer_label.linkActivated.emit("cite:1")
    assert opened.args == [citations[1]]


def test_an_answer_found_amid_indexing_says_that_documents_wait() -> None:
    assert with_unread(answer(), 0).notice is None
    assert with_unread(answer(), 14).notice == (
        "14 documents are still waiting to be read: ask again once that is done."
    )


def test_nothing_from_documents_is_taken_for_html() -> None:
    hostile = '<img src="http://example.com/x.png"><a href="x">'
    html = sentences_html([Sentence(hostile, True, (1,)), Sentence(hostile, False)], LIGHT)
    assert "<img" not in html
    assert html.count("<a ") == 1
    assert "<img" not in citation_tool_tip(citation(1, hostile))


def test_a_sentence_without_support_is_marked() -> None:
    html = sentences_html([Sentence("It is free.", False)], LIGHT)
    assert "not confirmed by your documents" in html
    assert "<i " in html
