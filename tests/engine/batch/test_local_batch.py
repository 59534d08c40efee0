"""``synctalk batch`` on one machine: every step a run, nothing twice, nothing lost."""

from __future__ import annotations

import os
import sys
from collections import Counter

import pytest

from synctalk_engine.batch import local_batch
from synctalk_engine.batch.jobs_file import BatchStep, PersonJob
from synctalk_engine.batch.local_batch import BatchWorker, LocalBatch, make_workers
from synctalk_engine.batch.step_runs import StepReport
from synctalk_engine.jobs import check_options
from synctalk_engine.protocol.events import RunState
from synctalk_engine.workspace import engine_process
from synctalk_engine.workspace.device_lock import SHARING_VARIABLE
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import list_runs
from tests.helpers import fake_steps

COMMAND = EngineCommand((sys.executable, fake_steps.__file__))
ONE, TWO = [BatchWorker(1)], [BatchWorker(1), BatchWorker(2)]


class Notes:
    """Keeps what it is told."""

    def __init__(self, on_event=None) -> None:
        self.results: list[StepReport] = []
        self.retried: list[tuple[str, str]] = []
        self._on_event = on_event

    def on_event(self, step, event) -> None:
        if self._on_event is not None:
            self._on_event(step, event)

    def on_retry(self, step, error) -> None:
        assert error["code"] == "engine_ended"
        self.retried.append((step.name, step.kind))

    def on_step(self, result) -> None:
        self.results.append(result)


def person(workspace: Workspace, name: str, **train) -> PersonJob:
    """All four steps, with one speech."""
    video, speech = workspace.root / f"{name}.mp4", workspace.root / "news.wav"
    for path in (video, speech):
        if not path.exists():
            path.write_bytes(b"x")
            os.utime(path, (1, 1))
    steps = [
        ("preprocess", {"video_path": str(video)}, (video,)),
        ("train", train, ()),
        ("evaluate", {}, ()),
        ("render", {"audio_path": str(speech), "output_path": f"result/{name}.mp4"}, (speech,)),
    ]
    return PersonJob(
        name,
        tuple(
            BatchStep(name, kind, check_options(kind, {"name": name, **given}).model_dump(), inputs)
            for kind, given, inputs in steps
        ),
    )


def run(workspace, *names, workers=ONE, notes=None, **train):
    jobs = [person(workspace, name, **train) for name in names]
    return LocalBatch(workspace, jobs, workers, notes or Notes(), COMMAND).run()


def outcomes(results) -> dict[tuple[str, str], str]:
    return {(result.name, result.kind): str(result.outcome) for result in results}


def fate(workspace: Workspace, *lines: str) -> None:
    (workspace.root / "fate").write_text("\n".join(lines), encoding="utf-8")


def work(workspace: Workspace) -> list[str]:
    """NAME KIND of each step that a process finished, in order."""
    lines = (workspace.root / "work").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("done ") for line in lines if line.startswith("done ")]


KINDS = ("preprocess", "train", "evaluate", "render")


def test_every_step_is_a_run_in_order(workspace):
    results = run(workspace, "anna")
    assert [(one.kind, one.outcome) for one in results] == [(kind, "done") for kind in KINDS]
    assert work(workspace) == [f"anna {kind}" for kind in KINDS]
    runs = list_runs(workspace, "anna")
    assert [one.run_id for one in results] == [one.run_id for one in runs]
    assert {one.status() for one in runs} == {RunState.DONE}


def test_a_second_start_does_only_what_is_missing(workspace):
    run(workspace, "anna")
    assert set(outcomes(run(workspace, "anna", "berta")).values()) == {"already", "done"}
    assert Counter(work(workspace)) == Counter(f"{n} {k}" for n in ("anna", "berta") for k in KINDS)
    (workspace.root / "result" / "anna.mp4").unlink()
    again = outcomes(run(workspace, "anna"))
    assert [again["anna", kind] for kind in KINDS] == ["already", "already", "already", "done"]


def test_a_new_training_is_evaluated_and_rendered_anew(workspace):
    run(workspace, "anna")
    again = outcomes(run(workspace, "anna", seed=5))
    assert [again["anna", kind] for kind in KINDS] == ["already", "done", "done", "done"]


def test_a_speech_that_was_changed_is_rendered_anew(workspace):
    run(workspace, "anna")
    later_s = list_runs(workspace, "anna")[-1].read_spec().created + 60
    os.utime(workspace.root / "news.wav", (later_s, later_s))
    again = outcomes(run(workspace, "anna"))
    assert [again["anna", kind] for kind in KINDS] == ["already", "already", "already", "done"]


def test_a_killed_process_is_resumed_in_its_own_run(workspace):
    fate(workspace, "anna train crash")
    notes = Notes()
    results = run(workspace, "anna", notes=notes)
    assert set(outcomes(results).values()) == {"done"}
    assert notes.retried == [("anna", "train")]
    (train,) = list_runs(workspace, "anna", "train")
    assert (results[1].run_id, results[1].attempts) == (train.run_id, 2)


def test_a_step_that_always_dies_is_given_up_and_the_rest_goes_on(workspace):
    fate(workspace, "anna train crash always")
    notes = Notes()
    results = run(workspace, "anna", "berta", notes=notes)
    found = outcomes(results)
    assert [found["anna", kind] for kind in KINDS] == ["done", "failed", "blocked", "blocked"]
    assert {found["berta", kind] for kind in KINDS} == {"done"}
    assert len(notes.retried) == local_batch.RETRIES
    failed = next(one for one in results if one.outcome == "failed")
    assert failed.error["code"] == "engine_ended" and failed.attempts == 1 + local_batch.RETRIES


def test_an_error_of_the_user_is_not_retried_and_the_next_start_tries_again(workspace):
    fate(workspace, "anna preprocess fail")
    notes = Notes()
    results = run(workspace, "anna", notes=notes)
    assert list(outcomes(results).values()) == ["failed", "blocked", "blocked", "blocked"]
    assert results[0].error["code"] == "file_not_found" and notes.retried == []
    fate(workspace)
    assert set(outcomes(run(workspace, "anna")).values()) == {"done"}
    assert len(list_runs(workspace, "anna", "preprocess")) == 1


def test_a_measurement_that_fails_does_not_keep_a_speech_from_being_rendered(workspace):
    fate(workspace, "anna evaluate fail")
    found = outcomes(run(workspace, "anna"))
    assert [found["anna", kind] for kind in KINDS] == ["done", "done", "failed", "done"]


def test_one_worker_does_one_step_at_a_time(workspace):
    run(workspace, "anna", "berta")
    lines = (workspace.root / "work").read_text(encoding="utf-8").splitlines()
    for begun, done in zip(lines[::2], lines[1::2], strict=True):
        assert done == begun.replace("begun", "done")


def test_two_workers_work_at_the_same_time(workspace):
    """Both trainings go on until both have begun: one worker alone would never come to an end."""
    fate(workspace, "anna train slow", "berta train slow")
    begun: set[str] = set()
    batches: list[LocalBatch] = []

    def note(step, event) -> None:
        if step.kind == "train":
            begun.add(step.name)
        if begun == {"anna", "berta"}:
            batches[0].request_stop()

    jobs = [person(workspace, name) for name in ("anna", "berta")]
    batches.append(LocalBatch(workspace, jobs, TWO, Notes(note), COMMAND))
    results = batches[0].run()
    assert {one.worker for one in results if one.kind == "train"} == {"worker 1", "worker 2"}


def test_a_stop_saves_ends_and_leaves_the_rest_for_the_next_start(workspace):
    fate(workspace, "anna train slow")
    batches: list[LocalBatch] = []

    def stop(step, event) -> None:
        if step.kind == "train":
            batches[0].request_stop()

    batches.append(LocalBatch(workspace, [person(workspace, "anna")], ONE, Notes(stop), COMMAND))
    found = outcomes(batches[0].run())
    assert [found["anna", kind] for kind in KINDS] == ["done", "stopped", "stopped", "stopped"]
    fate(workspace)
    again = outcomes(run(workspace, "anna"))
    assert [again["anna", kind] for kind in KINDS] == ["already", "done", "done", "done"]
    assert len(list_runs(workspace, "anna", "train")) == 1


def test_a_batch_that_was_killed_leaves_a_process_that_the_next_one_waits_for(workspace):
    """The engine's processes survive whoever started them."""
    from synctalk_engine.batch.step_runs import run_to_do
    from synctalk_engine.run_process import RunProcess

    job = person(workspace, "anna")
    run_dir = run_to_do(job.steps[0], workspace)
    fate(workspace, "anna preprocess slow")
    begun = []
    left = RunProcess(run_dir, COMMAND, begun.append)
    while not begun:
        left.poll()
    batch = LocalBatch(workspace, [job], ONE, Notes(), COMMAND)
    for _ in range(3):
        batch._advance(batch._people[0])
    assert batch._people[0].work is None, "no second process on the same step"
    fate(workspace)
    left.kill()
    assert set(outcomes(batch.run()).values()) == {"done"}
    assert len(list_runs(workspace, "anna", "preprocess")) == 1


def test_workers_share_the_gpus_evenly(monkeypatch):
    monkeypatch.setattr(local_batch, "gpu_uuids", lambda: ["GPU-a", "GPU-b"])
    assert [one.gpu_uuid for one in make_workers(None)] == ["GPU-a", "GPU-b"]
    assert [one.gpu_uuid for one in make_workers(3)] == ["GPU-a", "GPU-b", "GPU-a"]
    monkeypatch.setattr(local_batch, "gpu_uuids", list)
    assert [one.gpu_uuid for one in make_workers(None)] == [None]


@pytest.mark.parametrize(("device", "seen"), [("auto", "GPU-a"), ("cpu", None)])
def test_a_process_sees_its_workers_gpu_unless_it_was_given_a_device(
    workspace, monkeypatch, device, seen
):
    given = []

    class Process(local_batch.RunProcess):
        def __init__(self, run, command, on_event, gpu_uuid) -> None:
            given.append(gpu_uuid)
            super().__init__(run, command, on_event, gpu_uuid)

    monkeypatch.setattr(local_batch, "RunProcess", Process)
    run(workspace, "anna", workers=[BatchWorker(1, "GPU-a")], device=device)
    assert given[1] == seen


def test_workers_on_a_processor_share_its_cores(monkeypatch):
    monkeypatch.setattr(engine_process.psutil, "cpu_count", lambda logical: 8)
    command = EngineCommand(environment={"A": "b"})
    assert command.sharing_cores(1) == command
    shared = {"OMP_NUM_THREADS": "2", SHARING_VARIABLE: str(os.getpid())}
    assert command.sharing_cores(3).environment == {"A": "b", **shared}
    assert command.sharing_cores(20).environment["OMP_NUM_THREADS"] == "1"
    given = EngineCommand(environment={"OMP_NUM_THREADS": "5"}).sharing_cores(2)
    assert given.environment["OMP_NUM_THREADS"] == "5", "what was asked for stays"
