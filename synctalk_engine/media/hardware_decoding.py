"""Decoding on an NVIDIA GPU (NVDEC) through PyAV: only where it is exact and clearly faster.

PyAV's wheels for Linux and Windows have FFmpeg's ``cuda`` decoders; they need NVIDIA's driver. The
GPU gives the same planes as FFmpeg's own decoders, with the two of chroma interleaved.
"""

from __future__ import annotations

import itertools
import logging
import time
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.codec.hwaccel import HWAccel, hwdevices_available

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container

logger = logging.getLogger(__name__)

KIND = "cuda"
TRIAL_FRAMES = 48
MIN_FRAMES = 1500
"""A shorter video is decoded before a trial would pay."""
CLEARLY_FASTER = 1.25
PLANAR_FORMATS = {"nv12": "yuv420p", "p010le": "yuv420p10le"}
"""What the GPU gives, and the same numbers as FFmpeg's own decoders lay them out."""


class HardwareDecodingError(Exception):
    """The GPU does not decode a video, or not well; the text says why."""


@dataclass(frozen=True)
class _Trial:
    """The first frames of a video and how long they took, opening left out."""

    frames: list[av.VideoFrame]
    seconds: float


def planar(frame: av.VideoFrame) -> av.VideoFrame:
    """A frame as FFmpeg's own decoders lay it out; its values do not change."""
    layout = PLANAR_FORMATS.get(frame.format.name)
    return frame if layout is None else frame.reformat(format=layout)


def thread_type(hardware: HWAccel | None) -> str:
    """PyAV's kind of threads: each would take one of the GPU's few surfaces and do nothing."""
    return "AUTO" if hardware is None else "NONE"


def gpu_decoder(path: Path, device: str) -> HWAccel | None:
    """What decodes a video on the GPU; None: FFmpeg's own decoder does. The log says why.

    Args:
        path: a video.
        device: torch's name of the device; the GPU of NVIDIA that this process sees is used.
    """
    if not device.startswith("cuda"):
        return None
    try:
        speedup = measure_speedup(path)
    except HardwareDecodingError as error:
        logger.info("%s is not decoded on the GPU: %s", path, error)
        return None
    is_taken = speedup >= CLEARLY_FASTER
    who = "the GPU" if is_taken else "the processor"
    logger.info("%s: the GPU decodes %.2f times as fast; %s does it", path, speedup, who)
    return HWAccel(KIND) if is_taken else None


def measure_speedup(path: Path) -> float:
    """How many times as fast the GPU decodes the first frames; they must be the same to the bit.

    Raises:
        HardwareDecodingError: PyAV or the GPU cannot, or the frames differ.
    """
    if KIND not in hwdevices_available():
        raise HardwareDecodingError("this PyAV was built without it")
    by_gpu = _first_frames(path, HWAccel(KIND, allow_software_fallback=False))
    by_processor = _first_frames(path, None)
    if len(by_gpu.frames) != len(by_processor.frames):
        counts = f"{len(by_gpu.frames)} in place of {len(by_processor.frames)}"
        raise HardwareDecodingError(f"its frames are {counts}")
    for number, pair in enumerate(zip(by_gpu.frames, by_processor.frames, strict=True)):
        if not _are_same(*pair):
            raise HardwareDecodingError(f"its frame {number} differs")
    return by_processor.seconds / by_gpu.seconds


def _first_frames(path: Path, hardware: HWAccel | None) -> _Trial:
    try:
        with media_container.open_input(path, hardware=hardware) as source:
            stream = media_container.video_stream(source, path)
            stream.thread_type = thread_type(hardware)
            frames = media_container.decoded_frames(source, stream, path)
            first = list(itertools.islice(frames, 1))  # decoder and GPU are ready after it
            began_s = time.perf_counter()
            others = [planar(frame) for frame in itertools.islice(frames, TRIAL_FRAMES - 1)]
            seconds = time.perf_counter() - began_s
    except (MediaError, RuntimeError, *media_container.PYAV_ERRORS) as error:
        raise HardwareDecodingError(str(error)) from error
    return _Trial([*map(planar, first), *others], max(seconds, 1e-6))


def _are_same(one: av.VideoFrame, other: av.VideoFrame) -> bool:
    """Whether two frames have the same time and the same samples."""
    if (one.pts, one.width, one.height) != (other.pts, other.width, other.height):
        return False
    arrays = one.to_ndarray(), other.to_ndarray()
    return arrays[0].shape == arrays[1].shape and np.array_equal(*arrays)
