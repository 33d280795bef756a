"""Proves the packages in `dist/` in a clean Debian without Python and without a network (`make package-test`).

Installs the Debian package, has it test itself, index a folder, answer a question with a citation and show its window,
all as an ordinary user; removes it, and looks at what is left. The portable archive is unpacked and tests itself, too.
Needs root, and Debian's mmdebstrap and xvfb. The screenshot is kept in `build/package-test/window.png`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from linux.build_packages import ARCHIVE, DEBIAN_PACKAGE
from linux.clean_root import USER, CleanRoot
from linux.virtual_screen import VirtualScreen

from engine.reading.document_formats import DocumentFormat
from tests.end_to_end.files_of_every_format import make_files

_FOLDER = ROOT / "build" / "package-test"
_SCREENSHOT = _FOLDER / "window.png"
_SAMPLES = ROOT / "tests" / "documents" / "sample"
_HOME = f"/home/{USER}"
_DOCUMENT = f"{_HOME}/Documents/rental-contract.pdf"
_QUESTION = "How much is the deposit of the flat?"
_ANSWER = "2,280"
_USER_DATA = (".local/share/Pagewise", ".config/Pagewise", ".local/state/Pagewise", ".cache/Pagewise")
_OF_OTHERS = (".cache/fontconfig", ".cache/mesa_shader_cache", ".cache/qtshadercache")
"""What the system's libraries keep for themselves."""
_LEFT_BY_APT = ("var/lib/apt", "var/lib/dpkg", "var/log", "var/cache", "run", "tmp", "dev", "proc", "home")
_WINDOW_SECONDS = 120.0
_END_SECONDS = 60.0


class ProofFailed(Exception):
    """A package does not do what it should; the message says what."""


def main() -> int:
    """Prove both packages; 0 if all is well, else 1 with a message on stderr."""
    root = CleanRoot(_FOLDER / "root")
    try:
        _look_for_tools()
        _step("a clean Debian", lambda: root.build(DEBIAN_PACKAGE))
        before = root.paths()
        _require(not any(Path(path).name.startswith("python3") for path in before), "There is a Python.")
        _add_documents(root)
        _step("the package installs", lambda: _install(root))
        _step("it tests itself", lambda: print(root.run("pagewise", "--self-test", as_user=True), end=""))
        _step("a folder is indexed", lambda: _index(root, "Documents", sum(1 for _ in _SAMPLES.iterdir())))
        _step("a question is answered with a citation", lambda: _ask(root))
        _step("its window is shown", lambda: _show_window(root))
        _step("a file of each format is read", lambda: _index(root, "Formats", len(DocumentFormat)))
        _step("the user's data are where they should be", lambda: _look_at_home(root))
        _step("the package is removed", lambda: _remove(root))
        _step("the portable archive tests itself", lambda: _prove_archive(root))
        _step("nothing else is left", lambda: _look_at_rest(root, before))
    except (ProofFailed, subprocess.CalledProcessError) as error:
        print(f"The proof failed: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(root.folder, ignore_errors=True)
    print("Both packages are proved.")
    return 0


def _step(name: str, work: Callable[[], None]) -> None:
    print(f"--- {name}", flush=True)
    start = time.monotonic()
    work()
    print(f"    {time.monotonic() - start:.0f} s", flush=True)


def _require(condition: bool, failure: str) -> None:
    if not condition:
        raise ProofFailed(failure)


def _look_for_tools() -> None:
    missing = [tool for tool in ("mmdebstrap", "Xvfb", "unshare", "setpriv") if shutil.which(tool) is None]
    _require(not missing, f"{', '.join(missing)}: not installed (Debian: mmdebstrap, xvfb, util-linux).")
    _require(os.geteuid() == 0, "Only root can make a clean Debian.")
    for package in (DEBIAN_PACKAGE, ARCHIVE):
        _require(package.exists(), f"There is no {package}; make package builds it.")


def _add_documents(root: CleanRoot) -> None:
    """Put the sample documents and a file of each format into the user's home."""
    home = root.folder / "home" / USER
    shutil.copytree(_SAMPLES, home / "Documents")
    (home / "Formats").mkdir()
    for document_format in DocumentFormat:
        make_files(document_format, home / "Formats" / document_format)
    root.run("chown", "-R", f"{USER}:{USER}", _HOME)


def _install(root: CleanRoot) -> None:
    root.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", f"/{DEBIAN_PACKAGE.name}")
    for path in ("usr/bin/pagewise", "usr/share/applications/pagewise.desktop", "usr/share/man/man1/pagewise.1.gz"):
        _require((root.folder / path).exists(), f"{path} is missing.")


def _index(root: CleanRoot, folder: str, least: int) -> None:
    """Index a folder of the user's, which has to give at least so many documents, and no failure."""
    summary = json.loads(root.run("pagewise", "index", f"{_HOME}/{folder}", "--json", as_user=True))
    print(f"    {summary['indexed']} documents, {summary['pages']} pages, {summary['passages_embedded']} passages")
    _require(not summary["failed"], f"Documents could not be read: {summary['failed']}")
    _require(summary["indexed"] >= least, f"Too few documents were indexed: {summary}")


def _ask(root: CleanRoot) -> None:
    answer = json.loads(root.run("pagewise", "ask", _QUESTION, "--json", as_user=True))
    print(f"    {answer['answer']}")
    _require(answer["found"] and _ANSWER in answer["answer"], f"The answer is wrong: {answer['answer']}")
    cited = [citation for citation in answer["citations"] if citation["path"] == _DOCUMENT]
    _require(bool(cited) and bool(cited[0]["rectangles"]), f"The contract is not cited: {answer['citations']}")


def _show_window(root: CleanRoot) -> None:
    with VirtualScreen() as screen:
        command = ["env", f"DISPLAY={screen.name}", "QT_QPA_PLATFORM=xcb", "pagewise", "open", _DOCUMENT]
        program = subprocess.Popen(root.command(command, as_user=True), stdin=subprocess.DEVNULL)
        try:
            shown = screen.wait_for_picture(_WINDOW_SECONDS, lambda: program.poll() is None)
            screen.save(_SCREENSHOT)
            _require(shown, f"No window was shown; {_SCREENSHOT} is what was.")
            _end(root)
            _require(program.wait(_END_SECONDS) == 0, f"It ended with exit code {program.returncode}.")
        finally:
            program.kill()
            program.wait()


def _end(root: CleanRoot) -> None:
    """Ask the program of the window to end: the oldest of those in the root, which has started the others."""
    inside = [link.parent for link in Path("/proc").glob("[0-9]*/root") if _leads_to(link, root.folder)]
    _require(bool(inside), "The program of the window is not running.")
    os.kill(min(int(process.name) for process in inside), signal.SIGTERM)


def _leads_to(link: Path, folder: Path) -> bool:
    try:
        return link.readlink() == folder
    except OSError:  # it has ended meanwhile
        return False


def _look_at_home(root: CleanRoot) -> None:
    home = root.folder / "home" / USER
    written = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
    known = (*_USER_DATA, *_OF_OTHERS, "Documents", "Formats", ".bashrc", ".profile", ".bash_logout")
    strays = [path for path in written if not path.startswith(known)]
    _require(not strays, f"Something was written elsewhere: {strays}")
    _require((home / _USER_DATA[0] / "library" / "catalogue.db").exists(), "There is no library.")


def _remove(root: CleanRoot) -> None:
    told = root.run("apt-get", "purge", "--yes", "--quiet", "pagewise")
    _require(all(f"~/{folder}" in told for folder in _USER_DATA[:3]), f"It is not told where the data are: {told}")
    left = [path for path in root.paths() if "pagewise" in path.lower() and not path.startswith(_LEFT_BY_APT)]
    _require(left == [DEBIAN_PACKAGE.name], f"The package left {left}")
    library = root.folder / "home" / USER / _USER_DATA[0] / "library" / "catalogue.db"
    _require(library.exists(), "The user's library is gone.")


def _prove_archive(root: CleanRoot) -> None:
    place = root.folder / "opt"
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(place, filter="tar")
    folder = ARCHIVE.name.removesuffix(".tar.gz")
    print(root.run(f"/opt/{folder}/pagewise", "--self-test", as_user=True), end="")
    shutil.rmtree(place / folder)


def _look_at_rest(root: CleanRoot, before: set[str]) -> None:
    root.run("apt-get", "autoremove", "--purge", "--yes", "--quiet")
    (root.folder / DEBIAN_PACKAGE.name).unlink()
    left = sorted(path for path in root.paths() - before if not path.startswith(_LEFT_BY_APT))
    _require(not left, f"There is more than before: {left}")


if __name__ == "__main__":
    sys.exit(main())
