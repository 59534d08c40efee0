"""``kill -9`` at random moments of preprocessing a clip; what the next run makes of what is left.

    python -m tests.bench.bench_killed [--kills 20] [--seed 0] [--asr_model moonshine] [CLIP]

Each row: when it was killed, what was on disk then, how long the next run took, and how many files
of ``dataset/<name>/`` differ from those of an undisturbed run (of the JSON records all but times
is compared).
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synctalk_engine.workspace.clip import Clip
from tests.helpers.preprocessing_checks import comparable

CLIP = Path(__file__).resolve().parents[3] / "shared" / "clips" / "talk_en_8s_512px.mp4"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip", nargs="?", default=CLIP, type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--asr_model", default="moonshine")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        undisturbed, whole_s = _preprocessed(root / "whole", arguments)
        expected = comparable(undisturbed)
        print(f"undisturbed: {whole_s:.1f} s, {len(expected)} files", flush=True)
        print("killed at s | pictures | landmarks | other files | resumed in s | files that differ")
        different = 0
        for number in range(arguments.kills):
            moment_s = chance.uniform(0, whole_s)
            folder = root / f"killed {number}"
            left = _killed(folder, arguments, moment_s)
            clip, seconds = _preprocessed(folder, arguments)
            differing = _differing(expected, comparable(clip))
            different += bool(differing)
            print(
                f"{moment_s:11.2f} | {left} | {seconds:12.1f} | {len(differing)} {differing[:3]}",
                flush=True,
            )
    print(f"{arguments.kills - different} of {arguments.kills} are byte for byte the same")


def _start(folder: Path, arguments: argparse.Namespace) -> subprocess.Popen:
    folder.mkdir(exist_ok=True)
    command = ["preprocess", "--video_path", str(arguments.clip.resolve()), "--name", "clip"]
    return subprocess.Popen(
        [sys.executable, "-m", "synctalk_engine", *command, "--asr_model", arguments.asr_model],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _preprocessed(folder: Path, arguments: argparse.Namespace) -> tuple[Clip, float]:
    began_s = time.perf_counter()
    code = _start(folder, arguments).wait()
    if code != 0:
        raise SystemExit(f"{folder}: exit code {code}")
    return Clip(folder / "dataset" / "clip"), time.perf_counter() - began_s


def _killed(folder: Path, arguments: argparse.Namespace, moment_s: float) -> str:
    process = _start(folder, arguments)
    time.sleep(moment_s)
    process.kill()
    process.wait()
    clip = Clip(folder / "dataset" / "clip")
    others = [path for path in clip.path.glob("*") if path.is_file()]
    frames, landmarks = len(clip.frame_paths()), len(clip.landmark_paths())
    return f"{frames:8} | {landmarks:9} | {len(others):11}"


def _differing(expected: dict, found: dict) -> list[str]:
    names = expected.keys() | found.keys()
    return sorted(name for name in names if expected.get(name) != found.get(name))


if __name__ == "__main__":
    main()
