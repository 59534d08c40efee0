"""Batches on Ray: what a task does and what is asked of Ray; here Ray runs tasks at once.

``tests/integration/test_ray_batch.py`` has the real one, on two nodes.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from synctalk_engine.batch import ray_batch
from synctalk_engine.batch.ray_batch import RayBatch, StepEnd, do_step
from synctalk_engine.errors import BatchError, MediaError
from synctalk_engine.job import Job
from synctalk_engine.protocol.results import StepOutcome, result_of
from synctalk_engine.workspace.runs import list_runs
from tests.engine.batch.test_local_batch import KINDS, Notes, outcomes, person
from tests.helpers.fake_steps import make_output


@pytest.fixture
def engine(monkeypatch):
    """``engine.failing``: kinds of steps that end with an error; ``engine.done``: those done."""
    state = SimpleNamespace(failing=set(), done=[])

    def execute(run, on_event=None) -> int:
        spec = run.read_spec()
        try:
            with Job(run, on_event) as job:
                if spec.kind in state.failing:
                    raise MediaError("file_not_found", path="x")
                job.result(result_of(spec.kind, make_output(run, spec)))
        except MediaError:
            return 3
        state.done.append((spec.name, spec.kind))
        return 0

    monkeypatch.setattr(ray_batch, "execute", execute)
    return state


class FakeRay:
    """Runs each task when it is submitted; a task in ``dying`` loses its worker for good."""

    class exceptions:  # noqa: N801
        class RayError(Exception):
            pass

        class TaskCancelledError(RayError):
            pass

    def __init__(self, gpus: int = 0, cpus: int = 8) -> None:
        self.asked: list[dict] = []
        self.cancelled: list[object] = []
        self.dying: set[str] = set()
        self.is_shut_down = False
        self._resources = {"GPU": gpus, "CPU": cpus}

    def init(self, **options) -> None:
        self.options = options
        print("a warning of Ray's own")

    def shutdown(self) -> None:
        self.is_shut_down = True

    def cluster_resources(self) -> dict:
        return self._resources

    def nodes(self) -> list[dict]:
        return [{"Alive": True, "Resources": self._resources}, {"Alive": False, "Resources": {}}]

    def remote(self, **once):
        return lambda function: self._remote(function, once)

    def _remote(self, function, once):
        def options(**asked):
            self.asked.append(asked | once)

            def submit(*args):
                values = [arg.value if isinstance(arg, FakeRef) else arg for arg in args]
                if any(isinstance(value, Exception) for value in values):
                    return FakeRef(next(v for v in values if isinstance(v, Exception)))
                if asked["name"] in self.dying:
                    return FakeRef(self.exceptions.RayError("The worker died\nand more"))
                return FakeRef(function(*values))

            return SimpleNamespace(remote=submit)

        return SimpleNamespace(options=options)

    def wait(self, refs, timeout):
        return refs[:1], refs[1:]

    def get(self, ref):
        if isinstance(ref.value, Exception):
            raise ref.value
        return ref.value

    def cancel(self, ref, force=False) -> None:
        self.cancelled.append(ref)


class FakeRef:
    def __init__(self, value) -> None:
        self.value = value


@pytest.fixture
def fake_ray(monkeypatch):
    library = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", library)
    return library


def run(workspace, *names, **train):
    jobs = [person(workspace, name, **train) for name in names]
    return RayBatch(workspace, jobs, "auto", Notes()).run()


def test_every_step_is_done_once_and_not_again(workspace, engine, fake_ray):
    assert set(outcomes(run(workspace, "anna", "berta")).values()) == {"done"}
    assert engine.done == [(name, kind) for name in ("anna", "berta") for kind in KINDS]
    assert set(outcomes(run(workspace, "anna", "berta")).values()) == {"already"}
    assert len(engine.done) == 8 and fake_ray.is_shut_down


@pytest.mark.parametrize(
    ("failing", "wanted"),
    [
        ("train", ["done", "failed", "blocked", "blocked"]),
        ("evaluate", ["done", "done", "failed", "done"]),
    ],
)
def test_only_what_needs_a_failed_step_is_not_begun(workspace, engine, fake_ray, failing, wanted):
    engine.failing = {failing}
    results = run(workspace, "anna")
    assert [str(one.outcome) for one in results] == wanted
    failed = next(one for one in results if one.outcome == StepOutcome.FAILED)
    assert failed.error["code"] == "file_not_found" and failed.error["message"]


def test_a_new_training_makes_what_follows_due(workspace, engine, fake_ray):
    run(workspace, "anna")
    again = outcomes(run(workspace, "anna", seed=4))
    assert [again["anna", kind] for kind in KINDS] == ["already", "done", "done", "done"]


def test_a_task_that_ray_starts_again_goes_on_in_the_same_run(workspace, engine):
    step = person(workspace, "anna").steps[0]
    left = ray_batch.run_to_do(step, workspace)
    job = Job(left)
    job.__enter__()  # and its process is killed: no last state
    job._writer.close()
    job._lock.release()
    end = do_step(step, str(workspace.root), None)
    assert (end.result.run_id, end.result.attempts) == (left.run_id, 2)
    assert [one.run_id for one in list_runs(workspace, "anna")] == [left.run_id]


def test_after_a_stop_nothing_is_begun(workspace, engine):
    steps = person(workspace, "anna").steps
    stopped = ray_batch._report(steps[0], StepOutcome.STOPPED)
    end = do_step(steps[1], str(workspace.root), StepEnd(stopped, is_blocking=True))
    assert end.result.outcome == StepOutcome.STOPPED and engine.done == []


def test_a_worker_that_dies_for_good_fails_its_step_with_a_sentence(workspace, engine, fake_ray):
    fake_ray.dying = {"anna: train"}
    results = run(workspace, "anna", "berta")
    failed = [one for one in results if one.outcome == StepOutcome.FAILED]
    assert {one.name for one in failed} == {"anna"}
    assert failed[0].error["code"] == "engine_ended"
    assert "The worker died" in failed[0].error["message"]
    assert len([one for one in results if one.name == "berta"]) == 4


def test_ray_is_asked_for_a_gpu_where_the_cluster_has_one(workspace, engine, fake_ray):
    fake_ray._resources = {"GPU": 1, "CPU": 1}
    run(workspace, "anna", device="cpu")
    asked = {one["name"]: one for one in fake_ray.asked}
    assert asked["anna: train"]["num_gpus"] == 0, "a device was given"
    assert asked["anna: evaluate"]["num_gpus"] == 1
    assert asked["anna: evaluate"]["num_cpus"] == 1, "no machine has more"
    assert all(one["max_retries"] == ray_batch.RETRIES for one in fake_ray.asked)
    assert all(one["max_calls"] == 1 and one["memory"] > 1 << 30 for one in fake_ray.asked)


def test_a_stop_reaches_running_steps_and_cancels_the_others(workspace, engine, fake_ray):
    batch = RayBatch(workspace, [], "auto", Notes())
    steps = person(workspace, "anna").steps
    at_work = ray_batch.run_to_do(steps[0], workspace)
    with Job(at_work):
        running, waiting = FakeRef(None), FakeRef(None)
        batch._send_stop({running: steps[0], waiting: steps[1]})
        assert [one.command for one in at_work.take_commands()] == ["stop"]
    assert fake_ray.cancelled == [waiting]


def test_what_ray_prints_is_kept_off_standard_output(workspace, engine, fake_ray, capsys):
    run(workspace, "anna")
    print("ours")
    said = capsys.readouterr()
    assert said.out == "ours\n" and "a warning of Ray's own" in said.err


@pytest.mark.parametrize(
    ("library", "code"), [(None, "cluster_missing"), ("no answer", "cluster_unreachable")]
)
def test_without_ray_or_a_cluster_a_sentence_says_so(workspace, monkeypatch, library, code):
    if library is not None:
        library = SimpleNamespace(init=lambda **_: (_ for _ in ()).throw(ConnectionError("none.")))
    monkeypatch.setitem(sys.modules, "ray", library)
    with pytest.raises(BatchError) as raised:
        RayBatch(workspace, [], "10.0.0.1:6379", Notes())
    assert raised.value.code == code and raised.value.exit_code == 3
