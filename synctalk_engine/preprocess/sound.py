"""The sound of a clip and its features, made in a thread beside the pictures."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from synctalk_engine.features.extract import Assets, extract
from synctalk_engine.media.audio import SoundLevels, extract_wav
from synctalk_engine.protocol.run_spec import FeatureKind
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.clip import Clip

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SoundTask:
    """What is to be made of a video's sound."""

    clip: Clip
    video_path: Path
    start_s: float
    """Time of the first picture on the video's clock."""
    frame_count: int
    fps: float
    shift_s: float
    """The sound is moved earlier by this much."""
    make_wav: bool
    kinds: tuple[FeatureKind, ...]
    device: str = "cpu"
    threads: int = 1
    """Of onnxruntime: the pictures need the other cores, and it waits by spinning."""


@dataclass
class SoundFigures:
    """What was made."""

    levels: SoundLevels | None = None
    rows: dict[str, int] = field(default_factory=dict)
    audio_s: float = 0.0
    features_s: float = 0.0


def make_sound(
    task: SoundTask, assets: Assets | None = None, poll: Callable[[], object] | None = None
) -> SoundFigures:
    """Write ``aud.wav`` and ``aud_<kind>.npy`` as the task says; each is whole or not there.

    Raises:
        MediaError, AssetError, StorageError: of reading, of weights, of writing.
    """
    figures = SoundFigures()
    began_s = time.perf_counter()
    if task.make_wav:
        figures.levels = extract_wav(
            task.video_path,
            task.clip.audio_path,
            start_s=task.start_s,
            duration_s=task.frame_count / task.fps,
            shift_s=task.shift_s,
            on_block=None if poll is None else lambda _samples: poll(),
        )
        figures.audio_s = time.perf_counter() - began_s
    began_s = time.perf_counter()
    for kind in task.kinds:
        rows = extract(
            kind,
            task.clip.audio_path,
            task.frame_count,
            task.fps,
            assets,
            device=task.device,
            threads=task.threads,
            poll=poll,
        )
        save_features(task.clip.path / f"aud_{kind}.npy", rows)
        figures.rows[kind] = len(rows)
    figures.features_s = time.perf_counter() - began_s
    return figures


def save_features(path: Path, rows: np.ndarray) -> None:
    """Write float32 rows as .npy, whole or not at all."""
    with atomic_file(path) as file:
        np.save(file, rows, allow_pickle=False)


class SoundThread:
    """:func:`make_sound` beside other work."""

    def __init__(self, task: SoundTask, assets: Assets | None) -> None:
        self.task = task
        self._assets = assets
        self._stop = threading.Event()
        self._future: Future[SoundFigures] = Future()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    def result(self, poll: Callable[[], object]) -> SoundFigures:
        """What was made, when it is; raises what went wrong, or what ``poll`` raises."""
        while self._thread.is_alive():
            self._thread.join(0.05)
            poll()
        return self._future.result()

    def failed(self) -> bool:
        """Whether it has ended with an error already."""
        return self._future.done() and self._future.exception() is not None

    def stop(self) -> None:
        """Give up and wait for the end of the thread."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._future.set_result(make_sound(self.task, self._assets, self._check))
        except BaseException as error:
            self._future.set_exception(error)

    def _check(self) -> None:
        if self._stop.is_set():
            raise InterruptedError
