"""What an image loader reads: image files, differences of two images, landmarks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from synctalk_engine.errors import MediaError
from synctalk_engine.workspace.landmark_files import read_landmarks

_MAX_IMAGE_MB = 1024


@runtime_checkable
class ImageSource(Protocol):
    """Something the loader can read: hashable, and equal if it reads the same."""

    def read(self) -> Any:
        """Read the source, in a worker thread; must not touch widgets.

        Raises:
            Exception: anything; reported as ``failed`` with a sentence of the catalogue.
        """
        ...


@dataclass(frozen=True)
class ImageFile:
    """An image file; reads a QImage in RGB32 or premultiplied ARGB32."""

    path: Path
    bound_px: int = 0
    """Maximum length of the longer side, in pixels; 0 for the original size. Never enlarges."""

    def read(self) -> QImage:
        reader = QImageReader(str(self.path))
        reader.setAutoTransform(True)
        reader.setAllocationLimit(_MAX_IMAGE_MB)
        size = reader.size()
        if self.bound_px and size.isValid() and max(size.width(), size.height()) > self.bound_px:
            reader.setScaledSize(_bounded(size, self.bound_px))
        image = reader.read()
        if image.isNull():
            raise MediaError("image_unreadable", path=self.path)
        has_alpha = image.hasAlphaChannel()
        return image.convertToFormat(
            QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
        )


@dataclass(frozen=True)
class DifferenceImage:
    """The absolute difference of two images, amplified ``gain`` times.

    Reads an RGB32 QImage of the first image's size; the second is scaled to it if necessary.
    """

    first: Path
    second: Path
    gain: int = 4
    bound_px: int = 0

    def read(self) -> QImage:
        first = ImageFile(self.first, self.bound_px).read()
        second = ImageFile(self.second, self.bound_px).read()
        return difference_image(first, second, self.gain)


@dataclass(frozen=True)
class LandmarksFile:
    """The landmarks of a frame; reads float32 (110, 2) in pixels."""

    path: Path

    def read(self) -> np.ndarray:
        return read_landmarks(self.path)


def difference_image(first: QImage, second: QImage, gain: int = 4) -> QImage:
    """Returns the absolute difference of two images times ``gain``, clipped to 255, as RGB32."""
    if second.size() != first.size():
        second = second.scaled(
            first.size(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    a, b = image_array(first), image_array(second)
    brighter = np.minimum(np.arange(256) * gain, 255).astype(np.uint8)
    difference = brighter[np.maximum(a, b) - np.minimum(a, b)]
    difference[..., 3] = 255
    height, width = difference.shape[:2]
    # .copy(): QImage does not own the array's memory
    return QImage(difference.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def image_array(image: QImage) -> np.ndarray:
    """Returns a copy of an image as uint8 (height, width, 4), BGRA."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    height, width = image.height(), image.width()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 4 * width].reshape(height, width, 4).copy()


def _bounded(size: QSize, bound_px: int) -> QSize:
    return size.scaled(bound_px, bound_px, Qt.AspectRatioMode.KeepAspectRatio)
