"""A Pagewise that is killed at any moment loses nothing but time.

A program (`killed_program`) indexes a folder and tells which phase it is in. It is killed again and again, in each
phase by turns; the folder changes in between, and the library is made one of an earlier version. What the last,
undisturbed start makes of it is compared with a library made in one go.

`make kill-test` kills much oftener than the tests do otherwise: PAGEWISE_KILLS is how often.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.library.catalogue_reader import CatalogueReader
from engine.library.vector_index import VectorIndex
from engine.paths import catalogue_file, vector_index_file
from tests.catalogue_fingerprint import fingerprint
from tests.end_to_end import killed_program
from tests.end_to_end.changing_folder import ChangingFolder
from tests.end_to_end.conftest import ROOT
from tests.end_to_end.first_version import make_first_version
from tests.end_to_end.killed_program import Phase
from tests.unit.library.indexing_harness import DIMENSIONS, MODEL_ID

KILLS = int(os.environ.get("PAGEWISE_KILLS", "7"))
SEED = 20_261_123
MOST_STARTS_A_KILL = 10
KILLS_BETWEEN_COMPARISONS = 28
MOMENTS = {
    "upgrading": Phase.UPGRADING,
    "reading again": Phase.READING,
    "reading": Phase.READING,
    "moving": Phase.MOVING,
    "embedding": Phase.EMBEDDING,
    "ocr": Phase.OCR,
    "saving": Phase.SAVING,
}
"""What is killed, by name, and the phase of the program by which it is known."""
SHORT_PHASES = {Phase.READING, Phase.MOVING, Phase.EMBEDDING}
"""Those that the program enters again and again; it is not always killed in the first."""
VECTORS_OF_NO_PASSAGE = "SELECT key FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM passages)"

pytestmark = [pytest.mark.models, pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known there")]


class Program:
    """One start of the program, and how far it has told that it is."""

    usual_seconds = dict.fromkeys(Phase, 0.05)
    """How long each phase took when it was last seen to end, at any start."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.open: dict[Phase, float] = {}
        """The phases that have begun and not ended, and when they were seen to begin."""
        self._process = subprocess.Popen(
            [sys.executable, killed_program.__file__, str(folder), str(library)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def kill_in(self, phase: Phase, chance: random.Random) -> bool:
        """Kill it in some occurrence of a phase. False if it was not in this phase when it died."""
        occurrence = chance.randint(1, 3) if phase in SHORT_PHASES else 1
        for begun in self._lines():
            occurrence -= begun == f"+{phase}"
            if not occurrence:
                # The moment of the kill is what is tried here, not waited for.
                time.sleep(chance.uniform(0, self.usual_seconds[phase]))
                self._process.kill()
                break
        return self._end() == -9 and phase in self.open

    def finish(self) -> None:
        """Let it do all its work."""
        assert self._end() == 0

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            sign, name = line[0], line[1:].strip()
            assert sign in "+-", line
            phase, now = Phase(name), time.monotonic()
            if sign == "+":
                self.open[phase] = now
            elif phase in self.open:
                self.usual_seconds[phase] = now - self.open.pop(phase)
            yield line.strip()

    def _end(self) -> int:
        """Wait until it has ended, listening to what it had still told; returns its exit code."""
        with self._process:
            for _ in self._lines():
                pass
        return self._process.returncode


def test_killed_in_each_phase_it_ends_like_an_undisturbed_run(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    folder, killed = ChangingFolder(tmp_path / "folder", chance), tmp_path / "killed"
    Program(folder.path, killed).finish()
    hits: Counter[str] = Counter()
    moments: list[str] = []
    for number in range(1, KILLS + 1):
        moments = moments or chance.sample(list(MOMENTS), len(MOMENTS))
        moment = moments.pop()
        kill_at(moment, folder, killed, chance)
        hits[moment] += 1
        if number == KILLS or number % KILLS_BETWEEN_COMPARISONS == 0:
            undisturbed = tmp_path / f"undisturbed {number}"
            for library in (killed, undisturbed):
                Program(folder.path, library).finish()
            assert_equal_and_consistent(killed, undisturbed)
            print(f"{number} kills, nothing lost: {dict(sorted(hits.items()))}")  # noqa: T201 - for `make kill-test`


def kill_at(moment: str, folder: ChangingFolder, library: Path, chance: random.Random) -> None:
    """Start the program until it is killed at just that moment, each time with something new to do."""
    for _ in range(MOST_STARTS_A_KILL):
        folder.change()
        if moment in ("upgrading", "reading again"):
            make_first_version(catalogue_file(library))
        elif moment == "moving":
            folder.rename_subfolder()
        elif moment == "ocr":
            folder.replace_scan()
        if Program(folder.path, library).kill_in(MOMENTS[moment], chance):
            return
    raise AssertionError(f"it was never killed while {moment}")


def assert_equal_and_consistent(killed: Path, undisturbed: Path) -> None:
    """Both libraries hold the same, intact; each of their vectors is in the saved index, which has no others."""
    for library in (killed, undisturbed):
        with closing(sqlite3.connect(catalogue_file(library))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute(VECTORS_OF_NO_PASSAGE).fetchall() == []
        with CatalogueReader(catalogue_file(library), MODEL_ID) as reader:
            counts = reader.counts()
            assert counts.passages_embedded == counts.passages > 50
            index, stamp = VectorIndex.load(vector_index_file(library, MODEL_ID), DIMENSIONS)
            assert (stamp.library_id, stamp.revision) == (reader.library_id(), reader.revision())
            assert np.array_equal(index.keys(), reader.vector_keys())
            index.close()
    assert fingerprint(catalogue_file(killed)) == fingerprint(catalogue_file(undisturbed))
