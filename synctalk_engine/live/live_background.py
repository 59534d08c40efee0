"""Another background behind the person of a live stream: a colour or a picture.

Where the person is depends on the source's frame alone. It is found ahead of time, in the thread
that reads the frames; the masks stay in the clip's cache.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from synctalk_engine.errors import LiveError
from synctalk_engine.render.background import BackgroundKind, background_of, filling
from synctalk_engine.render.matte_refinement import over, person_colours
from synctalk_engine.render.person_masks import PersonMatte
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.workspace.layout import Workspace

COLOURS_PX = 160
"""Shorter side at which colours of hair are estimated: a quarter of the time of a render."""


class LiveBackground:
    """The background of one stream.

    Args:
        picture: (h, w, 3) uint8 BGR of any size; a colour is one pixel.
    """

    def __init__(self, source: SourceClip, matte: PersonMatte, picture: np.ndarray) -> None:
        self._source, self._matte, self._picture = source, matte, picture
        self._mattes: dict[int, np.ndarray] = {}

    def read(self, step: int) -> np.ndarray:
        """The source's frame of a step, (H, W, 3) uint8 BGR, without the old background's colour.

        Called from another thread than ``behind``.
        """
        frame = self._source.order.frame_at(step)
        image = self._source.read_frame(frame)
        matte = self._matte.alpha(frame, image)
        self._mattes[step] = matte
        return person_colours(image, matte, COLOURS_PX)

    def behind(self, step: int, image: np.ndarray) -> np.ndarray:
        """The finished frame of a step before the background; steps only grow."""
        matte = self._mattes[step]
        for passed in [other for other in list(self._mattes) if other <= step]:
            del self._mattes[passed]
        height_px, width_px = image.shape[:2]
        self._picture = filling(self._picture, width_px, height_px)  # scaled once
        return over(image, matte, self._picture)


def live_picture(asked: str, workspace: Workspace) -> np.ndarray | None:
    """The picture of a background that was asked for; None for the source's own.

    Raises:
        LiveError: ``live_background_transparent``.
        OptionError, MediaError: as ``background_of``.
    """
    if asked == BackgroundKind.TRANSPARENT:
        raise LiveError("live_background_transparent")
    return background_of(asked, workspace).picture


def prepared_matte(
    source: SourceClip, device: str, on_frames: Callable[[int, int], None]
) -> PersonMatte:
    """Finds the person in all frames of a clip that are not in its cache.

    Raises:
        AssetError, DatasetError, StorageError: as ``PersonMatte.prepare``.
    """
    matte = PersonMatte(source, device)
    matte.prepare(range(len(source.paths)), on_frames)
    return matte
