"""The self-test: what works is told, what does not fails it, and the next part is checked all the same."""

from pathlib import Path

import pytest

from engine import self_test
from engine.native_checks import native_checks
from engine.self_test import run_checks, run_self_test
from engine.types import PageImage, Rectangle


def _works(_: Path) -> str:
    return "it is fine"


def _is_broken(_: Path) -> str:
    raise OSError("libbroken.so cannot be loaded")


def _paints_nothing(image: PageImage, zoom: float, rectangles: tuple[Rectangle, ...]) -> str:
    raise AssertionError("no highlight is seen")


def test_a_broken_part_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    broken, fine = run_checks([("scanner", _is_broken), ("printer", _works)], tmp_path)

    assert not broken.passed
    assert "libbroken.so cannot be loaded" in str(broken)
    assert "test_self_test.py:" in str(broken)
    assert fine.passed
    assert str(fine).startswith("ok")
    assert str(fine).endswith("it is fine")


@pytest.mark.parametrize(("checks", "code"), [([_works, _works], 0), ([_works, _is_broken], 1)])
def test_the_exit_code_tells_whether_all_parts_work(
    checks: list[self_test.Check], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "native_checks", lambda _: [(f"part {n}", check) for n, check in enumerate(checks)])

    assert run_self_test(_paints_nothing) == code

    first, *lines, last = capsys.readouterr().out.splitlines()
    assert first.startswith("Pagewise ")
    assert len(lines) == len(checks)
    assert last == f"{2 - code} of 2 parts work."


def test_parts_that_need_no_model_work_in_the_folder_that_is_given(tmp_path: Path) -> None:
    wanted = {"database", "vector index", "folder watcher", "downloads"}
    checks = [(name, check) for name, check in native_checks(_paints_nothing) if name in wanted]

    results = list(run_checks(checks, tmp_path))

    assert [result.name for result in results if result.passed] == [name for name, _ in checks]
    assert len(checks) == len(wanted)
    assert {path.name for path in tmp_path.iterdir()} >= {"words.db", "watched"}


def test_a_highlight_that_is_not_painted_fails_its_part(tmp_path: Path) -> None:
    checks = dict(native_checks(_paints_nothing))

    pdf, page = run_checks([(name, checks[name]) for name in ("PDF", "page, highlight")], tmp_path)

    assert pdf.passed, pdf
    assert not page.passed
    assert "no highlight is seen" in page.detail
