"""The row above the question box that says, and lets the user choose, where a question looks."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.conversation.filter_menu import FilterMenu
from desktop.conversation.scope_chip import ScopeChip
from desktop.conversation.scope_words import filter_parts, place_words
from desktop.flow_layout import FlowLayout
from desktop.icons import icon
from desktop.path_names import shown_name, shown_path
from desktop.theme import GRID
from engine.types import EVERYWHERE, DocumentKind, SearchScope

_THOROUGH = "Read more passages: slower, and better where many documents answer together"


class ScopeBar(QWidget):
    """Chips for the place that is searched, chips for the filters, and the switch for thorough answers.

    The chips offer the selected folder, the document that is shown, and its page. What was chosen stays chosen when
    something else is selected or shown. `everywhere_chip`, `folder_chip`, `document_chip`, `page_chip`, `kept_chip`,
    `filter_chips`, `filter_menu`, `filter_button` and `thorough_chip` are public, for whoever drives the window.
    """

    thorough_chosen = Signal(bool)
    """The user wants thorough answers from now on, or no longer."""

    def __init__(self, *, thorough: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = EVERYWHERE
        self._filters = EVERYWHERE
        self._offered: dict[ScopeChip, SearchScope] = {}
        self.everywhere_chip = ScopeChip(removable=False)
        self.kept_chip, self.folder_chip, self.document_chip, self.page_chip = (ScopeChip() for _ in range(4))
        self.filter_chips: list[ScopeChip] = []
        self.filter_menu = FilterMenu(self)
        self.filter_menu.filters_chosen.connect(self._filter)
        self.filter_button = _menu_button(self.filter_menu)
        self.thorough_chip = ScopeChip(removable=False)
        self.thorough_chip.show_limit("Thorough", _THOROUGH, checked=thorough)
        self.thorough_chip.toggled.connect(self.thorough_chosen)
        self._layout = FlowLayout(self, GRID // 2)
        for chip in (self.everywhere_chip, self.kept_chip, self.folder_chip, self.document_chip, self.page_chip):
            chip.hide()
            chip.clicked.connect(lambda _, clicked=chip: self._choose(clicked))
            self._layout.addWidget(chip)
        self._layout.addWidget(self.filter_button)
        self._layout.addWidget(self.thorough_chip)
        self._show_places()

    @property
    def scope(self) -> SearchScope:
        """Where a question looks that is asked now."""
        return replace(self._filters, within=self._place.within, page=self._place.page)

    @property
    def thorough(self) -> bool:
        """Whether it is to be answered thoroughly."""
        return self.thorough_chip.isChecked()

    def offer_folder(self, folder: Path | None) -> None:
        """Offer the place that is selected in the library; None if there is none."""
        self._offer(self.folder_chip, None if folder is None else SearchScope((folder,)))

    def offer_document(self, path: Path | None, page: int | None) -> None:
        """Offer the document that is shown and the page that is looked at; None where there is none."""
        self._offer(self.document_chip, None if path is None else SearchScope((path,)))
        self._offer(self.page_chip, None if path is None or page is None else SearchScope((path,), page))

    def offer_filters(self, kinds: Mapping[DocumentKind, int], languages: Mapping[str, int]) -> None:
        """Offer these types and languages as filters, with the numbers of their documents."""
        self.filter_menu.kinds, self.filter_menu.languages = kinds, languages

    def search_everywhere(self) -> None:
        """Remove every limit."""
        self.search_in(EVERYWHERE)

    def search_in(self, scope: SearchScope) -> None:
        """Choose all limits at once."""
        self._place = SearchScope(scope.within, scope.page)
        self._filter(replace(scope, within=(), page=None))
        self._show_places()

    def search_document(self) -> None:
        """Search in the document that is shown, if there is one."""
        self._search_in(self.document_chip)

    def search_page(self) -> None:
        """Search on the page that is looked at, if there is one."""
        self._search_in(self.page_chip)

    def _search_in(self, chip: ScopeChip) -> None:
        if chip in self._offered:
            self._place = self._offered[chip]
            self._show_places()

    def _offer(self, chip: ScopeChip, place: SearchScope | None) -> None:
        if place is None:
            self._offered.pop(chip, None)
        else:
            self._offered[chip] = place
        self._show_places()

    def _choose(self, chip: ScopeChip) -> None:
        place = self._offered.get(chip, EVERYWHERE)
        self._place = EVERYWHERE if place == self._place else place
        self._show_places()

    def _filter(self, filters: SearchScope) -> None:
        self._filters = self.filter_menu.filters = filters
        for chip in self.filter_chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.filter_chips = [self._filter_chip(part.words, part.without) for part in filter_parts(filters)]

    def _filter_chip(self, words: str, without: SearchScope) -> ScopeChip:
        chip = ScopeChip(parent=self)
        chip.show_limit(words, f"Search only: {words}", checked=True)
        chip.clicked.connect(lambda: self._filter(without))
        self._layout.insert_before_last(chip, following=1)
        return chip

    def _show_places(self) -> None:
        place = self._place
        self.everywhere_chip.show_limit("Everywhere", "Search the whole library", checked=place == EVERYWHERE)
        for chip in (self.folder_chip, self.document_chip, self.page_chip):
            offered = self._offered.get(chip)
            if offered is None:
                chip.hide()
                continue
            name = shown_name(offered.within[0]) if offered.page is None else f"Page {offered.page}"
            chip.show_limit(name, f"Search in {_in_full(offered)}", checked=offered == place)
        if place == EVERYWHERE or place in self._offered.values():
            self.kept_chip.hide()
        else:
            self.kept_chip.show_limit(place_words(place), f"Search in {_in_full(place)}", checked=True)
        self.updateGeometry()


def _in_full(place: SearchScope) -> str:
    path = shown_path(place.within[0])
    return path if place.page is None else f"{path}, page {place.page}"


def _menu_button(menu: FilterMenu) -> QToolButton:
    button = QToolButton()
    button.setProperty("chip", True)
    button.setText("Filter")
    button.setIcon(icon("filter"))
    button.setProperty("small", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip("Search only documents of a type, of some days or in a language")
    button.setAccessibleName("Filter by type, day of change or language")
    button.setMenu(menu)
    return button
