"""Makes an answer: sentences of the language model that the evidence bears out, or else the evidence itself."""

import re
from collections.abc import Iterator, Sequence

from engine.answering.answer_size import MEDIUM, AnswerSize
from engine.answering.citation_book import CitationBook
from engine.answering.citation_parser import ParsedSentence
from engine.answering.claim_checker import is_supported, objection_to
from engine.answering.evidence_finder import Evidence
from engine.answering.figure_calculator import CalculatedFigure
from engine.answering.question_kind import holds_kind, kind_of_question, news_of
from engine.answering.statement_words import stems_of
from engine.types import CheckedSentence, Citation, Sentence

_MODEL_SAYS_NOT_FOUND = re.compile(r"\W*not found\b", re.IGNORECASE)
_PRONOUN_FIRST = re.compile(
    r"(?:it|its|he|his|she|her|they|their|this|that|these|those|the former|the latter)\b", re.IGNORECASE
)
_ASKS_YES_OR_NO = re.compile(
    r"\s*(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|may|must|should)\b", re.IGNORECASE
)
_LEAST_SHARED = 0.6
"""So much of the question's words that stand in the best sentence stand in the quote of an answer, too."""
_BORNE_OUT = "the quote says the same"
_TRUE_OF_SOMETHING_ELSE = "the quote that says so has little to do with the question"


class AnswerComposer:
    """Builds the answer to one question, sentence by sentence. Every sentence that it lets through has a citation."""

    def __init__(self, question: str, evidence: tuple[Evidence, ...], book: CitationBook) -> None:
        self._question = question
        self._asked = stems_of(question)
        self._kind = kind_of_question(question)
        self._evidence = evidence
        self._book = book
        self._sentences: list[Sentence] = []
        self._checked: list[CheckedSentence] = []
        self._last_was_rejected = True
        self.model_found_nothing = False
        """True once the model has said that the quotes do not answer the question."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that passed so far."""
        return tuple(self._sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the sentences cite, by number."""
        return self._book.citations

    @property
    def checked(self) -> tuple[CheckedSentence, ...]:
        """All sentences of the model so far, with the verdicts on them."""
        return tuple(self._checked)

    def add(self, parsed: ParsedSentence) -> tuple[Sentence, tuple[Citation, ...]] | None:
        """Check a sentence of the model; it and its citations if it passes, None if it is withdrawn.

        A sentence passes if a quote bears it out (the cited ones are tried first) and if it answers: it holds the kind
        of thing asked for and says more than the question did.
        """
        if _MODEL_SAYS_NOT_FOUND.match(parsed.text) and not self._sentences:
            self.model_found_nothing = True
        objection = self._why_no_answer(parsed.text)
        support = None if objection else self._support_of(parsed)
        citation, key_words = support or (None, "")
        self._note_verdict(parsed.text, citation, objection)
        continues = parsed.continues and not self._last_was_rejected
        self._last_was_rejected = citation is None
        if citation is None:
            return None
        sentence = Sentence(
            parsed.text,
            supported=True,
            citations=(citation.index,),
            style=parsed.style,
            continues=continues,
            key_words=key_words if key_words in parsed.text else "",
        )
        self._sentences.append(sentence)
        return sentence, (citation,)

    def add_quotes(self, size: AnswerSize = MEDIUM) -> Iterator[tuple[Sentence, tuple[Citation, ...]]]:
        """Make the most telling sentences the answer, word by word as they stand in the documents, within `size`."""
        for evidence, first, last in _strongest_quotes(self._evidence, size):
            quote = evidence.quote(first, last)
            if any(stems_of(sentence.text) == stems_of(quote) for sentence in self._sentences):
                continue  # another document says the same
            needs_previous = first > 0 and _PRONOUN_FIRST.match(quote)
            citation = self._book.cite(evidence, first - 1 if needs_previous else first, last)
            sentence = Sentence(
                " ".join(citation.whole_quote.split()),
                supported=True,
                citations=(citation.index,),
                key_words=evidence.key_words(first, last),
            )
            self._sentences.append(sentence)
            yield sentence, (citation,)

    def add_calculated(self, figure: CalculatedFigure) -> tuple[Sentence, tuple[Citation, ...]]:
        """Make a calculation the answer, with a citation for each row that it rests on."""
        citations = tuple(self._book.cite(row, row.best, row.best) for row in figure.rows)
        cited = tuple(citation.index for citation in citations)
        sentence = Sentence(figure.sentence, True, cited, key_words=figure.shown, calculated=True)
        self._sentences.append(sentence)
        return sentence, citations

    def _why_no_answer(self, text: str) -> str:
        """Why a sentence is no answer even if it is true; "" if it may be one."""
        if self._last_was_rejected and _PRONOUN_FIRST.match(text):
            return "it speaks of something that was struck out before, or never named"
        if any(text == sentence.text for sentence in self._sentences):
            return "it was said before"
        said = stems_of(text)
        if said.isdisjoint(self._asked):
            return "it has no word in common with the question"
        if said <= self._asked and not _ASKS_YES_OR_NO.match(self._question):
            return "it says nothing that the question does not say"
        if not self._sentences and not holds_kind(news_of(text, self._asked), self._kind):
            return "it does not hold the kind of thing that is asked for (a number, a day, a person)"
        return ""

    def _note_verdict(self, text: str, citation: Citation | None, objection: str) -> None:
        if citation is not None:
            checked = CheckedSentence(text, True, _BORNE_OUT, citation.quote, citation.index)
        elif objection:
            checked = CheckedSentence(text, False, objection)
        else:
            closest = self._closest_quote(text)
            checked = CheckedSentence(text, False, objection_to(text, closest) or _TRUE_OF_SOMETHING_ELSE, closest)
        self._checked.append(checked)

    def _closest_quote(self, text: str) -> str:
        """The quote that bears a sentence out, or else the one that shares most words with it."""
        said = stems_of(text)
        quotes = [evidence.quote(*there) for evidence in self._evidence for there in _quotable_ranges(evidence)]
        return max(quotes, key=lambda quote: (is_supported(text, quote), len(said & stems_of(quote))), default="")

    def _support_of(self, parsed: ParsedSentence) -> tuple[Citation, str] | None:
        """The shortest quote that bears the sentence out, first among those that it cites, and its key words."""
        cited = [self._evidence[number - 1] for number in parsed.citations]
        others = [evidence for evidence in self._evidence if evidence not in cited]
        for evidence in [*cited, *others]:
            for first, last in _quotable_ranges(evidence):
                quote = evidence.quote(first, last)
                if is_supported(parsed.text, quote) and self._is_about_the_question(quote):
                    return self._book.cite(evidence, first, last), evidence.key_words(first, last)
        return None

    def _is_about_the_question(self, quote: str) -> bool:
        """False for a quote that shares far less with the question than the best one: it is true of something else.

        Only the first sentence has to answer the question itself; others may add to it.
        """
        if self._sentences or not self._evidence:
            return True
        best = self._evidence[0].quote(self._evidence[0].best, self._evidence[0].best)
        return len(self._asked & stems_of(quote)) >= _LEAST_SHARED * len(self._asked & stems_of(best))


def _strongest_quotes(evidence: Sequence[Evidence], size: AnswerSize) -> list[tuple[Evidence, int, int]]:
    """The most telling sentence, and those that tell nearly as much; neighbours are one quote."""
    told = [(item, telling) for item in evidence for telling in item.telling]
    told.sort(key=lambda entry: -entry[1].score)
    best = told[0][1]
    quotes: list[tuple[Evidence, int, int]] = []
    for run, telling in told[: size.quotes]:
        if telling.score < size.least_share * best.score or telling.own_score < size.least_own_share * best.own_score:
            continue
        position = telling.position
        beside = next((quote for quote in quotes if quote[0] is run and quote[1] - 1 <= position <= quote[2] + 1), None)
        if beside is None:
            quotes.append((run, position, position))
        else:
            quotes[quotes.index(beside)] = (run, min(beside[1], position), max(beside[2], position))
    return quotes


def _quotable_ranges(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Single sentences, then pairs whose second sentence says "it" of what the first is about."""
    count = len(evidence.spans)
    yield from ((position, position) for position in range(count))
    for first in range(count - 1):
        if _PRONOUN_FIRST.match(evidence.quote(first + 1, first + 1)):
            yield first, first + 1
