"""The window: library, conversation and document viewer side by side."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.about.about_dialog import AboutDialog
from desktop.conversation.conversation_pane import ConversationPane
from desktop.document_viewer.document_viewer import DocumentViewer
from desktop.drop_overlay import DropOverlay, dropped_paths, is_model
from desktop.engine_bridge import EngineBridge
from desktop.event_connections import connect_conversation, connect_library, connect_viewer
from desktop.library.library_pane import LibraryPane
from desktop.models.model_downloads import ModelDownloads
from desktop.notice_bar import NoticeBar
from desktop.onboarding.first_start import FirstStart
from desktop.settings.all_pages import settings_window
from desktop.settings.models_page import ModelsPage
from desktop.settings.settings_page import SettingsPage
from desktop.settings.settings_window import SettingsWindow
from desktop.shortcuts import Shortcut, bind, show_help
from desktop.tab_order import ReadingOrderWindow
from desktop.tasks.task_actions import TaskActions
from engine.api import DocumentAssistant
from engine.events import ModelActionFailed, NoticeRaised

_FIRST_SIZE = (1280, 800)
_FIRST_WIDTHS = (320, 440, 520)
_LEAST_WIDTHS = (240, 320, 300)
_LEAST_SIZE = (880, 480)


class MainWindow(ReadingOrderWindow):
    """Lays out the panes and connects them with the engine: events in by the bridge, calls out to the assistant.

    Its parts are public, for whoever drives the window: `library_pane`, `conversation_pane`, `document_viewer`,
    `notice_bar`, `drop_overlay`, `tasks`, `panes` (the splitter), `first_start` and `settings` (None
    until they are opened).
    """

    closing = Signal()
    """The user wants to leave; whoever made the window ends the application."""
    library_move_wanted = Signal(Path)
    """The library is to be moved into this folder; whoever made the window closes it for that."""

    def __init__(self, assistant: DocumentAssistant, bridge: EngineBridge) -> None:
        super().__init__()
        self._assistant = assistant
        self._bridge = bridge
        self._accepts_work = True
        self.stays_when_closed = False
        self.settings: SettingsWindow | None = None
        self.setWindowTitle("Pagewise")
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_FIRST_SIZE)
        self.library_pane = LibraryPane(assistant)
        self.conversation_pane = ConversationPane(assistant)
        self.document_viewer = DocumentViewer()
        self.notice_bar = NoticeBar()
        self.panes = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        panes: list[QWidget] = [self.library_pane, self.conversation_pane, self.document_viewer]
        for pane in panes:
            self.panes.addWidget(pane)
        self.panes.setSizes(_FIRST_WIDTHS)
        for position, (pane, least_width, stretch) in enumerate(zip(panes, _LEAST_WIDTHS, (0, 1, 1), strict=True)):
            pane.setMinimumWidth(least_width)
            self.panes.setStretchFactor(position, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice_bar)
        layout.addWidget(self.panes, stretch=1)
        self.tasks = TaskActions(self.library_pane.documents.readable_documents, self)
        self.drop_overlay = DropOverlay(self)
        self.downloads = ModelDownloads(assistant, self)
        self.first_start = FirstStart(assistant, bridge, self.library_pane, self.conversation_pane, self.downloads)
        self._accept_drops_everywhere()
        self._connect_events(bridge)
        self._connect_panes()
        self._offer_tasks()
        self._shortcuts = self._make_shortcuts()
        bind(self, self._shortcuts)
        self._fill_menu()
        self.conversation_pane.question_box.setFocus()

    def show_about(self) -> None:
        """Open the window about Pagewise and the user's data."""
        dialog = AboutDialog(self._assistant, self)
        dialog.move_wanted.connect(self.library_move_wanted)
        dialog.open()

    def refuse_work(self) -> None:
        """Make no more calls to the assistant, which is about to close. Open dialogs, which could, are closed."""
        self._accepts_work = False
        self.conversation_pane.suggestion_requests.end()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.setEnabled(False)

    def open_settings(self, page: type[SettingsPage] | None = None) -> None:
        """Show the settings, at a page of this kind if one is given."""
        if self.settings is None:
            self.settings = settings_window(
                self._assistant, self._bridge, self.library_pane, self.conversation_pane, self.downloads, self
            )
            self.settings.library_move_wanted.connect(self.library_move_wanted)
        self.settings.open_page(page)

    def open_places(self, places: Sequence[Path], shown: Path | None) -> None:
        """Add folders and files to the library, and show one of the files, which need not have been indexed."""
        self.library_pane.add_places(places)
        if shown is not None:
            self.document_viewer.open_document(shown)

    def bring_to_front(self) -> None:
        """Show the window above others, also if it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide, or tell that the user leaves. Never refused: that would keep the system from shutting down."""
        event.accept()
        if not self.stays_when_closed:
            self.leave()

    def leave(self) -> None:
        """Tell that the user leaves for good."""
        self.closing.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders, and show that they may be dropped."""
        if dropped_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.drop_overlay.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag has left the window."""
        self.drop_overlay.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped to the library, models to the models."""
        self.drop_overlay.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        dropped = dropped_paths(event.mimeData())
        models = [path for path in dropped if is_model(path)]
        for path in models:
            self.open_settings(ModelsPage)
            self._assistant.models.import_models(path)
        self.library_pane.add_places([path for path in dropped if path not in models])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a visible overlay over the whole window."""
        super().resizeEvent(event)
        self.drop_overlay.setGeometry(self.rect())

    def _accept_drops_everywhere(self) -> None:
        """Let every drag reach the window; only the question box still takes dragged text (and refuses files)."""
        box = self.conversation_pane.question_box
        for widget in self.findChildren(QWidget):
            if widget is not box and widget is not box.viewport():
                widget.setAcceptDrops(False)
        self.setAcceptDrops(True)

    def _connect_events(self, bridge: EngineBridge) -> None:
        connect_library(bridge, self.library_pane)
        connect_conversation(bridge, self.conversation_pane)
        connect_viewer(bridge, self.document_viewer)
        bridge.models_changed.connect(self.downloads.note_models)
        bridge.model_downloaded.connect(self.downloads.note_downloaded)
        bridge.model_action_failed.connect(self._show_model_failure)
        for source in (bridge, self.conversation_pane, self.downloads, self.tasks):
            source.notice_raised.connect(self.notice_bar.show_notice)

    def _connect_panes(self) -> None:
        self.conversation_pane.model_button.clicked.connect(lambda: self.open_settings(ModelsPage))
        self.conversation_pane.citation_opened.connect(self.document_viewer.open_citation)
        self.library_pane.unread_changed.connect(self.conversation_pane.conversation.note_unread)
        self.library_pane.document_wanted.connect(self.document_viewer.open_document)
        scope_bar = self.conversation_pane.scope_bar
        self.library_pane.places.current_place_changed.connect(scope_bar.offer_folder)
        self.library_pane.totals_changed.connect(lambda totals: scope_bar.offer_filters(totals.kinds, totals.languages))
        self.document_viewer.position_changed.connect(self._offer_shown_document)
        self.document_viewer.details_wanted.connect(self.library_pane.show_details)
        self.document_viewer.document_wanted.connect(self._open_document)
        self.document_viewer.page_wanted.connect(self._request_page)
        self.document_viewer.words_wanted.connect(self._request_words)

    def _offer_tasks(self) -> None:
        library, viewer, tasks = self.library_pane, self.document_viewer, self.tasks
        library.table.offer_tasks(
            tasks.document_actions(library.table, lambda: library.table.current_path, library.table.selected_paths)
        )
        library.places.summary_wanted.connect(self._summarise_place)
        viewer.offer_tasks(
            tasks.document_actions(viewer, lambda: viewer.current_path),
            tasks.passage_actions(viewer, lambda: viewer.selection),
        )
        tasks.task_wanted.connect(self.conversation_pane.run_task)
        tasks.question_wanted.connect(self.conversation_pane.prepare_question)

    def _show_model_failure(self, event: ModelActionFailed) -> None:
        """Tell it here unless the settings, which tell it too, are in sight."""
        if self.settings is None or not self.settings.isVisible():
            self.notice_bar.show_notice(NoticeRaised(str(event.error), event.error.advice))

    def _summarise_place(self, place: Path) -> None:
        is_document = self.library_pane.documents.document(place) is not None
        (self.tasks.summarise if is_document else self.tasks.summarise_folder)(place)

    def _selected_documents(self) -> list[Path]:
        """The documents that are selected, if the library has the focus."""
        return self.library_pane.table.selected_paths() if _holds_focus(self.library_pane) else []

    def _document_in_hand(self) -> Path | None:
        """The document under the cursor if the library has the focus, else the one that is shown."""
        selected, viewed = self.library_pane.table.current_path, self.document_viewer.current_path
        return selected or viewed if _holds_focus(self.library_pane) else viewed or selected

    def _offer_shown_document(self) -> None:
        viewer = self.document_viewer
        path = viewer.current_path if not viewer.message else None
        self.conversation_pane.scope_bar.offer_document(path, viewer.current_page)

    def _open_document(self, path: Path) -> None:
        if self._accepts_work:
            self._assistant.open_document(path)

    def _request_page(self, path: Path, page: int, zoom: float) -> None:
        if self._accepts_work:
            self._assistant.request_page(path, page, zoom)

    def _request_words(self, path: Path, page: int) -> None:
        if self._accepts_work:
            self._assistant.request_page_words(path, page)

    def _make_shortcuts(self) -> list[Shortcut]:
        library, conversation = self.library_pane, self.conversation_pane
        return [
            Shortcut("Ctrl+L", "Go to the question", conversation.question_box.setFocus),
            Shortcut("Esc", "Stop answering, or leave what is being edited or listed", conversation.step_back),
            Shortcut("Ctrl+N", "Begin a new conversation", conversation.begin_conversation),
            Shortcut("Ctrl+H", "Show the history of conversations, or leave it", conversation.toggle_conversations),
            Shortcut("Ctrl+R", "Ask the last question again", conversation.ask_last_again),
            Shortcut("Ctrl+Shift+E", "Tell why the last answer is what it is", conversation.explain_last),
            Shortcut("Alt+Up", "Change the last question", conversation.edit_last),
            Shortcut("Alt+1", "Search everywhere", conversation.scope_bar.search_everywhere),
            Shortcut("Alt+2", "Search in the document that is shown", conversation.scope_bar.search_document),
            Shortcut("Alt+3", "Search on the page that is shown", conversation.scope_bar.search_page),
            *(self._citation_shortcut(number) for number in range(1, 10)),
            Shortcut("Ctrl+O", "Add a folder", library.choose_folder),
            Shortcut("Ctrl+Shift+O", "Add files", library.choose_files),
            Shortcut("Ctrl+I", "Show how far indexing is", library.show_indexing),
            Shortcut("Ctrl+F", "Filter the documents", library.filter_box.setFocus),
            *self.tasks.shortcuts(
                self._document_in_hand, self._selected_documents, lambda: self.document_viewer.selection
            ),
            Shortcut("Ctrl+,", "Open the settings", self.open_settings),
            Shortcut("F6", "Go to the next pane", self._focus_next_pane),
            Shortcut("F1", "Show this list", self._show_help),
            Shortcut("Ctrl+Q", "Quit", self.leave),
        ]

    def _citation_shortcut(self, number: int) -> Shortcut:
        return Shortcut(f"Ctrl+{number}", "", lambda: self.conversation_pane.open_citation(number))

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("Settings…\tCtrl+,", self.open_settings)
        menu.addAction("First steps…", self.first_start.show)
        menu.addAction("Keyboard commands\tF1", self._show_help)
        menu.addAction("About Pagewise and your data", self.show_about)
        button = self.conversation_pane.menu_button
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _show_help(self) -> None:
        show_help(self, self._shortcuts)

    def _focus_next_pane(self) -> None:
        stops = (self.library_pane.table, self.conversation_pane.question_box, self.document_viewer.focus_stop)
        panes = (self.library_pane, self.conversation_pane, self.document_viewer)
        present = next((number for number, pane in enumerate(panes) if _holds_focus(pane)), -1)
        following = [*stops[present + 1 :], *stops[: present + 1]]
        # The table is hidden while the library is empty.
        next(stop for stop in following if stop.isVisible()).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))
