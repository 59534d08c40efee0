"""Processes of a batch: a bad video ends alone, and a stop ends all."""

from __future__ import annotations

import sys
from pathlib import Path

import filelock
import pytest

from synctalk_engine import run_process
from synctalk_engine.batch import supervise
from synctalk_engine.batch.supervise import BatchSupervisor, VideoResult, fitting_jobs
from synctalk_engine.protocol.events import Event
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import list_runs
from tests.helpers import fake_preprocessing

COMMAND = EngineCommand((sys.executable, fake_preprocessing.__file__))


class Notes:
    """Keeps what it is told; calls ``on_progress`` at each progress event."""

    def __init__(self, on_progress=None) -> None:
        self.events: list[tuple[str, str]] = []
        self.results: list[VideoResult] = []
        self._on_progress = on_progress

    def on_event(self, name: str, event: Event) -> None:
        self.events.append((name, event.type))
        if event.type == "progress" and self._on_progress is not None:
            self._on_progress()

    def on_result(self, result: VideoResult) -> None:
        self.results.append(result)


def videos(*names: str) -> list[PreprocessOptions]:
    return [PreprocessOptions(video_path=f"/in/{name}.mp4", name=name) for name in names]


def outcome(results: list[VideoResult]) -> dict[str, str]:
    return {result.name: result.result for result in results}


def test_a_bad_video_and_a_crash_do_not_stop_the_rest(workspace: Workspace) -> None:
    notes = Notes()
    wanted = videos("bad", "good", "crash", "done", "good 2")
    results = BatchSupervisor(workspace, wanted, 3, notes, COMMAND).run()
    assert outcome(results) == {
        "bad": "failed", "good": "done", "crash": "failed", "done": "already", "good 2": "done",
    }  # fmt: skip
    assert sorted(notes.results, key=lambda r: r.name) == sorted(results, key=lambda r: r.name)
    bad, good, crash = results[:3]
    assert bad.error is not None and bad.error["code"] == "file_not_found"
    assert crash.error is not None and "out of luck" in crash.error["message"]
    assert (good.frames, good.frames_per_s, good.error) == (25, 100.0, None)
    assert ("good", "progress") in notes.events


def test_each_video_has_a_run_of_its_own(workspace: Workspace) -> None:
    BatchSupervisor(workspace, videos("good", "bad"), 2, Notes(), COMMAND).run()
    for name, state in (("good", "done"), ("bad", "failed")):
        (run,) = list_runs(workspace, name, "preprocess")
        assert run.status() == state


def test_no_more_than_asked_run_at_a_time(workspace: Workspace) -> None:
    alive: list[int] = []

    def count() -> None:
        runs = [
            run for name in ("good 1", "good 2", "good 3") for run in list_runs(workspace, name)
        ]
        alive.append(sum(run.is_alive() for run in runs))

    BatchSupervisor(workspace, videos("good 1", "good 2", "good 3"), 1, Notes(count), COMMAND).run()
    assert alive and max(alive) == 1


def test_a_stop_ends_all_and_leaves_them_to_be_resumed(workspace: Workspace) -> None:
    batch = BatchSupervisor(workspace, [], 2, Notes())
    notes = Notes(lambda: batch.request_stop())
    batch = BatchSupervisor(workspace, videos("slow 1", "slow 2", "good"), 2, notes, COMMAND)
    results = batch.run()
    assert set(outcome(results).values()) == {"stopped"}
    assert list_runs(workspace, "good") == []
    for name in ("slow 1", "slow 2"):
        (run,) = list_runs(workspace, name)
        assert run.status() in ("stopped", "lost")


def test_one_that_does_not_heed_a_stop_is_killed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_process, "STOP_GRACE_S", 0.3)
    monkeypatch.setattr("synctalk_engine.workspace.runs.RunFolder.send", lambda *_: "lost")
    batch = BatchSupervisor(workspace, [], 1, Notes())
    notes = Notes(lambda: batch.request_stop())
    batch = BatchSupervisor(workspace, videos("slow"), 1, notes, COMMAND)
    assert outcome(batch.run()) == {"slow": "stopped"}, "left alone, it would be done in the end"
    (run,) = list_runs(workspace, "slow")
    assert run.status() == "lost"


def test_an_exception_of_the_viewer_leaves_no_process(workspace: Workspace) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        BatchSupervisor(workspace, videos("slow"), 1, Notes(interrupt), COMMAND).run()
    (run,) = list_runs(workspace, "slow")
    assert not run.is_alive()


def test_a_program_that_cannot_be_started_is_told_for_each_video(workspace: Workspace) -> None:
    command = EngineCommand((str(Path(sys.executable).with_name("no such program")),))
    results = BatchSupervisor(workspace, videos("good"), 1, Notes(), command).run()
    assert results[0].error is not None and results[0].error["code"] == "engine_ended"


def test_a_video_that_another_process_works_on_says_so(workspace: Workspace) -> None:
    folder = workspace.project_runs_dir("busy")
    folder.mkdir(parents=True)
    with filelock.FileLock(folder / "project.lock"):
        (result,) = BatchSupervisor(workspace, videos("busy"), 1, Notes()).run()
    assert result.error is not None
    assert "already working on “busy”" in result.error["message"]


@pytest.mark.parametrize(
    ("cores", "free_gb", "count", "wanted"),
    [(2, 20, 9, 1), (16, 64, 9, 8), (16, 64, 3, 3), (16, 4, 9, 2), (1, 0.5, 9, 1)],
)
def test_jobs_are_as_cores_memory_and_videos_allow(
    monkeypatch: pytest.MonkeyPatch, cores: int, free_gb: float, count: int, wanted: int
) -> None:
    monkeypatch.setattr(supervise, "usable_cores", lambda: cores)
    memory = type("Memory", (), {"available": free_gb * 2**30})
    monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
    assert fitting_jobs(count) == wanted
