"""Which speeches a render is given, and what happens to the others where one fails."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import (
    AssetError,
    CheckpointError,
    DatasetError,
    DeviceError,
    MediaError,
    OptionError,
    StorageError,
    SynctalkError,
)
from synctalk_engine.job import Job
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, write_wav
from synctalk_engine.media.video_codecs import CONTAINERS
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.results import result_of
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import AUDIO_SUFFIXES, VIDEO_SUFFIXES, Workspace

SPEECH_SUFFIXES = frozenset((*AUDIO_SUFFIXES, *VIDEO_SUFFIXES))
NAMES_IN_ERROR = 10
_CONCERNS_ALL = (AssetError, CheckpointError, DatasetError, DeviceError, OptionError)
"""Errors that every further speech would have too."""

logger = logging.getLogger(__name__)


def speech_paths(options: RenderOptions, workspace: Workspace) -> list[Path]:
    """The speeches in the order given; of a folder those in it, in alphabetical order.

    Raises:
        MediaError: ``speech_folder_empty``.
        StorageError: a folder that cannot be read.
    """
    paths = []
    for given in (options.audio_path, *options.more_audio):
        path = workspace.resolve(given)
        paths += _speeches_in(path) if path.is_dir() else [path]
    return paths


@contextlib.contextmanager
def idle_audio(folder: Path, duration_s: float) -> Iterator[Path]:
    """A file of silence, ``idle.wav``, for as long as it is needed.

    Raises:
        StorageError: disk full, no permission.
    """
    path = folder / "idle.wav"
    write_wav(path, np.zeros(max(1, round(duration_s * SAMPLE_RATE_HZ)), np.int16))
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _speeches_in(folder: Path) -> list[Path]:
    with storage_errors(folder):
        children = [path for path in folder.iterdir() if path.is_file()]
    found = [path for path in children if path.suffix.lower() in SPEECH_SUFFIXES]
    if not found:
        raise MediaError("speech_folder_empty", path=folder)
    return sorted(found, key=lambda path: path.name.casefold())


def require_folder(workspace: Workspace, output_path: str | None) -> None:
    """Make the folder that several videos go to, if one was given.

    Raises:
        StorageError: ``path_unusable`` where it is the name of a video.
    """
    if output_path is None:
        return
    folder = workspace.resolve(output_path)
    suffixes = {container.suffix for container in CONTAINERS.values()}
    if folder.is_file() or folder.suffix.lower() in suffixes:
        reason = "several speeches need a folder for their videos"
        raise StorageError("path_unusable", path=folder, reason=reason)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def render_each(
    paths: list[Path], render_one: Callable[[Path, int], dict[str, Any]], job: Job
) -> dict[str, Any]:
    """Render every speech; one that cannot be used does not stop the rest.

    Args:
        render_one: renders a speech, given its number from 0; returns the fields of its result.
    Returns:
        The fields of the first result, the sums of ``frames`` and ``seconds``, and ``videos``, the
        fields of each.
    Raises:
        MediaError: ``speeches_failed`` after the last one, if any failed.
        SynctalkError: an error that every speech would have.
        JobStopped: finished videos are kept.
    """
    videos: list[dict[str, Any]] = []
    failed: list[str] = []
    for number, path in enumerate(paths):
        job.log("speech_started", path=path, number=number + 1, total=len(paths))
        try:
            videos.append(render_one(path, number))
            job.drop("render_stopped")
            job.keeps("videos_finished", count=len(videos))
        except _CONCERNS_ALL:
            raise
        except SynctalkError as error:
            logger.info("%s failed with %s", path, error.code, exc_info=True)
            job.warning("speech_failed", path=path, reason=f"{error.message} {error.hint}".strip())
            failed.append(path.name)
    result = _together(videos)
    if failed:
        if videos:
            job.result(result_of("render", result))
        names = ", ".join(failed[:NAMES_IN_ERROR]) + (" …" if len(failed) > NAMES_IN_ERROR else "")
        raise MediaError("speeches_failed", failed=len(failed), total=len(paths), names=names)
    return result


def _together(videos: list[dict[str, Any]]) -> dict[str, Any]:
    if not videos:
        return {}
    sums = {name: round(sum(video[name] for video in videos), 2) for name in ("frames", "seconds")}
    return {**videos[0], **sums, "videos": videos}
