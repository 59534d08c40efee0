"""A run's events added up: state, progress, metrics, log."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from synctalk_engine.protocol.events import (
    LEAST_TOLD_S,
    CheckpointEvent,
    ErrorEvent,
    Event,
    JobProgressEvent,
    LogEvent,
    MetricEvent,
    ProgressEvent,
    ResourceEvent,
    ResultEvent,
    RunState,
    SampleEvent,
    StateEvent,
    WarningEvent,
)
from synctalk_engine.protocol.results import JobResult, read_result
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.protocol.stages import JobStage

MAX_LOG_LINES = 5000
_PREPROCESS_STAGES = frozenset(
    {JobStage.FRAMES, JobStage.LANDMARKS, JobStage.AUDIO, JobStage.FEATURES}
)
_TRAINING_STAGES = frozenset({JobStage.CROPS, JobStage.SYNCNET, JobStage.GENERATOR})
PHASE_CHANGE_CODES = frozenset({"detail_begins"})
"""Log lines that say from which step on the losses have another meaning."""


@dataclass
class Curve:
    """One line of the chart; both arrays have one length and steps rise."""

    steps: array = field(default_factory=lambda: array("d"))
    values: array = field(default_factory=lambda: array("d"))


@dataclass(frozen=True)
class LogLine:
    """A line of the log view."""

    t: float
    level: Literal["info", "warning", "error"]
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
    """Adds up the events of a run of one kind, without Qt.

    Metrics of the generator and of the SyncNet are apart: ``losses[stage][name]``.
    """

    def __init__(self, kind: JobKind) -> None:
        self.kind: JobKind = kind
        self.state = RunState.STARTING
        self.stage = ""
        self.stages_seen: list[str] = []
        self.stage_seconds: dict[str, float] = {}
        self.progress: ProgressEvent | None = None
        """Of the stage at work."""
        self.job_fraction: float | None = None
        """0..1 of the whole job; it falls only where another process starts on the run."""
        self.job_remaining_s: float | None = None
        self.losses: dict[str, dict[str, Curve]] = {}
        self.validation: dict[str, dict[str, Curve]] = {}
        self.latest_validation: dict[str, float] = {}
        self.epoch_starts: dict[str, list[tuple[int, int]]] = {}
        """stage -> (first step, epoch)"""
        self.phase_changes: dict[str, dict[int, str]] = {}
        """stage -> {step: one of ``PHASE_CHANGE_CODES``}"""
        self.step = 0
        self.epoch = 0
        self.images_per_s: float | None = None
        self.checkpoints: list[Checkpoint] = []
        self.samples: list[Sample] = []
        self.latest_image = ""
        """Latest image of a video that is being rendered; relative to the run's folder."""
        self.log: list[LogLine] = []
        self.lines_added = 0
        """How many lines there ever were; ``log`` holds the newest of them."""
        self.warnings: list[LogLine] = []
        self.problem: Problem | None = None
        self.result: JobResult | None = None
        self.rss_mb: float | None = None
        self.gpu_mb: float | None = None
        self.gpu_total_mb: float | None = None
        self.gpu_percent: float | None = None
        self.gpu_temperature_c: float | None = None
        self.began_t: float | None = None
        self.latest_t: float | None = None
        self.last_seq = -1

    @property
    def fraction_done(self) -> float | None:
        """0..1 of the whole job; of the stage at work for a run of an earlier version."""
        if self.state == RunState.DONE:
            return 1.0
        return self.stage_fraction if self.job_fraction is None else self.job_fraction

    @property
    def remaining_s(self) -> float | None:
        """Seconds until the job is done; None while that is unknown, and in the last second."""
        left_s = self.job_remaining_s
        if self.job_fraction is None and self.progress is not None:
            left_s = self.progress.remaining_s
        return left_s if left_s is not None and left_s >= LEAST_TOLD_S else None

    @property
    def stage_fraction(self) -> float | None:
        """0..1 of the stage at work; None while its end is not known."""
        if self.progress is None or not self.progress.total:
            return None
        return min(1.0, max(0.0, self.progress.done / self.progress.total))

    @property
    def is_preprocessing(self) -> bool:
        """Whether a video is being preprocessed; no stage of a training has been seen."""
        if self.kind == "preprocess" or (self.kind == "run" and not self.stages_seen):
            return True
        has_begun = not _TRAINING_STAGES.isdisjoint(self.stages_seen)
        return self.stage in _PREPROCESS_STAGES and not has_begun

    @property
    def is_making_sample(self) -> bool:
        """Whether the sample clip is being made; also before the engine has said so."""
        return self.stage == JobStage.SAMPLE or (self.kind == "demo" and not self.stages_seen)

    @property
    def best_checkpoint(self) -> Checkpoint | None:
        """The model's last one that was the best when it was saved; not the SyncNet's."""
        points = (point for point in reversed(self.checkpoints) if point.stage != JobStage.SYNCNET)
        return next((point for point in points if point.best), None)

    def apply(self, events: Sequence[Event]) -> None:
        """Add events, in order; one that was added before is skipped."""
        for event in events:
            if event.seq <= self.last_seq:
                continue
            self.last_seq = event.seq
            self.latest_t = event.t
            if self.began_t is None:
                self.began_t = event.t
            if event.stage and event.stage != self.stage and not isinstance(event, ResourceEvent):
                self._enter_stage(event.stage)
            self._apply(event)

    def _apply(self, event: Event) -> None:
        match event:
            case StateEvent():
                self._apply_state(event.state)
            case ProgressEvent():
                self.progress = event
                self._apply_job_progress(event)
            case JobProgressEvent():
                self._apply_job_progress(event)
            case MetricEvent():
                self._apply_metric(event)
            case CheckpointEvent():
                self._apply_checkpoint(event)
            case SampleEvent():
                self._apply_sample(event)
            case ResourceEvent():
                self.rss_mb, self.gpu_mb = event.rss_mb, event.gpu_mb
                self.gpu_total_mb = event.gpu_total_mb
                self.gpu_percent = event.gpu_percent
                self.gpu_temperature_c = event.gpu_temperature_c
            case LogEvent():
                self._apply_log(event)
            case WarningEvent() | ErrorEvent():
                self._apply_message(event)
            case ResultEvent():
                self.result = read_result(self.kind, event)

    def _enter_stage(self, stage: str) -> None:
        self.stage = stage
        self.progress = None
        if stage not in self.stages_seen:
            self.images_per_s = None  # the speed of another network
            self.stages_seen.append(stage)

    def _apply_job_progress(self, event: ProgressEvent | JobProgressEvent) -> None:
        self.job_remaining_s = event.job_remaining_s
        if event.job_fraction is not None:
            self.job_fraction = max(self.job_fraction or 0.0, event.job_fraction)

    def _apply_state(self, state: RunState) -> None:
        if state == RunState.RUNNING and self.state != RunState.PAUSED:  # another process
            self.job_fraction = self.job_remaining_s = None
        self.state = state
        if state in (RunState.STARTING, RunState.RUNNING):  # also of a run that was resumed
            self.problem = None

    def _apply_metric(self, event: MetricEvent) -> None:
        stage = event.stage
        self.step, self.epoch = event.step, event.epoch
        if event.images_per_s is not None:
            self.images_per_s = event.images_per_s
        self._mark_epoch(self.epoch_starts.setdefault(stage, []), event.step, event.epoch)
        for name, value in event.losses.items():
            _append(self.losses.setdefault(stage, {}), name, event.step, value)
        for name, value in event.held_out.items():
            _append(self.validation.setdefault(stage, {}), name, event.step, value)
        self.latest_validation |= event.held_out

    @staticmethod
    def _mark_epoch(starts: list[tuple[int, int]], step: int, epoch: int) -> None:
        while starts and starts[-1][0] >= step:
            starts.pop()
        if not starts or starts[-1][1] != epoch:
            starts.append((step, epoch))

    def _apply_checkpoint(self, event: CheckpointEvent) -> None:
        point = Checkpoint(
            event.path, event.step, event.epoch, event.best, event.figures, event.stage
        )
        # A file in the run's folder is overwritten at each save: one entry for each step.
        key = (point.path, point.step)
        self.checkpoints = [old for old in self.checkpoints if (old.path, old.step) != key]
        self.checkpoints.append(point)

    def _apply_sample(self, event: SampleEvent) -> None:
        if event.stage == JobStage.RENDER:
            self.latest_image = event.path
            return
        self.samples.append(Sample(event.path, event.step, event.epoch, event.count))

    def _apply_log(self, event: LogEvent) -> None:
        if event.code == "stage_finished":
            self._note_seconds(event.params)
        elif event.code == "stage_skipped":
            self._note_skipped(str(event.params.get("stage", "")))
        elif event.code == "syncnet_ready":  # the best check counts, not the last one
            self.latest_validation["syncnet_auc"] = float(event.params["auc"])
        elif event.code in PHASE_CHANGE_CODES:
            self.phase_changes.setdefault(event.stage, {})[int(event.params["step"])] = event.code
        self._add_line(LogLine(event.t, "info", event.code, event.params, event.message))

    def _note_skipped(self, stage: str) -> None:
        if stage and stage not in self.stages_seen:
            self.stages_seen.append(stage)

    def _note_seconds(self, params: dict[str, Any]) -> None:
        stage, seconds = params.get("stage"), params.get("seconds")
        if isinstance(stage, str) and isinstance(seconds, (int, float)):
            self.stage_seconds[stage] = float(seconds)

    def _apply_message(self, event: WarningEvent | ErrorEvent) -> None:
        level: Literal["warning", "error"] = event.type
        line = LogLine(event.t, level, event.code, event.params, event.message, event.hint)
        self._add_line(line)
        if isinstance(event, ErrorEvent):
            self.problem = Problem(event.code, event.params, event.message, event.hint)
        else:
            self.warnings.append(line)

    def _add_line(self, line: LogLine) -> None:
        self.log.append(line)
        self.lines_added += 1
        if len(self.log) > MAX_LOG_LINES:
            del self.log[: MAX_LOG_LINES // 10]


def _append(curves: dict[str, Curve], name: str, step: int, value: float) -> None:
    """Add a point, and remove the points of this step and later ones.

    There are such points where a killed training was resumed from a state some steps earlier.
    """
    curve = curves.setdefault(name, Curve())
    while curve.steps and curve.steps[-1] >= step:
        curve.steps.pop()
        curve.values.pop()
    curve.steps.append(step)
    curve.values.append(value)
