"""What import accepts works in preprocessing; what would not is refused with the true reason.

Files are laid out as their publishers' code reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from synctalk_engine import features
from synctalk_engine.assets import AssetStore, registry
from synctalk_engine.errors import AssetError
from synctalk_engine.face.pfld import load_network
from synctalk_engine.features.weights_check import synthetic_speech
from synctalk_engine.training.generator.perceptual_weights import load_vgg19
from tests.helpers.published_weights import (
    ave_state,
    data_parallel,
    pfld_checkpoint,
    unet160_state,
    vgg19_state,
    with_optimizer,
    write_hubert,
    write_wenet,
)
from tests.helpers.research_weights import research_state
from tests.helpers.whisper_files import random_encoder, write_ct2, write_published


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def store(tmp_path: Path) -> AssetStore:
    return AssetStore(tmp_path / "store ü")


def saved(path: Path, value: Any) -> Path:
    torch.save(value, path)
    return path


def fresh(store: AssetStore) -> AssetStore:
    """As another process sees it."""
    return AssetStore(store.root)


def refusal(store: AssetStore, path: Path, asset_id: str | None = None) -> AssetError:
    """The error of an import, after which nothing is installed."""
    before = [row.state for row in store.status()]
    with pytest.raises(AssetError) as caught:
        store.import_path(path, asset_id)
    assert [row.state for row in fresh(store).status()] == before
    assert "checksum" not in caught.value.message and "{" not in caught.value.hint
    return caught.value


AVE_LAYOUTS: dict[str, Callable[[], Any]] = {
    "published": ave_state,
    "with the loader's prefix": lambda: research_state("ave_encoder"),
    "state_dict": lambda: {"state_dict": ave_state()},
    "with optimizer": lambda: with_optimizer(ave_state(), "model_state_dict"),
    "module.": lambda: data_parallel(research_state("ave_encoder")),
}


@pytest.mark.parametrize("layout", AVE_LAYOUTS)
def test_ave_works_once_it_is_installed(store, tmp_path, layout):
    path = saved(tmp_path / "audio_visual_encoder.pth", AVE_LAYOUTS[layout]())
    assert store.import_path(path, "ave_encoder") == ["ave_encoder"]
    installed = fresh(store)
    assert installed.verify(["ave_encoder"]) == {"ave_encoder": True}
    rows = features.extract("ave", synthetic_speech(), 25, assets=installed)
    assert rows.shape == (24, 512) and np.isfinite(rows).all()
    expected = features.extract("ave", synthetic_speech(), 25, assets=_ave(tmp_path))
    assert np.array_equal(rows, expected)
    (row,) = [row for row in installed.status() if row.id == "ave_encoder"]
    assert (row.state, row.is_published_file) == ("installed", False)


@pytest.mark.parametrize(
    ("asset_id", "make"), [("ave_encoder", ave_state), ("pfld", pfld_checkpoint)]
)
def test_files_of_old_pytorch_versions_are_read(store, tmp_path, asset_id, make):
    """Before 1.6 it wrote pickles one after another, not zip archives."""
    path = tmp_path / "old.pth"
    torch.save(make(), path, _use_new_zipfile_serialization=False)
    assert store.import_path(path) == [asset_id]


def _ave(tmp_path: Path) -> Any:
    path = saved(tmp_path / "plain.pth", ave_state())
    return type("Files", (), {"path": lambda _self, _id: path})()


def test_pfld_works_once_it_is_installed(store, tmp_path):
    path = saved(tmp_path / "checkpoint_epoch_335.pth.tar", pfld_checkpoint())
    assert store.import_path(path, "pfld") == ["pfld"]
    network = load_network(fresh(store).path("pfld"))
    offsets = network(np.full((192, 192, 3), 100, np.uint8))
    assert offsets.shape == (110, 2) and np.isfinite(offsets).all()


def test_hubert_works_once_it_is_installed(store, tmp_path):
    folder = write_hubert(tmp_path / "hubert-large-ls960-ft")
    assert store.import_path(folder) == ["hubert_large"]
    installed = fresh(store)
    assert installed.verify(["hubert_large"]) == {"hubert_large": True}
    rows = features.extract("hubert", synthetic_speech(), 25, assets=installed)
    assert rows.shape == (25, 2, 1024) and np.isfinite(rows).all()
    weights = installed.path("hubert_large") / "pytorch_model.bin"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert fresh(store).verify(["hubert_large"]) == {"hubert_large": False}


@pytest.mark.parametrize("asset_id", ["whisper_base_encoder", None])
@pytest.mark.parametrize("write", [write_published, write_ct2])
def test_of_whisper_the_encoder_is_installed(store, tmp_path, write, asset_id):
    path = write(tmp_path / "brought.file", random_encoder())
    assert store.import_path(path, asset_id) == ["whisper_base_encoder"]
    installed = fresh(store)
    assert installed.verify(["whisper_base_encoder"]) == {"whisper_base_encoder": True}
    kept = installed.path("whisper_base_encoder")
    assert kept.stat().st_size == registry.get_asset("whisper_base_encoder").bytes
    rows = features.extract("whisper", synthetic_speech(), 25, assets=installed)
    assert rows.shape == (25, 2, 512) and np.isfinite(rows).all()
    (row,) = [row for row in installed.status() if row.id == "whisper_base_encoder"]
    assert row.state == "installed" and not row.is_published_file


def test_wenet_works_once_it_is_installed(store, tmp_path):
    path = write_wenet(tmp_path / "wenet mandarin.onnx")
    assert store.import_path(path) == ["wenet"]
    rows = features.extract("wenet", synthetic_speech(), 20, 20.0, assets=fresh(store))
    assert rows.shape == (20, 16, 512) and np.isfinite(rows).all()
    assert rows.std() > 0


@pytest.mark.parametrize(
    ("classifier", "features_prefix"), [(True, True), (False, True), (False, False)]
)
def test_vgg19_works_once_it_is_installed(store, tmp_path, classifier, features_prefix):
    state = vgg19_state(classifier=classifier, features_prefix=features_prefix)
    assert store.import_path(saved(tmp_path / "vgg19.pth", state), "vgg19") == ["vgg19"]
    levels = load_vgg19(fresh(store).path("vgg19"))(torch.rand(1, 3, 32, 32))
    assert [level.shape[1] for level in levels] == [64, 128, 256, 512]


@pytest.mark.parametrize(
    ("asset_id", "make"),
    [
        ("ave_encoder", ave_state),
        ("pfld", pfld_checkpoint),
        ("vgg19", lambda: vgg19_state(classifier=False)),
    ],
)
def test_a_file_that_nobody_named_is_known_by_its_layers(store, tmp_path, asset_id, make):
    assert store.import_path(saved(tmp_path / "some file.pth", make())) == [asset_id]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: research_state("syncnet328_ave"), "it holds a SyncNet of SyncTalk_2D"),
        (lambda: unet160_state("hubert", wrapped=True), "it holds a generator of Ultralight"),
        (pfld_checkpoint, "it holds the PFLD landmark network"),
        (lambda: {"weight": torch.zeros(3)}, "it holds a network that this program does not know"),
        (lambda: {"epoch": 3}, "it holds no weights"),
        (
            lambda: torch.nn.Linear(2, 2),
            "it holds a Python object (torch.nn.modules.linear.Linear)",
        ),
    ],
)
def test_what_is_not_ave_is_refused_as_what_it_is(store, tmp_path, make, reason):
    error = refusal(store, saved(tmp_path / "ave.pth", make()), "ave_encoder")
    assert error.code == "asset_other_network" and reason in error.message
    assert str(tmp_path / "ave.pth") in error.message


def test_weights_that_give_no_numbers_are_refused(store, tmp_path):
    state = {key: torch.full_like(value, torch.nan) if value.is_floating_point() else value
             for key, value in ave_state().items()}  # fmt: skip
    error = refusal(store, saved(tmp_path / "ave.pth", state), "ave_encoder")
    assert "not numbers" in error.message


@pytest.mark.parametrize("asset_id", ["ave_encoder", "pfld", "vgg19", "wenet"])
@pytest.mark.parametrize("content", [b"", b"junk" * 100, b"PK\x03\x04 broken"])
def test_junk_is_never_installed(store, tmp_path, asset_id, content):
    path = tmp_path / f"weights{'.onnx' if asset_id == 'wenet' else '.pth'}"
    path.write_bytes(content)
    assert refusal(store, path, asset_id).code == "asset_other_network"
    assert not store.has(asset_id)
    assert refusal(store, path).code in ("asset_not_recognised", "asset_other_network")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("width", "(1, 16, 256)"),
        ("not finite", "not numbers"),
        ("inputs", "its inputs are speech"),
    ],
)
def test_another_onnx_network_is_not_wenet(store, tmp_path, damage, reason):
    path = write_wenet(tmp_path / "encoder.onnx", damage=damage)
    for asset_id in ("wenet", None):
        error = refusal(store, path, asset_id)
        assert error.code == "asset_other_network" and reason in error.message


def test_a_hubert_folder_with_other_weights_is_refused(store, tmp_path):
    """transformers fills what is missing with random numbers, without an error."""
    folder = write_hubert(tmp_path / "hubert", damage="other weights")
    assert "tensors of HuBERT are missing" in refusal(store, folder, "hubert_large").message


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("no config", "no config.json"),
        ("no weights", "it has no model.safetensors or pytorch_model.bin"),
        ("other model", "wav2vec2"),
        ("smaller", "768"),
        ("junk", "transformers cannot read it"),
    ],
)
def test_a_hubert_folder_that_cannot_be_used_is_refused(store, tmp_path, damage, reason):
    folder = tmp_path / "hubert"
    folder.mkdir()
    config = {"model_type": "hubert", "hidden_size": 1024}
    if damage == "other model":
        config["model_type"] = "wav2vec2"
    if damage == "smaller":
        config["hidden_size"] = 768
    if damage != "no config":
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    if damage != "no weights":
        (folder / "pytorch_model.bin").write_bytes(b"weights")
    assert reason in refusal(store, folder, "hubert_large").message


def test_a_project_s_model_is_sent_where_it_belongs(store, tmp_path):
    path = saved(tmp_path / "24.pth", research_state("unet328_ave"))
    error = refusal(store, path)
    assert error.code == "asset_is_checkpoint"
    assert "a generator of SyncTalk_2D" in error.message and "synctalk import" in error.hint


def test_what_an_older_version_installed_untried_is_tried(store, tmp_path):
    """It accepted any file as wenet: "Installed" said nothing."""
    store.import_path(write_wenet(tmp_path / "encoder.onnx"), "wenet")
    record_path = store.root / "wenet" / "installed.json"
    good = store.root / "wenet" / "encoder.onnx"

    def as_an_older_version(path: Path) -> None:
        from synctalk_engine.assets.checks import file_sha256

        stat = path.stat()
        entry = {"sha256": file_sha256(path), "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}
        record_path.write_text(json.dumps({"files": {path.name: entry}}), encoding="utf-8")

    as_an_older_version(good)
    assert fresh(store).has("wenet")
    assert json.loads(record_path.read_text(encoding="utf-8"))["checked"] == 1
    good.write_bytes(b"onnx" * 100)
    as_an_older_version(good)
    with pytest.raises(AssetError) as caught:
        fresh(store).path("wenet")
    assert caught.value.code == "asset_other_network"
    (row,) = [row for row in fresh(store).status() if row.id == "wenet"]
    assert row.state == "damaged" and row.reason == caught.value.message


def test_wenet_is_not_to_be_downloaded_and_the_hint_says_what_to_do(store):
    for work in (lambda: store.path("wenet"), lambda: store.install(["wenet"], consent=True)):
        with pytest.raises(AssetError) as caught:
            work()
        assert caught.value.code == "asset_to_import"
        assert "https://drive.google.com/file/d/1e4Z9zS053JEWl6Mj3W9Lbc9GDtzHIg6b" in (
            caught.value.hint
        )
        assert "synctalk models import encoder.onnx --id wenet" in caught.value.hint


def test_all_that_is_missing_is_told_at_once(store):
    with pytest.raises(AssetError) as caught:
        store.require(["ave_encoder", "wenet", "lite0_imagenet", "pfld"])
    error = caught.value
    assert error.code == "assets_missing"
    assert error.params["asset"] == "ave_encoder wenet pfld"
    assert "synctalk models install ave_encoder pfld" in error.hint
    assert "synctalk models import encoder.onnx --id wenet" in error.hint
    with pytest.raises(AssetError) as caught:
        store.require(["ave_encoder", "pfld"])
    assert caught.value.code == "asset_missing"
    assert "synctalk models install ave_encoder pfld”" in caught.value.hint


def test_every_asset_says_where_it_is_from_and_how_large_it_is():
    for asset in registry.ASSETS.values():
        assert asset.origin and asset.licence
        assert asset.size_text != "unknown size"
        assert asset.sources or asset.page
