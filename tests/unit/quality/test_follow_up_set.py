"""The conversations about the made documents."""

from pathlib import Path

from tests.quality.follow_up_set import load_follow_ups


def test_there_are_follow_ups_of_many_kinds() -> None:
    follow_ups = load_follow_ups(Path("/documents"))
    assert len(follow_ups) >= 30
    assert len({follow_up.kind for follow_up in follow_ups}) >= 5


def test_a_follow_up_has_the_true_pages_of_what_it_means(tmp_path: Path) -> None:
    for follow_up in load_follow_ups(tmp_path):
        assert follow_up.asked.pages == follow_up.alone.pages
        assert follow_up.asked.document == follow_up.alone.document
        assert follow_up.before


def test_only_something_new_is_asked_the_same_alone() -> None:
    for follow_up in load_follow_ups(Path("/documents")):
        assert (follow_up.asked.text == follow_up.alone.text) == (follow_up.kind == "new")
