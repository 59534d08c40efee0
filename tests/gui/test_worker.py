"""One thread supervises one engine process, whatever happens to that process."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.engine.live_run import LiveRun

WAIT_MS = 20_000


def new_run(workspace: Workspace, kind: str = "train") -> RunFolder:
    options = {"name": "May"} | ({"video_path": "x.mp4"} if kind == "preprocess" else {})
    return RunFolder.create(workspace, kind, "May", options)


def open_run(run: RunFolder, mode: str, command: EngineCommand, **options) -> LiveRun:
    spec = run.read_spec()
    assert spec is not None
    return LiveRun(run, spec, mode, command, **options)


def run_to_end(qtbot, live: LiveRun) -> str:
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS) as ended:
        live.begin()
    return ended.args[0]


def steps_of(live: LiveRun) -> list[int]:
    return [int(step) for step in live.record.losses["generator"]["total"].steps]


def recorded_pid(run: RunFolder) -> int:
    spec = run.read_spec()
    assert spec is not None and spec.process is not None
    return spec.process.pid


def test_a_run_is_followed_to_its_end(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace), "start", fake_engine())
    assert run_to_end(qtbot, live) == "done"
    assert steps_of(live) == list(range(60))
    assert live.record.best_checkpoint.epoch == 2
    assert live.record.result.steps == 60
    assert live.status == "done" and not live.is_active


def test_stages_and_warnings_of_preprocessing_arrive(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace, "preprocess"), "start", fake_engine(steps=5))
    assert run_to_end(qtbot, live) == "done"
    assert live.record.stages_seen == ["frames", "landmarks", "audio", "features"]
    assert [line.code for line in live.record.warnings] == ["face_small"]


@pytest.mark.parametrize("mode", ["crash", "silent"])
def test_a_process_that_dies_silently_is_lost(qtbot, workspace, fake_engine, mode):
    live = open_run(new_run(workspace), "start", fake_engine(mode))
    assert run_to_end(qtbot, live) == "lost"


def test_an_engine_that_cannot_be_started_is_lost_with_a_reason(qtbot, workspace):
    live = open_run(new_run(workspace), "start", EngineCommand(("/does/not/exist",)))
    assert run_to_end(qtbot, live) == "lost"
    assert live.start_error.code == "storage_gone"
    assert live.start_error.params["path"] == "/does/not/exist"


def test_an_error_arrives_as_code_and_parameters(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace), "start", fake_engine("fail"))
    assert run_to_end(qtbot, live) == "failed"
    assert live.record.problem.code == "dataset_incomplete"
    assert live.record.problem.params["reason"] == "a picture is missing"


def test_kill_9_is_noticed_and_the_run_goes_on_in_its_folder(qtbot, workspace, fake_engine):
    run = new_run(workspace)
    live = open_run(run, "start", fake_engine(steps=400))
    live.begin()
    qtbot.waitUntil(lambda: len(live.record.checkpoints) >= 2, timeout=WAIT_MS)
    with qtbot.waitSignal(live.ended, timeout=5000) as ended:
        psutil.Process(recorded_pid(run)).kill()
    assert ended.args[0] == "lost"
    assert run.status() == "lost"

    resumed = open_run(run, "resume", fake_engine(steps=80, step_s=0.001))
    assert run_to_end(qtbot, resumed) == "done"
    assert steps_of(resumed) == list(range(80)), "the chart has neither a gap nor a double step"


def test_stop_saves_and_ends(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace), "start", fake_engine(steps=5000))
    live.begin()
    qtbot.waitUntil(lambda: live.status == "running", timeout=WAIT_MS)
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS) as ended:
        live.stop()
    assert ended.args[0] == "stopped"


def test_pause_and_go_on(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace), "start", fake_engine(steps=5000))
    live.begin()
    qtbot.waitUntil(lambda: live.status == "running", timeout=WAIT_MS)
    live.pause()
    qtbot.waitUntil(lambda: live.status == "paused", timeout=WAIT_MS)
    step = live.record.step
    qtbot.wait(300)
    assert live.record.step == step
    live.resume()
    qtbot.waitUntil(lambda: live.record.step > step, timeout=WAIT_MS)
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS):
        live.stop()


def test_save_is_carried_out(qtbot, workspace, fake_engine):
    live = open_run(new_run(workspace), "start", fake_engine(steps=5000))
    live.begin()
    qtbot.waitUntil(lambda: live.status == "running", timeout=WAIT_MS)
    live.save()
    qtbot.waitUntil(
        lambda: any(line.code == "saved_on_request" for line in live.record.log), timeout=WAIT_MS
    )
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS):
        live.stop()


def test_a_deaf_engine_is_ended_when_time_is_up(qtbot, workspace, fake_engine):
    run = new_run(workspace)
    live = open_run(run, "start", fake_engine("deaf", steps=50_000), stop_timeout_s=0.5)
    live.begin()
    qtbot.waitUntil(lambda: live.status == "running", timeout=WAIT_MS)
    pid = recorded_pid(run)
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS) as ended:
        live.stop()
    assert ended.args[0] == "lost"
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_run_outlives_the_window_and_is_found_again(qtbot, workspace, fake_engine):
    run = new_run(workspace)
    first = open_run(run, "start", fake_engine(steps=300))
    first.begin()
    qtbot.waitUntil(lambda: first.record.step > 20, timeout=WAIT_MS)
    first.detach()
    seen = first.record.step
    assert run.is_alive()

    second = open_run(run, "attach", fake_engine())
    assert run_to_end(qtbot, second) == "done"
    assert seen < 299 and steps_of(second) == list(range(300))


def test_an_ended_run_is_replayed_without_a_process(qtbot, workspace, fake_engine):
    run = new_run(workspace)
    assert run_to_end(qtbot, open_run(run, "start", fake_engine())) == "done"
    again = open_run(run, "attach", EngineCommand(("/does/not/exist",)))
    assert run_to_end(qtbot, again) == "done"
    assert steps_of(again) == list(range(60))


def test_a_stop_that_nobody_read_does_not_end_the_resumed_run(qtbot, workspace, fake_engine):
    run = new_run(workspace)
    assert run_to_end(qtbot, open_run(run, "start", fake_engine("crash"))) == "lost"
    run.send("stop")
    assert run_to_end(qtbot, open_run(run, "resume", fake_engine())) == "done"


def test_fake_engine_fixture_makes_different_commands(fake_engine: Callable[..., EngineCommand]):
    assert fake_engine("deaf").environment != fake_engine().environment
