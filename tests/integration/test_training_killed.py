"""A real training in a process of its own: killed, stopped by the system, told, and short of disk.

Whatever happens to it, going on gives to the bit what an undisturbed training gives.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import torch

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs
from tests.helpers.tiny_training import HELD_SAVING, HOLD_SAVING, small_project
from tests.helpers.training_process import (
    TRAINING,
    being_saved,
    said,
    start,
    trained_weights,
    unlike,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ARGUMENTS = (*TRAINING, "--epochs", "4", "--syncnet_epochs", "12")
WAIT_S = 240.0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, torch.Tensor]:
    folder = small_project(tmp_path_factory.mktemp("undisturbed"))
    assert start(folder, *ARGUMENTS).wait(WAIT_S) == 0, said(folder)
    weights = trained_weights(folder)
    assert {name.split("/")[1] for name in weights} == {"drawn", "syncnet_drawn"}
    return weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project(tmp_path)


@pytest.fixture
def started(folder: Path) -> Iterator[subprocess.Popen]:
    process = start(folder, *ARGUMENTS)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def _run(folder: Path) -> RunFolder | None:
    runs = list_runs(Workspace(folder), "drawn")
    return runs[-1] if runs else None


def _steps(folder: Path, stage: str) -> int:
    """Steps that a stage has told of."""
    run = _run(folder)
    events = [] if run is None else EventReader(run).read_new()
    return max(
        (int(e.done) for e in events if e.type == "progress" and e.stage == stage), default=0
    )


def _wait(process: subprocess.Popen, until: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + WAIT_S
    while not until():
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < deadline_s
        time.sleep(0.002)


def _go_on(folder: Path) -> None:
    assert start(folder, *ARGUMENTS, "--continue_training").wait(WAIT_S) == 0, said(folder)


def test_killed_in_the_syncnet_and_while_the_generator_is_saved(
    folder: Path, started: subprocess.Popen, undisturbed: dict
) -> None:
    _wait(started, lambda: _steps(folder, "syncnet") >= 9)
    psutil.Process(started.pid).kill()
    started.wait()
    assert _run(folder).status() == "lost"
    again = start(folder, *ARGUMENTS, "--continue_training")
    _wait(again, lambda: _steps(folder, "generator") >= 5)
    (folder / HOLD_SAVING).touch()
    _wait(again, lambda: (folder / HELD_SAVING).exists())
    assert being_saved(folder)
    psutil.Process(again.pid).kill()
    again.wait()
    (folder / HOLD_SAVING).unlink()
    _go_on(folder)
    assert unlike(undisturbed, trained_weights(folder)) == []


def _put_to_sleep(process: subprocess.Popen, run: RunFolder) -> None:
    """As the system does it: still alive for others, and then it goes on.

    That the sleep is in no metric is tested with a clock of the test's own:
    ``test_neither_a_pause_nor_a_standstill_counts_as_work``.
    """
    os.kill(process.pid, signal.SIGSTOP)
    try:
        while psutil.Process(process.pid).status() != psutil.STATUS_STOPPED:
            time.sleep(0.002)
        assert run.is_alive() and run.status() == "running"
    finally:
        os.kill(process.pid, signal.SIGCONT)


def test_put_to_sleep_then_stopped_from_another_terminal(
    folder: Path, started: subprocess.Popen, undisturbed: dict
) -> None:
    _wait(started, lambda: _steps(folder, "generator") >= 4)
    if os.name != "nt":  # Windows has no SIGSTOP
        _put_to_sleep(started, _run(folder))
        _wait(started, lambda: _steps(folder, "generator") >= 6)
    control = [sys.executable, "-m", "synctalk_engine", "control", "drawn", "stop"]
    subprocess.run(control, cwd=folder, check=True, capture_output=True, timeout=WAIT_S)
    assert started.wait(WAIT_S) == 130
    _go_on(folder)
    assert unlike(undisturbed, trained_weights(folder)) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 160 MB, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", str(disk)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs the rights to do so")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_is_full_while_saving(small_disk: Path, undisturbed: dict) -> None:
    folder = small_project(small_disk)
    process = start(folder, *ARGUMENTS)
    _wait(process, lambda: _steps(folder, "generator") >= 8)
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(65536))
        except OSError:
            pass
    assert process.wait(WAIT_S) == 3, said(folder)
    text = said(folder)
    assert text.count("The disk is full: ") == 1 and "Traceback" not in text
    assert not list(folder.rglob("*.partial"))
    ballast.unlink()
    _go_on(folder)
    assert unlike(undisturbed, trained_weights(folder)) == []
