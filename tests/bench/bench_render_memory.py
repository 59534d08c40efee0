"""Memory of the real renderer over a long speech, sampled from outside.

    python -m tests.bench.bench_render_memory WORKSPACE NAME CHECKPOINT SPEECH [--minutes 30]

The speech is repeated until it is that long. Prints resident memory by stage every so often, then
its peak by stage, and the peak of the first and the last third of the stage ``render``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil

from synctalk_engine.media.audio import load_samples, write_wav

SAMPLE_S = 0.25
SHOWN_S = 15.0


def main() -> None:
    """Render and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("name")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("speech", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    arguments = parser.parse_args()
    folder = arguments.workspace.resolve()
    samples = load_samples(arguments.speech)
    long_speech = folder / "memory_speech.wav"
    count = round(arguments.minutes * 60 * 16000)
    write_wav(long_speech, np.resize(samples, count))
    command = ["-m", "synctalk_engine", "render", "--name", arguments.name, "--json"]
    command += ["--audio_path", str(long_speech), "--device", "cpu"]
    command += ["--checkpoint", str(arguments.checkpoint.resolve())]
    command += ["--output_path", f"memory_{arguments.name}.mp4"]
    process = subprocess.Popen(
        [sys.executable, *command], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8"
    )
    state = {"stage": "start", "last": "{}"}
    reader = threading.Thread(target=_note_stage, args=(process, state))
    reader.start()
    curve = watch(process, state)
    reader.join()
    print(json.dumps(summary(curve, json.loads(state["last"]))))


def _note_stage(process: subprocess.Popen, state: dict[str, str]) -> None:
    """Keep the stage and the last line of the command's events in ``state``, until it ends."""
    assert process.stdout is not None
    for line in process.stdout:
        state["last"] = line
        state["stage"] = json.loads(line).get("stage") or state["stage"]


def watch(process: subprocess.Popen, state: dict[str, str]) -> list[tuple[float, str, float]]:
    """(seconds, stage, resident MB) until the process ends."""
    began_s, shown_s = time.monotonic(), -SHOWN_S
    engine = psutil.Process(process.pid)
    curve: list[tuple[float, str, float]] = []
    while process.poll() is None:
        try:
            resident_mb = engine.memory_info().rss / 2**20
        except psutil.Error:
            break
        elapsed_s = time.monotonic() - began_s
        curve.append((elapsed_s, state["stage"], resident_mb))
        if elapsed_s - shown_s >= SHOWN_S:
            shown_s = elapsed_s
            print(f"{elapsed_s:5.0f} s {state['stage']:9} {resident_mb:6.0f} MB", flush=True)
        time.sleep(SAMPLE_S)
    return curve


def summary(curve: list[tuple[float, str, float]], result: dict) -> dict:
    """Peaks in MB by stage, and how flat the stage ``render`` is."""
    peaks: dict[str, float] = {}
    for _, stage, resident_mb in curve:
        peaks[stage] = max(peaks.get(stage, 0.0), resident_mb)
    render = np.array([resident_mb for _, stage, resident_mb in curve if stage == "render"])
    third = max(1, len(render) // 3)
    return {
        "frames": result.get("frames"),
        "size": result.get("size"),
        "frames_per_s": result.get("frames_per_s"),
        "seconds_by_stage": result.get("stages"),
        "sync": result.get("sync"),
        "peak_mb": {stage: round(peak) for stage, peak in peaks.items()},
        "render_first_third_peak_mb": round(float(render[:third].max())) if len(render) else None,
        "render_last_third_peak_mb": round(float(render[-third:].max())) if len(render) else None,
    }


if __name__ == "__main__":
    main()
