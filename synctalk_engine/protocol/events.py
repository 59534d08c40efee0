"""Events that an engine process writes, one JSON object a line.

Every event has ``v, seq, t, run_id, stage, type``; the other fields depend on its type. The engine
builds these models and readers match on them. Events and fields of a newer program are kept: a line
with an unknown type, state or shape is read as an :class:`UnknownEvent`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

PROTOCOL_VERSION = 1
"""The version in each event. Add one where a reader of today would misread the events."""

LEAST_TOLD_S = 1.0
"""A shorter time left is not told: “0 s left” would be wrong for as long as it stands there."""

HEADER_FIELDS = frozenset({"v", "seq", "t", "run_id", "stage", "type"})


class RunState(StrEnum):
    """What a run is doing."""

    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LOST = "lost"
    """The process ended without an event about it: killed, power cut. No event says this."""


FINAL_STATES = frozenset({RunState.DONE, RunState.FAILED, RunState.STOPPED})
"""States that a process ends with."""
ENDED_STATES = FINAL_STATES | {RunState.LOST}
"""States of a run without a process."""


class _Event(BaseModel):
    """The header. An engine's writer fills it in; a stage's code gives the other fields."""

    model_config = ConfigDict(extra="allow")

    v: int = PROTOCOL_VERSION
    """Protocol version."""
    seq: int = -1
    """Position in the run's event file, from 0, without gaps."""
    t: float = 0.0
    """Unix time in seconds."""
    run_id: str = ""
    """Folder name of the run."""
    stage: str = ""
    """A :class:`~synctalk_engine.protocol.stages.JobStage`, or one of a newer program."""

    def body(self) -> dict[str, Any]:
        """The fields beside the header that were given, also those of a newer program."""
        return self.model_dump(exclude_unset=True, exclude=set(HEADER_FIELDS))


class StateEvent(_Event):
    """The run entered another state."""

    type: Literal["state"] = "state"
    state: RunState


class ProgressEvent(_Event):
    """How far the current stage and the whole job are; sent at most ten times a second."""

    type: Literal["progress"] = "progress"
    done: int | float
    total: int | float | None = None
    """None while the end is not known."""
    unit: str = ""
    """frames, steps, bytes, ..."""
    rate_per_s: float | None = None
    remaining_s: float | None = None
    """Of the stage."""
    job_fraction: float | None = None
    """0..1 of the whole job; it never falls while one process works on the run."""
    job_remaining_s: float | None = None
    """Of the whole job; None while that is unknown, and in its last second."""


class JobProgressEvent(_Event):
    """How far the whole job is, where its stage has told nothing for a second."""

    type: Literal["job_progress"] = "job_progress"
    job_fraction: float | None = None
    """As in :class:`ProgressEvent`."""
    job_remaining_s: float | None = None


class MetricEvent(_Event):
    """Metrics of a training step, or of a measurement on validation frames (``held_out``)."""

    type: Literal["metric"] = "metric"
    step: int
    epoch: int
    images_per_s: float | None = None
    losses: dict[str, float] = Field(default_factory=dict)
    held_out: dict[str, float] = Field(default_factory=dict)
    lr: float | None = None


class SampleEvent(_Event):
    """Validation images were written; ``path`` is relative to the run folder."""

    type: Literal["sample"] = "sample"
    step: int
    epoch: int
    path: str
    """Folder with target_000.jpg, generated_000.jpg, ... or one image."""
    count: int = 0


class CheckpointEvent(_Event):
    """A checkpoint was saved; ``path`` is relative to the workspace."""

    type: Literal["checkpoint"] = "checkpoint"
    path: str
    step: int
    epoch: int
    best: bool = False
    figures: dict[str, float] = Field(default_factory=dict)
    """Metrics by name."""


class ResourceEvent(_Event):
    """Memory that the process uses, and how the GPU is doing; None: nobody tells."""

    type: Literal["resource"] = "resource"
    rss_mb: float
    gpu_mb: float | None = None
    """In use on the whole GPU, other programs included."""
    gpu_total_mb: float | None = None
    gpu_percent: float | None = None
    """How much of the last moments it was computing, 0..100."""
    gpu_temperature_c: float | None = None


class LogEvent(_Event):
    """A line for the log: a code of ``protocol.messages`` with parameters."""

    type: Literal["log"] = "log"
    code: str
    params: dict[str, Any] = Field(default_factory=dict)
    message: str = ""
    """English text, for readers without a catalogue."""


class WarningEvent(_Event):
    """Like a log line, but the user should see it."""

    type: Literal["warning"] = "warning"
    code: str
    params: dict[str, Any] = Field(default_factory=dict)
    message: str = ""
    hint: str = ""


class ErrorEvent(_Event):
    """Why the run failed."""

    type: Literal["error"] = "error"
    code: str
    params: dict[str, Any] = Field(default_factory=dict)
    message: str = ""
    hint: str = ""


class AckEvent(_Event):
    """A command was received and carried out."""

    type: Literal["ack"] = "ack"
    command: str
    command_id: str = ""


class ResultEvent(_Event):
    """The run's results. Its fields are those of ``protocol.results`` for the kind of job."""

    type: Literal["result"] = "result"


class UnknownEvent(_Event):
    """An event of a newer program. Readers skip it; it counts in the numbering."""

    type: str


KnownEvent = (
    StateEvent
    | ProgressEvent
    | JobProgressEvent
    | MetricEvent
    | SampleEvent
    | CheckpointEvent
    | ResourceEvent
    | LogEvent
    | WarningEvent
    | ErrorEvent
    | AckEvent
    | ResultEvent
)
Event = KnownEvent | UnknownEvent

_KNOWN: TypeAdapter[KnownEvent] = TypeAdapter(Annotated[KnownEvent, Field(discriminator="type")])


def parse_event(line: str | bytes) -> Event | None:
    """One line of an event file; None where it is broken or lacks the header."""
    event = parse_message(line)
    has_header = event is not None and {"seq", "t", "run_id"} <= event.model_fields_set
    return event if has_header else None


def parse_message(line: str | bytes) -> Event | None:
    """One line that a command prints under ``--json``: an event that may lack the header."""
    try:
        return _KNOWN.validate_json(line)
    except ValidationError:
        pass
    try:
        return UnknownEvent.model_validate_json(line)
    except ValidationError:
        return None
