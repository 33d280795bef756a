"""PowerPoint presentations."""

import zipfile
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from engine.errors import DamagedDocument
from engine.reading.page_text import PartText, PlaceMark
from engine.reading.slides_reader import PowerPointReader

TITLE_ONLY = 5


def add_slide(presentation: Presentation, title: str = "") -> Slide:
    slide: Slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    assert slide.shapes.title is not None
    slide.shapes.title.text = title
    return slide


def add_box(slide: Slide, left: float, top: float, text: str) -> None:
    """Add a text box; left and top in inches."""
    slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1)).text_frame.text = text


def read(presentation: Presentation, folder: Path) -> list[PartText]:
    presentation.save(str(folder / "a.pptx"))
    return list(PowerPointReader().read(folder / "a.pptx"))


def test_each_slide_is_a_page_with_its_title_as_heading(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    add_slide(presentation, "Budget\v2026")
    hidden = add_slide(presentation)
    hidden.element.set("show", "0")
    add_box(hidden, 1, 3, "Nobody sees this.")
    first, second = read(presentation, tmp_path)
    assert (first.part, first.page, first.text) == (1, 1, "Budget 2026")
    assert [(heading.start, heading.level, heading.text) for heading in first.headings] == [(0, 1, "Budget 2026")]
    assert (second.part, second.page, second.text) == (2, 2, "Nobody sees this.")
    assert second.places == (PlaceMark(0, "slide 2"),)


def test_frames_are_read_from_top_to_bottom_whatever_was_drawn_first(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = add_slide(presentation, "Title")
    add_box(slide, 1, 5, "below")
    add_box(slide, 5, 2.95, "right")
    add_box(slide, 1, 3, "left")
    assert read(presentation, tmp_path)[0].text == "Title\n\nleft\n\nright\n\nbelow"


def test_groups_tables_and_notes(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = add_slide(presentation, "Prices")
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(2), Inches(2), Inches(1)).text_frame.text = "In a group\nsecond line"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for number, text in enumerate(["Item", "Price", "Chair", "40"]):
        table.cell(number // 2, number % 2).text = text
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Mention the discount."
    (part,) = read(presentation, tmp_path)
    assert part.text == (
        "Prices\n\nIn a group\nsecond line\n\nItem | Price\nItem: Chair | Price: 40\n\nNotes: Mention the discount."
    )


def test_charts_are_read_as_tables(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Spring", "Summer"]
    data.add_series("Guests", (120, 310))
    shapes: Any = add_slide(presentation, "Visitors").shapes
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Guests a season"
    (part,) = read(presentation, tmp_path)
    assert part.text == "Visitors\n\nGuests a season\n\nGuests\nSpring | Guests: 120\nSummer | Guests: 310"


def test_formulas_and_shapes_in_two_versions_are_read_once(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = add_slide(presentation)
    shape = (
        "<p:sp><p:nvSpPr><p:cNvPr id='9' name='box'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>"
        "<a:p><a:r><a:t>Area </a:t></a:r><a14:m><m:oMath><m:r><m:t>a²</m:t></m:r></m:oMath></a14:m></a:p>"
        "</p:txBody></p:sp>"
    )
    slide.shapes.element.append(
        parse_xml(
            "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
            " xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'"
            " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
            " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
            " xmlns:a14='http://schemas.microsoft.com/office/drawing/2010/main'>"
            f"<mc:Choice Requires='a14'>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
        )
    )
    assert read(presentation, tmp_path)[0].text == "Area a²"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
        "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    ],
)
def test_slide_shows_are_read_as_well(tmp_path: Path, kind: str) -> None:
    presentation = pptx.Presentation()
    add_slide(presentation, "Title")
    presentation.save(str(tmp_path / "a.pptx"))
    plain = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    with zipfile.ZipFile(tmp_path / "a.pptx") as whole, zipfile.ZipFile(tmp_path / "a.ppsx", "w") as show:
        for name in whole.namelist():
            show.writestr(name, whole.read(name).replace(plain.encode(), kind.encode()))
    assert [part.text for part in PowerPointReader().read(tmp_path / "a.ppsx")] == ["Title"]


def test_a_presentation_without_slides_has_no_parts(tmp_path: Path) -> None:
    assert read(pptx.Presentation(), tmp_path) == []


def test_a_broken_slide_is_damage(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    add_slide(presentation, "Title")
    presentation.save(str(tmp_path / "whole.pptx"))
    with zipfile.ZipFile(tmp_path / "whole.pptx") as whole, zipfile.ZipFile(tmp_path / "a.pptx", "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[:300] if name == "ppt/slides/slide1.xml" else content)
    with pytest.raises(DamagedDocument):
        list(PowerPointReader().read(tmp_path / "a.pptx"))


def test_other_files_are_damaged_presentations(documents: Path) -> None:
    with pytest.raises(DamagedDocument):
        list(PowerPointReader().read(documents / "sample/insurance-letter.docx"))
