"""The true patch put back through the whole render before encoding: what a render itself costs.

    python -m tests.bench.bench_true_patch WORKSPACE NAME ... [--frames 50]

A generator that generates each frame's own pixels; everything else is as in a render. Prints for a
studio generator of the face's size, and for ``lite-160``: pixels changed outside alpha (0 wanted),
texture inside it (.98 wanted), and whether frames came out to the bit. One JSON line each.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from synctalk_engine.dataset.clip_dataset import read_features
from synctalk_engine.dataset.face_meshes import cached_meshes
from synctalk_engine.face.compositing import Compositor, lower_face
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.face.mouth_shape import fit_shape_space
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.models.presets import get_preset, studio_preset
from synctalk_engine.render.frame_maker import StudioFrameMaker
from synctalk_engine.render.frame_order import FrameRange
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.training.evaluation.viewer_metrics import high_pass
from synctalk_engine.training.studio_frames import StudioFrames
from synctalk_engine.workspace.clip import Clip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--frames", type=int, default=50)
    arguments = parser.parse_args()
    for name in arguments.names:
        clip = Clip(arguments.workspace / "dataset" / name)
        meshes = cached_meshes(clip, clip.landmarks(), None)
        face_px = float(np.median([face_width(mesh) for mesh in meshes]))
        for preset in (studio_preset(face_px), "lite-160"):
            source = open_source(clip, get_preset(preset), FrameRange(), arguments.frames)
            put_back = studio_frames if source.lower_face is not None else crop_frames
            found = measured(put_back(source, arguments.frames), face_px)
            print(json.dumps({"name": name, "preset": preset, "face_px": round(face_px)} | found))


def studio_frames(source: SourceClip, count: int):
    """(true frame, finished frame, alpha at the frame's size) of a studio generator's frames."""
    face = source.lower_face
    assert face is not None
    references = source.mouth_references_in(fit_shape_space(face.meshes), "mel")
    studio = StudioFrames(face, references)
    walked = np.array([source.order.frame_at(i) for i in range(count)])
    rows = frame_rows("mel", read_features(source.clip, "mel", count), count)
    shapes = studio.shapes(walked)
    maker = StudioFrameMaker(source, studio, None, shapes, rows)  # type: ignore[arg-type]
    for index, frame in enumerate(walked.tolist()):
        true = source.read_frame(frame)
        prepared = maker.prepare(index, true)
        patch = face.patch(frame).astype(np.float32)
        alpha = in_frame(prepared.alpha, prepared.box, true.shape)
        yield true, maker.composite(index, prepared, patch), alpha


def crop_frames(source: SourceClip, count: int):
    """The same of a generator of face crops."""
    compositor, rim = Compositor(source.preset), source.preset.border_px
    for index in range(count):
        frame = source.order.frame_at(index)
        true, box, points = source.read_frame(frame), source.boxes[frame], source.points[frame]
        crop = source.crops[frame]
        drawn = crop[rim:-rim, rim:-rim].astype(np.float32)
        share = compositor._mask(box.side_px) * lower_face(points, box)
        alpha = in_frame(share, box, true.shape)
        yield true, compositor.compose(true, points, box, crop, drawn), alpha


def in_frame(alpha: np.ndarray, box, shape: tuple[int, ...]) -> np.ndarray:
    """Alpha of a square laid into the frame: (H, W) float32."""
    height_px, width_px = shape[:2]
    out = np.zeros((height_px, width_px), np.float32)
    x0, x1 = max(box.x0, 0), min(box.x1, width_px)
    y0, y1 = max(box.y0, 0), min(box.y1, height_px)
    out[y0:y1, x0:x1] = alpha[y0 - box.y0 : y1 - box.y0, x0 - box.x0 : x1 - box.x0]
    return out


def measured(frames, face_px: float) -> dict:
    """Changed pixels outside alpha, texture inside it, and the share of untouched frames."""
    outside, inside, same = 0, [], []
    energy = np.zeros(2)
    for true, finished, alpha in frames:
        changed = (finished != true).any(axis=2)
        outside += int(changed[alpha == 0].sum())
        where = alpha > 0.5
        energy += [np.square(high_pass(image, face_px)[where]).sum() for image in (finished, true)]
        inside.append(np.abs(finished.astype(int) - true)[where].mean())
        same.append(not changed.any())
    return {
        "frames": len(same),
        "changed_outside_alpha": outside,
        "texture_inside": round(float(np.sqrt(energy[0] / energy[1])), 4),
        "mean_error_inside": round(float(np.mean(inside)), 3),
        "frames_to_the_bit": round(float(np.mean(same)), 3),
    }


if __name__ == "__main__":
    main()
