"""The renders of a project: waiting, running, failed, and those that gave a video."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from synctalk_engine.protocol.events import ErrorEvent, ResultEvent, RunState, parse_event
from synctalk_engine.protocol.results import DemoResult, RenderResult, read_result
from synctalk_engine.protocol.run_spec import RunSpec
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, lines_backwards
from synctalk_engine.workspace.video_bin import video_path
from synctalk_gui.item_models.contact_sheet import read_sheet
from synctalk_gui.item_models.project_info import (
    HIDDEN_RENDERS,
    ProjectInfo,
    RunSummary,
    read_notes,
    write_notes,
)

THUMBNAIL_NAME = "thumbnail.jpg"
"""In a render's run folder; older programs wrote none."""
THUMBNAIL_WIDTH_PX, THUMBNAIL_HEIGHT_PX = 80, 50
_SHARPNESS = 3
"""Thumbnails are read this many times larger, for scaled screens."""
_USUAL_FPS = 25.0
_MAX_FAILED = 20
_KINDS = ("render", "demo")
EndEventT = TypeVar("EndEventT", ErrorEvent, ResultEvent)


class RenderState(StrEnum):
    """How far a render is."""

    QUEUED = "queued"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True)
class RenderEntry:
    """One render of a project."""

    key: str
    """Id of its run, or of its place in the queue."""
    state: RenderState
    audio: Path | None = None
    """None for the sample clip."""
    ended: float = 0.0
    """Unix time in seconds; when it was started, if it has not ended."""
    run: RunFolder | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    video: Path | None = None
    duration_s: float | None = None
    frames: int = 0
    seconds: float | None = None
    """How long rendering took."""
    epoch: int | None = None
    """Of the checkpoint; None if it is not recorded."""
    is_best_chosen: bool = True
    """Whether the best checkpoint was asked for, not a certain one."""
    contact_sheet: Path | None = None
    thumbnail: QImage | None = None
    problem: ErrorEvent | None = None
    fraction_done: float | None = None
    """Of a running one, 0..1."""

    @property
    def title(self) -> str:
        """The name of the video, else that of the audio."""
        shown = self.video or self.audio
        return "" if shown is None else shown.name


def read_entries(
    workspace: Workspace, info: ProjectInfo, known: Mapping[str, RenderEntry]
) -> list[RenderEntry]:
    """Returns the renders that have ended, the newest first; may block.

    A render that failed is left out once the same audio was rendered again.

    Args:
        known: key -> entry that was read before.
    """
    fps = info.record.get("fps")
    usual_fps = float(fps) if isinstance(fps, (int, float)) and fps > 0 else _USUAL_FPS
    entries: list[RenderEntry] = []
    videos: set[Path] = set()
    audios: set[Path] = set()
    failed = 0
    for summary in reversed([run for run in info.runs if run.kind in _KINDS]):
        entry = known.get(summary.run.run_id)
        if entry is None or (entry.state == RenderState.DONE) != (summary.status == RunState.DONE):
            entry = _read(workspace, summary, usual_fps)  # what looked lost may have ended well
        if entry is None:
            continue
        entry = _located(workspace, entry)
        is_superseded = entry.audio in audios if entry.video is None else entry.video in videos
        if entry.audio is not None:
            audios.add(entry.audio)
        if summary.is_hidden:
            continue
        if is_superseded or (entry.video is not None and not entry.video.exists()):
            continue
        if entry.state == RenderState.FAILED:
            failed += 1
            if failed > _MAX_FAILED:
                continue
        elif entry.video is not None:
            videos.add(entry.video)
        entries.append(entry)
    return entries


def hide_entry(workspace: Workspace, name: str, key: str) -> None:
    """Leave a failed render out of its project's list from now on; may block."""
    hidden = read_notes(workspace, name).get(HIDDEN_RENDERS) or []
    write_notes(workspace, name, **{HIDDEN_RENDERS: [*hidden, key]})


def _located(workspace: Workspace, entry: RenderEntry) -> RenderEntry:
    """Returns an entry with the place that its video has now."""
    if entry.video is None or entry.run is None:
        return entry
    video = video_path(workspace, entry.run, str(entry.video))
    return entry if video == entry.video else replace(entry, video=video)


def _read(workspace: Workspace, summary: RunSummary, fps: float) -> RenderEntry | None:
    spec = summary.run.read_spec()
    if spec is None:
        return None
    if summary.status in (RunState.FAILED, RunState.LOST) and spec.kind == "render":
        problem = _last_event(summary.run, ErrorEvent)
        return RenderEntry(
            summary.run.run_id,
            RenderState.FAILED,
            audio_of(workspace, spec.options),
            spec.created if problem is None else problem.t,
            summary.run,
            spec.options,
            problem=problem,
        )
    result = _last_event(summary.run, ResultEvent) if summary.status == RunState.DONE else None
    return None if result is None else _finished(workspace, summary.run, spec, result, fps)


def _finished(
    workspace: Workspace, run: RunFolder, spec: RunSpec, event: ResultEvent, fps: float
) -> RenderEntry | None:
    result = read_result(spec.kind, event)
    if isinstance(result, DemoResult):
        result = RenderResult(output=result.video, contact_sheet=result.contact_sheet)
    if not isinstance(result, RenderResult) or not result.output:
        return None
    sheet = workspace.resolve(result.contact_sheet) if result.contact_sheet else None
    return RenderEntry(
        run.run_id,
        RenderState.DONE,
        audio_of(workspace, spec.options),
        event.t,
        run,
        spec.options,
        video=workspace.resolve(result.output),
        duration_s=result.frames / (result.fps or fps) if result.frames else None,
        frames=result.frames,
        seconds=result.seconds,
        epoch=epoch_of(result.checkpoint or spec.options.get("checkpoint")),
        is_best_chosen=not spec.options.get("checkpoint"),
        contact_sheet=sheet,
        thumbnail=_read_thumbnail(run.path / THUMBNAIL_NAME, sheet, result),
    )


def audio_of(workspace: Workspace, options: Mapping[str, Any]) -> Path | None:
    """Returns the audio that a render is or was made for."""
    audio = options.get("audio_path")
    return workspace.resolve(audio) if isinstance(audio, str) and audio else None


def epoch_of(checkpoint: object) -> int | None:
    """Returns the epoch that a checkpoint's name says."""
    stem = Path(checkpoint).stem if isinstance(checkpoint, str) else ""
    return int(stem) if stem.isdecimal() else None


def _last_event(run: RunFolder, kind: type[EndEventT]) -> EndEventT | None:
    """Returns a run's last event of a kind."""
    marker = kind.model_fields["type"].default.encode()
    for line in lines_backwards(run.events_path):
        event = parse_event(line) if marker in line else None
        if isinstance(event, kind):
            return event
    return None


def _read_thumbnail(path: Path, sheet: Path | None, result: RenderResult) -> QImage | None:
    """Returns the thumbnail, or a frame of the contact sheet, or None."""
    image = _read_small(path) if path.is_file() else QImage()
    if image.isNull() and sheet is not None and sheet.is_file():
        frames = read_sheet(sheet, result.frames or 0)
        image = _scaled(frames[0]) if frames else QImage()
    return None if image.isNull() else image


def _read_small(path: Path) -> QImage:
    reader = QImageReader(str(path))
    if reader.size().isValid():
        reader.setScaledSize(_thumbnail_size(reader.size()))
    return reader.read()


def _scaled(image: QImage) -> QImage:
    if image.isNull():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(_thumbnail_size(image.size()), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def _thumbnail_size(size: QSize) -> QSize:
    room = QSize(THUMBNAIL_WIDTH_PX * _SHARPNESS, THUMBNAIL_HEIGHT_PX * _SHARPNESS)
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
