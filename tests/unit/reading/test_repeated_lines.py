"""What repeats on pages is learnt from a sample and taken out."""

from engine.reading.pdf_layout import Line
from engine.reading.repeated_lines import RepeatedLines

HEIGHT = 800.0


def line(text: str, y: float) -> Line:
    words = [(0.0, y, 50.0, y + 10, word, 0, 0, number) for number, word in enumerate(text.split())]
    return Line(words, 0, 0.0, y, 50.0, y + 10)


def page(number: int, *body: str) -> list[Line]:
    lines = [line(text, 300 + 12 * index) for index, text in enumerate(body)]
    return [line("Annual report of the society", 30), *lines, line(f"Page {number}", 770)]


def remaining(repeated: RepeatedLines, lines: list[Line]) -> list[str]:
    return [left.text for left in repeated.remove_from(lines, HEIGHT)]


def test_a_header_stays_once_and_page_numbers_never() -> None:
    repeated = RepeatedLines((page(number, f"text {number}"), HEIGHT) for number in range(6))
    assert remaining(repeated, page(1, "text one")) == ["Annual report of the society", "text one"]
    assert remaining(repeated, page(2, "text two")) == ["text two"]


def test_lines_in_the_middle_of_pages_may_repeat() -> None:
    repeated = RepeatedLines((page(number, "Total"), HEIGHT) for number in range(6))
    remaining(repeated, page(1, "Total"))
    assert remaining(repeated, page(2, "Total")) == ["Total"]


def test_numbers_at_the_edge_of_a_few_pages_may_be_a_table() -> None:
    sample = [(page(number, "text") + ([line("12 14", 40)] if number < 3 else []), HEIGHT) for number in range(10)]
    assert "99 17" in remaining(RepeatedLines(sample), [*page(1, "text"), line("99 17", 40)])


def test_headers_of_left_and_right_pages_are_both_known() -> None:
    titles = ["The history of the harbour", "Chapter of the fishing boats"]
    sample = [([line(titles[number % 2], 30), line("text", 300)], HEIGHT) for number in range(12)]
    repeated = RepeatedLines(sample)
    for lines, _ in sample[:2]:
        repeated.remove_from(lines, HEIGHT)
    assert all(remaining(repeated, lines) == ["text"] for lines, _ in sample[2:])


def test_two_pages_prove_nothing() -> None:
    repeated = RepeatedLines((page(number, "text"), HEIGHT) for number in range(2))
    assert len(remaining(repeated, page(1, "text"))) == 3
