"""The geometry of pages and the store of their images."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtWidgets import QApplication

from desktop.document_viewer.page_layout import GAP, PageLayout
from desktop.document_viewer.page_store import MAX_IN_FLIGHT, PageStore
from engine.types import Failure, PageImage, PageSize, Rectangle

_SIZES = (PageSize(100, 200), PageSize(300, 50), PageSize(100, 200))


def white(width: int, height: int) -> PageImage:
    return PageImage(width, height, bytes([255]) * (3 * width * height))


def test_pages_stand_below_each_other_centred() -> None:
    layout = PageLayout(_SIZES, 2.0)
    assert layout.page_area(1) == QRect(GAP + 200, GAP, 200, 400)
    assert layout.page_area(2) == QRect(GAP, 2 * GAP + 400, 600, 100)
    assert (layout.width, layout.height) == (600 + 2 * GAP, 4 * GAP + 900)


@pytest.mark.parametrize(
    ("top", "bottom", "pages"), [(0, 5, []), (0, 10, [1]), (0, 425, [1, 2]), (420, 425, [2]), (600, 9000, [3])]
)
def test_finds_the_pages_of_a_stretch(top: int, bottom: int, pages: list[int]) -> None:
    assert list(PageLayout(_SIZES, 2.0).pages_between(top, bottom)) == pages


def test_a_layout_without_pages_has_none() -> None:
    assert list(PageLayout((), 1.0).pages_between(0, 100)) == []


@pytest.mark.parametrize("scale", [0.1, 1.0, 1.3333, 7.7])
def test_rectangles_are_page_points_times_the_scale(scale: float) -> None:
    layout = PageLayout(_SIZES, scale)
    area = layout.area_of(Rectangle(2, 10, 20, 110, 45))
    corner = layout.page_area(2).topLeft()
    assert area == QRectF(corner.x() + 10 * scale, corner.y() + 20 * scale, 100 * scale, 25 * scale)


def test_a_place_on_a_page_survives_a_change_of_scale() -> None:
    before, after = PageLayout(_SIZES, 1.0), PageLayout(_SIZES, 3.0)
    page, place = before.place_at(QPointF(before.page_area(3).topLeft()) + QPointF(40, 150))
    assert (page, place) == (3, QPointF(40, 150))
    assert after.point_of(page, place) - after.page_area(3).topLeft() == QPointF(120, 450).toPoint()


def test_the_images_looked_at_longest_ago_make_room(qapp: QApplication) -> None:
    store = PageStore(max_bytes=3 * 4 * 100 * 100)
    for page in (1, 2, 3):
        store.add_image(page, white(100, 100), 1.0)
    assert store.image(1) is not None
    store.add_image(4, white(100, 100), 1.0)
    assert [page for page in range(1, 5) if store.image(page) is not None] == [1, 3, 4]
    assert store.bytes_held == 3 * 4 * 100 * 100


def test_an_image_replaces_the_one_before_and_clearing_frees_all(qapp: QApplication) -> None:
    store = PageStore()
    store.add_image(1, white(10, 10), 1.0)
    store.add_image(1, white(20, 20), 2.0)
    assert store.bytes_held == 4 * 20 * 20
    store.clear()
    assert store.bytes_held == 0
    assert store.image(1) is None


def test_asks_for_what_is_missing_or_not_sharp_and_only_once(qapp: QApplication) -> None:
    store = PageStore()
    store.add_image(1, white(10, 10), 1.0)
    store.add_failure(4, Failure("No", "", ""))
    assert store.pages_to_ask_for([1, 2, 3, 4], 1.0) == [2, 3]
    assert store.pages_to_ask_for([1, 2, 3, 4], 1.0) == []
    store.add_image(2, white(10, 10), 1.0)
    assert store.pages_to_ask_for([1, 2, 3, 4], 2.0) == [1, 2, 3]
    store.forget_failures()
    assert store.pages_to_ask_for([4], 2.0) == [4]


def test_asks_again_for_what_went_out_of_view_before_it_came(qapp: QApplication) -> None:
    store = PageStore()
    assert store.pages_to_ask_for([1], 1.0) == [1]
    assert store.pages_to_ask_for([50], 1.0) == [50]
    assert store.pages_to_ask_for([1], 1.0) == [1]


def test_few_pages_are_in_flight_at_a_time(qapp: QApplication) -> None:
    store = PageStore()
    near = range(1, 100)
    assert len(store.pages_to_ask_for(near, 1.0)) == MAX_IN_FLIGHT
    assert store.pages_to_ask_for(near, 1.0) == []
    store.add_image(1, white(10, 10), 1.0)
    assert store.pages_to_ask_for(near, 1.0) == [MAX_IN_FLIGHT + 1]
