"""Eight hours of events replayed into a window: how long it takes, what it stalls, what it keeps.

``python -m tests.bench.bench_replay [--hours 8]`` writes a training's event file as the engine does
(progress ten times a second, metrics twice a second, validation metrics and samples as often as a
training measures), opens a window on it, and prints one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import random
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder
from tests.bench.bench_window import Driver
from tests.helpers.event_loop_latency import settle, wait_until

NAME = "May"
STEPS_PER_S = 8
MEASUREMENTS = 20


def write_events(run: RunFolder, hours: float) -> int:
    """A training that ended; gives the number of events."""
    seconds = int(hours * 3600)
    dice, seq = random.Random(0), 0
    began_s = time.time() - seconds
    with run.events_path.open("w", encoding="utf-8") as file:

        def add(t: float, type_: str, **fields) -> None:
            nonlocal seq
            head = {"v": 1, "seq": seq, "t": round(began_s + t, 3), "run_id": run.run_id}
            file.write(json.dumps({**head, "stage": "generator", "type": type_, **fields}) + "\n")
            seq += 1

        add(0, "state", state="running")
        total = seconds * STEPS_PER_S
        every = max(1, seconds // MEASUREMENTS)
        for second in range(seconds):
            for tenth in range(10):
                done = second * STEPS_PER_S + tenth * STEPS_PER_S // 10
                add(second + tenth / 10, "progress", done=done, total=total, unit="steps")
                if tenth % 5 == 0:
                    add_metrics(add, second + tenth / 10, done + 1, dice)
            add(second, "resource", rss_mb=2200 + second % 7, gpu_mb=None, gpu_total_mb=None)
            if second % every == every - 1:
                step, epoch = (second + 1) * STEPS_PER_S, second // every
                validation = {"mouth_psnr": 25 + epoch / 10, "other_audio_psnr": 24.0}
                add(second, "metric", step=step, epoch=epoch, held_out=validation)
                path = f"checkpoint/{NAME}/{epoch}.pth"
                add(second, "checkpoint", path=path, step=step, epoch=epoch, best=True)
                params = {"epoch": epoch, "step": step}
                add(second, "log", code="checkpoint_best", params=params)
        add(seconds, "state", state="done")
    return seq


def add_metrics(add, t: float, step: int, dice: random.Random) -> None:
    decay = math.exp(-t / 5000)
    losses = {
        name: round(base + 0.3 * decay + dice.gauss(0, 0.01), 5)
        for name, base in (("total", 0.11), ("mouth", 0.06), ("sync", 0.3), ("perceptual", 0.2))
    }
    add(t, "metric", step=step, epoch=int(t // 600), losses=losses, images_per_s=64.0, lr=1e-3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        driver = Driver(scratch, EngineCommand(("false",)), 0, NAME)
        driver.open()
        driver.window.select_project(NAME)
        driver.window.show_step("train")
        settle(1)
        before_mb = rss_mb()
        run = RunFolder.create(Workspace(driver.workspace.root), "train", NAME, {"name": NAME})
        events = write_events(run, options.hours)
        file_mb = run.events_path.stat().st_size / 2**20
        page = driver.window.page("train")
        began_s = time.monotonic()
        driver.meter.start()
        driver.window.session.refresh(NAME)
        wait_until(lambda: page.live is not None and page.live.is_caught_up, 1200)
        settle(1)
        stalls = driver.meter.stop()
        replayed_s = time.monotonic() - began_s - 1
        gc.collect()
        settle(1)
        curve = page.live.record.losses["generator"]["total"]
        shown = page.chart.plot._find("total", "")
        result = {
            "hours": options.hours,
            "events": events,
            "file_mb": round(file_mb),
            "replayed_in_s": round(replayed_s, 1),
            "points_a_curve": len(curve.steps),
            "points_in_chart": len(shown.data),
            "stalls": stalls,
            "memory_before_mb": before_mb,
            "memory_after_mb": rss_mb(),
            "load": [round(part, 1) for part in os.getloadavg()],
        }
        driver.window.close_without_asking()
    print(json.dumps(result))


def rss_mb() -> int:
    return round(psutil.Process().memory_info().rss / 2**20)


if __name__ == "__main__":
    main()
