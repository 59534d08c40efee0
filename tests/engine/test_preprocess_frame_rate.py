"""What a change of the frame rate costs is counted, and said where it is much."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.workspace.clip import Clip
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.media_files import make_video, tone
from tests.helpers.odd_timestamps import write_numbered
from tests.helpers.preprocessing_checks import preprocess_video

FPS = 25


@pytest.fixture(autouse=True)
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


def run_preprocess(folder, video) -> tuple[dict, dict, list[str]]:
    """The result, the record of the frames, and the codes of what was said."""
    outcome = preprocess_video(folder, video)
    assert outcome.exit_code == 0, outcome.stderr
    result = next(event for event in reversed(outcome.events) if event["type"] == "result")
    record = Clip(folder / "dataset" / "anna").record()
    said = [code for code in outcome.codes("warning") if code != "clip_short"]
    return result, record["stages"]["frames"], said


def test_nothing_is_lost_of_an_avi_with_b_frames(tmp_path):
    video = write_numbered(tmp_path / "v.avi", range(50), audio=tone(2.0))
    result, frames, said = run_preprocess(tmp_path, video)
    assert (result["frames"], frames["source_count"]) == (50, 50)
    assert (result["frames_dropped"], result["frames_doubled"]) == (0, 0)
    assert said == []


def test_a_change_of_rate_is_not_counted(tmp_path):
    video = make_video(tmp_path / "v.mp4", np.arange(60) / 30, audio=tone(2.0))
    result, frames, said = run_preprocess(tmp_path, video)
    assert (result["frames"], frames["source_count"]) == (50, 60)
    assert (result["frames_dropped"], result["frames_doubled"]) == (0, 0)
    assert said == []


def test_missing_frames_are_counted_and_reported_above_one_percent(tmp_path):
    times_s = np.arange(100) / FPS
    times_s = np.delete(times_s, [30, 31, 60])
    video = make_video(tmp_path / "v.mp4", times_s, audio=tone(4.0))
    result, frames, said = run_preprocess(tmp_path, video)
    assert (result["frames_dropped"], result["frames_doubled"]) == (0, 3)
    assert frames["frames_doubled"] == 3
    assert said == ["frames_doubled"]
    again, _frames, said = run_preprocess(tmp_path, video)
    assert again["frames_doubled"] == 3
    assert said == ["frames_doubled"], "a run with nothing left to do says the same"


def test_a_single_one_is_counted_and_not_said(tmp_path):
    times_s = np.delete(np.arange(100) / FPS, 50)
    video = make_video(tmp_path / "v.mp4", times_s, audio=tone(4.0))
    result, _frames, said = run_preprocess(tmp_path, video)
    assert result["frames_doubled"] == 1
    assert said == []


def test_frames_too_close_together_are_counted_and_reported(tmp_path):
    times_s = np.arange(100) / FPS
    times_s[41:44] = times_s[40] + np.array([0.002, 0.004, 0.006])
    video = make_video(tmp_path / "v.mp4", times_s, audio=tone(4.0))
    result, _frames, said = run_preprocess(tmp_path, video)
    assert (result["frames_dropped"], result["frames_doubled"]) == (2, 2)
    assert set(said) == {"frames_dropped", "frames_doubled"}


def test_frames_decoded_wrongly_by_an_older_version_are_decoded_again(tmp_path, monkeypatch):
    video = write_numbered(tmp_path / "v.avi", range(50), audio=tone(2.0))
    with monkeypatch.context() as older:
        older.setattr("synctalk_engine.media.probe.VideoInfo.conversions", [])
        assert not skips_frames(preprocess_video(tmp_path, video))
        assert skips_frames(preprocess_video(tmp_path, video))
    assert not skips_frames(preprocess_video(tmp_path, video))
    assert skips_frames(preprocess_video(tmp_path, video))


def skips_frames(outcome) -> bool:
    assert outcome.exit_code == 0, outcome.stderr
    skipped = [event for event in outcome.events if event.get("code") == "stage_skipped"]
    return any(event["params"].get("stage") == "frames" for event in skipped)
