"""How fast a generator trains here, in how much memory, and what each choice brings.

    python -m tests.bench.bench_training CLIP_FOLDER [--preset lite-160] [--batchsize 8]

CLIP_FOLDER is a preprocessed video's folder, ``dataset/<name>``. Each line is measured in a process
of its own: images a second of whole steps, and the most memory it took. ``--research`` adds the
research code's way: float32, channels first, VGG19 on the whole face (made-up weights: they cost
what real ones cost). ``--compile`` adds torch.compile, which needs a C++ compiler. Run it on a
quiet machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import torch
from torch import nn

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import open_clip_dataset
from synctalk_engine.models.perceptual import VGG19_LEVELS, Vgg19Features
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator import losses
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.losses import LossWeights
from synctalk_engine.training.generator.trainer import GeneratorTrainer, StepInput, TrainerSetup
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import load_perceptual_network

VGG19_WIDTHS = ((64, 64), (128, 128), (256, 256, 256, 256), (512, 512, 512, 512))
ROWS: dict[str, tuple[str, bool, str, bool]] = {
    # number format, channels last, perceptual network, discriminator
    "research": ("fp32", False, "vgg19", False),
    "fp32, channels first": ("fp32", False, "lite0", True),
    "fp32": ("fp32", True, "lite0", True),
    "bf16": ("bf16", True, "lite0", True),
    "bf16, in two parts": ("bf16", True, "lite0", True),
    "bf16, no discriminator": ("bf16", True, "lite0", False),
    "bf16, no discriminator, no perceptual": ("bf16", True, "none", False),
    "bf16, compiled": ("bf16", True, "lite0", True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip_folder", type=Path)
    parser.add_argument("--preset", default="lite-160")
    parser.add_argument("--batchsize", type=int, default=8)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--research", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--row", help="measure this line of the table alone, as JSON")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    if asked.row is not None:
        print(json.dumps(measure(asked, asked.row)))
        return
    clip = open_clip_dataset(asked.clip_folder, get_preset(asked.preset))
    print(f"{asked.preset}, batch {asked.batchsize}, {asked.device}, {asked.threads} threads")
    sampler = TrainingSampler(clip, asked.batchsize, seed=0)
    seconds = best_s(lambda: sampler.batch(0), 20)
    print(f"{'batches alone':32s} {asked.batchsize / seconds:8.1f} samples/s")
    for name in ROWS:
        if (name != "research" or asked.research) and ("compiled" not in name or asked.compile):
            call = [sys.executable, "-m", "tests.bench.bench_training", *sys.argv[1:]]
            done = subprocess.run([*call, "--row", name], capture_output=True, check=False)
            if done.returncode:
                print(f"{name:32s} failed: {done.stderr.decode(errors='replace')[-200:]}")
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{name:32s} {found['images_per_s']:8.2f} images/s"
                f" {found['step_s']:8.3f} s a step {found['peak_mb']:8.0f} MB"
            )


def measure(asked: argparse.Namespace, row: str) -> dict[str, float]:
    """Speed and memory of one row of the table."""
    number_format, channels_last, features, has_discriminator = ROWS[row]
    device = torch.device(asked.device)
    clip = open_clip_dataset(asked.clip_folder, get_preset(asked.preset))
    sampler = TrainingSampler(clip, asked.batchsize, seed=0)
    precision = Precision(number_format, channels_last)
    network = precision.place(create_generator(clip.preset, clip.kind).to(device))
    if "compiled" in row:
        network.forward = torch.compile(network.forward)
    networks = {"lite0": load_perceptual_network, "vgg19": vgg19, "none": lambda _: None}
    setup = TrainerSetup(
        clip, sampler, device, 0, networks[features](device), weights=LossWeights(sync=0.0)
    )
    discriminator = Discriminator(clip.preset.input_px, device, precision, 0)
    trainer = GeneratorTrainer(
        network, precision, setup, discriminator if has_discriminator else None
    )
    if "two parts" in row:
        trainer.accumulate = 2
    if features == "vgg19":  # as there: the whole face, not the mouth at one size
        losses.perceptual_loss = whole_face_distance
    batch = sampler.batch(0)
    with PeakMemory() as peak:
        seconds = best_s(lambda: trainer.step(1, 1e-4, StepInput(batch, None)), asked.steps)
    return {
        "images_per_s": len(batch.frames) / seconds,
        "step_s": seconds,
        "peak_mb": peak.bytes / 2**20,
    }


def vgg19(device: torch.device) -> Vgg19Features:
    """The network of the research code's perceptual loss, with weights of no meaning."""
    state, before = {}, 3
    for indices, widths in zip(VGG19_LEVELS, VGG19_WIDTHS, strict=True):
        for index, width in zip(indices, widths, strict=True):
            conv = nn.Conv2d(before, width, 3)
            state[f"features.{index}.weight"] = conv.weight.detach()
            state[f"features.{index}.bias"] = conv.bias.detach()
            before = width
    return Vgg19Features(state).to(device)


def whole_face_distance(network, generated, target, _boxes) -> torch.Tensor:
    return losses.perceptual_distance(network, generated, target)


def best_s(work: Callable[[], object], times: int) -> float:
    """Shortest of a few tries, after one that does not count."""
    work()
    shortest_s = float("inf")
    for _ in range(times):
        began_s = time.perf_counter()
        work()
        shortest_s = min(shortest_s, time.perf_counter() - began_s)
    return shortest_s


class PeakMemory:
    """The most memory this process holds within a block, looked at 50 times a second."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._over.wait(0.02):
            self.bytes = max(self.bytes, process.memory_info().rss)


if __name__ == "__main__":
    main()
