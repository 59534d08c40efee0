"""Killed anywhere, the next run gives byte for byte what an undisturbed one gives."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.state import read_state
from tests.helpers import bad_media as media
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.killed_preprocessing import EXIT_CODE
from tests.helpers.preprocessing_checks import comparable, preprocess_clip

REPOSITORY = Path(__file__).resolve().parents[2]
FRAMES = 25
FILES = 69
"""How often a file takes its name before the last: 25 frames, 25 landmarks, audio, records."""
KILLS = 8


def start(folder: Path, *command: str) -> subprocess.Popen:
    folder.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def arguments(video: Path, **options: str) -> list[str]:
    options = {"video_path": str(video), "name": "anna", "asr_model": "mel", **options}
    return ["preprocess", *(word for k, v in options.items() for word in (f"--{k}", v))]


def test_killed_at_any_file(tmp_path: Path, monkeypatch) -> None:
    use_fake_tracker(monkeypatch)
    video = media.plain(tmp_path / "video.mp4", FRAMES / 25)
    expected = comparable(preprocess_clip(tmp_path / "undisturbed", video))
    chance = random.Random(3)
    fatal_files = sorted(chance.sample(range(1, FILES), KILLS))
    for number in fatal_files:
        folder = tmp_path / f"killed {number}"
        moment = chance.choice(["before", "after"])
        script = ["-m", "tests.helpers.killed_preprocessing", str(number), moment]
        process = start(folder, *script, *arguments(video))
        assert process.wait(60) == EXIT_CODE, f"{number} {moment}: it was not killed"
        clip = Clip(folder / "dataset" / "anna")
        assert read_state(clip.path)["preprocessing"]["completed"] is False
        assert comparable(preprocess_clip(folder, video)) == expected, f"{number} {moment}"


def test_killed_again_and_again(tmp_path: Path, monkeypatch) -> None:
    """Each attempt gets a little further before it is killed."""
    use_fake_tracker(monkeypatch)
    video = media.plain(tmp_path / "video.mp4", FRAMES / 25)
    expected = comparable(preprocess_clip(tmp_path / "undisturbed", video))
    folder = tmp_path / "killed"
    for number in (12, 25, 35):
        script = ["-m", "tests.helpers.killed_preprocessing", str(number), "after"]
        assert start(folder, *script, *arguments(video)).wait(60) == EXIT_CODE
    assert comparable(preprocess_clip(folder, video)) == expected


@pytest.mark.slow
def test_killed_while_a_face_is_tracked(assets, sample_clip: Path, tmp_path: Path) -> None:
    """The real program, killed by the system while it writes frames."""
    expected = comparable(preprocess_clip(tmp_path / "undisturbed", sample_clip))
    folder = tmp_path / "killed"
    process = start(folder, "-m", "synctalk_engine", *arguments(sample_clip))
    clip = Clip(folder / "dataset" / "anna")
    deadline_s = time.monotonic() + 120
    while len(clip.frame_paths()) < 40 and time.monotonic() < deadline_s:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait(60)
    assert 40 <= len(clip.frame_paths()) < 150
    assert comparable(preprocess_clip(folder, sample_clip)) == expected
