"""Makes the audio of a clip and its features in a thread, while the frames are made."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

from synctalk_engine.features.extract import Assets, extract_blocks
from synctalk_engine.features.mel import import_librosa
from synctalk_engine.media.audio import extract_wav
from synctalk_engine.media.audio_levels import AudioLevels
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.clip import Clip

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class AudioTask:
    """What is to be made of a video's audio."""

    clip: Clip
    video_path: Path
    start_s: float
    """Time of the first frame on the video's clock."""
    frame_count: int
    fps: float
    shift_s: float
    """The audio is moved earlier by this much."""
    make_wav: bool
    kinds: tuple[FeatureKind, ...]
    device: str = "cpu"
    threads: int = 1
    """Of onnxruntime: the frames need the other cores, and it waits by spinning."""


@dataclass
class AudioResult:
    """What was made."""

    levels: AudioLevels | None = None
    rows: dict[str, int] = field(default_factory=dict)
    audio_s: float = 0.0
    features_s: float = 0.0
    on_cpu: dict[str, str] = field(default_factory=dict)
    """Kinds of features that the task's device failed to make, and why; the CPU made them."""


def make_audio(
    task: AudioTask, assets: Assets | None = None, poll: Callable[[], object] | None = None
) -> AudioResult:
    """Write ``aud.wav`` and ``aud_<kind>.npy`` as the task says; each is complete or missing.

    Raises:
        MediaError, AssetError, StorageError: of reading, of weights, of writing.
    """
    result = AudioResult()
    began_s = time.perf_counter()
    if task.make_wav:
        result.levels = extract_wav(
            task.video_path,
            task.clip.audio_path,
            start_s=task.start_s,
            duration_s=task.frame_count / task.fps,
            shift_s=task.shift_s,
            on_block=None if poll is None else lambda _samples: poll(),
        )
        result.audio_s = time.perf_counter() - began_s
    began_s = time.perf_counter()
    for kind in task.kinds:
        try:
            result.rows[kind] = _make_features(task, kind, task.device, assets, poll)
        except (RuntimeError, NotImplementedError) as error:  # out of memory, or not built for it
            if task.device == "cpu":
                raise
            logger.warning("%s features on %s failed", kind, task.device, exc_info=True)
            result.on_cpu[kind] = (str(error).strip().splitlines() or [repr(error)])[0].rstrip(".")
            result.rows[kind] = _make_features(task, kind, "cpu", assets, poll)
    result.features_s = time.perf_counter() - began_s
    return result


def _make_features(
    task: AudioTask,
    kind: FeatureKind,
    device: str,
    assets: Assets | None,
    poll: Callable[[], object] | None,
) -> int:
    """Write ``aud_<kind>.npy``; says how many rows it has."""
    blocks = extract_blocks(
        *(kind, task.clip.audio_path, task.frame_count, task.fps, assets),
        **{"device": device, "threads": task.threads, "poll": poll},
    )
    return save_features(task.clip.path / f"aud_{kind}.npy", blocks)


def save_features(path: Path, blocks: Iterable[np.ndarray]) -> int:
    """Write blocks of float32 rows as one .npy, atomically; says how many rows.

    The bytes are those of ``np.save``, which would want all rows at once, and whose error on a full
    disk has no number.
    """
    row_count, row_shape = 0, ()
    with atomic_file(path) as file:
        for block in blocks:
            if not row_count:
                row_shape = block.shape[1:]
                _write_npy_header(file, (len(block), *row_shape))
            row_count += len(block)
            file.write(np.ascontiguousarray(block, np.float32).data)
        file.seek(0)
        _write_npy_header(file, (row_count, *row_shape))
    return row_count


def _write_npy_header(file: BinaryIO, shape: tuple[int, ...]) -> None:
    """Of the same length for any number of rows: numpy leaves room for it to grow."""
    header = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)


class AudioThread:
    """:func:`make_audio` beside other work."""

    def __init__(self, task: AudioTask, assets: Assets | None) -> None:
        self.task = task
        self._assets = assets
        self._stop = threading.Event()
        self._future: Future[AudioResult] = Future()
        import_librosa()
        self._thread = threading.Thread(target=self._run, name="audio", daemon=True)
        self._thread.start()

    def result(self, poll: Callable[[], object]) -> AudioResult:
        """Wait for the result; raises what went wrong, or what ``poll`` raises."""
        while self._thread.is_alive():
            self._thread.join(0.05)
            poll()
        return self._future.result()

    def failed(self) -> bool:
        """Whether it has already ended with an error."""
        return self._future.done() and self._future.exception() is not None

    def stop(self) -> None:
        """Cancel, and wait for the end of the thread."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._future.set_result(make_audio(self.task, self._assets, self._check))
        except BaseException as error:
            self._future.set_exception(error)

    def _check(self) -> None:
        if self._stop.is_set():
            raise InterruptedError
