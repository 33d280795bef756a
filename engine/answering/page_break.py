"""Sentences that a page break divides: what stands of them on the page before and on the next one.

Passages never cross a page. So that a quote at a page's end or beginning is not half a sentence, its citation takes in
the other half, where it is plain that the sentence goes on: the first half lacks its end, the second begins small and
has one.
"""

from engine.sentence_splitter import sentence_spans

_ENDS = ".!?…:;。！？；："
_CLOSING = "\"'”’»)]」』）"
_LEAST_WORDS = 4
"""What has fewer is rather a heading, or a cell of a table, than the beginning of a sentence."""


def rest_on_next_page(text: str, start: int, end: int, following: str) -> tuple[int, int] | None:
    """Where in `following`, the next page's text, the sentence goes on that ends as `text[start:end]` on this page.

    None if it does not stand at the page's end, or there is no telling that it goes on.
    """
    if text[end:].strip() or not _breaks_off(text[start:end]):
        return None
    first = next(iter(sentence_spans(following)), None)
    return first if first is not None and _goes_on(following[slice(*first)]) else None


def beginning_on_previous_page(text: str, start: int, end: int, previous: str) -> tuple[int, int] | None:
    """Where in `previous`, the text of the page before, the sentence begins that ends as `text[start:end]` here.

    None if that is not the page's beginning, or there is no telling that it goes on.
    """
    if text[:start].strip() or not _goes_on(text[start:end]):
        return None
    spans = sentence_spans(previous)
    return spans[-1] if spans and _breaks_off(previous[slice(*spans[-1])]) else None


def _breaks_off(sentence: str) -> bool:
    return len(sentence.split()) >= _LEAST_WORDS and not _has_end(sentence)


def _goes_on(sentence: str) -> bool:
    return sentence[:1].islower() and _has_end(sentence)


def _has_end(sentence: str) -> bool:
    return sentence.rstrip(_CLOSING).endswith(tuple(_ENDS))
