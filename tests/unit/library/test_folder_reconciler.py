"""The disk compared with what is stored: new, changed, moved and gone files, without a catalogue."""

import hashlib
import os
from pathlib import Path

import pytest

from engine.errors import UnreadableFile
from engine.library import folder_reconciler
from engine.library.catalogue_records import FileStamp, StoredFile
from engine.library.folder_reconciler import Difference, Move, add_difference, find_moves
from engine.library.library_files import stamp_of
from engine.types import DocumentState, PlaceRules


def nothing() -> None:
    pass


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def stored(path: Path, text: str | None = None, state: DocumentState = DocumentState.INDEXED) -> StoredFile:
    """What a catalogue would hold of a file: as it is now, or as if it had held `text`."""
    if text is None:
        text = path.read_text()
        stamp = stamp_of(path)
    else:
        stamp = FileStamp(len(text), 1_000_000_000)
    return StoredFile(path, stamp, hashlib.sha256(text.encode()).hexdigest(), state)


def compared(place: Path, *files: StoredFile, rules: PlaceRules | None = None) -> Difference:
    difference = Difference()
    places = {place: rules or PlaceRules()}
    add_difference(difference, place, places, {file.path: file for file in files}, nothing)
    return difference


def test_new_changed_unchanged_and_vanished_files(tmp_path: Path) -> None:
    new, changed, same = (
        write(tmp_path / "new.txt"),
        write(tmp_path / "b" / "changed.txt"),
        write(tmp_path / "same.txt"),
    )
    known_same, known_gone = stored(same), stored(tmp_path / "b" / "gone.txt", "gone")

    difference = compared(tmp_path, stored(changed, "as it was before"), known_same, known_gone)

    assert difference.unread == {new: stamp_of(new), changed: stamp_of(changed)}
    assert difference.unchanged == [known_same]
    assert difference.vanished == {known_gone.path: known_gone}


def test_a_version_that_failed_is_not_tried_again_unless_it_could_not_be_opened(tmp_path: Path) -> None:
    failed, unopened = stored(write(tmp_path / "a.txt"), state=DocumentState.FAILED), write(tmp_path / "b.txt")
    without_hash = StoredFile(unopened, stamp_of(unopened), "", DocumentState.FAILED)

    difference = compared(tmp_path, failed, without_hash)

    assert difference.unchanged == [failed]
    assert list(difference.unread) == [unopened]


def test_a_version_that_is_still_waiting_is_unread(tmp_path: Path) -> None:
    waiting = stored(write(tmp_path / "a.txt"), state=DocumentState.WAITING)
    assert list(compared(tmp_path, waiting).unread) == [waiting.path]


def test_a_file_that_became_a_folder_and_a_folder_that_became_a_file(tmp_path: Path) -> None:
    inside = write(tmp_path / "was_file.txt" / "inside.txt")
    file = write(tmp_path / "was_folder.txt")
    gone = [stored(tmp_path / "was_file.txt", "x"), stored(file / "below.txt", "y")]

    difference = compared(tmp_path, *gone)

    assert set(difference.unread) == {inside, file}
    assert difference.vanished == {known.path: known for known in gone}


def test_what_no_place_takes_any_more_vanishes(tmp_path: Path) -> None:
    kept, dropped = stored(write(tmp_path / "a.txt")), stored(write(tmp_path / "README"))
    difference = compared(tmp_path, kept, dropped)
    assert difference.vanished == {dropped.path: dropped}


def test_what_the_rules_leave_out_vanishes(tmp_path: Path) -> None:
    kept = stored(write(tmp_path / "kept.txt"))
    excluded, large = stored(write(tmp_path / "drafts" / "a.txt")), stored(write(tmp_path / "b.txt", "too large"))

    difference = compared(tmp_path, kept, excluded, large, rules=PlaceRules(excluded=("drafts",), largest=5))

    assert difference.vanished == {excluded.path: excluded, large.path: large}


def test_nothing_of_a_paused_place_is_compared(tmp_path: Path) -> None:
    write(tmp_path / "new.txt")
    changed, gone = stored(write(tmp_path / "a.txt"), "before"), stored(tmp_path / "gone.txt", "gone")

    assert compared(tmp_path, changed, gone, rules=PlaceRules(paused=True)) == Difference()


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_what_is_reached_only_through_a_link_to_a_folder_vanishes(tmp_path: Path) -> None:
    known = stored(write(tmp_path / "place" / "folder" / "a.txt"))
    (tmp_path / "place" / "folder").rename(tmp_path / "elsewhere")
    (tmp_path / "place" / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert compared(tmp_path / "place", known).vanished == {known.path: known}


def test_a_file_that_cannot_be_looked_at_has_not_vanished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = stored(tmp_path / "forbidden" / "a.txt", "text")

    def refuse(path: Path) -> FileStamp:  # permissions do not hold for root, who may run the tests
        raise UnreadableFile("Permission denied")

    monkeypatch.setattr(folder_reconciler, "stamp_of", refuse)
    assert compared(tmp_path, known).vanished == {}


def test_the_comparison_can_be_ended(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def end() -> None:
        raise Enough

    write(tmp_path / "a.txt")
    with pytest.raises(Enough):
        add_difference(Difference(), tmp_path, {tmp_path: PlaceRules()}, {}, end)


class TestMoves:
    """`find_moves` on differences as a renamed, copied or replaced file leaves them."""

    def test_a_vanished_file_is_found_by_its_content(self, tmp_path: Path) -> None:
        target = write(tmp_path / "new.txt", "same content")
        other = write(tmp_path / "other.txt", "other content")
        source = stored(tmp_path / "old.txt", "same content")
        difference = Difference({target: stamp_of(target), other: stamp_of(other)}, [], {source.path: source})

        assert find_moves(difference, {}, nothing) == [Move(source, target, stamp_of(target))]
        assert list(difference.unread) == [other]
        assert difference.vanished == {}

    def test_each_vanished_file_moves_once_and_each_target_takes_one(self, tmp_path: Path) -> None:
        targets = [write(tmp_path / f"new{number}.txt", "twin") for number in range(3)]
        sources = [stored(tmp_path / f"old{number}.txt", "twin") for number in range(2)]
        difference = Difference({t: stamp_of(t) for t in targets}, [], {s.path: s for s in sources})

        moves = find_moves(difference, {}, nothing)

        assert {move.source.path for move in moves} == {source.path for source in sources}
        assert len({move.target for move in moves}) == 2
        assert len(difference.unread) == 1

    def test_a_rename_that_the_system_told_of_is_believed_without_reading_the_file(self, tmp_path: Path) -> None:
        target = write(tmp_path / "new.txt", "content")
        source = StoredFile(tmp_path / "old.txt", stamp_of(target), "not its hash", DocumentState.INDEXED)
        difference = Difference({target: stamp_of(target)}, [], {source.path: source})

        assert [move.source for move in find_moves(difference, {target: source.path}, nothing)] == [source]

    def test_a_rename_is_not_believed_if_the_file_was_edited_too(self, tmp_path: Path) -> None:
        target = write(tmp_path / "new.txt", "edited")
        os.utime(target, ns=(5, 5))
        source = stored(tmp_path / "old.txt", "before")
        difference = Difference({target: stamp_of(target)}, [], {source.path: source})

        assert find_moves(difference, {target: source.path}, nothing) == []
        assert list(difference.unread) == [target]
        assert list(difference.vanished) == [source.path]

    def test_another_extension_is_another_format_and_read_anew(self, tmp_path: Path) -> None:
        target = write(tmp_path / "note.md", "# text")
        source = stored(tmp_path / "note.txt", "# text")
        difference = Difference({target: stamp_of(target)}, [], {source.path: source})
        assert find_moves(difference, {target: source.path}, nothing) == []

    def test_a_target_that_vanishes_meanwhile_is_no_move(self, tmp_path: Path) -> None:
        source = stored(tmp_path / "old.txt", "text")
        difference = Difference({tmp_path / "new.txt": FileStamp(4, 1)}, [], {source.path: source})
        assert find_moves(difference, {}, nothing) == []
