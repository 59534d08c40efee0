"""What is known of a run from its events, added up: state, progress, figures, log."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from synctalk_engine.protocol.events import Event, ProgressEvent

MAX_LOG_LINES = 5000
RENDER_STAGE = "render"
TURN_CODES = frozenset({"detail_begins"})
"""Log lines with the step from which on the losses mean something else."""


@dataclass
class Curve:
    """One line of the chart; both arrays have one length and steps rise."""

    steps: array = field(default_factory=lambda: array("d"))
    values: array = field(default_factory=lambda: array("d"))


@dataclass(frozen=True)
class LogLine:
    """A line for people; ``level`` is ``info | warning | error``."""

    t: float
    level: str
    code: str
    params: dict[str, Any]
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """``path`` is relative to the workspace."""

    path: str
    step: int
    epoch: int
    best: bool
    figures: dict[str, float]
    stage: str = ""


@dataclass(frozen=True)
class Sample:
    """``path`` is relative to the run's folder."""

    path: str
    step: int
    epoch: int
    count: int


@dataclass(frozen=True)
class Problem:
    """Why a run failed."""

    code: str
    params: dict[str, Any]
    message: str
    hint: str


class RunRecord:
    """Adds up a run's events; knows nothing of Qt.

    Figures of the generator and of the SyncNet are kept apart: ``losses[stage][name]``.
    """

    def __init__(self) -> None:
        self.state = "starting"
        self.stage = ""
        self.stages_seen: list[str] = []
        self.stage_seconds: dict[str, float] = {}
        self.progress: ProgressEvent | None = None
        self.losses: dict[str, dict[str, Curve]] = {}
        self.held_out: dict[str, dict[str, Curve]] = {}
        self.latest_held_out: dict[str, float] = {}
        self.epoch_starts: dict[str, list[tuple[int, int]]] = {}
        """stage -> (first step, epoch)"""
        self.phase_changes: dict[str, dict[int, str]] = {}
        """stage -> {step: one of ``TURN_CODES``}"""
        self.step = 0
        self.epoch = 0
        self.images_per_s: float | None = None
        self.checkpoints: list[Checkpoint] = []
        self.samples: list[Sample] = []
        self.newest_picture = ""
        """Of a video that is being rendered; relative to the run's folder."""
        self.log: list[LogLine] = []
        self.lines_added = 0
        """How many lines there ever were; ``log`` holds the newest of them."""
        self.warnings: list[LogLine] = []
        self.problem: Problem | None = None
        self.result: dict[str, Any] | None = None
        self.rss_mb: float | None = None
        self.gpu_mb: float | None = None
        self.gpu_total_mb: float | None = None
        self.began_t: float | None = None
        self.latest_t: float | None = None
        self.last_seq = -1

    @property
    def fraction_done(self) -> float | None:
        """0..1 of the stage at work; None while its end is not known."""
        if self.progress is None or not self.progress.total:
            return None
        return min(1.0, max(0.0, self.progress.done / self.progress.total))

    @property
    def best_checkpoint(self) -> Checkpoint | None:
        """The model's last one that was the best when it was saved; not the SyncNet's."""
        points = (point for point in reversed(self.checkpoints) if point.stage != "syncnet")
        return next((point for point in points if point.best), None)

    def apply(self, events: Sequence[Event]) -> None:
        """Add events, in order; one that was added before is left out."""
        for event in events:
            if event.seq <= self.last_seq:
                continue
            self.last_seq = event.seq
            self.latest_t = event.t
            if self.began_t is None:
                self.began_t = event.t
            if event.stage and event.stage != self.stage and event.type != "resource":
                self._enter_stage(event.stage)
            getattr(self, f"_apply_{event.type}", _ignore)(event)

    def _enter_stage(self, stage: str) -> None:
        self.stage = stage
        self.progress = None
        if stage not in self.stages_seen:
            self.stages_seen.append(stage)

    def _apply_state(self, event: Any) -> None:
        self.state = event.state
        if event.state in ("starting", "running"):  # also of a run that was taken up again
            self.problem = None

    def _apply_progress(self, event: Any) -> None:
        self.progress = event

    def _apply_metric(self, event: Any) -> None:
        stage = event.stage
        self.step, self.epoch = event.step, event.epoch
        if event.images_per_s is not None:
            self.images_per_s = event.images_per_s
        self._mark_epoch(self.epoch_starts.setdefault(stage, []), event.step, event.epoch)
        for name, value in event.losses.items():
            _append(self.losses.setdefault(stage, {}), name, event.step, value)
        for name, value in event.held_out.items():
            _append(self.held_out.setdefault(stage, {}), name, event.step, value)
        self.latest_held_out |= event.held_out

    @staticmethod
    def _mark_epoch(starts: list[tuple[int, int]], step: int, epoch: int) -> None:
        while starts and starts[-1][0] >= step:
            starts.pop()
        if not starts or starts[-1][1] != epoch:
            starts.append((step, epoch))

    def _apply_checkpoint(self, event: Any) -> None:
        point = Checkpoint(
            event.path, event.step, event.epoch, event.best, event.figures, event.stage
        )
        # The files of a run's folder are written over again and again: each time counts.
        key = (point.path, point.step)
        self.checkpoints = [old for old in self.checkpoints if (old.path, old.step) != key]
        self.checkpoints.append(point)

    def _apply_sample(self, event: Any) -> None:
        if event.stage == RENDER_STAGE:
            self.newest_picture = event.path
            return
        self.samples.append(Sample(event.path, event.step, event.epoch, event.count))

    def _apply_resource(self, event: Any) -> None:
        self.rss_mb = event.rss_mb
        self.gpu_mb = event.gpu_mb
        self.gpu_total_mb = event.gpu_total_mb

    def _apply_log(self, event: Any) -> None:
        if event.code == "stage_finished":
            self._note_seconds(event.params)
        elif event.code == "stage_skipped":
            self._note_skipped(str(event.params.get("stage", "")))
        elif event.code == "syncnet_ready":  # the best check counts, not the last one
            self.latest_held_out["syncnet_auc"] = float(event.params["auc"])
        elif event.code in TURN_CODES:
            self.phase_changes.setdefault(event.stage, {})[int(event.params["step"])] = event.code
        self._add_line(LogLine(event.t, "info", event.code, event.params, event.message))

    def _note_skipped(self, stage: str) -> None:
        if stage and stage not in self.stages_seen:
            self.stages_seen.append(stage)

    def _note_seconds(self, params: dict[str, Any]) -> None:
        stage, seconds = params.get("stage"), params.get("seconds")
        if isinstance(stage, str) and isinstance(seconds, (int, float)):
            self.stage_seconds[stage] = float(seconds)

    def _apply_warning(self, event: Any) -> None:
        line = LogLine(event.t, "warning", event.code, event.params, event.message, event.hint)
        self._add_line(line)
        self.warnings.append(line)

    def _apply_error(self, event: Any) -> None:
        self.problem = Problem(event.code, event.params, event.message, event.hint)
        self._add_line(
            LogLine(event.t, "error", event.code, event.params, event.message, event.hint)
        )

    def _apply_result(self, event: Any) -> None:
        known = {"v", "seq", "t", "run_id", "stage", "type"}
        self.result = {k: v for k, v in event.model_dump().items() if k not in known}

    def _add_line(self, line: LogLine) -> None:
        self.log.append(line)
        self.lines_added += 1
        if len(self.log) > MAX_LOG_LINES:
            del self.log[: MAX_LOG_LINES // 10]


def _append(curves: dict[str, Curve], name: str, step: int, value: float) -> None:
    """Add a point; a step that lies behind the last one replaces what came after it.

    That happens where a killed training goes on from a state saved some steps earlier.
    """
    curve = curves.setdefault(name, Curve())
    while curve.steps and curve.steps[-1] >= step:
        curve.steps.pop()
        curve.values.pop()
    curve.steps.append(step)
    curve.values.append(value)


def _ignore(_event: object) -> None:
    pass
