"""What is measured of each set."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.answering.claim_checker import is_supported
from tests.quality.abstracts_set import load_abstracts, write_abstracts
from tests.quality.answer_quality import answer_figures, ask_all
from tests.quality.claim_quality import claim_figures, load_pairs
from tests.quality.figures import Figures, Report
from tests.quality.follow_up_quality import follow_up_figures
from tests.quality.follow_up_set import load_follow_ups
from tests.quality.identity.identity_set import identity_questions, made_documents
from tests.quality.identity.made_documents import write_documents
from tests.quality.quality_library import QualityLibrary, bring_up_to_date, opened, opened_by_words
from tests.quality.search_quality import (
    by_group,
    hit_figure,
    page_figures,
    ranking_figures,
    ranks_of_true_pages,
    search_seconds,
)
from tests.quality.true_questions import BadQualitySet, TrueQuestion, load_questions, with_text

_SEED = 4
_QUOTES_TOLERANCE = 0.005
"""Answers of quotes are the same at each run: only a question or two may change its side."""
_MODEL_TOLERANCE = 0.03


@dataclass(frozen=True, slots=True)
class Run:
    """What to measure: the folder of sets, where libraries lie, and how many questions the language model answers.

    `sample` None: all. `model_file` None: the embedded model.
    """

    sets: Path | None
    build: Path
    sample: int | None
    use_model: bool = True
    model_file: Path | None = None

    def folder_of(self, name: str) -> Path:
        """The folder of a set. Raises `BadQualitySet` if it is not there."""
        if self.sets is None or not (self.sets / name).is_dir():
            raise BadQualitySet(f"The set {name} needs a folder that holds it: make quality ARGS=/path/to/sets")
        return self.sets / name


def measure_reports(run: Run) -> Report:
    """PDF reports: page hits, and answers of quotes and of the model."""
    folder = run.folder_of("reports")
    questions = load_questions(folder)
    library = run.build / "reports"
    bring_up_to_date(library, folder / "docs")
    with opened(library, run.model_file) as asked:
        report: dict[str, Figures] = {}
        ranks, seconds = ranks_of_true_pages(
            [question for question in questions if question.answerable], asked.assistant.search
        )
        text = [ranks[question.question_id] for question in with_text(questions)]
        report["reports: search, questions whose page has text"] = {**page_figures(text), **search_seconds(seconds)}
        report["reports: search, all answerable questions"] = page_figures(list(ranks.values()))
        return {**report, **_answers(run, "reports", questions, asked)}


def measure_languages(run: Run) -> Report:
    """Questions in four languages: page hits by words alone and with meaning, and quotes."""
    folder = run.folder_of("languages")
    questions = load_questions(folder)
    library = run.build / "languages"
    bring_up_to_date(library, folder / "docs")
    report: dict[str, Figures] = {}
    with opened_by_words(library) as search:
        for language, group in by_group(questions).items():
            ranks, _ = ranks_of_true_pages(group, search)
            report[f"languages: search by words, {language}"] = page_figures(list(ranks.values()))
    with opened(library, run.model_file) as asked:
        for language, group in by_group(questions).items():
            ranks, seconds = ranks_of_true_pages(group, asked.assistant.search)
            title = f"languages: search by words and meaning, {language}"
            report[title] = {**page_figures(list(ranks.values())), **search_seconds(seconds)}
        for language, group in by_group(questions).items():
            judged = ask_all(_sample(group, run.sample), asked, use_model=False)
            title = f"languages: answers of quotes, {language}, {len(judged)} questions"
            report[title] = answer_figures(judged, tolerance=_QUOTES_TOLERANCE)
    return report


def measure_abstracts(run: Run) -> Report:
    """Short texts with graded judgements."""
    folder = run.folder_of("abstracts")
    abstracts = load_abstracts(folder)
    documents = run.build / "documents" / "abstracts"
    write_abstracts(folder, documents)
    library = run.build / "abstracts"
    bring_up_to_date(library, documents)
    with opened(library, run.model_file) as asked:
        figures = ranking_figures(abstracts.queries, abstracts.grades, asked.assistant.search)
    return {"abstracts: search": figures}


def measure_identity(run: Run) -> Report:
    """Made-up documents that do not name themselves on the page which holds the fact."""
    library, documents = _identity_library(run)
    questions = identity_questions(documents)
    with opened(library, run.model_file) as asked:
        report: dict[str, Figures] = {}
        answerable = with_text(questions)
        ranks, seconds = ranks_of_true_pages(answerable, asked.assistant.search)
        report["identity: search"] = {
            **page_figures(list(ranks.values())),
            **{
                f"page hit@5, named in the {place}": hit_figure([ranks[item.question_id] for item in group], 5)
                for place, group in by_group(answerable).items()
            },
            **search_seconds(seconds),
        }
        return {**report, **_answers(run, "identity", questions, asked)}


def measure_claims(run: Run) -> Report:
    """The claim checker on labelled pairs."""
    pairs = load_pairs()
    report = {"claims: all": claim_figures(pairs, is_supported)}
    for language in dict.fromkeys(pair.language for pair in pairs):
        own = [pair for pair in pairs if pair.language == language]
        report[f"claims: {language}"] = claim_figures(own, is_supported)
    return report


def measure_follow_ups(run: Run) -> Report:
    """Conversations about the made-up documents."""
    library, documents = _identity_library(run)
    follow_ups = load_follow_ups(documents)
    with opened(library, run.model_file) as asked:
        typed = ask_all([follow_up.asked for follow_up in follow_ups], asked, use_model=False)
        alone = ask_all([follow_up.alone for follow_up in follow_ups], asked, use_model=False)
    return {
        "follow-ups: as typed, without what was said before": follow_up_figures(typed),
        "follow-ups: written out": follow_up_figures(alone),
    }


SETS: Mapping[str, Callable[[Run], Report]] = {
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


def _answers(run: Run, name: str, questions: Sequence[TrueQuestion], library: QualityLibrary) -> Report:
    """Answers of quotes to all questions, and of the model to a sample."""
    quoted = ask_all(questions, library, use_model=False)
    report = {f"{name}: answers of quotes": answer_figures(quoted, tolerance=_QUOTES_TOLERANCE)}
    if run.use_model:
        written = ask_all(_sample(questions, run.sample), library, use_model=True)
        title = f"{name}: answers of {library.assistant.language_model_name}, {len(written)} questions"
        report[title] = answer_figures(written, tolerance=_MODEL_TOLERANCE)
    return report


def _sample(questions: Sequence[TrueQuestion], size: int | None) -> Sequence[TrueQuestion]:
    """The same `size` questions at each run, in their order; all if there are no more."""
    if size is None or size >= len(questions):
        return questions
    chosen = sorted(random.Random(_SEED).sample(range(len(questions)), size))
    return [questions[position] for position in chosen]
