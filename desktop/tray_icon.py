"""The icon beside the clock: it keeps Pagewise running when the window is closed, and takes a quick question."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.icons import icon
from desktop.main_window import MainWindow
from desktop.quick_question import QuickQuestion
from engine.events import SettingsChanged
from engine.types import Settings


class TrayIcon(QObject):
    """Is there while the settings want it and the system has a place for it. `menu` and `quick_question` are public."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.quick_question = QuickQuestion()
        self.quick_question.question_asked.connect(self._ask)
        window.destroyed.connect(self.quick_question.deleteLater)
        window.closing.connect(self.quick_question.hide)
        self.menu = QMenu(window)
        self.menu.addAction("Ask a quick question…", self.quick_question.open)
        self.menu.addAction("Open Pagewise", window.bring_to_front)
        self.menu.addSeparator()
        self.menu.addAction("Quit", window.leave)
        self._icon = QSystemTrayIcon(icon("pagewise"), self)
        self._icon.setToolTip("Pagewise")
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._note_click)
        window.closing.connect(self._icon.hide)

    @property
    def is_shown(self) -> bool:
        """Whether there is an icon to open the window from."""
        return self._window.stays_when_closed

    def follow(self, settings: Settings) -> None:
        """Show the icon or not, as these say."""
        self._window.stays_when_closed = settings.tray_icon and QSystemTrayIcon.isSystemTrayAvailable()
        self._icon.setVisible(self.is_shown)

    def note_settings(self, event: SettingsChanged) -> None:
        """Follow what was chosen."""
        self.follow(event.settings)

    def _note_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.quick_question.open()

    def _ask(self, question: str) -> None:
        self._window.bring_to_front()
        self._window.conversation_pane.ask_anew(question)
