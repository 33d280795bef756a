"""`make quality ARGS="FOLDER ..."`: search and answers measured on sets of questions whose true pages are known.

FOLDER holds the sets `reports`, `languages` and `abstracts`, as far as they are there; nothing of them belongs to the
project. Libraries are kept in `build/quality`, and brought up to date at each run.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import PagewiseError
from tests.quality import figures, set_runs
from tests.quality.figures import Figures, Report
from tests.quality.summary import summary
from tests.quality.true_questions import BadQualitySet

_SAMPLE = 60
"""Questions that the language model answers unless `--full` or `--sample` say otherwise."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print the tables, save and compare. Returns 1 if a figure fell by more than its tolerance, or 2."""
    options = _parse(arguments)
    try:
        baseline = figures.load_report(options.compare) if options.compare else None
        report = _measure(options, baseline)
    except (BadQualitySet, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except PagewiseError as error:
        print(f"{error}\n{error.advice}", file=sys.stderr)
        return 2
    print(f"## Summary\n\n{summary(report)}")
    if options.save:
        figures.save_report(report, options.save)
    worse = figures.fallen(report, baseline) if baseline else []
    for name in worse:
        print(f"worse than its tolerance allows: {name}", file=sys.stderr)
    return 1 if worse else 0


def _measure(options: argparse.Namespace, baseline: Report | None) -> Report:
    run = set_runs.Run(
        sets=options.folder.absolute() if options.folder else None,
        build=options.build.absolute(),
        sample=None if options.full else options.sample,
        use_model=not options.no_model,
        model_file=options.language_model,
        reranking_model=options.reranking_model,
    )
    report: dict[str, Figures] = {}
    if options.cases:
        options.cases.write_text("", encoding="utf-8")
    for name in options.sets or set_runs.available(run):
        for measured in set_runs.SETS[name](run):
            report[measured.title] = measured.figures
            before = baseline.get(measured.title, {}) if baseline else None
            print(figures.table(measured.title, measured.figures, before), flush=True)
            if options.cases:
                _append_cases(measured, options.cases)
    return report


def _append_cases(measured: set_runs.Measured, file: Path) -> None:
    with file.open("a", encoding="utf-8") as lines:
        for case in measured.cases:
            lines.write(json.dumps({"table": measured.title, **case}, ensure_ascii=False) + "\n")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make quality", description="Measure search and answers.")
    parser.add_argument("folder", nargs="?", type=Path, help="a folder with the sets reports, languages, abstracts")
    parser.add_argument("--sets", type=_sets, metavar="NAME,...", help=f"only these of {', '.join(set_runs.SETS)}")
    parser.add_argument("--sample", type=int, default=_SAMPLE, metavar="N", help="questions that the model answers")
    parser.add_argument("--full", action="store_true", help="let the model answer all questions")
    parser.add_argument("--no-model", action="store_true", help="answers of quotes only")
    parser.add_argument(
        "--language-model", type=Path, metavar="FILE", help="a GGUF file, instead of the embedded model"
    )
    parser.add_argument(
        "--reranking-model", type=Path, metavar="DIR", help="a model that takes part in thorough searches"
    )
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="show what changed since these were saved")
    parser.add_argument("--cases", type=Path, metavar="FILE", help="write every single case (JSON lines)")
    parser.add_argument("--build", type=Path, default=Path("build/quality"), metavar="DIR", help="where libraries lie")
    return parser.parse_args(arguments)


def _sets(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(set_runs.SETS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
