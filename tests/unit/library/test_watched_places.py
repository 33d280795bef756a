"""Places of a library: added, removed, lost and found again."""

import shutil
from pathlib import Path

import pytest

from engine.events import DocumentsChanged, PlacesChanged
from engine.library import library_files, mounted_folders, regular_checks, watched_places
from engine.library.folder_watcher import FolderWatcher
from engine.paths import is_within
from engine.types import DocumentState, FolderState, PlaceRules, WatchedPlace
from tests.unit.library.indexing_harness import paragraphs, running, write


def test_a_missing_path_is_reported_and_the_others_are_added(library_folder: Path, folder: Path) -> None:
    missing = folder / "missing"
    with running(library_folder, watch=False) as library:
        library.worker.add_places([missing, folder])
        library.wait_until_idle()
        assert [str(missing) in notice.title for notice in library.notices()] == [True]
        assert library.places() == (WatchedPlace(folder),)


def test_a_single_file_is_tried_whatever_its_name(library_folder: Path, tmp_path: Path) -> None:
    text = write(tmp_path / "README", "Plain text about herons.")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
    with running(library_folder, watch=False) as library:
        library.worker.add_places([text, tmp_path / "noise.bin"])
        library.wait_until_idle()
        assert library.finds("herons") == {text}
        assert library.state(tmp_path / "noise.bin") is DocumentState.FAILED


def test_removing_a_place_forgets_its_documents_and_their_vectors(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        library.worker.remove_place(folder)
        library.wait_until_idle()
        assert library.documents() == {}
        assert library.table() == {}
        assert library.last_places() == ()
        assert len(library.vectors.index) == 0
        write(folder / "c.txt", "Nobody watches this any more.")
        library.worker.rescan()
        library.wait_until_idle()
        assert library.documents() == {}


def test_what_another_place_holds_stays(library_folder: Path, folder: Path) -> None:
    special = write(folder / "sub" / "SPECIAL", "A file without extension, about otters.")
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder, folder / "sub", special])
        library.wait_until_idle()
        library.worker.remove_place(folder / "sub")
        library.wait_until_idle()
        assert set(library.table()) == {folder / "a.txt", folder / "sub" / "b.txt", special}
        library.worker.remove_place(special)
        library.wait_until_idle()
        assert set(library.table()) == {folder / "a.txt", folder / "sub" / "b.txt"}
        assert library.finds("otters") == set()


@pytest.mark.usefixtures("quick_checks")
def test_a_folder_that_is_gone_is_unavailable_and_loses_nothing(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        away = folder.with_name("away")
        folder.rename(away)
        library.wait_until(lambda: library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),))
        library.worker.rescan()
        library.wait_until_idle()
        assert library.finds("alpha") == {folder / "a.txt"}

        write(away / "c.txt", paragraphs("gamma"))
        away.rename(folder)
        library.wait_until(lambda: library.last_places() == (WatchedPlace(folder),))
        library.wait_until_equal_to(folder)
        write(folder / "d.txt", paragraphs("delta"))
        library.wait_until_equal_to(folder)
        assert library.read_paths().count(folder / "a.txt") == 1


def test_a_folder_that_is_gone_at_the_start_is_unavailable(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
    shutil.rmtree(folder)
    with running(library_folder) as library:
        summary = library.wait_until_idle()
        assert (summary.documents, summary.removed) == (2, 0)
        assert library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),)


def test_an_unmounted_folder_is_an_empty_one_that_was_not_changed(library_folder: Path, folder: Path) -> None:
    mount_point = folder.with_name("mount point")
    mount_point.mkdir()
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
    folder.rename(folder.with_name("mounted"))
    mount_point.rename(folder)  # as unmounting does: another, older folder shows up
    with running(library_folder, watch=False) as library:
        assert library.wait_until_idle().removed == 0
        assert library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),)
        assert library.finds("alpha") == {folder / "a.txt"}


# watchdog warns, to no harm, when a folder comes back that had been moved out of the watched one.
@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
@pytest.mark.usefixtures("quick_checks")
def test_an_unmounted_drive_inside_a_folder_loses_nothing(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = folder / "sub"
    mounted = True

    def device_of(path: Path) -> int:  # mounting is for administrators
        return path.lstat().st_dev + (1 if mounted and is_within(path, drive) else 0)

    monkeypatch.setattr(library_files, "device_of", device_of)
    monkeypatch.setattr(mounted_folders, "device_of", device_of)
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        mounted = False
        drive.rename(folder.with_name("drive"))
        drive.mkdir()
        write(folder / "a.txt", paragraphs("omega"))
        library.wait_until(lambda: library.finds("omega") == {folder / "a.txt"})
        library.worker.rescan()
        library.wait_until_idle()
        assert library.finds("beta") == {drive / "b.txt"}

        drive.rmdir()
        folder.with_name("drive").rename(drive)
        (drive / "b.txt").unlink()
        mounted = True
        write(drive / "c.txt", paragraphs("gamma"))
        library.wait_until_equal_to(folder)


@pytest.mark.usefixtures("quick_checks")
def test_a_folder_that_is_made_anew_at_once_is_watched_again(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        shutil.rmtree(folder)
        write(folder / "new.txt", paragraphs("new"))
        library.wait_until_equal_to(folder)
        library.wait_until_idle()
        write(folder / "newer.txt", paragraphs("newer"))
        library.wait_until_equal_to(folder)


def test_rules_are_kept_and_told(library_folder: Path, folder: Path) -> None:
    rules = PlaceRules(excluded=("sub/",), hidden=True, largest=10_000)
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.worker.set_rules(folder, rules)
        library.worker.set_rules(folder / "sub", rules)  # no place
        library.wait_until_idle()
        assert set(library.table()) == {folder / "a.txt"}
        library.worker.add_places([folder])
        library.wait_until_idle()
        assert library.last_places() == library.places() == (WatchedPlace(folder, rules=rules),)
    with running(library_folder, watch=False) as library:
        library.wait_until_idle()
        assert set(library.table()) == {folder / "a.txt"}


def test_what_waits_for_reading_is_dropped_when_its_place_is_paused(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.worker.pause()
        library.worker.add_places([folder])
        library.wait_until(lambda: set(library.table()) == {folder / "a.txt", folder / "sub" / "b.txt"})
        library.worker.set_rules(folder, PlaceRules(paused=True))
        library.wait_until(lambda: library.table() == {})
        library.worker.resume()
        library.wait_until_idle()
        assert library.read_paths() == []
        library.worker.set_rules(folder, PlaceRules())
        library.wait_until_equal_to(folder)


@pytest.mark.usefixtures("quick_checks")
def test_a_single_file_that_is_deleted_vanishes_and_may_come_back(library_folder: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "single.txt", paragraphs("single"))
    with running(library_folder) as library:
        library.worker.add_places([file])
        library.wait_until_equal_to(file)
        file.unlink()
        library.wait_until(lambda: library.documents() == {})
        write(file, paragraphs("again"))
        library.wait_until_equal_to(file)
        assert library.last_places() == (WatchedPlace(file),)


@pytest.mark.usefixtures("quick_checks")
def test_a_single_file_on_a_drive_that_is_unmounted_is_kept(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "drive" / "single.txt", paragraphs("single"))
    device = 1
    monkeypatch.setattr(watched_places, "device_of", lambda folder: device)  # mounting is for administrators
    with running(library_folder) as library:
        library.worker.add_places([file])
        library.wait_until_equal_to(file)
        device = 2
        file.unlink()
        library.wait_until(lambda: library.last_places() == (WatchedPlace(file, FolderState.UNAVAILABLE),))
        library.worker.rescan()
        library.wait_until_idle()
        assert library.finds("single") == {file}


def test_the_state_of_the_library_is_told_at_the_start(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
    with running(library_folder, watch=False) as library:
        library.wait_until_idle()
        assert library.events[0] == PlacesChanged((WatchedPlace(folder),))
        assert library.events[1] == DocumentsChanged(tuple(library.documents()))
        assert library.progress()[-1].progress.idle


def test_without_watching_changes_are_found_by_a_rescan(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
        write(folder / "c.txt", paragraphs("gamma"))
        (folder / "a.txt").unlink()
        library.worker.rescan()
        library.wait_until_idle()
        assert library.holds_exactly(folder)


@pytest.mark.usefixtures("quick_checks")
def test_changes_that_the_system_does_not_tell_of_are_found_in_time(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderWatcher, "watch", lambda watcher, place: True)  # hears of nothing
    monkeypatch.setattr(regular_checks, "SECONDS_BETWEEN_RESCANS", 0.05)
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        write(folder / "c.txt", paragraphs("gamma"))
        (folder / "a.txt").unlink()
        library.wait_until_equal_to(folder)
