"""The window that says what Pagewise is, which version runs, what it stands on, and where its data lies."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.about.data_places_view import DataPlacesView
from desktop.about.licences_dialog import LicencesDialog
from desktop.icons import icon
from desktop.theme import GRID
from desktop.viewing_dialog import ViewingDialog
from desktop.widgets import flat_button, pane_title, plain_label, scrolled
from engine.api import DocumentAssistant
from engine.paths import third_party_notices_file
from engine.third_party_notices import read_notices
from engine.versions import releases_page, versions

_FIRST_SIZE = (76 * GRID, 66 * GRID)
_LOGO = QSize(48, 48)
_NAMES = {
    "llama-cpp-python": "llama.cpp (llama-cpp-python)",
    "onnxruntime": "ONNX Runtime",
    "pymupdf": "PyMuPDF",
    "python": "Python",
    "sqlite": "SQLite",
    "usearch": "USearch",
}
_LICENCE = (
    "Pagewise is free software under the GNU Affero General Public License, version 3 or later "
    "(AGPL-3.0-or-later). It comes without any warranty."
)
_OFFLINE = "Pagewise never goes online by itself, not even to look for a newer version."
_LINK = "{} Your browser opens the page with the releases if you click:"
_NO_LINK = "{} Look for newer versions where you have got this one."


class AboutDialog(ViewingDialog):
    """Deletes itself when it is closed.

    Its parts are public, for whoever drives it: `data_places`, `licences_button`, `releases_button` (None if this build
    does not name a page) and `copy_button`.
    """

    move_wanted = Signal(Path)
    """The library is to be moved into this folder (see `MoveLibraryButton`)."""

    def __init__(self, assistant: DocumentAssistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Pagewise")
        self.resize(*_FIRST_SIZE)
        self._versions = _shown_versions()
        self.releases_button: QPushButton | None = None
        self.licences_button = QPushButton("Third-party licences…")
        self.licences_button.clicked.connect(self.show_licences)
        self.copy_button = flat_button("Copy", self._copy_versions, icon_name="copy", description="Copy the versions")
        self.data_places = DataPlacesView(assistant)
        self.data_places.move_button.move_wanted.connect(self.move_wanted)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._heading())
        layout.addWidget(plain_label(_LICENCE))
        layout.addWidget(self.licences_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self._add_releases(layout)
        layout.addWidget(pane_title("Your data"))
        layout.addWidget(self.data_places)
        layout.addWidget(pane_title("Versions"))
        layout.addLayout(self._version_table())
        layout.addWidget(self.copy_button, alignment=Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content, name="About Pagewise"))

    def show_licences(self) -> None:
        """Open the window with the licences of others."""
        LicencesDialog(read_notices(third_party_notices_file()), self).open()

    def _heading(self) -> QHBoxLayout:
        logo = QLabel()
        logo.setPixmap(icon("pagewise").pixmap(_LOGO))
        name = plain_label(f"Pagewise {self._versions['Pagewise']}")
        name.setObjectName("emptyTitle")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(plain_label("Answers from your own documents, on your own computer", muted=True))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(logo)
        row.addLayout(words, stretch=1)
        return row

    def _add_releases(self, layout: QVBoxLayout) -> None:
        address = releases_page()
        layout.addWidget(plain_label((_LINK if address else _NO_LINK).format(_OFFLINE)))
        if address:
            self.releases_button = QPushButton(icon("viewer-external"), address)
            self.releases_button.setAccessibleName("Open the page with the releases in the browser")
            self.releases_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
            layout.addWidget(self.releases_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _version_table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(2 * GRID)
        table.setVerticalSpacing(GRID // 2)
        table.setColumnStretch(1, 1)
        for row, (name, version) in enumerate(self._versions.items()):
            title = plain_label(name, muted=True)
            title.setWordWrap(False)
            table.addWidget(title, row, 0)
            table.addWidget(plain_label(version, what=f"Version of {name}"), row, 1)
        return table

    def _copy_versions(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name} {version}" for name, version in self._versions.items()))


def _shown_versions() -> dict[str, str]:
    """Pagewise first, then what it stands on, by their names for people."""
    known = versions()
    own = {"Pagewise": known.pop("pagewise")}
    others = {_NAMES.get(name, name): version for name, version in known.items()} | {"Qt": qVersion()}
    return own | dict(sorted(others.items(), key=lambda item: item[0].casefold()))
