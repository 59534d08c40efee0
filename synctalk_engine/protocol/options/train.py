"""Options of ``synctalk train``, of ``run``, which preprocesses first, and of ``demo``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from synctalk_engine.protocol.options.choices import (
    DEFAULT_FEATURE_KIND,
    PRESET_TEXTS,
    PresetName,
)
from synctalk_engine.protocol.options.option import (
    DATA,
    MACHINE,
    OUTPUT,
    SYNCNET,
    TRAINING,
    Internal,
    Option,
    Options,
)
from synctalk_engine.protocol.options.shared import (
    AsrOfVideoOption,
    AsrOption,
    DeviceOption,
    FaceOption,
    PrecisionOption,
    ProjectOptions,
    SeedOption,
)

DEFAULT_BATCH_SIZE = 8
DEFAULT_LEARNING_RATE = 1e-3
ENDLESS_EPOCHS = 100_000
"""More than any time budget lasts for: the budget ends the training."""


class TrainingOptions(Options):
    """How long and with what a training goes on; the same for ``train`` and ``run``."""

    epochs: Annotated[
        int,
        Field(ge=1),
        Option(
            "Epochs",
            "Passes through the video.",
            cli_help="If given, the SyncNet's too, unless --syncnet_epochs says otherwise.",
            is_basic=True,
            group=TRAINING,
        ),
    ] = 100
    epochs_given: Annotated[bool, Internal()] = False
    """``epochs`` was given by the user, and so governs the SyncNet too."""
    batchsize: Annotated[
        int | None,
        Field(ge=1, le=1024),
        Option(
            "&Batch size",
            "Images in each training step. Fewer need less memory.",
            default_note=f"{DEFAULT_BATCH_SIZE}, or that of the training that is continued",
            suggested=DEFAULT_BATCH_SIZE,
            is_basic=True,
            group=TRAINING,
        ),
    ] = None
    preset: Annotated[
        PresetName | None,
        Option(
            "&Network",
            "How lifelike the model is, and how fast.",
            cli_help="328 is the research script's.",
            choices=PRESET_TEXTS,
            default_note="that of the training that is continued; else studio, the most lifelike",
            none_text="Automatic",
            is_basic=True,
            group=TRAINING,
        ),
    ] = None
    time_budget_min: Annotated[
        float | None,
        Field(gt=0),
        Option(
            "&Train for",
            "Minutes the training may take, including those of the runs that it continues.",
            suggested=20,
            is_basic=True,
            group=TRAINING,
        ),
    ] = None
    """The learning rate schedule is fitted to it."""
    seed: SeedOption = 0
    syncnet_epochs: Annotated[
        int | None,
        Field(ge=1),
        Option(
            "SyncNet epochs",
            "Passes of the SyncNet over all windows of the video.",
            default_note="as --epochs, if that is given; else 250 steps, enough for most videos",
            group=SYNCNET,
        ),
    ] = None
    wait: Annotated[
        bool,
        Option(
            "Wait for the GPU",
            "Wait while another training has the GPU.",
            group=MACHINE,
        ),
    ] = False


class TrainOptions(TrainingOptions, ProjectOptions):  # the fields of the last come first
    """``synctalk train``."""

    also: Annotated[
        list[str],
        Option(
            "More videos",
            "Another preprocessed video of the same person; may be given repeatedly.",
            group=DATA,
        ),
    ] = Field(default_factory=list)
    """By name or folder; learned as one with the first."""
    save_dir: Annotated[
        str | None,
        Option(
            "Save folder",
            "Where this model's checkpoints go.",
            group=DATA,
        ),
    ] = None
    """Instead of checkpoint_dir/<name>."""
    lr: Annotated[
        float | None,
        Field(gt=0, lt=1),
        Option(
            "Learning rate",
            "Peak learning rate of every preset: it warms up, then falls.",
            default_note=f"{DEFAULT_LEARNING_RATE:g}, or that of the training that is continued",
            group=TRAINING,
        ),
    ] = None
    asr: AsrOfVideoOption = None
    """None: the kind the video was preprocessed with."""
    continue_training: Annotated[
        bool,
        Option(
            "Continue training",
            "Continue from the last saved state, as the same command again does anyway.",
            group=TRAINING,
        ),
    ] = False
    from_checkpoint: Annotated[
        str | None,
        Option("Start weights", "Start a new training from these weights.", group=TRAINING),
    ] = None
    """Of this or another model."""
    save_every: Annotated[
        int,
        Field(ge=1),
        Option(
            "Save every",
            "Epochs from one checkpoint to the next; the last epoch is saved too.",
            group=TRAINING,
        ),
    ] = 25
    force: Annotated[
        bool,
        Option(
            "Start a new training",
            "Start a new training beside what is there; no checkpoint is overwritten.",
            is_basic=True,
            group=TRAINING,
        ),
    ] = False
    train_syncnet: Annotated[
        bool,
        Option(
            "Extra training for lip sync",
            "Trains a network that rates lip sync (SyncNet) first; the model then learns from its "
            "ratings.",
            suggested=True,
            group=SYNCNET,
            is_basic=True,
        ),
    ] = False
    syncnet_checkpoint_path: Annotated[
        str | None,
        Option(
            "SyncNet checkpoint",
            "A trained SyncNet to use, of this or another person; with --train_syncnet too, its "
            "training is skipped.",
            group=SYNCNET,
        ),
    ] = None
    use_syncnet: Annotated[
        bool,
        Option(
            "Use the sync loss",
            "Use the sync loss with --syncnet_checkpoint, or with the project's own SyncNet.",
            group=SYNCNET,
        ),
    ] = False
    syncnet_checkpoint: Annotated[
        str | None,
        Option(
            "SyncNet checkpoint",
            "The SyncNet that --use_syncnet needs.",
            group=SYNCNET,
        ),
    ] = None
    device: Annotated[
        str,
        Option(
            "Device",
            "auto, cpu, cuda:0, mps, ... or several GPUs: cuda:0,cuda:1",
            group=MACHINE,
        ),
    ] = "auto"
    precision: PrecisionOption = "auto"
    accumulate: Annotated[
        int | None,
        Field(ge=1, le=1024),
        Option(
            "Micro-batches",
            "Split each batch into this many micro-batches: less memory.",
            default_note="1; more if memory is short",
            group=MACHINE,
        ),
    ] = None
    """None: 1, or what the training that is continued had. Doubled if memory is not enough."""
    see_res: Annotated[
        bool,
        Option(
            "Save validation frames",
            "Save images of all validation frames, in the run's folder, at each checkpoint.",
            group=OUTPUT,
        ),
    ] = False


class RunOptions(TrainingOptions):
    """``synctalk run NAME GPU``: preprocess, SyncNet, model; what is done is skipped."""

    name: Annotated[
        str,
        Option("Name", "The video is dataset/NAME/NAME.mp4", argument="NAME"),
    ]
    gpu: Annotated[
        str,
        Option(
            "GPU",
            "Number of the GPU (several: 0,1), or a device's name.",
            argument="GPU",
        ),
    ] = "auto"
    """As the research script takes it."""
    asr: AsrOption = DEFAULT_FEATURE_KIND
    face: FaceOption = None
    force: Annotated[bool, Option("Start over", "Do again what is done.", group=TRAINING)] = False
    device: Annotated[
        str,
        Option(
            "Device",
            "auto, cpu, cuda:0, mps, ...: instead of a GPU's number.",
            group=MACHINE,
            default_note="that of GPU",
        ),
    ] = "auto"
    """Where it is not given, the one that ``gpu`` stands for."""

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

    def of_training(self) -> dict[str, Any]:
        """The options that ``train`` has too, for its model."""
        shared = set(TrainOptions.model_fields) & set(type(self).model_fields)
        return self.model_dump(include=shared)


class DemoOptions(Options):
    """``synctalk demo``."""

    name: Annotated[str, Option("Name", "Name of the demo's project.")] = "demo"
    train_minutes: Annotated[float, Field(gt=0), Option("Minutes", "Minutes of training.")] = 4.0
    evaluate: Annotated[
        bool,
        Option("Evaluate", "Measure the model after training; minutes without a GPU."),
    ] = True
    force: Annotated[bool, Option("Start over", "Do everything again.")] = False
    device: DeviceOption = "auto"
