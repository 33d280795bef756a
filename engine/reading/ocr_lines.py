"""From the words that Tesseract found on an image to lines of text, as a PDF page has them.

Tesseract gives words in reading order, column after column, and finds words in pictures too. What it knows of
paragraphs and of its own doubts does not come through MuPDF, so both are told by geometry and by the look of words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

from engine.reading.pdf_layout import Line, Word, lines_of_words, on_one_row

_LARGER_GAP = 1.25
"""A distance between two lines so many times the usual one parts paragraphs."""
_USUAL_DISTANCE = 1.6
"""In line heights, where a page has no two lines one below the other."""

_SPECKS = frozenset("|_~¦`´'‘’.,:;°^")
"""What Tesseract makes of dust, rules and frames when nothing else stands beside it."""
_WORD = re.compile(r"[^\W\d_]+(?:['’\-/.][^\W\d_]+)*")
_NUMBER = re.compile(r"\W*\d[\d.,:/%\-–]*\W*[^\W\d_]{0,3}\W*")
_LONGEST_NUMBER = 40
"""Characters; a bound for the pattern, which tries many ways to match."""
_VOWEL = re.compile("[aeiouyäöüàâéèêëîïôûœæ]", re.IGNORECASE)
_LEAST_READABLE = 0.6
"""Part of the characters of a line, and of a page, that belong to words and numbers; photographs have less."""
_LEAST_LETTERS = 3
"""Of a word that counts as evidence that there is text at all."""
_LEAST_EVIDENCE = 2


def lines_of_image(words: Sequence[Word]) -> list[Line]:
    """The readable lines of what was found on an image; none if hardly any of it is: then it shows no text."""
    lines = readable_lines(words)
    evidence = {word[4].casefold() for line in lines for word in line.words if _is_evidence(word[4])}
    shows_text = len(evidence) >= _LEAST_EVIDENCE and _readable_part(words) >= _LEAST_READABLE / 2
    return lines if shows_text else []


def readable_lines(words: Sequence[Word]) -> list[Line]:
    """The lines that are mostly made of words and numbers. All words of a line are made as high as it is."""
    lines = [_levelled(line) for line in lines_of_words(_without_specks(words))]
    return [line for line in lines if _readable_part(line.words) >= _LEAST_READABLE]


def lines_in_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Number the lines' blocks anew, so that a block is a paragraph: lines at the usual distance below each other."""
    distance = _usual_distance(lines)
    height = usual_height(lines)
    numbered: list[Line] = []
    for line in lines:
        last = numbered[-1] if numbered else None
        block = 0 if last is None else last.block + (not _belong_together(last, line, distance, height))
        numbered.append(replace(line, block=block))
    return numbered


def usual_height(lines: Sequence[Line]) -> float:
    """The height of most of the words in points; that of a line of ten points if there are none."""
    heights = [line.height for line in lines for _ in line.words]
    return max(median(heights), 1.0) if heights else 10.0


def _without_specks(words: Sequence[Word]) -> list[Word]:
    """Drop lone marks that are no words, and number the words of each line anew."""
    kept = [word for word in words if not _SPECKS.issuperset(word[4])]
    return [(*word[:7], number) for _, line in groupby(kept, key=itemgetter(5, 6)) for number, word in enumerate(line)]


def _levelled(line: Line) -> Line:
    """Ink is low in "sea" and high in "(by)"; their type is the same."""
    top, bottom = min(word[1] for word in line.words), max(word[3] for word in line.words)
    return replace(line, words=[(word[0], top, word[2], bottom, *word[4:]) for word in line.words], y0=top, y1=bottom)


def _readable_part(words: Sequence[Word]) -> float:
    """The part of the characters that belongs to words and numbers; marks that stand alone tell nothing."""
    texts = [word[4] for word in words if any(map(str.isalnum, word[4]))]
    return sum(len(text) for text in texts if _is_readable(text)) / max(1, sum(map(len, texts)))


def _is_readable(text: str) -> bool:
    return _is_word(text) or (len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None)


def _is_evidence(text: str) -> bool:
    return _is_word(text) and sum(map(str.isalpha, text)) >= _LEAST_LETTERS


def _is_word(text: str) -> bool:
    """Tell whether a text may be a word, by its letters: "Rent", "USA", "iPhone" may, "xQz", "rnrn" and "a}b" not."""
    match = _WORD.search(text)
    if match is None:
        return False
    word = match.group()
    capitals = sum(map(str.isupper, word[1:]))
    cased_like_a_word = capitals <= 1 or word.isupper()
    return len(word) * 2 >= len(text) and cased_like_a_word and (len(word) < 3 or _VOWEL.search(word) is not None)


def _usual_distance(lines: Sequence[Line]) -> float:
    """The usual distance in points from one line to the next below it, between their middles."""
    distances = [
        _middle(below) - _middle(line)
        for line, below in pairwise(lines)
        if line.y1 <= _middle(below) < line.y1 + 2 * line.height and _overlap(line, below)
    ]
    return median(distances) if distances else _USUAL_DISTANCE * usual_height(lines)


def _belong_together(line: Line, following: Line, distance: float, height: float) -> bool:
    if on_one_row(line, following):
        return following.x0 >= line.x0
    scale = max(1.0, min(line.height, following.height) / height)  # large type stands further apart
    down = _middle(following) - _middle(line)
    return 0 < down <= _LARGER_GAP * distance * scale and _overlap(line, following)


def _overlap(one: Line, other: Line) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _middle(line: Line) -> float:
    return (line.y0 + line.y1) / 2
