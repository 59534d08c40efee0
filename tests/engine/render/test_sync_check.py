"""A render measures whether the audio of its video is in sync with the lips, and says so."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, extract_wav, write_wav
from synctalk_engine.media.pcm_file import PcmFile
from synctalk_engine.render.sync_check import compare
from tests.helpers.media_files import make_video, tone
from tests.helpers.odd_audio import audio_file, speech, without

MILLISECOND = SAMPLE_RATE_HZ // 1000


def moved(samples: np.ndarray, by_ms: float) -> np.ndarray:
    """Later by that much; earlier where it is negative."""
    count = round(by_ms * MILLISECOND)
    return np.concatenate([np.zeros(count), samples]) if count >= 0 else samples[-count:]


def compare_samples(video: np.ndarray, lips: np.ndarray):
    return compare(ArraySamples(video.astype(np.float32)), ArraySamples(lips.astype(np.float32)))


@pytest.mark.parametrize("by_ms", [0, 1, -5, 9, 40, -92, 1500, -1500])
def test_offsets_are_measured(by_ms):
    lips = speech(20.0)
    found = compare_samples(moved(lips, by_ms), lips)
    # audio that comes 1.5 s early has lost its beginning, and late its end
    offsets = [point.offset_ms for point in found.points if point.offset_ms is not None]
    assert offsets == [by_ms] * len(offsets) and len(offsets) >= 3
    assert found.is_held == (abs(by_ms) <= 10)


def test_drift_is_found_where_it_is_largest():
    lips = speech(20.0)
    pieces = [moved(lips, 60 * number)[number * 80000 :][:80000] for number in range(4)]
    found = compare_samples(np.concatenate(pieces), lips)
    assert [point.offset_ms for point in found.points] == [0, 60, 120, 180]
    code, params = found.warning()
    assert code == "sync_off"
    assert params == {"offset_ms": 180, "at_s": pytest.approx(18.5, abs=1.1)}


def test_a_steady_tone_is_in_sync_with_itself():
    samples = tone(5.0, SAMPLE_RATE_HZ)
    assert [point.offset_ms for point in compare_samples(samples, samples).points] == [0.0] * 4


def test_silence_tells_nothing_and_is_no_fault():
    lips = speech(20.0)
    lips[: 9 * SAMPLE_RATE_HZ] = 0
    found = compare_samples(lips, lips)
    assert [point.offset_ms for point in found.points] == [0.0, 0.0]
    assert found.warning() is None
    assert compare_samples(np.zeros(16000), np.zeros(16000)).warning() is None


@pytest.mark.parametrize("count", [1, 100, 3000])
def test_very_short_speech(count):
    samples = speech(1.0)[:count]
    assert compare_samples(samples, samples).warning() is None


def test_other_audio_is_not_taken_for_the_speech():
    other = np.random.default_rng(5).normal(0, 0.1, 20 * SAMPLE_RATE_HZ)
    code, params = compare_samples(other, speech(20.0)).warning()
    assert code == "sync_not_found" and params["at_s"] >= 0
    assert compare_samples(np.zeros(20), speech(20.0)).warning()[0] == "sync_not_found"


# -- the whole way -------------------------------------------------------------------------------


@pytest.fixture
def broken_speech(tmp_path):
    """Speech of which 0.6 s of packets were lost."""
    return audio_file(tmp_path / "talk.webm", "libopus", 48000, edit=without(1.0, 1.6),
                      samples=speech(2.6, 48000))  # fmt: skip


def test_a_render_says_that_it_is_in_sync(project, broken_speech):
    result = project.render(broken_speech)
    assert result["sync"]["in_sync"] is True
    assert (
        result["sync"]["at_s"] == sorted(set(result["sync"]["at_s"]))
        and len(result["sync"]["at_s"]) >= 3
    )
    assert max(map(abs, result["sync"]["offset_ms"])) <= 0.5
    assert project.codes("warning") == ["audio_gaps"]
    assert not list(project.run_path.glob("speech-*"))


def test_a_render_warns_of_audio_out_of_sync(project, tmp_path, monkeypatch):
    write_wav(tmp_path / "a.wav", speech(2.6))
    blocks = PcmFile.blocks

    def late(recording):
        yield np.zeros((recording.channels, recording.rate_hz * 6 // 100), np.float32)
        yield from blocks(recording)

    monkeypatch.setattr(PcmFile, "blocks", late)
    result = project.render(tmp_path / "a.wav")
    assert result["sync"]["in_sync"] is False
    assert result["sync"]["offset_ms"] == [60.0] * 4
    warning = next(fields for kind, fields in project.events if kind == "warning")
    assert warning["code"] == "sync_off"
    assert warning["params"]["offset_ms"] == 60


def test_the_audio_is_as_long_as_the_speech_with_its_gap(project, broken_speech, tmp_path):
    result = project.render(broken_speech)
    levels = extract_wav(project.workspace.root / result["output"], tmp_path / "out.wav")
    assert levels.duration_s == pytest.approx(2.6, abs=0.06)
    assert result["frames"] == 65


def test_speech_of_a_video_begins_with_its_audio(project, tmp_path):
    path = make_video(tmp_path / "v.mkv", np.arange(50) / 25, audio=speech(1.5, 44100),
                      audio_start_s=0.5)  # fmt: skip
    result = project.render(path)
    assert result["sync"]["in_sync"] is True and len(result["sync"]["offset_ms"]) == 4
