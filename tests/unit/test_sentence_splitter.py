"""Sentences of several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.sentence_splitter import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Smith met Mr. Jones at 3 p.m. on Jan. 5.", "They talked.", "Who?", "Me!", '"Yes."', "She left."],
        ["It costs 3.50 euros.", "The U.S. Government agreed.", "J. R. R. Tolkien wrote it, see e.g. Fig. 3 there."],
        ["The meeting ended at 4 p.m.", "Nobody stayed."],
        ["Wait... what?", "She was in room 12.", "The key was gone."],
        ["Die Miete ist am 3. März fällig, z. B. per Überweisung.", "Das regelt § 5 Abs. 2 des Vertrags.", "Ende."],
        ["Elle est née à Paris.", "M. Dupont l'a connue.", "Il habite av. Foch."],
        ["Она пришла.", "Он ушёл с ул. Ленина."],
        [
            "It held two tribes.[10]",
            "The third came later.[11][a]",
            "It was (so they said).[12, 13]",
            "See [4].",
            "Yes.",
        ],
    ],
)
def test_sentences_with_spaces_between_them(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected", [["これは文です。", "「はい。」", "次の文です！"], ["今天天气很好。", "我们去公园吧？"]]
)
def test_sentences_without_spaces_between_them(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


def test_a_line_break_within_a_sentence_is_no_end() -> None:
    assert sentences("The rent is due\non the third day. It is\n1,140 euros.") == [
        "The rent is due\non the third day.",
        "It is\n1,140 euros.",
    ]


def test_a_blank_line_ends_a_sentence() -> None:
    assert sentences("A heading\n\nSome text\n \nand more") == ["A heading", "Some text", "and more"]


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    assert sentences("Bring:\n- a cup\n- a plate\n1. Wash it.\n2. Dry it.\n• done") == [
        "Bring:",
        "- a cup",
        "- a plate",
        "1. Wash it.",
        "2. Dry it.",
        "• done",
    ]


def test_rows_of_a_table_are_sentences_of_their_own() -> None:
    rows = ["Net income $ 5,727 $ 2,539", "Depreciation 744 721", "Cash | 1,200 euros | nothing"]
    assert sentences("\n".join(rows)) == rows


def test_numbers_at_the_end_of_a_line_amid_a_sentence_end_no_row() -> None:
    text = "Call the caretaker, telephone 0555 0142,\nwithout delay. It costs 30 40\neuros."
    assert sentences(text) == ["Call the caretaker, telephone 0555 0142,\nwithout delay.", "It costs 30 40\neuros."]


def test_a_bar_within_prose_ends_no_sentence() -> None:
    text = "Open the Home | Garden menu. Then choose one of its\nentries and wait. Done."
    assert sentences(text) == [
        "Open the Home | Garden menu.",
        "Then choose one of its\nentries and wait.",
        "Done.",
    ]


def test_text_without_stops_is_cut_at_line_ends_or_spaces() -> None:
    lines = "\n".join(["no stop in this line at all"] * 60)
    assert {piece.rsplit("\n", 1)[-1] for piece in sentences(lines)} == {"no stop in this line at all"}
    assert all(len(piece) <= 600 for piece in sentences("word " * 1000))
    assert [len(piece) for piece in sentences("x" * 1500)] == [600, 600, 300]


@given(st.text(alphabet=st.sampled_from('aB. \n!?。」"1-•|)…') | st.characters(), max_size=300))
def test_spans_ascend_are_not_blank_and_hold_all_text(text: str) -> None:
    spans = sentence_spans(text)
    end = 0
    for start, next_end in spans:
        assert end <= start < next_end <= start + 600
        assert not text[end:start].strip()
        assert not text[start].isspace()
        assert not text[next_end - 1].isspace()
        end = next_end
    assert not text[end:].strip()
