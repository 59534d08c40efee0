"""A training's claim on its device: a GPU is its own, a processor may be shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine import devices
from synctalk_engine.errors import BusyError, JobStopped
from synctalk_engine.protocol.events import LogEvent
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.hardware.device_use import device_in_use
from synctalk_engine.workspace.device_lock import LOCKS_VARIABLE, SHARING_VARIABLE
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.recording_job import RecordingJob

GPUS = [
    {"id": "cuda:0", "name": "A", "uuid": "GPU-a"},
    {"id": "cuda:1", "name": "B", "uuid": "GPU-b"},
]


@pytest.fixture(autouse=True)
def two_gpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCKS_VARIABLE, str(tmp_path / "locks"))
    monkeypatch.setattr(devices, "_cuda_gpus", lambda: GPUS)
    monkeypatch.setattr(devices, "torch_build", lambda: "cuda")


def _use(device: str, name: str, job: RecordingJob, workspace: Workspace, **options):
    return device_in_use(TrainOptions(name=name, device=device, **options), workspace, job)


def test_one_gpu_for_one_training(workspace: Workspace) -> None:
    job = RecordingJob()
    with _use("auto", "anna", job, workspace), _use("cuda:1", "ben", job, workspace):
        for same in ("cuda:0", "cuda", "auto"):
            with pytest.raises(BusyError) as caught:
                with _use(same, "carla", job, workspace):
                    pytest.fail("it was not held")
            assert caught.value.params["name"] == "anna"
            assert caught.value.params["workspace"] == str(workspace.root)
            assert caught.value.params["device"] == "cuda:0"
    assert job.events == []


@pytest.mark.parametrize("wait", [False, True])
def test_a_processor_is_shared_and_that_is_said(workspace: Workspace, wait: bool) -> None:
    job, other = RecordingJob(), RecordingJob()
    with _use("cpu", "anna", other, workspace), _use("cpu", "ben", job, workspace, wait=wait):
        assert [warning["code"] for warning in job.warnings] == ["cpu_shared"]
        assert job.warnings[0]["params"]["name"] == "anna"
    assert other.warnings == []


@pytest.mark.parametrize(("group", "codes"), [("7", []), ("8", ["cpu_shared"])])
def test_workers_of_one_batch_share_the_processor_without_a_word(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, group: str, codes: list[str]
) -> None:
    job = RecordingJob()
    monkeypatch.setenv(SHARING_VARIABLE, "7")
    with _use("cpu", "anna", RecordingJob(), workspace):
        monkeypatch.setenv(SHARING_VARIABLE, group)
        with _use("cpu", "ben", job, workspace):
            assert [warning["code"] for warning in job.warnings] == codes


def test_waiting_is_said_and_can_be_stopped(workspace: Workspace) -> None:
    job = RecordingJob(stop_after_polls=2)
    with _use("cuda:0", "anna", RecordingJob(), workspace):
        with pytest.raises(JobStopped), _use("cuda:0", "ben", job, workspace, wait=True):
            pytest.fail("it was not held")
    assert [event.code for event in job.of_type(LogEvent)] == ["device_awaited"]
    assert job.poll_count == 3
