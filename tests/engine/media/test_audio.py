"""Audio is in sync with the frames and as long as was asked."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.audio import (
    SAMPLE_RATE_HZ,
    ArraySamples,
    WavSamples,
    extract_wav,
    load_samples,
    open_samples,
    write_wav,
)
from synctalk_engine.media.probe import probe
from tests.helpers.media_files import clicks, make_video, peak_time_s, real_clip, tone

MILLISECOND = 1e-3


def extracted(path, tmp_path, **options) -> np.ndarray:
    wav_path = tmp_path / "aud é.wav"
    extract_wav(path, wav_path, **options)
    samples = WavSamples(wav_path)
    return samples.read(0, len(samples))


def test_sample_zero_is_at_the_first_frame(tmp_path):
    audio = clicks(2.0, 0.5)
    path = make_video(tmp_path / "v.mp4", np.arange(50) / 25, audio=audio)
    samples = extracted(path, tmp_path, start_s=probe(path).start_s, duration_s=2.0)
    assert len(samples) == 2 * SAMPLE_RATE_HZ
    for click_s in (0.5, 1.0, 1.5):
        found_s = peak_time_s(samples, SAMPLE_RATE_HZ, click_s - 0.1)
        assert found_s == pytest.approx(click_s, abs=3 * MILLISECOND)


def test_audio_that_begins_late_is_preceded_by_silence(tmp_path):
    path = make_video(
        tmp_path / "v.mkv", np.arange(50) / 25, audio=clicks(1.0, 0.5), audio_start_s=0.7
    )
    samples = extracted(path, tmp_path, start_s=probe(path).start_s)
    assert np.abs(samples[: round(0.65 * SAMPLE_RATE_HZ)]).max() < 0.05
    assert peak_time_s(samples, SAMPLE_RATE_HZ, 1.0) == pytest.approx(1.2, abs=0.005)


def test_frames_that_begin_late_trim_the_audio(tmp_path):
    path = make_video(tmp_path / "v.mkv", 0.3 + np.arange(40) / 25, audio=clicks(1.5, 0.5))
    info = probe(path)
    assert info.start_s == pytest.approx(0.3, abs=0.01)
    samples = extracted(path, tmp_path, start_s=info.start_s)
    assert peak_time_s(samples, SAMPLE_RATE_HZ) == pytest.approx(0.2, abs=0.005)


@pytest.mark.parametrize("shift_s", [0.16, -0.12])
def test_shift_moves_the_audio(tmp_path, shift_s):
    path = make_video(tmp_path / "v.mp4", np.arange(50) / 25, audio=clicks(2.0, 0.5))
    samples = extracted(path, tmp_path, start_s=0.0, duration_s=2.0, shift_s=shift_s)
    assert len(samples) == 2 * SAMPLE_RATE_HZ
    assert peak_time_s(samples, SAMPLE_RATE_HZ, 0.8 - shift_s) == pytest.approx(
        1.0 - shift_s, abs=0.004
    )


def test_short_audio_is_padded_with_silence(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(50) / 25, audio=tone(1.0))
    samples = extracted(path, tmp_path, start_s=0.0, duration_s=2.0)
    assert len(samples) == 2 * SAMPLE_RATE_HZ
    assert np.abs(samples[round(1.2 * SAMPLE_RATE_HZ) :]).max() == 0


def test_resampling_keeps_pitch_and_level(tmp_path):
    write_wav(tmp_path / "in.wav", tone(1.0, 48000), 48000)
    samples = load_samples(tmp_path / "in.wav") / 32768
    assert len(samples) == pytest.approx(SAMPLE_RATE_HZ, abs=40)
    spectrum = np.abs(np.fft.rfft(samples[2000:14000]))
    assert np.argmax(spectrum) * SAMPLE_RATE_HZ / 12000 == pytest.approx(440, abs=2)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.02)


def test_levels_tell_silence_from_speech(tmp_path):
    write_wav(tmp_path / "silent.wav", np.zeros(16000, np.int16))
    write_wav(tmp_path / "hum.wav", (tone(1.0, 16000) * 1e-4).astype(np.float32))
    write_wav(tmp_path / "tone.wav", tone(1.0, 16000))
    levels = {
        name: extract_wav(tmp_path / f"{name}.wav", tmp_path / "out.wav")
        for name in ("silent", "hum", "tone")
    }
    assert levels["silent"].is_silent
    assert levels["hum"].is_silent
    assert not levels["tone"].is_silent
    assert levels["tone"].loudest_dbfs == pytest.approx(-9, abs=0.3)
    assert levels["tone"].clipped_fraction == 0


def test_clipping_is_measured(tmp_path):
    write_wav(tmp_path / "loud.wav", np.clip(4 * tone(1.0, 16000), -1, 1))
    assert extract_wav(tmp_path / "loud.wav", tmp_path / "o.wav").clipped_fraction > 0.3


def test_stop_leaves_no_half_written_file(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(50) / 25, audio=tone(2.0))

    def stop(_samples: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_wav(path, tmp_path / "aud.wav", on_block=stop)
    assert sorted(child.name for child in tmp_path.iterdir()) == ["v.mp4"]


def test_video_without_audio_says_so(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(5) / 25)
    with pytest.raises(MediaError) as caught:
        extract_wav(path, tmp_path / "aud.wav")
    assert caught.value.code == "video_no_audio"


def test_text_is_not_audio(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"some text " * 50)
    with pytest.raises(MediaError) as caught:
        open_samples(tmp_path / "a.wav")
    assert caught.value.code == "audio_unreadable"


def test_reading_beyond_the_ends_gives_silence(tmp_path):
    values = np.arange(1, 101, dtype=np.int16) * 100
    write_wav(tmp_path / "a.wav", values)
    for samples in (WavSamples(tmp_path / "a.wav"), ArraySamples(values)):
        assert len(samples) == 100
        piece = samples.read(-10, 120)
        assert piece.dtype == np.float32
        assert np.array_equal(piece[10:110], (values / 32768).astype(np.float32))
        assert not piece[:10].any()
        assert not piece[110:].any()
        assert not samples.read(500, 510).any()


def test_real_clip_with_a_late_first_frame_is_trimmed(tmp_path):
    path = real_clip("edge/vfr_22.13fps_6s.mp4")
    info = probe(path)
    whole = load_samples(path)
    samples = extracted(path, tmp_path, start_s=info.start_s)
    lead = round(info.start_s * SAMPLE_RATE_HZ)
    assert lead > 0
    assert len(whole) - len(samples) == pytest.approx(lead, abs=1)
