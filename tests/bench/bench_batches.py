"""How many samples a second the prefetch thread puts together, on one thread.

    python -m tests.bench.bench_batches CLIP_FOLDER... [--batchsize 8] [--seconds 5]

CLIP_FOLDER is a preprocessed video's folder, ``dataset/<name>``; several are learnt as one. The
research code puts 220 samples a second together on one thread from a 512x512 clip.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

from synctalk_engine.dataset.batches import TrainingSampler, prefetch
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.clips import open_clips

PRESETS = ("lite-160", "328")
WARM_UP_STEPS = 5


def main() -> None:
    """Measure and print a row for each preset."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip_folders", type=Path, nargs="+")
    parser.add_argument("--batchsize", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5.0)
    asked = parser.parse_args()
    print("preset    | samples/s | samples/s of processor time | through the thread")
    for preset in PRESETS:
        clip = open_clips(asked.clip_folders, get_preset(preset), None)
        sampler = TrainingSampler(clip, asked.batchsize, seed=0)
        batches = (sampler.batch(step) for step in itertools.count())
        by_clock, by_processor = _rates(batches, asked.batchsize, asked.seconds)
        ahead_of_time = prefetch(sampler.batch(step) for step in itertools.count())
        through_thread, _ = _rates(ahead_of_time, asked.batchsize, asked.seconds)
        ahead_of_time.close()
        print(f"{preset:9s} | {by_clock:9.0f} | {by_processor:27.0f} | {through_thread:18.0f}")


def _rates(batches, batch_size: int, seconds: float) -> tuple[float, float]:
    """Samples a second, by the clock and by processor time."""
    for _ in range(WARM_UP_STEPS):
        next(batches)
    began_s, processor_s, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - began_s < seconds:
        next(batches)
        count += batch_size
    return (
        count / (time.perf_counter() - began_s),
        count / (time.process_time() - processor_s),
    )


if __name__ == "__main__":
    main()
