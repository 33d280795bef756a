"""The thread crossing: every event arrives once, in order, on the GUI thread, and superseded ones are dropped."""

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.engine_bridge import EngineBridge, coalesced
from engine.events import (
    DocumentsChanged,
    DocumentsRemoved,
    DraftChanged,
    Event,
    IndexingProgressed,
    NoticeRaised,
    PlacesChanged,
    SentenceFinished,
)
from engine.types import IndexingProgress, Sentence
from tests.desktop.values import FOLDER, document

_FIRST, _SECOND = IndexingProgressed(IndexingProgress(1, 9)), IndexingProgressed(IndexingProgress(2, 9))
_SENTENCE = SentenceFinished(1, Sentence("Done.", True), ())


def test_later_progress_and_places_supersede_earlier_ones() -> None:
    assert coalesced([_FIRST, PlacesChanged(()), _SECOND, PlacesChanged(())]) == [_SECOND, PlacesChanged(())]


def test_drafts_supersede_only_drafts_of_the_same_question_and_keep_their_place() -> None:
    events: list[Event] = [DraftChanged(1, "Do"), DraftChanged(2, "x"), _SENTENCE, DraftChanged(1, "")]
    assert coalesced(events) == [DraftChanged(2, "x"), _SENTENCE, DraftChanged(1, "")]


def test_changes_of_documents_are_merged_but_not_across_a_removal() -> None:
    a, b, c = (DocumentsChanged((document(name),)) for name in ("a", "b", "c"))
    removed = DocumentsRemoved((FOLDER / "a",))
    assert coalesced([a, b, removed, c]) == [DocumentsChanged((*a.documents, *b.documents)), removed, c]


def test_events_of_many_threads_arrive_once_in_order_on_the_gui_thread(qtbot: QtBot, bridge: EngineBridge) -> None:
    seen: list[NoticeRaised] = []
    threads_of_slots = set()

    def note(event: NoticeRaised) -> None:
        seen.append(event)
        threads_of_slots.add(QThread.currentThread())

    bridge.notice_raised.connect(note)

    def deliver(name: str) -> None:
        for number in range(300):
            bridge.deliver(NoticeRaised(name, str(number)))

    workers = [threading.Thread(target=deliver, args=(name,)) for name in "abc"]
    for worker in workers:
        worker.start()
    qtbot.waitUntil(lambda: len(seen) == 900)
    for worker in workers:
        worker.join()
    for name in "abc":
        assert [int(event.advice) for event in seen if event.title == name] == list(range(300))
    assert threads_of_slots == {QThread.currentThread()}
