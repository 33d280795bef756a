"""The made documents hold what their questions ask for, and are the same at each run."""

from pathlib import Path

from engine.reading.mupdf import open_file
from tests.quality.identity.identity_set import identity_questions, made_documents
from tests.quality.identity.made_documents import write_documents


def test_every_answer_stands_on_every_true_page(tmp_path: Path) -> None:
    documents = made_documents()
    write_documents(documents, tmp_path)
    for document in documents:
        with open_file(tmp_path / document.file, "pdf") as pdf:
            texts = [" ".join(page.get_text().split()) for page in pdf]
        for fact in document.facts:
            assert all(fact.answer in texts[page - 1] for page in fact.pages), f"{document.file}: {fact}"


def test_documents_are_the_same_at_each_run(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        write_documents(made_documents(), tmp_path / folder)
    for document in made_documents():
        assert (tmp_path / "one" / document.file).read_bytes() == (tmp_path / "other" / document.file).read_bytes()


def test_writing_again_touches_nothing_and_takes_away_what_is_no_more(tmp_path: Path) -> None:
    documents = made_documents()[:2]
    write_documents(documents, tmp_path)
    written = tmp_path / documents[0].file
    before = written.stat()
    (tmp_path / "older.pdf").write_bytes(b"%PDF of an older version")
    write_documents(documents, tmp_path)
    assert written.stat().st_mtime_ns == before.st_mtime_ns
    assert not (tmp_path / "older.pdf").exists()


def test_a_name_stands_where_the_document_says_only() -> None:
    for document in made_documents():
        if document.named_in in ("file name", "folder name"):
            name = document.document_id.split("-")[0]
            text = " ".join(f"{page.heading} {page.paragraphs} {page.header}" for page in document.pages)
            assert name not in text.casefold() or name == "board", document.file


def test_questions_have_ids_of_their_own(tmp_path: Path) -> None:
    questions = identity_questions(tmp_path)
    assert len({question.question_id for question in questions}) == len(questions)
    assert all(question.pages for question in questions if question.answerable)
