"""Indexes a folder into a library on a disk that is full soon, waits until that is told, makes room, and goes on.

Needs the right to mount, as `unshare --map-root-user --mount` gives it.

    python full_disk_program.py FOLDER LIBRARY
"""

import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from engine.errors import DiskFull
from engine.library import indexing_worker
from tests.unit.library.indexing_harness import running

_SMALL, _LARGE = "size=600k", "size=64m"


def index_on_a_full_disk(folder: Path, library: Path) -> None:
    """Ends only if everything is in the library at last."""
    library.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", _SMALL, "tmpfs", library], check=True)
    with running(library, watch=False) as opened:
        opened.worker.add_places([folder])
        opened.wait_until(lambda: any(notice.title.startswith(DiskFull.title) for notice in opened.notices()))
        subprocess.run(["mount", "-o", f"remount,{_LARGE}", library], check=True)
        opened.wait_until_equal_to(folder)
    with running(library, watch=False) as reopened:
        reopened.wait_until_idle()
        assert reopened.read_paths() == []
        assert reopened.holds_exactly(folder)
        assert reopened.is_fully_embedded()
        assert reopened.notices() == []


if __name__ == "__main__":
    with patch.object(indexing_worker, "SECONDS_UNTIL_NEXT_TRY", 0.1):
        index_on_a_full_disk(Path(sys.argv[1]), Path(sys.argv[2]))
