"""The view of documents without pages: their text, with the cited words highlighted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desktop.document_viewer.page_painter import HIGHLIGHT
from desktop.theme import GRID
from desktop.widgets import plain_label, tool_button
from engine.types import Citation, Selection

MAX_CHARACTERS = 100_000
"""More text is never laid out at once: a longer document is shown in stretches of whole parts."""

_HIGHLIGHTED_INK = QColor("#1f2428")
_SEPARATOR = "\n\n"
_SMALLEST_STEP, _LARGEST_STEP = -4, 12

# Qt would turn these into something of another length or drop them, and the highlight would stand beside its words.
_UNSHOWABLE = {
    **dict.fromkeys((0x00, 0xFDD0, 0xFDD1, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}"),
    ord("\r"): " ",
}


class TextView(QWidget):
    """Read-only text. A very long document is shown as one stretch of it at a time, with buttons to go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._stretches: list[range] = []
        self._stretch = 0
        self._quote: tuple[int, int, int] | None = None
        self._zoom_steps = 0
        self._editor = QPlainTextEdit()
        self._editor.setReadOnly(True)
        self._editor.setUndoRedoEnabled(False)
        self._editor.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._editor.setAccessibleName("Text of the document")
        self._editor.setFrameShape(QFrame.Shape.NoFrame)
        self._editor.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._editor.document().setDocumentMargin(2 * GRID)
        self._hint = plain_label(muted=True)
        self._earlier = tool_button("previous", "Earlier text", lambda: self._show_stretch(self._stretch - 1))
        self._later = tool_button("next", "Later text", lambda: self._show_stretch(self._stretch + 1))
        self._hint_bar = QWidget()
        bar = QHBoxLayout(self._hint_bar)
        bar.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        bar.setSpacing(GRID // 2)
        bar.addWidget(self._hint, 1)
        bar.addWidget(self._earlier)
        bar.addWidget(self._later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._hint_bar)
        layout.addWidget(self._editor, 1)

    @property
    def editor(self) -> QPlainTextEdit:
        """What takes the focus."""
        return self._editor

    @property
    def text(self) -> str:
        """The text that is laid out now."""
        return self._editor.toPlainText()

    @property
    def hint(self) -> str:
        """What is said about text that is left out; empty if all is shown."""
        return self._hint.text()

    @property
    def highlighted_text(self) -> str:
        """The highlighted words; empty if none are, or if they are not in the stretch that is shown."""
        cursor = self._highlight_cursor()
        return str(cursor.selectedText()).replace("\u2029", "\n") if cursor is not None else ""

    def selection_in(self, path: Path) -> Selection | None:
        """The words that are selected, as words of the document at `path`; None if there are none."""
        words = str(self._editor.textCursor().selectedText()).replace("\u2029", "\n")
        return Selection(path, words, self._selected_part()) if words.strip() else None

    def select(self, part: int, start: int, end: int) -> None:
        """Select `text[start:end]` of a part that is shown, as the user could."""
        cursor = self._editor.textCursor()
        cursor.setPosition(self._position(part, start))
        cursor.setPosition(self._position(part, end), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def offer_tasks(self, actions: Sequence[QAction]) -> None:
        """Offer these actions, besides copying, in the menu of the text."""
        self._editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._editor.customContextMenuRequested.connect(lambda position: self._show_menu(position, actions))

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show a text from its beginning. The parts are bounded in size (see `engine.types`)."""
        self._parts = tuple(parts)
        self._stretches = _stretches(self._parts)
        self._quote = None
        self._show_stretch(0)

    def show_citation(self, citation: Citation, *, unchanged: bool) -> None:
        """Highlight the quote if the document is `unchanged` and has it there, else go to its part: no guessing."""
        part, start, end = citation.part, citation.start, citation.end
        is_there = unchanged and bool(citation.quote) and 1 <= part <= len(self._parts)
        if is_there and self._parts[part - 1][start:end] == citation.quote:
            self._highlight(part, start, end)
        else:
            self._show_part(part)

    def _show_part(self, part: int) -> None:
        """Scroll to the beginning of a 1-based part (clamped), without a highlight; a text may have no parts."""
        self._quote = None
        if self._parts:
            self._go_to(min(max(part, 1), len(self._parts)), 0)

    def _highlight(self, part: int, start: int, end: int) -> None:
        """Highlight `text[start:end]` of an existing 1-based part and scroll it to the middle of the view."""
        self._quote = (part, start, end)
        self._go_to(part, start)

    def highlight_areas(self) -> list[QRect]:
        """The visible lines of the highlight, in coordinates of this widget."""
        cursor = self._highlight_cursor()
        if cursor is None:
            return []
        viewport, areas = self._editor.viewport(), []
        position, last = cursor.selectionStart(), cursor.selectionEnd()
        while position < last:
            cursor.setPosition(position)
            line_start = self._editor.cursorRect(cursor)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
            position = max(position, min(cursor.position(), last))
            cursor.setPosition(position)
            areas.append(line_start.united(self._editor.cursorRect(cursor)).intersected(viewport.rect()))
            position += 1
        return [area.translated(viewport.mapTo(self, QPoint())) for area in areas if not area.isEmpty()]

    def zoom_in(self) -> None:
        """Make the letters a point larger, within reason."""
        if self._zoom_steps < _LARGEST_STEP:
            self._zoom_steps += 1
            self._editor.zoomIn()

    def zoom_out(self) -> None:
        """Make the letters a point smaller, within reason."""
        if self._zoom_steps > _SMALLEST_STEP:
            self._zoom_steps -= 1
            self._editor.zoomOut()

    def zoom_to_actual_size(self) -> None:
        """Give the letters their first size again."""
        self._editor.zoomOut(self._zoom_steps)
        self._zoom_steps = 0

    def _selected_part(self) -> int | None:
        """The part that the selection is in; None if it reaches over several."""
        cursor = self._editor.textCursor()
        for part in self._stretches[self._stretch]:
            start = self._position(part, 0)
            end = start + _utf16_length(self._parts[part - 1])
            if start <= cursor.selectionStart() and cursor.selectionEnd() <= end:
                return part
        return None

    def _show_menu(self, position: QPoint, actions: Sequence[QAction]) -> None:
        menu = self._editor.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addActions(actions)
        menu.popup(self._editor.viewport().mapToGlobal(position))

    def _go_to(self, part: int, offset: int) -> None:
        stretch = next((number for number, parts in enumerate(self._stretches) if part in parts), 0)
        if stretch != self._stretch:
            self._show_stretch(stretch)
        self._mark_quote()
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(self._position(part, offset))
        self._editor.setTextCursor(cursor)
        self._editor.centerCursor()

    def _show_stretch(self, stretch: int) -> None:
        self._stretch = stretch
        parts = self._stretches[stretch] if self._stretches else range(0)
        self._editor.setPlainText(_SEPARATOR.join(self._parts[part - 1] for part in parts).translate(_UNSHOWABLE))
        self._hint_bar.setVisible(len(self._stretches) > 1)
        self._hint.setText(
            f"A long text: section {stretch + 1} of {len(self._stretches)}" if len(self._stretches) > 1 else ""
        )
        self._earlier.setEnabled(stretch > 0)
        self._later.setEnabled(stretch < len(self._stretches) - 1)
        self._mark_quote()

    def _mark_quote(self) -> None:
        selections = []
        if self._quote is not None and self._quote[0] in self._stretches[self._stretch]:
            part, start, end = self._quote
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._editor.document())
            cursor.setPosition(self._position(part, start))
            cursor.setPosition(self._position(part, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format.setBackground(HIGHLIGHT)
            selection.format.setForeground(_HIGHLIGHTED_INK)
            selections.append(selection)
        self._editor.setExtraSelections(selections)

    def _highlight_cursor(self) -> QTextCursor | None:
        selections = self._editor.extraSelections()
        return QTextCursor(selections[0].cursor) if selections else None

    def _position(self, part: int, offset: int) -> int:
        """Where a character of a part stands in the editor, which counts in UTF-16 units."""
        before = self._parts[self._stretches[self._stretch].start - 1 : part - 1]
        units = sum(_utf16_length(text) + len(_SEPARATOR) for text in before)
        return units + _utf16_length(self._parts[part - 1][:offset])


def _stretches(parts: Sequence[str]) -> list[range]:
    """Neighbouring 1-based parts, grouped so that each group has `MAX_CHARACTERS` at most (or is a single part)."""
    groups: list[range] = []
    first, characters = 1, 0
    for number, part in enumerate(parts, start=1):
        if characters + len(part) > MAX_CHARACTERS and number > first:
            groups.append(range(first, number))
            first, characters = number, 0
        characters += len(part)
    if parts:
        groups.append(range(first, len(parts) + 1))
    return groups


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
