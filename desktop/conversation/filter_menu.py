"""The menu of limits by type, day of change and language, made of what the library holds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.conversation.days_dialog import DaysDialog
from desktop.conversation.scope_words import KIND_NAMES, days_words, language_words
from engine.types import EVERYWHERE, DocumentKind, SearchScope

T = TypeVar("T")


class FilterMenu(QMenu):
    """Offers limits and tells by a signal what was chosen. It is built when it opens."""

    filters_chosen = Signal(object)
    """The `SearchScope` to be used from now on, without place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filters = EVERYWHERE
        """The limits that hold now."""
        self.kinds: Mapping[DocumentKind, int] = {}
        """How many documents of each type the library holds."""
        self.languages: Mapping[str, int] = {}
        """The same for languages."""
        self.aboutToShow.connect(self.build)

    def build(self) -> None:
        """Make the entries for what the library holds and what is chosen now."""
        self.clear()
        chosen = self.filters
        self._add_choices(
            "Type",
            {kind: name for kind, name in KIND_NAMES.items() if self.kinds.get(kind) or kind in chosen.kinds},
            self.kinds,
            chosen.kinds,
            lambda kinds: replace(chosen, kinds=kinds),
        )
        self._add_days()
        codes = {*(code for code, count in self.languages.items() if count), *chosen.languages}
        self._add_choices(
            "Language",
            {code: language_words(code) for code in sorted(codes, key=language_words)},
            self.languages,
            chosen.languages,
            lambda languages: replace(chosen, languages=languages),
        )
        self.addSeparator()
        self._add(self, "Remove all filters", lambda: EVERYWHERE).setEnabled(chosen != EVERYWHERE)

    def _add_choices(
        self,
        title: str,
        names: Mapping[T, str],
        counts: Mapping[T, int],
        chosen: tuple[T, ...],
        with_choice: Callable[[tuple[T, ...]], SearchScope],
    ) -> None:
        menu = self.addMenu(title)
        menu.setEnabled(bool(names))
        for item, name in names.items():
            others = tuple(other for other in chosen if other != item)
            new = others if item in chosen else (*chosen, item)
            action = self._add(menu, f"{name} ({counts.get(item, 0):,})", partial(with_choice, new))
            action.setCheckable(True)
            action.setChecked(item in chosen)

    def _add_days(self) -> None:
        menu = self.addMenu("Changed")
        today = date.today()
        since, until = self.filters.modified_since, self.filters.modified_until
        spans: dict[str, tuple[date | None, date | None]] = {
            "At any time": (None, None),
            "In the last 7 days": (today - timedelta(days=6), None),
            "In the last 30 days": (today - timedelta(days=29), None),
            "This year": (date(today.year, 1, 1), None),
            "Last year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        }
        if (since, until) not in spans.values():
            spans[days_words(since, until).capitalize()] = (since, until)
        for name, span in spans.items():
            action = self._add(menu, name, partial(self._with_days, *span))
            action.setCheckable(True)
            action.setChecked(span == (since, until))
        menu.addSeparator()
        menu.addAction("Choose days…", self._choose_days)

    def _add(self, menu: QMenu, name: str, choice: Callable[[], SearchScope]) -> QAction:
        action = QAction(name.replace("&", "&&"), menu)
        action.triggered.connect(lambda: self.filters_chosen.emit(choice()))
        menu.addAction(action)
        return action

    def _with_days(self, since: date | None, until: date | None) -> SearchScope:
        return replace(self.filters, modified_since=since, modified_until=until)

    def _choose_days(self) -> None:
        dialog = DaysDialog(self.filters.modified_since, self.filters.modified_until, self.parentWidget())
        dialog.days_chosen.connect(lambda since, until: self.filters_chosen.emit(self._with_days(since, until)))
        dialog.open()
