"""Who is told that frames are generated a few at a time, because memory ran out.

A process does one job, so this is kept for the process: what generates frames need not know of
jobs. It loads no torch.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

Warn = Callable[..., object]
_warn: list[Warn] = []


@contextlib.contextmanager
def memory_reports(warn: Warn) -> Iterator[None]:
    """Within it, ``warn`` is told, as :meth:`Job.warning`."""
    _warn.append(warn)
    try:
        yield
    finally:
        _warn.remove(warn)


def report_smaller_batch(device: str, images: int, fitting: int) -> None:
    """Warn that not ``images`` at a time fit the memory of a device, but ``fitting``."""
    for warn in _warn[-1:]:
        warn("memory_short_frames", device=device, images=images, fitting=fitting)
