"""GPU memory, utilisation and temperature of a job, with driver libraries of our own."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from synctalk_engine import devices
from synctalk_engine.device_usage import usage_reader
from synctalk_engine.job import Job
from synctalk_engine.jobs import create_run, execute
from synctalk_engine.protocol.events import ResourceEvent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader

MB = 1 << 20


class FakeNvmlError(Exception):
    pass


class FakeNvml:
    """Two GPUs; the second tells no temperature."""

    NVMLError = FakeNvmlError
    NVML_TEMPERATURE_GPU = 0
    UUIDS = ("GPU-one", "GPU-two")

    def nvmlInit(self) -> None:
        pass

    def nvmlDeviceGetHandleByUUID(self, uuid: str) -> int:
        if uuid not in self.UUIDS:
            raise FakeNvmlError("not found")
        return self.UUIDS.index(uuid)

    def nvmlDeviceGetHandleByIndex(self, index: int) -> int:
        return index

    def nvmlDeviceGetMemoryInfo(self, handle: int) -> SimpleNamespace:
        return SimpleNamespace(used=(1000 + handle) * MB, total=8000 * MB)

    def nvmlDeviceGetUtilizationRates(self, handle: int) -> SimpleNamespace:
        return SimpleNamespace(gpu=90 + handle, memory=5)

    def nvmlDeviceGetTemperature(self, handle: int, sensor: int) -> int:
        if handle == 1:
            raise FakeNvmlError("not supported")
        return 66


@pytest.fixture
def nvml(monkeypatch):
    library = FakeNvml()
    monkeypatch.setitem(sys.modules, "pynvml", library)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return library


@pytest.mark.parametrize(
    ("visible", "device", "gpu_mb"),
    [
        ("GPU-two", "cuda:0", 1001),  # as devices.select sets it
        ("GPU-two,GPU-one", "cuda:1", 1000),
        ("1", "cuda:0", 1001),
        (None, "cuda:1", 1001),
        ("", "cuda:0", 1000),
    ],
)
def test_it_is_the_gpu_that_the_process_was_given(nvml, monkeypatch, visible, device, gpu_mb):
    if visible is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", visible)
    usage = usage_reader(device)()
    assert (usage["gpu_mb"], usage["gpu_total_mb"]) == (gpu_mb, 8000)


def test_what_a_driver_does_not_tell_is_left_out(nvml):
    assert usage_reader("cuda:0")() == {
        "gpu_mb": 1000, "gpu_total_mb": 8000, "gpu_percent": 90, "gpu_temperature_c": 66
    }  # fmt: skip
    assert "gpu_temperature_c" not in usage_reader("cuda:1")()


class FakeTorch:
    """torch with a GPU of 8000 MB, 6000 of them free."""

    def __init__(self, is_initialized: bool) -> None:
        self.cuda = SimpleNamespace(
            is_initialized=lambda: is_initialized,
            mem_get_info=lambda: (6000 * MB, 8000 * MB),
        )
        self.mps = SimpleNamespace(
            driver_allocated_memory=lambda: 300 * MB, recommended_max_memory=lambda: 12000 * MB
        )


@pytest.mark.parametrize("reason", ["not installed", "unknown GPU"])
def test_without_the_driver_library_torch_tells_the_memory(nvml, monkeypatch, reason):
    if reason == "not installed":
        monkeypatch.setitem(sys.modules, "pynvml", None)
    else:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "GPU-three")
    monkeypatch.setitem(sys.modules, "torch", FakeTorch(is_initialized=True))
    assert usage_reader("cuda:0")() == {"gpu_mb": 2000, "gpu_total_mb": 8000}


def test_no_gpu_is_woken_up_to_be_asked(monkeypatch):
    monkeypatch.setitem(sys.modules, "pynvml", None)
    reader = usage_reader("cuda:0")
    monkeypatch.setitem(sys.modules, "torch", FakeTorch(is_initialized=False))
    assert reader() == {}
    monkeypatch.delitem(sys.modules, "torch")
    assert reader() == {} and "torch" not in sys.modules


def test_apples_gpu_tells_its_memory(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", FakeTorch(is_initialized=False))
    assert usage_reader("mps")() == {"gpu_mb": 300, "gpu_total_mb": 12000}


def test_a_cpu_has_nothing_to_tell():
    assert usage_reader("cpu") is None


def test_without_the_driver_library_devices_are_listed_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setattr(devices, "torch_build", lambda: "cuda")
    assert [found["id"] for found in devices.list_devices()][-1] == "cpu"


# -- in a job ------------------------------------------------------------------------------------


def _resources(run) -> list[ResourceEvent]:
    return [event for event in EventReader(run).read_new() if isinstance(event, ResourceEvent)]


@pytest.fixture
def run(tmp_path):
    options = {"name": "May", "audio_path": "speech.wav"}
    return create_run(Workspace(tmp_path), "render", options)


def test_resource_events_have_the_gpus_fields(run):
    with Job(run) as job:
        job.gpu_usage = lambda: {"gpu_mb": 5.0, "gpu_total_mb": 8.0, "gpu_percent": 50.0}
        job.progress(1, 2)
    (event,) = _resources(run)
    assert (event.gpu_mb, event.gpu_total_mb, event.gpu_percent) == (5, 8, 50)
    assert event.gpu_temperature_c is None and event.rss_mb > 1


def test_a_reader_that_fails_is_asked_once_and_the_job_goes_on(run):
    asked = []

    def broken():
        asked.append(1)
        raise RuntimeError("the driver is gone")

    with Job(run) as job:
        job.gpu_usage = broken
        assert job.peak_rss_mb > 1 and job.peak_rss_mb > 1
    assert len(asked) == 1
    assert [event.gpu_mb for event in _resources(run)] == [None, None]


def test_a_job_reads_the_device_that_was_selected(run, monkeypatch):
    monkeypatch.setattr(devices, "select", lambda device: "cuda:0")
    monkeypatch.setattr(
        "synctalk_engine.jobs.usage_reader", lambda device: lambda: {"gpu_mb": len(device)}
    )

    def work(options, workspace, job):
        job.progress(1, 1)
        return {}

    monkeypatch.setattr("synctalk_engine.jobs.function_of", lambda kind: work)
    assert execute(run) == 0
    assert [event.gpu_mb for event in _resources(run)] == [len("cuda:0")]
