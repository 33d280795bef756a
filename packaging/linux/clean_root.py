"""A fresh Debian in a folder, and commands in it without a network. Needs root, mmdebstrap and util-linux."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

RELEASE = "bookworm"
USER = "tester"
X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108  # where X servers put their sockets

_ENTER = """
root="$1"; shift
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
if [ -d "$X_SOCKETS" ]; then mkdir -p "$root$X_SOCKETS"; mount --bind "$X_SOCKETS" "$root$X_SOCKETS"; fi
exec chroot "$root" "$@"
"""
"""Mounts what a system has at run time; they vanish with the namespace, when the command ends."""


class CleanRoot:
    """Debian's required packages and apt, nothing else; no Python."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, package: Path) -> None:
        """Make the root, and fetch (not install) what a package depends on. Replaces a root that is there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        fetch = f"apt-get install --yes --quiet --no-install-recommends --download-only /{package.name}"
        hooks = [f"copy-in '{package}' /", f'chroot "$1" {fetch}', f'chroot "$1" useradd --create-home {USER}']
        command = ["mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", "--skip=cleanup/apt"]
        command += [f"--customize-hook={hook}" for hook in hooks]
        subprocess.run([*command, RELEASE, str(self.folder)], check=True, stdin=subprocess.DEVNULL)

    def command(self, arguments: Sequence[str], *, as_user: bool = False) -> list[str]:
        """The command line that runs `arguments` in the root, without a network."""
        if as_user:
            become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", "--reset-env"]
            arguments = [*become, "env", "LANG=C.UTF-8", *arguments]
        return [
            *("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"),
            *("env", f"X_SOCKETS={X_SOCKETS}", "sh", "-euc", _ENTER, "enter", str(self.folder)),
            *arguments,
        ]

    def run(self, *arguments: str, as_user: bool = False) -> str:
        """Run a command in the root without a network; returns what it printed. Raises `CalledProcessError`."""
        command = self.command(arguments, as_user=as_user)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        result = subprocess.run(
            command, check=False, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        if result.returncode != 0:
            print(result.stdout)
            raise subprocess.CalledProcessError(result.returncode, arguments)
        return result.stdout

    def paths(self) -> set[str]:
        """Every path in the root."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}
