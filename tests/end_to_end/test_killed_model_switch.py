"""Killed while it goes over to another embedding model, Pagewise answers with a complete index and goes on, or back."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from engine.library.catalogue_reader import CatalogueReader
from engine.library.model_index import answering_model
from engine.library.vector_index import VectorIndex
from engine.models.model_catalog import EMBEDDING_MODEL
from engine.paths import catalogue_file, vector_index_file
from tests.end_to_end import switching_program
from tests.end_to_end.conftest import ROOT
from tests.end_to_end.switching_program import OTHER_MODEL
from tests.unit.library.indexing_harness import DIMENSIONS, paragraphs, write

SEED = 20
KILLS = 6
DOCUMENTS = 15
BATCHES = 6
"""A kill comes after so many batches at most: all passages are more."""


def start(folder: Path, library: Path, model_id: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, switching_program.__file__, str(folder), str(library), model_id],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def finish(folder: Path, library: Path, model_id: str) -> list[str]:
    """Let it do all its work; returns what it told."""
    with start(folder, library, model_id) as process:
        told = process.communicate()[0].splitlines()
    assert process.returncode == 0
    assert not [line for line in told if line.startswith("notice")]
    return told


def kill_amid_switch(folder: Path, library: Path, model_id: str, chance: random.Random) -> None:
    """Kill it some batches after it has begun to prepare the model, or at the end of its work if it has less to do."""
    batches = chance.randint(0, BATCHES)
    with start(folder, library, model_id) as process:
        assert process.stdout is not None
        for line in process.stdout:
            assert not line.startswith("notice"), line
            batches -= line == "embedded\n"
            if batches <= 0:
                # The moment of the kill is what is tried here, not waited for.
                time.sleep(chance.uniform(0, 0.05))
                process.kill()
                break


def texts_and_vectors(library: Path, model_id: str) -> tuple[int, int]:
    with closing(sqlite3.connect(catalogue_file(library))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        query = "SELECT count(DISTINCT text_hash) FROM passages"
        ((texts,),) = connection.execute(query).fetchall()
        query = "SELECT count(*) FROM vectors WHERE model_id = ?"
        ((vectors,),) = connection.execute(query, [model_id]).fetchall()
    return texts, vectors


def test_a_kill_at_any_moment_leaves_a_complete_index_that_answers(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    folder, library = tmp_path / "folder", tmp_path / "library"
    for number in range(DOCUMENTS):
        write(folder / f"{number}.txt", paragraphs(f"subject{number}", 4))
    finish(folder, library, EMBEDDING_MODEL)
    for kill in range(KILLS):
        kill_amid_switch(folder, library, EMBEDDING_MODEL if kill % 3 == 2 else OTHER_MODEL, chance)
        texts, vectors = texts_and_vectors(library, answering_model(library).model_id)
        assert vectors == texts > 0, f"after kill {kill}"
    assert finish(folder, library, OTHER_MODEL)[-1] == f"{OTHER_MODEL} alone"
    assert answering_model(library).model_id == OTHER_MODEL
    assert texts_and_vectors(library, OTHER_MODEL) == (texts, texts)
    assert texts_and_vectors(library, EMBEDDING_MODEL) == (texts, 0)
    with CatalogueReader(catalogue_file(library), OTHER_MODEL) as reader:
        index, _ = VectorIndex.load(vector_index_file(library, OTHER_MODEL), 2 * DIMENSIONS)
        assert np.array_equal(index.keys(), reader.vector_keys())
        index.close()
