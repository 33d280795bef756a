"""The set `identity`: questions about documents that do not name themselves on the page which holds the fact.

A company's name and the year stand on the cover, in the file's or folder's name, or in a running header; annual reports
of neighbouring years differ in their numbers only. Everything is made up, and drawn the same at each run.
"""

from pathlib import Path
from random import Random

from tests.quality.identity.annual_reports import annual_reports
from tests.quality.identity.insurance_policies import insurance_policies
from tests.quality.identity.made_documents import Fact, MadeDocument
from tests.quality.identity.meeting_minutes import meeting_minutes
from tests.quality.identity.product_manuals import product_manuals
from tests.quality.true_questions import TrueQuestion

_FACTS_A_DOCUMENT = 2

_UNANSWERABLE = (
    # of a document that is not there, or of a fact that no page has
    "How much revenue did Alvestad Timber make in 2017?",
    "What dividend a share did Kestrel Maritime propose for 2016?",
    "How many people did Tarn & Holloway employ at the end of 2015?",
    "What was the equity ratio of Morland Shipping in 2022?",
    "Who chaired the supervisory board of Bellwether Foods in 2016?",
    "How much did Kestrel Maritime spend on research in 2022?",
    "How many patents did Tarn & Holloway file in 2021?",
    "What is the sum insured under the Travel Gold policy?",
    "Does the Home Plus policy cover damage by earthquakes?",
    "Wie hoch ist die Selbstbeteiligung in der Versicherung Hausrat Exklusiv?",
    "How much does the Zephyr V70 weigh?",
    "How long is the guarantee of the Zephyr V20?",
    "How many litres does the tank of the Brevio S9 hold?",
    "By how many percent were the rents raised at the board meeting of 10 October 2022?",
    "Who took the minutes at the board meeting of 7 May 2024?",
)


def made_documents() -> tuple[MadeDocument, ...]:
    """All documents of the set."""
    return (*annual_reports(), *insurance_policies(), *product_manuals(), *meeting_minutes())


def identity_questions(folder: Path) -> tuple[TrueQuestion, ...]:
    """The set's questions about documents in `folder`; `group` says where the document's name stands."""
    asked = [
        true_question(fact.question, document, fact, folder)
        for document in made_documents()
        for fact in _chosen(document)
    ]
    refused = [
        TrueQuestion(f"not there {number}", text, "", folder, frozenset(), answerable=False)
        for number, text in enumerate(_UNANSWERABLE, start=1)
    ]
    return (*asked, *refused)


def true_question(text: str, document: MadeDocument, fact: Fact, folder: Path) -> TrueQuestion:
    """`text`, which asks for a fact of a document, as a question whose true pages are known."""
    return TrueQuestion(
        question_id=f"{document.document_id}/{fact.name}",
        text=text,
        answer=fact.answer,
        document=folder / document.file,
        pages=frozenset(fact.pages),
        group=document.named_in,
        answer_format="Float" if fact.is_number else "Str",
    )


def _chosen(document: MadeDocument) -> list[Fact]:
    return Random(document.document_id).sample(document.facts, _FACTS_A_DOCUMENT)
