"""The list of devices, and choosing one, with a driver library of our own."""

from __future__ import annotations

import contextlib
import os
import sys
from types import SimpleNamespace

import pytest

from synctalk_engine import devices
from synctalk_engine.errors import DeviceError

GB = 1 << 30


class FakeDriver:
    """Two GPUs, an older and a newer one."""

    NAMES = ("GeForce GTX 1080", b"H100")
    UUIDS = ("GPU-11111111-aaaa", "GPU-22222222-bbbb")

    def nvmlDeviceGetCount(self) -> int:
        return 2

    def nvmlDeviceGetHandleByIndex(self, index: int) -> int:
        return index

    def nvmlDeviceGetUUID(self, handle: int) -> str:
        return self.UUIDS[handle]

    def nvmlDeviceGetName(self, handle: int) -> str | bytes:
        return self.NAMES[handle]

    def nvmlDeviceGetMemoryInfo(self, handle: int) -> SimpleNamespace:
        return SimpleNamespace(total=(8 + 72 * handle) * GB, free=(4 + 72 * handle) * GB)

    def nvmlDeviceGetCudaComputeCapability(self, handle: int) -> tuple[int, int]:
        return (6, 1) if handle == 0 else (9, 0)


@pytest.fixture(autouse=True)
def clean_choice(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "to be removed again")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES")
    monkeypatch.setattr(devices, "_peer_environments", {})


@pytest.fixture
def two_gpus(monkeypatch):
    monkeypatch.setattr(devices, "_driver", lambda: contextlib.nullcontext(FakeDriver()))
    monkeypatch.setattr(devices, "torch_build", lambda: "cuda")
    for name in [name for name in sys.modules if name == "torch" or name.startswith("torch.")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def no_gpu(monkeypatch):
    monkeypatch.setattr(devices, "torch_build", lambda: "cpu")
    monkeypatch.setattr(devices.sys, "platform", "linux")


def test_the_cpu_comes_last_and_has_memory(no_gpu):
    cpu = devices.list_devices()[-1]
    assert cpu["id"] == "cpu" and "fp32" in cpu["precision"]
    assert cpu["memory_total_mb"] >= cpu["memory_free_mb"] > 0
    assert cpu["name"]


def test_gpus_are_listed_with_memory_and_precision(two_gpus):
    old, new, cpu = devices.list_devices()[:2] + devices.list_devices()[-1:]
    assert (old["id"], new["id"], cpu["id"]) == ("cuda:0", "cuda:1", "cpu")
    assert (old["memory_total_mb"], old["memory_free_mb"]) == (8192, 4096)
    assert old["precision"] == ["fp16", "fp32"]
    assert new["name"] == "H100" and new["precision"] == ["bf16", "fp16", "fp32"]
    assert devices.default_device() == "cuda:0"


def test_gpus_are_not_offered_to_a_torch_without_cuda(two_gpus, no_gpu):
    assert [found["id"] for found in devices.list_devices()] == ["cpu"]


def test_choosing_hides_the_other_gpus_by_uuid(two_gpus):
    assert devices.select("cuda:1") == "cuda:0"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "GPU-22222222-bbbb"
    assert devices.select("cuda:1") == "cuda:0"
    assert devices.select("auto") == "cuda:0"
    assert [found["id"] for found in devices.list_devices()] == ["cuda:1", "cpu"]


def test_a_process_that_was_given_a_gpu_finds_it_under_its_id(two_gpus, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "GPU-22222222-bbbb")  # as the window does
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace())
    assert devices.select("cuda:1") == "cuda:0"
    assert devices.select("auto") == "cuda:0"


def test_a_gpu_hidden_by_the_user_is_not_there(two_gpus, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert next(found["name"] for found in devices.list_devices()) == "H100"
    assert devices.select("cuda") == "cuda:0"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "GPU-22222222-bbbb"


@pytest.mark.parametrize("device", ["cuda:7", "gpu", "", "cuda:x", "mps"])
def test_an_unknown_device_names_what_there_is(no_gpu, device):
    with pytest.raises(DeviceError) as raised:
        devices.select(device)
    assert raised.value.code == "device_unknown"
    assert "cpu" in raised.value.hint


def test_auto_is_the_cpu_where_nothing_else_is(no_gpu):
    assert devices.select("auto") == "cpu"
    assert devices.select("CPU ") == "cpu"


@pytest.mark.parametrize(
    ("text", "build"),
    [
        ("cuda: Optional[str] = None\n", "cpu"),
        ("cuda: Optional[str] = '12.6'\n", "cuda"),
        ("cuda = '12.6'\n", "cuda"),
        ("cuda: Optional[str] = None\nxpu: Optional[str] = '20250301'\n", "xpu"),
        ("__version__ = '2.13.0+cpu'\n", "cpu"),
    ],
)
def test_the_build_is_read_from_the_version_file(monkeypatch, tmp_path, text, build):
    (tmp_path / "version.py").write_text(text)
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(devices.importlib.util, "find_spec", lambda _name: spec)
    assert devices.torch_build() == build


def test_several_processors_are_one_device_and_two_processes() -> None:
    assert devices.select("cpu,cpu") == "cpu"
    assert devices.peer_environments("cpu,cpu") == [{"DEVICE": "cpu"}]
    assert devices.process_count("cpu,cpu") == 2
    assert devices.device_keys("cpu,cpu") == [("cpu", "cpu")]
    assert devices.peer_environments("cpu") == []


@pytest.mark.parametrize("wanted", ["cpu,cuda:0", "mps,mps", "cpu,", "cuda:0,cuda:0"])
def test_devices_that_cannot_train_together_are_refused(wanted: str, two_gpus) -> None:
    with pytest.raises(DeviceError) as caught:
        devices.select(wanted)
    assert caught.value.code == "devices_unlike"


def test_each_process_sees_its_own_gpu(two_gpus) -> None:
    first, second = FakeDriver.UUIDS
    assert devices.select("cuda:1,cuda:0") == "cuda:0"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == second
    (other,) = devices.peer_environments("cuda:1,cuda:0")
    assert other == {"DEVICE": "cuda", "CUDA_VISIBLE_DEVICES": first}
    assert devices.select("cuda:1,cuda:0") == "cuda:0", "asked again, the same"
    assert devices.device_keys("cuda:1,cuda:0") == [("cuda:0", first), ("cuda:1", second)]


def test_a_missing_one_of_several_gpus_is_named(two_gpus) -> None:
    with pytest.raises(DeviceError, match="cuda:2"):
        devices.select("cuda:0,cuda:2")


def test_a_launchers_process_takes_the_gpu_of_its_number(
    two_gpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"RANK": "3", "WORLD_SIZE": "4", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "2"}
    for name, value in {**place, "MASTER_ADDR": "node0", "MASTER_PORT": "29500"}.items():
        monkeypatch.setenv(name, value)
    assert devices.process_count("auto") == 4
    assert devices.device_keys("auto") == [("cuda:1", FakeDriver.UUIDS[1])]
    assert devices.select("auto") == "cuda:0"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == FakeDriver.UUIDS[1]
    with pytest.raises(DeviceError) as caught:
        devices.select("cuda:1")
    assert caught.value.code == "devices_by_launcher"


@pytest.mark.parametrize(("vendor", "ids"), [("0x8086", ["xpu", "cpu"]), ("0x1002", ["cpu"])])
def test_an_intel_gpu_is_listed_where_torch_is_built_for_it(
    monkeypatch, tmp_path, no_gpu, vendor, ids
) -> None:
    node = tmp_path / "renderD128" / "device"
    node.mkdir(parents=True)
    (node / "vendor").write_text(f"{vendor}\n")
    monkeypatch.setattr(devices, "_RENDER_NODES", tmp_path)
    monkeypatch.setattr(devices, "torch_build", lambda: "xpu")
    assert [found["id"] for found in devices.list_devices()] == ids
    assert devices.select("auto") == ids[0]


@pytest.mark.parametrize(("asked", "expected"), [(None, "1"), ("0", "0")])
def test_what_apples_gpu_lacks_the_processor_computes(monkeypatch, asked, expected) -> None:
    monkeypatch.setattr(devices, "list_devices", lambda: [{"id": "mps"}, {"id": "cpu"}])
    monkeypatch.setenv("PYTORCH_ENABLE_MPS_FALLBACK", asked or "")  # is restored after the test
    if asked is None:
        monkeypatch.delenv("PYTORCH_ENABLE_MPS_FALLBACK")
    assert devices.select("cpu") == "cpu"
    assert os.environ.get("PYTORCH_ENABLE_MPS_FALLBACK") == asked
    assert devices.select("mps") == "mps"
    assert os.environ["PYTORCH_ENABLE_MPS_FALLBACK"] == expected
