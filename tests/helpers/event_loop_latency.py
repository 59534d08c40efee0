"""How long an event loop stands still: gaps between the beats of a timer.

Beside the wall clock the processor time of the window's thread is taken: on a machine that others
use as well, only that says what the window itself costs.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer

HEARTBEAT_MS = 1


class LatencyMeter:
    """Call ``start()``, let the loop run; ``stop()`` returns the latencies in milliseconds."""

    def __init__(self) -> None:
        self._beats: list[tuple[float, float]] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        self._beats.clear()
        self._on_beat()
        self._timer.start(HEARTBEAT_MS)

    def stop(self) -> dict[str, float]:
        self._timer.stop()
        wall_ms, cpu_ms = 1000 * np.diff(np.array(self._beats), axis=0).T
        return {
            "p99_ms": round(float(np.percentile(wall_ms, 99)), 1),
            "longest_ms": round(float(wall_ms.max()), 1),
            "p99_cpu_ms": round(float(np.percentile(cpu_ms, 99)), 1),
            "longest_cpu_ms": round(float(cpu_ms.max()), 1),
            "beats": len(wall_ms),
        }

    def _on_beat(self) -> None:
        self._beats.append((time.perf_counter(), time.thread_time()))


def settle(seconds: float) -> None:
    """Let the event loop run as in the program; QApplication.quit would close the window."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(condition, seconds: float) -> None:
    """Raises: TimeoutError."""
    deadline_s = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline_s:
            raise TimeoutError
        settle(0.05)
