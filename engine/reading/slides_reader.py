"""Reads PowerPoint presentations with python-pptx, which opens the package and knows where shapes stand.

Text is taken from the XML itself: the paragraphs of python-pptx leave out formulas, and its slides leave out shapes
that are kept in two versions for old and new programs. Entities are not resolved and nothing is fetched.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from pptx.opc.package import PartFactory
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from engine.errors import DamagedDocument
from engine.reading.office_package import check_package
from engine.reading.page_text import PartText
from engine.reading.slide_text import in_reading_order, slide_part
from engine.reading.table_lines import row_line, table_lines
from engine.reading.text_encoding import clean_text
from engine.reading.text_parts import TextBlock

# The only type of presentations that python-pptx does not know.
_SHOW_WITH_MACROS = "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"
PartFactory.part_type_for[_SHOW_WITH_MACROS] = PresentationPart

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHART = f"{_C}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REPEATED = {"dt", "ftr", "hdr", "sldNum"}
"""Placeholders that say the same on every slide."""
_TITLES = {"title", "ctrTitle"}
_EMU_PER_POINT = 12700


class PowerPointReader:
    """Yields a part a slide: title, then what is on it in reading order, then the speaker's notes."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the slides in order, hidden ones too.

        Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`.
        """
        check_package(path)
        try:
            presentation = Package.open(str(path)).main_document_part.presentation
            for number, slide in enumerate(presentation.slides, start=1):
                yield slide_part(number, _slide_blocks(slide))
        except MemoryError:
            raise
        except Exception as error:  # python-pptx lets those of zipfile and lxml through, and KeyErrors of its own
            raise DamagedDocument("It is not a PowerPoint presentation inside.") from error


def _slide_blocks(slide: Slide) -> Iterator[TextBlock]:
    _keep_new_versions(slide.element)
    shapes = [shape for shape in slide.shapes if _placeholder(shape) not in _REPEATED]
    titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
    for title in titles:
        text = " ".join(_text(title.element).split())
        if text:
            yield TextBlock(text, level=1)
    yield from _shapes_blocks(shape for shape in shapes if shape not in titles)
    notes = slide.notes_slide.notes_placeholder if slide.has_notes_slide else None
    text = _text(notes.element) if notes is not None else ""
    if text:
        yield TextBlock(f"Notes: {text}")


def _keep_new_versions(element: BaseOxmlElement) -> None:
    """Put shapes in place that are there in a version for new programs and one for old ones."""
    for alternatives in list(element.iter(f"{_MC}AlternateContent")):
        choice = alternatives.find(f"{_MC}Choice")
        for shape in list(choice) if choice is not None else []:
            alternatives.addprevious(shape)
        alternatives.getparent().remove(alternatives)


def _placeholder(shape: BaseShape) -> str | None:
    """The kind of placeholder that a shape fills, as the format names it; None for other shapes."""
    mark = next(shape.element.iter(f"{_P}ph"), None)
    return None if mark is None or isinstance(shape, GroupShape) else mark.get("type", "obj")


def _shapes_blocks(shapes: Iterable[BaseShape]) -> Iterator[TextBlock]:
    placed = [((shape.top or 0) / _EMU_PER_POINT, (shape.left or 0) / _EMU_PER_POINT, shape) for shape in shapes]
    for shape in in_reading_order(placed):
        yield from _shape_blocks(shape)


def _shape_blocks(shape: BaseShape) -> Iterator[TextBlock]:
    element = shape.element
    if isinstance(shape, GroupShape):
        yield from _shapes_blocks(shape.shapes)
    elif not isinstance(shape, GraphicFrame):
        yield from _text_blocks(element)
    elif shape.has_table:
        rows = ([_text(cell).replace("\n", " ") for cell in row.iter(f"{_A}tc")] for row in element.iter(f"{_A}tr"))
        yield from _line_blocks(line for _, line in table_lines(enumerate(rows)))
    else:
        for reference in element.iter(_CHART):
            yield from _chart_blocks(_related_part(shape, reference.get(f"{_RELATION}id")))
        for reference in element.iter(_DIAGRAM):
            yield from _text_blocks(_related_part(shape, reference.get(f"{_RELATION}dm")))


def _text_blocks(element: BaseOxmlElement) -> Iterator[TextBlock]:
    text = _text(element)
    if text:
        yield TextBlock(text)


def _related_part(shape: BaseShape, relation: str) -> BaseOxmlElement:
    root: BaseOxmlElement = parse_xml(shape.part.related_part(relation).blob)
    return root


def _line_blocks(lines: Iterable[str]) -> Iterator[TextBlock]:
    for index, line in enumerate(filter(None, lines)):
        yield TextBlock(line, tight=index > 0)


def _chart_blocks(chart: BaseOxmlElement) -> Iterator[TextBlock]:
    """Yield a chart's titles, and its data as a table: a column a series, a row a category."""
    for title in chart.iter(f"{_C}title"):
        yield from _text_blocks(title)
    series = list(chart.iter(f"{_C}ser"))
    columns = [_points(next(series[0].iter(f"{_C}cat"), None)) if series else []]
    columns += [_points(next(one.iter(f"{_C}val"), None)) for one in series]
    names = ["", *["".join(_points(one.find(f"{_C}tx"))) for one in series]]
    rows = zip_longest(*columns, fillvalue="")
    yield from _line_blocks([row_line(names), *[row_line(row, names) for row in rows]])


def _points(element: BaseOxmlElement | None) -> list[str]:
    """The values that a chart keeps of the cells which it was made from."""
    if element is None:
        return []
    return [clean_text(value.text or "") for value in element.iter(f"{_C}v")]


def _text(element: BaseOxmlElement) -> str:
    """The paragraphs of an element, one a line."""
    paragraphs = ("".join(_text_pieces(paragraph)).strip() for paragraph in element.iter(f"{_A}p"))
    return clean_text("\n".join(filter(None, paragraphs)))


def _text_pieces(paragraph: BaseOxmlElement) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{_A}br":
            yield "\n"
        elif isinstance(node.tag, str) and node.tag.endswith("}t"):  # of a run, a field or a formula
            yield node.text or ""
