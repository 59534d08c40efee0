"""Colour charts as video files, coded by the formulas of the standards and by nothing of ours.

A chart is a row of patches. It is brought to the code values of a standard in numpy, and written
with a lossless codec; whatever reads it must give the patches back.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

PATCH_PX = 32
BT709, BT470BG, BT601, SMPTE240M, BT2020 = 1, 5, 6, 7, 9
"""``matrix_coefficients`` of ITU-T H.273; 5 and 6 are both those of BT.601."""
UNTAGGED = 2
LIMITED, FULL = 1, 2
PQ, HLG = 16, 18
"""``transfer_characteristics`` of ITU-T H.273."""
LUMA_WEIGHTS = {
    BT709: (0.2126, 0.0722),
    BT470BG: (0.299, 0.114),
    BT601: (0.299, 0.114),
    SMPTE240M: (0.212, 0.087),
    BT2020: (0.2627, 0.0593),
}
"""Weights of red and blue."""
SDR_WHITE_NITS = 203.0
"""ITU-R BT.2408."""
DISPLAY_GAMMA = 2.4
"""ITU-R BT.1886."""

CHART_RGB = np.array(
    [
        # black, grey ramp, white
        *[(level, level, level) for level in (0, 16, 48, 96, 128, 176, 220, 255)],
        # saturated
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (255, 255, 0),
        (0, 255, 255),
        (255, 0, 255),
        (180, 20, 30),
        (20, 120, 40),
        (30, 50, 160),
        (200, 40, 50),
        (40, 140, 60),
        (50, 70, 200),
        (230, 200, 60),
        (60, 200, 210),
        (200, 70, 190),
        # skin, from dark to light, and lips
        (62, 40, 32),
        (115, 82, 68),
        (141, 85, 36),
        (194, 150, 130),
        (224, 172, 105),
        (255, 219, 172),
        (176, 82, 84),
    ],
    np.uint8,
)


HDR_CHART_RGB = CHART_RGB[(CHART_RGB.min(axis=1) >= 30) | (np.ptp(CHART_RGB, axis=1) == 0)]
"""Without the edge of the gamut, where one step of ten bits is up to 25 levels of SDR."""


def chart_image(patches_rgb: np.ndarray = CHART_RGB) -> np.ndarray:
    """float64 (PATCH_PX, PATCH_PX * N, 3) RGB, 0..1."""
    row = np.repeat(patches_rgb[None] / 255.0, PATCH_PX, axis=1)
    return np.repeat(row, PATCH_PX, axis=0)


def patch_values(image_bgr: np.ndarray, count: int = len(CHART_RGB)) -> np.ndarray:
    """float64 (N, 3) RGB: the mean of the middle of each patch of a decoded chart."""
    height, width = image_bgr.shape[:2]
    patches = np.array_split(np.arange(width), count)
    rows = slice(height * 3 // 8, height * 5 // 8)
    middles = [patch[len(patch) * 3 // 8 : len(patch) * 5 // 8] for patch in patches]
    means = [image_bgr[rows, columns].reshape(-1, 3).mean(axis=0) for columns in middles]
    return np.array(means)[:, ::-1]


# -- transfer functions: SDR frame -> HDR signal ---------------------------------------------


def bt709_to_bt2020() -> np.ndarray:
    """3 x 3 for linear light, derived from the chromaticities of both standards."""
    return np.linalg.inv(_rgb_to_xyz(_BT2020_XY)) @ _rgb_to_xyz(_BT709_XY)


_BT709_XY = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_DISPLAY_P3_XY = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
_BT2020_XY = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
_D65_XY = (0.3127, 0.3290)


def _rgb_to_xyz(primaries: tuple) -> np.ndarray:
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]).T
    x, y = _D65_XY
    white = np.array([x / y, 1.0, (1 - x - y) / y])
    return columns * np.linalg.solve(columns, white)


def to_hdr(image_rgb: np.ndarray, transfer: int) -> np.ndarray:
    """An SDR frame as an HDR signal 0..1 that shows it with its white at 203 cd/m2.

    Args:
        image_rgb: float (H, W, 3), 0..1, BT.709 for a display of BT.1886.
        transfer: PQ or HLG; HLG for a display of 1000 cd/m2.
    """
    nits = SDR_WHITE_NITS * (image_rgb**DISPLAY_GAMMA) @ bt709_to_bt2020().T
    return pq_signal(nits) if transfer == PQ else hlg_signal(nits)


def display_p3_signal(image_rgb: np.ndarray) -> np.ndarray:
    """An SDR frame in the gamut of BT.709 as one that a display of P3 shows alike."""
    to_p3 = np.linalg.inv(_rgb_to_xyz(_DISPLAY_P3_XY)) @ _rgb_to_xyz(_BT709_XY)
    return (image_rgb**DISPLAY_GAMMA @ to_p3.T) ** (1 / DISPLAY_GAMMA)


def pq_signal(nits: np.ndarray) -> np.ndarray:
    """SMPTE ST 2084: display light, cd/m2, to signal 0..1."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (np.maximum(nits, 0) / 10000) ** m1
    return ((c1 + c2 * power) / (1 + c3 * power)) ** m2


def hlg_signal(nits: np.ndarray) -> np.ndarray:
    """ITU-R BT.2100 HLG for a display of 1000 cd/m2 (system gamma 1.2): light to signal 0..1."""
    light = np.maximum(nits, 0) / 1000
    luminance = np.maximum(light @ np.array([0.2627, 0.6780, 0.0593]), 1e-12)
    scene = light * luminance[..., None] ** (1 / 1.2 - 1)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(
        scene <= 1 / 12,
        np.sqrt(3 * scene),
        a * np.log(np.maximum(12 * scene - b, 1e-12)) + c,
    )


# -- RGB -> planes -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Coding:
    """How the numbers of a chart are stored, and what the file says of it."""

    pixel_format: str
    matrix: int = BT709
    color_range: int = LIMITED
    transfer: int = UNTAGGED
    primaries: int = UNTAGGED
    tag_matrix: bool = True
    tag_range: bool = True


def frame_of(signal_rgb: np.ndarray, coding: Coding) -> av.VideoFrame:
    """A frame of float (H, W, 3) RGB signal 0..1 in planes, rounded to whole code values."""
    height, width = signal_rgb.shape[:2]
    frame = av.VideoFrame(width, height, coding.pixel_format)
    bits = frame.format.components[0].bits
    for plane, values in zip(frame.planes, _planes(signal_rgb, coding, bits), strict=False):
        step_y, step_x = values.shape[0] // plane.height, values.shape[1] // plane.width
        values = values.reshape(plane.height, step_y, plane.width, step_x).mean(axis=(1, 3))
        dtype = np.dtype("u1" if bits == 8 else "<u2")
        target = np.frombuffer(plane, dtype).reshape(-1, plane.line_size // dtype.itemsize)
        target[: plane.height, : plane.width] = np.clip(np.round(values), 0, 2**bits - 1)
    return _tagged(frame, coding)


def _tagged(frame: av.VideoFrame, coding: Coding) -> av.VideoFrame:
    frame.colorspace = coding.matrix if coding.tag_matrix else UNTAGGED
    frame.color_range = coding.color_range if coding.tag_range else 0
    frame.color_trc = coding.transfer
    frame.color_primaries = coding.primaries
    return frame


def _planes(signal_rgb: np.ndarray, coding: Coding, bits: int) -> list[np.ndarray]:
    name = coding.pixel_format
    red, green, blue = np.moveaxis(signal_rgb, -1, 0)
    top = 2**bits - 1
    opaque = np.full(red.shape, float(top))
    if name.startswith("gbr"):
        return [plane * top for plane in (green, blue, red)] + [opaque]
    red_weight, blue_weight = LUMA_WEIGHTS[coding.matrix]
    luma = red_weight * red + (1 - red_weight - blue_weight) * green + blue_weight * blue
    chroma_b = (blue - luma) / (2 * (1 - blue_weight))
    chroma_r = (red - luma) / (2 * (1 - red_weight))
    unit = 2 ** (bits - 8)
    if coding.color_range == FULL:
        coded = [luma * top, *(chroma * top + 128 * unit for chroma in (chroma_b, chroma_r))]
    else:
        coded = [
            (luma * 219 + 16) * unit,
            *((chroma * 224 + 128) * unit for chroma in (chroma_b, chroma_r)),
        ]
    return [*coded, opaque]


def write_chart(
    path: Path,
    coding: Coding,
    *,
    codec: str = "ffv1",
    options: dict[str, str] | None = None,
    frame_count: int = 3,
    signal_rgb: np.ndarray | None = None,
) -> Path:
    """A video of one chart, coded without loss as far as the codec can."""
    is_hdr = coding.transfer in (PQ, HLG)
    if signal_rgb is None and is_hdr:
        signal_rgb = to_hdr(chart_image(HDR_CHART_RGB), coding.transfer)
    signal = chart_image() if signal_rgb is None else signal_rgb
    frame = frame_of(signal, coding)
    with _scheduling_policy_kept(), av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25, options=options or {})
        stream.width, stream.height = frame.width, frame.height
        stream.pix_fmt = coding.pixel_format
        context = stream.codec_context
        context.colorspace = frame.colorspace
        context.color_range = frame.color_range
        context.color_trc = frame.color_trc
        context.color_primaries = frame.color_primaries
        for number in range(frame_count):
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


@contextlib.contextmanager
def _scheduling_policy_kept() -> Iterator[None]:
    """Undoes what SVT-AV1 does as root: it gives the calling thread real-time priority.

    With that priority, inherited by every later thread and process, threads that wait actively
    keep the cores from all others, and the machine stands still.
    """
    if not hasattr(os, "sched_getscheduler"):  # only Linux has these policies
        yield
        return
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, parameters)
