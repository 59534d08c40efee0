"""The offset between lips and audio is found, and doubt is reported."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.features.av_offset import (
    LEAD_MS,
    MOUTH_CORNERS,
    NOTHING_MEASURED,
    PUPILS,
    AvOffset,
    measure_offset,
    mouth_signals,
)
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples

FPS = 25.0
LOWER_LIPS = [109, 108, 107]


def talking(seconds: float, lag_frames: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Landmarks (N, 110, 2) of a mouth that opens with the loudness, and its audio, late."""
    rng = np.random.default_rng(seed)
    count = round(seconds * FPS)
    steps = rng.normal(size=count + 200)
    opening = np.convolve(steps, np.hanning(9), "same")[100 : 100 + count]
    opening = np.clip(opening - opening.min(), 0, None)
    points = np.zeros((count, 110, 2), np.float32)
    points[:, PUPILS[1], 0] = 60
    points[:, MOUTH_CORNERS[1], 0] = 40 - 2 * opening
    points[:, LOWER_LIPS, 1] = 3 * opening[:, None]
    points += rng.normal(scale=0.3, size=points.shape)
    total_lag_frames = lag_frames + LEAD_MS * FPS / 1000
    times_s = np.arange(count * 640) / SAMPLE_RATE_HZ
    lagged_frames = times_s * FPS - 0.5 - total_lag_frames
    loudness = np.interp(lagged_frames, np.arange(count), opening)
    noise = rng.normal(size=len(times_s))
    return points, (0.02 * (0.05 + loudness) * noise).astype(np.float32)


def estimate(points: np.ndarray, audio: np.ndarray, **options: object) -> AvOffset:
    found = np.ones(len(points), bool)
    return measure_offset(points, found, ArraySamples(audio), FPS, **options)


@pytest.mark.parametrize("lag_frames", range(-6, 7, 2))
def test_the_offset_is_found_within_a_frame(lag_frames):
    offset = estimate(*talking(12, lag_frames, seed=lag_frames + 20))
    assert offset.offset_ms == pytest.approx(lag_frames * 40, abs=30)
    assert offset.is_certain


def test_what_was_moved_already_is_added():
    points, audio = talking(12, 1)
    assert estimate(points, audio, shift_ms=120.0).offset_ms == pytest.approx(160, abs=30)


def test_other_audio_gives_no_confidence():
    certain = 0
    for seed in range(8):
        points, _ = talking(12, 0, seed=seed)
        _, audio = talking(12, 0, seed=seed + 100)
        certain += estimate(points, audio).is_certain
    assert certain == 0


def test_filled_frames_do_not_count():
    points, audio = talking(20, 3)
    found = np.ones(len(points), bool)
    points[100:300] = points[0]
    found[100:300] = False
    offset = measure_offset(points, found, ArraySamples(audio), FPS)
    assert offset.offset_ms == pytest.approx(120, abs=30)


@pytest.mark.parametrize("what", ["silence", "stillness", "too short"])
def test_nothing_to_measure(what):
    points, audio = talking(2 if what == "too short" else 8, 0)
    if what == "silence":
        audio = np.zeros_like(audio)
    if what == "stillness":
        points[:] = points[0]
    assert estimate(points, audio) == NOTHING_MEASURED


def test_small_or_uncertain_offsets_are_not_corrected():
    assert AvOffset(50.0, 0.9).shift_ms(25) == 0
    assert AvOffset(120.0, 0.3).shift_ms(25) == 0
    assert AvOffset(None, 0.0).shift_ms(25) == 0
    assert AvOffset(-120.0, 0.9).shift_ms(25) == -120


def test_another_face_in_filled_frames_has_no_say_through_the_smoothing_either():
    points, audio = talking(16, 3)
    found = np.ones(len(points), bool)
    for begin in range(40, 380, 40):  # every other run of 20 frames is somebody else's
        found[begin : begin + 20] = False
    wild, calm = points.copy(), points.copy()
    wild[~found] = np.random.default_rng(9).normal(scale=400, size=wild[~found].shape)
    calm[~found] = 0
    offsets = [measure_offset(p, found, ArraySamples(audio), FPS) for p in (wild, calm)]
    assert offsets[0] == offsets[1]
    assert offsets[0].offset_ms == pytest.approx(120, abs=30)


def test_a_face_that_is_seen_for_too_short_a_time_says_nothing():
    points, audio = talking(12, 3)
    found = np.zeros(len(points), bool)
    found[:80] = True
    assert measure_offset(points, found, ArraySamples(audio), FPS) == NOTHING_MEASURED


def test_speech_rows_decide_where_the_mel_bands_leave_it_open():
    points, audio = talking(20, 2)
    loudness = mouth_signals(points, FPS, np.ones(len(points), bool))
    rng = np.random.default_rng(3)
    mumbled = audio + rng.normal(scale=6 * audio.std(), size=audio.shape).astype(np.float32)
    alone = estimate(points, mumbled)
    assert not alone.is_certain
    lag_frames = 2 + round(LEAD_MS * FPS / 1000)
    clear = np.roll(loudness, lag_frames, axis=0) @ rng.normal(size=(2, 64))
    rows = (clear + rng.normal(size=clear.shape)).reshape(-1, 2, 32)
    both = estimate(points, mumbled, speech_rows=lambda count: rows[:count])
    assert both.is_certain and both.offset_ms == pytest.approx(80, abs=30)
    elsewhere = np.roll(rows, 7, axis=0)
    assert estimate(points, mumbled, speech_rows=lambda count: elsewhere[:count]) == alone
    short = slice(0, round(10 * FPS))
    asked = []
    estimate(points[short], mumbled, speech_rows=lambda count: asked.append(count))
    assert not asked
