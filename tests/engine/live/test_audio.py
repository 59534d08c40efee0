"""Audio on its way into a stream: queues, pipes, levels."""

from __future__ import annotations

import io
import os
import threading

import numpy as np
import pytest

from synctalk_engine.errors import LiveError, MediaError
from synctalk_engine.live.audio_queue import LIVE_RATE_HZ, AudioQueue
from synctalk_engine.live.sources import FileAudio, PipeAudio, open_live_audio
from synctalk_engine.live.timeline import LevelTracker, StreamAudio
from synctalk_engine.media.audio import write_wav

FRAME = LIVE_RATE_HZ // 25
WAIT_S = 20.0


def ramp(count: int, first: int = 1) -> np.ndarray:
    return np.arange(first, first + count, dtype=np.float32)


def test_silence_stands_in_for_audio_that_has_not_come() -> None:
    queue = AudioQueue()
    queue.put(ramp(3))
    assert queue.take(5).tolist() == [1, 2, 3, 0, 0]
    queue.put(ramp(4, 4))
    assert queue.take(2).tolist() == [4, 5]
    assert queue.take(2).tolist() == [6, 7]


def test_after_an_underrun_a_little_is_collected_first() -> None:
    queue = AudioQueue(prebuffer_samples=2)
    queue.put(ramp(3))
    assert queue.take(2).tolist() == [0, 0]  # 4 are needed
    queue.put(ramp(1, 4))
    assert queue.take(2).tolist() == [1, 2]
    assert queue.take(2).tolist() == [3, 4]
    assert queue.take(2).tolist() == [0, 0]
    queue.put(ramp(3, 5))
    assert queue.take(2).tolist() == [0, 0]


def test_a_source_that_is_too_fast_loses_the_oldest_audio_not_the_newest() -> None:
    queue = AudioQueue(limit_samples=4)
    queue.put(ramp(3))
    queue.put(ramp(3, 4))
    assert queue.take(4).tolist() == [3, 4, 5, 6]
    assert queue.dropped_samples == 2


def test_a_file_waits_until_its_audio_is_taken() -> None:
    queue = AudioQueue(limit_samples=4)
    assert queue.put_waiting(ramp(4))
    done = threading.Event()

    def put() -> None:
        queue.put_waiting(ramp(4, 5))
        done.set()

    thread = threading.Thread(target=put)
    thread.start()
    assert not done.is_set()
    taken = queue.take(4)
    thread.join(WAIT_S)
    assert done.is_set() and taken.tolist() == [1, 2, 3, 4]
    assert queue.take(4).tolist() == [5, 6, 7, 8]
    assert queue.dropped_samples == 0


def test_a_queue_that_is_closed_lets_its_source_end() -> None:
    queue = AudioQueue(limit_samples=1)
    queue.put_waiting(ramp(1))
    queue.close()
    assert queue.put_waiting(ramp(1)) is False


def test_a_queue_is_finished_when_it_ended_and_all_was_taken() -> None:
    queue = AudioQueue(prebuffer_samples=100)
    queue.put(ramp(3))
    queue.end()
    assert not queue.is_finished
    assert queue.take(4).tolist() == [1, 2, 3, 0]
    assert queue.is_finished


@pytest.mark.parametrize("rate_hz", [16_000, 24_000, 48_000])
def test_a_pipe_gives_all_its_samples_even_cut_in_the_middle_of_one(rate_hz) -> None:
    reading, writing = os.pipe()
    samples = np.round(8000 * np.sin(np.arange(rate_hz) / 20)).astype("<i2")
    data = samples.tobytes()

    def write() -> None:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for start in range(0, len(data), 777):
                pipe.write(data[start : start + 777])

    with os.fdopen(reading, "rb") as pipe:
        source = PipeAudio(pipe, rate_hz)
        writer = threading.Thread(target=write)
        writer.start()
        source.start()
        parts = [source.queue.take(0)]
        while not source.queue.is_finished:
            with source.queue._changed:
                count = len(source.queue)
            parts.append(source.queue.take(count))
        writer.join(WAIT_S)
        source.close()
    heard = np.concatenate(parts)
    assert abs(len(heard) - LIVE_RATE_HZ) < 100
    expected = 8000 / 32768 * np.sin(np.arange(len(heard)) * rate_hz / LIVE_RATE_HZ / 20)
    assert np.abs(heard - expected)[500:-500].max() < 0.01


def test_a_file_is_given_at_48_khz(tmp_path) -> None:
    path = tmp_path / "speech é.wav"
    write_wav(path, (0.5 * np.sin(np.arange(8000) / 10)).astype(np.float32), 16_000)
    source = FileAudio(path)
    source.start()
    source._thread.join(WAIT_S)
    assert abs(len(source.queue) - LIVE_RATE_HZ // 2) < 100
    source.close()


def test_a_missing_file_and_a_terminal_are_told_in_a_sentence(tmp_path, monkeypatch) -> None:
    with pytest.raises(MediaError) as caught:
        open_live_audio("gone.wav", tmp_path / "gone.wav", 16_000)
    assert caught.value.code == "file_not_found"
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr("sys.stdin", terminal)
    with pytest.raises(LiveError) as caught:
        open_live_audio("-", tmp_path, 16_000)
    assert caught.value.code == "live_pipe_missing" and "16000" in caught.value.hint


def test_the_timeline_has_frames_of_whole_samples_at_any_rate() -> None:
    audio = StreamAudio(30000 / 1001, keep_frames=100)
    counts = [audio.frame_samples(i) for i in range(30)]
    assert sum(counts) == audio.edge(30) == 48048
    for count in counts:
        audio.append(np.ones(count, np.float32))
    before = audio.read(-2, 1)
    assert before[: audio.edge(2)].sum() == 0 and before.sum() == counts[0]


def test_the_timeline_at_16_khz_is_the_same_audio() -> None:
    audio = StreamAudio(25, keep_frames=50)
    wave = np.sin(2 * np.pi * 440 * np.arange(50 * FRAME) / LIVE_RATE_HZ).astype(np.float32)
    for start in range(0, len(wave), FRAME):
        audio.append(wave[start : start + FRAME])
    heard = audio.read_16k(0, 50)
    expected = np.sin(2 * np.pi * 440 * np.arange(len(heard)) / 16_000)
    assert np.abs(heard - expected)[20:-20].max() < 0.01


def levels_of(
    levels_dbfs: list[float], lookahead_frames: int = 2, pause_below_db: float = 32.0
) -> list[float]:
    """Pause weights of frames with noise of these levels, each asked for as it is made live."""
    random = np.random.default_rng(0)
    tracker = LevelTracker(25, lookahead_frames, pause_below_db)
    weights = []
    for index, level_dbfs in enumerate(levels_dbfs):
        noise = random.normal(0, 10 ** (level_dbfs / 20), FRAME).astype(np.float32)
        tracker.add(noise)
        if index >= lookahead_frames:
            weights.append(tracker.pause_weight(index - lookahead_frames))
    return weights


@pytest.mark.parametrize("room_dbfs", [-100, -65, -50, -40])
def test_the_mouth_is_closed_in_silence_and_in_room_noise(room_dbfs) -> None:
    assert min(levels_of([room_dbfs] * 200)) == 1.0
    spoken = levels_of([room_dbfs] * 50 + [-20] * 100 + [room_dbfs] * 100)
    assert set(spoken[50:150]) == {0.0}
    assert spoken[163:] == [1.0] * len(spoken[163:])


def test_the_mouth_opens_within_the_lookahead_and_closes_slowly() -> None:
    weights = levels_of([-100] * 20 + [-20] * 10 + [-100] * 30)
    assert [round(w, 3) for w in weights[17:21]] == [1.0, 0.667, 0.333, 0.0]
    steps = np.abs(np.diff(weights))
    assert steps.max() <= 1 / 3 + 1e-6
    assert weights[29 + 6] == 0 and weights[29 + 12] == 1


def test_pauses_between_words_are_speech() -> None:
    weights = levels_of(([-20] * 8 + [-45] * 4) * 10)
    assert max(weights[:-2]) == 0


def test_the_threshold_decides_what_is_a_pause_live() -> None:
    levels = [-100] * 10 + [-20] * 40 + [-45] * 40 + [-20] * 20
    assert max(levels_of(levels)[50:92]) == 0
    assert levels_of(levels, pause_below_db=20)[70] == 1


def test_quiet_speech_is_amplified_and_noise_alone_is_not() -> None:
    tracker = LevelTracker(25, 2)
    random = np.random.default_rng(0)
    for _ in range(50):
        tracker.add(random.normal(0, 1e-3, FRAME).astype(np.float32))
    assert tracker.gain == 1.0
    for _ in range(50):
        tracker.add(random.normal(0, 10 ** (-34 / 20), FRAME).astype(np.float32))
    assert tracker.gain == pytest.approx(10 ** (14 / 20), rel=0.02)
