"""Cutting documents without pages into parts."""

from engine.reading.page_text import PlaceMark
from engine.reading.text_parts import TextBlock, parts_of_blocks

LONG = "word " * 2300


def test_blocks_say_where_in_the_document_they_stand() -> None:
    (part,) = parts_of_blocks([TextBlock("Kant", place="line 1"), TextBlock("born"), TextBlock("1724", place="line 4")])
    assert part.text == "Kant\n\nborn\n\n1724"
    assert part.places == (PlaceMark(0, "line 1"), PlaceMark(12, "line 4"))


def test_a_place_is_remembered_from_part_to_part() -> None:
    blocks = [TextBlock(LONG, place="chapter 1"), TextBlock(LONG), TextBlock("end", place="chapter 2")]
    _, second = parts_of_blocks(blocks)
    assert second.places == (PlaceMark(0, "chapter 1"), PlaceMark(second.text.index("end"), "chapter 2"))


def test_a_part_that_begins_with_a_new_place_has_that_only() -> None:
    blocks = [TextBlock(LONG, place="chapter 1"), TextBlock(LONG, place="chapter 2")]
    assert [part.places for part in parts_of_blocks(blocks)] == [
        (PlaceMark(0, "chapter 1"),),
        (PlaceMark(0, "chapter 2"),),
    ]


def test_every_line_of_a_text_that_has_lines_is_a_place() -> None:
    (part,) = parts_of_blocks([TextBlock("one\ntwo", line=5), TextBlock("ten", line=10)])
    assert part.text == "one\ntwo\n\nten"
    assert part.places == (PlaceMark(0, "line 5"), PlaceMark(4, "line 6"), PlaceMark(9, "line 10"))
