"""The project's commands, the same on every system: `python packaging/develop.py setup|run|demo|check|test|bench|...`.

The Makefile calls these. Each prepares the environment first (quick if nothing changed), then does its work.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from setup_environment import ENVIRONMENT, PYTHON, ROOT, SetupFailed, prepare

_DEMO_LIBRARY = ROOT / "build" / "demo-library"
_DEMO_DOCUMENTS = ROOT / "tests" / "documents" / "sample"
_DEMO_QUESTION = "How much is the deposit of the flat?"


def setup(_: Sequence[str]) -> int:
    """Only prepare."""
    return 0


def run(arguments: Sequence[str]) -> int:
    """Open the app."""
    return _python("main.py", *arguments)


def demo(arguments: Sequence[str]) -> int:
    """Index the sample documents and open the app on them with a question asked."""
    library = ["--library", str(_DEMO_LIBRARY), *arguments]
    return _python("main.py", *library, "open", str(_DEMO_DOCUMENTS), "--ask", _DEMO_QUESTION)


def check(_: Sequence[str]) -> int:
    """Lint, format, types and import contracts; everything is run even if one fails."""
    checks = [
        _tool("ruff", "check", "."),
        _tool("ruff", "format", "--check", "."),
        _tool("mypy"),
        _tool("lint-imports"),
    ]
    return max(checks)


def test(arguments: Sequence[str]) -> int:
    """`check`, then all tests."""
    checked = check(())
    tested = _python("-m", "pytest", *arguments)
    return checked or tested


def coverage(arguments: Sequence[str]) -> int:
    """All tests, and the lines that none of them runs; to watch every line takes longer than `test`."""
    return _python("-m", "pytest", "--cov", "--cov-report=term:skip-covered", *arguments)


def bench(arguments: Sequence[str]) -> int:
    """Print the table of speeds as ratios."""
    return _python("-m", "tests.bench", *arguments)


def quality(arguments: Sequence[str]) -> int:
    """Measure search and answers on sets of questions, and print the tables."""
    return _python("-m", "tests.quality", *arguments)


def kill_test(arguments: Sequence[str]) -> int:
    """Kill the indexing program much oftener than `test` does: as often as told, or 210 times."""
    return _long_test("test_kill_recovery.py", "PAGEWISE_KILLS", arguments or ["210"])


def fuzz_test(arguments: Sequence[str]) -> int:
    """Read many more damaged files than `test` does: as many as told, or 10,000."""
    return _long_test("test_fuzzed_files.py", "PAGEWISE_FUZZED_FILES", arguments or ["10000"])


def torture_test(arguments: Sequence[str]) -> int:
    """Index a folder of odd, broken and hostile files, and compare what comes of each with the folder's manifest."""
    if not arguments:
        print("Name the folder: make torture-test ARGS=FOLDER", file=sys.stderr)
        return 2
    folder, *others = arguments
    return _long_test("test_torture_folder.py", "PAGEWISE_TORTURE_FOLDER", [str(Path(folder).absolute()), *others])


def freeze(_: Sequence[str]) -> int:
    """Freeze the app for this system into `build/frozen`, and let it test itself."""
    return _python("packaging/freeze/freeze_app.py")


def package(arguments: Sequence[str]) -> int:
    """Build the packages for Linux in `dist`."""
    return _python("packaging/linux/build_packages.py", *arguments)


def package_test(arguments: Sequence[str]) -> int:
    """Prove the packages for Linux in a clean Debian without Python and without a network. Needs root."""
    return _python("packaging/linux/prove_packages.py", *arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__.replace("_", "-"): command
    for command in (
        setup,
        run,
        demo,
        check,
        test,
        bench,
        quality,
        coverage,
        kill_test,
        fuzz_test,
        torture_test,
        freeze,
        package,
        package_test,
    )
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is its own, or 2 if it is unknown, or 1 if set-up fails."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python packaging/develop.py {{{','.join(COMMANDS)}}} [arguments]", file=sys.stderr)
        return 2
    try:
        prepare()
    except SetupFailed as error:
        print(f"Set-up failed. {error}", file=sys.stderr)
        return 1
    return COMMANDS[arguments[0]](arguments[1:])


def _long_test(file: str, variable: str, arguments: Sequence[str]) -> int:
    """Run a test with an argument that it finds in an environment variable, however long, and show what it prints."""
    os.environ[variable], *others = arguments
    return _python("-m", "pytest", "-s", "--timeout=0", f"tests/end_to_end/{file}", *others)


def _python(*arguments: str) -> int:
    with subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:  # the program has got Ctrl+C as well, and ends in order
                continue


def _tool(name: str, *arguments: str) -> int:
    program = shutil.which(name, path=str(PYTHON.parent))
    assert program is not None, f"{name} is not installed in {ENVIRONMENT}"
    environment = {**os.environ, "VIRTUAL_ENV": str(ENVIRONMENT)}
    return subprocess.run([program, *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
