"""The outline of audio, as the window shows it."""

from __future__ import annotations

import json
import wave

import pytest
from typer.testing import CliRunner

from synctalk_engine.cli.app import app
from synctalk_engine.errors import MediaError
from synctalk_engine.media.waveform import MAX_PEAKS, read_waveform
from tests.helpers.videos import make_video, make_wav


@pytest.mark.parametrize(("seconds", "count"), [(0.5, 50), (3.0, 300), (25.0, MAX_PEAKS)])
def test_length_and_peaks_are_those_of_the_audio(tmp_path, seconds, count):
    quiet, path = tmp_path / "quiet.wav", tmp_path / "größe 世界.wav"
    make_wav(quiet, seconds / 2, level=0.25)
    make_wav(path, seconds / 2, level=0.75)
    with wave.open(str(quiet)) as first, wave.open(str(path)) as second:
        samples = first.readframes(10**9) + second.readframes(10**9)
    with wave.open(str(path), "wb") as both:
        both.setparams((1, 2, 16_000, 0, "NONE", ""))
        both.writeframes(samples)
    found = read_waveform(path)
    assert found.duration_s == pytest.approx(seconds, abs=0.001)
    assert abs(len(found.peaks) - count) <= 2
    quarter = len(found.peaks) // 4
    assert found.peaks[quarter] == pytest.approx(0.25, abs=0.01)
    assert found.peaks[3 * quarter] == pytest.approx(0.75, abs=0.01)


def test_a_file_without_audio_is_said_by_name(tmp_path):
    path = make_video(tmp_path / "silent film.mp4", level=None)
    with pytest.raises(MediaError) as refusal:
        read_waveform(path)
    assert refusal.value.code == "speech_no_sound"


def test_the_command_prints_one_result_or_one_error(tmp_path):
    path = tmp_path / "a.wav"
    make_wav(path, 0.1, level=0.25)
    good = CliRunner().invoke(app, ["waveform", "--audio_path", str(path), "--json"])
    result = json.loads(good.stdout)
    assert result["type"] == "result" and result["duration_s"] == 0.1
    assert len(result["peaks"]) == 10 and max(result["peaks"]) == pytest.approx(0.25, abs=0.01)
    missing = CliRunner().invoke(app, ["waveform", "--audio_path", str(tmp_path / "b"), "--json"])
    assert missing.exit_code == 3 and json.loads(missing.stdout)["code"] == "file_not_found"
