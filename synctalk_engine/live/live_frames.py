"""Makes one frame of a live stream from a window of audio features.

``render/frame_maker.py`` does the same for a speech that is known from its beginning to its end.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from synctalk_engine.dataset.batches import input_images
from synctalk_engine.face.compositing import Compositor
from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.models.audio_windows import frame_rows, window_tensor
from synctalk_engine.models.studio import ShapePredictor
from synctalk_engine.render.mouth_generator import MouthGenerator
from synctalk_engine.render.silence import closed_mouth_frames, silence_window
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.training.checkpoints import LoadedGenerator
from synctalk_engine.training.studio_frames import (
    StudioFrames,
    closing_of,
    predicted_shapes,
    space_of,
)


class LiveFrameMaker(Protocol):
    """What makes a frame."""

    def make(
        self, step: int, image: np.ndarray, rows: np.ndarray, row: int, pause: float
    ) -> np.ndarray:
        """The finished frame, (H, W, 3) uint8 BGR.

        Args:
            step: of the stream. image: the source frame that is shown then.
            rows: (N, ...) features of consecutive frames, of which ``row`` is this one's.
            pause: 0..1, how much the frame belongs to a pause; at 1 the mouth is closed.
        """
        ...


class LiveCropFrames:
    """For generators of face crops."""

    def __init__(self, source: SourceClip, kind: str, generator: MouthGenerator) -> None:
        self._source, self._kind, self._generator = source, kind, generator
        self._compositor = Compositor(source.preset)
        self._silence = silence_window(source, kind, generator)

    def make(
        self, step: int, image: np.ndarray, rows: np.ndarray, row: int, pause: float
    ) -> np.ndarray:
        source = self._source
        frame = source.order.frame_at(step)
        window = window_tensor(source.preset, self._kind, rows, row)
        if self._silence is not None:
            window = window + np.float32(pause) * (self._silence - window)
        frames, references = np.array([frame]), np.array([source.references[frame]])
        inputs = input_images(source, frames, references)
        generated = self._generator.generate_windows(inputs, window[None])[0]
        points, box, crop = source.points[frame], source.boxes[frame], source.crops[frame]
        share = float(source.shares[frame])
        return self._compositor.compose(image, points, box, crop, generated, share)


class LiveStudioFrames:
    """For studio generators."""

    def __init__(
        self,
        source: SourceClip,
        network: Any,
        kind: str,
        generator: MouthGenerator,
        mouth_gain: float = 1.0,
    ) -> None:
        self._mouth_gain = mouth_gain
        assert source.lower_face is not None
        self._source, self._network, self._kind = source, network, kind
        self._generator = generator
        references = source.mouth_references_in(space_of(network), kind)
        self._studio = StudioFrames(source.lower_face, references)
        closed = closed_mouth_frames(mouth_opening(source.points), source.found)
        self._rest = np.median(self._studio.shapes(closed), axis=0)
        self._reference: int | None = None

    def make(
        self, step: int, image: np.ndarray, rows: np.ndarray, row: int, pause: float
    ) -> np.ndarray:
        source = self._source
        frame = source.order.frame_at(step)
        first = max(row - ShapePredictor.FRAMES_BEFORE, 0)  # others change nothing
        near = rows[first : row + ShapePredictor.FRAMES_AFTER + 1]
        shapes = predicted_shapes(self._network, self._kind, near, len(near))
        closing, space = closing_of(self._network), space_of(self._network)
        shape = closing.amplified(shapes, space, self._mouth_gain)[row - first]
        shape = shape + pause * (self._rest - shape)
        heard = frame_rows(self._kind, near, len(near))
        reference = self._studio.next_reference(self._reference, frame, shape, heard, row - first)
        self._reference = reference
        warped = self._studio.warp(image, frame, shape, reference, float(source.shares[frame]))
        window = window_tensor(source.preset, self._kind, rows, row)
        generated = self._generator.generate_windows(warped.image[None], window[None])[0]
        return self._studio.composite(warped, generated)


def live_frame_maker(
    source: SourceClip,
    generator: LoadedGenerator,
    device: str,
    precision: str,
    mouth_gain: float = 1.0,
) -> LiveFrameMaker:
    """What makes live frames with a loaded generator.

    mouth_gain: how far the mouth opens, against what the audio asks for; only of studio generators.
    """
    network: Any = generator.network
    kind = generator.kind
    no_features = np.zeros((0,), np.float32)  # windows are given to each call
    mouth_generator = MouthGenerator(
        network, generator.preset, kind, no_features, device, precision
    )
    if source.lower_face is None:
        return LiveCropFrames(source, kind, mouth_generator)
    return LiveStudioFrames(source, network, kind, mouth_generator, mouth_gain)
