"""The dialog in which the user chooses the language to translate into."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.theme import GRID
from desktop.widgets import plain_label

LANGUAGES = (
    "English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch", "Polish", "Czech", "Swedish", "Danish",
    "Norwegian", "Finnish", "Greek", "Turkish", "Russian", "Ukrainian", "Arabic", "Hebrew", "Hindi", "Chinese",
    "Japanese", "Korean",
)  # fmt: skip


class LanguageDialog(QDialog):
    """Offers common languages, and takes the name of any other. The system's own language is proposed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Translate a passage")
        self.box = QComboBox(editable=True)
        self.box.addItems(LANGUAGES)
        self.box.setAccessibleName("Language")
        own = QLocale.languageToString(QLocale.system().language())
        self.box.setCurrentText(own if own in LANGUAGES else LANGUAGES[0])
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.buttons.button(buttons.Ok).setText("Translate")
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(plain_label("Translate the passage into"))
        layout.addWidget(self.box)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        """Tell the language, and close; nothing happens without one."""
        language = self.box.currentText().strip()
        if language:
            super().accept()
            self.chosen.emit(language)
