"""How much sooner `synctalk batch` ends with more workers: real trainings, one thread each.

    python -m tests.bench.bench_batch_workers [--workers 1 2] [--people 2] [--rounds 2]

Each person is a drawn clip of 100 frames, trained for two epochs on the processor. Rounds
alternate; the shortest of each counts, since other programs only make it longer. Seconds of
processor time say what the batch itself took: on a busy machine compare those.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.helpers.preprocessed_clip import make_preprocessed_clip

FRAMES = 100
SAMPLE_S = 0.1
JOBS = """
steps = ["train"]
[train]
preset = "lite-160"
asr = "mel"
device = "cpu"
precision = "fp32"
epochs = 2
"""


def main() -> None:
    """Measure and print a row for each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--people", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    names = [f"person{number}" for number in range(asked.people)]
    shortest: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        clips = Path(folder) / "clips"
        for name in names:
            make_preprocessed_clip(clips / name, FRAMES)
        for _ in range(asked.rounds):
            for workers in asked.workers:
                workspace = Path(folder) / "workspace"
                shutil.copytree(clips, workspace / "dataset")
                took_s, cpu_s, busy = seconds_of_batch(workspace, names, workers)
                shutil.rmtree(workspace)
                row = f"{workers} workers: {took_s:.1f} s, {cpu_s:.1f} s of processor time"
                print(f"{row}, all cores busy {busy:.0f} %", flush=True)
                shortest[workers] = min(took_s, shortest.get(workers, took_s))
    print(f"workers | seconds for {len(names)} people | times as fast")
    for workers, took_s in shortest.items():
        print(f"{workers:7d} | {took_s:8.1f} | {shortest[asked.workers[0]] / took_s:.2f}")


def seconds_of_batch(workspace: Path, names: list[str], workers: int) -> tuple[float, float, float]:
    """Seconds of one batch, by the clock and of processor time, and how busy the machine was.

    The last counts other programs, too, in percent.
    """
    people = "\n".join(f'[[person]]\nname = "{name}"' for name in names)
    (workspace / "jobs.toml").write_text(JOBS + people, encoding="utf-8")
    words = ("-m", "synctalk_engine", "batch", "jobs.toml", "--workers", str(workers))
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    psutil.cpu_percent()
    began_s = time.perf_counter()
    cpu_s: dict[int, float] = {}
    with subprocess.Popen(
        [sys.executable, *words], cwd=workspace, env=environment, stdout=subprocess.DEVNULL
    ) as batch:
        while batch.poll() is None:
            for process in psutil.Process(batch.pid).children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    times = process.cpu_times()
                    cpu_s[process.pid] = times.user + times.system
            time.sleep(SAMPLE_S)
    assert batch.returncode == 0, "the batch failed"
    return time.perf_counter() - began_s, sum(cpu_s.values()), psutil.cpu_percent()


if __name__ == "__main__":
    main()
