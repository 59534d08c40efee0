"""The loss curve and speed of several processes against those of one, and of another seed.

    python -m tests.bench.bench_two_processes WORKSPACE NAME [--devices cuda:0,cuda:1]

WORKSPACE/dataset/NAME is a preprocessed video; checkpoints and runs go to a folder that is deleted.
The difference of several processes is to be judged by that of two seeds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

POINTS = 8


def main() -> None:
    """Train three times and print the curves side by side."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("name")
    parser.add_argument("--devices", default="cpu,cpu", help="two on the CPU (gloo) by default")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batchsize", type=int, default=8)
    parser.add_argument("--preset", default="lite-160")
    asked = parser.parse_args()
    first = asked.devices.split(",")[0]
    curves = (("one", first, 0), ("several", asked.devices, 0), ("one, other seed", first, 1))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(asked.workspace / "dataset" / asked.name, root / "dataset" / asked.name)
        found = {name: _trained(root, asked, device, seed) for name, device, seed in curves}
    print("images seen (share)  " + "  ".join(f"{name:>16s}" for name in found))
    for point in range(POINTS):
        row = [f"{_mean(curve, point):16.4f}" for curve, _, _ in found.values()]
        print(f"{point / POINTS:4.2f} to {(point + 1) / POINTS:4.2f}         " + "  ".join(row))
    print("held-out mouth PSNR  " + "  ".join(f"{psnr:16.3f}" for _, psnr, _ in found.values()))
    print("images/s             " + "  ".join(f"{speed:16.2f}" for _, _, speed in found.values()))
    one = found["one"][0]
    for name in ("several", "one, other seed"):
        off = [abs(_mean(found[name][0], p) / _mean(one, p) - 1) for p in range(POINTS)]
        print(f"{name}: {100 * np.mean(off):.2f} % off one process on average")


def _trained(root: Path, asked: argparse.Namespace, device: str, seed: int):
    """(losses a report, validation PSNR at the end, images a second) of a training."""
    command = ["train", "--name", asked.name, "--preset", asked.preset, "--precision", "fp32"]
    command += ["--epochs", str(asked.epochs), "--batchsize", str(asked.batchsize)]
    command += [
        "--seed",
        str(seed),
        "--save_dir",
        f"{device}-{seed}".replace(":", ""),
        "--device",
        device,
        "--json",
    ]
    began_s = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "synctalk_engine", *command],
        cwd=root,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
    learnt = [e for e in events if e["type"] == "metric" and e["stage"] == "generator"]
    curve = [(e["step"], e["losses"]["total"]) for e in learnt if e.get("losses")]
    measured = [e["held_out"] for e in learnt if e.get("held_out")]
    (result,) = (e for e in events if e["type"] == "result")
    print(f"{device}, seed {seed}: {time.time() - began_s:.0f} s", file=sys.stderr)
    return curve, measured[-1]["mouth_psnr"], result["images_per_s"]


def _mean(curve: list[tuple[int, float]], point: int) -> float:
    """Mean loss of an eighth of the steps."""
    last = curve[-1][0]
    inside = [v for step, v in curve if point < POINTS * step / last <= point + 1]
    return float(np.mean(inside)) if inside else float("nan")


if __name__ == "__main__":
    main()
