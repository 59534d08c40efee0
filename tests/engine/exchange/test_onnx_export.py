"""The exported networks run in onnxruntime as in torch, and without this program."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.errors import StorageError
from synctalk_engine.exchange.export_onnx import export_onnx
from synctalk_engine.exchange.onnx_networks import (
    MouthShapes,
    NetworkToExport,
    export_network,
    require_onnx,
)
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.models.studio import StudioConfig, StudioGenerator
from synctalk_engine.models.whisper_encoder import WhisperEncoder
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.command_line import synctalk


@pytest.fixture
def onnx() -> None:
    pytest.importorskip("onnx", reason="the extra onnx is not installed (31 MB)")


def exported(one: NetworkToExport, folder: Path) -> dict:
    entry = export_network(one, folder)
    for form, file in entry["files"].items():
        data = (folder / file["file"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest(), form
    sizes = [entry["files"][form]["bytes"] for form in ("fp32", "fp16", "int8")]
    assert sizes[0] > sizes[1] and sizes[0] > sizes[2]
    return {form: file["max_difference"] for form, file in entry["files"].items()}


def test_a_studio_generator_and_its_shapes(onnx: None, tmp_path: Path) -> None:
    config = StudioConfig(
        patch_px=128, audio_channels=64, shape_components=4, widths=(8, 16, 24, 32)
    )
    torch.manual_seed(0)
    network = StudioGenerator(config).eval()
    for last in (network.patch.flow, network.patch.out):  # 0 in a fresh network
        torch.nn.init.normal_(last.weight, std=0.05)
    random = np.random.default_rng(0)
    image = random.random((4, 9, 128, 128), np.float32)
    audio = random.normal(size=(4, 16, 64)).astype(np.float32)
    batch = {0: "batch"}
    axes = {"image": batch, "audio": batch, "generated": batch}
    inputs = {"image": image, "audio": audio}
    patch = NetworkToExport("generator", network, inputs, "generated", axes, "levels", 255)
    lost = exported(patch, tmp_path)
    assert lost["fp32"] < 0.01 and lost["fp16"] < 2 and lost["int8"] < 40
    axes = {"audio": {1: "frames"}, "shapes": {1: "frames"}}
    rows = random.normal(size=(1, 90, 64)).astype(np.float32)
    shapes = NetworkToExport("shapes", MouthShapes(network), {"audio": rows}, "shapes", axes)
    assert exported(shapes, tmp_path)["fp32"] < 1e-4
    own = network.shapes(rows[0])
    with torch.inference_mode():
        assert np.allclose(MouthShapes(network)(torch.from_numpy(rows))[0], own, atol=1e-5)


def test_the_whisper_encoder(onnx: None, tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = WhisperEncoder(1, width=64, heads=4).eval()
    log_mel = np.random.default_rng(0).uniform(-1, 1, (1, 80, 120)).astype(np.float32)
    axes = {"log_mel": {2: "mel_frames"}, "features": {1: "rows"}}
    one = NetworkToExport(
        "encoder", network, {"log_mel": log_mel}, "features", axes, quantise_statically=False
    )
    lost = exported(one, tmp_path)
    assert lost["fp32"] < 1e-4 and lost["fp16"] < 0.05


def test_frames_are_made_without_this_program(
    onnx: None, project: Workspace, tmp_path: Path
) -> None:
    result = export_onnx(project, "May", tmp_path / "for others")
    folder = tmp_path / "for others"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["colour_order"], manifest["feature_kind"]) == ("BGR", "mel+moonshine")
    assert manifest["audio_shape"] == [16, 608] and manifest["licence"]
    assert set(result["loss"]) == {f"generator_{form}.onnx" for form in ("fp32", "fp16", "int8")}
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    path = str(folder / "make_frames.py")
    script = "import runpy, sys; sys.modules['torch'] = sys.modules['synctalk_engine'] = None; "
    script += "sys.argv = ['', 'int8', 'features.npy']; "
    script += f"runpy.run_path({path!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=clean, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    frames = sorted((folder / "frames").iterdir())
    assert len(frames) == result["frames"] == 25
    made = cv2.imread(str(frames[7])).astype(int)
    source = cv2.imread(str(folder / "sample" / "00007.png")).astype(int)
    changed = np.abs(made - source).max(2) > 0
    assert 0 < changed.mean() < 0.5


def test_research_presets_have_the_frames_rows(onnx: None, tmp_path: Path) -> None:
    preset = get_preset("160")
    network = create_generator(preset, "hubert").eval()
    random = np.random.default_rng(0)
    inputs = {
        "image": random.random((2, 6, 160, 160), np.float32),
        "audio": random.normal(size=(2, *preset.window_shape("hubert"))).astype(np.float32),
    }
    axes = {name: {0: "batch"} for name in ("image", "audio", "generated")}
    lost = exported(NetworkToExport("g", network, inputs, "generated", axes, "", 255), tmp_path)
    assert lost["fp32"] < 0.05


def test_a_folder_of_others_is_kept(onnx: None, project: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("x")
    with pytest.raises(StorageError) as caught:
        export_onnx(project, "May", tmp_path / "mine", may_replace=True)
    assert caught.value.code == "export_over_others"


def test_without_the_package_one_sentence_says_what_to_install(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "onnx" else find(name)
    )
    with pytest.raises(StorageError, match="package onnx"):
        require_onnx()
    outcome = synctalk(project.root, "export", _name="May", _dest="out", layout="onnx")
    assert outcome.exit_code == 3 and "synctalk-studio[onnx]" in outcome.stderr
