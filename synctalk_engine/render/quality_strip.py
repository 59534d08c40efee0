"""How good each second of a rendered video is: ``<video>.strip.json`` beside it.

The SyncNet of the project says how surely the mouth fits the audio. Where the speech is the clip's
own and the frame is shown at its own time, the true frame is known, and what a viewer sees is
measured against it (``training/evaluation/viewer_metrics.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import CheckpointError
from synctalk_engine.face.crop import PATCH_HEIGHT_PX, PATCH_WIDTH_PX, mouth_patch
from synctalk_engine.face.crop import mouth_patch_transforms as patch_transforms
from synctalk_engine.features.mel import mel_features
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, WavSamples
from synctalk_engine.protocol.quality_strip import QualityStrip, StripSecond
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.render.speech import Speech
from synctalk_engine.render.write_video import FrameOfVideo
from synctalk_engine.training.evaluation.viewer_metrics import ViewerMetrics
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.training.syncnet.model import HALF_WINDOW, MouthSyncNet
from synctalk_engine.training.syncnet.score import (
    MAX_SHIFT_FRAMES,
    MIN_SHIFT_FRAMES,
    similarity_table,
)

BLOCK_FRAMES = 1500
OFFSET_MARGIN_S = 1
"""The offset of a second is the best of so much more on both sides: one second is too short."""
PAUSE_FRACTION = 0.5
"""A second with more pause than this says nothing about the lips."""
WEAK_FRACTION = 0.4
"""Of the median confidence; a second below it is weak."""
SAME_AUDIO = 0.05
"""Root mean square of the difference, against the audio's own: below it, it is the clip's own."""
logger = logging.getLogger(__name__)
VIEWER_NAMES = ("texture_mouth", "texture_skin", "spill")


class StripRecorder:
    """Collects what the strip is made of while frames are written; memory does not grow with them.

    Args:
        pauses: (N,) 0..1 of the whole speech.
        folder: for a temporary file.
    """

    def __init__(
        self, source: SourceClip, speech: Speech, pauses: np.ndarray, folder: Path
    ) -> None:
        self._speech, self.source = speech, source
        self._transforms = patch_transforms(source.points)
        self._pauses = pauses[speech.section.start : speech.section.stop]
        self._patches_path = folder / "mouth_patches.bin"
        self._patches = self._patches_path.open("wb")
        self._true_seconds = _seconds_of_the_clip_itself(source, speech)
        self._viewer: dict[int, ViewerMetrics] = {}

    def close(self) -> None:
        """Give the temporary file back."""
        self._patches.close()

    def knows_truth(self, place: int) -> bool:
        """Whether the true frame is known at a place of the section."""
        return self._second_of(place) in self._true_seconds

    def add(self, shown: FrameOfVideo) -> None:
        """Take the next frame."""
        patch = mouth_patch(shown.image, self._transforms[shown.frame])
        self._patches.write(np.ascontiguousarray(patch).tobytes())
        if shown.source_image is not None:
            points = self.source.points[shown.frame]
            metrics = self._viewer.setdefault(self._second_of(shown.place), ViewerMetrics())
            metrics.add(shown.image, shown.source_image, points, points)

    def seconds(self, network: MouthSyncNet | None) -> list[StripSecond]:
        """What is known of each second of the section.

        network: None where the project has no SyncNet.
        """
        self._patches.close()
        count = len(self._speech.section)
        table = None if network is None else self._similarity(network)
        first_second = self._second_of(0)
        second_of = np.array([self._second_of(place) for place in range(count)])
        found = []
        for second in range(first_second, int(second_of[-1]) + 1):
            is_inside = second_of == second
            values = self._sync_of(table, is_inside) | self._viewer_of(second)
            found.append(StripSecond(at_s=float(second), **values))
        return found

    def _second_of(self, place: int) -> int:
        return int((self._speech.section.start + place) // self._speech.fps)

    def _similarity(self, network: MouthSyncNet) -> np.ndarray:
        """(T, 31) similarities of all frames of the section; NaN where there is none."""
        count = len(self._speech.section)
        shape = (count, PATCH_HEIGHT_PX, PATCH_WIDTH_PX)
        patches = np.memmap(self._patches_path, np.uint8, "r", shape=shape)
        mel = mel_features(self._speech.samples(), count, self._speech.fps).astype(np.float16)
        table = np.full((count, 2 * MAX_SHIFT_FRAMES + 1), np.nan, np.float32)
        margin = HALF_WINDOW + MAX_SHIFT_FRAMES
        for first in range(0, count, BLOCK_FRAMES):
            low, high = max(first - margin, 0), min(first + BLOCK_FRAMES + margin, count)
            rows = similarity_table(network, patches[low:high], np.float32(mel[low:high]))
            inside = table[low + HALF_WINDOW : low + HALF_WINDOW + len(rows)]
            inside[:] = np.where(np.isfinite(rows), rows, inside)
        return table

    def _sync_of(self, table: np.ndarray | None, is_inside: np.ndarray) -> dict[str, Any]:
        """Confidence and offset of a second; none in a pause."""
        if table is None or self._pauses[is_inside].mean() > PAUSE_FRACTION:
            return {}
        confidence = confidence_of(table[is_inside])
        inside, margin = np.flatnonzero(is_inside), round(OFFSET_MARGIN_S * self._speech.fps)
        near = table[max(inside[0] - margin, 0) : inside[-1] + margin + 1]
        known = np.isfinite(near)
        means = np.where(known, near, 0).sum(0) / np.maximum(known.sum(0), 1)
        if confidence is None:
            return {}
        offset = int(np.argmax(np.where(known.any(0), means, -np.inf))) - MAX_SHIFT_FRAMES
        return {"sync_confidence": round(confidence, 4), "sync_offset_frames": offset}

    def _viewer_of(self, second: int) -> dict[str, Any]:
        if second not in self._viewer:
            return {}
        result = self._viewer[second].result()
        return {n: round(v, 4) for n in VIEWER_NAMES if (v := result[n]) is not None}


def measured_seconds(
    strip: StripRecorder, syncnet_folder: Path, device: str
) -> tuple[list[StripSecond], Path | None]:
    """The seconds of a finished video, and the SyncNet that measured, if the project has one."""
    paths = SyncNetFolder(syncnet_folder).latest()
    network = None
    for path in paths:
        try:
            network = load_syncnet(path, device)[0]
        except CheckpointError as error:
            logger.info("%s cannot measure: %s", path, error)
            continue
        return strip.seconds(network), path
    return strip.seconds(network), None


def confidence_of(rows: np.ndarray) -> float | None:
    """How much more a second's mouths are like their own audio than like audio 5 to 15 frames away.

    rows: (T, 31) similarities; NaN where unknown.
    """
    shifts = np.abs(np.arange(rows.shape[1]) - MAX_SHIFT_FRAMES)
    own, other = rows[:, shifts == 0], rows[:, shifts >= MIN_SHIFT_FRAMES]
    if not np.isfinite(own).any() or not np.isfinite(other).any():
        return None
    return float(np.nanmean(own) - np.nanmean(other))


def weak_seconds(seconds: Sequence[StripSecond]) -> list[float]:
    """Beginnings of the seconds whose confidence is far below that of the others."""
    known = [s.sync_confidence for s in seconds if s.sync_confidence is not None]
    limit = WEAK_FRACTION * float(np.median(known)) if known else 0.0
    return [s.at_s for s in seconds if s.sync_confidence is not None and s.sync_confidence < limit]


def make_strip(seconds: list[StripSecond], fps: float, **fields: Any) -> QualityStrip:
    """The strip of a whole video."""
    return QualityStrip(fps=fps, seconds=seconds, weak_s=weak_seconds(seconds), **fields)


def _seconds_of_the_clip_itself(source: SourceClip, speech: Speech) -> set[int]:
    """Seconds in which the clip's own audio is heard while its own frame is shown."""
    path, fps = source.clip.audio_path, speech.fps
    if not path.is_file():
        return set()
    own, heard = WavSamples(path), WavSamples(speech.wav_path)
    found = set()
    last_second = int((speech.section.stop - 1) // fps)
    for second in range(int(speech.section.start // fps), last_second + 1):
        start = second * SAMPLE_RATE_HZ
        stop = min(start + SAMPLE_RATE_HZ, len(own), len(heard))
        frames = range(int(second * fps), min(int((second + 1) * fps), speech.frame_count))
        order = source.order
        is_own = all(order.frame_at(i) == i and order.fade_at(i) is None for i in frames)
        if stop <= start or not is_own:
            continue
        truth, difference = own.read(start, stop), own.read(start, stop) - heard.read(start, stop)
        if np.sqrt(np.mean(difference**2)) <= SAME_AUDIO * np.sqrt(np.mean(truth**2)):
            found.add(second)
    return found
