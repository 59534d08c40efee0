"""Memory and speed of preprocessing a long video, made by repeating a clip without re-encoding it.

    python -m tests.bench.bench_long_video [--minutes 30] [--asr_model moonshine] [--sound_only]

Prints resident memory and its peak (of the engine's process) every ten seconds, frames a second,
and the peak at the end. ``--frame_format jpg`` needs a twentieth of the disk. ``--sound_only``
makes neither frames nor landmarks: what features of a long recording take.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import av
import psutil

CLIP = Path(__file__).resolve().parents[3] / "shared" / "clips" / "talk_en_60s_256px.mp4"
EVERY_S = 10.0


def main() -> None:
    """Make the video, preprocess it, print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip", nargs="?", default=CLIP, type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--asr_model", default="moonshine")
    parser.add_argument("--frame_format", default="png")
    parser.add_argument("--sound_only", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        video, duration_s = folder / "long.mp4", arguments.minutes * 60
        repeat(arguments.clip, video, duration_s)
        megabytes = video.stat().st_size / 2**20
        print(
            f"{arguments.clip.name}, {duration_s / 60:.1f} minutes, {megabytes:.0f} MB", flush=True
        )
        command = ["preprocess", "--video_path", str(video), "--name", "long"]
        command += ["--asr_model", arguments.asr_model, "--frame_format", arguments.frame_format]
        if arguments.sound_only:
            command += ["--skip_frames", "--skip_landmarks"]
        watch(folder, command)


def repeat(clip: Path, target: Path, duration_s: float) -> None:
    """Copy a clip's packets again and again until ``duration_s`` is full."""
    with av.open(str(target), "w") as output:
        streams: dict[int, av.stream.Stream] = {}
        begin_s = Fraction(0)
        last_dts: dict[int, int] = {}
        while begin_s < duration_s - 1:
            with av.open(str(clip)) as source:
                if not streams:
                    streams = {
                        stream.index: output.add_stream_from_template(stream)
                        for stream in (*source.streams.video[:1], *source.streams.audio[:1])
                    }
                for packet in source.demux(*(source.streams[index] for index in streams)):
                    if packet.dts is None:
                        continue
                    index, ticks = packet.stream_index, round(begin_s / packet.time_base)
                    packet.pts, packet.dts = packet.pts + ticks, packet.dts + ticks
                    if packet.dts <= last_dts.get(index, packet.dts - 1):
                        continue  # the audio of the round before was a little longer
                    last_dts[index] = packet.dts
                    packet.stream = streams[index]
                    output.mux(packet)
                video = source.streams.video[0]
                begin_s += video.duration * video.time_base


def watch(folder: Path, command: list[str]) -> None:
    """Run the engine and print its memory as it goes."""
    began_s = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "synctalk_engine", *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    engine = psutil.Process(process.pid)
    frames_dir = folder / "dataset" / "long" / "full_body_img"
    peak_mb, shown_s = 0.0, 0.0
    print("   s | resident MB | peak MB | pictures | pictures/s", flush=True)
    while process.poll() is None:
        try:
            resident_mb = engine.memory_info().rss / 2**20
        except psutil.Error:
            break
        peak_mb = max(peak_mb, resident_mb, _high_water_mb(process.pid))
        elapsed_s = time.perf_counter() - began_s
        if elapsed_s - shown_s >= EVERY_S:
            shown_s = elapsed_s
            count = sum(1 for _ in frames_dir.iterdir()) if frames_dir.is_dir() else 0
            rate = count / elapsed_s
            line = (
                f"{elapsed_s:4.0f} | {resident_mb:11.0f} | {peak_mb:7.0f} | {count:8} | {rate:.1f}"
            )
            print(line, flush=True)
        time.sleep(0.2)
    complaint = process.stderr.read().decode() if process.stderr else ""
    elapsed_s = time.perf_counter() - began_s
    count = sum(1 for _ in frames_dir.iterdir()) if frames_dir.is_dir() else 0
    print(f"exit code {process.wait()}, {elapsed_s:.0f} s, {count} pictures, "
          f"{count / elapsed_s:.1f} a second, peak {peak_mb:.0f} MB")  # fmt: skip
    if process.returncode:
        print(complaint)


def _high_water_mb(pid: int) -> float:
    """VmHWM, where the system tells it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()
