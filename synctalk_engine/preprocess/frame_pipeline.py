"""Decodes, tracks and writes frames at the same time.

One thread decodes, one or more write, and the calling thread tracks: each frame's landmarks depend
on the frame before. OpenCV, PyAV and ISA-L let the interpreter go while they work. The queues
between hold a bounded number of bytes, so that a frame size of any kind and a video of any length
take the same memory.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from av.codec.hwaccel import HWAccel

from synctalk_engine.concurrency import Prefetcher, WorkerPool
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import encode_image, read_image
from synctalk_engine.preprocess.stage_record import frame_name
from synctalk_engine.workspace.atomic import replace, storage_errors
from synctalk_engine.workspace.checksums import checksum
from synctalk_engine.workspace.clip import Clip

logger = logging.getLogger(__name__)

QUEUE_BYTES = 96 << 20
QUEUE_MIN_FRAMES, QUEUE_MAX_FRAMES = 2, 32
MAX_WRITERS = 8
END: Any = object()
"""Marks the end of the images, where None is an image that nobody needs."""
NumberedFrame = tuple[int, np.ndarray]

UseFrame = Callable[[int, np.ndarray | None], None]
IsIndex = Callable[[int], bool]


@dataclass
class FramePassStats:
    """What a pass over the frames gave."""

    frame_count: int = 0
    width: int = 0
    height: int = 0
    broken_count: int = 0
    longest_gap_s: float = 0.0
    """For how long no new frame came."""
    source_count: int = 0
    """Frames that were decoded."""
    dropped_count: int = 0
    """Frames left out beyond what the change of the frame rate explains."""
    doubled_count: int = 0
    """Frames that repeat the one before, beyond what the change of the frame rate explains."""
    corrected_count: int = 0
    """Frames whose timestamps were wrong."""
    seconds: float = 0.0
    decode_s: float = 0.0
    """Time in the decoder's thread, waiting left out."""
    write_s: float = 0.0
    """Time in the writers' threads, waiting left out, of all together."""
    checksums: dict[int, int] = field(default_factory=dict)
    """Number -> CRC-32 of each frame that was written."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, name: str, seconds: float) -> None:
        with self._lock:
            setattr(self, name, getattr(self, name) + seconds)


@dataclass(frozen=True)
class FramePass:
    """One pass over a video, or over a folder of frames."""

    source: Path
    """A video, or a clip's ``full_body_img``, whose frames are taken one for one."""
    fps: float
    """Rate to decode at."""
    write_dir: Path | None
    """Where to write the frames; None: nowhere."""
    suffix: str = ".png"
    """``.png`` or ``.jpg``."""
    is_kept: IsIndex | None = None
    """Whether the frame of an index is there already and stays as it is; None: none."""
    use_frame: UseFrame | None = None
    """Called in the calling thread with each index and uint8 (H, W, 3) BGR frame, in order; with
    None in place of a frame that is neither written nor used."""
    is_used: IsIndex | None = None
    """Whether ``use_frame`` needs the frame of an index; None: all are."""
    on_frame: Callable[[int], None] | None = None
    """Called in the calling thread after each; may raise to stop."""
    queue_frames: int = QUEUE_MIN_FRAMES
    """How many frames may wait between two threads."""
    hardware: HWAccel | None = None
    """What decodes a video; None: the processor."""

    def run(self, stats: FramePassStats) -> None:
        """Go over all frames; ``stats`` are updated on the way.

        Raises:
            MediaError, StorageError: of decoding and writing; and what the callbacks raise. Frames
                written so far are whole.
        """
        began_s = time.perf_counter()
        with contextlib.ExitStack() as stack:
            pool = None
            if self.write_dir is not None:
                with storage_errors(self.write_dir):
                    self.write_dir.mkdir(parents=True, exist_ok=True)
                writers = _writers(self.write_dir, self.suffix, stats, self.queue_frames)
                pool = stack.enter_context(writers)
            decoded = _decoded(self._images(stats), pool, self._is_written, stats)
            frames = stack.enter_context(Prefetcher(decoded, self.queue_frames, name="decode"))
            for index, image in frames:
                if self.use_frame is not None:
                    self.use_frame(index, image)
                if self.on_frame is not None:
                    self.on_frame(index + 1)
        stats.seconds = time.perf_counter() - began_s

    def _images(self, stats: FramePassStats) -> Generator[np.ndarray | None]:
        if self.source.is_dir():
            return _folder_frames(self.source, self._is_wanted)
        return _video_frames(self.source, self.fps, stats, self._is_wanted, self.hardware)

    def _is_written(self, index: int) -> bool:
        is_kept = self.is_kept is not None and self.is_kept(index)
        return self.write_dir is not None and not is_kept

    def _is_wanted(self, index: int) -> bool:
        is_used = self.use_frame is not None and (self.is_used is None or self.is_used(index))
        return is_used or self._is_written(index)


def _decoded(
    images: Generator[np.ndarray | None],
    writers: WorkerPool[NumberedFrame] | None,
    is_written: IsIndex,
    stats: FramePassStats,
) -> Iterator[tuple[int, np.ndarray | None]]:
    """Index and image of each frame; those that are written go to the writers at once."""
    with contextlib.closing(images):
        for index in itertools.count():
            began_s = time.perf_counter()
            image = next(images, END)
            stats.decode_s += time.perf_counter() - began_s
            if image is END:
                return
            stats.frame_count = index + 1
            if image is not None:
                stats.height, stats.width = image.shape[:2]
                if writers is not None and is_written(index):
                    writers.put((index, image))
            yield index, image


def _writers(
    folder: Path, suffix: str, stats: FramePassStats, queue_frames: int
) -> WorkerPool[NumberedFrame]:
    """Threads that write frames as ``folder/<number><suffix>``."""

    def write(frame: NumberedFrame) -> None:
        index, image = frame
        began_s = time.perf_counter()
        stats.checksums[index] = _write_image(folder / frame_name(index, suffix), image)
        stats.add("write_s", time.perf_counter() - began_s)

    return WorkerPool(write, min(MAX_WRITERS, os.cpu_count() or 1), queue_frames, name="write")


def _write_image(path: Path, image: np.ndarray) -> int:
    """Write an image to a temporary file and rename it; returns its CRC-32."""
    data = encode_image(image, path.suffix)
    partial = path.with_suffix(".partial")
    with storage_errors(path):
        try:
            partial.write_bytes(data)
            replace(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    return checksum(data)


def _video_frames(
    source: Path,
    fps: float,
    stats: FramePassStats,
    is_wanted: IsIndex,
    hardware: HWAccel | None,
) -> Generator[np.ndarray | None]:
    with VideoFrames(source, fps, is_wanted, hardware) as frames:
        yield from frames
        stats.broken_count = frames.broken_count
        stats.longest_gap_s = frames.longest_gap_s
        stats.source_count = frames.source_count
        stats.corrected_count = frames.corrected_count
        stats.dropped_count, stats.doubled_count = frames.dropped_and_doubled()


def _folder_frames(folder: Path, is_wanted: IsIndex) -> Generator[np.ndarray | None]:
    for index, path in enumerate(Clip(folder.parent).frame_files().values()):
        yield read_image(path) if is_wanted(index) else None


def queue_frames_for(width: int, height: int) -> int:
    """Number of frames of a size may wait between two threads."""
    return max(QUEUE_MIN_FRAMES, min(QUEUE_MAX_FRAMES, QUEUE_BYTES // max(3 * width * height, 1)))


@contextlib.contextmanager
def one_opencv_thread() -> Iterator[None]:
    """OpenCV's own threads would only fight with ours over the cores."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
