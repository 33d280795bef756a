"""The options of `search` and `ask` that say where to look."""

import argparse
from datetime import date
from pathlib import Path

from engine.language_detection import LANGUAGE_NAMES
from engine.paths import absolute_path
from engine.types import DocumentKind, SearchScope


def add_scope_options(parser: argparse.ArgumentParser) -> None:
    """Add `--in`, `--type`, `--since`, `--until` and `--language`."""
    kinds = ", ".join(DocumentKind)
    parser.add_argument(
        "--in", dest="within", action="append", type=Path, default=[], metavar="PATH", help="search this folder or file"
    )
    parser.add_argument(
        "--type",
        dest="kinds",
        action="append",
        type=_kind,
        default=[],
        metavar="TYPE",
        help=f"search documents of this type: {kinds}",
    )
    parser.add_argument("--since", type=_day, metavar="DATE", help="search files changed on this day or later")
    parser.add_argument("--until", type=_day, metavar="DATE", help="search files last changed on this day or before")
    parser.add_argument(
        "--language",
        dest="languages",
        action="append",
        type=_language,
        default=[],
        metavar="CODE",
        help='search documents in this language, such as "de"',
    )


def scope_of(arguments: argparse.Namespace) -> SearchScope:
    """Where the parsed options say to look."""
    return SearchScope(
        within=tuple(absolute_path(path) for path in arguments.within),
        kinds=tuple(arguments.kinds),
        modified_since=arguments.since,
        modified_until=arguments.until,
        languages=tuple(arguments.languages),
    )


def _kind(text: str) -> DocumentKind:
    try:
        return DocumentKind(text.lower())
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be one of {', '.join(DocumentKind)}") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a day, such as 2024-01-31") from None


def _language(text: str) -> str:
    if text.lower() not in LANGUAGE_NAMES:
        raise argparse.ArgumentTypeError(f"must be one of {', '.join(LANGUAGE_NAMES)}")
    return text.lower()
