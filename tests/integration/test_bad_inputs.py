"""Bad and odd input on the command line: a sentence, never a traceback or a false whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from synctalk_engine.workspace.clip import Clip
from tests.helpers import bad_media as media
from tests.helpers.bad_inputs import CASES, Case, runs_here
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.preprocessing_checks import (
    assert_is_a_sentence,
    assert_nothing_is_taken_for_whole,
    preprocess_video,
)

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a space and other letters in its name."""
    path = tmp_path / "Meine Filme 工作"
    path.mkdir()
    return path


@pytest.fixture
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_input(case: Case, tracker, folder: Path) -> None:
    if not runs_here(case):
        pytest.skip("such a file cannot be on this system")
    video = case.make(folder / case.file_name)
    outcome = preprocess_video(folder, video, **case.options)
    if case.error:
        assert_is_a_sentence(outcome, case.error, case.says)
        assert_nothing_is_taken_for_whole(folder)
        return
    assert outcome.exit_code == 0, outcome.stderr
    assert "Traceback" not in outcome.stderr
    told = [code for code in outcome.codes("warning") if code != "clip_short"]
    assert set(told) == set(case.warnings)
    if case.check is not None:
        case.check(Clip(folder / "dataset" / "anna"))


@pytest.mark.parametrize("fps", ["0", "-25", "nan", "inf", "1000", "many"])
def test_rates_that_cannot_be(fps: str, tracker, folder: Path) -> None:
    outcome = preprocess_video(folder, media.plain(folder / "video.mp4"), fps=fps)
    assert outcome.exit_code == 2
    assert "fps" in outcome.stderr
    assert not (folder / "dataset").exists()


def test_no_face_in_the_video(assets, folder: Path) -> None:
    """With the real tracker."""
    outcome = preprocess_video(folder, media.plain(folder / "video.mp4"), landmarker="mesh468")
    assert_is_a_sentence(outcome, "no_face", "No face was found")
    assert_nothing_is_taken_for_whole(folder)


def test_a_process_of_its_own_says_the_same(folder: Path) -> None:
    """The sentences above came from this process; here the program itself is started."""
    video = media.bytes_file(folder / "letter.mp4", b"This is a letter.\n" * 50)
    command = ["preprocess", "--video_path", str(video), "--name", "anna"]
    done = subprocess.run(
        [sys.executable, "-m", "synctalk_engine", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert "cannot be read as a video" in done.stderr
    assert "Traceback" not in done.stderr
