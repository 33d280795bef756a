"""PDF files as they are met."""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import DamagedDocument, EncryptedDocument
from engine.reading.page_text import PartText, rectangles_of_range
from engine.reading.pdf_reader import PdfReader
from engine.types import Rectangle

pymupdf = sys.modules["pymupdf"]  # imported by the reader as it has to be
ALL_PDFS = [
    "sample/rental-contract.pdf",
    "sample/rye-dough-study.pdf",
    "sample/washing-machine-manual.pdf",
    "odd/columns-drawn-row-by-row.pdf",
    "odd/owner-password.pdf",
    "odd/page-labels.pdf",
    "odd/rotated-pages.pdf",
]


def read(path: Path) -> list[PartText]:
    return list(PdfReader().read(path))


def make_pdf(path: Path, pages: list[list[tuple[float, float, str]]]) -> Path:
    document = pymupdf.open()
    for texts in pages:
        page = document.new_page()
        for x, y, text in texts:
            page.insert_text((x, y), text, fontsize=10)
    document.save(path)
    return path


@pytest.mark.parametrize("name", ALL_PDFS)
def test_every_word_stands_in_the_text_where_its_range_says(documents: Path, name: str) -> None:
    with pymupdf.open(documents / name) as document:
        drawn = {word[4] for page in document for word in page.get_text("words")}
    halves = {word.rstrip("-") for word in drawn}
    for part in read(documents / name):
        words = part.words
        assert len(words.boxes) == 4 * len(words.starts) == 4 * len(words.ends)
        end = 0
        for start, next_end in zip(words.starts, words.ends, strict=True):
            assert end <= start < next_end
            assert part.text[end:start].strip() == ""
            assert unicodedata.normalize("NFC", part.text[start:next_end]) in drawn | halves
            end = next_end
        assert part.text[end:] == ""


def test_pages_are_parts_with_numbers(documents: Path) -> None:
    assert [(part.part, part.page, part.label) for part in read(documents / ALL_PDFS[0])] == [
        (1, 1, ""),
        (2, 2, ""),
        (3, 3, ""),
    ]


def test_headers_and_footers_stay_only_where_they_first_name_the_document(documents: Path) -> None:
    first, second, third = (part.text for part in read(documents / "sample/rental-contract.pdf"))
    assert first.startswith("Rental contract - Flat 3B, 14 Harbour Street\n\nRental contract\n\n")
    assert "Flat 3B, 14" not in second + third
    assert "Page " not in first + second + third


def test_two_pages_are_too_few_to_call_a_line_repeated(documents: Path) -> None:
    assert all("Journal of Baking" in part.text for part in read(documents / "sample/rye-dough-study.pdf"))


def test_headings_are_found_by_their_size(documents: Path) -> None:
    headings = [heading for part in read(documents / "sample/rental-contract.pdf") for heading in part.headings]
    assert headings[0].text == "Rental contract"
    assert headings[0].level < headings[1].level
    assert [heading.text for heading in headings[1:4]] == ["§ 1 The flat", "§ 2 Beginning and end", "§ 3 Rent"]


def test_columns_are_read_one_after_the_other(documents: Path) -> None:
    text = read(documents / "sample/rye-dough-study.pdf")[0].text
    assert text.index("Abstract") < text.index("1. Introduction") < text.index("2. Methods") < text.index("3. Results")


def test_columns_drawn_row_by_row_are_read_one_after_the_other(documents: Path) -> None:
    text = read(documents / "odd/columns-drawn-row-by-row.pdf")[0].text
    assert text.index("Line 12 of the left column") < text.index("Line 1 of the right column")


def test_blocks_drawn_from_the_bottom_upwards_are_read_downwards(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "upwards.pdf", [[(72, 600, "third"), (72, 400, "second"), (72, 200, "first")]])
    assert read(path)[0].text.split() == ["first", "second", "third"]


def test_a_word_divided_at_a_line_end_is_whole_in_the_text_and_has_two_boxes(documents: Path) -> None:
    part = read(documents / "sample/rye-dough-study.pdf")[0]
    start = part.text.index("handbooks contradicts")
    boxes = rectangles_of_range(1, part.words, start, start + len("handbooks"))
    assert len(boxes) == 2
    assert boxes[0].y0 < boxes[1].y0


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("state-of-the-", "art work", "state-of-the-art work"),
        ("pre-", "and post-war", "pre-\nand post-war"),
        ("in 2019-", "2020 it", "in 2019-\n2020 it"),
        ("the Anglo-", "Saxon king", "the Anglo-\nSaxon king"),
        ("a para-", "graph", "a paragraph"),
    ],
)
def test_hyphens_that_belong_to_the_text_stay(tmp_path: Path, first: str, second: str, text: str) -> None:
    assert read(make_pdf(tmp_path / "hyphen.pdf", [[(72, 300, first), (72, 312, second)]]))[0].text == text


def test_cells_of_a_table_row_are_one_line(documents: Path) -> None:
    text = read(documents / "sample/washing-machine-manual.pdf")[0].text
    assert "Delicates 30 °C 2.0 kg 800 rpm 1 h 05 min\n" in text


def test_page_labels_are_told_where_they_differ(documents: Path) -> None:
    assert [part.label for part in read(documents / "odd/page-labels.pdf")] == ["i", "ii", "iii", "1", "2", "3"]


def test_a_page_never_loses_all_of_its_text(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "slides.pdf", [[(72, 60, f"Marker number {page}")] for page in range(8)])
    assert all(f"Marker number {number}" in part.text for number, part in enumerate(read(path)))


def test_boxes_lie_on_the_words_as_they_are_seen_on_turned_pages(documents: Path) -> None:
    path = documents / "odd/rotated-pages.pdf"
    with pymupdf.open(path) as document:
        for part, page in zip(read(path), document, strict=True):
            boxes = rectangles_of_range(part.part, part.words, 0, len(part.text))
            dark = list(dark_points(page.get_pixmap()))
            assert dark
            assert all(any(contains(box, *point) for box in boxes) for point in dark)
            assert all(any(contains(box, *point) for point in dark) for box in boxes)


def dark_points(image: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401  # pymupdf has no types
    samples = image.samples
    for y in range(0, image.height, 2):
        for x in range(0, image.width, 2):
            if samples[y * image.stride + x * image.n] < 128:
                yield x + 0.5, y + 0.5


def contains(box: Rectangle, x: float, y: float) -> bool:
    return box.x0 - 1 <= x <= box.x1 + 1 and box.y0 - 1 <= y <= box.y1 + 1


def test_ligatures_are_expanded_and_soft_hyphens_dropped(tmp_path: Path) -> None:
    document = pymupdf.open()
    writer = pymupdf.TextWriter(document.new_page().rect)
    writer.append((72, 300), "\ufb01nal of\u00adfer", font=pymupdf.Font("helv"))
    writer.write_text(document[0])
    document.save(tmp_path / "ligatures.pdf")
    assert read(tmp_path / "ligatures.pdf")[0].text == "final offer"


def test_values_of_form_fields_are_read_also_where_they_are_not_drawn_yet(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), "Name:")
    widget = pymupdf.Widget()
    widget.field_name, widget.field_type = "name", pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.rect, widget.field_value = pymupdf.Rect(120, 60, 300, 80), "Ada Lovelace"
    page.add_widget(widget)
    document.xref_set_key(next(page.widgets()).xref, "AP", "null")
    document.save(tmp_path / "form.pdf")
    assert read(tmp_path / "form.pdf")[0].text == "Name: Ada Lovelace"


def test_comments_follow_the_text_of_their_page_and_stand_where_they_are_pinned(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), "The rent is 900 euros and")
    page.add_text_annot((400, 72), "Is it 950 now?")
    page.add_highlight_annot((72, 60, 100, 75))  # without a comment
    document.save(tmp_path / "comments.pdf")
    part = read(tmp_path / "comments.pdf")[0]
    assert part.text == "The rent is 900 euros and\n\nIs it 950 now?"
    assert part.headings == ()
    assert rectangles_of_range(1, part.words, part.text.index("Is it"), len(part.text))[0].x0 >= 399


def test_a_file_without_a_user_password_opens(documents: Path) -> None:
    assert read(documents / "odd/owner-password.pdf")[0].text == "The monthly rent is 1,140 euros."


def test_a_file_with_a_user_password_is_encrypted(documents: Path) -> None:
    with pytest.raises(EncryptedDocument):
        read(documents / "broken/encrypted.pdf")


@pytest.mark.parametrize("name", ["not-a-pdf.pdf", "truncated.pdf"])
def test_a_damaged_file_is_told_as_such(documents: Path, name: str) -> None:
    with pytest.raises(DamagedDocument):
        read(documents / "broken" / name)


def test_a_file_with_no_pages_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "no_pages.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )
    with pytest.raises(DamagedDocument):
        read(path)


def test_scanned_pages_are_parts_without_text_that_need_ocr(documents: Path) -> None:
    assert [(part.text, part.needs_ocr) for part in read(documents / "broken/image-only.pdf")] == [("", True)]


def test_only_the_pages_without_usable_text_need_ocr(documents: Path, tmp_path: Path) -> None:
    prose = [f"Line {number} of a page that says enough for itself." for number in range(5)]
    with pymupdf.open(documents / "broken/image-only.pdf") as scan:
        image = scan[0].get_pixmap()
    document = pymupdf.open()
    for has_image, lines, invisible in [
        (False, prose, False),
        (True, [], False),
        (True, ["RECEIVED 12 March"], False),
        (True, prose, True),
        (True, ["\ufffd" * 30], True),
        (False, [], False),
    ]:
        page = document.new_page()
        if has_image:
            page.insert_image(page.rect, pixmap=image)
        writer = pymupdf.TextWriter(page.rect)
        for number, line in enumerate(lines):
            writer.append((72, 200 + 14 * number), line)
        if lines:
            writer.write_text(page, render_mode=3 if invisible else 0)
    document.save(tmp_path / "mixed.pdf")
    parts = read(tmp_path / "mixed.pdf")
    assert [part.needs_ocr for part in parts] == [False, True, True, False, True, False]
    assert parts[2].text == "RECEIVED 12 March"


def test_letters_drawn_as_shapes_need_ocr(tmp_path: Path) -> None:
    document = pymupdf.open()
    shape = document.new_page().new_shape()
    for number in range(40):
        shape.draw_circle((50 + 10 * number, 100), 4)
        shape.finish(fill=(0, 0, 0))
    shape.commit()
    document.save(tmp_path / "outlines.pdf")
    assert [part.needs_ocr for part in read(tmp_path / "outlines.pdf")] == [True]


def test_names_that_are_not_unicode_are_read(documents: Path, tmp_path: Path) -> None:
    path = tmp_path / "contract-\udcff.pdf"
    try:
        path.write_bytes((documents / "odd/owner-password.pdf").read_bytes())
    except OSError:
        pytest.skip("the file system refuses such names")
    assert read(path)[0].text == "The monthly rent is 1,140 euros."


def test_a_sentence_amid_a_line_of_chinese_is_covered_to_the_character(tmp_path: Path) -> None:
    sentences = ["2023年租金为1,140欧元。", "押金为2,280欧元，ABC公司收取。", "合同于5月1日开始。"]
    document = pymupdf.open()
    writer = pymupdf.TextWriter(document.new_page().rect)
    edges, font = [50.0], pymupdf.Font("cjk")
    for sentence in sentences:
        _, end = writer.append((edges[-1], 100), sentence, font=font, fontsize=12)
        edges.append(end.x)
    writer.write_text(document[0])
    document.save(tmp_path / "chinese.pdf")
    (part,) = read(tmp_path / "chinese.pdf")
    assert part.text == "".join(sentences)
    for sentence, left, right in zip(sentences, edges, edges[1:], strict=False):
        start = part.text.index(sentence)
        (box,) = rectangles_of_range(1, part.words, start, start + len(sentence))
        assert (box.x0, box.x1) == pytest.approx((left, right), abs=0.6)
