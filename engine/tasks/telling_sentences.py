"""Which sentences of a text tell most about it, without a language model.

Sentences are weighed by how near they are to the centroid of their section (D. Radev et al.: "Centroid-based
summarization of multiple documents", 2004), where they stand, and what they hold; then they are chosen one by one so
that none repeats another (maximal marginal relevance: J. Carbonell, J. Goldstein, SIGIR 1998).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log, sqrt

from engine.answering.statement_words import number_facts, stems_of, words_of
from engine.tasks.document_sentences import DocumentSentence

_FEWEST_WORDS, _MOST_WORDS = 5, 60
_LEAST_LETTERS = 0.65
"""Share of letters among the characters that are no spaces: less is a table, a formula or an address."""
_LONGEST_TITLE = 160
"""Characters of a text without whole sentences that is passed over."""
_ENDS_AS_SENTENCE = re.compile(r"[.!…。！।؟][\"'”’»)\]」』）]*(?:\[[\w ,–-]{1,20}\])*$")
_BESIDE_THE_TEXT = re.compile(
    r"(?:(?:figure|fig\.|table|chart|box|exhibit|appendix|source|sources|notes?|"
    r"abbildung|abb\.|tabelle|quelle|anmerkung|figura|tableau)\s*[\dA-Z.-]{0,5}\s*[:.—–]|"
    r"see\b|refer to\b|indicate by\b|for (?:more|additional|further) (?:information|details)\b|"
    r"siehe\b|vgl\.|weitere informationen\b|voir\b)",
    re.IGNORECASE,
)
"""Captions, notes and references to elsewhere."""
_PUBLICATION = re.compile(
    r"https?://|\bdoi\b|\barXiv\b|\bet al\.?,? \(?\d{4}|\bIn Proceedings\b|\bpp?\. ?\d|\bISBN\b", re.IGNORECASE
)
_CAPITALS = re.compile(r"\b[A-ZÀ-ÞА-Я]{3,}\b")
_MOST_CAPITALS = 0.25
"""Share of words in capitals: more is a heading or a form."""
_MOST_NUMBERS = 0.2
"""Share of whole numbers among the words: more is a table of contents."""
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_MARKED = re.compile(r"[^\w\"“„«‘'¿¡]|\d{1,2}[.)]\s")
"""The mark of a list item or of a note."""
_REFERS_BACK = re.compile(
    r"(?:it|its|he|his|she|her|they|their|this|that|these|those|such|the (?:former|latter|same)|both|here|there|then|"
    r"(?:as|see) (?:above|below)|i|we|you|"
    r"er|sie|es|sein|seine|ihr|ihre|dies|diese[rsmn]?|jene[rsmn]?|solche[rsmn]?|hier|dort|dabei|dazu|damit|darin|davon|"
    r"il|elle|ils|elles|ce|cette|ces|cela)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:and|but|or|so|thus|hence|therefore|however|moreover|furthermore|also|instead|otherwise|finally|similarly|"
    r"for example|for instance|in addition|on the other hand|in contrast|as a result|"
    r"und|aber|oder|also|daher|deshalb|jedoch|außerdem|ferner|zudem|zum beispiel|"
    r"et|mais|donc|cependant|ainsi|par exemple)\b",
    re.IGNORECASE,
)

_POINTS = re.compile(
    r"\b(?:this|these|those|such|above|below|following|aforementioned|former|latter|"
    r"diese[rsmn]?|jene[rsmn]?|solche[rsmn]?|oben|unten|folgende[nrs]?|letztere[rn]?)\b",
    re.IGNORECASE,
)

_NAME = re.compile(r"(?:(?<=[\w,;)] )|(?<=\bM[rs]\. )|(?<=\bMrs\. )|(?<=\bDr\. )|(?<=\bProf\. ))[A-ZÀ-ÞА-Я][\w'’-]+")
_CAPITALISED_NOUNS = 0.25
"""Share of capitalised words above which a language writes all nouns so, and capitals tell no names."""

_CENTRALITY_WEIGHT = 1.0
_PLACE_WEIGHT = 0.2
_HEADING_WEIGHT = 0.15
_FACT_WEIGHT = 0.1
_PASSAGE_WEIGHT = 0.2
_GOES_ON_PENALTY = 0.1
_POINTS_PENALTY = 0.15
_MARKED_PENALTY = 0.1
_PUBLICATION_PENALTY = 0.5
_REPETITION_WEIGHT = 0.7
_SAME = 0.8
"""Cosine from which on two sentences say the same."""


def is_telling(sentence: DocumentSentence) -> bool:
    """True if the sentence is whole, belongs to the running text, and can be understood by itself."""
    text = sentence.text
    first, words = _FIRST_LETTER.search(text), text.split()
    if first is None or first.group().islower() or not _ENDS_AS_SENTENCE.search(text) or " | " in text:
        return False
    if refers_back(text) or _BESIDE_THE_TEXT.match(text):
        return False
    characters = [character for character in text if not character.isspace()]
    if sum(map(str.isalpha, characters)) < _LEAST_LETTERS * len(characters):
        return False
    if sum(map(str.isdecimal, words)) > max(2, _MOST_NUMBERS * len(words)):
        return False
    if len(words) > _MOST_WORDS or len(_CAPITALS.findall(text)) > _MOST_CAPITALS * len(words):
        return False
    return max(len(words), len(sentence.stems)) >= _FEWEST_WORDS


def refers_back(text: str) -> bool:
    """True if the sentence begins with a word that points to one before it."""
    return _REFERS_BACK.match(text) is not None


def goes_on(text: str) -> bool:
    """True if the sentence begins as the continuation of another."""
    return _GOES_ON.match(text) is not None


def points_elsewhere(text: str) -> bool:
    """True if a word of the sentence points to something outside of it ("these hours", "see below")."""
    return _POINTS.search(text) is not None


def names_in(text: str) -> list[str]:
    """The capitalised words of a sentence but its first: names in most languages, nouns in German."""
    return _NAME.findall(text)


def capitalises_nouns(sentences: Iterable[DocumentSentence]) -> bool:
    """True if so many words of whole sentences are capitalised that capitals tell no names."""
    whole = [sentence.text for sentence in sentences if is_telling(sentence)]
    words = sum(len(text.split()) - 1 for text in whole)
    return sum(len(names_in(text)) for text in whole) > _CAPITALISED_NOUNS * max(words, 1)


def most_telling(
    sentences: Sequence[DocumentSentence], count: int, centralities: Mapping[int, float] | None = None
) -> list[DocumentSentence]:
    """Choose at most `count` of the sentences of a section, and return them in the section's order.

    Whole sentences are preferred. A text that has none (a list, a table) gives its lines of three words and more, but
    for what is so short that it is a title.
    `centralities` tell for passages (by id) how near, from 0 to 1, they are to the subject of the document.
    """
    candidates = [item for item in sentences if is_telling(item)]
    if not candidates and sum(len(item.text) for item in sentences) > _LONGEST_TITLE:
        candidates = [item for item in sentences if len(item.stems) >= 3]
    vectors = word_vectors([item.stems for item in candidates])
    scores = _scores(candidates, vectors, centralities or {})
    remaining = list(range(len(candidates)))
    nearest = [0.0] * len(candidates)
    chosen: list[int] = []
    while remaining and len(chosen) < count:
        best = max(remaining, key=lambda i: (scores[i] - _REPETITION_WEIGHT * nearest[i], -i))
        chosen.append(best)
        for i in remaining:
            nearest[i] = max(nearest[i], cosine(vectors[i], vectors[best]))
        remaining = [i for i in remaining if i != best and nearest[i] < _SAME]
    return [candidates[i] for i in sorted(chosen)]


def word_vectors(texts: Sequence[Collection[str]]) -> list[dict[str, float]]:
    """Unit vectors of texts that are given by their stems; a stem weighs the more the fewer of the texts hold it."""
    holders = Counter(stem for stems in texts for stem in stems)
    weights = {stem: log(1 + len(texts) / count) for stem, count in holders.items()}
    vectors = []
    for stems in texts:
        length = sqrt(sum(weights[stem] ** 2 for stem in stems)) or 1.0
        vectors.append({stem: weights[stem] / length for stem in stems})
    return vectors


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)


def _scores(
    candidates: Sequence[DocumentSentence], vectors: Sequence[Mapping[str, float]], centralities: Mapping[int, float]
) -> list[float]:
    centroid: Counter[str] = Counter()
    for vector in vectors:
        centroid.update(vector)
    length = sqrt(sum(weight**2 for weight in centroid.values())) or 1.0
    scores = []
    for place, (item, vector) in enumerate(zip(candidates, vectors, strict=True)):
        heading = stems_of(item.passage.heading.rpartition(" > ")[2])
        scores.append(
            _CENTRALITY_WEIGHT * cosine(vector, centroid) / length
            + _PLACE_WEIGHT / (1 + place)
            + _HEADING_WEIGHT * (len(item.stems & heading) / len(heading) if heading else 0.0)
            + _FACT_WEIGHT * bool(number_facts(words_of(item.text)))
            + _PASSAGE_WEIGHT * centralities.get(item.passage.passage_id, 0.0)
            - _GOES_ON_PENALTY * goes_on(item.text)
            - _POINTS_PENALTY * points_elsewhere(item.text)
            - _MARKED_PENALTY * bool(_MARKED.match(item.text))
            - _PUBLICATION_PENALTY * bool(_PUBLICATION.search(item.text))
        )
    return scores
