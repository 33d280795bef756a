"""Sequences of changes on a real disk, each ending with the catalogue equal to the disk.

All of them start from the same small folder, indexed and watched.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.library.indexing_harness import Library, paragraphs, running, write


def create(folder: Path, outside: Path) -> None:
    write(folder / "new.txt", paragraphs("new"))


def create_in_new_folders(folder: Path, outside: Path) -> None:
    write(folder / "x" / "y" / "z" / "new.txt", paragraphs("new"))


def create_many(folder: Path, outside: Path) -> None:
    for number in range(40):
        write(folder / "many" / f"{number}.txt", f"Text number {number} of many.")


def edit_in_place(folder: Path, outside: Path) -> None:
    with (folder / "a.txt").open("a") as file:
        file.write("\n\nOne more line.")


def edit_with_the_same_size(folder: Path, outside: Path) -> None:
    text = (folder / "a.txt").read_text()
    write(folder / "a.txt", text.replace("alpha", "omega"))


def save_by_rename(folder: Path, outside: Path) -> None:
    write(folder / "a.txt.tmp", paragraphs("saved"))
    (folder / "a.txt.tmp").replace(folder / "a.txt")


def save_with_backup(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(folder / "a.txt~")
    write(folder / "a.txt", paragraphs("saved"))
    (folder / "a.txt~").unlink()


def save_with_temporary_text_file(folder: Path, outside: Path) -> None:
    write(folder / "a (saving).txt", paragraphs("saved"))
    (folder / "a.txt").unlink()
    (folder / "a (saving).txt").rename(folder / "a.txt")


def rename_file(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(folder / "renamed.txt")


def rename_chain(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(folder / "t.txt")
    (folder / "sub" / "b.txt").rename(folder / "a.txt")
    (folder / "t.txt").rename(folder / "sub" / "b.txt")


def rename_and_edit(folder: Path, outside: Path) -> None:
    rename_file(folder, outside)
    write(folder / "renamed.txt", paragraphs("edited"))


def rename_over_another(folder: Path, outside: Path) -> None:
    (folder / "a.txt").replace(folder / "sub" / "b.txt")


def rename_folder(folder: Path, outside: Path) -> None:
    (folder / "sub").rename(folder / "renamed")


def rename_folder_and_create_in_it(folder: Path, outside: Path) -> None:
    (folder / "sub").rename(folder / "renamed")
    write(folder / "renamed" / "new.txt", paragraphs("new"))


def move_folder_into_another(folder: Path, outside: Path) -> None:
    (folder / "other").mkdir()
    (folder / "sub").rename(folder / "other" / "sub")


def copy_file(folder: Path, outside: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "copy.txt")


def copy_folder(folder: Path, outside: Path) -> None:
    shutil.copytree(folder / "sub", folder / "copy")


def delete_file(folder: Path, outside: Path) -> None:
    (folder / "a.txt").unlink()


def delete_folder(folder: Path, outside: Path) -> None:
    shutil.rmtree(folder / "sub")


def delete_everything(folder: Path, outside: Path) -> None:
    (folder / "a.txt").unlink()
    shutil.rmtree(folder / "sub")


def create_and_delete_at_once(folder: Path, outside: Path) -> None:
    write(folder / "short-lived.txt", "Not for long.")
    (folder / "short-lived.txt").unlink()


def delete_and_create_anew(folder: Path, outside: Path) -> None:
    (folder / "a.txt").unlink()
    write(folder / "a.txt", paragraphs("anew"))


def file_becomes_folder(folder: Path, outside: Path) -> None:
    (folder / "a.txt").unlink()
    write(folder / "a.txt" / "inside.txt", paragraphs("inside"))


def folder_becomes_file(folder: Path, outside: Path) -> None:
    shutil.rmtree(folder / "sub")
    write(folder / "sub", "No extension, so not for the library.")


def move_file_out(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(outside / "a.txt")


def move_folder_out(folder: Path, outside: Path) -> None:
    (folder / "sub").rename(outside / "sub")


def move_folder_out_and_edit_there(folder: Path, outside: Path) -> None:
    (folder / "sub").rename(outside / "sub")
    write(outside / "sub" / "b.txt", "None of our business any more.")


def move_file_in(folder: Path, outside: Path) -> None:
    (outside / "o.txt").rename(folder / "in.txt")


def move_file_in_over_another(folder: Path, outside: Path) -> None:
    (outside / "o.txt").replace(folder / "a.txt")


def move_folder_in(folder: Path, outside: Path) -> None:
    (outside / "deep").rename(folder / "deep")


def hide_and_show(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(folder / ".a.txt")
    (folder / ".a.txt").rename(folder / "a.txt")


def hide_folder(folder: Path, outside: Path) -> None:
    shutil.move(folder / "sub", outside / "kept")
    (outside / "kept").rename(folder / ".sub")
    (folder / ".sub" / "b.txt").rename(folder / ".sub" / "b.hidden")
    (folder / ".sub" / "c.txt").unlink()


def touch(folder: Path, outside: Path) -> None:
    os.utime(folder / "a.txt")


def change_extension_and_back(folder: Path, outside: Path) -> None:
    (folder / "a.txt").rename(folder / "a.bin")
    (folder / "a.bin").rename(folder / "a.txt")


def strange_names(folder: Path, outside: Path) -> None:
    for name in (b"line\nbreak.txt", "\U0001f600 emoji.txt".encode(), b"\xff\xfe invalid.txt", b"100% 'quoted' \".txt"):
        write(folder / os.fsdecode(name), f"Named {name!r}.")


SEQUENCES: list[Callable[[Path, Path], None]] = [
    create,
    create_in_new_folders,
    create_many,
    edit_in_place,
    edit_with_the_same_size,
    save_by_rename,
    save_with_backup,
    save_with_temporary_text_file,
    rename_file,
    rename_chain,
    rename_and_edit,
    rename_over_another,
    rename_folder,
    rename_folder_and_create_in_it,
    move_folder_into_another,
    copy_file,
    copy_folder,
    delete_file,
    delete_folder,
    delete_everything,
    create_and_delete_at_once,
    delete_and_create_anew,
    file_becomes_folder,
    folder_becomes_file,
    move_file_out,
    move_folder_out,
    move_folder_out_and_edit_there,
    move_file_in,
    move_file_in_over_another,
    move_folder_in,
    hide_and_show,
    hide_folder,
    touch,
    change_extension_and_back,
    strange_names,
]

NOTHING_IS_READ = [
    rename_file,
    rename_chain,
    rename_over_another,
    rename_folder,
    move_folder_into_another,
    copy_file,
    copy_folder,
    delete_file,
    delete_folder,
    touch,
    hide_and_show,
    move_file_out,
]
READ_ONCE = [save_by_rename, save_with_backup, save_with_temporary_text_file, edit_in_place, delete_and_create_anew]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "folder" / "a.txt", paragraphs("alpha"))
    write(tmp_path / "folder" / "sub" / "b.txt", paragraphs("beta"))
    write(tmp_path / "folder" / "sub" / "c.txt", paragraphs("gamma"))
    return tmp_path / "folder"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    write(tmp_path / "outside" / "o.txt", paragraphs("outer"))
    write(tmp_path / "outside" / "deep" / "d" / "e.txt", paragraphs("deeper"))
    return tmp_path / "outside"


def index(library: Library, folder: Path) -> None:
    library.worker.add_places([folder])
    library.wait_until_equal_to(folder)
    library.wait_until_idle()


# watchdog warns, to no harm, when a folder comes back that had been moved out of the watched one.
@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
@pytest.mark.skipif(os.name == "nt", reason="some of the names and moves don't exist on Windows")
@pytest.mark.parametrize("change", SEQUENCES, ids=lambda change: change.__name__)
def test_catalogue_follows_the_disk(
    tmp_path: Path, folder: Path, outside: Path, change: Callable[[Path, Path], None]
) -> None:
    with running(tmp_path / "library") as library:
        index(library, folder)
        read_before = len(library.read_paths())

        change(folder, outside)
        # A last file in the same folder: when it is there, the events before it have been told, too.
        write(folder / "zzz.txt", "The end of the sequence.")
        library.wait_until_equal_to(folder)
        library.wait_until_idle()

        assert library.table() == {document.path: document for document in library.documents()}
        read = [path for path in library.read_paths()[read_before:] if path.name != "zzz.txt"]
        if change in NOTHING_IS_READ:
            assert read == []
        if change in READ_ONCE:
            assert read == [folder / "a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="some of the names and moves don't exist on Windows")
@pytest.mark.parametrize("change", SEQUENCES, ids=lambda change: change.__name__)
def test_changes_while_nobody_watches_are_found_at_the_next_start(
    tmp_path: Path, folder: Path, outside: Path, change: Callable[[Path, Path], None]
) -> None:
    with running(tmp_path / "library", watch=False) as library:
        index(library, folder)
    change(folder, outside)
    with running(tmp_path / "library", watch=False) as library:
        library.wait_until_idle()

        assert library.holds_exactly(folder), library.describe()
        assert library.is_fully_embedded()
        assert library.table() == {document.path: document for document in library.documents()}
        if change in NOTHING_IS_READ:
            assert library.read_paths() == []
