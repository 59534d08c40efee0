"""A visible label in the corner of every frame that says the video was made with AI.

The wording and the size follow the EU's AI Act, Article 50 (clear and distinguishable), and China's
GB 45438-2025 (the text names AI and that it generated; letters at least 5 % of the shorter side).
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.protocol.options.choices import LabelName

TEXTS: dict[LabelName, str] = {"eu": "AI-generated", "gb": "AI生成"}
HEIGHT_FRACTION = 0.055
"""Of the shorter side: the height of the letters, a little more than GB 45438-2025 asks for."""
MARGIN_FRACTION = 0.03
BACKGROUND_ALPHA = 0.55
CJK_FONTS = (
    "msyh.ttc",
    "simhei.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "NotoSansCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "DroidSansFallbackFull.ttf",
)
"""Chinese fonts of Windows, macOS and Linux; Pillow looks in the system's folders."""


class VisibleLabel:
    """Draws one label onto frames of one size.

    Args:
        name: which wording.
        size: width and height of the frames, px.

    Raises:
        MediaError: ``label_font_missing`` where the system has no font with these letters.
    """

    def __init__(self, name: LabelName, size: tuple[int, int]) -> None:
        width_px, height_px = size
        shorter_px = min(size)
        letters = _letters(TEXTS[name], round(HEIGHT_FRACTION * shorter_px) + 1, width_px)
        margin_px = round(MARGIN_FRACTION * shorter_px)
        bottom, right = height_px - margin_px, width_px - margin_px
        self._rows = slice(max(bottom - letters.shape[0], 0), bottom)
        self._columns = slice(max(right - letters.shape[1], 0), right)
        rows, columns = bottom - self._rows.start, right - self._columns.start
        self._letters = letters[:rows, :columns, None]

    def draw(self, image: np.ndarray) -> np.ndarray:
        """A copy of uint8 (height, width, 3) BGR with the label at the bottom right."""
        labelled = image.copy()
        under = image[self._rows, self._columns].astype(np.float32) * (1 - BACKGROUND_ALPHA)
        labelled[self._rows, self._columns] = np.round(under + self._letters * (255 - under))
        return labelled

    def opaque(self, alpha: np.ndarray) -> np.ndarray:
        """A copy of a matte, uint8 (height, width), in which the label is opaque."""
        covered = alpha.copy()
        covered[self._rows, self._columns] = 255
        return covered


def _letters(text: str, height_px: int, width_px: int) -> np.ndarray:
    """float32 (H, W) 0..1: the text with a rim; narrower than the frame."""
    from PIL import Image, ImageDraw

    size = max(round(height_px * 1.4), 6)
    font = _font(text, size)
    left, top, right, bottom = font.getbbox(text)
    rim = max(height_px // 3, 2)
    image = Image.new("L", (int(right - left) + 2 * rim, int(bottom - top) + 2 * rim))
    ImageDraw.Draw(image).text((rim - left, rim - top), text, 255, font)
    letters = np.asarray(image, np.float32) / 255
    if letters.shape[1] > width_px:
        scale = width_px / letters.shape[1]
        letters = cv2.resize(letters, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return letters


def _font(text: str, size_px: int):
    """A font with the letters of ``text``; Pillow's own for Latin ones."""
    from PIL import ImageFont

    if text.isascii():
        return ImageFont.load_default(size_px)
    for name in CJK_FONTS:
        try:
            return ImageFont.truetype(name, size_px)
        except OSError:
            continue
    raise MediaError("label_font_missing", text=text, tried=", ".join(map(_stem, CJK_FONTS)))


def _stem(name: str) -> str:
    return Path(name).stem
