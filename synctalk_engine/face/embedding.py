"""Face embeddings: what tells one person from another, whatever the pose, light or size.

The network is the face recognition model of dlib-models (Davis King 2017, CC0: a ResNet of 29
convolutions, trained on three million faces). Its weights come with this program, as 8-bit numbers
(``packaging/convert_face_embedding.py`` made ``face_embedding.npz`` of the published file). One
face takes about 15 ms in plain NumPy, which is what this module does.

Measured on ten people in nine clips (``tests/bench/bench_identity.py``): pairs of images have an
AUC of 0.9999998; the distance of an image to the mean of a person's others is at most 0.40 for the
same person and at least 0.53 for another one. `SAME_PERSON` lies between.
"""

from __future__ import annotations

import functools
from importlib import resources

import cv2
import numpy as np

from synctalk_engine.face.detect import Detection
from synctalk_engine.face.scheme110 import EYE_OUTER_CORNERS
from synctalk_engine.face.warp import fit_similarity, warp_crop

SAME_PERSON = 0.47
"""Nearer than this to the mean of a person's embeddings, a face is taken for that person's."""
CHIP_PX = 150
DIMENSIONS = 128
WEIGHTS_NAME = "face_embedding.npz"

_MEAN_RGB = np.array([122.782, 117.001, 104.298], np.float32)
_INPUT_SCALE = 256.0
_BLOCK_COUNTS = (3, 4, 3, 3, 1)
"""Residual blocks of each width; the first of each, but for the first width, halves the size."""
# Where the corners of the eyes, from image-left to image-right, and the base of the nose are in the
# image that the network was trained on.
_CORNERS_AND_NOSE = np.array(
    [[37.06, 46.37], [58.41, 47.91], [89.61, 47.90], [110.96, 46.35], [74.01, 87.78]]
)
# The same for the first four keypoints of the detector (eyes, tip of the nose, mouth), measured.
_KEYPOINTS = np.array([[45.1, 46.6], [102.5, 47.0], [74.7, 75.7], [74.4, 107.1]])
_INNER_EYE_CORNERS = (70, 82)
_NOSE_BASE = 60


def embed_points(frame: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The embedding of the face at `points`, float32 (128,).

    frame: (H, W, 3) uint8 BGR. points: (110, 2) pixels of the frame.
    """
    left, right = EYE_OUTER_CORNERS
    inner_left, inner_right = _INNER_EYE_CORNERS
    anchors = points[[left, inner_left, inner_right, right, _NOSE_BASE]]
    return _embed(_chip(frame, _CORNERS_AND_NOSE, anchors))


def embed_detection(frame: np.ndarray, detection: Detection) -> np.ndarray:
    """The embedding of a detected face, float32 (128,); frame: (H, W, 3) uint8 BGR."""
    return _embed(_chip(frame, _KEYPOINTS, detection.keypoints[: len(_KEYPOINTS)]))


def _chip(frame: np.ndarray, reference: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """The face upright, (150, 150, 3) uint8 BGR, its `anchors` laid on the `reference` points."""
    turn, shift = fit_similarity(reference, anchors)
    to_frame = np.hstack([turn, shift[:, None]])
    return warp_crop(frame, to_frame, CHIP_PX, CHIP_PX, cv2.BORDER_REPLICATE)


def _embed(chip: np.ndarray) -> np.ndarray:
    """Run the network on a (150, 150, 3) uint8 BGR image."""
    convolutions, projection = _weights()
    layers = iter(convolutions)
    rgb = chip[:, :, ::-1].astype(np.float32)
    values = ((rgb - _MEAN_RGB) / _INPUT_SCALE).transpose(2, 0, 1)
    values = np.maximum(_convolve(values, *next(layers), stride=2, padding=0), 0)
    values = _max_pool(values)
    for width_index, count in enumerate(_BLOCK_COUNTS):
        for index in range(count):
            halves = index == 0 and width_index > 0
            stride, padding = (2, 0) if halves else (1, 1)
            inner = np.maximum(_convolve(values, *next(layers), stride, padding), 0)
            inner = _convolve(inner, *next(layers), stride=1, padding=1)
            values = np.maximum(_add(_average_pool(values) if halves else values, inner), 0)
    return values.mean(axis=(1, 2)) @ projection


@functools.cache
def _weights() -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """(filters, bias) of each convolution, batch norm folded in; and the last (256, 128) matrix."""
    source = resources.files("synctalk_engine.face") / WEIGHTS_NAME
    with source.open("rb") as file, np.load(file) as arrays:
        count = sum(name.startswith("filters_") for name in arrays.files)
        convolutions = [
            (
                arrays[f"filters_{index}"] * arrays[f"scale_{index}"][:, None, None, None],
                arrays[f"bias_{index}"],
            )
            for index in range(count)
        ]
        return convolutions, arrays["projection"].astype(np.float32)


def _convolve(
    values: np.ndarray, filters: np.ndarray, bias: np.ndarray, stride: int, padding: int
) -> np.ndarray:
    """(C, H, W) -> (N, H', W') by (N, C, k, k) filters, as one product of matrices."""
    if padding:
        values = np.pad(values, ((0, 0), (padding, padding), (padding, padding)))
    side = filters.shape[2]
    windows = np.lib.stride_tricks.sliding_window_view(values, (side, side), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    channels, height, width = windows.shape[:3]
    columns = windows.transpose(0, 3, 4, 1, 2).reshape(channels * side**2, height * width)
    product = filters.reshape(len(filters), -1) @ columns + bias[:, None]
    return product.reshape(len(filters), height, width)


def _max_pool(values: np.ndarray) -> np.ndarray:
    """3x3, stride 2."""
    windows = np.lib.stride_tricks.sliding_window_view(values, (3, 3), axis=(1, 2))
    return windows[:, ::2, ::2].max(axis=(3, 4))


def _average_pool(values: np.ndarray) -> np.ndarray:
    """2x2, stride 2; an odd last row or column is left out."""
    height, width = values.shape[1] // 2 * 2, values.shape[2] // 2 * 2
    values = values[:, :height, :width]
    rows = values[:, ::2] + values[:, 1::2]
    return (rows[:, :, ::2] + rows[:, :, 1::2]) / 4


def _add(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The sum; what one of them lacks in channels, rows or columns counts as 0, as in dlib."""
    total = np.zeros(np.maximum(one.shape, other.shape), np.float32)
    for part in (one, other):
        channels, height, width = part.shape
        total[:channels, :height, :width] += part
    return total
