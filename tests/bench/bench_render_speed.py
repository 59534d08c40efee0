"""Frames per second of a render by size of the source, and the processor time of each part.

    python -m tests.bench.bench_render_speed WORKSPACE NAME ... [--against CHECKOUT ...]

Renders each preprocessed clip of the workspace with networks that have learnt nothing (the time is
the same): ``studio`` and ``lite-160`` of this checkout, and ``lite-160`` of others. All run
in turns, each in a process of its own, so that what else the machine does hits all alike. The
workspace is written to; caches are filled before anything is timed. Then the processor time of a
studio frame's parts, in one thread: PNG decoding, warp, network, compositing, encoding.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import torch

from synctalk_engine.dataset.face_meshes import cached_meshes
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.face.mouth_shape import ShapeSpace, fit_shape_space
from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.models.presets import get_preset, studio_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.render.frame_order import FrameRange
from synctalk_engine.render.mouth_generator import MouthGenerator
from synctalk_engine.render.source_clip import open_source
from synctalk_engine.training.checkpoints import save_weights
from synctalk_engine.training.studio_frames import StudioFrames
from synctalk_engine.workspace.clip import Clip

HERE = Path(__file__).resolve().parents[2]
BATCH = 8
PARTS_FRAMES = 64
SAVE_LITE = """
import sys, torch
from pathlib import Path
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.checkpoints import save_weights
torch.manual_seed(0)
network = create_generator(get_preset("lite-160"), "mel")
info = {"network": "generator", "preset": "lite-160", "asr": "mel", "kind": "mel", "epoch": 0}
save_weights(Path(sys.argv[1]), network.state_dict(), info)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--against", type=Path, nargs="*", default=[], help="other checkouts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=12)
    arguments = parser.parse_args()
    folder = arguments.workspace.resolve()
    speech = folder / "speed_speech.wav"
    random = np.random.default_rng(0)
    write_wav(speech, random.normal(0, 0.1, round(16000 * arguments.seconds)))
    for name in arguments.names:
        clip = Clip(folder / "dataset" / name)
        studio, space = save_studio(clip, folder / f"speed_studio_{name}.pth")
        ways = {
            "studio": (HERE, folder / f"speed_studio_{name}.pth"),
            "lite-160": (HERE, save_lite(HERE, folder / "speed_lite.pth")),
        }
        for other in (path.resolve() for path in arguments.against):
            ways[f"lite-160 of {other.name}"] = (
                other,
                save_lite(other, folder / f"{other.name}.pth"),
            )
        print(json.dumps(speeds(folder, name, speech, ways, arguments.rounds)), flush=True)
        print(json.dumps({"name": name, "preset": studio} | part_costs(clip, studio, space)))


def save_lite(checkout: Path, path: Path) -> Path:
    """An untrained ``lite-160`` of a checkout."""
    _run(checkout, path.parent, ["-c", SAVE_LITE, str(path)])
    return path


def save_studio(clip: Clip, path: Path) -> tuple[str, ShapeSpace]:
    """An untrained studio generator for the clip's face; returns its preset and shape space."""
    meshes = cached_meshes(clip, clip.landmarks(), None)
    preset = studio_preset(float(np.median([face_width(mesh) for mesh in meshes])))
    space = fit_shape_space(meshes)
    torch.manual_seed(0)
    network = create_generator(get_preset(preset), "whisper")
    network.canonical.copy_(torch.from_numpy(space.canonical))
    network.components.copy_(torch.from_numpy(space.components))
    network.shape_scale.fill_(float(space.coefficients(meshes).std()))
    info = {"network": "generator", "preset": preset, "asr": "whisper", "kind": "whisper"}
    save_weights(path, network.state_dict(), info | {"epoch": 0})
    return preset, space


def speeds(
    folder: Path, name: str, speech: Path, ways: dict[str, tuple[Path, Path]], rounds: int
) -> dict:
    """Median frames/s of the stage ``render`` and of the whole job, by way."""
    stage: dict[str, list[float]] = {way: [] for way in ways}
    whole: dict[str, list[float]] = {way: [] for way in ways}
    size = None
    for number in range(rounds + 1):
        for way, (checkout, checkpoint) in ways.items():
            command = ["-m", "synctalk_engine", "render", "--name", name, "--json"]
            command += ["--audio_path", str(speech), "--checkpoint", str(checkpoint)]
            command += ["--device", "cpu", "--output_path", f"speed_{name}.mp4"]
            result = json.loads(_run(checkout, folder, command).splitlines()[-1])
            size = result["size"]
            if number:  # the first round fills the caches
                stage[way].append(result["frames_per_s"])
                whole[way].append(result["frames"] / result["seconds"])
    return {
        "name": name,
        "size": size,
        "cores": os.cpu_count(),
        "rounds": rounds,
        "render_frames_per_s": {way: round(median(values), 1) for way, values in stage.items()},
        "whole_job_frames_per_s": {way: round(median(values), 1) for way, values in whole.items()},
    }


def _run(checkout: Path, folder: Path, arguments: list[str]) -> str:
    """Run this Python with another checkout's code; returns what it printed."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def part_costs(clip: Clip, preset_name: str, space: ShapeSpace) -> dict:
    """Processor milliseconds of a studio frame's parts, and their shares in percent."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    preset = get_preset(preset_name)
    torch.manual_seed(0)
    network = create_generator(preset, "whisper").eval()
    source = open_source(clip, preset, FrameRange(), PARTS_FRAMES)
    assert source.lower_face is not None
    studio = StudioFrames(source.lower_face, source.mouth_references_in(space, "whisper"))
    frames = [source.order.frame_at(i) for i in range(PARTS_FRAMES)]
    shapes = studio.shapes(np.array(frames))[::-1]  # far from each frame's own
    features = np.zeros((PARTS_FRAMES + BATCH, 2, 512), np.float32)
    rows = frame_rows("whisper", features, PARTS_FRAMES)
    references = studio.references(np.array(frames), shapes, rows)
    generator = MouthGenerator(network, preset, "whisper", features, precision="fp32")
    costs = _Costs()
    height_px, width_px = source.read_frame(0).shape[:2]
    path = clip.path / "cache" / "speed.mp4"
    with VideoWriter(path, 25, width_px, height_px) as writer:
        for first in range(0, PARTS_FRAMES, BATCH):
            rows = range(first, first + BATCH)
            images = [costs.of("decode", source.read_frame, frames[row]) for row in rows]
            warped = [
                costs.of("warp", studio.warp, image, frames[row], shapes[row], references[row])
                for image, row in zip(images, rows, strict=True)
            ]
            inputs = np.stack([one.image for one in warped])
            patches = costs.of("network", generator.generate, rows, inputs)
            for one, patch in zip(warped, patches, strict=True):
                image = costs.of("composite", studio.composite, one, patch)
                costs.of("encode", writer.write, image)
        costs.of("encode", writer.close)
    path.unlink()
    return costs.per_frame(PARTS_FRAMES)


class _Costs:
    """Processor seconds by part."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    def of(self, part: str, work: Callable, *arguments):
        """Do the work and add its time to the part's."""
        began_s = time.process_time()
        result = work(*arguments)
        self._seconds[part] = self._seconds.get(part, 0.0) + time.process_time() - began_s
        return result

    def per_frame(self, count: int) -> dict:
        """Milliseconds a frame, and shares in percent."""
        total_s = sum(self._seconds.values())
        return {
            "cpu_ms": {part: round(1000 * s / count, 2) for part, s in self._seconds.items()},
            "sum_ms": round(1000 * total_s / count, 1),
            "share_percent": {part: round(100 * s / total_s) for part, s in self._seconds.items()},
        }


if __name__ == "__main__":
    main()
