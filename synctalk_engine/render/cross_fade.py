"""Leads over from one image to another: both are moved along the optical flow, then blended.

A plain blend of two heads that do not lie on each other shows both. The flow (Kroeger et al. 2016,
OpenCV's DIS) moves each part way to the other's place first, so that one head is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from synctalk_engine.render.frame_maker import FrameMaker
    from synctalk_engine.render.source_clip import SourceClip

FLOW_SIDE_PX = 640
"""The flow is found at this size at most; it varies slowly."""


def morphed(first: np.ndarray, second: np.ndarray, weight: float) -> np.ndarray:
    """An image between two, uint8 (H, W, 3); at weight 0 it is the first, at 1 the second."""
    if weight <= 0 or weight >= 1 or np.array_equal(first, second):
        return second if weight >= 1 else first
    there = optical_flow(first, second)
    back = optical_flow(second, first)
    moved_first = _moved(first, there, weight).astype(np.float32)
    moved_second = _moved(second, back, 1 - weight)
    mixed = moved_first + np.float32(weight) * (moved_second - moved_first)
    return np.round(mixed).astype(np.uint8)


def optical_flow(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Where each pixel of the first image goes to in the second: (H, W, 2) float32 pixels."""
    height, width = first.shape[:2]
    scale = min(1.0, FLOW_SIDE_PX / max(height, width))
    small_size = (max(16, round(width * scale)), max(16, round(height * scale)))
    grey = [cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) for image in (first, second)]
    small = [cv2.resize(image, small_size, interpolation=cv2.INTER_AREA) for image in grey]
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    coarse = flow.calc(small[0], small[1], None)  # type: ignore[call-overload]
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return fine * np.array([width / small_size[0], height / small_size[1]], np.float32)


def _moved(image: np.ndarray, flow: np.ndarray, part: float) -> np.ndarray:
    """An image whose pixels went a part of the way along their flow."""
    height, width = image.shape[:2]
    pixels = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1)
    places = pixels.astype(np.float32) - np.float32(part) * flow
    border = cv2.BORDER_REPLICATE
    return cv2.remap(image, places[..., 0], places[..., 1], cv2.INTER_CUBIC, borderMode=border)


class CrossFadingFrameMaker:
    """Leads over to the beginning of a loop near its end; else it makes what ``maker`` makes.

    Args:
        maker: makes the frames of ``source``.
        partner: makes the frames that are faded to, for the same audio.
    """

    def __init__(self, source: SourceClip, maker: FrameMaker, partner: FrameMaker) -> None:
        self._source, self._maker, self._partner = source, maker, partner

    def prepare(self, index: int, image: np.ndarray) -> tuple[Any, Any]:
        """As the protocol's; the second is None where nothing is faded."""
        fade = self._source.order.fade_at(index)
        own = self._maker.prepare(index, image)
        if fade is None:
            return own, None
        return own, self._partner.prepare(index, self._source.read_frame(fade.frame))

    def generate(self, indices: Sequence[int], prepared: Sequence[tuple[Any, Any]]) -> list[Any]:
        """As the protocol's, for both frames."""
        own = self._maker.generate(indices, [one for one, _ in prepared])
        faded = [place for place, (_, other) in enumerate(prepared) if other is not None]
        others: dict[int, np.ndarray] = {}
        if faded:
            found = self._partner.generate(
                [indices[place] for place in faded], [prepared[place][1] for place in faded]
            )
            others = dict(zip(faded, found, strict=True))
        return [(image, others.get(place)) for place, image in enumerate(own)]

    def composite(self, index: int, prepared: tuple[Any, Any], generated: Any) -> np.ndarray:
        """The finished frame, (H, W, 3) uint8 BGR."""
        own = self._maker.composite(index, prepared[0], generated[0])
        fade = self._source.order.fade_at(index)
        if fade is None:
            return own
        return morphed(own, self._partner.composite(index, prepared[1], generated[1]), fade.weight)
