"""Decoded images of any coding to 8-bit BGR, as an ordinary (SDR) screen shows them.

swscale does the ordinary ones. Of images in a wide gamut or coded for HDR screens it only scales
the planes; matrix, transfer function and gamut are done here: swscale's conversion (FFmpeg 8) mixes
up the planes of 4:2:0 with ``FULL_CHR_H_INT``, and without it tone maps what should stay as it is.

HDR: ITU-R BT.2408. SDR white lies at 203 cd/m2; up to there each colour comes back as the SDR
image that a display of ITU-R BT.1886 shows alike. What is brighter is clipped. HLG is shown on
a display of 1000 cd/m2 (BT.2100, system gamma 1.2), where 75 % of the signal is SDR white.
"""

from __future__ import annotations

from functools import cache

import av
import av.error
import cv2
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    Interpolation,
    VideoReformatter,
)

HD_MIN_HEIGHT_PX = 720
"""Untagged images from this height on are taken for BT.709, as video players do."""
BT709_MATRIX, BT601_MATRIX, BT2020_MATRIX, CHROMA_DERIVED_MATRIX = 1, 6, 9, 12
SWSCALE_MATRICES = {
    BT709_MATRIX: Colorspace.ITU709,
    BT601_MATRIX: Colorspace.ITU601,
    BT2020_MATRIX: Colorspace.BT2020,
}
UNTAGGED_MATRICES = (0, 2, 3, *range(18, 256))
"""RGB (of images that are not), unspecified and reserved ones."""
MATRIX_OF_PRIMARIES = {5: BT601_MATRIX, 6: BT601_MATRIX, 9: BT2020_MATRIX}
PQ_TRANSFER, HLG_TRANSFER = 16, 18
HDR_TRANSFERS = {PQ_TRANSFER: "PQ", HLG_TRANSFER: "HLG"}
"""Transfer characteristics of ITU-T H.273 that mean HDR."""

CONVERSION_FLAGS = (
    Interpolation.BILINEAR | Interpolation.FULL_CHR_H_INT | Interpolation.ACCURATE_RND
)
"""swscale's fast path truncates (1.2 levels too dark on average); this one rounds, at 0.5 ms for
512x512 in place of 0.1 ms."""

SDR_WHITE_NITS = 203.0
HLG_PEAK_NITS = 1000.0
HLG_SYSTEM_GAMMA = 1.2
PQ_PEAK_NITS = 10_000.0
DISPLAY_GAMMA = 2.4
SIGNAL_MAX = 2**14 - 1
"""Signals are looked up with 14 bits."""
PLANE_DEPTHS = (8, 9, 10, 12, 14, 16)
"""Bits for which swscale has planar formats."""
LUMA_WEIGHTS = {
    1: (0.2126, 0.0722),
    4: (0.30, 0.11),
    5: (0.299, 0.114),
    6: (0.299, 0.114),
    7: (0.212, 0.087),
    9: (0.2627, 0.0593),
}
"""Of red and blue, by the matrix coefficients of ITU-T H.273: BT.709, FCC, BT.601, SMPTE 240M,
BT.2020."""
BAND_ROWS = 64
"""Rows that are converted at a time, so that they stay in the processor's cache."""
BT2020_LUMINANCE = (0.2627, 0.6780, 0.0593)
WHITE_D65_XY = (0.3127, 0.3290)
BT709_XY = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
WIDE_GAMUTS_XY = {
    int(ColorPrimaries.BT2020): ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    int(ColorPrimaries.SMPTE432): ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
"""Chromaticities of red, green and blue. The primaries of BT.601 are taken for those of BT.709,
as most players do: they are tagged by habit, and hardly differ."""


class UnsupportedColorError(Exception):
    """The colours of an image are coded in a way that is not known here."""


class ColorConverter:
    """Decoded images -> BGR of a given size. Alpha is dropped: the stored colour shows."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, frame: av.VideoFrame, width: int, height: int) -> np.ndarray:
        """uint8 (height, width, 3) BGR, contiguous.

        Raises:
            UnsupportedColorError: swscale does not know the matrix or the pixel format.
        """
        try:
            if frame.color_trc in HDR_TRANSFERS or frame.color_primaries in WIDE_GAMUTS_XY:
                return _through_light(self._signal(frame, width, height), frame)
            rgb = self._reformat(frame, width, height, "gbrp")
        except (av.error.FFmpegError, KeyError) as error:
            reason = f"pixel format {frame.format.name}, matrix {frame.colorspace}"
            raise UnsupportedColorError(reason) from error
        # swscale fills planes in less than half the time in which it fills bgr24.
        green, blue, red = _planes(rgb)
        image = cv2.merge([blue, green, red])
        if _is_grey(frame) and frame.color_range == ColorRange.MPEG:
            # swscale takes all grey images for full range, whatever they say.
            return cv2.LUT(image, _full_of_limited())
        return image

    def _reformat(
        self, frame: av.VideoFrame, width: int, height: int, pixel_format: str
    ) -> av.VideoFrame:
        matrix = frame.colorspace if frame.format.is_rgb else _matrix_of(frame)
        # None keeps what the frame says; PyAV numbers the matrices of BT.601 otherwise.
        assumed = None if matrix == frame.colorspace else SWSCALE_MATRICES[matrix]
        return self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format=pixel_format,
            src_colorspace=assumed,
            dst_colorspace=assumed,
            interpolation=int(CONVERSION_FLAGS),
            threads=1,
        )

    def _signal(self, frame: av.VideoFrame, width: int, height: int) -> np.ndarray:
        """uint16 (height, width, 3) BGR signal, 0..SIGNAL_MAX, still in its transfer and gamut.

        swscale's matrix is off by a level or two of ten bits, which is many levels near black.
        """
        bits = frame.format.components[0].bits
        depth = next((depth for depth in PLANE_DEPTHS if depth >= bits), PLANE_DEPTHS[-1])
        suffix = f"{depth}le" if depth > 8 else ""
        if frame.format.is_rgb:
            rgb = self._reformat(frame, width, height, f"gbrp{suffix}")
            green, blue, red = _planes(rgb)
            return _transformed([blue, green, red], np.eye(3) * SIGNAL_MAX / (2**depth - 1))
        is_full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
        to_bgr = _yuv_to_bgr(_matrix_of(frame), depth, is_full)
        if _is_grey(frame):
            grey = self._reformat(frame, width, height, f"gray{suffix}")
            offsets = to_bgr @ [0, 2 ** (depth - 1), 2 ** (depth - 1), 1]
            return _transformed(_planes(grey), np.column_stack([to_bgr[:, 0], offsets]))
        yuv = self._reformat(frame, width, height, f"yuv444p{suffix}")
        return _transformed(_planes(yuv), to_bgr)


def _matrix_of(frame: av.VideoFrame) -> int:
    """Matrix coefficients of H.273; assumed as players do where the file names none that exists."""
    if frame.colorspace == CHROMA_DERIVED_MATRIX:
        return MATRIX_OF_PRIMARIES.get(frame.color_primaries, BT709_MATRIX)
    if frame.colorspace not in UNTAGGED_MATRICES:
        return frame.colorspace
    if frame.color_trc in HDR_TRANSFERS:
        return BT2020_MATRIX
    is_hd = min(frame.width, frame.height) >= HD_MIN_HEIGHT_PX
    return BT709_MATRIX if is_hd else BT601_MATRIX


def _is_grey(frame: av.VideoFrame) -> bool:
    return frame.format.name.startswith(("gray", "ya"))


@cache
def _full_of_limited() -> np.ndarray:
    """uint8 (256,)."""
    return np.clip(np.round((np.arange(256) - 16) * 255 / 219), 0, 255).astype(np.uint8)


def _planes(frame: av.VideoFrame) -> list[np.ndarray]:
    """The planes of an image, each (height, width) uint8 or uint16, without their padding."""
    dtype = np.dtype("<u2" if frame.format.components[0].bits > 8 else "u1")
    return [
        np.frombuffer(plane, dtype).reshape(-1, plane.line_size // dtype.itemsize)[
            : plane.height, : plane.width
        ]
        for plane in frame.planes
    ]


def _transformed(planes: list[np.ndarray], matrix: np.ndarray) -> np.ndarray:
    """uint16 (H, W, 3): three planes through a 3x3 or 3x4 matrix, rounded, below 0 clipped."""
    merged = cv2.merge(planes).astype(np.uint16, copy=False)
    return cv2.transform(merged, matrix.astype(np.float32))


@cache
def _yuv_to_bgr(matrix: int, depth: int, is_full: bool) -> np.ndarray:
    """(3, 4): code values of Y, Cb, Cr, 1 -> BGR signal, 0..SIGNAL_MAX.

    Raises:
        KeyError: a matrix that is not known here.
    """
    red, blue = LUMA_WEIGHTS[matrix]
    green = 1 - red - blue
    to_rgb = np.array(
        [
            [1, 0, 2 * (1 - red)],
            [1, -2 * (1 - blue) * blue / green, -2 * (1 - red) * red / green],
            [1, 2 * (1 - blue), 0],
        ]
    )
    unit, middle = 2 ** (depth - 8), 2 ** (depth - 1)
    luma_zero, luma_span, chroma_span = 16 * unit, 219 * unit, 224 * unit
    if is_full:
        luma_zero, luma_span, chroma_span = 0, 2**depth - 1, 2**depth - 1
    to_rgb = to_rgb / [luma_span, chroma_span, chroma_span]
    offsets = -to_rgb @ [luma_zero, middle, middle]
    return np.column_stack([to_rgb, offsets])[::-1] * SIGNAL_MAX


def _through_light(signal: np.ndarray, frame: av.VideoFrame) -> np.ndarray:
    """uint16 (H, W, 3) BGR signal in any transfer and gamut -> uint8 (H, W, 3) BGR."""
    transfer, primaries = frame.color_trc, frame.color_primaries
    if transfer in HDR_TRANSFERS and primaries == ColorPrimaries.UNSPECIFIED:
        primaries = int(ColorPrimaries.BT2020)
    light_of_signal, to_bt709 = _light_table(transfer), _bgr_to_bt709(primaries)
    image = np.empty(signal.shape, np.uint8)
    for top in range(0, len(image), BAND_ROWS):
        band = slice(top, top + BAND_ROWS)
        light = np.take(light_of_signal, signal[band], mode="clip")
        if transfer == HLG_TRANSFER:
            light = _hlg_display_light(light)
        light = cv2.transform(light, to_bt709)
        cv2.threshold(light, 0, 0, cv2.THRESH_TOZERO, dst=light)
        image[band] = cv2.convertScaleAbs(cv2.pow(light, 1 / DISPLAY_GAMMA), alpha=255)
    return image


@cache
def _light_table(transfer: int) -> np.ndarray:
    """float32 (65536,): light of each signal value, clipped beyond SIGNAL_MAX; SDR white is 1.

    For HLG it is the light of the scene, 0..1, which :func:`_hlg_display_light` brings to a
    display.
    """
    signal = np.minimum(np.arange(2**16) / SIGNAL_MAX, 1)
    if transfer == PQ_TRANSFER:
        light = _pq_nits(signal) / SDR_WHITE_NITS
    elif transfer == HLG_TRANSFER:
        light = _hlg_scene_light(signal)
    else:
        light = signal**DISPLAY_GAMMA
    return light.astype(np.float32)


def _pq_nits(signal: np.ndarray) -> np.ndarray:
    """EOTF of SMPTE ST 2084."""
    m1, m2 = 2610 / 16384, 2523 / 32
    c1, c2, c3 = 3424 / 4096, 2413 / 128, 2392 / 128
    power = signal ** (1 / m2)
    return PQ_PEAK_NITS * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)


def _hlg_scene_light(signal: np.ndarray) -> np.ndarray:
    """Inverse OETF of ITU-R BT.2100, 0..1."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)


def _hlg_display_light(light: np.ndarray) -> np.ndarray:
    """OOTF of ITU-R BT.2100: light of the scene (H, W, 3) BGR -> of the display; SDR white is 1."""
    red, green, blue = BT2020_LUMINANCE
    # Three times the same row: one gain for each channel.
    luminance = cv2.transform(light, np.array([[blue, green, red]] * 3, np.float32))
    gain = cv2.pow(luminance, HLG_SYSTEM_GAMMA - 1)
    return cv2.multiply(light, gain, scale=HLG_PEAK_NITS / SDR_WHITE_NITS)


@cache
def _bgr_to_bt709(primaries: int) -> np.ndarray:
    """float32 (3, 3): linear BGR in a gamut -> linear BGR in that of BT.709."""
    source_xy = WIDE_GAMUTS_XY.get(primaries, BT709_XY)
    rgb = np.linalg.solve(_rgb_to_xyz(BT709_XY), _rgb_to_xyz(source_xy))
    return rgb[::-1, ::-1].astype(np.float32)


def _rgb_to_xyz(primaries_xy: tuple[tuple[float, float], ...]) -> np.ndarray:
    """(3, 3): linear RGB whose white is D65 -> CIE XYZ."""
    columns = np.array([(x / y, 1, (1 - x - y) / y) for x, y in primaries_xy]).T
    x, y = WHITE_D65_XY
    return columns * np.linalg.solve(columns, (x / y, 1, (1 - x - y) / y))
