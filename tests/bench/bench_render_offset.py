"""Where sound and picture lie at the end of ten minutes, in files as a render writes them.

    python -m tests.bench.bench_render_offset [--minutes 10]

Sources of 25, 29.97, 30 and 50 frames/s, written at their own rate and at 25, 30 and 50. The audio
clicks once a second, and from the frame in which it falls the picture is white: no network, the
same writers.
Measured on the decoded file: the time of each white frame against that of its click.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from synctalk_engine.media.audio import SAMPLE_RATE_HZ, load_samples, write_wav
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.frame_rate_writer import FrameRateWriter
from synctalk_engine.render.speech import frames_of

SOURCE_RATES = (Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(50))
OUTPUT_RATES = (None, 25, 30, 50)
SIZE = (64, 48)
CLICK_SAMPLES = 160
CLICK_S, WHITE_S = Fraction(1, 2), Fraction(1, 5)
"""Within each second; and for how long the picture stays white."""
WHITE, BLACK = np.full((48, 64, 3), 255, np.uint8), np.zeros((48, 64, 3), np.uint8)


def main() -> None:
    """Measure and print one JSON line for each pair of rates."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    duration_s = round(60 * parser.parse_args().minutes)
    with tempfile.TemporaryDirectory() as name:
        speech = Path(name) / "clicks.wav"
        write_clicks(speech, duration_s)
        for source in SOURCE_RATES:
            for rate in OUTPUT_RATES:
                path = Path(name) / "out.mp4"
                write(path, speech, duration_s, source, rate)
                print(json.dumps(measured(path, source, rate)), flush=True)


def write_clicks(path: Path, duration_s: int) -> None:
    """A click at half past each second."""
    samples = np.zeros(duration_s * SAMPLE_RATE_HZ, np.float32)
    for second in range(duration_s):
        start = second * SAMPLE_RATE_HZ + SAMPLE_RATE_HZ // 2
        samples[start : start + CLICK_SAMPLES] = 0.8
    write_wav(path, samples)


def write(path: Path, speech: Path, duration_s: int, source: Fraction, rate: int | None) -> None:
    """Frames of a source at ``source`` frames/s through the writers of a render."""
    writer = VideoWriter(path, float(rate or source), *SIZE, speech)
    out = writer if rate is None else FrameRateWriter(writer, source, Fraction(rate))
    with out:
        for index in range(frames_of(duration_s * SAMPLE_RATE_HZ, float(source))):
            begins_s = (index / source) % 1  # the frame that is shown when it clicks, and some more
            is_click = begins_s + 1 / source > CLICK_S and begins_s <= CLICK_S + WHITE_S
            out.write(WHITE if is_click else BLACK)


def measured(path: Path, source: Fraction, rate: int | None) -> dict:
    """Offsets in ms at the beginning, and at the end, and the ends of both streams."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        white_s, last_s = [], 0.0
        was_white = False
        for frame in file.decode(stream):
            last_s = float(frame.pts * stream.time_base)
            is_white = frame.to_ndarray(format="gray8").mean() > 128
            if is_white and not was_white:
                white_s.append(last_s)
            was_white = is_white
    samples = load_samples(path)
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 0.3 * 2**15)
    starts = loud[np.r_[True, np.diff(loud) > SAMPLE_RATE_HZ // 2]]
    click_s = starts / SAMPLE_RATE_HZ
    count = min(len(click_s), len(white_s))
    offsets_ms = 1000 * (click_s[:count] - np.array(white_s[:count]))  # within one frame
    return {
        "source_fps": round(float(source), 3),
        "output_fps": rate or round(float(source), 3),
        "clicks": [len(click_s), len(white_s)],
        "click_after_its_frame_ms": {
            "first_minute": round(float(offsets_ms[:60].mean()), 2),
            "last_minute": round(float(offsets_ms[-60:].mean()), 2),
            "least": round(float(offsets_ms.min()), 2),
            "most": round(float(offsets_ms.max()), 2),
        },
        "click_at_the_end_off_ms": round(1000 * (click_s[-1] - (len(click_s) - 0.5)), 2),
        "last_frame_s": round(last_s, 3),
        "audio_s": round(len(samples) / SAMPLE_RATE_HZ, 3),
    }


if __name__ == "__main__":
    main()
