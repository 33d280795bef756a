"""The window as a whole: dropping, the keyboard, notices, and the viewer's wiring."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge
from desktop.first_question import FirstQuestion
from desktop.keyboard_help import KeyboardHelp
from desktop.main_window import MainWindow
from desktop.window_memory import WindowMemory
from engine.events import DocumentsChanged, IndexingProgressed, NoticeRaised
from engine.types import DocumentState, IndexingProgress, Question
from tests.desktop.values import FOLDER, answer, citation, document
from tests.fakes import FakeDocumentAssistant

_BUTTONS, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_enter(target: QWidget, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, _BUTTONS, _KEYS)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def closers(window: MainWindow) -> list[QAbstractButton]:
    return [button for button in window.notice_bar.findChildren(QAbstractButton) if button.isVisible()]


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_files_dropped_on_the_window_are_added(window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    data = files(FOLDER, FOLDER / "ü 😀.pdf")
    assert drag_enter(window, data)
    assert window.drop_overlay.isVisible()
    assert window.drop_overlay.geometry() == window.rect()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, _BUTTONS, _KEYS))
    assert not window.drop_overlay.isVisible()
    assert assistant.calls_of("add_places") == [(FOLDER, FOLDER / "ü 😀.pdf")]


def test_a_file_that_pagewise_is_opened_with_is_added_and_shown(
    window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    file = FOLDER / "a.pdf"
    window.open_places((FOLDER, file), file)
    assert assistant.calls_of("add_places") == [(FOLDER, file)]
    assert assistant.calls_of("open_document") == [(file,)]


def test_a_drag_that_leaves_adds_nothing(window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    data = files(FOLDER)
    drag_enter(window, data)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.drop_overlay.isVisible()
    assert assistant.calls_of("add_places") == []


def test_links_and_text_are_no_files(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/a.pdf")])
    assert not drag_enter(window, data)
    assert not window.drop_overlay.isVisible()


def test_no_pane_keeps_a_file_from_the_window(window: MainWindow) -> None:
    for widget in window.findChildren(QWidget):
        drag_enter(widget, files(FOLDER))
        assert window.drop_overlay.isVisible() or not widget.isVisible(), widget
        QApplication.sendEvent(window, QDragLeaveEvent())


def test_keys_reach_every_pane(qtbot: QtBot, window: MainWindow) -> None:
    stops = (window.library_pane.table, window.conversation_pane.question_box, window.document_viewer)
    window.library_pane.show_documents(DocumentsChanged((document("a.pdf"),)))
    window.conversation_pane.question_box.setFocus()
    for stop in (stops[2], stops[0], stops[1]):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is stop or stop.isAncestorOf(focused)
    window.library_pane.filter_box.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.conversation_pane.question_box.hasFocus()


def test_f6_leaves_an_empty_library_out(qtbot: QtBot, window: MainWindow) -> None:
    box = window.conversation_pane.question_box
    box.setFocus()
    for is_box in (False, True):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        assert box.hasFocus() is is_box


def test_f1_lists_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeyboardHelp)
    assert dialog is not None
    assert dialog.isVisible()
    for keys in ("Ctrl+L", "Ctrl+1 to Ctrl+9", "F6", "Ctrl+Q"):
        assert keys in dialog.list.toPlainText()
    assert dialog.height() < 720  # it has to fit on a small screen
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_notices_appear_once_and_are_closed(qtbot: QtBot, window: MainWindow, assistant: FakeDocumentAssistant) -> None:
    notices = [NoticeRaised(f"<i>Title</i> {n}", "Advice") for n in (1, 2, 2, 3, 4)]
    assistant.deliver(*notices)
    qtbot.waitUntil(lambda: window.notice_bar.notices == notices[2:])
    qtbot.waitUntil(lambda: len(closers(window)) == 3)
    texts = [label.text() for label in window.notice_bar.findChildren(QLabel) if label.isVisible()]
    assert texts[0] == "<b>&lt;i&gt;Title&lt;/i&gt; 2.</b> Advice."
    for _ in range(3):
        qtbot.mouseClick(closers(window)[0], Qt.MouseButton.LeftButton)
    assert not window.notice_bar.isVisible()


def test_a_citation_goes_to_the_viewer_and_its_request_to_the_engine(
    window: MainWindow, assistant: FakeDocumentAssistant
) -> None:
    window.conversation_pane.citation_opened.emit(citation(3))
    assert assistant.calls_of("open_document") == [(citation(3).path,)]
    assert window.document_viewer.current_path == citation(3).path


def test_after_refusing_work_nothing_reaches_the_engine(
    window: MainWindow, assistant: FakeDocumentAssistant, bridge: EngineBridge
) -> None:
    window.refuse_work()
    bridge.indexing_progressed.emit(IndexingProgressed(IndexingProgress()))
    assert assistant.keeper.calls_of("request_suggestions") == []
    window.document_viewer.open_document(FOLDER / "a.pdf")
    window.document_viewer.page_wanted.emit(FOLDER / "a.pdf", 1, 1.0)
    assert assistant.calls == []


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    boxes = [box for box in window.findChildren(QLineEdit) if box.isVisible()]
    assert [button for button in buttons if not button.accessibleName() and not button.text()] == []
    assert [box for box in boxes if not box.accessibleName()] == []


def test_a_screen_reader_reads_what_labels_say(window: MainWindow) -> None:
    window.conversation_pane.ask("How long?")
    (exchange,) = window.conversation_pane.exchanges
    exchange.show_answer(answer())
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    read = {label: QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) for label in labels}
    plain = [label for label in labels if label.textFormat() == Qt.TextFormat.PlainText]
    assert [label.text() for label in plain if label.text() not in read[label]] == []
    assert read[exchange.answer_label].startswith("The notice period is three months. [1]")


def test_a_first_question_waits_for_the_index(
    qtbot: QtBot, window: MainWindow, bridge: EngineBridge, assistant: FakeDocumentAssistant
) -> None:
    FirstQuestion("Why?", window, bridge)
    idle = IndexingProgressed(IndexingProgress())
    waiting, indexed = (
        DocumentsChanged((document("a.pdf", s),)) for s in (DocumentState.WAITING, DocumentState.INDEXED)
    )
    for event in (idle, waiting, IndexingProgressed(IndexingProgress(0, 1)), indexed):
        arrived = bridge.documents_changed if isinstance(event, DocumentsChanged) else bridge.indexing_progressed
        with qtbot.waitSignal(arrived):
            assistant.deliver(event)
        assert assistant.calls_of("ask") == []
    for _ in range(2):
        with qtbot.waitSignal(bridge.indexing_progressed):
            assistant.deliver(idle)
    assert assistant.calls_of("ask") == [(Question("Why?"),)]


def test_size_and_pane_widths_are_remembered(tmp_path: Path, window: MainWindow) -> None:
    memory = WindowMemory(tmp_path / "deep" / "window.ini")
    memory.restore(window, window.panes)
    size = (880, 650)  # the offscreen screen is no wider, and a window is never restored wider than its screen
    window.resize(*size)
    window.panes.setSizes([250, 330, 300])
    memory.save(window, window.panes)
    sizes = window.panes.sizes()
    window.resize(1280, 800)
    window.panes.setSizes([400, 440, 440])
    memory.restore(window, window.panes)
    assert (window.width(), window.height()) == size
    assert window.panes.sizes() == sizes
