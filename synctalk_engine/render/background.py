"""What is shown behind the person: the source's background, none, a colour or a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from synctalk_engine.errors import MediaError, OptionError
from synctalk_engine.media.container import check_file
from synctalk_engine.media.image_files import read_image
from synctalk_engine.render.matte_refinement import over, person_colours
from synctalk_engine.workspace.layout import Workspace

PERSON_ASSET = "person_segmentation"
"""What tells the person from the background."""
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


class BackgroundKind(StrEnum):
    """How the background is made."""

    KEEP = "keep"
    TRANSPARENT = "transparent"
    REPLACED = "replaced"


@dataclass(frozen=True)
class FrameBackground:
    """The background of all frames of a video."""

    kind: BackgroundKind = BackgroundKind.KEEP
    picture: np.ndarray | None = None
    """Of a replaced one: (h, w, 3) uint8 BGR of any size; a colour is one pixel."""

    @property
    def needs_matte(self) -> bool:
        """Whether the person has to be told from the background."""
        return self.kind != BackgroundKind.KEEP

    def behind(self, image: np.ndarray, matte: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """A frame before this background, (H, W, 3) uint8, and its alpha if it has one.

        image: (H, W, 3) uint8 BGR. matte: (H, W) uint8, 255 where the person is.
        """
        image = person_colours(image, matte)
        if self.picture is None:
            return image, matte
        return over(image, matte, filling(self.picture, image.shape[1], image.shape[0])), None


def background_of(asked: str, workspace: Workspace) -> FrameBackground:
    """The background that was asked for: ``keep``, ``transparent``, ``#rrggbb`` or a picture.

    Raises:
        OptionError: ``bad_options`` where a colour is none.
        MediaError: the file does not exist, or ``background_unreadable``.
    """
    if asked in (BackgroundKind.KEEP, BackgroundKind.TRANSPARENT):
        return FrameBackground(BackgroundKind(asked))
    path = workspace.resolve(asked)
    if asked.startswith("#") and not path.exists():
        return FrameBackground(BackgroundKind.REPLACED, _colour_pixel(asked))
    check_file(path)
    try:
        picture = read_image(path)
    except MediaError as error:
        raise MediaError("background_unreadable", path=path) from error
    return FrameBackground(BackgroundKind.REPLACED, picture)


def filling(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """A picture scaled to cover a frame and cut to it: (height, width, 3) uint8."""
    if picture.shape[:2] == (height, width):
        return picture
    scale = max(width / picture.shape[1], height / picture.shape[0])
    size = max(round(scale * picture.shape[1]), width), max(round(scale * picture.shape[0]), height)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(picture, size, interpolation=method)
    x0, y0 = (size[0] - width) // 2, (size[1] - height) // 2
    return scaled[y0 : y0 + height, x0 : x0 + width]


def _colour_pixel(text: str) -> np.ndarray:
    """One pixel, (1, 1, 3) uint8 BGR, of a colour written #rrggbb."""
    found = _COLOUR.fullmatch(text)
    if found is None:
        raise OptionError("bad_options", problems=f"--background {text}: a colour is #rrggbb")
    return np.array([[list(bytes.fromhex(found[1]))[::-1]]], np.uint8)
