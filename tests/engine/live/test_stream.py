"""The loop of a stream, on a clock that tests move."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ, AudioQueue
from synctalk_engine.live.features import LiveFeatures
from synctalk_engine.live.stream import Animator, LiveStream
from tests.engine.live.conftest import RecordingTarget

FPS = 25
FRAME = LIVE_RATE_HZ // FPS
LOOKAHEAD = 2
WINDOW_S = 2.0


class SlowMaker:
    """Takes ``seconds`` of the clock for each frame; notes what it was given."""

    def __init__(self, clock, seconds: float = 0.0) -> None:
        self._clock, self.seconds = clock, seconds
        self.calls: list[tuple[int, float, float]] = []

    def make(self, step, image, rows, row, pause) -> np.ndarray:
        self._clock.now_s += self.seconds
        self.calls.append((step, float(rows[row]), pause))
        return np.full((2, 2, 3), step % 256, np.uint8)


def loudness(samples: np.ndarray, count: int, gain: float) -> np.ndarray:
    """(count,) mean magnitude under each frame."""
    return np.abs(samples).reshape(count, -1).mean(axis=1) * gain


def stream_of(clock, queue: AudioQueue, seconds: float = 0.0):
    maker, target = SlowMaker(clock, seconds), RecordingTarget()
    features = LiveFeatures(loudness, (WINDOW_S, WINDOW_S / 2))
    image = np.zeros((2, 2, 3), np.uint8)
    animator = Animator(maker, features, lambda step: image, FPS, LOOKAHEAD)
    return LiveStream(queue, animator, [target], clock), maker, target


def queue_of(frames: int) -> AudioQueue:
    queue = AudioQueue(limit_samples=10**9)
    queue.put(np.repeat(np.arange(frames, dtype=np.float32) / 1000, FRAME))
    queue.end()
    return queue


def test_every_frame_is_made_for_its_own_audio_and_all_audio_is_given(clock) -> None:
    stream, maker, target = stream_of(clock, queue_of(50))
    stream.run()
    assert target.indices == list(range(len(target.indices))) and len(target.indices) >= 50
    assert target.made == target.indices and stream.dropped_frames == 0
    audio = np.concatenate(target.audio)
    assert np.array_equal(audio[: 50 * FRAME], np.repeat(np.arange(50) / 1000, FRAME).astype("f4"))
    assert not audio[50 * FRAME :].any()
    heard = np.array([value for _, value, _ in maker.calls[:50]])
    assert np.argsort(heard).tolist() == list(range(50))


def test_the_latency_is_the_lookahead_and_half_a_frame_and_the_work(clock) -> None:
    stream, _, _ = stream_of(clock, queue_of(50), seconds=0.01)
    stream.run()
    latency_ms = stream._animator.times.summary()["latency_ms"]
    assert latency_ms == pytest.approx(1000 * ((LOOKAHEAD + 0.5) / FPS + 0.01), abs=0.1)


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.33])
def test_a_slow_model_leaves_frames_out_and_keeps_latency_and_audio(clock, seconds) -> None:
    stream, _maker, target = stream_of(clock, queue_of(200), seconds)
    began_s = clock.now_s
    stream.run()
    assert target.indices == list(range(len(target.indices)))
    audio = np.concatenate(target.audio)[: 200 * FRAME]
    assert np.array_equal(audio, np.repeat(np.arange(200) / 1000, FRAME).astype("f4"))
    assert len(target.made) == pytest.approx(8 / seconds, abs=2)
    assert stream.dropped_frames == len(target.indices) - len(target.made)
    assert 8 <= clock.now_s - began_s < 8 + 4 / FPS + 2 * seconds
    most_ms = max(stream._animator.times.latency_ms)
    assert most_ms < 1000 * ((LOOKAHEAD + 1.5) / FPS + seconds)


def test_a_pause_of_the_whole_computer_is_skipped(clock) -> None:
    stream, _, target = stream_of(clock, queue_of(100))
    stalled = iter([0] * 20 + [1.0] + [0] * 500)

    def poll() -> None:
        clock.now_s += next(stalled)

    stream.run(poll)
    assert target.indices == list(range(len(target.indices)))
    assert stream.dropped_frames == 24  # one of the 25 was still being waited for


def test_while_nobody_speaks_frames_go_on_with_a_closed_mouth(clock) -> None:
    stream, maker, target = stream_of(clock, AudioQueue())
    stream.run(duration_s=4.0)
    assert target.made == list(range(4 * FPS))
    assert {pause for _, _, pause in maker.calls} == {1.0}
    assert [step for step, _, _ in maker.calls] == list(range(4 * FPS))


def test_the_window_of_features_ends_with_the_lookahead(clock) -> None:
    stream, _maker, _ = stream_of(clock, queue_of(10))
    seen = []
    stream._animator._extract = lambda samples, count, gain: (
        seen.append((len(samples), count)) or loudness(samples, count, gain)
    )
    stream.run()
    assert set(seen) == {(round(16_000 * WINDOW_S), round(FPS * WINDOW_S))}


def test_when_frames_come_late_the_features_get_cheaper(clock) -> None:
    stream, maker, _ = stream_of(clock, queue_of(400), seconds=0.06)
    counts = []

    def extract(samples, count, gain):
        counts.append(count)
        if count == WINDOW_S * FPS / 2:
            maker.seconds = 0.03
        return loudness(samples, count, gain)

    stream._animator._extract = extract
    stream.run()
    assert counts[0] == WINDOW_S * FPS and counts[-1] == WINDOW_S * FPS / 2
    assert 30 <= counts.index(counts[-1]) <= 60
    assert stream.dropped_frames < 30


def test_a_stop_comes_through_and_leaves_what_was_given(clock) -> None:
    stream, _, target = stream_of(clock, queue_of(100))
    polls = iter(range(10))
    with pytest.raises(StopIteration):
        stream.run(lambda: next(polls))
    assert target.indices == list(range(10 - LOOKAHEAD))
