"""How Pagewise looks: a light and a dark palette, one small style sheet, and the size of text."""

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from engine.paths import resources_folder
from engine.types import ColourTheme, Settings

GRID = 8
"""Distances are multiples of this many pixels."""
_STYLES = resources_folder() / "styles"
_SMALL, _LARGE = 0.9, 1.25
"""Sizes of text beside the normal one: of what stands beside it, and of titles."""
_PICTURES = {"icon": 1.5, "small_icon": 1.35, "mark": 1.0, "box": 1.2}
"""Sides of what is drawn beside text, in heights of its letters: alone on a button, before its words, in a chip, and
the box that is ticked."""


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
    """`font` a step smaller, for what is painted beside the text; a widget has the property `small` instead."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * _SMALL)
    return smaller


def fixed_font(font: QFont) -> QFont:
    """Letters of equal width in the size of `font`."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(font.pointSizeF())
    return fixed


class Theme(QObject):
    """Gives the application palette, style sheet and size of text: the system's colour scheme, or a chosen one."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._font = QFont(application.font())
        self._theme = ColourTheme.SYSTEM
        self._percent = 100
        application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        self.use(hints.colorScheme())

    def follow(self, settings: Settings) -> None:
        """Show the colours that were chosen, and text in the chosen share of the system's size."""
        if (settings.theme, settings.text_percent) == (self._theme, self._percent):
            return
        self._theme, self._percent = settings.theme, settings.text_percent
        font = QFont(self._font)
        font.setPointSizeF(QFontInfo(self._font).pointSizeF() * self._percent / 100)
        self._application.setFont(font)
        self.use(_SCHEMES.get(self._theme, QGuiApplication.styleHints().colorScheme()))

    def use(self, scheme: Qt.ColorScheme) -> None:
        """Show the dark colours if `scheme` is dark, else (also where the system does not say) the light ones."""
        chosen = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._application.setPalette(palette_of(chosen))
        self._application.setStyleSheet(style_sheet(chosen, self._application.font()))

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        if self._theme is ColourTheme.SYSTEM:
            self.use(scheme)


_SCHEMES = {ColourTheme.LIGHT: Qt.ColorScheme.Light, ColourTheme.DARK: Qt.ColorScheme.Dark}


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


def style_sheet(chosen: Colours, font: QFont) -> str:
    """The style sheet with the scheme's colours, the check mark that goes with them, and sizes that go with `font`."""
    names = {field: getattr(chosen, field) for field in Colours.__slots__}
    check = _STYLES / ("check-dark.svg" if chosen is DARK else "check-light.svg")
    present = QFontInfo(font)
    points, pixels = present.pointSizeF(), present.pixelSize()
    sizes = {"small": f"{points * _SMALL:.2f}pt", "large": f"{points * _LARGE:.2f}pt"}
    sizes |= {name: f"{round(pixels * share)}px" for name, share in _PICTURES.items()}
    return _style_template().substitute(names, check=check.as_posix(), **sizes)


@cache
def _style_template() -> Template:
    return Template((_STYLES / "pagewise.qss").read_text(encoding="utf-8"))
