"""Whatever happened on the way, a library of the same files holds the same."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.library.catalogue import Catalogue
from engine.types import Failure
from tests.catalogue_fingerprint import fingerprint
from tests.unit.library.catalogue_content import MODEL, STAMP, embed_all, hash_of, store

PATHS = [Path(f"/docs/{name}.pdf") for name in "abc"]
TEXTS = ["Alpha text.\n\nShared.", "Beta text.\n\nShared.", "Gamma text."]
BROKEN = Failure("Broken", "", "Mend it")

step = st.one_of(
    st.tuples(st.just("store"), st.sampled_from(PATHS), st.sampled_from(TEXTS)),
    st.tuples(st.just("fail"), st.sampled_from(PATHS), st.just("")),
    st.tuples(st.just("remove"), st.sampled_from(PATHS), st.just("")),
    st.tuples(st.just("embed"), st.just(PATHS[0]), st.just("")),
    st.tuples(st.just("collect"), st.just(PATHS[0]), st.just("")),
)


def _apply(catalogue: Catalogue, action: str, path: Path, text: str, files: dict[Path, str]) -> None:
    if action == "store":
        files[path] = text
        if catalogue.attach_known_content(path, STAMP, hash_of(text), "pdf") is None:
            store(catalogue, path, text)
    elif action == "fail":
        files[path] = "broken"
        catalogue.mark_failed(path, STAMP, "broken", BROKEN)
    elif action == "remove":
        files.pop(path, None)
        catalogue.remove_documents([path])
    elif action == "embed":
        embed_all(catalogue)
    else:
        catalogue.collect_garbage()


@settings(max_examples=60, deadline=None)
@given(st.lists(step, max_size=12))
def test_any_history_of_the_same_files_ends_alike(steps: list[tuple[str, Path, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files: dict[Path, str] = {}
        with Catalogue(folder / "lived.db", MODEL) as lived, Catalogue(folder / "fresh.db", MODEL) as fresh:
            for action, path, text in steps:
                _apply(lived, action, path, text, files)
            for path, text in files.items():
                _apply(fresh, "fail" if text == "broken" else "store", path, text, {})
            for catalogue in (lived, fresh):
                embed_all(catalogue)
                catalogue.collect_garbage()
            assert lived.counts() == fresh.counts()
            assert len(lived.vector_keys()) == len(fresh.vector_keys())
        assert fingerprint(folder / "lived.db") == fingerprint(folder / "fresh.db")


@pytest.mark.parametrize("change", ["text", "vector", "path", "state"])
def test_what_a_search_could_notice_changes_the_fingerprint(tmp_path: Path, change: str) -> None:
    file = tmp_path / "catalogue.db"
    with Catalogue(file, MODEL) as catalogue:
        store(catalogue, PATHS[0], "Text.")
        before = fingerprint(file)
        if change == "text":
            store(catalogue, PATHS[0], "Text!")
        elif change == "vector":
            embed_all(catalogue)
        elif change == "path":
            catalogue.move_document(PATHS[0], PATHS[1], STAMP)
        else:
            catalogue.mark_failed(PATHS[0], STAMP, hash_of("Text."), Failure("It broke", "", ""))
        assert fingerprint(file) != before
