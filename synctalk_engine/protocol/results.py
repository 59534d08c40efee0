"""What a job gives when it is done: one model for each kind of job.

The names are those of the ``result`` event, and fixed. A result of a newer program may have more
fields, and one of an older program fewer: every field has a default.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from synctalk_engine.protocol.events import ResultEvent
from synctalk_engine.protocol.run_spec import JobKind

logger = logging.getLogger(__name__)


class JobResult(BaseModel):
    """What the results of all kinds of jobs have in common: nothing but that they may grow."""

    model_config = ConfigDict(extra="allow")

    def given(self) -> dict[str, Any]:
        """The fields that were given, as the ``result`` event has them."""
        return self.model_dump(exclude_unset=True)


class PreprocessResult(JobResult):
    """``synctalk preprocess``."""

    frames: int = 0
    faces_found: int = 0
    faces_filled: int = 0
    """Frames whose landmarks are interpolated."""
    seconds: float = 0.0
    frames_per_s: float | None = None
    stages: dict[str, float] = Field(default_factory=dict)
    """Seconds of each stage."""
    av_offset_ms: float | None = None
    """Positive where the audio comes late; None where it could not be measured."""


class TrainResult(JobResult):
    """``synctalk train``."""

    steps: int = 0
    epochs: int = 0
    seconds: float = 0.0
    images_per_s: float = 0.0
    peak_rss_mb: float = 0.0
    peak_gpu_mb: float | None = None
    checkpoint: str | None = None
    """The best one, relative to the workspace."""
    best_step: int | None = None
    preset: str = ""
    asr: str = ""
    held_out: dict[str, float] = Field(default_factory=dict)
    """Metrics of the best checkpoint on the validation frames."""


class RunResult(TrainResult):
    """``synctalk run``: a training with the result of the preprocessing before it."""

    preprocess: PreprocessResult = Field(default_factory=PreprocessResult)


class TrialResult(JobResult):
    """How fast a training would be, and whether it fits."""

    images_per_s: float | None = None
    step_s: float | None = None
    peak_rss_mb: float | None = None
    peak_gpu_mb: float | None = None
    memory_free_mb: float | None = None
    fits_memory: bool = True
    disk_needed_mb: float | None = None
    disk_free_mb: float | None = None
    fits_disk: bool = True
    steps: int = 0
    syncnet_s: float = 0.0
    train_s: float = 0.0
    total_s: float | None = None
    batchsize: int | None = None
    accumulate: int = 1
    batchsize_proposed: int | None = None
    lr_proposed: float | None = None
    """Learning rate that goes with ``batchsize_proposed``."""
    accumulate_proposed: int = 1
    preset: str | None = None
    asr: str = ""
    device: str = ""
    precision: str = ""


class EvaluateResult(JobResult):
    """``synctalk evaluate``; with ``only_pictures`` only ``frames`` and ``pictures``."""

    frames: int = 0
    preset: str = ""
    asr: str = ""
    checkpoint: str = ""
    pictures: str = ""
    """Folder of the generated validation frames."""
    mouth_psnr: float | None = None
    mouth_ssim: float | None = None
    face_psnr: float | None = None
    sharpness_ratio: float | None = None
    delta_error: float | None = None
    mouth_opening_r: float | None = None
    texture_mouth: float | None = None
    texture_skin: float | None = None
    spill: float | None = None
    flicker: float | None = None
    range_opening: float | None = None
    range_width: float | None = None
    r_opening: float | None = None
    r_width: float | None = None
    closed: float | None = None
    viewer_auc: float | None = None
    perceptual_distance: float | None = None
    controls: dict[str, dict[str, float | None]] = Field(default_factory=dict)
    syncnet: dict[str, float | None] = Field(default_factory=dict)
    judge: dict[str, float | None] = Field(default_factory=dict)
    """Scores of the evaluator, a SyncNet that took no part in the training."""


class BlindResult(JobResult):
    """``synctalk blind``."""

    pairs: int = 0
    folder: str = ""
    key: str = ""
    """The file that says which strip of each pair is generated."""


class RenderResult(JobResult):
    """``synctalk render``."""

    frames: int = 0
    seconds: float | None = None
    frames_per_s: float | None = None
    size: tuple[int, int] | None = None
    """Width and height in pixels."""
    output: str = ""
    """The video, relative to the workspace."""
    contact_sheet: str = ""
    checkpoint: str = ""
    """The one that was used, relative to the workspace."""
    fps: float | None = None
    stages: dict[str, float] = Field(default_factory=dict)
    sync: dict[str, Any] = Field(default_factory=dict)
    strip: str | None = None
    """The file with the quality of each second, relative to the workspace."""
    videos: list[dict[str, Any]] = Field(default_factory=list)
    """Of several speeches, the fields of each; the others are those of the first."""


class LiveResult(JobResult):
    """``synctalk render --live``."""

    frames: int = 0
    dropped: int = 0
    """Frames that were left out since they came too late."""
    fps: float | None = None
    size: tuple[int, int] | None = None
    latency: dict[str, float] = Field(default_factory=dict)
    """Medians in ms of the latency and its parts."""
    to: list[str] = Field(default_factory=list)


class DemoResult(JobResult):
    """``synctalk demo``."""

    evaluate: EvaluateResult = Field(default_factory=EvaluateResult)
    seconds: dict[str, float] = Field(default_factory=dict)
    """Seconds of each step."""
    video: str = ""
    contact_sheet: str = ""


class VideoOutcome(StrEnum):
    """How the preprocessing of a video ended."""

    DONE = "done"
    ALREADY = "already"
    """An earlier run had done everything."""
    FAILED = "failed"
    STOPPED = "stopped"
    """The user stopped it, or it had not started by then."""


class StepOutcome(StrEnum):
    """How a step of a batch ended."""

    DONE = "done"
    ALREADY = "already"
    """An earlier start had done it."""
    FAILED = "failed"
    STOPPED = "stopped"
    BLOCKED = "blocked"
    """An earlier step of the same person failed."""


RESULTS: dict[JobKind, type[JobResult]] = {
    "preprocess": PreprocessResult,
    "train": TrainResult,
    "trial": TrialResult,
    "run": RunResult,
    "render": RenderResult,
    "live": LiveResult,
    "evaluate": EvaluateResult,
    "blind": BlindResult,
    "demo": DemoResult,
}


def result_of(kind: JobKind, fields: dict[str, Any]) -> JobResult:
    """The result of a kind of job from its fields.

    A field with a value of another type is logged and left out: a training of hours does not fail
    because of it.
    """
    model = RESULTS[kind]
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        logger.error("the result of %s has unexpected fields: %s", kind, error)
        wrong = {str(problem["loc"][0]) for problem in error.errors()}
        return model.model_validate({k: v for k, v in fields.items() if k not in wrong})


def read_result(kind: JobKind, event: ResultEvent) -> JobResult:
    """The result that a run's ``result`` event has."""
    return result_of(kind, event.body())
