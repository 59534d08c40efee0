"""How fast a generator trains here, and where the time goes.

    python tests/bench/bench_training.py CLIP_FOLDER [--preset lite-160] [--batchsize 8]

CLIP_FOLDER is a prepared video's folder, ``dataset/<name>``. Prints images a second of each number
format, of each loss, and samples a second of the batches alone. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from synctalk_engine.dataset.prepared import PreparedClip, open_prepared
from synctalk_engine.dataset.samples import TrainingSampler
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator import GeneratorTrainer, StepInput
from synctalk_engine.training.losses import LossWeights
from synctalk_engine.training.options import perceptual_network
from synctalk_engine.training.precision import Precision, candidates

STEPS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip_folder", type=Path)
    parser.add_argument("--preset", default="lite-160")
    parser.add_argument("--batchsize", type=int, default=8)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    device = torch.device(asked.device)
    clip = open_prepared(asked.clip_folder, get_preset(asked.preset))
    sampler = TrainingSampler(clip, asked.batchsize, seed=0)
    print(f"{asked.preset}, batch {asked.batchsize}, {asked.device}, {asked.threads} threads")
    seconds = best_s(lambda: sampler.batch(0))
    print(f"{'batches alone':32s} {asked.batchsize / seconds:8.1f} samples/s")
    for precision in candidates("auto", device):
        name = precision.number_format + ("" if precision.channels_last else ", channels first")
        report(f"{name}, all losses", clip, sampler, device, precision, perceptual=True)
        report(f"{name}, no perceptual", clip, sampler, device, precision, perceptual=False)


def report(
    title: str,
    clip: PreparedClip,
    sampler: TrainingSampler,
    device: torch.device,
    precision: Precision,
    perceptual: bool,
) -> None:
    network = precision.place(create_generator(clip.preset, clip.kind).to(device))
    trainer = GeneratorTrainer(
        network,
        sampler,
        clip,
        device,
        precision,
        seed=0,
        weights=replace(LossWeights(), sync=0.0),
        perceptual=perceptual_network(device) if perceptual else None,
    )
    batch = sampler.batch(0)
    seconds = best_s(lambda: trainer.step(1, 1e-4, StepInput(batch, None)))
    print(f"{title:32s} {len(batch.frames) / seconds:8.1f} images/s")


def best_s(work: Callable[[], object]) -> float:
    """Shortest of a few tries, after one that does not count."""
    work()
    shortest_s = float("inf")
    for _ in range(STEPS):
        began_s = time.perf_counter()
        work()
        shortest_s = min(shortest_s, time.perf_counter() - began_s)
    return shortest_s


if __name__ == "__main__":
    main()
