"""The dialog in which the user chooses between which days a file was changed last."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QDialogButtonBox, QGridLayout, QWidget

from desktop.theme import GRID


class DaysDialog(QDialog):
    """Two days, each of which may be left out."""

    days_chosen = Signal(object, object)
    """The first and the last day (`date`), None where there is no such bound."""

    def __init__(self, since: date | None, until: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Changed in these days")
        self.has_first, self.first = QCheckBox("Not before"), _day_edit("First day", since)
        self.has_last, self.last = QCheckBox("Not after"), _day_edit("Last day", until)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QGridLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        rows = ((self.has_first, self.first, since), (self.has_last, self.last, until))
        for row, (box, edit, bound) in enumerate(rows):
            box.setChecked(bound is not None)
            edit.setEnabled(bound is not None)
            box.toggled.connect(edit.setEnabled)
            layout.addWidget(box, row, 0)
            layout.addWidget(edit, row, 1)
        layout.addWidget(self.buttons, 2, 0, 1, 2)

    def accept(self) -> None:
        """Hand the days over, the earlier one first."""
        since, until = _day(self.has_first, self.first), _day(self.has_last, self.last)
        if since is not None and until is not None:
            since, until = min(since, until), max(since, until)
        self.days_chosen.emit(since, until)
        super().accept()


def _day_edit(name: str, day: date | None) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate() if day is None else QDate(day.year, day.month, day.day))
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("d MMM yyyy")
    edit.setAccessibleName(name)
    return edit


def _day(box: QCheckBox, edit: QDateEdit) -> date | None:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day()) if box.isChecked() else None
