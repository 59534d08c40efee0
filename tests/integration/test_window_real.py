"""The real window with real engine processes, and kill -9 in the middle of their work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton

from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs
from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from synctalk_gui.widgets.image_loader import ImageLoader
from tests.helpers import tiny_training
from tests.helpers.event_loop_latency import LatencyMeter

ENGINE_ENVIRONMENT = {"OMP_NUM_THREADS": "1"}
"""Two threads on a busy machine wait for one another."""
SMALL_NETWORKS = (sys.executable, *tiny_training.COMMAND)
ROOT = Path(__file__).parents[2]
WAIT_MS = 240_000
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LONGEST_STALL_MS = 1500
"""Of the window's own work, in processor time: a test machine may be busy. Stalls by the clock are
measured in tests/bench."""


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    folder = str(tmp_path / "settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="module")
def preprocessed(sample_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the window has preprocessed the sample clip; copied by each test."""
    root = tmp_path_factory.mktemp("preprocessed")
    command = EngineCommand.default().line(
        "preprocess", "--video_path", str(sample_clip), "--name", "sample", "--frame_format", "jpg"
    )
    environment = EngineCommand.default().full_environment()
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, timeout=300)
    return root


@pytest.fixture
def filled(preprocessed: Path, workspace: Workspace) -> Workspace:
    shutil.copytree(preprocessed / "dataset", workspace.dataset_dir)
    return workspace


@pytest.fixture
def open_window(qtbot, workspace: Workspace) -> Iterator[Callable[..., MainWindow]]:
    windows: list[MainWindow] = []

    def open_one(program: tuple[str, ...] = EngineCommand.default().prefix) -> MainWindow:
        command = EngineCommand(program, ENGINE_ENVIRONMENT)
        window = MainWindow(workspace.root, Settings(), command)
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitSignal(window.session.ready, timeout=WAIT_MS):
            window.show()
        return window

    yield open_one
    for window in windows:
        window.close_without_asking()
    ImageLoader.close_shared()
    end_all(workspace)


def end_all(workspace: Workspace) -> None:
    for name in workspace.project_names():
        for run in list_runs(workspace, name):
            if run.is_alive():
                process = psutil.Process(run.read_spec().process.pid)
                process.kill()
                psutil.wait_procs([process], timeout=5)


def until(qtbot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def press(qtbot, window: MainWindow, key: str) -> None:
    def can_press() -> bool:
        part = window.view.header.action_button(key)
        return part is not None and part.isEnabled()

    until(qtbot, can_press)
    window.view.header.action_button(key).click()


def only_active(qtbot, window: MainWindow) -> LiveRun:
    until(qtbot, window.session.jobs.active)
    (live,) = window.session.jobs.active()
    return live


def questions(window: MainWindow) -> list[ConfirmDialog]:
    return [dialog for dialog in window.findChildren(ConfirmDialog) if dialog.isVisible()]


def wait_for_end(qtbot, live: LiveRun) -> str:
    until(qtbot, lambda: not live.is_active)
    return live.status


def start_training(qtbot, window: MainWindow, epochs: int) -> LiveRun:
    window.select_project("sample")
    window.show_step("train")
    form = window.page("train").form
    form.show_values({"preset": "lite-160"})
    form.length_kind.setCurrentIndex(form.length_kind.findData("epochs"))
    form.length.setValue(epochs)
    form.show_values({"train_syncnet": False})
    press(qtbot, window, "train")
    live = only_active(qtbot, window)
    until(qtbot, lambda: chart_steps(window) or not live.is_active)
    assert live.is_active, live.record.problem
    return live


def chart_steps(window: MainWindow) -> list[int]:
    curve = window.page("train").chart.plot._find("total", "")
    return [] if curve is None else [int(step) for step in curve.data.steps]


def recorded_steps(run: RunFolder) -> list[int]:
    """Steps with losses in the event file; a step done again replaces what followed it."""
    steps: list[int] = []
    for event in EventReader(run).read_new():
        if event.type == "metric" and event.stage == "generator" and event.losses:
            steps = [step for step in steps if step < event.step] + [event.step]
    return steps


def test_a_video_is_dropped_in_preprocessed_and_trained(
    qtbot, open_window, workspace, sample_clip, tmp_path
):
    window = open_window(SMALL_NETWORKS)
    window.session.import_paths([sample_clip])
    until(qtbot, lambda: window.view.sidebar.selected() == "sample")
    press(qtbot, window, "preprocess")
    preparation = only_active(qtbot, window)
    assert wait_for_end(qtbot, preparation) == "done", preparation.record.problem
    assert Clip(workspace.clip_dir("sample")).check_complete() == 150

    meter = LatencyMeter()
    live = start_training(qtbot, window, epochs=2)
    meter.start()
    assert wait_for_end(qtbot, live) == "done", live.record.problem
    latency = meter.stop()
    assert chart_steps(window) == recorded_steps(live.run)
    until(qtbot, lambda: window.session.projects.info("sample").stage == "trained")
    assert window.page("train").samples.steps
    assert latency["longest_cpu_ms"] < LONGEST_STALL_MS

    window.show_step("preview")
    preview = window.page("preview")
    until(qtbot, lambda: preview.compare.pair_count == 30)

    window.show_step("render")
    window.page("render").speech._take(Path(workspace.clip_dir("sample") / "aud.wav"))
    press(qtbot, window, "render")
    until(qtbot, lambda: window.session.jobs.active() or questions(window))
    for question in questions(window):  # two epochs make no model that is worth a video
        next(b for b in question.findChildren(QPushButton) if b.text() == "Render anyway").click()
    rendering = only_active(qtbot, window)
    assert wait_for_end(qtbot, rendering) == "done", rendering.record.problem
    until(qtbot, lambda: window.page("render").result.video is not None)
    assert window.page("render").result.video.stat().st_size > 10_000


def test_a_killed_window_and_a_killed_engine_lose_nothing(qtbot, open_window, filled, tmp_path):
    run = start_training_in_a_window_and_kill_that(filled, tmp_path)
    assert run.is_alive(), "the training outlives the window"

    window = open_window(SMALL_NETWORKS)
    live = only_active(qtbot, window)
    assert live.run.run_id == run.run_id
    window.select_project("sample")
    window.show_step("train")
    until(qtbot, lambda: live.record.checkpoints or not live.is_active)
    assert chart_steps(window)[:3] == recorded_steps(run)[:3], "the chart begins at the beginning"

    psutil.Process(run.read_spec().process.pid).kill()
    assert wait_for_end(qtbot, live) == "lost"
    assert window.page("train").banner.isVisible()
    steps_before = recorded_steps(run)

    press(qtbot, window, "resume")
    again = only_active(qtbot, window)
    assert again.run.run_id == run.run_id

    def goes_on() -> bool:
        resumed = any(line.code == "resumed" for line in again.record.log)
        return resumed and again.record.step > steps_before[-1]

    until(qtbot, lambda: goes_on() or not again.is_active)
    assert again.is_active, again.record.problem

    press(qtbot, window, "stop")
    assert wait_for_end(qtbot, again) == "stopped"
    assert run.resume_path.is_file()
    until(qtbot, lambda: chart_steps(window) == recorded_steps(run))
    assert len(list_runs(filled, "sample", "train")) == 1
    until(qtbot, lambda: window.session.projects.info("sample").has_model)


def start_training_in_a_window_and_kill_that(workspace: Workspace, tmp_path: Path) -> RunFolder:
    script = ROOT / "tests" / "helpers" / "training_window.py"
    arguments = [str(workspace.root), "sample", str(tmp_path / "other settings")]
    environment = os.environ | {"PYTHONPATH": str(ROOT), **ENGINE_ENVIRONMENT}
    first = subprocess.Popen(
        [sys.executable, str(script), *arguments], env=environment, stdout=subprocess.PIPE
    )
    try:
        assert first.stdout.readline().strip() == b"started"
    finally:
        first.kill()
        first.wait()
        first.stdout.close()
    (run,) = list_runs(workspace, "sample", "train")
    return run
