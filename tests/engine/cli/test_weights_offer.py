"""Missing weights are offered on the spot, and never downloaded without consent."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner, Result

from synctalk_engine.assets import AssetStore, registry
from synctalk_engine.assets.sources import DirectUrl
from synctalk_engine.cli import weights_offer
from synctalk_engine.cli.app import app
from synctalk_engine.training.checkpoints import save_weights
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state
from tests.helpers.media_files import make_video, tone
from tests.helpers.published_weights import ave_state, pfld_checkpoint, write_hubert, write_wenet
from tests.helpers.weights_server import weights_server

FRAMES = 50


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """AVE, PFLD and HuBERT, served on this machine; an empty store; what is downloaded."""
    folder = write_hubert(tmp_path / "published")
    torch.save(ave_state(), folder / "audio_visual_encoder.pth")
    torch.save(pfld_checkpoint(), folder / "checkpoint_epoch_335.pth.tar")
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "store"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with weights_server(folder) as (address, downloads):
        monkeypatch.setenv("HF_ENDPOINT", address)
        for asset_id in ("ave_encoder", "pfld"):
            asset = registry.ASSETS[asset_id]
            content = (folder / asset.filename).read_bytes()
            asset = dataclasses.replace(
                asset,
                git_blob=hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest(),
                sources=(DirectUrl(f"{address}/{asset.filename}"),),
            )
            monkeypatch.setitem(registry.ASSETS, asset_id, asset)
        yield downloads


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a talking video."""
    folder = tmp_path / "work ü"
    (folder / "dataset" / "anna").mkdir(parents=True)
    make_video(
        folder / "dataset" / "anna" / "anna.mp4", np.arange(FRAMES) / 25, audio=tone(FRAMES / 25)
    )
    monkeypatch.chdir(folder)
    return folder


PREPARE = ("--video_path", "dataset/anna/anna.mp4", "--name", "anna", "--skip_landmarks")


def preprocess(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, ["preprocess", *PREPARE, *arguments], input=answer)


def last_json(result: Result) -> dict:
    return json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize("kind", ["ave", "hubert"])
def test_yes_downloads_and_goes_on(folder: Path, published: list[str], kind: str) -> None:
    done = preprocess("--asr_model", kind, "--yes")
    assert done.exit_code == 0, done.output
    assert published
    features = np.load(folder / "dataset" / "anna" / f"aud_{kind}.npy")
    assert len(features) >= FRAMES - 1 and np.isfinite(features).all()
    published.clear()
    assert preprocess("--asr_model", kind).exit_code == 0
    assert published == []


def test_what_is_offered_says_size_licence_and_source(
    folder: Path, published: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights_offer, "is_interactive", lambda: True)
    refused = preprocess("--asr_model", "ave", answer="n\n")
    assert refused.exit_code == 3 and published == []
    for expected in ("about 11 MB", "CC BY-NC 4.0", "127.0.0.1", "[y/N]"):
        assert expected in refused.stderr
    assert "synctalk models install ave_encoder" in refused.stderr
    assert not (folder / "runs").exists()
    nothing_said = preprocess("--asr_model", "ave", answer="\n")
    assert nothing_said.exit_code == 3 and published == []
    assert preprocess("--asr_model", "ave", answer="y\n").exit_code == 0
    assert published == ["audio_visual_encoder.pth"]


@pytest.mark.parametrize("flags", [(), ("--json",)], ids=["no terminal", "json"])
def test_where_nobody_can_be_asked_all_that_is_missing_is_told_at_once(
    folder: Path, published: list[str], monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    monkeypatch.setattr(weights_offer, "is_interactive", lambda: bool(flags))
    command = ["preprocess", *PREPARE[:-1], "--landmarker", "pfld", "--asr_model", "ave", *flags]
    done = CliRunner().invoke(app, command, input="y\n")
    assert done.exit_code == 3 and published == []
    told = done.stdout + done.stderr
    assert "synctalk models install face_detector_full_range pfld ave_encoder" in told
    if flags:
        (line,) = done.stdout.splitlines()
        assert json.loads(line)["type"] == "error"
    assert not (folder / "runs").exists()


def test_wenet_is_to_be_fetched_by_hand_and_the_rest_by_command(
    folder: Path, published: list[str], tmp_path: Path
) -> None:
    command = ("--asr_model", "wenet", "--landmarker", "pfld", "--yes", "--json")
    done = CliRunner().invoke(app, ["preprocess", *PREPARE[:-1], *command])
    error = last_json(done)
    assert done.exit_code == 3 and error["code"] == "assets_missing" and published == []
    assert "synctalk models install face_detector_full_range pfld" in error["hint"]
    assert "https://drive.google.com/" in error["hint"]
    assert "synctalk models import encoder.onnx --id wenet" in error["hint"]
    encoder = write_wenet(tmp_path / "encoder.onnx")
    assert (
        CliRunner().invoke(app, ["models", "import", str(encoder), "--id", "wenet"]).exit_code == 0
    )
    assert preprocess("--asr_model", "wenet").exit_code == 0
    assert np.load(folder / "dataset" / "anna" / "aud_wenet.npy").shape == (40, 16, 512)


def test_run_offers_the_weights_that_preprocessing_needs(
    folder: Path, published: list[str]
) -> None:
    error = last_json(CliRunner().invoke(app, ["run", "anna", "--asr", "hubert", "--json"]))
    assert error["code"] == "asset_missing"
    assert "face_mesh_478 hubert_large" in error["params"]["asset"]


def test_render_offers_the_audio_encoder_of_its_model(folder: Path, published: list[str]) -> None:
    workspace = Workspace(folder)
    for epoch, kind in ((3, "ave"), (4, "mel")):
        info = {"network": "generator", "preset": "lite-160", "asr": kind, "kind": kind}
        save_weights(workspace.model_dir("anna") / f"{epoch}.pth", {"w": torch.zeros(1)}, info)
    best = workspace.relative(workspace.model_dir("anna") / "3.pth")
    update_state(workspace.clip_dir("anna"), "main_training", best_checkpoint=best, asr="ave")
    command = ["render", "--name", "anna", "--audio_path", "dataset/anna/anna.mp4", "--json"]
    error = last_json(CliRunner().invoke(app, command))
    assert (error["code"], error["params"]["asset"]) == ("asset_missing", "ave_encoder")
    assert not (folder / "runs").exists()
    CliRunner().invoke(app, [*command, "--checkpoint", "checkpoint/anna/4.pth"])
    assert (folder / "runs").exists(), "that model needs no weights: the job began"


def test_a_batch_tells_once_for_all_its_videos(folder: Path, published: list[str]) -> None:
    config = {
        "videos": [
            {"path": "dataset/anna/anna.mp4", "name": "one", "asr_model": "ave"},
            {"path": "dataset/anna/anna.mp4", "name": "two", "asr_model": "hubert"},
        ]
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    command = ["batch-preprocess", "--json_config", "config.json", "--json"]
    done = CliRunner().invoke(app, command)
    (line,) = done.stdout.splitlines()
    assert done.exit_code == 3
    missing = json.loads(line)["params"]["asset"].split()
    assert missing == ["face_detector_full_range", "face_mesh_478", "ave_encoder", "hubert_large"]


def test_a_video_that_is_done_needs_no_weights(folder: Path, published: list[str]) -> None:
    assert preprocess("--asr_model", "ave", "--yes").exit_code == 0
    AssetStore().remove("ave_encoder")
    assert preprocess("--asr_model", "ave").exit_code == 0


def test_missing_weights_are_no_fault_of_the_video(folder: Path, published: list[str]) -> None:
    command = ["doctor", "--video_path", "dataset/anna/anna.mp4", "--json"]
    error = last_json(CliRunner().invoke(app, command))
    assert error["code"] == "asset_missing" and "anna.mp4" not in error["message"]
    assert error["params"]["asset"] == "face_detector_full_range face_mesh_478"


def test_damaged_weights_are_not_called_missing(folder: Path, published: list[str]) -> None:
    assert preprocess("--asr_model", "hubert", "--yes").exit_code == 0
    weights = AssetStore().path("hubert_large") / "config.json"
    weights.write_text(weights.read_text(encoding="utf-8") + " ", encoding="utf-8")
    error = last_json(preprocess("--asr_model", "hubert", "--force", "--json"))
    assert error["code"] == "asset_wrong"


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX's")
def test_on_a_real_terminal(folder: Path, published: list[str]) -> None:
    """The whole program in a terminal of its own: it asks, and answers to ``y``."""
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "synctalk_engine", "preprocess", *PREPARE]
    process = subprocess.Popen(
        [*command, "--asr_model", "hubert"], stdin=child, stdout=child, stderr=child, close_fds=True
    )
    os.close(child)
    shown, is_answered = b"", False
    with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
        while piece := os.read(parent, 4096):
            shown += piece
            if b"[y/N]" in shown and not is_answered:
                os.write(parent, b"y\n")
                is_answered = True
    os.close(parent)
    text = shown.decode(errors="replace")
    assert process.wait() == 0, text
    assert "Apache-2.0" in text and "about 1262" in text
    assert "https://huggingface.co/facebook/hubert-large-ls960-ft" in text
    assert sorted(published) == ["config.json", "preprocessor_config.json", "pytorch_model.bin"]
    assert (folder / "dataset" / "anna" / "aud_hubert.npy").is_file()
