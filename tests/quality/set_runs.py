"""What is measured of each set."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.answering.claim_checker import is_supported
from tests.quality.abstracts_set import load_abstracts, write_abstracts
from tests.quality.answer_quality import answer_figures, ask_all
from tests.quality.cases import Case, answer_cases, claim_cases, search_cases
from tests.quality.claim_quality import CLAIMS, HELD_OUT_CLAIMS, LabelledPair, claim_figures, load_pairs
from tests.quality.figures import Figures
from tests.quality.follow_up_quality import ask_in_conversation, follow_up_figures
from tests.quality.follow_up_set import load_follow_ups
from tests.quality.identity.identity_set import identity_questions, made_documents
from tests.quality.identity.made_documents import write_documents
from tests.quality.quality_library import QualityLibrary, bring_up_to_date, opened, opened_by_words
from tests.quality.search_quality import (
    by_group,
    hit_figure,
    page_figures,
    ranking_figures,
    search_all,
    search_seconds,
)
from tests.quality.true_questions import BadQualitySet, TrueQuestion, load_questions

_SEED = 4
_QUOTES_TOLERANCE = 0.005
"""Answers of quotes are the same at each run: only a question or two may change its side."""
_MODEL_TOLERANCE = 0.03
_TOLD_AFTER = 10


@dataclass(frozen=True, slots=True)
class Run:
    """What to measure: the folder of sets, where libraries lie, and how many questions the language model answers.

    `sample` None: all. `model_file` None: the embedded model. `reranking_model` is a folder.
    """

    sets: Path | None
    build: Path
    sample: int | None
    use_model: bool = True
    model_file: Path | None = None
    reranking_model: Path | None = None

    def folder_of(self, name: str) -> Path:
        """The folder of a set. Raises `BadQualitySet` if it is not there."""
        if self.sets is None or not (self.sets / name).is_dir():
            raise BadQualitySet(f"The set {name} needs a folder that holds it: make quality ARGS=/path/to/sets")
        return self.sets / name


@dataclass(frozen=True, slots=True)
class Measured:
    """One table of figures, and the single cases behind it.

    The title says all that makes figures comparable: the set, the questions, who answers.
    """

    title: str
    figures: Figures
    cases: Sequence[Case] = ()


def measure_claims(run: Run) -> Iterator[Measured]:
    """The claim checker on labelled pairs."""
    held_out = load_pairs(HELD_OUT_CLAIMS)
    yield Measured("claims: held out", claim_figures(held_out, _verdicts(held_out)))
    pairs = load_pairs(CLAIMS)
    verdicts = _verdicts(pairs)
    yield Measured("claims: all", claim_figures(pairs, verdicts), claim_cases(pairs, verdicts))
    for language in dict.fromkeys(pair.language for pair in pairs):
        own = [position for position, pair in enumerate(pairs) if pair.language == language]
        yield Measured(f"claims: {language}", claim_figures([pairs[at] for at in own], [verdicts[at] for at in own]))


def measure_identity(run: Run) -> Iterator[Measured]:
    """Made-up documents that do not name themselves on the page which holds the fact."""
    library, documents = _identity_library(run)
    questions = identity_questions(documents)
    with opened(library, run.model_file, run.reranking_model) as asked:
        searched = search_all(filter(_is_answerable, questions), asked.assistant.search)
        by_place = {
            f"page hit@5, named in the {place}": hit_figure(
                [item.rank for item in searched if item.question.group == place], 5
            )
            for place in by_group(item.question for item in searched)
        }
        seconds = search_seconds([item.result for item in searched])
        yield Measured("identity: search", {**page_figures(searched), **by_place, **seconds}, search_cases(searched))
        yield _quoted_answers("identity", questions, asked)


def measure_follow_ups(run: Run) -> Iterator[Measured]:
    """Conversations about the made-up documents."""
    library, documents = _identity_library(run)
    follow_ups = load_follow_ups(documents)
    with opened(library, run.model_file, run.reranking_model) as asked:
        for way, judged in (
            ("as typed", ask_in_conversation(follow_ups, asked)),
            ("as typed, without the turns before", ask_all([item.asked for item in follow_ups], asked)),
            ("written out", ask_all([item.alone for item in follow_ups], asked)),
        ):
            yield Measured(f"follow-ups: {way}", follow_up_figures(judged), answer_cases(judged))


def measure_reports(run: Run) -> Iterator[Measured]:
    """PDF reports: page hits, and answers of quotes and of the model."""
    folder = run.folder_of("reports")
    questions = load_questions(folder)
    library = run.build / "reports"
    bring_up_to_date(library, folder / "docs")
    with opened(library, run.model_file, run.reranking_model) as asked:
        searched = search_all(filter(_is_answerable, questions), asked.assistant.search)
        text = [item for item in searched if item.question.has_text]
        seconds = search_seconds([item.result for item in searched])
        yield Measured(
            "reports: search, questions whose page has text",
            {**page_figures(text), **seconds},
            search_cases(text),
        )
        yield Measured("reports: search, all answerable questions", page_figures(searched))
        thorough = search_all([item.question for item in text], partial(asked.assistant.search, thorough=True))
        seconds = search_seconds([item.result for item in thorough])
        title = "reports: thorough search, questions whose page has text"
        yield Measured(title, {**page_figures(thorough), **seconds}, search_cases(thorough))
        yield _quoted_answers("reports", questions, asked)
        if run.use_model:
            yield _written_answers("reports", _sample(questions, run.sample), asked)


def measure_languages(run: Run) -> Iterator[Measured]:
    """Questions in four languages: page hits by words alone and with meaning, and quotes."""
    folder = run.folder_of("languages")
    groups = by_group(load_questions(folder))
    library = run.build / "languages"
    bring_up_to_date(library, folder / "docs")
    with opened_by_words(library) as search:
        for language, group in groups.items():
            searched = search_all(group, search)
            title = f"languages: search by words, {language}"
            yield Measured(title, page_figures(searched), search_cases(searched))
    with opened(library, run.model_file, run.reranking_model) as asked:
        for language, group in groups.items():
            searched = search_all(group, asked.assistant.search)
            figures = {**page_figures(searched), **search_seconds([item.result for item in searched])}
            yield Measured(f"languages: search by words and meaning, {language}", figures, search_cases(searched))
            judged = ask_all(_sample(group, run.sample), asked)
            title = f"languages: answers of quotes, {language}, {len(judged)} questions"
            yield Measured(title, answer_figures(judged, tolerance=_QUOTES_TOLERANCE), answer_cases(judged))


def measure_abstracts(run: Run) -> Iterator[Measured]:
    """Short texts with graded judgements."""
    folder = run.folder_of("abstracts")
    abstracts = load_abstracts(folder)
    documents = run.build / "documents" / "abstracts"
    write_abstracts(folder, documents)
    library = run.build / "abstracts"
    bring_up_to_date(library, documents)
    with opened(library, run.model_file, run.reranking_model) as asked:
        figures = ranking_figures(abstracts.queries, abstracts.grades, asked.assistant.search)
        yield Measured("abstracts: search", figures)


SETS: Mapping[str, Callable[[Run], Iterator[Measured]]] = {
    "claims": measure_claims,
    "identity": measure_identity,
    "follow-ups": measure_follow_ups,
    "reports": measure_reports,
    "languages": measure_languages,
    "abstracts": measure_abstracts,
}
"""The sets by name, and what measures each."""

_NEED_FOLDER = ("reports", "languages", "abstracts")


def available(run: Run) -> list[str]:
    """The sets that can be measured: those of the project, and those that the folder holds."""
    return [name for name in SETS if name not in _NEED_FOLDER or (run.sets is not None and (run.sets / name).is_dir())]


def _identity_library(run: Run) -> tuple[Path, Path]:
    """The library of the made-up documents, and their folder."""
    library, documents = run.build / "identity", run.build / "documents" / "identity"
    write_documents(made_documents(), documents)
    bring_up_to_date(library, documents)
    return library, documents


def _quoted_answers(name: str, questions: Sequence[TrueQuestion], library: QualityLibrary) -> Measured:
    """Answers of quotes to all questions."""
    judged = ask_all(questions, library)
    figures = answer_figures(judged, tolerance=_QUOTES_TOLERANCE)
    return Measured(f"{name}: answers of quotes", figures, answer_cases(judged))


def _written_answers(name: str, questions: Sequence[TrueQuestion], library: QualityLibrary) -> Measured:
    """Answers of the language model."""
    judged = ask_all(_counted(questions), library, use_model=True)
    title = f"{name}: answers of {library.assistant.language_model_name}, {len(judged)} questions"
    return Measured(title, answer_figures(judged, tolerance=_MODEL_TOLERANCE), answer_cases(judged))


def _counted(questions: Sequence[TrueQuestion]) -> Iterator[TrueQuestion]:
    """The questions; tells now and then how many of them are done, since a model takes seconds for each."""
    for done, question in enumerate(questions):
        if done and done % _TOLD_AFTER == 0:
            print(f"{done} of {len(questions)} questions answered by the model", file=sys.stderr)
        yield question


def _sample(questions: Sequence[TrueQuestion], size: int | None) -> Sequence[TrueQuestion]:
    """The same `size` questions at each run, in their order; all if there are no more."""
    if size is None or size >= len(questions):
        return questions
    chosen = sorted(random.Random(_SEED).sample(range(len(questions)), size))
    return [questions[position] for position in chosen]


def _verdicts(pairs: Sequence[LabelledPair]) -> list[bool]:
    return [is_supported(pair.claim, pair.quote) for pair in pairs]


def _is_answerable(question: TrueQuestion) -> bool:
    return question.answerable
