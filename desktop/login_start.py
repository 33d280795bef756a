"""Starting Pagewise when the user logs in: one small file, or a value of the registry, written only when wanted."""

import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NAME = "pagewise"
_REGISTRY_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def starts_at_login() -> bool:
    """Whether Pagewise is started at login, by what the system reads then."""
    if sys.platform == "win32":
        return _registry_value() is not None
    return login_file().is_file()


def start_at_login(*, wanted: bool) -> None:
    """Begin or end to start Pagewise at login. Raises `OSError`."""
    if sys.platform == "win32":
        _set_registry_value(subprocess.list2cmdline(start_command()) if wanted else None)
    elif wanted:
        file = login_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(launch_agent() if sys.platform == "darwin" else autostart_entry())
    else:
        login_file().unlink(missing_ok=True)


def start_command() -> list[str]:
    """The command that starts this very Pagewise without a window in the way."""
    if getattr(sys, "frozen", False):
        # An AppImage is mounted elsewhere at each start; it tells by a variable where it lies itself.
        return [os.environ.get("APPIMAGE") or sys.executable, "open", "--in-background"]
    main = Path(__file__).resolve().parent.parent / "main.py"
    return [sys.executable, str(main), "open", "--in-background"]


def login_file() -> Path:
    """The file that the system reads at login (not on Windows)."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_NAME}.plist"
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(config) / "autostart" / f"{_NAME}.desktop"


def autostart_entry() -> bytes:
    """What freedesktop's Desktop Application Autostart Specification wants to be told."""
    lines = ("[Desktop Entry]", "Type=Application", "Name=Pagewise", f"Exec={_desktop_entry_command(start_command())}")
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def launch_agent() -> bytes:
    """What launchd(8) of macOS wants to be told."""
    return plistlib.dumps({"Label": _NAME, "ProgramArguments": start_command(), "RunAtLoad": True})


def _desktop_entry_command(command: list[str]) -> str:
    """A command line as the key Exec of the Desktop Entry Specification wants it.

    Each part is quoted, which a few characters need a backslash for. Backslashes are doubled after that, as in every
    value of a desktop entry; so is the per cent sign, which begins a field code.
    """
    quoted = " ".join('"' + re.sub(r'(["`$\\])', r"\\\1", part) + '"' for part in command)
    return quoted.replace("\\", r"\\").replace("%", "%%")


if sys.platform == "win32":
    import winreg

    def _registry_value() -> str | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _REGISTRY_KEY) as key:
                value: str = winreg.QueryValueEx(key, _NAME)[0]
                return value
        except FileNotFoundError:
            return None

    def _set_registry_value(value: str | None) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _REGISTRY_KEY) as key:
            if value is not None:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, value)
            elif _registry_value() is not None:
                winreg.DeleteValue(key, _NAME)
