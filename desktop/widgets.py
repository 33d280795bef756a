"""Building blocks that every pane uses: labels that never guess at markup, and buttons with an icon."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.flow_layout import FlowLayout
from desktop.icons import icon
from desktop.theme import GRID


class ScrolledContent(QWidget):
    """What is scrolled: as high as its texts need at the present width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """Nothing: wrapped labels claim the height that they need at their narrowest, which leaves a gap below."""
        return QSize(0, 0)


def scrolled(content: QWidget, *, fills: bool = False, name: str = "") -> QScrollArea:
    """`content` in an area that scrolls down where it is too high. If it `fills` the area, it is never lower.

    An area with an accessible `name` takes the focus, so that what holds little but text is scrolled by keyboard.
    """
    frame = ScrolledContent()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content, alignment=Qt.AlignmentFlag(0) if fills else Qt.AlignmentFlag.AlignTop)
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    if not name:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(frame)
    return area


def plain_label(text: str = "", *, what: str = "", muted: bool = False, small: bool = False) -> QLabel:
    """A label that shows `text` as it is, markup and all, over as many lines as it needs.

    `what` tells screen readers what it is, where the text alone does not. It is the description and not the name: a
    name would be read instead of the text.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAccessibleDescription(what)
    label.setProperty("muted", muted)
    label.setProperty("small", small)
    return label


class _RichLabel(QLabel):
    """A label for HTML whose links have the colour of the present palette."""

    def changeEvent(self, event: QEvent) -> None:
        """Read the HTML again when the palette has changed: links keep the colour that was theirs when it was read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            html = self.text()
            self.clear()
            self.setText(html)


def rich_label(*, what: str, small: bool = False) -> QLabel:
    """A label for HTML whose untrusted parts are escaped. Its text can be selected, its links used by keyboard.

    `what` tells screen readers what it is, besides its text.
    """
    label = _RichLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAccessibleDescription(what)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    # A label that wraps must be allowed to become narrower than its longest line.
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setProperty("small", small)
    return label


def pane_title(text: str) -> QLabel:
    """The heading of a pane."""
    label = QLabel(text)
    label.setObjectName("paneTitle")
    # As high as the tool buttons that stand beside some titles, so that the titles of all panes are level.
    label.setMinimumHeight(4 * GRID)
    return label


def tool_button(icon_name: str, description: str, on_click: Callable[[], object]) -> QToolButton:
    """A flat button with an icon only; `description` is its tool tip and accessible name."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setAutoRaise(True)
    button.setToolTip(description)
    button.setAccessibleName(description)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(on_click)
    return button


def flat_button(
    text: str, on_click: Callable[[], object], *, icon_name: str | None = None, description: str = ""
) -> QPushButton:
    """A button with text and without a frame, for actions of second rank.

    `description` is its tool tip and accessible name where the text is too short for one.
    """
    button = QPushButton(text)
    button.setToolTip(description)
    button.setAccessibleName(description)
    button.setFlat(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if icon_name is not None:
        button.setIcon(icon(icon_name))
    button.clicked.connect(on_click)
    return button


def control_row(*controls: QWidget, apart: QWidget | None = None) -> QWidget:
    """Buttons and boxes side by side, in more than one row where their texts are too large for one.

    What stands `apart` from them is at the other end of the row.
    """
    row = QWidget()
    layout = FlowLayout(row, GRID)
    for control in controls:
        layout.addWidget(control)
    if apart is not None:
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(gap)
        layout.addWidget(apart)
    return row


def announce(widget: QWidget, text: str) -> None:
    """Have screen readers say what has come about in `widget`, wherever the focus is."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at; it sees a changed one only when the widget is polished again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tool_tip_html(*lines: str) -> str:
    """A tool tip of plain-text lines. Qt would take untrusted plain text for HTML where it looks like it."""
    return "<br>".join(f"<span>{escape(line)}</span>" for line in lines)
