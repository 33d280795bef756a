"""Draws the app's icon in the formats of Windows (.ico) and macOS (.icns): `python packaging/icons.py FOLDER`.

Each size is drawn from `resources/icons/pagewise.svg`, so that no drawn file has to be kept.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "pagewise.svg"
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_MACOS_SIZES = (32, 64, 128, 256, 512, 1024)


def main(arguments: list[str]) -> int:
    """Write `pagewise.ico` and `pagewise.icns` into the folder that is named; 2 if none is."""
    if len(arguments) != 1:
        print("usage: python packaging/icons.py FOLDER", file=sys.stderr)
        return 2
    write_icons(Path(arguments[0]))
    return 0


def write_icons(folder: Path) -> tuple[Path, Path]:
    """Write both files into `folder`, which is made; returns them, that of Windows first."""
    folder.mkdir(parents=True, exist_ok=True)
    windows, macos = folder / "pagewise.ico", folder / "pagewise.icns"
    *small, large = map(drawn, _WINDOWS_SIZES)
    large.save(windows, format="ICO", sizes=[(size, size) for size in _WINDOWS_SIZES], append_images=small)
    *small, large = map(drawn, _MACOS_SIZES)
    large.save(macos, format="ICNS", append_images=small)
    return windows, macos


def drawn(size: int) -> Image.Image:
    """The icon as an image of `size` x `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(_SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6's stubs want bytes here
    return Image.open(BytesIO(buffer.data().data())).convert("RGBA")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
