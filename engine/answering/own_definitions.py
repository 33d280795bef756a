"""Definitions of figures that a question brings along: "taking debt as A plus B", "where X is A minus B".

A definition that is not understood to its last word makes the question one that cannot be calculated.
"""

import re
from dataclasses import dataclass

from engine.answering.figure_formulas import AVERAGE, PRINTED, FigureFormula, row_kinds, sentence_case
from engine.answering.figure_names import figure_named, named_at, row_named


class NotUnderstood(Exception):
    """A definition has something that is neither the name of a row or figure nor an operation."""


@dataclass(frozen=True, slots=True)
class OwnDefinitions:
    """A question without its definitions: what it defines stands in it as "@0", "@1", in the order of `formulas`."""

    question: str
    formulas: tuple[FigureFormula, ...] = ()


_MARK = re.compile(r"[@§]")
"""What stands for a figure while a question is taken apart: one that has it itself would be misread."""
_LONGEST = 1000
"""Characters of a question: a longer one is a text, which would take long to take apart."""
_NOISE = re.compile(
    r",? as (?:reported|shown|stated|given|presented|printed) (?:on|in) (?:the|its) (?:consolidated )?"
    r"(?:balance sheets?|income statements?|cash ?flow statements?|statements? of (?:income|operations|cash flows))",
    re.IGNORECASE,
)
_MOST = 9
"""Definitions of one question: each has one digit."""
_IS = r"(?:(?:is |are )?(?:defined|calculated|computed|taken|measured) as|is|are|equals|means|=)"
_NAMED = re.compile(
    r"[,;]? ?\(?\b(?:(?:taking|treating|counting|defining|using|considering|take|treat|count|define)"
    r"(?= [^,;.?!]+? as )|"
    rf"(?:where|assume|assuming)(?= [^,;.?!]+? {_IS} ))|"
    r"(?<=[.?!] )(?=[^,;.?!]+? (?:is|are) (?:defined|calculated|computed) as )",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"[,;]? and (?=(?:the )?[^,;]{{2,50}}? (?:as|{_IS}) )", re.IGNORECASE)
_DEFINITION = re.compile(
    rf"(?:the )?(?P<name>[^,;()]{{2,60}}?) (?:as|{_IS}) (?P<formula>.+)", re.IGNORECASE | re.DOTALL
)
_UNNAMED = re.compile(
    r",? ?\(?\b(?:(?:defined|calculated|computed|measured) as |i\.e\.,? )|"
    r" ?\((?=[^()]*(?:\([^()]*\)[^()]*)*(?: [/÷+−–*×-] | plus | minus | divided by | over ))",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\b(?:what (?:is|was|were|are)|calculate|compute|determine) (?:the )?"
    r"(?P<name>(?!average|mean|growth|change|percentage)[^,;?]{2,60}?)(?: (?:of|for|at|in)\b|\s*$)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s?\s|\s[A-Z][a-z]")
_CAPITALS = re.compile(r"[A-Z]\w*\s|\s[A-Z]")
"""What names have with that of a company in them, which must be left to tell the document."""
_END = re.compile(r"[.?!;](?:\s|$)")
_GOES_ON_BEFORE = re.compile(
    r"(?:[/÷+−–*×=-]|\b(?:plus|minus|less|times|over|by|and|to|of|than|average))\s*$", re.IGNORECASE
)
_GOES_ON_AFTER = re.compile(r"\s*(?:[/÷+−–*×=-]|(?:plus|minus|less|times|divided|multiplied|over|to)\b)", re.IGNORECASE)
"""What stands around brackets that are a part of a calculation, and no definition."""
_SKIPPED = re.compile(r"\s+|(?:the sum of|the|all|its|both)\b", re.IGNORECASE)
_FOLLOWS = re.compile(r"\s*,?\s*(?:for|in|at|during)\b|\s*,\s*(?:what|how|calculate)\b", re.IGNORECASE)
_OPERATIONS = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("+", r",? ?(?:plus|and|as well as|together with)\b|\+"),
        ("-", r"(?:minus|less|net of|excluding)\b|[−–-](?=\s)"),
        ("*", r"(?:times|multiplied by)\b|[×*]"),
        ("/", r"(?:divided by|over)\b|[/÷]"),
    )
)


def own_definitions(question: str) -> OwnDefinitions:
    """The definitions of `question`, taken out of it. Raises `NotUnderstood`."""
    if len(question) > _LONGEST or _MARK.search(question):
        raise NotUnderstood(question)
    text = _NOISE.sub("", question)
    if named := _NAMED.search(text):
        main, clause, rest = _clause(text, named)
        return _taken_out(f"{main} {rest}", [_definition(part) for part in _NEXT.split(clause)])
    if unnamed := _UNNAMED.search(text):
        main, clause, rest = _clause(text, unnamed)
        if _GOES_ON_BEFORE.search(main) or _GOES_ON_AFTER.match(rest):
            raise NotUnderstood(text)
        return _taken_out(f"{main} {rest}", [(_what(main), clause)])
    return OwnDefinitions(question)


def _clause(text: str, intro: re.Match[str]) -> tuple[str, str, str]:
    """What stands before a clause, the clause, and what follows its bracket or sentence."""
    end = _closing_bracket(text, intro.end()) if "(" in intro[0] else None
    if end is not None:
        return text[: intro.start()], text[intro.end() : end], text[end + 1 :]
    end = match.start() if (match := _END.search(text, intro.end())) else len(text)
    return text[: intro.start()], text[intro.end() : end], text[end:]


def _closing_bracket(text: str, start: int) -> int | None:
    """Where the bracket that was opened before `start` is closed."""
    depth = 1
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if not depth:
            return position
    return None


def _definition(part: str) -> tuple[str, str]:
    match = _DEFINITION.fullmatch(part.strip(" ,"))
    if match is None:
        raise NotUnderstood(part)
    return match["name"], match["formula"]


def _what(main: str) -> str:
    """What a question that goes on with "defined as" asks for."""
    known = figure_named(main) or row_named(main)
    match = _WHAT.search(main)
    if match and (known is None or match.start("name") <= known.start < known.end <= match.end("name")):
        if _CAPITALS.search(match["name"]):
            raise NotUnderstood(main)
        return match["name"]
    if known is None:
        raise NotUnderstood(main)
    return main[known.start : known.end]


def _taken_out(main: str, definitions: list[tuple[str, str]]) -> OwnDefinitions:
    told = [(name, *_formula(text)) for name, text in definitions]
    main = " ".join([main, *(rest for _, _, rest in told)])
    formulas: list[FigureFormula] = []
    for name, formula, _ in told:
        mention = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        main, mentions = mention.subn(f"@{len(formulas)}", main)
        if not mentions or len(told) > _MOST or _OWNER.search(name):
            raise NotUnderstood(name)
        known = named_at(name, 0)
        is_share = known.formula.is_share if known and known.end == len(name) else True
        formulas.append(FigureFormula(sentence_case(name), formula, is_share="/" in formula and is_share))
    return OwnDefinitions(main, tuple(formulas))


def _formula(text: str) -> tuple[str, str]:
    """The formula that is told in words or signs, and what follows it ("in 2021").

    "A plus B over C" may mean two things, and a sum with the same twice is hardly meant: neither is understood.
    """
    pieces: list[str] = []
    levels: list[set[str]] = [set()]
    position, after_operand = 0, False
    while position < len(text) and not (after_operand and len(levels) == 1 and _FOLLOWS.match(text, position)):
        if skipped := _SKIPPED.match(text, position):
            position = skipped.end()
            continue
        if text[position] == ("(", ")")[after_operand]:
            piece, position = text[position], position + 1
            levels = levels[:-1] if after_operand else [*levels, set()]
        elif after_operand:
            piece, position = _operation_at(text, position)
            levels[-1].add("sum" if piece in "+-" else "product")
            after_operand = False
        else:
            piece, position = _operand_at(text, position)
            after_operand = True
        if not levels or len(levels[-1]) > 1:
            raise NotUnderstood(text)
        pieces.append(piece)
    formula = "".join(pieces)
    if len(levels) > 1 or not after_operand or ("/" not in formula and _has_twice(formula)):
        raise NotUnderstood(text)
    return formula, text[position:]


def _has_twice(formula: str) -> bool:
    names = [row.name for row in FigureFormula("", formula).rows()]
    return len(set(names)) < len(names)


def _operation_at(text: str, position: int) -> tuple[str, int]:
    for sign, pattern in _OPERATIONS:
        if match := pattern.match(text, position):
            return sign, match.end()
    raise NotUnderstood(text[position:])


def _operand_at(text: str, position: int) -> tuple[str, int]:
    average = re.compile(r"average (?!of\b)", re.IGNORECASE).match(text, position)
    named = named_at(text, average.end() if average else position)
    if named is None:
        raise NotUnderstood(text[position:])
    formula = f"({named.formula.formula})"
    if named.formula.formula in row_kinds():
        formula = f"{PRINTED}{formula}"  # who names a row means one that is there
    return f"{AVERAGE}({formula})" if average else formula, named.end
