"""How Pagewise looks: a light and a dark palette that follow the system, and one small style sheet."""

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from engine.paths import resources_folder

GRID = 8
"""Distances are multiples of this many pixels."""
_STYLES = resources_folder() / "styles"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme as "#rrggbb"."""

    window: str
    card: str
    text: str
    muted: str
    border: str
    accent: str
    accent_soft: str
    on_accent: str
    warning: str
    warning_soft: str
    error: str
    success: str


LIGHT = Colours(
    window="#f5f5f2",
    card="#ffffff",
    text="#1f2428",
    muted="#626b73",
    border="#dddcd6",
    accent="#0b6b63",
    accent_soft="#dcefec",
    on_accent="#ffffff",
    warning="#8a5a00",
    warning_soft="#fbf1dc",
    error="#b3261e",
    success="#2e7d4f",
)
DARK = Colours(
    window="#1b1d1f",
    card="#25282b",
    text="#e7e8e6",
    muted="#9da5ab",
    border="#3a3e42",
    accent="#58c2b4",
    accent_soft="#1f423e",
    on_accent="#0b1f1c",
    warning="#e3b55f",
    warning_soft="#3a3120",
    error="#f28b82",
    success="#7cc796",
)


def colours(palette: QPalette) -> Colours:
    """The colours that go with `palette`; a widget passes its own and asks again when its palette changes."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def small_font(font: QFont) -> QFont:
    """`font` a step smaller, for what stands beside the text."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.9)
    return smaller


class Theme(QObject):
    """Keeps the application's palette and style sheet in the system's colour scheme."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.use)
        self.use(hints.colorScheme())

    def use(self, scheme: Qt.ColorScheme) -> None:
        """Show the dark colours if `scheme` is dark, else (also where the system does not say) the light ones."""
        chosen = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._application.setPalette(palette_of(chosen))
        self._application.setStyleSheet(style_sheet(chosen))


def palette_of(chosen: Colours) -> QPalette:
    """A complete palette, disabled colours included."""
    role = QPalette.ColorRole
    by_role = {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.card,
        role.AlternateBase: chosen.window,
        role.Text: chosen.text,
        role.Button: chosen.card,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.error,
        role.ToolTipBase: chosen.card,
        role.ToolTipText: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Accent: chosen.accent,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.Light: chosen.card,
        role.Midlight: chosen.border,
        role.Mid: chosen.border,
        role.Dark: chosen.muted,
        role.Shadow: chosen.border,
    }
    palette = QPalette()
    for colour_role, colour in by_role.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(chosen.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(chosen.border))
    return palette


def style_sheet(chosen: Colours) -> str:
    """The style sheet with the scheme's colours filled in, and the check mark that goes with them."""
    names = {field: getattr(chosen, field) for field in Colours.__slots__}
    check = _STYLES / ("check-dark.svg" if chosen is DARK else "check-light.svg")
    return _style_template().substitute(names, check=check.as_posix())


@cache
def _style_template() -> Template:
    return Template((_STYLES / "pagewise.qss").read_text(encoding="utf-8"))
