"""The self-test finds what is wrong, and passes where nothing is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine import self_test
from synctalk_engine.errors import SelfTestError
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.encode import VideoWriter
from tests.conftest import REPOSITORY
from tests.helpers.command_line import synctalk

HANG_S = 500.0
"""Below pytest's timeout, so that a hang is shown with its stacks."""
FRAMES = round(self_test.SPEECH_S * self_test.FPS)


@pytest.fixture
def rendered(sample_clip, demo_assets, tmp_path):
    """Writes a video of the sample clip's frames, changed by a function."""

    def write(change=lambda frame, _index: frame, frames=FRAMES, side=self_test.SIDE_PX) -> Path:
        path = tmp_path / "rendered.mp4"
        speech = tmp_path / "speech.wav"
        self_test.extract_wav(demo_assets.path("sample_speech"), speech, duration_s=2.0)
        with VideoFrames(sample_clip) as source, VideoWriter(
            path, self_test.FPS, side, side, audio=speech
        ) as writer:  # fmt: skip
            for index, frame in zip(range(frames), source, strict=False):
                writer.write(change(frame, index))
        return path

    return write


def test_a_right_video_passes(rendered, sample_clip):
    facts = self_test.check_rendered(rendered(), sample_clip)
    assert facts == {"frames": FRAMES, "seconds_of_sound": 2.0}


def test_a_still_mouth_is_found(rendered, sample_clip):
    first = []

    def still(frame, _index):
        first.append(frame)
        return first[0]

    with pytest.raises(SelfTestError, match="the mouth is still"):
        self_test.check_rendered(rendered(still), sample_clip)


def test_another_background_is_found(rendered, sample_clip):
    def brighter(frame, _index):
        return np.clip(frame.astype(int) + 40, 0, 255).astype(np.uint8)

    with pytest.raises(SelfTestError, match="the background is off"):
        self_test.check_rendered(rendered(brighter), sample_clip)


def test_another_length_or_size_is_found(rendered, sample_clip):
    with pytest.raises(SelfTestError, match="20 frames in place of 50"):
        self_test.check_rendered(rendered(frames=20), sample_clip)
    small = rendered(lambda frame, _: np.ascontiguousarray(frame[::2, ::2]), side=256)
    with pytest.raises(SelfTestError, match="256x256"):
        self_test.check_rendered(small, sample_clip)


def test_whatever_goes_wrong_is_one_sentence_that_names_the_step():
    def modules():
        raise ModuleNotFoundError("No module named 'torch.lazy'")

    with pytest.raises(SelfTestError) as raised:
        self_test._run_step(modules)
    assert "“modules”" in raised.value.message and "torch.lazy" in raised.value.message
    assert raised.value.exit_code == 3


def test_missing_weights_end_it_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "none"))
    outcome = synctalk(tmp_path, "self-test")
    assert outcome.exit_code == 3
    assert "“weights”" in outcome.stderr and "Traceback" not in outcome.stderr


_SHORT_SELF_TEST = """
import faulthandler, sys, tempfile
faulthandler.dump_traceback_later(float(sys.argv[2]), exit=True)
tempfile.tempdir = sys.argv[1]
from synctalk_engine import self_test
self_test.TRAIN_MINUTES = 0.1
from synctalk_engine.cli.app import app
app(["self-test", "--json"])
"""


def test_the_whole_way_with_real_processes(demo_assets, tmp_path):
    """The self-test runs in a process of its own; if it hangs, its stacks are in the failure."""
    done = subprocess.run(
        [sys.executable, "-c", _SHORT_SELF_TEST, str(tmp_path), str(HANG_S)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    steps = {line["step"]: line["facts"] for line in lines if line["type"] == "self_test"}
    assert list(steps) == [
        *("weights", "modules", "clip", "prepare", "train", "render", "window", "leftovers"),
    ]
    assert steps["train"]["steps"] > 0 and steps["prepare"]["faces"] == 150
    assert lines[-1]["type"] == "result"
    assert list(tmp_path.glob("synctalk self test*")) == []
