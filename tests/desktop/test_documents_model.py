"""The table model: sorted, filtered, counted, and right after every change. Qt's own tester watches its signals."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.library.documents_model import Column, DocumentsModel, Selection
from engine.types import Document, DocumentState
from tests.desktop.values import FOLDER, document


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: ModelTester) -> Iterator[DocumentsModel]:
    model = DocumentsModel()
    qtmodeltester.check(model)
    yield model
    qtmodeltester._cleanup()


def names(model: DocumentsModel) -> list[str]:
    return [str(model.index(row, Column.NAME).data()) for row in range(model.rowCount())]


def test_rows_are_sorted_by_name_whatever_the_case(model: DocumentsModel) -> None:
    model.update_documents([document("b.pdf"), document("C.pdf"), document("a.pdf")])
    assert names(model) == ["a.pdf", "b.pdf", "C.pdf"]


def test_a_changed_document_stays_in_its_row(model: DocumentsModel) -> None:
    model.update_documents([document("a.pdf", DocumentState.WAITING), document("b.pdf")])
    model.update_documents([document("a.pdf")])
    assert names(model) == ["a.pdf", "b.pdf"]
    assert model.index(0, Column.STATE).data() == "Words only"
    assert "search by its meaning follows" in model.index(0, Column.STATE).data(Qt.ItemDataRole.ToolTipRole)


def test_filter_by_text_and_by_failure(model: DocumentsModel) -> None:
    failed = document("Letter.pdf", DocumentState.FAILED)
    model.update_documents([document("letter 2.pdf"), failed, document("invoice.pdf")])
    model.set_filter("LETTER", Selection.ALL)
    assert names(model) == ["letter 2.pdf", "Letter.pdf"]
    model.set_filter("", Selection.FAILED)
    assert names(model) == ["Letter.pdf"]
    model.update_documents([document("Letter.pdf"), document("invoice.pdf", DocumentState.FAILED)])
    assert names(model) == ["invoice.pdf"]


def test_a_name_with_a_line_break_is_shown_on_one_line(model: DocumentsModel) -> None:
    model.update_documents([document("two\nlines \N{PILE OF POO}\udcff.pdf")])
    assert names(model) == ["two�lines \N{PILE OF POO}�.pdf"]


def test_any_sequence_of_changes_ends_in_the_right_rows_and_totals(model: DocumentsModel) -> None:
    chance = random.Random(7)  # no secret depends on it
    truth: dict[str, Document] = {}
    for _ in range(60):
        batch = [
            document(f"{chance.randrange(400)}.txt", chance.choice(list(DocumentState)), chance.randrange(20))
            for _ in range(chance.choice([1, 5, 120]))
        ]
        model.update_documents(batch)
        truth |= {entry.path.name: entry for entry in batch}
        gone = chance.sample(sorted(truth), min(len(truth), chance.choice([0, 2, 70])))
        model.remove_documents([FOLDER / name for name in gone])
        for name in gone:
            del truth[name]
        model.set_filter(chance.choice(["", "1", "nothing"]), Selection.ALL)
    model.set_filter("", Selection.ALL)
    assert names(model) == sorted(truth, key=str.casefold)
    assert model.totals.documents == len(truth)
    assert model.totals.passages == sum(entry.passages for entry in truth.values())
    for state in DocumentState:
        assert model.totals.in_state(state) == sum(entry.state == state for entry in truth.values())
