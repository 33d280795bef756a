"""What this computer has: cores, memory, disk, and what llama.cpp was built for. Measured, not asked of the user."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import psutil

from engine.types import Machine

_GPU_LIBRARIES = {"metal": "Metal", "cuda": "CUDA", "vulkan": "Vulkan", "hip": "ROCm", "sycl": "SYCL"}
"""The part of a library's name that tells for which interface ggml was built."""


def measure_machine(folder: Path) -> Machine:
    """What this computer has now; the free disk space is that of `folder`, which need not exist yet."""
    memory = psutil.virtual_memory()
    return Machine(memory.total, memory.available, available_cores(), gpu_interface(), free_disk_space(folder))


def is_memory_free(size: int) -> bool:
    """True if `size` bytes can be had without paging out."""
    return free_memory() >= size


def free_memory() -> int:
    """Bytes that programs can have without paging out."""
    available: int = psutil.virtual_memory().available
    return available


def free_disk_space(folder: Path) -> int:
    """Free bytes where `folder` is, or is to be made; 0 if that cannot be told."""
    try:
        there = next((parent for parent in (folder, *folder.parents) if parent.is_dir()), None)
        return 0 if there is None else shutil.disk_usage(there).free
    except OSError:
        return 0


def in_gigabytes(size: int) -> str:
    """Bytes for people: "5.9 GB"."""
    return f"{size / 1e9:.1f} GB"


def available_cores() -> int:
    """Physical cores that this process may use.

    llama.cpp's threads spin while they wait for each other, so a second one on the same core only slows it down.
    """
    if sys.platform == "linux":
        usable = os.sched_getaffinity(0)
        cores = {_siblings_of(cpu) for cpu in usable}
        return len(cores)
    logical = os.cpu_count() or 1
    return psutil.cpu_count(logical=False) or logical


def runs_on_battery() -> bool:
    """True if the computer has a battery and is not plugged in."""
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def gpu_interface() -> str:
    """The graphics interface that the installed llama.cpp was built for, told by its libraries; "" if there is none.

    To ask it, it would have to be loaded, which only the answering process does.
    """
    spec = find_spec("llama_cpp")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        names = [file.name for file in Path(place, "lib").glob("*ggml-*")]
        for part, interface in _GPU_LIBRARIES.items():
            if any(f"ggml-{part}" in name for name in names):
                return interface
    return ""


def _siblings_of(cpu: int) -> str:
    """What names the physical core of a logical processor: the list of those that share it."""
    try:
        return Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text(encoding="ascii")
    except OSError:
        return str(cpu)
