"""Events an engine process writes, one JSON object a line.

Every event has ``v, seq, t, run_id, stage, type``; what else it has depends on its type. A reader
must accept types and fields it does not know.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

PROTOCOL_VERSION = 1

RunState = Literal["starting", "running", "paused", "stopping", "done", "failed", "stopped"]
FINAL_STATES: frozenset[str] = frozenset({"done", "failed", "stopped"})


class _Event(BaseModel):
    model_config = ConfigDict(extra="allow")

    v: int = PROTOCOL_VERSION
    """Protocol version."""
    seq: int
    """Position in the run's event file, from 0, without gaps."""
    t: float
    """Unix time in seconds."""
    run_id: str
    """Folder name of the run."""
    stage: str = ""
    """frames, landmarks, audio, features, syncnet, generator, evaluate, render, ..."""


class StateEvent(_Event):
    """The run entered another state."""

    type: Literal["state"] = "state"
    state: RunState


class ProgressEvent(_Event):
    """How far the current stage is; sent at most ten times a second."""

    type: Literal["progress"] = "progress"
    done: float
    total: float | None = None
    """None while the end is not known."""
    unit: str = ""
    """frames, steps, bytes, ..."""
    rate_per_s: float | None = None
    remaining_s: float | None = None


class MetricEvent(_Event):
    """Figures of one training step, or of one held-out measurement (``held_out`` filled)."""

    type: Literal["metric"] = "metric"
    step: int
    epoch: int
    images_per_s: float | None = None
    losses: dict[str, float] = Field(default_factory=dict)
    held_out: dict[str, float] = Field(default_factory=dict)
    lr: float | None = None


class SampleEvent(_Event):
    """Held-out pictures were written; ``path`` is relative to the run folder."""

    type: Literal["sample"] = "sample"
    step: int
    epoch: int
    path: str
    """Folder with target_000.jpg, generated_000.jpg, ... or one picture."""
    count: int = 0


class CheckpointEvent(_Event):
    """A checkpoint was saved; ``path`` is relative to the workspace."""

    type: Literal["checkpoint"] = "checkpoint"
    path: str
    step: int
    epoch: int
    best: bool = False
    figures: dict[str, float] = Field(default_factory=dict)


class ResourceEvent(_Event):
    """What the process uses."""

    type: Literal["resource"] = "resource"
    rss_mb: float
    gpu_mb: float | None = None
    gpu_total_mb: float | None = None


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
    """The run's figures; the names are fixed."""

    type: Literal["result"] = "result"


Event = (
    StateEvent
    | ProgressEvent
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

EVENT_TYPES: dict[str, type[_Event]] = {
    "state": StateEvent,
    "progress": ProgressEvent,
    "metric": MetricEvent,
    "sample": SampleEvent,
    "checkpoint": CheckpointEvent,
    "resource": ResourceEvent,
    "log": LogEvent,
    "warning": WarningEvent,
    "error": ErrorEvent,
    "ack": AckEvent,
    "result": ResultEvent,
}

_DICT = TypeAdapter(dict[str, Any])


def parse_event(line: str | bytes) -> Event | None:
    """One line of an event file; None for a broken line or a type from a later version."""
    try:
        data = _DICT.validate_json(line)
        model = EVENT_TYPES.get(str(data.get("type")))
        return None if model is None else model.model_validate(data)  # type: ignore[return-value]
    except ValueError:
        return None
