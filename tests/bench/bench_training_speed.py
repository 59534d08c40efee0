"""Images a second and peak memory of training: the studio preset against other presets.

    python -m tests.bench.bench_training_speed CLIP_FOLDER [--presets studio lite-160 lite-320]

CLIP_FOLDER is a preprocessed video's folder, ``dataset/<name>``. Each preset trains in its default
batch and number format, with its discriminator and the perceptual network, without a SyncNet. The
presets are measured in turns, each time in a process of its own, so that what else the machine
does hits all alike. Times are medians of the steps of all rounds; processor seconds are those of
all threads. The memory is the most that a process held, with everything it had loaded.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import open_clip_dataset
from synctalk_engine.dataset.face_meshes import cached_meshes
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.models.presets import get_preset, studio_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator.trainer import StepInput
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import DEFAULT_BATCH_SIZE, load_perceptual_network
from synctalk_engine.workspace.clip import Clip
from tests.bench.bench_training import PeakMemory

LATE_STEP = 10**6
"""A step by which every preset's discriminator has started."""


def main() -> None:
    """Measure in turns and print one line for each preset."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip_folder", type=Path)
    parser.add_argument("--presets", nargs="+", default=["studio", "lite-160", "lite-320"])
    parser.add_argument("--batchsize", type=int, default=DEFAULT_BATCH_SIZE)
    parser.add_argument("--precision", default="fp32", choices=["fp32", "bf16", "fp16"])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", help="measure this preset in this process, as JSON")
    asked = parser.parse_args()
    if asked.alone is not None:
        print(json.dumps(measure(asked, asked.alone)))
        return
    found: dict[str, list[dict]] = {preset: [] for preset in asked.presets}
    for _round in range(asked.rounds):
        for preset in asked.presets:
            found[preset].append(_in_a_process(preset))
    print(f"batch {asked.batchsize}, {asked.precision}, {asked.device}, {asked.threads} threads")
    for preset, rounds in found.items():
        print(_line(preset, rounds, asked.batchsize), flush=True)


def _in_a_process(preset: str) -> dict:
    call = [sys.executable, "-m", "tests.bench.bench_training_speed", *sys.argv[1:]]
    done = subprocess.run([*call, "--alone", preset], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _line(preset: str, rounds: list[dict], batch_size: int) -> str:
    step_s = median(value for each in rounds for value in each["step_s"])
    cpu_s = median(value for each in rounds for value in each["step_cpu_s"])
    return (
        f"{preset:12s} {rounds[0]['preset']:12s} {batch_size / step_s:7.2f} images/s"
        f" {cpu_s / batch_size:7.3f} processor s an image"
        f" {max(each['peak_mb'] for each in rounds):6.0f} MB"
    )


def measure(asked: argparse.Namespace, name: str) -> dict:
    """Seconds of each step, and the most memory, of one preset."""
    torch.set_num_threads(asked.threads)
    device, precision = torch.device(asked.device), Precision(asked.precision)
    with PeakMemory() as peak:
        clip = open_clip_dataset(asked.clip_folder, get_preset(_preset_of(name, asked)))
        sampler = TrainingSampler(clip, asked.batchsize, seed=0)
        network = precision.place(create_generator(clip.preset, clip.kind).to(device))
        perceptual = load_perceptual_network(device)
        trainer = TrainerFactory(clip, sampler, device, 0, perceptual).build(network, precision)
        step_s, step_cpu_s = [], []
        for number in range(asked.steps + 1):
            began_s, began_cpu_s = time.perf_counter(), time.process_time()
            trainer.step(LATE_STEP, 1e-4, StepInput(sampler.batch(number), None))
            step_s.append(time.perf_counter() - began_s)
            step_cpu_s.append(time.process_time() - began_cpu_s)
    return {
        "preset": clip.preset.name,
        "step_s": step_s[1:],  # the first builds what the others use again
        "step_cpu_s": step_cpu_s[1:],
        "peak_mb": peak.bytes / 2**20,
    }


def _preset_of(name: str, asked: argparse.Namespace) -> str:
    """``studio`` is the size that suits the clip's face."""
    if name != "studio":
        return name
    clip = Clip(asked.clip_folder)
    meshes = cached_meshes(clip, clip.landmarks(), None)
    return studio_preset(float(np.median([face_width(mesh) for mesh in meshes])))


if __name__ == "__main__":
    main()
