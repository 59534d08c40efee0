"""What disks, copies and interruptions do to files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], None]


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


def zeroed(path: Path) -> None:
    """All bytes are zero, as after a power cut."""
    path.write_bytes(bytes(path.stat().st_size))


def zeros_in_the_middle(path: Path) -> None:
    """A bad sector."""
    data = bytearray(path.read_bytes())
    length = min(4096, len(data) // 4)
    begin = len(data) // 2
    data[begin : begin + length] = bytes(length)
    path.write_bytes(data)


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(path.stat().st_size))


def folder(path: Path) -> None:
    """An empty folder of that name."""
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Damage] = {
    "missing": missing,
    "empty": empty,
    "cut": cut,
    "zeroed": zeroed,
    "zeros in the middle": zeros_in_the_middle,
    "random bytes": random_bytes,
    "a folder of that name": folder,
}


def copied(source: Path, target: Path) -> Path:
    """A copy of a workspace, with the times of its files."""
    return Path(shutil.copytree(source, target))
