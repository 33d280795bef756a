"""Whether there is memory to spare for what is only prepared, not yet wanted."""

import re
from pathlib import Path

_MEMORY_INFO = Path("/proc/meminfo")
_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB", re.MULTILINE)


def is_free(size: int, memory_info: Path = _MEMORY_INFO) -> bool:
    """True if `size` bytes can be had without paging out. Only Linux tells; elsewhere True is assumed."""
    try:
        available = _AVAILABLE.search(memory_info.read_text(encoding="ascii"))
    except OSError:
        return True
    return available is None or int(available[1]) * 1024 >= size
