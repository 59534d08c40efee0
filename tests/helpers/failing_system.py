"""A system that refuses: full and locked disks, and a pickle that means harm."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT_LINUX = sys.platform == "linux" and os.geteuid() == 0


class Hostile:
    """Makes a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return open, (self.path, "w")


@contextlib.contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of that size, seen as ``folder``."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # the log is still open


def fail_to_replace(patch: pytest.MonkeyPatch, where: str, number: int) -> None:
    """The system refuses to give a file its name where its path has ``where`` in it."""
    original = os.replace

    def replace(source, target) -> None:
        if where in str(target):
            raise OSError(number, os.strerror(number), str(source))
        original(source, target)

    patch.setattr(os, "replace", replace)


def fail_to_open(patch: pytest.MonkeyPatch, forbidden: Path) -> None:
    """The system does not let that file be read."""
    original = Path.open

    def open_(self: Path, *args, **kwargs):
        if self == forbidden:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return original(self, *args, **kwargs)

    patch.setattr(Path, "open", open_)
