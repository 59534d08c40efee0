"""``kill -9`` of the window, and of the engine, during a training: what is lost, what is said.

    python -m tests.bench.bench_window_killed [--kills 10] [--epochs 150] [--only engine]

First a training nobody disturbs. Then one whose window is killed and opened again ten times, then
one whose engine is killed and resumed by the window's button ten times. Each row says what the
window showed; at the end the weights of each are compared with those of the first, to the bit.
Networks are small, the program else is as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QSettings

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs
from synctalk_gui.app import create_application
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from tests.helpers.event_loop_latency import settle, wait_until
from tests.helpers.tiny_training import small_project
from tests.helpers.training_process import REPOSITORY, trained_weights, unlike
from tests.helpers.window_reporter import NAME, engine, seen

WAIT_S = 600
LONGEST_PAUSE_S = 4.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=150)
    parser.add_argument("--only", choices=("window", "engine"), help="kill one of the two alone")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    options = {"epochs": asked.epochs, "preset": "lite-160", "precision": "fp32", "seed": 3}
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        settings = str(Path(scratch) / "settings")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        application = create_application()
        whole = small_project(folder(scratch, "whole"))
        kill_engine(whole, options, 0, chance)
        expected = trained_weights(whole)
        print(f"undisturbed: {len(expected)} tensors, {steps_of(whole)} steps", flush=True)
        if asked.only != "engine":
            one = small_project(folder(scratch, "window killed"))
            kill_window(one, options, asked.kills, chance, settings)
            tell("windows", expected, one)
        if asked.only != "window":
            other = small_project(folder(scratch, "engine killed"))
            kill_engine(other, options, asked.kills, chance)
            tell("engines", expected, other)
        application.processEvents()


def folder(scratch: str, name: str) -> Path:
    path = Path(scratch) / name
    path.mkdir()
    return path


def tell(what: str, expected: dict, root: Path) -> None:
    differing = unlike(expected, trained_weights(root))
    print(
        f"{what} killed: {steps_of(root)} steps, {len(differing)} tensors differ {differing[:2]}",
        flush=True,
    )


def the_run(root: Path) -> RunFolder:
    return list_runs(Workspace(root), NAME, "train")[-1]


def steps_of(root: Path) -> int:
    steps = [e.step for e in EventReader(the_run(root)).read_new() if e.type == "metric"]
    return max(steps, default=0)


# -- the window is killed --------------------------------------------------------------------------


def kill_window(
    root: Path, options: dict, kills: int, chance: random.Random, settings: str
) -> None:
    print("window killed at step | reopened: told after s | points, metrics on disk | it says")
    more = [json.dumps(options)]
    for _ in range(kills):
        window = start_window(root, settings, more)
        more = []
        told = watch(window, lambda s: s["step"] > 5 and s["is_told"])
        time.sleep(chance.uniform(0, LONGEST_PAUSE_S))
        if not the_run(root).is_alive():
            print("it had ended before the window could be killed")
            window.kill()
            window.wait()
            break
        window.kill()
        window.wait()
        window.stdout.close()
        alive = the_run(root).is_alive()
        began_s = time.monotonic()
        window = start_window(root, settings, [])
        again = watch(window, lambda s: s["points"] > 0 and s["is_told"])
        told_s = time.monotonic() - began_s
        on_disk = metrics_on_disk(root, again["step"])
        window.kill()
        window.wait()
        window.stdout.close()
        print(
            f"{told['step']:21} | {told_s:21.1f} | {again['points']:6}, {on_disk:15} | "
            f"engine {'alive' if alive else 'ended'}; list “{again['list']}”; foot "
            f"“{again['foot']}”; dialogs {again['dialogs']}",
            flush=True,
        )
    deadline_s = time.monotonic() + WAIT_S
    while the_run(root).is_alive() and time.monotonic() < deadline_s:
        time.sleep(0.2)


def start_window(root: Path, settings: str, more: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.window_reporter", str(root), settings, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def watch(window: subprocess.Popen[str], condition) -> dict:
    """The first line of a window that fulfils a condition."""
    assert window.stdout is not None
    for line in window.stdout:
        state = json.loads(line)
        if condition(state):
            return state
    raise RuntimeError("the window ended")


def metrics_on_disk(root: Path, until_step: int) -> int:
    """Metric events with losses up to a step, as the event file has them."""
    events = EventReader(the_run(root)).read_new()
    return sum(1 for e in events if e.type == "metric" and e.losses and e.step <= until_step)


# -- the engine is killed --------------------------------------------------------------------------


def kill_engine(root: Path, options: dict, kills: int, chance: random.Random) -> None:
    window = MainWindow(root, Settings(), engine())
    with_loaded: list[int] = []
    window.session.loaded.connect(lambda: with_loaded.append(1))
    window.show()
    wait_until(lambda: with_loaded, WAIT_S)
    window.select_project(NAME)
    window.show_step("train")
    page = window.page("train")
    window.session.jobs.add("train", NAME, options, "cpu")
    if kills:
        print("engine killed at step | noticed after s | resumed at step | the window said")
    for number in range(kills):
        first = (resumed_at(root) or 0) if number else 0
        wait_until(lambda: is_at_work(page.live, first), WAIT_S)
        settle(chance.uniform(0, LONGEST_PAUSE_S))
        live = page.live
        if not live.is_active:
            print("it had ended before it could be killed")
            break
        psutil.Process(live.run.read_spec().process.pid).kill()
        killed_at, began_s = live.record.step, time.monotonic()
        wait_until(lambda: page.live.status == "lost", 60)
        noticed_s = time.monotonic() - began_s
        wait_until(lambda: is_pressable(window, "resume"), 60)
        said = seen(window)
        window.view.header.action_button("resume").click()
        wait_until(lambda: page.live is not None and page.live.is_active, 60)
        wait_until(lambda: resumed_at(root) is not None, WAIT_S)
        print(
            f"{killed_at:21} | {noticed_s:15.1f} | {resumed_at(root):15} | list “{said['list']}”; "
            f"banner “{said['banner']}”",
            flush=True,
        )
    wait_until(lambda: page.live is not None and page.live.status == "done", WAIT_S)
    window.close_without_asking()
    window.deleteLater()
    settle(0.2)


def is_at_work(live: LiveRun | None, first_step: int) -> bool:
    """The engine's process is known and has gone some steps on from ``first_step``."""
    if live is None or not live.is_caught_up or live.record.step <= first_step + 5:
        return False
    spec = live.run.read_spec()
    return not live.is_active or (spec is not None and spec.process is not None)


def is_pressable(window: MainWindow, key: str) -> bool:
    part = window.view.header.action_button(key)
    return part is not None and part.isEnabled()


def resumed_at(root: Path) -> int | None:
    """The step that the last start of the engine went on from; None before it said so."""
    step = None
    for event in EventReader(the_run(root)).read_new():
        if event.type == "state" and event.state == "running":
            step = None
        elif event.type == "log" and event.code == "resumed":
            step = event.params.get("step")
        elif event.type == "metric" and step is None:
            step = 0
    return step


if __name__ == "__main__":
    main()
