"""Finds the sentences of a text, for several languages.

A sentence ends at a blank line, at a full stop, question or exclamation mark that no abbreviation, initial or number
explains away, and where a list item or a row of a table ends. A regular expression with a list of abbreviations beat
pysbd, syntok and blingfire on tricky cases.
"""

import re

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
        mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt messrs mt vs etc cf al ed eds vol vols pp no nos nr
        fig figs eq eqs tab sec sect ch chap art para app ref refs
        approx dept est govt inc ltd co corp bros plc viz resp
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun tel ext incl excl max min
        abs abb bd bspw bzw ca insb usw ggf gem evtl inkl exkl zzgl abzgl str hrsg jh mio mrd sog vgl ziff lfd anm kap
        hr fr frl dipl ing geb gest mme mlle mm av éd env ex sra srta sres ud uds núm pág dott sig ecc pag
        ул кв стр рис др пр им
        """,
    )
)
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))
_MONTHS = re.compile(
    r"(?:jan|feb|mär|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|jahrhundert|jh|stock|etage|klasse|auflage)\w*",
    re.IGNORECASE,
)

_STOPS = ".!?…؟।。！？｡"
_ITEM = r"(?:[•‣▪●◦■►–*-]\s|(?:\d{1,3}|[a-zA-Z])[.)]\s|§)"
_CLOSING = rf"[{_STOPS}]*+[\"'”’»)\]」』）]*+(?:\[[\w ,–-]{{1,20}}\])*+"
"""More stops, quotation marks and brackets, references to sources: "[10]"."""
_END = re.compile(
    rf"[{_STOPS}\n|](?:"
    rf"(?<=\n)(?:([^\S\n]*+\n\s*+|\s*+(?={_ITEM}))|(?<![A-Za-z.!?…]\n)\s*+)"
    r"|(?<=\|)((?:[^|\n.!?…؟।]|\.(?=\S)){0,40}\n\s*+)"
    rf"|(?<=[。！？｡])({_CLOSING}\s*+)"
    rf"|(?<=[.!?…؟।]){_CLOSING}\s++(?![a-z])"
    r")"
)
"""What may end a sentence, and the white space after it. It does for sure where a group took part: at a blank line,
before an item of a list, after the last cell of a row, and at a full-width stop. Begins with a set: that is searched
fast, and most ends of lines are passed over without a look from Python."""
_NUMBER = r"(?:[^\s\w]*\d[^\sA-Za-z]*|[—–-])"
_ROW_OF_TABLE = re.compile(rf"\s{_NUMBER}\s+(?:[$€£¥]\s*)?{_NUMBER}\s*\Z")
"""Two numbers (or dashes instead of them) at the end of a line: prose hardly has that, except amid a sentence."""
_LAST_WORD = re.compile(r"[^\s(\[\"'“„«/]*+\Z")
_LIST_MARKER = re.compile(r"(?:\A|\n)\s*(?:\d{1,3}|[a-zA-Z]|[IVXLC]+|(?:\d+\.)+\d*)\Z")

_LOOK_BACK = 40
"""Characters before a possible end that are looked at."""
_LONGEST_SENTENCE = 600
"""Characters. What is longer (a text without stops) is cut at line ends, or else at spaces."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Find the half-open character ranges of the sentences of `text`, in order, without white space around them.

    No range is empty, none is longer than 600 characters, and together they hold all that is not white space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.lastindex or _ends_sentence(text, start, match):
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a match of `_END` really is the end of the sentence that begins at `start`."""
    mark, following = match.group(), match.end()
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    if mark[0] == "\n":
        goes_on = before.endswith(",") or text[following : following + 1].islower()
        return not goes_on and _ROW_OF_TABLE.search(before) is not None
    if mark.count("\n") > 1:
        return True
    if text[following : following + 1].islower():
        return False
    return mark.rstrip() != "." or not _belongs_to_word(before, text, following)


def _belongs_to_word(before: str, text: str, following: int) -> bool:
    """Tell whether the full stop after `before` marks an abbreviation, an initial, a list item or an ordinal number."""
    if before[-_LONGEST_ABBREVIATION - 1 :].isalpha() and len(before) > _LONGEST_ABBREVIATION:
        return False
    found = _LAST_WORD.search(before)
    word = found.group() if found else ""
    if _LIST_MARKER.search(before):
        return True
    if word.isdigit() and len(word) <= 2:  # "3. März", but "in room 12. The"
        return _MONTHS.match(text, following) is not None
    if word in {"a.m", "p.m"}:
        return False
    initials = all(len(letter) == 1 and letter.isalpha() for letter in word.split("."))  # "J", "U.S", "z"
    return initials or word.casefold() in _ABBREVIATIONS


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add `text[start:end]` without the white space around it, in pieces if it is too long."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    while end - start > _LONGEST_SENTENCE:
        cut = _last_break(text, start, start + _LONGEST_SENTENCE)
        spans.append((start, cut))
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))


def _last_break(text: str, start: int, end: int) -> int:
    """Find where to cut `text[start:end]`: before its last line end, else its last space, else at `end`."""
    for separator in "\n", " ":
        cut = text.rfind(separator, start + 1, end)
        if cut != -1 and not text[start:cut].isspace():
            return cut
    return end
