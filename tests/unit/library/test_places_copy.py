"""The list of places outlives the catalogue."""

import os
import sys
from pathlib import Path

import pytest

from engine.library.catalogue import Catalogue
from engine.library.places_copy import PlacesCopy
from engine.types import PlaceRules, WatchedPlace
from tests.unit.library.catalogue_content import MODEL

RULES = PlaceRules(excluded=("*.bak",), hidden=True, largest=5, paused=True)


def test_a_catalogue_that_begins_anew_has_the_places_of_the_damaged_one(file: Path) -> None:
    with Catalogue(file, MODEL) as catalogue:
        catalogue.add_place(Path("/docs"))
        catalogue.add_place(Path("/removed"))
        catalogue.set_place_rules(Path("/docs"), RULES)
        catalogue.remove_place(Path("/removed"))
    file.write_bytes(b"no database" * 1000)
    with Catalogue(file, MODEL) as catalogue:
        assert catalogue.set_aside is not None
        assert catalogue.places() == (WatchedPlace(Path("/docs"), rules=RULES),)


def test_a_library_without_a_copy_gets_one_when_it_is_opened(file: Path) -> None:
    with Catalogue(file, MODEL) as catalogue:
        catalogue.add_place(Path("/docs"))
    (file.parent / "places.json").unlink()
    with Catalogue(file, MODEL):
        assert PlacesCopy(file).load() == (WatchedPlace(Path("/docs")),)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    odd = WatchedPlace(Path(os.fsdecode(b"/docs/\xff\n")))
    PlacesCopy(tmp_path / "catalogue.db").save([odd])
    assert PlacesCopy(tmp_path / "catalogue.db").load() == (odd,)


@pytest.mark.parametrize("content", ["", "[]", "{}", '[{"path": 1}]', '[{"path": "/a"}]', "no json"])
def test_another_file_in_its_place_is_taken_as_an_empty_list(tmp_path: Path, content: str) -> None:
    (tmp_path / "places.json").write_text(content, encoding="utf-8")
    assert PlacesCopy(tmp_path / "catalogue.db").load() == ()


def test_a_folder_that_cannot_be_written_to_costs_only_the_copy(tmp_path: Path) -> None:
    PlacesCopy(tmp_path / "missing" / "catalogue.db").save([WatchedPlace(Path("/docs"))])
    assert PlacesCopy(tmp_path / "missing" / "catalogue.db").load() == ()
