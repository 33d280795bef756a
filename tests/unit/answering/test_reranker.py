"""Passages are read together with the question by a re-ranking model: a tiny but real one."""

from pathlib import Path

import pytest

from engine.answering.passage_search import PassageSearch
from engine.answering.reranker import Reranker, reranker_of
from engine.errors import ModelDamaged, ModelUnsuitable
from engine.models.model_catalog import embedding_model
from engine.models.reranking_model_folder import describe_reranking_model
from tests.cross_encoder_files import write_cross_encoder
from tests.unit.answering.small_library import SmallLibrary

pytestmark = pytest.mark.models

QUESTION = "Which colour has the door of the garden shed?"
CLOSE = "The door of the garden shed has the colour green."
FARTHER = "The garden has a shed."
FARTHEST = "Bananas grow in warm countries."


def search_of(library: SmallLibrary, reranker: Reranker) -> PassageSearch:
    return PassageSearch(library.open_reader(), lambda: library.index, library.embedder, lambda: reranker)


def test_what_answers_scores_more(tmp_path: Path) -> None:
    scores = reranker_of(write_cross_encoder(tmp_path / "model")).scores(QUESTION, [FARTHEST, CLOSE, FARTHER])
    assert scores[1] > scores[2] > scores[0] == 0.5


def test_a_thorough_search_takes_the_order_of_the_model(empty_library: SmallLibrary, tmp_path: Path) -> None:
    for name, text in (("close", CLOSE), ("farther", FARTHER)):
        empty_library.add(Path(f"/{name}.txt"), text, pages=False)
    search = search_of(empty_library, reranker_of(write_cross_encoder(tmp_path / "against", weight=-1.0)))
    quick, thorough = search.search(QUESTION, 5), search.search(QUESTION, 5, thorough=True)
    search.close()
    assert [hit.passage.path.stem for hit in quick.hits] == ["close", "farther"]
    assert [hit.passage.path.stem for hit in thorough.hits] == ["farther", "close"]
    assert [hit.rank for hit in thorough.hits] == [1, 2]
    assert thorough.hits[0].score > thorough.hits[1].score


def test_a_model_that_fails_leaves_the_order(empty_library: SmallLibrary, tmp_path: Path) -> None:
    for name, text in (("close", CLOSE), ("farther", FARTHER)):
        empty_library.add(Path(f"/{name}.txt"), text, pages=False)
    folder = write_cross_encoder(tmp_path / "model", weight=-1.0)
    reranker = Reranker(describe_reranking_model(folder))
    (folder / "model.onnx").write_bytes(b"no model any more")
    with pytest.raises(ModelDamaged):
        reranker.scores(QUESTION, [CLOSE])
    search = search_of(empty_library, reranker)
    assert search.search(QUESTION, 5, thorough=True).hits == search.search(QUESTION, 5).hits
    search.close()


def test_what_is_no_re_ranking_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnsuitable, match="judges"):
        reranker_of(embedding_model().folder)
    with pytest.raises(ModelUnsuitable, match="3 classes"):
        reranker_of(write_cross_encoder(tmp_path / "classes", labels=3))
    cut = write_cross_encoder(tmp_path / "cut")
    (cut / "tokenizer.json").unlink()
    with pytest.raises(ModelUnsuitable, match=r"tokenizer\.json"):
        reranker_of(cut)
    damaged = write_cross_encoder(tmp_path / "damaged")
    (damaged / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelUnsuitable):
        reranker_of(damaged)
