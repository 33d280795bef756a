"""Rules of places: which names and sizes belong to the library."""

from pathlib import Path

import pytest

from engine.library.place_rules import is_held, place_of, takes_folder
from engine.paths import MOVED_LIBRARY
from engine.types import PlaceRules

PLACE = Path("/home/ann/documents")


def held(name: str, rules: PlaceRules, size: int = 0) -> bool:
    return is_held(PLACE / name, {PLACE: rules}, size)


@pytest.mark.parametrize(
    ("patterns", "left_out", "taken"),
    [
        (["*.txt"], ["a.txt", "deep/down/a.txt"], ["a.md", "a.txt.md"]),
        (["drafts/"], ["drafts/a.txt", "work/drafts/x/a.txt"], ["drafts.txt", "my drafts/a.txt"]),
        (["drafts"], ["drafts/a.txt", "work/drafts/a.txt"], ["drafts.txt"]),
        (["/private/**"], ["private/a.txt", "private/x/a.txt"], ["work/private/a.txt"]),
        (["/a.txt"], ["a.txt"], ["b/a.txt"]),
        (["work/*.md"], ["work/a.md"], ["work/old/a.md", "a.md"]),
        (["b/**/c"], ["b/c/a.txt", "b/x/y/c/a.txt"], ["b/a.txt"]),
        (["report-?.pdf", "scan[0-9].pdf"], ["report-1.pdf", "scan7.pdf"], ["report-10.pdf", "scans.pdf"]),
        (["*.txt", "!keep.txt"], ["a.txt"], ["keep.txt", "b/keep.txt"]),
        (["old/", "!old/keep.txt"], ["old/a.txt"], ["old/keep.txt"]),
        (["*", "!*.md"], ["a.txt", "b/a.txt"], ["a.md", "b/a.md"]),
        (["", "  ", "# a.txt"], [], ["a.txt"]),
        (["!", "[z-a].txt", "trailing\\", "*.md"], ["a.md"], ["a.txt"]),
        (["drafts"], ["line\nbreak/drafts/a.txt"], ["line\nbreak/a.txt"]),
    ],
    ids=str,
)
def test_patterns_mean_what_they_mean_to_git(patterns: list[str], left_out: list[str], taken: list[str]) -> None:
    rules = PlaceRules(excluded=tuple(patterns))
    assert [name for name in left_out if held(name, rules)] == []
    assert [name for name in taken if not held(name, rules)] == []


@pytest.mark.parametrize("name", [".hidden.txt", ".folder/a.txt", "a/.folder/b/c.txt"])
def test_hidden_files_are_taken_only_if_the_rules_say_so(name: str) -> None:
    assert not held(name, PlaceRules())
    assert held(name, PlaceRules(hidden=True))


@pytest.mark.parametrize("folder", ["__pycache__", "bower_components", "node_modules", "site-packages", MOVED_LIBRARY])
def test_what_programs_install_for_themselves_is_left_out_unless_it_is_added_itself(folder: str) -> None:
    installed = PLACE / "work" / folder
    assert not held(f"work/{folder}/readme.md", PlaceRules(hidden=True))
    assert not takes_folder(installed, PLACE, PlaceRules(hidden=True))
    assert is_held(installed / "readme.md", {installed: PlaceRules()}, 0)


def test_lock_files_of_office_and_unsupported_formats_are_never_taken() -> None:
    for name in ("~$letter.docx", "program.exe", "no extension"):
        assert not held(name, PlaceRules(hidden=True))


def test_a_file_may_be_as_large_as_the_bound() -> None:
    rules = PlaceRules(largest=1000)
    assert held("a.txt", rules, size=1000)
    assert not held("a.txt", rules, size=1001)
    assert held("a.txt", PlaceRules(), size=10**12)


def test_a_file_that_was_added_itself_is_held_whatever_the_rules_say() -> None:
    file = PLACE / ".drafts" / "README"
    strict = PlaceRules(excluded=("*",), largest=1)
    assert is_held(file, {PLACE: strict, file: strict}, size=1000)


def test_the_innermost_place_decides() -> None:
    inner = PLACE / "drafts" / ".inner"
    places = {PLACE: PlaceRules(excluded=("drafts",)), inner: PlaceRules(excluded=("*.md",))}
    assert place_of(inner / "x" / "a.txt", places) == inner
    assert place_of(PLACE, places) == PLACE
    assert place_of(PLACE.parent, places) is None
    assert is_held(inner / "a.txt", places)
    assert not is_held(inner / "a.md", places)
    assert not is_held(PLACE / "drafts" / "a.txt", places)
    assert not is_held(PLACE.parent / "a.txt", places)


def test_folders_are_left_out_only_if_nothing_below_can_be_taken() -> None:
    def takes(name: str, *patterns: str, hidden: bool = False) -> bool:
        return takes_folder(PLACE / name, PLACE, PlaceRules(excluded=patterns, hidden=hidden))

    assert takes_folder(PLACE, PLACE, PlaceRules(excluded=("*",)))
    assert not takes("drafts", "drafts/")
    assert takes("drafts", "/drafts/*.txt")
    assert takes("drafts", "drafts/", "!drafts/keep.txt")
    assert not takes(".git")
    assert takes(".git", hidden=True)
