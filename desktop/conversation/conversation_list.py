"""The page that lists the conversations kept: search, open, rename, delete."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from desktop.amounts import counted, day_and_time
from desktop.conversation.deletion_confirmation import deletion_confirmation
from desktop.path_names import shown
from desktop.theme import GRID
from desktop.two_line_delegate import SUMMARY_ROLE, TwoLineDelegate
from desktop.widgets import control_row, flat_button, plain_label, tool_tip_html
from engine.events import ConversationsListed
from engine.types import ConversationSummary

_CONVERSATION_ROLE = Qt.ItemDataRole.UserRole


class ConversationList(QWidget):
    """Shows what a search among the conversations finds, the latest first, and asks for what the user wants of them.

    Its parts are public, for whoever drives the window: `search_box`, `items`, and the actions.
    """

    search_wanted = Signal(str)
    conversation_wanted = Signal(str)
    """The conversation with this id is to be shown."""
    renamed = Signal(str, str)
    """The conversation with this id gets this title."""
    deleted = Signal(str)
    """The user has confirmed that the conversation with this id is forgotten."""
    all_deleted = Signal()
    """The user has confirmed that all are forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_box = _SearchBox(placeholderText="Search your conversations", clearButtonEnabled=True)
        self.search_box.setAccessibleName("Search your conversations")
        self.search_box.textChanged.connect(self.search_wanted)
        self.items = _Items()
        self.items.setAccessibleName("Conversations, the latest first")
        self.items.itemActivated.connect(self._open)
        self.items.itemClicked.connect(self._open)
        self.items.itemChanged.connect(self._rename)
        self.items.currentItemChanged.connect(self._enable_actions)
        self.items.customContextMenuRequested.connect(self._show_menu)
        self.search_box.left_downwards.connect(self._enter_items)
        self._hint = plain_label(muted=True, small=True)
        self.rename_action = self._action("Rename", "F2", self._begin_renaming)
        self.delete_action = self._action("Delete…", "Del", self._confirm_deletion)
        self.rename_button = flat_button("Rename", self.rename_action.trigger, icon_name="edit")
        self.delete_button = flat_button("Delete…", self.delete_action.trigger, icon_name="remove")
        self.delete_all_button = flat_button("Delete all…", self._confirm_deletion_of_all)
        for action, button in ((self.rename_action, self.rename_button), (self.delete_action, self.delete_button)):
            action.enabledChanged.connect(button.setEnabled)
        self._lay_out()
        self._enable_actions()

    def show_conversations(self, event: ConversationsListed) -> None:
        """Show what was found; the current one stays current. What is found for an older text is passed over."""
        if event.text != self.search_box.text():
            return
        current = self._current()
        self.items.blockSignals(True)
        self.items.clear()
        for summary in event.conversations:
            item = _item(summary)
            self.items.addItem(item)
            if current is not None and summary.conversation_id == current.conversation_id:
                self.items.setCurrentItem(item)
        self.items.blockSignals(False)
        self._hint.setText(_hint(event))
        self._hint.setVisible(not event.conversations)
        self.delete_all_button.setVisible(bool(event.conversations) and not event.text)
        self._enable_actions()

    def _lay_out(self) -> None:
        buttons = control_row(self.rename_button, self.delete_button, apart=self.delete_all_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.search_box)
        layout.addWidget(self._hint)
        layout.addWidget(self.items, stretch=1)
        layout.addWidget(buttons)

    def _action(self, text: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self.items)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.items.addAction(action)
        return action

    def _current(self) -> ConversationSummary | None:
        item = self.items.currentItem()
        return None if item is None else _summary(item)

    def _enable_actions(self) -> None:
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(self.items.currentItem() is not None)

    def _enter_items(self) -> None:
        if self.items.currentItem() is None:
            self.items.setCurrentRow(0)
        self.items.setFocus()

    def _open(self, item: QListWidgetItem) -> None:
        self.conversation_wanted.emit(_summary(item).conversation_id)

    def _begin_renaming(self) -> None:
        self.items.editItem(self.items.currentItem())

    def _rename(self, item: QListWidgetItem) -> None:
        summary = _summary(item)
        if item.text().strip() and item.text() != summary.title:
            self.renamed.emit(summary.conversation_id, item.text())
        else:
            item.setText(summary.title)

    def _confirm_deletion(self) -> None:
        if (summary := self._current()) is not None:
            lost = counted(summary.exchanges, "question")
            dialog = deletion_confirmation(f"Delete “{shown(summary.title)}”?", lost, self)
            dialog.accepted.connect(lambda: self.deleted.emit(summary.conversation_id))
            dialog.open()

    def _confirm_deletion_of_all(self) -> None:
        dialog = deletion_confirmation("Delete all conversations?", "Every question", self)
        dialog.accepted.connect(self.all_deleted)
        dialog.open()

    def _show_menu(self, position: QPoint) -> None:
        if self.items.itemAt(position) is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.rename_action, self.delete_action])
            menu.popup(self.items.viewport().mapToGlobal(position))


class _SearchBox(QLineEdit):
    """A line from which the Down key leads into the list."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave downwards, or edit."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class _Items(QListWidget):
    """The list itself: two lines a conversation, its title edited in place."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(TwoLineDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


def _summary(item: QListWidgetItem) -> ConversationSummary:
    summary: ConversationSummary = item.data(_CONVERSATION_ROLE)
    return summary


def _item(summary: ConversationSummary) -> QListWidgetItem:
    item = QListWidgetItem(summary.title)
    item.setData(_CONVERSATION_ROLE, summary)
    details = [day_and_time(summary.changed), counted(summary.exchanges, "question")]
    if summary.matched and summary.matched != summary.title:
        details.append(f"“{shown(' '.join(summary.matched.split()))}”")
    item.setData(SUMMARY_ROLE, " · ".join(details))
    item.setToolTip(tool_tip_html(summary.title))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item


def _hint(event: ConversationsListed) -> str:
    if event.conversations:
        return ""
    return "Nothing found." if event.text.strip() else "Nothing yet: what you ask is kept here, on this computer only."
