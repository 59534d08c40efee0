"""How long the window stands still while a chart of a million points is filled and zoomed.

Run: ``python -m tests.bench.bench_loss_plot [points]``. Prints one JSON line.
"""

from __future__ import annotations

import json
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from synctalk_gui.theme import Theme
from synctalk_gui.widgets.loss_plot import LossPlot
from tests.helpers.event_loop_latency import LatencyMeter, settle

SERIES = ("train", "mouth", "sync")
BATCH = 500
ZOOMS = 60


def main(point_count: int) -> None:
    app = QApplication([])
    Theme(app, "dark")
    plot = LossPlot()
    plot.resize(1100, 420)
    for name in SERIES:
        plot.add_series(name)
    plot.show()
    rng = np.random.default_rng(0)
    steps = np.arange(point_count, dtype=np.float64)
    values = 0.1 + 0.4 * np.exp(-steps / (point_count / 5)) + rng.normal(0, 0.02, point_count)
    result: dict[str, object] = {"points": point_count, "series": len(SERIES)}

    began_s = time.perf_counter()
    for begin in range(0, point_count, 10_000):
        for name in SERIES:
            plot.append(name, steps[begin : begin + 10_000], values[begin : begin + 10_000])
    result["fill_s"] = round(time.perf_counter() - began_s, 2)
    _wait(300)

    meter = LatencyMeter()
    meter.start()
    box = plot.canvas.box
    for index in range(ZOOMS):
        factor = 0.8 if index < ZOOMS // 2 else 1.25
        box.scaleBy((factor, 1.0), center=QPointF(point_count * 0.6, 0.2))
        box.sigRangeChangedManually.emit(box.state["mouseEnabled"])
        _wait(16)
    result["zoom"] = meter.stop()

    plot.fit()
    _wait(200)
    meter.start()
    for index in range(60):
        plot.canvas.set_cursor_step(int(point_count * index / 60))
        _wait(16)
    result["cursor"] = meter.stop()

    meter.start()
    for index in range(60):
        first = point_count + index * BATCH
        for name in SERIES:
            plot.append(name, np.arange(first, first + BATCH), values[:BATCH])
        _wait(16)
    result["append"] = meter.stop()

    meter.start()
    for weight in np.linspace(0, 0.99, 40):
        plot.set_smoothing(float(weight))
        _wait(16)
    result["smoothing"] = meter.stop()
    print(json.dumps(result))


def _wait(duration_ms: int) -> None:
    settle(duration_ms / 1000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
