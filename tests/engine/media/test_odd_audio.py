"""Audio of every kind is where its file says, and in a video where the lips were generated."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.media.audio import WavSamples, extract_speech, extract_wav
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.probe import probe
from synctalk_engine.render.sync_check import measure_sync
from tests.helpers.odd_audio import offset_ms
from tests.helpers.odd_audio_inputs import INPUTS, OddAudio

MAX_OFFSET_MS = 10.0
MAX_RENDERED_OFFSET_MS = 0.5


def assert_in_place(kind: OddAudio, samples: np.ndarray) -> None:
    for at_s, true_s, speed in kind.checks:
        offset = offset_ms(samples, at_s, true_s, speed) - kind.delay_ms
        assert abs(offset) <= MAX_OFFSET_MS, f"{offset:.1f} ms at {at_s} s"


@pytest.mark.parametrize("kind", INPUTS, ids=lambda kind: kind.name)
def test_audio_is_where_its_file_says(kind, tmp_path):
    path = kind.make(tmp_path)
    start_s = probe(path).start_s if kind.is_video else None
    levels = extract_wav(path, tmp_path / "out.wav", start_s=start_s)
    samples = WavSamples(tmp_path / "out.wav")
    assert_in_place(kind, samples.read(0, len(samples)))
    assert [code for code, _ in levels.repairs.warnings()] == list(kind.warnings)


@pytest.mark.parametrize(
    "kind", [kind for kind in INPUTS if not kind.is_video], ids=lambda kind: kind.name
)
def test_a_video_gets_the_samples_that_the_lips_were_generated_for(kind, tmp_path):
    path = kind.make(tmp_path)
    levels, recording = extract_speech(path, tmp_path / "out.wav", tmp_path / "out.pcm")
    frame_count = round(levels.duration_s * 10)
    with VideoWriter(tmp_path / "out.mp4", 10, 16, 16, recording) as writer:
        for _ in range(frame_count):
            writer.write(np.zeros((16, 16, 3), np.uint8))
    sync = measure_sync(tmp_path / "out.mp4", WavSamples(tmp_path / "out.wav"), tmp_path)
    assert len(sync.points) == 4
    assert max(abs(point.offset_ms) for point in sync.points) <= MAX_RENDERED_OFFSET_MS
