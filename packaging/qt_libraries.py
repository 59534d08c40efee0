"""The system libraries that Qt needs on Linux and that no Python package brings along."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Library -> Debian package.
WITHOUT_SCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WITH_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libpulse.so.0": "libpulse0",  # sound; without it the window starts, but is silent
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-dejavu-core"


def missing_packages(needs_screen: bool) -> list[str]:
    """Debian packages to install; [] where Qt will start, and on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = {**WITHOUT_SCREEN, **(WITH_SCREEN if needs_screen else {})}
    packages = [package for name, package in libraries.items() if not _can_load(name)]
    return packages if _has_fonts() else [*packages, FONT_PACKAGE]


def install(packages: list[str]) -> str | None:
    """Install ``packages`` where that needs no password; else returns what to do, as a sentence."""
    apt_get = shutil.which("apt-get")
    if apt_get is None or os.geteuid() != 0:
        return (
            "They cannot be installed from here. On Debian and Ubuntu this does it: "
            f"sudo apt-get install {' '.join(packages)}"
        )
    _apt_get(apt_get, "update")  # its failure shows in what follows, if it matters
    done = _apt_get(apt_get, "install", "-y", "--no-install-recommends", *packages)
    if done.returncode == 0:
        return None
    last_lines = "\n".join(f"  {line}" for line in done.stdout.splitlines()[-20:])
    return f"These packages could not be installed: {' '.join(packages)}\n{last_lines}"


def _apt_get(program: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *args],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    folders = [Path(name).expanduser() for name in FONT_FOLDERS]
    return any(next(folder.rglob("*.[to]tf"), None) for folder in folders if folder.is_dir())
