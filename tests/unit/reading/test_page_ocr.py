"""Pages read by OCR, with the real Tesseract: words, where they stand, and nothing where there is no text."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine.errors import DamagedDocument, DocumentError, UnsupportedFormat
from engine.reading.mupdf import pymupdf
from engine.reading.page_ocr import read_page_by_ocr
from engine.reading.page_text import PartText, rectangles_of_range
from engine.types import Rectangle

pytestmark = pytest.mark.models

_LETTER = """The landlord returns the deposit of 2,400 euros within three months of the end
of the tenancy. Repairs up to 120 euros are paid by the tenant."""
_GERMAN = """Die Vermieterin überweist die Kaution zurück. Für größere Schäden,
die während der Mietzeit entstanden sind, müssen Rücklagen gebildet werden."""

MakeScan = Callable[..., Path]


@pytest.fixture
def make_scan(tmp_path: Path) -> MakeScan:
    """Write a PDF of one page that shows an image of text, at the left top, `degrees` askew."""

    def make(
        text: str,
        *,
        degrees: float = 0,
        rotation: int = 0,
        dpi: int = 200,
        words: str = "",
        size: tuple[float, float] = (595, 400),
    ) -> Path:
        with pymupdf.open() as typed, pymupdf.open() as document:
            drawn = typed.new_page(width=size[0], height=size[1])
            drawn.insert_text((size[0] / 8, 100), text, fontsize=11)
            zoom = dpi / 72
            image = drawn.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom).prerotate(degrees), colorspace="gray")
            page = document.new_page(width=image.width / zoom, height=image.height / zoom)
            page.insert_image(page.rect, pixmap=image)
            if words:
                page.insert_text((72, 380), words, fontsize=9)
            page.set_rotation(rotation)
            document.save(tmp_path / "scan.pdf")
        return tmp_path / "scan.pdf"

    return make


def boxes_of(part: PartText, words: str) -> tuple[Rectangle, ...]:
    start = part.text.index(words)
    return rectangles_of_range(part.part, part.words, start, start + len(words))


def dark_box(page: Any, around: Rectangle) -> Any:  # noqa: ANN401  # pymupdf has no types
    """The box of all that is dark near a box, in points."""
    area = pymupdf.Rect(around.x0 - 4, around.y0 - 4, around.x1 + 4, around.y1 + 4)
    image = page.get_pixmap(matrix=(4, 0, 0, 4, 0, 0), clip=area, colorspace="gray", alpha=False)
    dark = [(at % image.stride, at // image.stride) for at, value in enumerate(image.samples) if value < 100]
    xs, ys = zip(*dark, strict=True)
    left, top = image.x, image.y
    return pymupdf.Rect(min(xs) + left, min(ys) + top, max(xs) + left, max(ys) + top) / 4


def test_the_words_of_a_scan_are_read_in_lines_and_paragraphs(make_scan: MakeScan) -> None:
    part = read_page_by_ocr(make_scan(_LETTER), 1)
    assert part.text == _LETTER
    assert (part.part, part.page, part.needs_ocr) == (1, 1, False)


def test_boxes_cover_the_words_on_the_image(make_scan: MakeScan) -> None:
    path = make_scan("\n\n\n".join(("deposit", "tenancy", "repairs")))
    part = read_page_by_ocr(path, 1)
    with pymupdf.open(path) as document:
        for word in ("deposit", "tenancy", "repairs"):
            (box,) = boxes_of(part, word)
            ink = dark_box(document[0], box)
            assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(tuple(ink), abs=1.5)


@pytest.mark.parametrize("degrees", [-3, 2])
def test_a_scan_that_is_askew_is_read_and_boxes_lie_on_it_as_it_is(make_scan: MakeScan, degrees: float) -> None:
    path = make_scan(_LETTER, degrees=degrees)
    part = read_page_by_ocr(path, 1)
    assert part.text == _LETTER
    (first,), (last,) = boxes_of(part, "landlord"), boxes_of(part, "months")
    assert (last.y0 - first.y0) * degrees > 0
    with pymupdf.open(path) as document:
        image = document[0].get_pixmap(clip=pymupdf.Rect(first.x0, first.y0, first.x1, first.y1), colorspace="gray")
    assert min(image.samples) < 100


@pytest.mark.parametrize("size", [(230, 1700), (2400, 130)])
def test_long_receipts_and_banners_are_read(make_scan: MakeScan, size: tuple[float, float]) -> None:
    text = "Wholemeal flour 2.49 euros\nThank you for shopping"
    assert read_page_by_ocr(make_scan(text, size=size), 1).text == text


def test_a_page_that_is_shown_turned_is_read_as_it_is_seen(make_scan: MakeScan, tmp_path: Path) -> None:
    upright = read_page_by_ocr(make_scan(_LETTER), 1)
    with pymupdf.open(tmp_path / "scan.pdf") as scan, pymupdf.open() as document:
        page = document.new_page(width=scan[0].rect.height, height=scan[0].rect.width)
        page.show_pdf_page(page.rect, scan, 0, rotate=90)
        page.set_rotation(90)
        document.save(tmp_path / "turned.pdf")
    turned = read_page_by_ocr(tmp_path / "turned.pdf", 1)
    assert turned.text == _LETTER
    assert list(turned.words.boxes) == pytest.approx(list(upright.words.boxes), abs=1.5)


def test_german_is_read_with_its_umlauts(make_scan: MakeScan) -> None:
    assert read_page_by_ocr(make_scan(_GERMAN), 1).text == _GERMAN


def test_columns_are_read_one_after_the_other(documents: Path) -> None:
    part = read_page_by_ocr(documents / "sample/rye-dough-study.pdf", 1)
    assert "compared resting times between 30\nminutes and 12 hours" in part.text
    assert part.text.index("Abstract") < part.text.index("2. Methods") < part.text.index("3. Results")
    assert "1. Introduction" in [heading.text for heading in part.headings]


def test_what_a_page_has_as_text_is_kept_once(make_scan: MakeScan) -> None:
    path = make_scan(_LETTER, words="Received 12 May")
    assert read_page_by_ocr(path, 1).text == f"{_LETTER}\n\nReceived 12 May"
    with pymupdf.open(path) as document:
        document[0].insert_text((300, 380), "approved invisibly", render_mode=3)
        document.save(path.with_name("mixed.pdf"))
    assert "approved invisibly" in read_page_by_ocr(path.with_name("mixed.pdf"), 1).text


def test_every_word_stands_in_the_text_where_its_range_says(make_scan: MakeScan) -> None:
    part = read_page_by_ocr(make_scan(_LETTER, degrees=1), 1)
    words = [part.text[start:end] for start, end in zip(part.words.starts, part.words.ends, strict=True)]
    assert words == part.text.split()
    assert len(part.words.boxes) == 4 * len(words)


def test_a_picture_without_text_gives_none(tmp_path: Path) -> None:
    size = (640, 480)
    noise = Image.frombytes("RGB", size, hashlib.shake_128(b"").digest(3 * size[0] * size[1]))
    noise.resize((80, 60)).resize(size).save(tmp_path / "photo.jpg")
    part = read_page_by_ocr(tmp_path / "photo.jpg", 1)
    assert (part.text, len(part.words), part.needs_ocr) == ("", 0, False)


@pytest.mark.parametrize(("kind", "dpi"), [("png", 96), ("tiff", 300), ("jpeg", 1200), ("webp", 0)])
def test_images_are_read_whatever_resolution_they_claim(make_scan: MakeScan, kind: str, dpi: int) -> None:
    path = make_scan(_LETTER)
    with pymupdf.open(path) as document:
        pixels = document[0].get_pixmap(dpi=200).tobytes("png")
    image = path.with_name(f"letter.{kind}")
    Image.open(io.BytesIO(pixels)).save(image, kind, quality=90, **({"dpi": (dpi, dpi)} if dpi else {}))
    part = read_page_by_ocr(image, 1)
    assert part.text == _LETTER


def test_a_huge_page_is_bounded_in_pixels(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page(width=14_400, height=14_400).insert_text((1000, 5000), "Very large letters", fontsize=1000)
        document.save(tmp_path / "huge.pdf")
    assert read_page_by_ocr(tmp_path / "huge.pdf", 1).text == "Very large letters"


def test_what_cannot_be_read_is_told(documents: Path, tmp_path: Path, make_scan: MakeScan) -> None:
    with pytest.raises(DocumentError, match="There is no page 2"):
        read_page_by_ocr(make_scan(_LETTER), 2)
    with pytest.raises(UnsupportedFormat):
        read_page_by_ocr(documents / "odd/nul-bytes.txt", 1)
    whole = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(whole, "png")
    (tmp_path / "cut.png").write_bytes(whole.getvalue()[:2000])
    with pytest.raises(DamagedDocument):
        read_page_by_ocr(tmp_path / "cut.png", 1)
