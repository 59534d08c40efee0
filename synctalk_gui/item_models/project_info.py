"""Reads a project's state from disk. Everything here may block: call it in a thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.verdict import Verdict, verdict_of
from synctalk_engine.workspace.atomic import read_json, write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs

if TYPE_CHECKING:
    from synctalk_engine.workspace.clip import Clip
    from synctalk_engine.workspace.consent import ConsentNote

NOTES_NAME = ".studio.json"
"""File in a project's folder with what the window saves about it."""

FACES_DIR_NAME = ".studio_faces"
"""In a project's folder: images of the people in its video."""
POSTER_NAME = "poster.jpg"
"""In the folder ``FACES_DIR_NAME``."""
HIDDEN_RENDERS = "hidden_renders"
"""Among a project's notes: ids of failed runs that the user removed from the list of renders."""
_notes_lock = threading.Lock()
_FIRST_FRAMES = ("000000.png", "000000.jpg", "0.jpg", "0.png")


class Stage(StrEnum):
    """The stages of a project."""

    EMPTY = "empty"
    IMPORTED = "imported"
    PREPROCESSED = "preprocessed"
    TRAINED = "trained"


class Step(StrEnum):
    """The pages of a project, in the order of the work."""

    PREPROCESS = "preprocess"
    TRAIN = "train"
    PREVIEW = "preview"
    RENDER = "render"


@dataclass(frozen=True)
class RunSummary:
    """One run as stored on disk."""

    run: RunFolder
    kind: str
    status: RunState
    created: float
    changed: float = 0.0
    """Unix time in seconds of its last event; a run that was resumed is later than its id says."""
    is_hidden: bool = False
    """Whether the user removed it from the list of renders."""


@dataclass(frozen=True)
class ProjectInfo:
    """One project as stored on disk."""

    name: str
    stage: Stage = Stage.EMPTY
    frame_count: int = 0
    feature_kinds: tuple[str, ...] = ()
    epochs: tuple[int, ...] = ()
    """Epochs of the model's checkpoints."""
    unsaved_epoch: int | None = None
    """Of a model that has no checkpoint yet: the epoch of the weights in its run's folder."""
    source_video: Path | None = None
    first_frame: Path | None = None
    last_activity: float = 0.0
    """Unix time in seconds."""
    warnings: tuple[dict[str, Any], ...] = ()
    """``{"code", "params"}`` of each preprocessing warning."""
    check: dict[str, Any] | None = None
    """The report of the video check (``doctor``)."""
    face: str | None = None
    """The chosen person, as the preprocessing option ``face``."""
    poster: Path | None = None
    """A frame of the video as a small image, made on import."""
    poster_s: float = 0.0
    """Time of that frame in the video."""
    speeches: tuple[Path, ...] = ()
    """Audio files that were dropped for this project: what its avatar is to say."""
    metrics: dict[str, float] = field(default_factory=dict)
    """Of the best checkpoint on the validation frames; empty where they are unknown."""
    device: str = "auto"
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Kind of job -> what its form was set to; see ``saved_options.py``."""
    runs: tuple[RunSummary, ...] = ()
    """Newest last."""
    record: dict[str, Any] = field(default_factory=dict)
    """``prepare.json``."""
    consent: ConsentNote | None = None
    """Who agreed to being rendered."""

    @property
    def is_preprocessed(self) -> bool:
        """Whether the video was preprocessed, so that a model can be trained."""
        return self.stage in (Stage.PREPROCESSED, Stage.TRAINED)

    @property
    def has_model(self) -> bool:
        """Whether there are weights to render with."""
        return self.last_epoch is not None

    @property
    def last_epoch(self) -> int | None:
        """The latest epoch that has weights."""
        return self.epochs[-1] if self.epochs else self.unsaved_epoch

    @property
    def verdict(self) -> Verdict | None:
        """What the best checkpoint is good for; None without a model."""
        return verdict_of(self.metrics) if self.has_model else None

    def last_run(self, *kinds: str) -> RunSummary | None:
        """Returns the latest run of one of these kinds."""
        return next((run for run in reversed(self.runs) if run.kind in kinds), None)

    @property
    def latest_run(self) -> RunSummary | None:
        """The run that was worked on last, unless the user removed it."""
        shown = [run for run in self.runs if not run.is_hidden]
        return max(shown, key=lambda run: (run.changed, run.run.run_id), default=None)


def read_project(workspace: Workspace, name: str) -> ProjectInfo:
    """Returns the state of one project; damaged files count as missing."""
    # these import numpy: in the first reading thread, not while the window is created
    from synctalk_engine.workspace.clip import Clip
    from synctalk_engine.workspace.consent import consent_in
    from synctalk_engine.workspace.state import checkpoint_epochs, read_state

    clip = Clip(workspace.clip_dir(name))
    notes = read_notes(workspace, name)
    model_dir = workspace.model_dir(name)
    state = read_state(clip.path, model_dir, workspace.syncnet_dir(name))
    epochs = checkpoint_epochs(model_dir)
    unsaved = None if epochs else _unsaved_epoch(workspace, state["main_training"])
    preprocessing = state["preprocessing"]
    record = clip.record()
    runs = _run_summaries(workspace, name, notes)
    source_path = _source_path(workspace, name, notes, record)
    poster, poster_s = _poster(clip.path, notes, source_path)
    return ProjectInfo(
        name=name,
        stage=_stage(
            bool(preprocessing.get("completed")),
            bool(epochs) or unsaved is not None,
            source_path is not None,
        ),
        frame_count=int(preprocessing.get("frame_count") or 0),
        feature_kinds=tuple(clip.feature_kinds()),
        epochs=tuple(epochs),
        unsaved_epoch=unsaved,
        source_video=source_path,
        first_frame=_first_frame(clip) or poster,
        poster=poster,
        poster_s=poster_s,
        last_activity=_last_activity(workspace, name, runs),
        warnings=tuple(w for w in record.get("warnings", []) if isinstance(w, dict)),
        check=notes.get("check") if isinstance(notes.get("check"), dict) else None,
        face=notes.get("face") if isinstance(notes.get("face"), str) else None,
        speeches=_speeches(notes),
        metrics=_best_metrics(workspace, name, state["main_training"]),
        device=str(notes.get("device", "auto")),
        options=_options(notes),
        runs=tuple(runs),
        record=record,
        consent=consent_in(state),
    )


def read_metrics(workspace: Workspace, name: str) -> dict[str, float]:
    """Returns the metrics of a project's best checkpoint; empty where they are unknown."""
    from synctalk_engine.workspace.state import read_state

    state = read_state(workspace.clip_dir(name), workspace.model_dir(name))
    return _best_metrics(workspace, name, state["main_training"])


def _best_metrics(workspace: Workspace, name: str, training: dict[str, Any]) -> dict[str, float]:
    from synctalk_engine.workspace.state import recorded_best

    best = recorded_best(training, workspace.relative(workspace.model_dir(name)))
    figures = best.get("figures")
    items = figures.items() if isinstance(figures, dict) else ()
    return {key: float(value) for key, value in items if isinstance(value, (int, float))}


def _unsaved_epoch(workspace: Workspace, training: dict[str, Any]) -> int | None:
    """Returns the epoch of a training without a checkpoint; None if it has no weights."""
    paths = (training.get("best_checkpoint"), training.get("latest_weights"))
    if not any(isinstance(path, str) and workspace.resolve(path).is_file() for path in paths):
        return None
    return max(int(training.get("epochs") or 0) - 1, 0)


def read_notes(workspace: Workspace, name: str) -> dict[str, Any]:
    """Returns what the window saved about a project."""
    data = read_json(workspace.clip_dir(name) / NOTES_NAME)
    return data if isinstance(data, dict) else {}


def write_notes(workspace: Workspace, name: str, **changes: Any) -> None:
    """Save more about a project."""
    with _notes_lock:
        notes = {**read_notes(workspace, name), **changes}
        write_json(workspace.clip_dir(name) / NOTES_NAME, notes)


def _poster(
    folder: Path, notes: dict[str, Any], source_path: Path | None
) -> tuple[Path | None, float]:
    """Returns the poster of the video and its time in seconds; None if it is another video's."""
    path, noted = folder / FACES_DIR_NAME / POSTER_NAME, notes.get("poster")
    poster = noted if isinstance(noted, dict) else {}
    if poster.get("video") != str(source_path) or not path.is_file():
        return None, 0.0
    time_s = poster.get("time_s")
    return path, float(time_s) if isinstance(time_s, (int, float)) else 0.0


def _speeches(notes: dict[str, Any]) -> tuple[Path, ...]:
    paths = notes.get("speeches")
    return tuple(Path(p) for p in paths if isinstance(p, str)) if isinstance(paths, list) else ()


def _options(notes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    saved = notes.get("options")
    if not isinstance(saved, dict):
        return {}
    return {kind: values for kind, values in saved.items() if isinstance(values, dict)}


def _source_path(
    workspace: Workspace, name: str, notes: dict[str, Any], record: dict[str, Any]
) -> Path | None:
    recorded = record.get("source")
    known = recorded.get("path") if isinstance(recorded, dict) else None
    source = notes.get("source_video") or known
    return Path(source) if isinstance(source, str) else workspace.source_video(name)


def _stage(is_preprocessed: bool, has_model: bool, has_source: bool) -> Stage:
    if has_model:
        return Stage.TRAINED
    if is_preprocessed:
        return Stage.PREPROCESSED
    return Stage.IMPORTED if has_source else Stage.EMPTY


def _first_frame(clip: Clip) -> Path | None:
    candidates = (clip.frames_dir / name for name in _FIRST_FRAMES)
    return next((path for path in candidates if path.is_file()), None)


def _run_summaries(workspace: Workspace, name: str, notes: dict[str, Any]) -> list[RunSummary]:
    hidden = notes.get(HIDDEN_RENDERS)
    hidden_ids = hidden if isinstance(hidden, list) else []
    summaries = []
    for run in list_runs(workspace, name):
        spec = run.read_spec()
        if spec is not None:
            changed = _modified(run.events_path) or spec.created
            is_hidden = run.run_id in hidden_ids
            status = run.status()
            summary = RunSummary(run, spec.kind, status, spec.created, changed, is_hidden)
            summaries.append(summary)
    return summaries


def _last_activity(workspace: Workspace, name: str, runs: list[RunSummary]) -> float:
    folders = (workspace.clip_dir(name), workspace.model_dir(name))
    moments = [*map(_modified, folders), *(run.changed for run in runs)]
    return max(moments, default=0.0)


def _modified(path: Path) -> float:
    """Returns when a file was last written, as a Unix time in seconds; 0 if there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
