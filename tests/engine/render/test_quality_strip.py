"""The strip beside a video: what is known of each second."""

from __future__ import annotations

import json

import numpy as np
import pytest

from synctalk_engine.media.audio import SAMPLE_RATE_HZ, write_wav
from synctalk_engine.protocol.quality_strip import StripSecond, read_strip
from synctalk_engine.render.quality_strip import confidence_of, weak_seconds
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.training.syncnet.model import MouthSyncNet
from tests.engine.render.conftest import NAME


def write_speech(path, seconds: float, seed: int = 0):
    noise = np.random.default_rng(seed).normal(0, 4000, round(seconds * SAMPLE_RATE_HZ))
    write_wav(path, noise.astype(np.int16))
    return path


def strip_of(project, result):
    return read_strip(project.workspace.root / result["strip"])


def test_each_second_is_measured_by_the_syncnet_and_against_the_truth(project, tmp_path):
    SyncNetFolder(project.workspace.syncnet_dir(NAME)).save(1, MouthSyncNet().state_dict(), {})
    write_speech(project.clip.audio_path, 0.72)  # of the clip's 18 frames
    speech_path = write_speech(tmp_path / "s.wav", 2.3)
    own = write_speech(tmp_path / "own.wav", 0.72)
    strip = strip_of(project, project.render(speech_path))
    assert [second.at_s for second in strip.seconds] == [0, 1, 2]
    assert all(second.sync_confidence is not None for second in strip.seconds)
    assert all(second.spill is None for second in strip.seconds[1:])
    assert strip.syncnet.startswith(f"checkpoint/syncnet_{NAME}/")
    (second,) = strip_of(project, project.render(own)).seconds
    assert second.spill is not None
    (second,) = strip_of(project, project.render(write_speech(tmp_path / "o.wav", 0.72, 1))).seconds
    assert second.spill is None


def test_without_syncnet_nothing_is_made_up_and_pauses_say_nothing(project, tmp_path):
    speech_path = write_speech(tmp_path / "s.wav", 1.2)
    result = project.render(speech_path)
    assert [s.sync_confidence for s in strip_of(project, result).seconds] == [None, None]
    SyncNetFolder(project.workspace.syncnet_dir(NAME)).save(1, MouthSyncNet().state_dict(), {})
    write_wav(tmp_path / "quiet.wav", np.zeros(3 * SAMPLE_RATE_HZ, np.int16))
    strip = strip_of(project, project.render(tmp_path / "quiet.wav"))
    assert [s.sync_confidence for s in strip.seconds] == [None] * 3


def test_no_strip_is_written_for_previews_or_where_it_is_declined(project, tmp_path):
    speech_path = write_speech(tmp_path / "s.wav", 0.6)
    assert project.render(speech_path, no_strip=True)["strip"] is None
    assert project.render(speech_path, preview_s=0.3)["strip"] is None
    assert not list(project.workspace.result_dir.glob("*.json"))


def test_confidence_is_the_lead_over_shifted_audio():
    rows = np.zeros((25, 31), np.float32)
    rows[:, 15] = 0.7
    rows[:, 13:15] = 0.6  # neighbours are neither right nor wrong
    rows[:, :3] = np.nan
    assert confidence_of(rows) == pytest.approx(0.7)
    assert confidence_of(np.full((25, 31), np.nan)) is None


def test_weak_seconds_are_far_below_the_others():
    values = (0.6, 0.7, None, 0.2, 0.65)
    seconds = [StripSecond(at_s=i, sync_confidence=value) for i, value in enumerate(values)]
    assert weak_seconds(seconds) == [3]
    assert weak_seconds([]) == []


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"fps": "x"})])
def test_a_damaged_strip_is_none(tmp_path, content):
    path = tmp_path / "a.mp4.strip.json"
    path.write_text(content)
    assert read_strip(path) is None
