"""Summaries of documents and folders."""

import hashlib
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentNotInLibrary, DocumentNotRead, ModelCrashed
from engine.events import AnswerFinished, Event, SentenceFinished, TaskProgressed
from engine.library.catalogue_records import FileStamp
from engine.reading.page_text import Heading, PartText
from engine.reading.passage_splitter import PassageSplitter
from engine.tasks.summary import NOTHING_TO_SUMMARISE
from engine.tasks.task_run import TaskRun
from engine.types import SummariseDocument, SummariseFolder
from tests.unit.answering.small_library import GARDEN, REPORT, ScriptedModel, SmallLibrary, boxes_of
from tests.unit.tasks.task_tools import run_task

FOLDER = Path("/documents")
REPORT_PATH = FOLDER / "report.pdf"

BREAD = (
    "Bread\n\nRye bread is baked from rye flour, water and salt. It is dark. Rye bread keeps fresh for a week.\n\n"
    "Storage\n\nRye bread is stored in a box of wood at 18 degrees. Is it? In summer rye bread goes mouldy in a box."
)


def add_bread(library: SmallLibrary) -> Path:
    """A text with two headings."""
    path = FOLDER / "bread.md"
    headings = (Heading(0, 1, "Bread"), Heading(BREAD.index("Storage"), 1, "Storage"))
    part = PartText(1, None, BREAD, headings=headings)
    content_hash = hashlib.sha256(BREAD.encode()).hexdigest()
    library.catalogue.replace_document(path, FileStamp(1, 1), content_hash, "md", [PassageSplitter().split(part)])
    library.embed()
    return path


def test_a_summary_has_the_telling_sentences_of_each_section(library: SmallLibrary) -> None:
    answer, events = run_task(library, SummariseDocument(add_bread(library)))
    assert answer.found
    assert [sentence.heading for sentence in answer.sentences] == sorted(s.heading for s in answer.sentences)
    assert {sentence.heading for sentence in answer.sentences} == {"Bread", "Storage"}
    assert all("Rye bread" in sentence.text or "rye bread" in sentence.text for sentence in answer.sentences)
    for sentence in answer.sentences:
        (citation,) = (c for c in answer.citations if c.index in sentence.citations)
        assert BREAD[citation.start : citation.end] == citation.quote == sentence.text
    progress = [(e.done, e.total, e.what) for e in events if isinstance(e, TaskProgressed)]
    assert progress == [(0, 2, "Bread"), (1, 2, "Storage")]
    assert "Storage\n" in answer.text
    assert answer.model == ""


def test_the_citations_of_a_page_cover_the_quoted_words(library: SmallLibrary) -> None:
    library.add(REPORT_PATH, REPORT)
    answer, _ = run_task(library, SummariseDocument(REPORT_PATH))
    boxes = boxes_of(REPORT)
    for citation in answer.citations:
        words = [i for i in range(len(boxes)) if citation.start <= boxes.starts[i] and boxes.ends[i] <= citation.end]
        assert citation.page == 1
        assert citation.rectangles[0].x0 == boxes.boxes[4 * words[0]]
        assert citation.rectangles[-1].x1 == boxes.boxes[4 * words[-1] + 2]


def test_nothing_that_refers_back_stands_alone(library: SmallLibrary) -> None:
    text = "The bridge is 90 metres long. It was built in 1901. This makes it the oldest one. The bridge is of steel."
    library.add(FOLDER / "bridge.txt", text, pages=False)
    answer, _ = run_task(library, SummariseDocument(FOLDER / "bridge.txt"))
    assert [s.text for s in answer.sentences] == ["The bridge is 90 metres long.", "The bridge is of steel."]


def test_a_document_without_headings_is_cut_at_its_pages(library: SmallLibrary) -> None:
    path = FOLDER / "book.pdf"
    splitter, parts = PassageSplitter(), []
    for page in range(1, 31):
        text = f"On page {page} the traveller reaches the town number {page}. The town has {page * 10} houses of stone."
        parts.append(splitter.split(PartText(page, page, text, words=boxes_of(text))))
    library.catalogue.replace_document(path, FileStamp(1, 1), "book", "pdf", parts)
    answer, events = run_task(library, SummariseDocument(path))
    headings = list(dict.fromkeys(sentence.heading for sentence in answer.sentences))
    assert headings[0] == "Pages 1–2"
    assert headings[-1] == "Pages 28–30"
    assert len(headings) == sum(isinstance(event, TaskProgressed) for event in events) == 12


def test_one_sentence_is_its_own_summary(library: SmallLibrary) -> None:
    library.add(FOLDER / "short.txt", "The key lies under the third pot.", pages=False)
    answer, _ = run_task(library, SummariseDocument(FOLDER / "short.txt"))
    assert answer.text == "The key lies under the third pot."


def test_a_list_gives_its_lines(library: SmallLibrary) -> None:
    rows = "\n\n".join(f"| Item {n} | Screws of brass | {n} pieces |" for n in range(10))
    library.add(FOLDER / "stock.csv", rows, pages=False)
    answer, _ = run_task(library, SummariseDocument(FOLDER / "stock.csv"))
    assert answer.found


def test_other_scripts(library: SmallLibrary) -> None:
    library.add(FOLDER / "cn.txt", "北京是中华人民共和国的首都。北京的人口超过两千万人。它很大。", pages=False)
    answer, _ = run_task(library, SummariseDocument(FOLDER / "cn.txt"))
    assert answer.sentences[0].text == "北京是中华人民共和国的首都。"


def test_a_document_without_passages_says_so(library: SmallLibrary) -> None:
    part = PartText(1, 1, "", needs_ocr=True)
    stamp = FileStamp(1, 1)
    library.catalogue.replace_document(FOLDER / "scan.pdf", stamp, "scan", "pdf", [PassageSplitter().split(part)])
    answer, _ = run_task(library, SummariseDocument(FOLDER / "scan.pdf"))
    assert not answer.found
    assert NOTHING_TO_SUMMARISE in answer.text
    assert "1 page of the document still waits to be read" in answer.text


def test_a_document_that_is_not_in_the_library(library: SmallLibrary) -> None:
    with pytest.raises(DocumentNotInLibrary):
        run_task(library, SummariseDocument(FOLDER / "gone.pdf"))


def test_a_document_that_could_not_be_read(library: SmallLibrary) -> None:
    failure = DamagedDocument("No page table.").as_failure()
    library.catalogue.mark_failed(FOLDER / "broken.pdf", FileStamp(1, 1), "broken", failure)
    with pytest.raises(DocumentNotRead, match="damaged: No page table") as told:
        run_task(library, SummariseDocument(FOLDER / "broken.pdf"))
    assert told.value.as_failure() == failure


def test_a_folder_gives_a_line_or_two_a_document_the_newest_first(library: SmallLibrary) -> None:
    library.add(REPORT_PATH, REPORT)
    library.add(FOLDER / "home" / "garden.txt", GARDEN, pages=False)
    library.add(FOLDER / "home" / "copy.txt", GARDEN, pages=False)
    library.catalogue.touch_document(FOLDER / "home" / "garden.txt", FileStamp(1, 99))
    answer, events = run_task(library, SummariseFolder(FOLDER))
    headings = list(dict.fromkeys(sentence.heading for sentence in answer.sentences))
    assert headings == ["home/garden.txt", "report.pdf"]
    assert max(sum(s.heading == heading for s in answer.sentences) for heading in headings) <= 2
    assert [event.what for event in events if isinstance(event, TaskProgressed)] == ["garden.txt", "report.pdf"]


def test_a_large_folder_is_bounded_and_says_so(library: SmallLibrary) -> None:
    for number in range(25):
        library.add(FOLDER / f"{number:02}.txt", f"Meter number {number} shows {number * 7} units.", pages=False)
    answer, _ = run_task(library, SummariseFolder(FOLDER))
    assert len(answer.sentences) == 20
    assert answer.notice == "The folder has 25 documents. These are the 20 newest."


def test_a_folder_that_holds_nothing(library: SmallLibrary) -> None:
    with pytest.raises(DocumentNotInLibrary):
        run_task(library, SummariseFolder(Path("/elsewhere")))


def test_a_capable_model_may_shorten_what_the_quotes_bear_out(
    library: SmallLibrary, large_model: ScriptedModel
) -> None:
    library.add(FOLDER / "short.txt", "The spare key lies under the third pot.", pages=False)
    large_model.enqueue(["The key lies under the third pot [1]. The key is made of gold [1]."])
    answer, _ = run_task(library, SummariseDocument(FOLDER / "short.txt"), large_model)
    assert [sentence.text for sentence in answer.sentences] == ["The key lies under the third pot."]
    assert answer.citations[0].quote == "The spare key lies under the third pot."
    assert answer.model == "Large model"


def test_what_a_model_invents_leaves_the_quote(library: SmallLibrary, large_model: ScriptedModel) -> None:
    library.add(FOLDER / "short.txt", "The spare key lies under the third pot.", pages=False)
    large_model.enqueue(["The key lies under the fourth pot [1]."])
    answer, _ = run_task(library, SummariseDocument(FOLDER / "short.txt"), large_model)
    assert answer.text == "The spare key lies under the third pot."


def test_a_small_model_is_not_asked(library: SmallLibrary, small_model: ScriptedModel) -> None:
    library.add(REPORT_PATH, REPORT)
    answer, _ = run_task(library, SummariseDocument(REPORT_PATH), small_model)
    assert answer.found
    assert small_model.prompts == []


def test_a_crash_of_the_model_costs_only_its_words(library: SmallLibrary, large_model: ScriptedModel) -> None:
    path = add_bread(library)
    large_model.enqueue([ModelCrashed("died")])
    answer, _ = run_task(library, SummariseDocument(path), large_model)
    assert {sentence.heading for sentence in answer.sentences} == {"Bread", "Storage"}
    assert answer.notice is not None
    assert ModelCrashed.title in answer.notice


def test_stopping_keeps_what_there_is(library: SmallLibrary) -> None:
    path = add_bread(library)
    events: list[Event] = []

    def stop_after_first_sentence(event: Event) -> None:
        events.append(event)
        if isinstance(event, SentenceFinished):
            run.stop()

    run = TaskRun(1, SummariseDocument(path), stop_after_first_sentence)
    search = library.open_search()
    run.answer(search, None)
    search.close()
    last = events[-1]
    assert isinstance(last, AnswerFinished)
    assert last.answer.stopped
    assert len(last.answer.sentences) == 1
