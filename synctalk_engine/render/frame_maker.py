"""Makes the frames of a new video: prepared in parallel, generated in batches, composited in order.

One class for each way of making them; ``render.py`` and ``pipeline.py`` know no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from synctalk_engine.dataset.batches import input_images
from synctalk_engine.face.compositing import Compositor
from synctalk_engine.face.mouth_shape import opening_of
from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.render.cross_fade import CrossFadingFrameMaker
from synctalk_engine.render.frame_order import FadedOrder, ForwardIndex
from synctalk_engine.render.lip_closure import closure_weights
from synctalk_engine.render.mouth_generator import MouthGenerator
from synctalk_engine.render.silence import closed_mouth_frames, silence_window
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.training.checkpoints import LoadedGenerator
from synctalk_engine.training.studio_frames import (
    StudioFrames,
    WarpedFrame,
    closing_of,
    predicted_shapes,
    space_of,
)


@dataclass(frozen=True)
class MouthCues:
    """What is known of the speech beside the features."""

    pauses: np.ndarray
    """(N,) float32 0..1, how much each frame of the new video belongs to a pause."""
    closures: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """(M,) frames, between whole numbers too, at which p, b or m is said."""


class FrameMaker(Protocol):
    """What turns source frames into frames of the new video. Indices are of the new video."""

    def prepare(self, index: int, image: np.ndarray) -> Any:
        """A source frame, ready for the network; called from several threads."""
        ...

    def generate(self, indices: Sequence[int], prepared: Sequence[Any]) -> Sequence[Any]:
        """What the network generates for a batch, one for each."""
        ...

    def composite(self, index: int, prepared: Any, generated: Any) -> np.ndarray:
        """The finished frame, (H, W, 3) uint8 BGR."""
        ...


class CropFrameMaker:
    """For generators of face crops: the generated region is blended into the frame."""

    def __init__(self, source: SourceClip, mouth_generator: MouthGenerator) -> None:
        self._source, self._generator = source, mouth_generator
        self._compositor = Compositor(source.preset)

    def prepare(self, index: int, image: np.ndarray) -> np.ndarray:
        return image

    def generate(self, indices: Sequence[int], prepared: Sequence[np.ndarray]) -> np.ndarray:
        source = self._source
        frames = np.array([source.order.frame_at(i) for i in indices])
        references = np.array([source.references[int(frame)] for frame in frames])
        return self._generator.generate(indices, input_images(source, frames, references))

    def composite(self, index: int, prepared: np.ndarray, generated: np.ndarray) -> np.ndarray:
        source = self._source
        frame = source.order.frame_at(index)
        points, box, crop = source.points[frame], source.boxes[frame], source.crops[frame]
        share = float(source.shares[frame])
        return self._compositor.compose(prepared, points, box, crop, generated, share)


class StudioFrameMaker:
    """For studio generators: the frame is warped, and lips and mouth are generated.

    Args:
        shapes: (N, K), the mouth shape of each frame of the new video.
        rows: (N, C), its audio features.
    """

    def __init__(
        self,
        source: SourceClip,
        studio: StudioFrames,
        mouth_generator: MouthGenerator,
        shapes: np.ndarray,
        rows: np.ndarray,
    ) -> None:
        self._source, self._studio, self._generator = source, studio, mouth_generator
        self._shapes = shapes
        walked = np.array([source.order.frame_at(i) for i in range(len(shapes))], np.int64)
        self._references = studio.references(walked, shapes, rows)

    def prepare(self, index: int, image: np.ndarray) -> WarpedFrame:
        frame = self._source.order.frame_at(index)
        share, reference = float(self._source.shares[frame]), self._references[index]
        return self._studio.warp(image, frame, self._shapes[index], reference, share)

    def generate(self, indices: Sequence[int], prepared: Sequence[WarpedFrame]) -> np.ndarray:
        return self._generator.generate(indices, np.stack([one.image for one in prepared]))

    def composite(self, index: int, prepared: WarpedFrame, generated: np.ndarray) -> np.ndarray:
        return self._studio.composite(prepared, generated)


def make_frame_maker(
    source: SourceClip,
    generator: LoadedGenerator,
    features: np.ndarray,
    cues: MouthCues,
    device: str,
    options: RenderOptions,
) -> FrameMaker:
    """What makes the frames with a loaded generator.

    Args:
        features: of the generator's kind, about one row for each frame of the new video.
    """
    preset, kind, precision = generator.preset, generator.kind, options.precision
    if source.lower_face is None:
        mouth_generator = MouthGenerator(
            generator.network, preset, kind, features, device, precision
        )
        _close_in_pauses(mouth_generator, cues.pauses, source, kind)
        return _fading(source, lambda shown: CropFrameMaker(shown, mouth_generator))
    network: Any = generator.network
    space, closing = space_of(network), closing_of(network)
    studio = StudioFrames(source.lower_face, source.mouth_references_in(space, kind))
    shapes = predicted_shapes(network, kind, features, len(cues.pauses))
    shapes = closing.amplified(shapes, space, options.mouth_gain)
    weights = closure_weights(opening_of(space, shapes), cues.closures)
    shapes = closing.closed(shapes, space, weights)
    shapes = closed_in_pauses(shapes, cues.pauses, source, studio)
    mouth_generator = MouthGenerator(network, preset, kind, features, device, precision)
    rows = frame_rows(kind, features, len(shapes))
    return _fading(
        source, lambda shown: StudioFrameMaker(shown, studio, mouth_generator, shapes, rows)
    )


def _fading(source: SourceClip, make: Callable[[SourceClip], FrameMaker]) -> FrameMaker:
    """What makes the frames of a source, with the end of its loop led over to the beginning."""
    if not isinstance(source.order, ForwardIndex):
        return make(source)
    partner = replace(source, order=FadedOrder(source.order))
    return CrossFadingFrameMaker(source, make(source), make(partner))


def _close_in_pauses(
    mouth_generator: MouthGenerator, pauses: np.ndarray, source: SourceClip, kind: str
) -> None:
    """Give a generator of crops an audio that closes the mouth in pauses (N,)."""
    if pauses.any():
        silence_audio = silence_window(source, kind, mouth_generator)
        if silence_audio is not None:
            mouth_generator.set_silence_audio(silence_audio, pauses)


def closed_in_pauses(
    shapes: np.ndarray, pauses: np.ndarray, source: SourceClip, studio: StudioFrames
) -> np.ndarray:
    """Mouth shapes (N, K) that go over to the person's closed mouth in pauses (N,)."""
    if not pauses.any():
        return shapes
    closed = closed_mouth_frames(mouth_opening(source.points), source.found)
    rest = np.median(studio.shapes(closed), axis=0)
    return shapes + pauses[:, None] * (rest - shapes)
