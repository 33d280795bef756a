"""A library that is moved is whole at every moment: where it was until the copy is proved, and then where it is."""

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.command_line import parse_arguments, run_command
from engine.conversations.conversation_store import ConversationStore
from engine.data_places import chosen_library_folder, data_places, forget_moved_library
from engine.errors import LibraryAway, LibraryInUse, LibraryNotMoved, SettingsNotSaved
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.library_lock import LibraryLock
from engine.library_move import MoveStopped, check_move, finish_move, move_library
from engine.paths import MOVED_LIBRARY, catalogue_file, conversations_file, default_library_folder, settings_file
from engine.settings import load_settings
from engine.types import Answer, ExchangeKey, Question
from tests.unit.library.catalogue_content import MODEL, store

DOCUMENT = Path("/docs/a.pdf")


def nothing(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def library() -> Path:
    """A library with a document, a conversation, and some megabytes of vectors, which the settings do not name."""
    folder = default_library_folder()
    folder.mkdir(parents=True)
    with Catalogue(catalogue_file(folder), MODEL) as catalogue:
        store(catalogue, DOCUMENT, "The deposit is 900 euros.")
    conversations = ConversationStore(conversations_file(folder))
    conversations.record(ExchangeKey("c", "1"), Question("How much?"), Answer("900 euros.", True))
    conversations.close()
    (folder / "vectors-m.index.0123").write_bytes(b"v" * (3 << 20))
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "other disk"
    folder.mkdir()
    return folder


def assert_whole(library: Path) -> None:
    with CatalogueReader(catalogue_file(library), MODEL) as reader:
        assert [document.path for document in reader.documents()] == [DOCUMENT]
    conversations = ConversationStore(conversations_file(library))
    assert len(conversations.summaries("")) == 1
    conversations.close()
    assert (library / "vectors-m.index.0123").stat().st_size == 3 << 20


def test_all_of_it_is_moved_and_found_again(library: Path, disk: Path) -> None:
    told: list[tuple[int, int]] = []
    moved, left = move_library(library, disk, lambda done, total: told.append((done, total)))
    assert moved == disk / MOVED_LIBRARY == chosen_library_folder()
    assert_whole(moved)
    assert not library.exists()
    assert left == []
    assert told[-1][0] == told[-1][1] > 6 << 20
    assert [place.folder for place in data_places(moved)] == [moved, settings_file().parent]


def test_it_can_be_moved_again(library: Path, disk: Path, tmp_path: Path) -> None:
    moved, _ = move_library(library, disk, nothing)
    again, _ = move_library(moved, tmp_path, nothing)
    assert again == tmp_path / MOVED_LIBRARY == chosen_library_folder()
    assert_whole(again)
    assert list(disk.iterdir()) == []


def test_other_files_in_its_folder_are_the_users(library: Path, disk: Path) -> None:
    (library / "diary.txt").write_text("mine", encoding="utf-8")
    moved, _ = move_library(library, disk, nothing)
    assert [path.name for path in library.iterdir()] == ["diary.txt"]
    assert not (moved / "diary.txt").exists()


class _Refusal(NamedTuple):
    prepare: Callable[[Path, Path], Path]
    reason: str


REFUSALS = {
    "into itself": _Refusal(lambda library, _: library, "in the library itself"),
    "taken": _Refusal(lambda _, disk: _with_content(disk), "something already"),
    "missing": _Refusal(lambda _, disk: disk / "none", "none"),
}


def _with_content(disk: Path) -> Path:
    (disk / MOVED_LIBRARY).mkdir()
    return disk


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_is_refused_with_a_reason(library: Path, disk: Path, refusal: _Refusal) -> None:
    chosen = refusal.prepare(library, disk)
    with pytest.raises(LibraryNotMoved, match=refusal.reason):
        check_move(library, chosen)
    with pytest.raises(LibraryNotMoved, match=refusal.reason):
        move_library(library, chosen, nothing)
    assert_whole(library)
    assert chosen_library_folder() == library


def test_too_small_a_disk_is_told_before_anything_is_copied(
    library: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(disk)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(LibraryNotMoved, match=r"It needs 0\.1 GB, and 0\.0 GB are free"):
        move_library(library, disk, nothing)
    assert list(disk.iterdir()) == []


def test_a_stopped_move_leaves_the_old_library_and_nothing_else(library: Path, disk: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise MoveStopped

    with pytest.raises(MoveStopped):
        move_library(library, disk, stop)
    assert_whole(library)
    assert chosen_library_folder() == library
    assert list(disk.iterdir()) == []


def test_a_copy_that_differs_is_not_used(library: Path, disk: Path) -> None:
    def damage(_done: int, _total: int) -> None:
        for file in disk.glob("*/vectors*"):
            with file.open("rb+") as stream:
                stream.seek(-1, 2)
                stream.write(b"x")

    with pytest.raises(LibraryNotMoved, match="differs"):
        move_library(library, disk, damage)
    assert_whole(library)
    assert list(disk.iterdir()) == []


def move_and_die(library: Path, disk: Path, death: str) -> None:
    """Move the library in a process of its own, which dies as `death`, a line of Python, says."""
    program = f"""
import os, sys
from pathlib import Path
from engine.library_move import move_library
on_progress = lambda done, total: None
{death}
move_library(Path(sys.argv[1]), Path(sys.argv[2]), on_progress)
"""
    assert subprocess.run([sys.executable, "-c", program, str(library), str(disk)], check=False).returncode == 9


def test_a_killed_move_leaves_the_old_library_whole_and_can_be_repeated(library: Path, disk: Path) -> None:
    move_and_die(library, disk, "on_progress = lambda done, total: os._exit(9) if done > total // 2 else None")
    assert chosen_library_folder() == library
    assert_whole(library)
    assert_whole(move_library(library, disk, nothing)[0])
    assert [path.name for path in disk.iterdir()] == [MOVED_LIBRARY]


@pytest.fixture
def half_moved(library: Path, disk: Path) -> Path:
    """The folder of a library whose move was killed after the settings named the new folder, before it was removed."""
    move_and_die(library, disk, "Path.unlink = lambda file, missing_ok=False: os._exit(9)")
    assert catalogue_file(library).is_file()
    return library


def test_what_a_killed_move_has_left_is_removed_at_the_next_start(half_moved: Path, disk: Path) -> None:
    assert chosen_library_folder() == disk / MOVED_LIBRARY
    assert finish_move() == []
    assert not half_moved.exists()
    assert_whole(disk / MOVED_LIBRARY)
    assert load_settings(settings_file()).moved_from is None


@pytest.mark.usefixtures("disk")
def test_another_library_that_was_begun_at_the_old_place_since_is_left_alone(half_moved: Path) -> None:
    catalogue_file(half_moved).rename(half_moved / "elsewhere.db")
    Catalogue(catalogue_file(half_moved), MODEL).close()
    assert finish_move() == ()
    assert catalogue_file(half_moved).is_file()
    assert conversations_file(half_moved).is_file()


def test_old_files_are_kept_while_they_are_needed_or_used(half_moved: Path, disk: Path) -> None:
    disk.rename(disk.with_name("unplugged"))
    assert finish_move() == ()
    assert_whole(half_moved)
    disk.with_name("unplugged").rename(disk)
    lock = LibraryLock(half_moved)
    lock.acquire()
    assert finish_move() == ()
    lock.release()
    assert_whole(half_moved)
    forget_moved_library()
    assert finish_move() == ()
    assert chosen_library_folder() == half_moved
    assert_whole(half_moved)


def test_a_disk_that_fails_amid_the_copy_costs_nothing(
    library: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.library_move.sync_file", fail)
    with pytest.raises(LibraryNotMoved, match="No space left"):
        move_library(library, disk, nothing)
    assert_whole(library)
    assert list(disk.iterdir()) == []


def test_old_files_that_stay_are_told(library: Path, disk: Path) -> None:
    stubborn = library / "vectors-old.index.folder"
    stubborn.mkdir()
    moved, left = move_library(library, disk, nothing)
    assert left == [stubborn]
    assert_whole(moved)
    assert finish_move() == [stubborn]
    assert finish_move() == (), "it is told once"


def test_a_library_in_use_is_not_moved(library: Path, disk: Path) -> None:
    lock = LibraryLock(library)
    lock.acquire()
    with pytest.raises(LibraryInUse):
        move_library(library, disk, nothing)
    lock.release()
    assert list(disk.iterdir()) == []


def test_settings_that_cannot_be_written_keep_the_library_where_it_was(
    library: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("engine.library_move.settings_file", lambda: tmp_path / "file" / "settings.json")
    with pytest.raises(LibraryNotMoved):
        move_library(library, disk, nothing)
    assert_whole(library)
    assert list(disk.iterdir()) == []


def test_settings_that_do_not_reach_the_disk_name_the_old_library(
    library: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        if folder == settings_file().parent:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("engine.library_move.sync_folder", fail)
    with pytest.raises(LibraryNotMoved, match="Input/output error"):
        move_library(library, disk, nothing)
    assert_whole(library)
    assert chosen_library_folder() == library
    assert list(disk.iterdir()) == []


def test_a_library_on_a_disk_that_is_not_there_is_not_begun_anew(library: Path, disk: Path) -> None:
    move_library(library, disk, nothing)
    disk.rename(disk.with_name("unplugged"))
    with pytest.raises(LibraryAway) as raised:
        chosen_library_folder()
    assert str(disk) in raised.value.reason
    forget_moved_library()
    assert chosen_library_folder() == default_library_folder()


def test_beginning_anew_tells_if_the_settings_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("engine.data_places.settings_file", lambda: tmp_path / "file" / "settings.json")
    with pytest.raises(SettingsNotSaved):
        forget_moved_library()


def test_commands_use_the_moved_library_and_tell_if_it_is_away(
    library: Path, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move_library(library, disk, nothing)
    assert run_command(parse_arguments(["status"])) == 0
    assert str(disk / MOVED_LIBRARY) in capsys.readouterr().out
    disk.rename(disk.with_name("unplugged"))
    assert run_command(parse_arguments(["status"])) == 1
    assert "Connect the disk" in capsys.readouterr().err
    assert run_command(parse_arguments(["status", "--library", str(disk.with_name("unplugged") / MOVED_LIBRARY)])) == 0
