"""Opening documents and rendering pages, without a child process."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from engine.errors import DamagedDocument, DocumentError, EncryptedDocument, FileVanished, UnreadableFile
from engine.events import DocumentOpened, PageRendered
from engine.types import PageImage, PageSize
from engine.viewing.page_renderer import MAX_PIXELS, PageRenderer, bounded_zoom
from engine.viewing.page_requests import OpenDocument, RenderPage

MakePdf = Callable[..., Path]
_BLACK = (0, 0, 0)
_WHITE = (255, 255, 255)


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """Write a PDF with a black box from (10, 20) to (30, 60) points on each of its pages."""

    def make(name: str = "a.pdf", pages: int = 2, width: float = 200, height: float = 300, **options: object) -> Path:
        rotation = options.pop("rotation", 0)
        with pymupdf.open() as document:
            for _ in range(pages):
                page = document.new_page(width=width, height=height)
                page.draw_rect(pymupdf.Rect(10, 20, 30, 60), color=None, fill=_BLACK)
                page.set_rotation(rotation)
            document.save(tmp_path / name, **options)
        return tmp_path / name

    return make


def open_with(renderer: PageRenderer, path: Path) -> DocumentOpened:
    (event,) = renderer.answer(OpenDocument(path))
    assert isinstance(event, DocumentOpened)
    return event


def render_with(renderer: PageRenderer, path: Path, page: int, zoom: float) -> PageImage:
    *_, event = renderer.answer(RenderPage(path, page, zoom))
    assert isinstance(event, PageRendered)
    assert (event.path, event.page, event.zoom) == (path, page, zoom)
    return event.image


def colour_at(image: PageImage, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * image.width + x)
    return tuple(image.pixels[at : at + 3])


def test_tells_page_sizes_and_hash(make_pdf: MakePdf) -> None:
    path = make_pdf(pages=3)
    event = open_with(PageRenderer(), path)
    assert event.page_sizes == (PageSize(200, 300),) * 3
    assert event.content_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert event.text_parts == ()


@pytest.mark.parametrize(("rotation", "size"), [(90, (300, 200)), (180, (200, 300)), (270, (300, 200))])
def test_sizes_are_those_seen_after_rotation(make_pdf: MakePdf, rotation: int, size: tuple[int, int]) -> None:
    path = make_pdf(rotation=rotation)
    renderer = PageRenderer()
    assert open_with(renderer, path).page_sizes[0] == PageSize(*size)
    image = render_with(renderer, path, 1, 2.0)
    assert (image.width, image.height) == (2 * size[0], 2 * size[1])


def test_renders_what_is_on_the_page_at_the_zoom_asked_for(make_pdf: MakePdf) -> None:
    image = render_with(PageRenderer(), make_pdf(), 2, 2.0)
    assert (image.width, image.height, len(image.pixels)) == (400, 600, 3 * 400 * 600)
    assert colour_at(image, 40, 80) == _BLACK
    assert colour_at(image, 40, 130) == _WHITE


def test_bounds_the_pixels_of_a_huge_page(make_pdf: MakePdf) -> None:
    path = make_pdf(width=14_400, height=14_400, pages=1)
    image = render_with(PageRenderer(), path, 1, 4.0)
    assert 0.99 * MAX_PIXELS < image.width * image.height < 1.01 * MAX_PIXELS
    assert bounded_zoom(PageSize(595, 842), 2.0) == 2.0


def test_a_hair_thin_page_still_has_pixels(make_pdf: MakePdf) -> None:
    image = render_with(PageRenderer(), make_pdf(width=3, height=2000), 1, 0.05)
    assert image.width >= 1
    assert image.height >= 1


def test_tells_again_when_the_file_has_changed(make_pdf: MakePdf) -> None:
    renderer, path = PageRenderer(), make_pdf(pages=1)
    first = open_with(renderer, path)
    assert open_with(renderer, path) is first
    make_pdf("b.pdf", pages=5).replace(path)
    opened, rendered = renderer.answer(RenderPage(path, 5, 1.0))
    assert isinstance(opened, DocumentOpened)
    assert len(opened.page_sizes) == 5
    assert opened.content_hash != first.content_hash
    assert isinstance(rendered, PageRendered)


def test_text_comes_in_the_parts_that_the_reader_makes(tmp_path: Path) -> None:
    from engine.reading.reader_registry import reader_for

    path = tmp_path / "notes.md"
    path.write_text("# Title\n\n" + "\n\n".join(f"Paragraph {i} says something. " * 20 for i in range(100)))
    event = open_with(PageRenderer(), path)
    parts = list(reader_for(path).read(path))
    assert len(parts) > 1
    assert event.text_parts == tuple(part.text for part in parts)
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert event.page_sizes == ()


def test_images_are_pages_too(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (300, 200), _WHITE), Image.new("RGB", (150, 300), _BLACK)]
    pages[0].save(tmp_path / "fax.tiff", save_all=True, append_images=pages[1:], dpi=(150, 150))
    renderer = PageRenderer()
    event = open_with(renderer, tmp_path / "fax.tiff")
    assert event.page_sizes == (PageSize(144, 96), PageSize(72, 144))
    assert event.text_parts == ()
    for page, colour in ((1, _WHITE), (2, _BLACK)):
        assert colour_at(render_with(renderer, tmp_path / "fax.tiff", page, 0.5), 10, 10) == colour


def test_content_counts_and_not_the_name(make_pdf: MakePdf, tmp_path: Path) -> None:
    renderer = PageRenderer()
    assert open_with(renderer, make_pdf("really_a_pdf.txt")).page_sizes
    page = tmp_path / "really_html.pdf"
    page.write_text("<!DOCTYPE html><html><body><p>Only words.</p></body></html>")
    event = open_with(renderer, page)
    assert event.page_sizes == ()
    assert "Only words." in event.text_parts[0]


@pytest.mark.skipif(os.name != "posix", reason="other systems' names are Unicode")
def test_a_name_that_is_no_unicode_opens(make_pdf: MakePdf) -> None:
    renderer = PageRenderer()
    path = make_pdf()
    path = path.rename(path.with_name(os.fsdecode(b"caf\xe9.pdf")))
    assert len(open_with(renderer, path).page_sizes) == 2
    assert render_with(renderer, path, 1, 1.0).width == 200


def test_password_protection_is_told(make_pdf: MakePdf) -> None:
    path = make_pdf(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="secret")
    with pytest.raises(EncryptedDocument):
        open_with(PageRenderer(), path)


def test_damaged_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing else")
    with pytest.raises(DamagedDocument):
        open_with(PageRenderer(), path)


def test_a_damaged_page_is_told_by_its_number_and_costs_no_other(make_pdf: MakePdf) -> None:
    path = make_pdf(pages=2)
    content = path.read_bytes()
    kids = content[content.index(b"/Kids[") : content.index(b"]", content.index(b"/Kids["))]
    path.write_bytes(content.replace(kids, kids[:-5] + b"2 0 R"))  # the tree of pages as a page of its own
    renderer = PageRenderer()
    with pytest.raises(DamagedDocument, match=r": Page 2 cannot be shown\.$"):
        list(renderer.answer(RenderPage(path, 2, 1.0)))
    assert isinstance(list(renderer.answer(RenderPage(path, 1, 1.0)))[-1], PageRendered)


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileVanished):
        open_with(PageRenderer(), tmp_path / "gone.pdf")
    with pytest.raises(UnreadableFile):
        open_with(PageRenderer(), tmp_path)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_does_not_exist_is_told(make_pdf: MakePdf, page: int) -> None:
    with pytest.raises(DocumentError, match="There is no page"):
        list(PageRenderer().answer(RenderPage(make_pdf(pages=2), page, 1.0)))
