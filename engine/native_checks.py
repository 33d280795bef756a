"""One small real use of each native part, for the self-test: the same modules and child processes as in daily use."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from engine.answering.answer_reader import AnswerReader
from engine.answering.answering_process import AnsweringProcess
from engine.answering.prompt_builder import Prompt, instructions
from engine.child_process import ChildProcess
from engine.child_side import Handler
from engine.events import PageRendered
from engine.language_detection import detect_language
from engine.library.change_collapser import RawEvent
from engine.library.folder_watcher import FolderWatcher
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.library.vector_index_files import IndexStamp
from engine.models.downloadable_models import downloadable_models
from engine.models.hub_settings import HubSettings
from engine.models.model_catalog import answer_reader_model, embedding_model, language_model, verify_embedded_models
from engine.reading.ocr_process import OcrProcess
from engine.reading.page_text import PartText, rectangles_of_range
from engine.reading.reader_registry import DocumentFormat, reader_of
from engine.reading.reading_process import ReadingProcess
from engine.types import PageImage, Rectangle
from engine.viewing.page_requests import ViewingEvent
from engine.viewing.page_service import PageService

PaintPage = Callable[[PageImage, float, tuple[Rectangle, ...]], str]
"""Paints the image of a page, rendered at a zoom (pixels per point), with its rectangles highlighted; tells what was
seen, and raises if the highlight is not."""

_SENTENCE = "The washing machine rinses quietly."
_WORD = "machine"
_ZOOM = 3.0
_PATIENCE_SECONDS = 60.0
"""A slow machine may take so long to tell of a file or to render a page."""


def native_checks(paint_page: PaintPage) -> list[tuple[str, Callable[[Path], str]]]:
    """The checks by name, in the order in which they are to be made: some use what one before them has left."""
    return [
        ("models", _models),
        ("database", _database),
        ("languages", _languages),
        ("readers", _readers),
        ("PDF", _pdf),
        ("page, highlight", lambda folder: _page_with_highlight(folder, paint_page)),
        ("OCR", _ocr),
        ("embedding model", _embedding),
        ("answer reader", _answer_reader),
        ("vector index", _vector_index),
        ("folder watcher", _folder_watcher),
        ("language model", _language_model),
        ("downloads", _downloads),
    ]


def _models(_: Path) -> str:
    verify_embedded_models()
    return "their files are what was published"


def _database(folder: Path) -> str:
    database = sqlite3.connect(folder / "words.db")
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        database.execute("INSERT INTO words VALUES (?)", (_SENTENCE,))
        database.commit()
        ((found,),) = database.execute("SELECT text FROM words WHERE words MATCH ? ORDER BY bm25(words)", (_WORD,))
    finally:
        database.close()
    assert found == _SENTENCE
    return f"SQLite {sqlite3.sqlite_version} finds words"


def _languages(_: Path) -> str:
    told = detect_language("Die Waschmaschine spült leise, und niemand im Haus hört sie.")
    assert told == "de", f"German was taken for {told!r}"
    return "German is recognised"


def _readers(_: Path) -> str:
    child = ChildProcess("readers", _make_all_readers)
    try:
        (count,) = child.request(None, reply_timeout=_PATIENCE_SECONDS)
    finally:
        child.end()
    return f"those of {count} formats are there"


def _make_all_readers() -> Handler:
    return lambda _: [len([reader_of(document_format) for document_format in DocumentFormat])]


def _pdf(folder: Path) -> str:
    file = folder / "page.pdf"
    file.write_bytes(_small_pdf(_SENTENCE))
    part = _only_part(file)
    assert part.text.strip() == _SENTENCE, f"{part.text!r} was read"
    return f"{len(part.words)} words were read in the reading process"


def _page_with_highlight(folder: Path, paint_page: PaintPage) -> str:
    file = folder / "page.pdf"
    part, image = _only_part(file), _rendered(file)
    start = part.text.index(_WORD)
    Image.frombytes("RGB", (image.width, image.height), image.pixels).save(folder / "page.png")
    return paint_page(image, _ZOOM, rectangles_of_range(1, part.words, start, start + len(_WORD)))


def _only_part(file: Path) -> PartText:
    reader = ReadingProcess()
    try:
        (split,) = reader.read(file)
    finally:
        reader.end()
    return split.part


def _rendered(file: Path) -> PageImage:
    rendered: list[ViewingEvent] = []
    arrived = threading.Event()

    def take(event: ViewingEvent) -> None:
        rendered.append(event)
        arrived.set()

    service = PageService(take)
    try:
        service.open_document(file)
        assert arrived.wait(_PATIENCE_SECONDS), "the document was not opened"
        arrived.clear()
        service.request_page(file, 1, _ZOOM)
        assert arrived.wait(_PATIENCE_SECONDS), "the page was not rendered"
    finally:
        service.close()
    assert isinstance(rendered[-1], PageRendered), f"{rendered[-1]} instead of a page"
    return rendered[-1].image


def _ocr(folder: Path) -> str:
    reader = OcrProcess()
    try:
        text = reader.read_page(folder / "page.png", 1).part.text
    finally:
        reader.end()
    assert _WORD in text, f"{text!r} was read"
    return f"“{_WORD}” was read in the image of the page"


def _embedding(_: Path) -> str:
    embedder = TextEmbedder(embedding_model())
    query = embedder.embed_query("Is the washer loud?")
    alike, other = embedder.embed_passages([_SENTENCE, "Shares of the bank fell on Monday."]) @ query
    assert alike > other, f"a related sentence is at {alike:.2f}, another at {other:.2f}"
    return f"{embedder.dimensions} dimensions; a related sentence is nearer than another"


def _answer_reader(_: Path) -> str:
    reader = AnswerReader(answer_reader_model())
    told, other = (
        reader.read(question, "", _SENTENCE).answered(0, len(_SENTENCE))
        for question in ("What rinses quietly?", "Who was the first president?")
    )
    assert told > other, f"what the sentence tells is at {told:.2f}, something else at {other:.2f}"
    return "what a sentence tells is told from what it does not"


def _vector_index(folder: Path) -> str:
    file, stamp = folder / "vectors.index", IndexStamp("self-test", "random", 1)
    vectors = np.random.default_rng(0).standard_normal((100, 64), np.float32)
    saved = VectorIndex(64)
    saved.add(np.arange(100, dtype=np.uint64), vectors)
    saved.save(file, stamp)
    saved.close()
    opened, found_stamp = VectorIndex.load(file, 64)
    try:
        ((nearest, _),) = opened.search(vectors[42], 1)
    finally:
        opened.close()
    assert (nearest, found_stamp) == (42, stamp), f"{nearest} was found, with {found_stamp}"
    return "saved, opened again, the nearest of 100 found"


def _folder_watcher(folder: Path) -> str:
    place, file = folder / "watched", folder / "watched" / "new.txt"
    place.mkdir()
    seen = threading.Event()

    def note(event: RawEvent) -> None:
        if event.path == file:
            seen.set()

    watcher = FolderWatcher(note, lambda: None)
    try:
        assert watcher.watch(place), "the folder cannot be watched"
        file.write_text(_SENTENCE, encoding="utf-8")
        assert seen.wait(_PATIENCE_SECONDS), "a new file was not noticed"
        return "a new file was noticed" + (" (by comparing)" if watcher.polling else "")
    finally:
        watcher.close()


def _language_model(_: Path) -> str:
    model = AnsweringProcess(language_model())
    try:
        prompt = Prompt(instructions(), (_SENTENCE,), "How does the washing machine rinse?", 200, 8)
        words = "".join(model.generate(prompt))
    finally:
        model.end()
    assert words.strip(), "it wrote nothing"
    return f"it wrote {words.strip()!r} in the answering process"


def _small_pdf(text: str) -> bytes:
    """A PDF of one page with one line of text in 18 points (PDF 1.7, ISO 32000-1, 7.5)."""
    stream = f"BT /F1 18 Tf 40 120 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(objects) + 1, len(content)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return content + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def _downloads(_: Path) -> str:
    from engine.models.hub_client import HubClient

    model = downloadable_models()[0]
    client = HubClient(HubSettings())
    try:
        address = client.address_of(model, model.files[0])
    finally:
        client.close()
    assert address.startswith("https://"), f"{address} is not safe"
    return "models could be asked for; nothing was fetched"
