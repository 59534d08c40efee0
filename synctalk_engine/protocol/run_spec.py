"""What a run was asked to do: options of each kind of job, with the defaults of the command line.

``run.json`` holds a :class:`RunSpec`. The window writes one and starts an engine process on it;
the command line builds the same from its flags, so that both take one path.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from synctalk_engine.protocol.face_choice import parse_face_choice

FeatureKind = Literal["ave", "hubert", "wenet", "moonshine", "mel"]
Landmarker = Literal["mesh468", "mesh478", "pfld"]
FrameFormat = Literal["png", "jpg"]
PresetName = Literal["328", "160", "lite-160", "lite-320"]
PrecisionName = Literal["auto", "fp32", "bf16", "fp16"]
JobKind = Literal["preprocess", "train", "trial", "run", "render", "evaluate", "demo"]


def _face_text(value: object) -> object:
    """A number, as a list in JSON may give it, as the text that it stands for."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _checked_face(text: str) -> str:
    parse_face_choice(text)
    return text.strip()


Face = Annotated[str, BeforeValidator(_face_text), AfterValidator(_checked_face)]
"""Whom a clip is about: see :mod:`synctalk_engine.protocol.face_choice`."""

DEFAULT_FEATURE_KIND: FeatureKind = "moonshine"
"""Works without a download from a model hub; the research scripts' default, ave, does not."""


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PreprocessOptions(_Options):
    """``synctalk preprocess``."""

    video_path: str
    """The video; copied nowhere, read once."""
    name: str
    """Name of the project."""
    asr_model: FeatureKind = DEFAULT_FEATURE_KIND
    """Audio features to make; mel is made beside it, since the SyncNet hears mel."""
    dataset_dir: str = "dataset"
    """Folder of all prepared videos, relative to the workspace."""
    fps: Annotated[float, Field(gt=0, le=120)] | None = None
    """Frames a second of the prepared clip; None: what the features need, 25 or for wenet 20."""
    skip_frames: bool = False
    skip_landmarks: bool = False
    skip_audio: bool = False
    landmarker: Landmarker = "mesh478"
    face: Face | None = None
    """None: the person who is on screen longest."""
    frame_format: FrameFormat = "png"
    device: str = "auto"
    force: bool = False
    """Do everything again."""
    fix_av_offset: bool = True
    """Move the sound into step where it is off by more than a frame and that is certain."""


class TrainOptions(_Options):
    """``synctalk train``."""

    name: str
    dataset_dir: str | None = None
    """Full path of a prepared video's folder, instead of dataset/<name>."""
    checkpoint_dir: str = "checkpoint"
    save_dir: str | None = None
    """Where this model's checkpoints go, instead of checkpoint_dir/<name>."""
    batchsize: Annotated[int, Field(ge=1, le=1024)] | None = None
    """Images in a step; None: 8, or as many as the training that goes on had."""
    accumulate: Annotated[int, Field(ge=1, le=1024)] | None = None
    """Learn from each batch in so many parts, one after another, in the memory of one of them;
    None: 1, or what the training that goes on had. It is doubled where memory is not enough."""
    epochs: Annotated[int, Field(ge=1)] = 100
    syncnet_epochs: Annotated[int, Field(ge=1)] | None = None
    """Passes of the SyncNet over the clip's windows; None: ``epochs`` where that was given, else as
    many as its recipe's steps take."""
    epochs_given: bool = False
    """``epochs`` was given by the user, and so governs the SyncNet too."""
    save_every: Annotated[int, Field(ge=1)] = 25
    """Epochs from one checkpoint to the next; the last epoch is saved besides."""
    train_syncnet: bool = False
    syncnet_checkpoint_path: str | None = None
    """A trained SyncNet, of this or another person, used instead of training one."""
    use_syncnet: bool = False
    syncnet_checkpoint: str | None = None
    continue_training: bool = False
    asr: FeatureKind | None = None
    """None: the kind the video was prepared with."""
    lr: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Learning rate; None: 0.001, or that of the training that goes on."""
    see_res: bool = False
    """Save pictures of held-out frames at every checkpoint."""
    device: str = "auto"
    preset: PresetName | None = None
    """None: the best that the device trains in reasonable time."""
    precision: PrecisionName = "auto"
    seed: int = 0
    time_budget_min: Annotated[float, Field(gt=0)] | None = None
    """Minutes for the whole training, with those of earlier runs; the rate schedule is fitted."""
    also: list[str] = []
    """More prepared videos of the same person, by name or folder; learnt as one with the first."""
    from_checkpoint: str | None = None
    """Start a new training from these weights, of this or another model."""
    wait: bool = False
    """Wait while another training has the GPU."""
    force: bool = False
    """Start a new training beside what is there, instead of continuing it."""


class EvaluateOptions(_Options):
    """``synctalk evaluate``."""

    name: str
    dataset_dir: str | None = None
    checkpoint_dir: str = "checkpoint"
    checkpoint: str | None = None
    """None: the best one of the last run."""
    only_pictures: bool = False
    """Measure nothing; draw the held-out frames beside the true ones, to be looked at."""
    asr: FeatureKind | None = None
    device: str = "auto"
    precision: PrecisionName = "auto"
    seed: int = 0


class RenderOptions(_Options):
    """``synctalk render``."""

    name: str
    audio_path: str
    """New speech, any audio or video file."""
    output_path: str | None = None
    """None: result/<name>_<audio file's name>.mp4"""
    dataset_dir: str | None = None
    checkpoint_dir: str = "checkpoint"
    checkpoint: str | None = None
    asr: FeatureKind | None = None
    start_frame: Annotated[int, Field(ge=0)] = 0
    """First frame of the source video that is used."""
    device: str = "auto"
    precision: PrecisionName = "auto"


class RunOptions(_Options):
    """``synctalk run NAME GPU``: prepare, SyncNet, model; what is done is skipped."""

    name: str
    gpu: str = "auto"
    """A GPU's number, as the research script takes it (several: ``0,1``), or a device's name."""
    asr: FeatureKind = DEFAULT_FEATURE_KIND
    face: Face | None = None
    """As for ``preprocess``."""
    epochs: Annotated[int, Field(ge=1)] = 100
    syncnet_epochs: Annotated[int, Field(ge=1)] | None = None
    epochs_given: bool = False
    batchsize: Annotated[int, Field(ge=1, le=1024)] | None = None
    """None: 8, or as many as the training that goes on had."""
    preset: PresetName | None = None
    time_budget_min: Annotated[float, Field(gt=0)] | None = None
    seed: int = 0
    wait: bool = False
    """Wait while another training has the GPU."""
    force: bool = False
    device: str = "auto"
    """A device's name; where it is not given, the one that ``gpu`` stands for."""

    @model_validator(mode="before")
    @classmethod
    def _device_of_gpu(cls, values: Any) -> Any:
        """A GPU's number as a device's name; names are kept."""
        if not isinstance(values, dict) or values.get("device") is not None:
            return values
        gpu = str(values.get("gpu", "auto"))
        numbers = gpu.replace(" ", "").split(",")
        if all(number.isdigit() for number in numbers):
            gpu = ",".join(f"cuda:{number}" for number in numbers)
        return {**values, "device": gpu}


class DemoOptions(_Options):
    """``synctalk demo``."""

    name: str = "demo"
    train_minutes: Annotated[float, Field(gt=0)] = 4.0
    device: str = "auto"
    force: bool = False


OPTIONS: dict[str, type[_Options]] = {
    "preprocess": PreprocessOptions,
    "train": TrainOptions,
    "trial": TrainOptions,
    "run": RunOptions,
    "render": RenderOptions,
    "evaluate": EvaluateOptions,
    "demo": DemoOptions,
}


class ProcessId(BaseModel):
    """Which process works on a run; a number alone is used again by the system."""

    pid: int
    create_time: float


class RunSpec(BaseModel):
    """``run.json``."""

    v: int = 1
    run_id: str
    kind: JobKind
    name: str
    """Project."""
    options: dict
    """Fields of ``OPTIONS[kind]``."""
    created: float
    """Unix time in seconds."""
    program_version: str = ""
    process: ProcessId | None = None

    def parsed_options(self) -> _Options:
        """The options as their model."""
        return OPTIONS[self.kind].model_validate(self.options)
