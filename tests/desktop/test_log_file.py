"""The log tells where something went wrong, and never what a document or a question says."""

import logging
from pathlib import Path

from desktop.log_file import logging_to
from engine.child_process import ChildFailed
from engine.errors import DamagedDocument

_FROM_A_DOCUMENT = "the patient's name is Edda"
_log = logging.getLogger("engine.reading")


def _fail() -> None:
    raise ValueError(f"could not convert string to float: {_FROM_A_DOCUMENT!r}")


def test_an_exception_is_told_by_its_kind_and_place_only(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "pagewise.log"
    with logging_to(file):
        try:
            _fail()
        except ValueError as error:
            _log.exception("A bug in reading %r", "/d/a.pdf")
            _log.warning("%r cannot be loaded: %s", "/d/a.pdf", error)
        child = f'Traceback:\n  File "engine/reader.py", line 3, in read\n    float(x)\nValueError: {_FROM_A_DOCUMENT}'
        _log.error("reading %r failed: %s", "/d/b.pdf", ChildFailed(child))

    text = file.read_text(encoding="utf-8")
    assert _FROM_A_DOCUMENT not in text
    assert "ValueError" in text
    assert "in _fail" in text
    assert 'File "engine/reader.py", line 3, in read' in text
    assert "/d/a.pdf" in text


def test_what_is_written_for_users_is_told(tmp_path: Path) -> None:
    with logging_to(tmp_path / "pagewise.log"):
        _log.warning("%s: %s", "/d/a.pdf", DamagedDocument("Its table of pages is broken."))

    assert "Its table of pages is broken." in (tmp_path / "pagewise.log").read_text(encoding="utf-8")


def test_other_libraries_and_lesser_messages_are_left_out(tmp_path: Path) -> None:
    with logging_to(tmp_path / "pagewise.log"):
        logging.getLogger("fastembed").warning(_FROM_A_DOCUMENT)
        logging.getLogger("desktop").info(_FROM_A_DOCUMENT)
    _log.warning("after the end")

    assert (tmp_path / "pagewise.log").read_text(encoding="utf-8") == ""


def test_the_log_stays_small(tmp_path: Path) -> None:
    with logging_to(tmp_path / "pagewise.log"):
        for _ in range(60):
            _log.warning("x" * 10_000)

    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sizes.keys() == {"pagewise.log", "pagewise.log.1"}
    assert max(sizes.values()) <= 256 * 1024


def test_a_place_that_cannot_be_written_to_keeps_nothing_from_running(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = False
    with logging_to(tmp_path / "file" / "pagewise.log"):
        ran = True
    assert ran
