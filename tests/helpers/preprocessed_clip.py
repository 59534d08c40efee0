"""The drawn clip as the research programs lay it out; ``drawn_clip`` draws it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.gpu_check.drawn_clip import (
    FPS,
    RATE_HZ,
    SIDE_PX,
    draw_face,
    face_points,
    make_preprocessed_clip,
    write_noise_wav,
)
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import read_landmarks

__all__ = [
    "FPS",
    "RATE_HZ",
    "SIDE_PX",
    "draw_face",
    "face_points",
    "make_preprocessed_clip",
    "make_research_clip",
]


def make_research_clip(
    folder: Path, frames: int = 110, kind: str = "ave", fps: float = FPS, seed: int = 0
) -> Clip:
    """The same clip as SyncTalk_2D and its forks lay it out: ``0.jpg``, ``0.lms``, no record.

    Args:
        kind: ``ave`` (a row less than frames, as there), ``hubert``, ``wenet``, or
            ``hubert layer 12`` (flat, as one fork has it).
        fps: frames a second; the audio is as long as the frames.
    """
    clip = make_preprocessed_clip(folder, frames, seed)
    for index, path in enumerate(clip.frame_paths()):
        _, data = cv2.imencode(".jpg", cv2.imread(str(path), cv2.IMREAD_COLOR))
        path.unlink()
        (clip.frames_dir / f"{index}.jpg").write_bytes(data.tobytes())
    for index, path in enumerate(clip.landmark_paths()):
        lines = [f"{x:.3f} {y:.3f}" for x, y in read_landmarks(path).tolist()]
        path.unlink()
        (clip.landmarks_dir / f"{index}.lms").write_text("\n".join(lines), encoding="utf-8")
    random = np.random.default_rng(seed)
    loudness = np.load(clip.feature_path("mel")).mean((1, 2))
    for name in ("mel", "moonshine"):
        clip.feature_path(name).unlink()
    clip.record_path.unlink()
    file_name, shape = _RESEARCH_FEATURES[kind]
    mixing = random.normal(0, 1, shape)
    rows = loudness.reshape(-1, *([1] * len(shape))) * mixing
    np.save(folder / file_name, rows[: -1 if kind == "ave" else None].astype(np.float32))
    samples_a_frame = round(RATE_HZ / fps)
    write_noise_wav(clip.audio_path, np.repeat(abs(loudness), samples_a_frame), random)
    return clip


_RESEARCH_FEATURES = {
    "ave": ("aud_ave.npy", (512,)),
    "hubert": ("aud_hu.npy", (2, 1024)),
    "hubert layer 12": ("aud_hu.npy", (2048,)),
    "wenet": ("aud_wenet.npy", (16, 512)),
}
