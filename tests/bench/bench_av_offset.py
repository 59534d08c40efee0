"""How well the A/V offset is told: each clip's estimate, and offsets put in on purpose.

    python -m tests.bench.bench_av_offset [--landmarker mesh478] [--seconds 0] [CLIP ...]

The frames are tracked once; then only the audio is moved by -6 to 6 frames. ``found`` counts the
estimates within one frame of the truth (0 for clips that are in step), ``sure`` those that the
program would act on, ``wrong`` those that it would act on and that are more than a frame off.
``--seconds`` measures each such segment of a clip separately.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from synctalk_engine.features.av_offset import measure_offset
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, audio_blocks
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.probe import probe
from synctalk_engine.preprocess.tracking import face_weights
from synctalk_engine.protocol.options.choices import Landmarker

FPS = 25.0
FRAME_MS = 1000 / FPS
TRUE_OFFSETS_MS = {
    "talk_en_8s_512px.mp4": 0.0,
    "talk_en_20s_30fps_portrait_hevc.mp4": 0.0,
    "talk_en_60s_256px.mp4": 0.0,
    "talk_zh_15s_900px_audio_late.mp4": 160.0,
}
CLIPS_DIR = Path(__file__).resolve().parents[3] / "shared" / "clips"
INJECTED_FRAMES = range(-6, 7)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", nargs="*", default=list(TRUE_OFFSETS_MS))
    parser.add_argument("--landmarker", default="mesh478")
    parser.add_argument("--seconds", type=float, default=0.0, help="of each segment; 0: all")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    print(f"{arguments.landmarker:36} stretches  estimate ms  confidence  found  sure  wrong  of")
    for name in arguments.clips:
        points, found = track(CLIPS_DIR / name, arguments.landmarker)
        audio = read_audio(CLIPS_DIR / name)
        length = round(arguments.seconds * FPS) or len(points)
        starts = range(0, len(points) - length + 1, length)
        counts, estimates, confidences = np.zeros(3, int), [], []
        for start, shift in itertools.product(starts, INJECTED_FRAMES):
            part = slice(start, start + length)
            samples = ArraySamples(moved(audio, start, shift))
            offset = measure_offset(points[part], found[part], samples, FPS)
            truth_ms = TRUE_OFFSETS_MS.get(name, 0.0) + shift * FRAME_MS
            is_found = offset.offset_ms is not None and abs(offset.offset_ms - truth_ms) <= FRAME_MS
            sure = offset.is_certain
            counts += np.array([is_found, sure, sure and not is_found])
            if shift == 0:
                estimates.append(offset.offset_ms if offset.offset_ms is not None else np.nan)
                confidences.append(offset.confidence)
        print(
            f"{name:36} {len(starts):9d}  {np.median(estimates):+11.1f}"
            f"  {np.median(confidences):10.3f}  {counts[0]:5d}  {counts[1]:4d}  {counts[2]:5d}"
            f"  {len(starts) * len(INJECTED_FRAMES)}"
        )


def moved(audio: np.ndarray, start_frame: int, shift_frames: int) -> np.ndarray:
    """The audio of a segment that begins with ``start_frame``, ``shift_frames`` later."""
    begin = round((start_frame - shift_frames) / FPS * SAMPLE_RATE_HZ)
    if begin >= 0:
        return audio[begin:]
    return np.concatenate([np.zeros(-begin, audio.dtype), audio])


def track(path: Path, landmarker: Landmarker) -> tuple[np.ndarray, np.ndarray]:
    """Smoothed landmarks (N, 110, 2) and found (N,)."""
    tracker = FaceTracker(face_weights(landmarker, AssetStore()), landmarker)
    with VideoFrames(path, FPS) as frames:
        points, table = finalize_track([tracker.update(frame) for frame in frames], FPS)
    return points, table.found


def read_audio(path: Path) -> np.ndarray:
    """int16 samples; the first one is at the first frame."""
    return np.concatenate(list(audio_blocks(path, start_s=probe(path).start_s)))


if __name__ == "__main__":
    main()
