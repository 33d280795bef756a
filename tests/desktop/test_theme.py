"""Light and dark: both complete, readable, followed by icons and by text that is shown already."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.conversation.exchange import Exchange
from desktop.icons import icon
from desktop.theme import DARK, LIGHT, Colours, Theme, colours, palette_of
from desktop.widgets import flat_button, rich_label, tool_button
from engine.paths import resources_folder
from engine.types import Question, Settings
from tests.desktop.values import answer


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2."""
    luminances = sorted(luminance(QColor(colour)) for colour in (one, other))
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


def luminance(colour: QColor) -> float:
    weights = ((colour.redF(), 0.2126), (colour.greenF(), 0.7152), (colour.blueF(), 0.0722))
    return sum(weight * linear(channel) for channel, weight in weights)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_every_text_is_readable_on_every_ground_it_stands_on(scheme: Colours) -> None:
    for ground in (scheme.window, scheme.card):
        for ink in (scheme.text, scheme.muted, scheme.accent, scheme.warning, scheme.error):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ink, ground in (
        (scheme.text, scheme.accent_soft),
        (scheme.accent, scheme.accent_soft),
        (scheme.text, scheme.warning_soft),
        (scheme.on_accent, scheme.accent),
    ):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_a_palette_tells_its_scheme(scheme: Colours) -> None:
    assert colours(palette_of(scheme)) is scheme


def test_the_system_s_scheme_is_followed_and_unknown_is_light(theme: Theme) -> None:
    for scheme, expected in (
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Light, LIGHT),
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Unknown, LIGHT),
    ):
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
        assert QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(expected.window)


def test_an_answer_on_screen_and_icons_change_colour(theme: Theme) -> None:
    exchange = Exchange(Question("?"), "1")
    exchange.show_answer(answer())
    link = rich_label(what="Link")
    link.setText('<a href="there">there</a>')
    pixmaps = []
    for scheme, expected in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        theme.use(scheme)
        exchange.ensurePolished()
        assert expected.accent in exchange.answer_label.text()
        assert expected.accent in inks(link)
        pixmaps.append(icon("folder").pixmap(32, 32).toImage())
    assert pixmaps[0] != pixmaps[1]


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_a_check_box_and_its_mark_can_be_seen(qtbot: QtBot, theme: Theme, scheme: Qt.ColorScheme) -> None:
    theme.use(scheme)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.show()
    window = box.palette().color(QPalette.ColorRole.Window).name()
    assert max(contrast(ink, window) for ink in inks(box)) >= 3
    box.setChecked(True)
    shown = inks(box)
    assert max(contrast(one, other) for one in shown for other in shown - {window}) >= 4.5


@pytest.mark.parametrize(("scheme", "expected"), [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)])
def test_a_flat_button_shows_whether_it_can_be_clicked(
    qtbot: QtBot, theme: Theme, scheme: Qt.ColorScheme, expected: Colours
) -> None:
    theme.use(scheme)
    button = flat_button("Rename", lambda: None)
    qtbot.addWidget(button)
    assert expected.text in inks(button)
    button.setEnabled(False)
    assert expected.text not in inks(button)


def inks(widget: QWidget) -> set[str]:
    """The colours that a widget is painted in."""
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = sorted(file.stem for file in (resources_folder() / "icons").glob("*.svg"))
    assert names
    for name in names:
        image = icon(name).pixmap(24, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_pictures_grow_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    button, box, documents = tool_button("folder", "Folder", lambda: None), QCheckBox(), QTableView()
    for widget in (button, box, documents):
        qtbot.addWidget(widget)
    sizes = []
    for percent in (100, 200):
        theme.follow(replace(Settings(), text_percent=percent))
        for widget in (button, box, documents):
            widget.ensurePolished()
        picture = documents.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, documents)
        sizes.append((button.iconSize().width(), box.sizeHint().height(), picture))
    assert all(large > 1.6 * small for small, large in zip(*sizes, strict=True)), sizes
