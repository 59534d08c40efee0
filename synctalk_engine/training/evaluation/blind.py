"""``synctalk blind``: pairs of strips, so that people can be asked which one is generated.

Each pair shows the same few frames twice, generated and as recorded, both encoded alike and cut
out at native size. Which strip is on top is random; the answers are in a file of their own.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from synctalk_engine.face.scheme110 import MOUTH
from synctalk_engine.job import Job
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.protocol.options.render import BlindOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.evaluation.evaluate import OpenedModel, open_model
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.evaluation.viewer import encode_images, true_images
from synctalk_engine.training.evaluation.viewer_classifier import native_crop
from synctalk_engine.training.evaluation.viewer_metrics import face_width_px
from synctalk_engine.workspace.atomic import require_writable, write_bytes, write_json
from synctalk_engine.workspace.layout import Workspace

STRIP_FRAMES = 6
FRAME_STEP = 3
"""Frames from one image of a strip to the next: at 25 fps a strip spans 0.6 s."""
FACE_WIDTHS = 1.7
"""Side of an image, in face widths."""
GAP_PX = 16
"""White between the strips of a pair."""
KEY_NAME = "key.json"
TOP, BOTTOM = "top", "bottom"
SPAN = (STRIP_FRAMES - 1) * FRAME_STEP + 1
"""Consecutive frames that a strip is taken from."""


def blind(options: BlindOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Write pairs of strips of the validation frames.

    Returns:
        ``pairs``, how many there are, and where ``folder`` and ``key`` lie.
    Raises:
        CheckpointError, DatasetError, DeviceError, StorageError, JobStopped.
    """
    folder = workspace.resolve(options.output_dir)
    require_writable(folder)
    model = open_model(options, workspace, job)
    validation = ValidationSet(model.clip)
    starts = strip_starts(len(validation.frames), options.pairs)
    with (
        job.in_stage(JobStage.VIEWER),
        tempfile.TemporaryDirectory(
            dir=job.run.path, prefix="blind-", ignore_cleanup_errors=True
        ) as temporary,
    ):
        pairs = _strips(model, validation, starts, Path(temporary) / "strip.mp4", job)
        order = [options.seed, zlib.crc32(model.clip.clip.name.encode())]  # not all alike
        count = write_pairs(folder, pairs, order)
    return {
        "pairs": count,
        "folder": workspace.relative(folder),
        "key": workspace.relative(folder / KEY_NAME),
    }


def _strips(
    model: OpenedModel, validation: ValidationSet, starts: np.ndarray, path: Path, job: Job
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Generated and true strip of each pair."""
    clip = model.clip
    for number, start in enumerate(starts):
        job.poll()
        job.progress(number, len(starts), "pairs")
        frames = validation.frames[start : start + SPAN]
        images = list(true_images(clip, frames))
        points = clip.points[frames[::FRAME_STEP]]
        face_px = float(np.median([face_width_px(one) for one in points]))
        centres = points[:, MOUTH].mean(1)
        made = model.generate(frames, validation.references[start : start + SPAN])
        generated = _encoded((one.finished() for one in made), path, clip.fps)
        yield (
            strip(generated[::FRAME_STEP], centres, face_px),
            strip(_encoded(images, path, clip.fps)[::FRAME_STEP], centres, face_px),
        )
    job.progress(len(starts), len(starts), "pairs")


def _encoded(images: Iterable[np.ndarray], path: Path, fps: float) -> list[np.ndarray]:
    """Images as they are after encoding."""
    encode_images(images, path, fps)
    with VideoFrames(path) as frames:
        return [frame.copy() for frame in frames]


def strip_starts(frame_count: int, pairs: int) -> np.ndarray:
    """Where the strips begin, spread evenly over the frames; fewer where the clip is short."""
    last = max(0, frame_count - SPAN)
    return np.unique(np.linspace(0, last, pairs).round().astype(np.int64))


def strip(
    images: Iterable[np.ndarray], centres: Iterable[np.ndarray], face_px: float
) -> np.ndarray:
    """Images side by side, cut around the face; (side, STRIP_FRAMES * side, 3) uint8 BGR.

    Where the face is near the edge of the frame, it is not in the middle of the cut.
    """
    return np.hstack(
        [_face_cut(image, at, face_px) for image, at in zip(images, centres, strict=True)]
    )


def _face_cut(image: np.ndarray, centre: np.ndarray, face_px: float) -> np.ndarray:
    height_px, width_px = image.shape[:2]
    side_px = min(round(FACE_WIDTHS * face_px), height_px, width_px)
    half = side_px / 2
    inside = np.clip(centre, half, np.array([width_px, height_px]) - half)
    return native_crop(image, inside, side_px)


def write_pairs(
    folder: Path, strips: Iterable[tuple[np.ndarray, np.ndarray]], seed: int | Sequence[int]
) -> int:
    """Write ``pair_01.png`` ... and ``key.json``, which says where the generated strip is.

    Args:
        strips: generated and true strip of each pair, of one size.

    Returns:
        How many pairs were written.
    Raises:
        StorageError: disk full, no rights, or an unusable path.
    """
    random = np.random.default_rng(seed)
    key = {}
    for number, (generated, true) in enumerate(strips, 1):
        is_on_top = bool(random.integers(2))
        gap = np.full((GAP_PX, generated.shape[1], 3), 255, np.uint8)
        pair = (generated, gap, true) if is_on_top else (true, gap, generated)
        name = f"pair_{number:02d}.png"
        _, data = cv2.imencode(".png", np.vstack(pair))
        write_bytes(folder / name, data.tobytes())
        key[name] = TOP if is_on_top else BOTTOM
    write_json(folder / KEY_NAME, {"generated": key})
    return len(key)
