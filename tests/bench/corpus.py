"""A synthetic corpus: text of invented sentences that is the same on every machine."""

import random
from pathlib import Path

import pymupdf

_SYLLABLES = ["ba", "den", "fo", "gar", "hin", "ka", "lor", "mi", "nes", "par", "qui", "ro", "sta", "tem", "vol", "zu"]
_WORDS_PER_PAGE = 420


def words(count: int, seed: int = 1) -> list[str]:
    """`count` words drawn from a vocabulary of 5,000 with frequencies that fall like those of a language (Zipf)."""
    generator = random.Random(seed)
    vocabulary = ["".join(generator.choices(_SYLLABLES, k=generator.randint(1, 4))) for _ in range(5000)]
    frequencies = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    return generator.choices(vocabulary, frequencies, k=count)


def passages(count: int, words_each: int = 130, seed: int = 2) -> list[str]:
    """`count` texts of about `words_each` words in sentences."""
    drawn = words(count * words_each, seed)
    return [sentences(drawn[start : start + words_each]) for start in range(0, len(drawn), words_each)]


def sentences(drawn: list[str]) -> str:
    """The words as sentences of twelve."""
    groups = [drawn[start : start + 12] for start in range(0, len(drawn), 12)]
    return " ".join(" ".join(group).capitalize() + "." for group in groups)


def write_pdf(path: Path, pages: int, seed: int = 3) -> None:
    """A PDF of `pages` pages of running text with a header and a page number."""
    drawn = words(pages * _WORDS_PER_PAGE, seed)
    with pymupdf.open() as document:
        for number in range(pages):
            page = document.new_page()
            text = sentences(drawn[number * _WORDS_PER_PAGE : (number + 1) * _WORDS_PER_PAGE])
            page.insert_text((72, 40), "A report about nothing", fontsize=9)
            page.insert_text((300, 810), str(number + 1), fontsize=9)
            page.insert_textbox((72, 60, 523, 790), text, fontsize=10)
        document.save(path, deflate=True)
