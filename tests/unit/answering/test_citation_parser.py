"""Streams of text become sentences with citations, wherever the pieces are cut."""

import pytest

from engine.answering.citation_parser import CitationParser, ParsedSentence
from engine.types import SentenceStyle

CASES: dict[str, tuple[str, list[tuple[str, tuple[int, ...]]]]] = {
    "before the full stop": ("Rent is due in May [1].", [("Rent is due in May.", (1,))]),
    "after the full stop": ("Rent is due. [2] Heat is not.", [("Rent is due.", (2,)), ("Heat is not.", ())]),
    "at the very end": ("Rent is due. Heat is not. [3]", [("Rent is due.", ()), ("Heat is not.", (3,))]),
    "several in one marker": ("Rent is due [1, 3].", [("Rent is due.", (1, 3))]),
    "several markers": ("Rent is due [1][2].", [("Rent is due.", (1, 2))]),
    "a range": ("Rent is due [1-3].", [("Rent is due.", (1, 2, 3))]),
    "repeated": ("Rent [2] is due [2].", [("Rent is due.", (2,))]),
    "a quote that was not given": ("Rent is due [4].", [("Rent is due.", ())]),
    "zero": ("Rent is due [0].", [("Rent is due.", ())]),
    "given and not given": ("Rent is due [1, 9].", [("Rent is due.", (1,))]),
    "a huge range": ("Rent is due [2-999].", [("Rent is due.", (2, 3))]),
    "brackets with words": ("Rent [net] is due.", [("Rent [net] is due.", ())]),
    "a list": ("- Rent is due [1]\n- Heat is not [2]\n", [("Rent is due", (1,)), ("Heat is not", (2,))]),
    "a numbered list": ("1. Rent is due.\n2. Heat is not.", [("Rent is due.", ()), ("Heat is not.", ())]),
    "a code fence": ("```text\nRent is due.\n```\n", [("Rent is due.", ())]),
    "emphasis and headings": ("## Rent\n**Rent** is `due`.", [("Rent", ()), ("Rent is due.", ())]),
    "numbers and abbreviations": ("It is 4,312.50 kr. [1]", [("It is 4,312.50 kr.", (1,))]),
    "an unfinished marker": ("Rent is due [1", [("Rent is due", ())]),
    "nothing": ("  \n", []),
    "only a marker": ("[1]", []),
    "Chinese": ("租金已付。[1]暖气没有。", [("租金已付。", (1,)), ("暖气没有。", ())]),
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("name", CASES)
def test_pieces_of_any_size_give_the_same_sentences(name: str, size: int) -> None:
    text, expected = CASES[name]
    parser = CitationParser(3)
    found: list[ParsedSentence] = []
    for start in range(0, len(text), size):
        found += parser.feed(text[start : start + size])
        assert not any(marker in parser.draft for marker in ("[1", "[2", "[3", "[4", "[9"))
    found += parser.finish()
    assert [(sentence.text, sentence.citations) for sentence in found] == expected


def test_a_sentence_is_finished_as_soon_as_the_next_one_begins() -> None:
    parser = CitationParser(1)
    assert parser.feed("Rent is due. ") == []
    assert parser.draft == "Rent is due."
    assert parser.feed("[1] H") == [ParsedSentence("Rent is due.", (1,))]
    assert parser.draft == "H"


MARKDOWN = """The costs [1]:

- Rent is due in May. It is 900 euros [1].
* Heat is not.

| Item | Price |
|:-----|------:|
| Rent | 900 [2] |

```python
def rent(month):
    return 900  # euros.  Really.
```
1. Done
"""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_items_rows_and_code_keep_their_style(size: int) -> None:
    parser = CitationParser(3)
    found = [s for start in range(0, len(MARKDOWN), size) for s in parser.feed(MARKDOWN[start : start + size])]
    assert [*found, *parser.finish()] == [
        ParsedSentence("The costs:", (1,)),
        ParsedSentence("Rent is due in May.", (), SentenceStyle.ITEM),
        ParsedSentence("It is 900 euros.", (1,), SentenceStyle.ITEM, continues=True),
        ParsedSentence("Heat is not.", (), SentenceStyle.ITEM),
        ParsedSentence("Item | Price", (), SentenceStyle.ROW),
        ParsedSentence("Rent | 900", (2,), SentenceStyle.ROW),
        ParsedSentence("def rent(month):", (), SentenceStyle.CODE),
        ParsedSentence("    return 900  # euros.  Really.", (), SentenceStyle.CODE),
        ParsedSentence("Done", (), SentenceStyle.ITEM),
    ]
