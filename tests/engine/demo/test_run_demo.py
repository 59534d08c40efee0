"""The demo's steps, in order, with the heavy ones replaced; the rest is real files."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from synctalk_engine.assets import DEMO_ASSETS
from synctalk_engine.demo import run_demo
from synctalk_engine.errors import AssetError, JobStopped
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, load_samples
from synctalk_engine.protocol.events import ProgressEvent
from synctalk_engine.protocol.options.train import DemoOptions
from tests.helpers.recording_job import RecordingJob
from tests.helpers.videos import make_video


@pytest.fixture
def steps(monkeypatch):
    """Names and options of the steps that were taken."""
    taken = []

    def replaced(name: str, result: dict):
        def step(options, workspace, _job):
            taken.append((name, options))
            if name == "render":
                make_video(Path(options.output_path), duration_s=0.6, width=512, height=512)
            return result

        monkeypatch.setattr(run_demo, name, step)

    for name in ("preprocess", "train", "render"):
        replaced(name, {})
    replaced("evaluate", {"mouth_psnr": 30.0})
    monkeypatch.setattr(run_demo, "CLIP_S", 0.6)
    return taken


def test_the_whole_way_in_order(demo_assets, workspace, steps):
    job = RecordingJob()
    result = run_demo.demo(DemoOptions(train_minutes=0.5, device="cpu"), workspace, job)
    assert [name for name, _ in steps] == ["preprocess", "train", "evaluate", "render"]
    options = dict(steps)
    assert options["train"].time_budget_min == 0.5 and options["train"].train_syncnet
    assert Path(options["preprocess"].video_path).is_file()
    assert result["evaluate"] == {"mouth_psnr": 30.0}
    assert list(result["seconds"]) == ["sample_clip", "preprocess", "train", "evaluate", "render"]
    sheet = cv2.imdecode(np.fromfile(result["contact_sheet"], np.uint8), cv2.IMREAD_COLOR)
    assert sheet.shape[1] > 1500 and sheet.std() > 20
    assert Path(result["video"]).is_file()
    assert job.of_type(ProgressEvent)[-1].done == 15


def test_without_an_evaluation_the_video_follows_the_training(demo_assets, workspace, steps):
    options = DemoOptions(train_minutes=0.5, device="cpu", evaluate=False)
    result = run_demo.demo(options, workspace, RecordingJob())
    assert [name for name, _ in steps] == ["preprocess", "train", "render"]
    assert result["evaluate"] == {} and Path(result["video"]).is_file()


def test_the_new_speech_is_not_in_the_clip(demo_assets, workspace, steps, monkeypatch):
    monkeypatch.undo()  # the real length
    assert run_demo.NEW_SPEECH_START_S >= run_demo.CLIP_S
    speech_path = demo_assets.path("sample_speech")
    recorded_s = len(load_samples(speech_path)) / SAMPLE_RATE_HZ
    assert recorded_s >= run_demo.NEW_SPEECH_START_S + run_demo.NEW_SPEECH_S


def test_a_second_demo_keeps_the_clip(demo_assets, workspace, steps):
    options = DemoOptions(device="cpu")
    run_demo.demo(options, workspace, RecordingJob())
    clip_path = workspace.clip_dir("demo") / "demo.mp4"
    made_at = clip_path.stat().st_mtime_ns
    run_demo.demo(options, workspace, RecordingJob())
    assert clip_path.stat().st_mtime_ns == made_at
    run_demo.demo(DemoOptions(device="cpu", force=True), workspace, RecordingJob())
    assert clip_path.stat().st_mtime_ns > made_at


def test_stopping_while_the_clip_is_made(demo_assets, workspace, steps):
    with pytest.raises(JobStopped):
        run_demo.demo(DemoOptions(), workspace, RecordingJob(stop_after_polls=3))
    assert steps == []
    assert not list(workspace.clip_dir("demo").glob("*"))


def test_missing_weights_are_all_named_before_a_clip_is_made(
    demo_assets, workspace, steps, monkeypatch, tmp_path
):
    """Not after the minute that making the clip takes."""
    lacking = "moonshine_tiny_encoder"
    folder = tmp_path / "store"
    for asset_id in set(DEMO_ASSETS) - {lacking}:
        source = demo_assets.path(asset_id)
        shutil.copytree(source.parent, folder / source.parent.name)
    monkeypatch.setenv("SYNCTALK_ASSETS", str(folder))
    with pytest.raises(AssetError) as raised:
        run_demo.demo(DemoOptions(), workspace, RecordingJob())
    assert f"synctalk models install {lacking}" in raised.value.hint
    assert not workspace.clip_dir("demo").exists() and steps == []
