"""Which files belong to a library, found on a real disk with all that people put there."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from engine.errors import FileVanished, UnreadableFile
from engine.library import library_files
from engine.library.catalogue_records import FileStamp
from engine.library.library_files import Sightings, files_below, hash_of, is_behind_link, stamp_of
from engine.types import PlaceRules

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")


def no_checkpoint() -> None:
    pass


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(path: Path, *places: Path) -> list[Path]:
    return found_by_rules(path, dict.fromkeys(places, PlaceRules()))


def found_by_rules(path: Path, places: dict[Path, PlaceRules]) -> list[Path]:
    return [file for file, _ in files_below(path, places, Sightings())]


def test_a_scan_takes_supported_files_of_all_folders_in_order_of_names(tmp_path: Path) -> None:
    wanted = [
        write(tmp_path / "a.txt"),
        write(tmp_path / "c.md"),
        write(tmp_path / "a" / "z.pdf"),
        write(tmp_path / "b" / "deep" / "UPPER.TXT"),
    ]
    write(tmp_path / "program.exe")
    write(tmp_path / "no extension")

    assert found(tmp_path, tmp_path) == wanted


@pytest.mark.parametrize("name", [".hidden.txt", ".git/notes.txt", "a/.cache/notes.txt", "~$letter.docx", "a/~$b.docx"])
def test_hidden_and_lock_files_are_not_taken(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / name)

    assert found(tmp_path, tmp_path) == []
    assert found(file, tmp_path) == []


def test_a_file_that_was_added_itself_is_taken_whatever_its_name(tmp_path: Path) -> None:
    file = write(tmp_path / "README")

    assert found(file, file) == [file]
    assert found(tmp_path, tmp_path) == []
    assert found(tmp_path, tmp_path, file) == [file]


def test_a_place_below_a_hidden_folder_of_another_place_is_scanned(tmp_path: Path) -> None:
    notes = tmp_path / ".private" / "notes"
    file = write(notes / "a.txt")

    assert found(tmp_path, tmp_path) == []
    assert found(tmp_path, tmp_path, notes) == [file]


def test_a_file_comes_once_however_many_places_hold_it(tmp_path: Path) -> None:
    file = write(tmp_path / "notes" / "a.txt")
    assert found(tmp_path, tmp_path, tmp_path / "notes", file) == [file]


def test_excluded_hidden_and_large_files_are_left_out_by_the_rules_of_their_place(tmp_path: Path) -> None:
    wanted = [write(tmp_path / ".hidden.txt"), write(tmp_path / "a.txt"), write(tmp_path / ".b" / "c.txt")]
    write(tmp_path / "large.txt", "more than ten bytes")
    write(tmp_path / "drafts" / "d.txt")
    write(tmp_path / "e.md")
    rules = PlaceRules(excluded=("drafts/", "*.md"), hidden=True, largest=10)

    assert found_by_rules(tmp_path, {tmp_path: rules}) == wanted
    assert found_by_rules(tmp_path / "drafts", {tmp_path: rules}) == []
    assert found_by_rules(tmp_path / "large.txt", {tmp_path: rules}) == []


def test_an_excluded_folder_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "excluded" / "a.txt")
    scanned = []
    scandir = os.scandir

    def recording(folder: Path) -> object:
        scanned.append(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", recording)
    assert found_by_rules(tmp_path, {tmp_path: PlaceRules(excluded=("excluded",))}) == []
    assert scanned == [tmp_path]


def test_nothing_of_a_paused_place_comes_but_places_inside_it_go_on(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    active = write(tmp_path / "active" / "b.txt")
    places = {tmp_path: PlaceRules(paused=True), tmp_path / "active": PlaceRules()}

    assert found_by_rules(tmp_path, places) == [active]
    places = {tmp_path: PlaceRules(), tmp_path / "active": PlaceRules(paused=True)}
    assert found_by_rules(tmp_path, places) == [tmp_path / "a.txt"]


def test_folders_with_another_drive_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a" / "mounted" / "deep" / "b.txt")
    mounted = tmp_path / "a" / "mounted"

    def device(folder: Path) -> int:  # mounting is for administrators
        return 2 if mounted in (folder, *folder.parents) else 1

    monkeypatch.setattr(library_files, "device_of", device)
    sightings = Sightings()
    places = {tmp_path: PlaceRules()}
    assert [path for path, _ in files_below(tmp_path, places, sightings)] == [file]
    assert sightings.mounts == {mounted}


def test_files_of_types_that_nothing_reads_are_counted_and_others_that_are_left_out_are_not(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    for name in ("a.dll", "b/C.DLL", "b/LICENSE", "inner/x.mp3", ".hidden.dll", "~$letter.docx", "out/d.dll", "e.txt"):
        write(tmp_path / name)
    sightings = Sightings()
    places = {tmp_path: PlaceRules(excluded=("out/",)), inner: PlaceRules()}
    assert [path.name for path, _ in files_below(tmp_path, places, sightings)] == ["e.txt"]
    assert sightings.unknown_types == {tmp_path: {".dll": 2, "": 1}, inner: {".mp3": 1}}


def test_extensions_that_a_program_makes_up_are_counted_together(tmp_path: Path) -> None:
    for number in range(1005):
        (tmp_path / f"cache.{number:04}x").touch()
    sightings = Sightings()
    assert list(files_below(tmp_path, {tmp_path: PlaceRules()}, sightings)) == []
    assert len(sightings.unknown_types[tmp_path]) == 1001
    assert sightings.unknown_types[tmp_path][""] == 5


def test_only_what_is_at_or_below_the_path_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    inside = write(tmp_path / "folder" / "b.txt")

    assert found(tmp_path / "folder", tmp_path) == [inside]
    assert found(inside, tmp_path) == [inside]
    assert found(tmp_path / "missing", tmp_path) == []
    assert found(tmp_path / "folder", tmp_path / "other") == []


@posix_only
def test_links_to_files_are_followed_but_links_to_folders_are_not(tmp_path: Path) -> None:
    place = tmp_path / "place"
    real = write(place / "real" / "a.txt")
    (place / "loop").symlink_to(place, target_is_directory=True)
    (place / "other name").symlink_to(place / "real", target_is_directory=True)
    (place / "link.txt").symlink_to(real)
    (place / "broken.txt").symlink_to(place / "missing.txt")

    assert found(place, place) == [place / "link.txt", real]
    assert found(place / "other name", place) == []
    assert is_behind_link(place / "loop" / "real" / "a.txt", place)
    assert not is_behind_link(real, place)


@posix_only
def test_a_place_may_itself_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    place = tmp_path / "link"
    place.symlink_to(tmp_path / "real", target_is_directory=True)

    assert found(place, place) == [place / "a.txt"]


@posix_only
def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    names = [b"line\nbreak.txt", "\U0001f600.txt".encode(), b"\xff\xfe.txt"]
    for name in names:
        write(tmp_path / os.fsdecode(name))

    assert {os.fsencode(file.name) for file in found(tmp_path, tmp_path)} == set(names)


@posix_only
def test_what_is_no_regular_file_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()

    assert found(tmp_path, tmp_path) == []


@posix_only
def test_a_folder_that_refuses_does_not_end_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidden = tmp_path / "a"
    write(forbidden / "secret.txt")
    open_file = write(tmp_path / "b" / "open.txt")
    scandir = os.scandir

    def refusing(folder: Path) -> object:  # permissions do not hold for root, who may run the tests
        if folder == forbidden:
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert found(tmp_path, tmp_path) == [open_file]


def test_very_deep_folders_are_scanned(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(500):
        folder = folder / "d"
        folder.mkdir()
    deepest = write(folder / "a.txt")
    assert found(tmp_path, tmp_path) == [deepest]


def test_a_stamp_is_size_and_time_of_change(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "four")
    os.utime(file, ns=(1, 1_234_567_890_123_456_789))
    assert stamp_of(file) == FileStamp(4, file.stat().st_mtime_ns)


@pytest.mark.parametrize("name", ["missing.txt", "folder", "file.txt/below.txt"])
def test_what_is_no_file_has_vanished(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "file.txt")
    with pytest.raises(FileVanished):
        stamp_of(tmp_path / name)


def test_the_hash_is_sha256_of_the_content(tmp_path: Path) -> None:
    content = b"0123456789" * 300_000
    (tmp_path / "a.txt").write_bytes(content)
    assert hash_of(tmp_path / "a.txt", no_checkpoint) == hashlib.sha256(content).hexdigest()


def test_hashing_fails_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileVanished):
        hash_of(tmp_path / "missing", no_checkpoint)
    with pytest.raises(UnreadableFile):
        hash_of(tmp_path, no_checkpoint)


def test_hashing_ends_when_the_checkpoint_raises(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def checkpoint() -> None:
        raise Enough

    with pytest.raises(Enough):
        hash_of(write(tmp_path / "a.txt"), checkpoint)
