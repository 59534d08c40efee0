"""How fast a video is rendered, and how well the generated mouth blends into its frame.

    python tests/bench/bench_render.py speed [PRESET] [SIDE_PX] [SECONDS]
    python tests/bench/bench_render.py seam CLIP_DIR CHECKPOINT [FRAMES]

``speed`` renders a synthetic clip with a network that has learnt nothing (the time is the same) and
prints frames/s, processor time of each part and the memory peak. ``seam`` generates validation
frames and prints, for each way of pasting, the error in 0..255 against the true frame where
generated and true are blended (``border``), the error of its change from frame to frame
(``flicker``), the error of the whole face square, and the mouth PSNR. One JSON line each.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from synctalk_engine.dataset.batches import held_out_references, input_images
from synctalk_engine.dataset.clip_dataset import open_clip_dataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.face import compositing
from synctalk_engine.face.compositing import Compositor, lower_face
from synctalk_engine.face.crop import CropBox, extract_crop
from synctalk_engine.job import Job
from synctalk_engine.jobs import create_run
from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.image_files import write_image
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.render.mouth_generator import MouthGenerator
from synctalk_engine.render.render import render
from synctalk_engine.training.checkpoints import load_generator, save_weights
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_engine.workspace.layout import Workspace

CLIP_FRAMES = 100
FACE_SHARE = 0.55
ROUNDS = 10


def face_points(side_px: int, index: int) -> np.ndarray:
    """(110, 2) float32: a round face that sways a little."""
    points = np.full((110, 2), 0.5)
    angles = np.linspace(-0.2, np.pi + 0.2, 33)
    points[:33] = np.stack([0.5 - 0.5 * np.cos(angles), 0.3 + 0.5 * np.sin(angles)], axis=1)
    points[52] = 0.5, 0.0
    points[66:78], points[78:90] = (0.3, 0.1), (0.7, 0.1)
    turn = np.linspace(0, 2 * np.pi, 20)
    opening = 0.05 + 0.04 * np.sin(index)
    points[90:110] = np.stack([0.5 + 0.12 * np.cos(turn), 0.6 + opening * np.sin(turn)], axis=1)
    corner = side_px * np.array([0.2 + 0.02 * np.sin(index / 9), 0.3])
    return (points * FACE_SHARE * side_px + corner).astype(np.float32)


def grainy_images(side_px: int, count: int) -> list[np.ndarray]:
    """Images with some grain, like a camera's."""
    random = np.random.default_rng(0)
    y, x = np.mgrid[:side_px, :side_px] * (255 / side_px)
    grain = random.normal(0, 3, (side_px, side_px, 3))
    scene = np.stack([x, y, (x + y) / 2], axis=-1) + grain
    return [np.clip(scene + 10 * np.sin(i / 9), 0, 255).astype(np.uint8) for i in range(count)]


def speed(preset_name: str = "lite-160", side_px: int = 512, duration_s: float = 20.0) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        clip = Clip(workspace.clip_dir("bench"))
        images = grainy_images(side_px, CLIP_FRAMES)
        for index, image in enumerate(images):
            write_image(clip.frames_dir / f"{index:06d}.png", image)
            write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", face_points(side_px, index))
        network = create_generator(get_preset(preset_name), "mel")
        info = {"network": "generator", "preset": preset_name, "asr": "mel", "kind": "mel"}
        save_weights(workspace.model_dir("bench") / "0.pth", network.state_dict(), info)
        random = np.random.default_rng(0)
        speech_path = workspace.root / "speech.wav"
        write_wav(speech_path, random.normal(0, 0.1, round(16000 * duration_s)))
        options = {"name": "bench", "audio_path": str(speech_path), "device": "cpu"}
        run = create_run(workspace, "render", options)
        with Job(run) as job:
            spec = run.read_spec()
            assert spec is not None
            cpu_s = time.process_time()
            result = render(spec.parsed_options(), workspace, job)  # type: ignore[arg-type]
            cpu_s = time.process_time() - cpu_s
        parts = part_costs(network, preset_name, clip, images, Path(folder))
    return {
        "preset": preset_name,
        "image": [side_px, side_px],
        "face_px": round(FACE_SHARE * side_px),
        "cores": os.cpu_count(),
        "frames": result["frames"],
        "frames_per_s": result["frames_per_s"],
        "stages": result["stages"],
        "cpu_ms_per_frame": round(1000 * cpu_s / result["frames"], 1),
        "parts_cpu_ms": parts,
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def part_costs(network, preset_name: str, clip: Clip, images, folder: Path) -> dict[str, float]:
    """Processor milliseconds a frame of each part, whatever else the machine does."""
    preset = get_preset(preset_name)
    mouth_generator = MouthGenerator(network, preset, "mel", np.zeros((50, 320), np.float32))
    frame, points = images[0], face_points(len(images[0]), 0)
    side_px = round(FACE_SHARE * len(frame))
    x0, y0 = points[:, 0].min().astype(int), points[52, 1].astype(int)
    box = CropBox(x0, y0, x0 + side_px, y0 + side_px)
    crop = extract_crop(frame, box, preset.crop_px)
    inputs = np.zeros((8, preset.input_px, preset.input_px, 6), np.uint8)
    generated = np.zeros((preset.input_px, preset.input_px, 3), np.float32)
    compositor = Compositor(preset)
    path = clip.frame_paths()[0]
    with VideoWriter(folder / "encode.mp4", 25, len(frame), len(frame)) as writer:
        shown = iter(images * ROUNDS)
        return {
            "read": cost_ms(lambda: read_frame_image(path)),
            "draw": cost_ms(lambda: mouth_generator.generate(range(8), inputs)) / 8,
            "paste": cost_ms(lambda: compositor.compose(frame, points, box, crop, generated)),
            "encode": cost_ms(lambda: writer.write(next(shown)), 8 * ROUNDS),
        }


def cost_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    work()
    began_s = time.process_time()
    for _ in range(rounds):
        work()
    return round(1000 * (time.process_time() - began_s) / rounds, 2)


def seam(clip_dir: str, checkpoint: str, count: int = 150) -> dict:
    loaded = load_generator(Path(checkpoint))
    clip = open_clip_dataset(Path(clip_dir), loaded.preset, loaded.asr)  # type: ignore[arg-type]
    frames = clip.split.held_out[:count]
    references = held_out_references(clip, frames)
    mouth_generator = MouthGenerator(
        loaded.network, loaded.preset, loaded.kind, clip.features, precision="fp32"
    )
    out = {}
    for audio_name, audio_frames in (("own", frames), ("other", np.roll(frames, len(frames) // 2))):
        generated = np.concatenate(
            [
                mouth_generator.generate(
                    [int(frame) for frame in audio_frames[i : i + 8]], input_images(clip, *part)
                )
                for i in range(0, len(frames), 8)
                for part in [(frames[i : i + 8], references[i : i + 8])]
            ]
        )
        for way in ("whole mask", "face outline", "outline and colours"):
            out[f"{way}, {audio_name} audio"] = border_errors(clip, frames, generated, way)
    return out


def border_errors(clip, frames: np.ndarray, generated: np.ndarray, way: str) -> dict[str, float]:
    paths = clip.clip.frame_paths()
    compositor = Compositor(clip.preset)
    kept = compositing.seam_difference, compositing.lower_face
    if way != "outline and colours":
        compositing.seam_difference = lambda crop, new, share: np.float32(0)  # type: ignore
    if way == "whole mask":
        compositing.lower_face = lambda points, box: np.float32(1)  # type: ignore
    border, flicker, face, mouth, before = [], [], [], [], None
    for row, frame in enumerate(frames):
        true, box, points = read_frame_image(paths[frame]), clip.boxes[frame], clip.points[frame]
        out = compositor.compose(true, points, box, clip.crops[frame], generated[row])
        crop = extract_crop(out, box, clip.preset.crop_px)
        error = crop.astype(np.float32) - clip.crops[frame]
        share = compositor._mask(box.side_px) * lower_face(points, box)
        where = extract_crop(4 * share * (1 - share), CropBox(0, 0, *share.shape), len(crop))
        face.append(np.abs(error).mean())
        border.append(np.average(np.abs(error).mean(axis=2), weights=where))
        x0, y0, x1, y1 = clip.mouth_boxes[frame]
        mouth.append(10 * np.log10(255**2 / np.square(error[y0:y1, x0:x1]).mean()))
        if before is not None:
            flicker.append(np.average(np.abs(error - before).mean(axis=2), weights=where))
        before = error
    compositing.seam_difference, compositing.lower_face = kept
    names = ("border", "flicker", "face", "mouth_psnr")
    return {
        name: round(float(np.mean(values)), 3)
        for name, values in zip(names, (border, flicker, face, mouth), strict=True)
    }


if __name__ == "__main__":
    torch.manual_seed(0)
    what, *arguments = sys.argv[1:] or ["speed"]
    if what == "speed":
        converted = [kind(text) for kind, text in zip((str, int, float), arguments, strict=False)]
        print(json.dumps(speed(*converted)))
    else:
        print(json.dumps(seam(*arguments[:2], *map(int, arguments[2:3])), indent=1))
