"""Passages are whole sentences below one heading, and edits stay local."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.reading.mupdf import pymupdf
from engine.reading.page_text import Heading, PartText
from engine.reading.passage_splitter import PassageSplitter
from engine.reading.reader_registry import reader_for
from engine.sentence_splitter import sentence_spans

SENTENCE = "the rent of a flat is paid by transfer to an account that the owner names in writing each year"
WORDS = SENTENCE.split()


def part(text: str, *headings: Heading) -> PartText:
    return PartText(1, None, text, headings=headings)


def passages(text: str, *headings: Heading) -> list[str]:
    return [text[span.start : span.end] for span in PassageSplitter().split(part(text, *headings)).passages]


def prose(seed: int, sentences: int) -> str:
    """Paragraphs of three sentences that all differ."""
    chance = random.Random(seed)
    made = [f"{chance.randrange(10**6)} {' '.join(chance.choices(WORDS, k=14))}." for _ in range(sentences)]
    return "\n\n".join(" ".join(made[index : index + 3]) for index in range(0, sentences, 3))


def test_short_paragraphs_are_put_together() -> None:
    assert passages("One sentence.\n\nAnother one.\n\nA third.") == ["One sentence.\n\nAnother one.\n\nA third."]


def test_passages_are_of_the_size_that_embedding_models_read() -> None:
    lengths = [len(passage.split()) for passage in passages(prose(1, 300))]
    assert all(length <= 240 for length in lengths)
    assert all(length >= 60 for length in lengths)


def test_passages_end_where_sentences_end_and_hold_all_text() -> None:
    text = prose(2, 200)
    found = passages(text)
    assert [sentence for passage in found for sentence in sentences(passage)] == sentences(text)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_an_edit_changes_only_the_passages_around_it() -> None:
    text = prose(3, 400)
    middle = text.index("\n\n", len(text) // 2) + 2
    before, after = passages(text), passages(text[:middle] + "A sentence that was not there. " + text[middle:])
    assert len(set(before) - set(after)) <= 4


def texts_of_passages(path: Path) -> "Counter[str]":
    splitter = PassageSplitter()
    splits = [splitter.split(read) for read in reader_for(path).read(path)]
    return Counter(split.part.text[span.start : span.end] for split in splits for span in split.passages)


@pytest.mark.parametrize("edited", [0, 401, 1750])
def test_a_word_changed_in_a_text_of_500_pages_changes_at_most_three_passages(tmp_path: Path, edited: int) -> None:
    paragraphs = [prose(number, 3) + " " + prose(number + 10_000, 3) for number in range(2500)]
    (tmp_path / "before.txt").write_text("\n\n".join(paragraphs))
    paragraphs[edited] = paragraphs[edited].replace(" rent ", " deposit ", 1)
    (tmp_path / "after.txt").write_text("\n\n".join(paragraphs))
    before, after = texts_of_passages(tmp_path / "before.txt"), texts_of_passages(tmp_path / "after.txt")
    assert before.total() > 1000
    assert 1 <= (after - before).total() <= 3


def test_a_word_changed_in_a_pdf_of_500_pages_changes_at_most_three_passages(tmp_path: Path) -> None:
    pages = [prose(number, 30) for number in range(500)]
    document = pymupdf.open()
    for number, text in enumerate(pages):
        write_page(document, number, text)
    document.save(tmp_path / "before.pdf")
    before = texts_of_passages(tmp_path / "before.pdf")
    assert before.total() > 1000
    document.delete_page(250)
    write_page(document, 250, pages[250].replace(" rent ", " deposit ", 1))
    document.save(tmp_path / "after.pdf")
    assert 1 <= (texts_of_passages(tmp_path / "after.pdf") - before).total() <= 3


def write_page(document: Any, number: int, text: str) -> None:  # noqa: ANN401  # pymupdf has no types
    page = document.new_page(number if number < document.page_count else -1)
    page.insert_text((72, 40), f"Rules of the house, page {number + 1}", fontsize=8)
    page.insert_textbox((72, 60, 523, 790), text, fontsize=9)


def test_splitting_is_deterministic() -> None:
    text = prose(4, 100)
    assert passages(text) == passages(text)


def test_no_passage_crosses_a_heading_and_each_knows_its_headings() -> None:
    text = "Rent\n\nIt is 900 euros.\n\nDeposit\n\nIt is two rents.\n\nGarden\n\nIt is shared."
    headings = (
        Heading(text.index("Rent"), 1, "Rent"),
        Heading(text.index("Deposit"), 2, "Deposit"),
        Heading(text.index("Garden"), 1, "Garden"),
    )
    split = PassageSplitter().split(part(text, *headings))
    assert [(text[span.start : span.end], span.heading) for span in split.passages] == [
        ("Rent\n\nIt is 900 euros.", "Rent"),
        ("Deposit\n\nIt is two rents.", "Rent > Deposit"),
        ("Garden\n\nIt is shared.", "Garden"),
    ]


def test_headings_without_text_between_them_stay_together() -> None:
    text = "Contract\n\nRent\n\nIt is 900 euros."
    headings = (Heading(0, 1, "Contract"), Heading(text.index("Rent"), 2, "Rent"))
    split = PassageSplitter().split(part(text, *headings))
    assert [(span.start, span.end, span.heading) for span in split.passages] == [(0, len(text), "Contract > Rent")]


def test_headings_are_remembered_from_part_to_part() -> None:
    splitter = PassageSplitter()
    splitter.split(part("Rent\n\nIt is due.", Heading(0, 1, "Rent")))
    assert splitter.split(part("On the third day.")).passages[0].heading == "Rent"


@pytest.mark.parametrize("text", ["", "  \n\n ", "* * *\n\n---"])
def test_text_without_letters_and_digits_makes_no_passage(text: str) -> None:
    assert passages(text) == []


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 4_000, "字" * 5_000, "1,234 " * 3_000])
def test_text_without_sentences_is_cut_into_bounded_pieces(text: str) -> None:
    found = passages(text)
    assert all(len(passage) <= 2_000 for passage in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "name", ["rental-contract.pdf", "garden-notes.md", "bicycle-workshop.html", "house-meeting.txt"]
)
def test_all_text_of_the_samples_is_in_some_passage(documents: Path, name: str) -> None:
    splitter = PassageSplitter()
    for read in reader_for(documents / "sample" / name).read(documents / "sample" / name):
        split = splitter.split(read)
        covered = "".join(read.text[span.start : span.end] for span in split.passages)
        assert "".join(covered.split()) == "".join(read.text.split())
