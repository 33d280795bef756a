"""`--self-test`: uses each native part for real, in a temporary folder, and prints a line about each.

It tells whether an installed Pagewise works on this machine, without touching the user's library, settings or
documents, and without the network.
"""

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.native_checks import PaintPage, native_checks
from engine.versions import versions

Check = Callable[[Path], str]
"""Uses one part in the folder that it is given, and tells in a few words what came of it; raises if it fails."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of one check: `detail` says what worked, or what went wrong."""

    name: str
    passed: bool
    detail: str
    seconds: float

    def __str__(self) -> str:
        return f"{'ok    ' if self.passed else 'FAILED'} {self.name:<16} {self.seconds:6.2f} s  {self.detail}"


def run_self_test(paint_page: PaintPage) -> int:
    """Check all parts and print the report; the exit code is 0 if all of them work, else 1.

    `paint_page` is the desktop's part: it paints a page with a highlight.
    """
    print(f"Pagewise {versions()['pagewise']}, {sys.platform}", flush=True)
    with tempfile.TemporaryDirectory(prefix="pagewise-self-test-", ignore_cleanup_errors=True) as folder:
        results = []
        for result in run_checks(native_checks(paint_page), Path(os.path.realpath(folder))):
            print(result, flush=True)
            results.append(result)
    failed = sum(not result.passed for result in results)
    print(f"{len(results) - failed} of {len(results)} parts work.", flush=True)
    return 1 if failed else 0


def run_checks(checks: Iterable[tuple[str, Check]], folder: Path) -> Iterable[CheckResult]:
    """The result of each named check, as it comes; one that fails does not keep the others from being made."""
    for name, check in checks:
        start = time.perf_counter()
        try:
            detail, passed = check(folder), True
        except Exception as error:
            # What a native part raises may be anything. The last line of a child's traceback names what was wrong.
            place, reason = traceback.extract_tb(error.__traceback__)[-1], str(error).strip().rpartition("\n")[2]
            detail, passed = f"{type(error).__name__}: {reason} ({Path(place.filename).name}:{place.lineno})", False
        yield CheckResult(name, passed, detail, time.perf_counter() - start)
