"""How much landmarks tremble on a still head, and whether smoothing holds the lips back.

    python -m tests.bench.bench_landmarks [--landmarker mesh468] [--frames 400] [clip names ...]

One line a clip. Tremble is the movement of nose and the corners of the eyes from frame to frame,
root mean square in pixels, on the second in which the head itself (measured on the image) moves
least. That of the head stands beside it, since no tracker can show less, and then what is left when
the head's is taken away ("apart"). Lag is how many frames the
smoothed opening of the mouth comes after the raw one, from the peak of their correlation, and
height how much of its movement is left.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.protocol.options.choices import Landmarker

FPS = 25.0
STILL_FRAMES = 25
LAG_FRAMES = 5
NOSE_AND_EYES = [*range(51, 66), 66, 70, 78, 82]
"""Nose and corners of the eyes; lids and irises move by themselves."""
CLIPS = (
    "talk_en_8s_512px.mp4",
    "talk_en_20s_30fps_portrait_hevc.mp4",
    "talk_en_60s_256px.mp4",
    "talk_zh_15s_900px_audio_late.mp4",
    "edge/no_audio_30s.mp4",
    "edge/two_faces_17s_720p.mp4",
    "edge/vfr_22.13fps_6s.mp4",
)
CLIPS_DIR = Path(__file__).resolve().parents[3] / "shared" / "clips"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Tremble and lag of landmarks.")
    parser.add_argument("clips", nargs="*", default=CLIPS)
    parser.add_argument("--landmarker", default="mesh478")
    parser.add_argument("--frames", type=int, default=None, help="of each clip; all by default")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    title = f"{arguments.landmarker} (pixels; frames)"
    print(f"{title:36} face  head  raw   smooth | apart, smooth |  lag   height | ms, frames, lost")
    for name in arguments.clips:
        points, motions, smooth, track_ms = track(
            CLIPS_DIR / name, arguments.landmarker, arguments.frames
        )
        still = stillest(points, motions)
        widths_px = np.ptp(points[still, :, 0], axis=1)
        head = movement_px(carried(points, motions, still), still)
        raw, smoothed = movement_px(points, still), movement_px(smooth, still)
        apart, smooth_apart = (movement_px(values, still, motions) for values in (points, smooth))
        lag, height = lag_frames(points, smooth)
        print(
            f"{name:36} {np.nanmean(widths_px):4.0f}  {head:.3f} {raw:.3f} {smoothed:.3f}  |"
            f" {apart:.3f}  {smooth_apart:.3f} |"
            f" {lag:+.3f}  {height:.3f}  |"
            f" {track_ms:.2f}, {len(points)}, {int(np.isnan(points[:, 0, 0]).sum())}"
        )


def track(clip_path: Path, landmarker: Landmarker, limit: int | None):
    """Raw points (N, 110, 2), motions (N, 2, 3), smoothed points, and milliseconds a frame."""
    from synctalk_engine.assets.store import AssetStore
    from synctalk_engine.face.smooth import finalize_track
    from synctalk_engine.face.track import FaceTracker
    from synctalk_engine.media.decode_video import VideoFrames
    from synctalk_engine.preprocess.tracking import face_weights

    tracker = FaceTracker(face_weights(landmarker, AssetStore()), landmarker)
    records, busy_s = [], 0.0
    with VideoFrames(clip_path, FPS) as frames:
        for frame in itertools.islice(frames, limit):
            began_s = time.thread_time()
            records.append(tracker.update(frame))
            busy_s += time.thread_time() - began_s
    smooth, _table = finalize_track(records, FPS)
    none, unmoved = np.full((110, 2), np.nan), np.full((2, 3), np.nan)
    points = np.stack([none if r.points is None else r.points for r in records])
    motions = np.stack([unmoved if r.motion is None else r.motion for r in records])
    return points, motions, smooth, 1000 * busy_s / len(records)


def carried(points: np.ndarray, motions: np.ndarray, frames: slice) -> np.ndarray:
    """The points of the first of `frames`, moved on by the head's motion alone."""
    out = points.copy()
    for index in range(frames.start + 1, frames.stop):
        out[index] = out[index - 1] @ motions[index, :, :2].T + motions[index, :, 2]
    return out


def stillest(points: np.ndarray, motions: np.ndarray) -> slice:
    """The second in which the head moves least, measured on the image."""
    count = min(STILL_FRAMES, len(points))
    nose = np.nan_to_num(points[:-1, NOSE_AND_EYES])
    ends = nose @ motions[1:, :, :2].transpose(0, 2, 1) + motions[1:, None, :, 2]
    steps_px = np.nan_to_num(np.linalg.norm(ends - nose, axis=2).mean(axis=1), nan=1e3)
    sums = np.convolve(steps_px, np.ones(count - 1), mode="valid")
    start = int(np.argmin(sums))
    return slice(start, start + count)


def movement_px(points: np.ndarray, frames: slice, motions: np.ndarray | None = None) -> float:
    """Root mean square of the movement from frame to frame, less the head's where it is given."""
    nose = points[frames, NOSE_AND_EYES]
    before = nose[:-1]
    if motions is not None:
        onward = motions[frames][1:]
        before = before @ onward[:, :, :2].transpose(0, 2, 1) + onward[:, None, :, 2]
    return float(np.sqrt(np.nanmean(((nose[1:] - before) ** 2).sum(axis=2))))


def lag_frames(points: np.ndarray, smooth: np.ndarray) -> tuple[float, float]:
    """By how many frames the smoothed lips come late, and how much of their movement is left."""
    from synctalk_engine.face.scheme110 import mouth_opening

    raw, late = mouth_opening(points), mouth_opening(smooth)
    raw = np.where(np.isnan(raw), late, raw)
    raw, late = raw - raw.mean(), late - late.mean()
    lags = np.arange(-LAG_FRAMES, LAG_FRAMES + 1)
    inner = slice(LAG_FRAMES, len(raw) - LAG_FRAMES)
    scores = np.array([(raw[inner] * np.roll(late, -lag)[inner]).sum() for lag in lags])
    at = int(np.clip(np.argmax(scores), 1, len(lags) - 2))
    before, peak, after = scores[at - 1 : at + 2]
    part = 0.5 * (before - after) / (before - 2 * peak + after)
    return float(lags[at] + part), float(late.std() / raw.std())


if __name__ == "__main__":
    main()
