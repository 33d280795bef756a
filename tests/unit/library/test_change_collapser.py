"""Sequences of raw events as editors, copies and renames produce them, and the changes they collapse to."""

from pathlib import Path

import pytest

from engine.library.change_collapser import Change, ChangeCollapser, EventKind, RawEvent

QUIET = 1.0


def created(name: str) -> RawEvent:
    return RawEvent(EventKind.CREATED, Path(name))


def modified(name: str) -> RawEvent:
    return RawEvent(EventKind.MODIFIED, Path(name))


def deleted(name: str) -> RawEvent:
    return RawEvent(EventKind.DELETED, Path(name))


def moved(name: str, to: str) -> RawEvent:
    return RawEvent(EventKind.MOVED, Path(name), Path(to))


def change(name: str, moved_from: str | None = None) -> Change:
    return Change(Path(name), Path(moved_from) if moved_from is not None else None)


SEQUENCES: dict[str, tuple[list[RawEvent], list[Change]]] = {
    "nothing happened": ([], []),
    "a file is written in many pieces": ([created("a"), *[modified("a")] * 50], [change("a")]),
    "an edit in place": ([modified("a"), modified("a")], [change("a")]),
    "created and deleted at once": ([created("a"), modified("a"), deleted("a")], [change("a")]),
    "deleted and written anew": ([deleted("a"), created("a"), modified("a")], [change("a")]),
    "renamed": ([moved("a", "b")], [change("a"), change("b", moved_from="a")]),
    "renamed twice": (
        [moved("a", "b"), moved("b", "c")],
        [change("a"), change("b"), change("c", moved_from="a")],
    ),
    "renamed and back": ([moved("a", "b"), moved("b", "a")], [change("a"), change("b")]),
    "two files swap their names": (
        [moved("a", "t"), moved("b", "a"), moved("t", "b")],
        [change("a", moved_from="b"), change("t"), change("b", moved_from="a")],
    ),
    "renamed, then edited": ([moved("a", "b"), modified("b")], [change("a"), change("b", moved_from="a")]),
    "renamed, then deleted": ([moved("a", "b"), deleted("b")], [change("a"), change("b")]),
    "renamed, and another file is written at the old name": (
        [moved("a", "b"), created("a")],
        [change("a"), change("b", moved_from="a")],
    ),
    "renamed, and another file takes the new name": (
        [moved("a", "b"), deleted("b"), created("b")],
        [change("a"), change("b")],
    ),
    "saved by rename over the file": (
        [created("a.tmp"), modified("a.tmp"), moved("a.tmp", "a")],
        [change("a.tmp"), change("a", moved_from="a.tmp")],
    ),
    "saved by rename with a backup that is deleted after": (
        [moved("a", "a~"), created("a"), modified("a"), deleted("a~")],
        [change("a"), change("a~")],
    ),
    "saved by swapping a temporary file in": (
        [created("a.new"), modified("a.new"), moved("a", "a.old"), moved("a.new", "a"), deleted("a.old")],
        [change("a.new"), change("a", moved_from="a.new"), change("a.old")],
    ),
    "a folder is renamed: it and its files, one by one": (
        [moved("f", "g"), moved("f/a", "g/a"), moved("f/b", "g/b")],
        [
            change("f"),
            change("g", moved_from="f"),
            change("f/a"),
            change("g/a", moved_from="f/a"),
            change("f/b"),
            change("g/b", moved_from="f/b"),
        ],
    ),
}


@pytest.mark.parametrize(("events", "expected"), SEQUENCES.values(), ids=SEQUENCES.keys())
def test_sequence_collapses_to_one_change_a_path(events: list[RawEvent], expected: list[Change]) -> None:
    collapser = ChangeCollapser(QUIET)
    for event in events:
        collapser.add(event, now=10.0)

    assert collapser.take_due(now=10.0 + QUIET) == expected
    assert len(collapser) == 0
    assert collapser.next_due() is None


def test_a_change_is_due_after_quiet_and_not_before() -> None:
    collapser = ChangeCollapser(QUIET)
    collapser.add(created("a"), now=10.0)

    assert collapser.take_due(now=10.9) == []
    assert collapser.next_due() == 11.0
    assert collapser.take_due(now=11.0) == [change("a")]


def test_every_event_starts_the_wait_anew_for_its_path_only() -> None:
    collapser = ChangeCollapser(QUIET)
    collapser.add(created("growing"), now=10.0)
    collapser.add(created("finished"), now=10.0)
    collapser.add(modified("growing"), now=10.8)

    assert collapser.take_due(now=11.0) == [change("finished")]
    assert collapser.next_due() == 11.8
    assert collapser.take_due(now=11.8) == [change("growing")]


def test_a_change_that_is_put_back_waits_again_and_keeps_its_origin() -> None:
    collapser = ChangeCollapser(QUIET)
    collapser.add_change(change("b", moved_from="a"), now=10.0)

    assert collapser.take_due(now=10.5) == []
    assert collapser.take_due(now=11.0) == [change("b", moved_from="a")]
