"""Formulas as text that can be read: powers and indexes raised and lowered, names of symbols as the symbols."""

import re

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot div pm mp sum prod int infty partial nabla "
    "leq le geq ge neq ne approx equiv propto sim in notin rightarrow to leftarrow Rightarrow forall exists degree"
)
_SIGNS = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ×·÷±∓∑∏∫∞∂∇≤≤≥≥≠≠≈≡∝∼∈∉→→←⇒∀∃°"
_SYMBOLS = dict(zip(_NAMES.split(), _SIGNS, strict=True))
_MARKED = re.compile(
    r"\$\$?(?=\S)([^$\n]{1,300}?)(?<=\S)\$\$?(?!\d)|\\\((.{1,300}?)\\\)|\\\[(.{1,300}?)\\\]", re.DOTALL
)
_MATHEMATICAL = re.compile(r"[\\^_={}]")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\{([^{}]*)\}")
_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname)\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_RAISED_OR_LOWERED = re.compile(r"([\^_])(?:\{([^{}]*)\}|(&[#\w]+;|[^\s{}]))")
_POWER = re.compile(r"(?<=[\w)\]])\^(?:\{([^{}]{1,30})\}|\(([^()]{1,30})\)|([-−+]?\w{1,6}))")
_MOST_NESTED = 4


def formula_html(escaped: str) -> str:
    """HTML-escaped text, with the formulas in it as HTML. Only <sup> and <sub> are added.

    A formula stands between dollar signs or TeX's brackets; a power is seen without these, too ("10^-3").
    """
    return _POWER.sub(lambda found: f"<sup>{found[1] or found[2] or found[3]}</sup>", _MARKED.sub(_marked, escaped))


def _marked(found: re.Match[str]) -> str:
    source = found[1] or found[2] or found[3]
    # What stands between the prices "$5 and $6" is no formula.
    return _formula(source) if _MATHEMATICAL.search(source) or found[1] is None else found[0]


def _formula(source: str) -> str:
    for _ in range(_MOST_NESTED):
        source = _WORDS.sub(r"\1", source)
        source = _ROOT.sub(lambda root: f"√{_in_brackets(root[1])}", source)
        source = _FRACTION.sub(lambda part: f"{_in_brackets(part[1])}/{_in_brackets(part[2])}", source)
    source = _COMMAND.sub(lambda command: _SYMBOLS.get(command[1], command[1]), source)
    for _ in range(_MOST_NESTED):
        source = _RAISED_OR_LOWERED.sub(_moved, source)
    return source.replace("{", "").replace("}", "").replace("\\", "")


def _moved(found: re.Match[str]) -> str:
    tag = "sup" if found[1] == "^" else "sub"
    return f"<{tag}>{found[2] or found[3] or ''}</{tag}>"


def _in_brackets(source: str) -> str:
    return source if len(source) == 1 or source.isalnum() else f"({source})"
