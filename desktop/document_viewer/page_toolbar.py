"""Page number and zoom: the controls of the document viewer."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from desktop.flow_layout import FlowLayout
from desktop.theme import GRID
from desktop.widgets import tool_button

ZOOM_IN_KEYS = ("Ctrl++", "Ctrl+=")
ZOOM_OUT_KEY = "Ctrl+-"
ACTUAL_SIZE_KEY = "Ctrl+0"
FIT_WIDTH_KEY = "Ctrl+Alt+0"

_PAGE_BOX_DIGITS = 4
_MOST_DIGITS = 7


class PageToolbar(QWidget):
    """Shows where the viewer stands and tells by signals what is asked of it. For text only zooming is offered.

    Where text is too large for one row, zooming stands in a second one.
    """

    page_chosen = Signal(int)
    """Go to this 1-based page."""
    zoom_in_chosen = Signal()
    zoom_out_chosen = Signal()
    actual_size_chosen = Signal()
    fit_width_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._count = 1, 1
        self._previous = tool_button("previous", "Previous page", lambda: self.page_chosen.emit(self._page - 1))
        self._next = tool_button("next", "Next page", lambda: self.page_chosen.emit(self._page + 1))
        self._page_box = QLineEdit()
        self._page_box.setAccessibleName("Page number")
        self._page_box.setToolTip("Page number")
        self._page_box.setMaxLength(_MOST_DIGITS)
        self._page_box.editingFinished.connect(self._choose_typed_page)
        self._count_label = QLabel()
        self._count_label.setContentsMargins(GRID // 2, 0, 0, 0)
        zoom_out = tool_button("zoom-out", f"Zoom out ({ZOOM_OUT_KEY})", self.zoom_out_chosen.emit)
        zoom_in = tool_button("zoom-in", f"Zoom in ({ZOOM_IN_KEYS[0]})", self.zoom_in_chosen.emit)
        self._actual_size = QToolButton()
        self._actual_size.setAutoRaise(True)
        self._actual_size.setToolTip(f"Zoom to 100 % ({ACTUAL_SIZE_KEY})")
        self._actual_size.clicked.connect(self.actual_size_chosen)
        self._fit_width = tool_button("fit-width", f"Fit width ({FIT_WIDTH_KEY})", self.fit_width_chosen.emit)
        self._fit_width.setCheckable(True)
        position = (self._previous, self._page_box, self._count_label, self._next)
        self._page_controls = (*position, self._actual_size, self._fit_width)
        self.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout = FlowLayout(self, GRID // 4)
        layout.addWidget(_side_by_side(*position, fills=True))
        layout.addWidget(_side_by_side(zoom_out, self._actual_size, zoom_in, self._fit_width))
        self._fit_to_text()

    def changeEvent(self, event: QEvent) -> None:
        """Take over another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_to_text()

    @property
    def page_box(self) -> QLineEdit:
        """The box in which a page number can be typed."""
        return self._page_box

    @property
    def position_text(self) -> str:
        """The position as shown: "3 of 12"."""
        return f"{self._page_box.text()} {self._count_label.text()}"

    def use_for_pages(self, pages: bool) -> None:
        """Offer what fits a document with pages, or one without."""
        for widget in self._page_controls:
            widget.setVisible(pages)

    def show_position(self, page: int, count: int) -> None:
        """Show the current page and how many there are."""
        self._page, self._count = page, count
        self._page_box.setText(str(page))
        self._count_label.setText(f"of {count}")
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < count)

    def show_zoom(self, zoom: float, fits_width: bool = False) -> None:
        """Show the zoom (1.0 = 100 %) and whether it follows the width of the view."""
        percent = f"{zoom * 100:.0f} %"
        self._actual_size.setText(percent)
        self._actual_size.setAccessibleName(f"Zoom is {percent}. Zoom to 100 %")
        self._fit_width.setChecked(fits_width)

    def _fit_to_text(self) -> None:
        width_of = self.fontMetrics().horizontalAdvance
        self._page_box.setFixedWidth(width_of("0" * _PAGE_BOX_DIGITS) + 2 * GRID)
        self._actual_size.setMinimumWidth(width_of("100 %") + GRID)

    def _choose_typed_page(self) -> None:
        typed = self._page_box.text()
        if self._page_box.isModified() and typed.isdecimal():
            self.page_chosen.emit(min(int(typed), self._count))
        self._page_box.setText(str(self._page))


def _side_by_side(*widgets: QWidget, fills: bool = False) -> QWidget:
    """These widgets beside one another, at the left of all the room there is if they fill it."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for widget in widgets:
        row.addWidget(widget)
    if fills:
        row.addStretch()
        group.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return group
