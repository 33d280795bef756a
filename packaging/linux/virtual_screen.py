"""An X server without a screen (Xvfb), and what is shown on it."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageChops, ImageGrab

_SIZE = "1280x800x24"
_LOOK_SECONDS = 0.5
_LEAST_COLOURS = 64
"""A window that is painted, with its text smoothed, has more; a blank screen has one."""
_MOST_CHANGED = 0.01
"""Of the screen."""
_LEAST_PAINTED = 0.5
"""Of the screen: as much must not be black, which is what the screen is without a window."""


class VirtualScreen:
    """Runs an X server for the time of a `with` block."""

    def __init__(self) -> None:
        server = shutil.which("Xvfb")
        assert server is not None, "Xvfb is not installed (Debian: xvfb)"
        read_end, write_end = os.pipe()
        command = [server, "-displayfd", str(write_end), "-screen", "0", _SIZE, "-nolisten", "tcp", "-ac"]
        self._server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            self.name = f":{numbers.readline().strip()}"
        """What the DISPLAY variable has to be."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait()

    def wait_for_picture(self, seconds: float, is_worth_it: Callable[[], bool]) -> bool:
        """Wait until a window with text has been painted and stays as it is; False if `seconds` have gone by.

        Also False as soon as `is_worth_it` says no (the program has ended).
        """
        end, before = time.monotonic() + seconds, self._picture()
        while time.monotonic() < end and is_worth_it():
            time.sleep(_LOOK_SECONDS)
            picture = self._picture()
            if _is_painted(picture) and _are_alike(picture, before):
                return True
            before = picture
        return False

    def wait_for_window(self, seconds: float) -> bool:
        """Wait until a window with text has been painted, and look all the time; False if `seconds` have gone by."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if _is_painted(self._picture()):
                return True
        return False

    def save(self, file: Path) -> None:
        """Write what is shown now as an image."""
        self._picture().save(file)

    def _picture(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.name)


def _are_alike(picture: Image.Image, other: Image.Image) -> bool:
    """True if nothing has changed but a small area, as that of a blinking cursor."""
    changed = ImageChops.difference(picture.convert("RGB"), other.convert("RGB")).getbbox()
    if changed is None:
        return True
    left, top, right, bottom = changed
    return (right - left) * (bottom - top) < _MOST_CHANGED * picture.width * picture.height


def _is_painted(picture: Image.Image) -> bool:
    colours = picture.convert("RGB").getcolors(maxcolors=1 << 24) or []
    pixels = picture.width * picture.height
    black = sum(count for count, colour in colours if colour == (0, 0, 0))
    return len(colours) >= _LEAST_COLOURS and 1 - black / pixels >= _LEAST_PAINTED
