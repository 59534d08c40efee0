"""Measures stalls of the event loop with a timer that records how late it fires."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 5


class StallMeter(QObject):
    """Measures gaps between timer ticks beyond the timer's interval."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps_ms: list[float] = []
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Clear the measurements and start."""
        self._gaps_ms.clear()
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def longest_ms(self) -> float:
        """The longest stall so far."""
        return max(self._gaps_ms, default=0.0)

    def percentile_ms(self, fraction: float) -> float:
        """Returns the stall that ``fraction`` (0..1) of all ticks did not exceed."""
        if not self._gaps_ms:
            return 0.0
        ordered = sorted(self._gaps_ms)
        return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]

    def _on_timeout(self) -> None:
        now_s = time.perf_counter()
        self._gaps_ms.append(max(0.0, (now_s - self._last_s) * 1000 - INTERVAL_MS))
        self._last_s = now_s
