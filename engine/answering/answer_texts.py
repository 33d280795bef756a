"""What is said where there is no answer, and the language the model is told to write: those of the question."""

from dataclasses import dataclass

from engine.language_detection import detect_language, language_name


@dataclass(frozen=True, slots=True)
class AnswerTexts:
    """The fixed texts in one language."""

    not_found: str
    nothing_close: str
    no_documents: str
    stopped: str


_ENGLISH = AnswerTexts(
    not_found="Your documents don't seem to answer this. The closest passages are listed below.",
    nothing_close="Your documents don't seem to answer this. No passage comes close to the question.",
    no_documents="There are no documents here yet. Add a folder or some files, and ask again once they are indexed.",
    stopped="Stopped before an answer was written. The passages found so far are listed below.",
)
_TEXTS = {
    "en": _ENGLISH,
    "de": AnswerTexts(
        not_found="Die Dokumente scheinen das nicht zu beantworten. Die nächstliegenden Stellen stehen unten.",
        nothing_close="Die Dokumente scheinen das nicht zu beantworten. Keine Stelle kommt der Frage nahe.",
        no_documents="Hier gibt es noch keine Dokumente. Bitte einen Ordner oder Dateien hinzufügen und noch einmal "
        "fragen, sobald sie gelesen sind.",
        stopped="Angehalten, bevor eine Antwort geschrieben war. Die bisher gefundenen Stellen stehen unten.",
    ),
}


def texts_for(question: str, language: str = "") -> AnswerTexts:
    """The fixed texts in `language` (a code), or else in that of `question`; in English if there are none in it."""
    return _TEXTS.get(language or detect_language(question), _ENGLISH)


def language_instruction(question: str, language: str = "") -> str:
    """What tells the model to answer in `language` (a code), or else in that of `question`.

    "" where that is English, and the question's language: the model does it anyway.
    """
    name = language_name(language or detect_language(question))
    is_obvious = name in ("", "English") and language in ("", detect_language(question))
    return "" if is_obvious else f"Answer in {name}."
