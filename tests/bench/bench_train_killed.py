"""``kill -9`` at random moments of a training; the weights it ends with after it was gone on with.

    python -m tests.bench.bench_train_killed [--kills 20] [--seed 0] [--epochs 6]

A synthetic clip and networks so small that a training takes seconds, the program else as it is.
Every fourth kill comes while a file is being written. Each row: when it was killed, in which stage,
at which step of it, whether a file was half written, how long the next run took, and how many
tensors (SyncNet in its three places, every checkpoint of the generator) differ from those of an
undisturbed training, to the bit.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import psutil

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from tests.helpers.tiny_training import small_project
from tests.helpers.training_process import TRAINING, being_saved, start, trained_weights, unlike


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=6)
    asked = parser.parse_args()
    arguments = (*TRAINING, "--epochs", str(asked.epochs))
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        whole = small_project(_folder(Path(name) / "whole"))
        whole_s = _finish(whole, *arguments)
        expected = trained_weights(whole)
        first_s, stages = _stage_times(whole)
        print(f"undisturbed: {whole_s:.1f} s, {len(expected)} tensors; {stages}", flush=True)
        print("killed at s | stage, step | half written | resumed in s | tensors that differ")
        same = 0
        for number in range(asked.kills):
            folder = small_project(_folder(Path(name) / f"killed {number}"))
            moment_s = chance.uniform(first_s, whole_s)
            process = start(folder, *arguments)
            killed_s, saving = _kill(process, folder, moment_s, while_saving=number % 4 == 3)
            stage = _stage(folder)
            again_s = _finish(folder, *arguments, "--continue_training")
            differing = unlike(expected, trained_weights(folder))
            same += not differing
            print(
                f"{killed_s:11.2f} | {stage:22} | {'yes' if saving else 'no':3} | "
                f"{again_s:6.1f} | {len(differing)} {differing[:2]}",
                flush=True,
            )
    print(f"{same} of {asked.kills} ended with the same weights, bit for bit")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _finish(folder: Path, *arguments: str) -> float:
    began_s = time.perf_counter()
    code = start(folder, *arguments).wait()
    if code != 0:
        text = (folder / "output.txt").read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{folder}: exit code {code}\n{text[-2000:]}")
    return time.perf_counter() - began_s


def _kill(process, folder: Path, moment_s: float, while_saving: bool) -> tuple[float, bool]:
    """Kill it then, or at the first half-written file after; when, and whether there was one."""
    began_s = time.perf_counter()
    time.sleep(moment_s if not while_saving else 0.6 * moment_s)
    while while_saving and process.poll() is None and not being_saved(folder):
        time.sleep(0.001)
    if process.poll() is None:
        psutil.Process(process.pid).kill()
    process.wait()
    return time.perf_counter() - began_s, being_saved(folder)


def _stage(folder: Path) -> str:
    runs = list_runs(Workspace(folder), "drawn")
    events = EventReader(runs[-1]).read_new() if runs else []
    shown = [event for event in events if event.type == "progress"]
    return f"{shown[-1].stage} {shown[-1].done:.0f}" if shown else "start"


def _stage_times(folder: Path) -> tuple[float, str]:
    """Seconds from the start of the process to its first stage, and those of each stage."""
    run = list_runs(Workspace(folder), "drawn")[-1]
    events = EventReader(run).read_new()
    spec = run.read_spec()
    assert spec is not None and spec.process is not None
    begun = [e for e in events if e.type == "log" and e.code == "stage_started"]
    ended = [e for e in events if e.type == "log" and e.code == "stage_finished"]
    texts = [f"{e.params['stage']} {e.params['seconds']} s" for e in ended]
    return begun[0].t - spec.process.create_time, ", ".join(texts)


if __name__ == "__main__":
    main()
