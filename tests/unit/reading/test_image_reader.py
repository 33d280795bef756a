"""Images as documents: pages without text that wait for OCR."""

from pathlib import Path

import pytest
from PIL import Image

from engine.errors import DamagedDocument, DocumentTooLarge, FileVanished
from engine.reading.image_reader import ImageReader, open_image
from engine.reading.page_text import PartText
from engine.reading.paged_documents import open_paged

_TURNED_RIGHT = 6
"""EXIF's number for a picture that has to be turned to the right to be seen upright."""


def read(path: Path) -> list[PartText]:
    return list(ImageReader().read(path))


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "bmp", "gif", "webp"])
def test_an_image_is_one_page_that_waits_for_ocr(tmp_path: Path, kind: str) -> None:
    Image.new("RGB", (300, 200), "white").save(tmp_path / "image.xyz", kind)
    assert read(tmp_path / "image.xyz") == [PartText(1, 1, "", needs_ocr=True)]


def test_every_page_of_a_fax_is_a_page(tmp_path: Path) -> None:
    pages = [Image.new("1", (850, 1100), 1) for _ in range(3)]
    pages[0].save(tmp_path / "fax.tif", save_all=True, append_images=pages[1:], compression="group4")
    assert [(part.part, part.page, part.needs_ocr) for part in read(tmp_path / "fax.tif")] == [
        (1, 1, True),
        (2, 2, True),
        (3, 3, True),
    ]


def test_icons_do_not_wait_for_ocr(tmp_path: Path) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "icon.png", dpi=(30, 30))
    Image.new("RGB", (300, 64)).save(tmp_path / "line.png", dpi=(1200, 1200))
    assert [read(tmp_path / name)[0].needs_ocr for name in ("icon.png", "line.png")] == [False, True]


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_photographs_are_seen_as_they_were_taken(tmp_path: Path, kind: str) -> None:
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste((0, 0, 0), (0, 0, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = _TURNED_RIGHT
    picture.save(tmp_path / "photo", kind, exif=exif)
    document = open_image(tmp_path / "photo")
    image = document[0].get_pixmap(colorspace="gray")
    width, height = image.width, image.height
    corners = [image.pixel(x, y)[0] < 128 for y in (3, height - 4) for x in (3, width - 4)]
    document.close()
    assert width < height
    assert corners == [False, True, False, False]


def test_an_image_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "huge.png")
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "huge.png")


@pytest.mark.parametrize(
    "content", [b"no image" * 9, b"\x89PNG\r\n\x1a\n", b"II*\x00" + 99 * b"x", b"RIFF1234WEBPVP8 "]
)
def test_what_is_no_image_inside_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.png").write_bytes(content)
    with pytest.raises(DamagedDocument):
        read(tmp_path / "broken.png")


def test_only_documents_with_pages_open_as_pages(documents: Path, tmp_path: Path) -> None:
    document = open_paged(documents / "odd/page-labels.pdf")
    assert document is not None
    assert document.page_count == 6
    document.close()
    assert open_paged(documents / "odd/nul-bytes.txt") is None
    with pytest.raises(FileVanished):
        open_paged(tmp_path / "gone.png")
