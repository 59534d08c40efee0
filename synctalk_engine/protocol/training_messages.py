"""What a training can say beyond its plain progress: memory, numbers, states, trials, devices."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "device_busy": Sentence(
        "“{name}” is being trained on {device} already (process {pid}, in {workspace}).",
        "Stop that training or let it finish; with --wait this one begins when the device is free.",
    ),
    "disk_too_small": Sentence(
        "This training will take about {needed_mb} MB of disk, and only {free_mb} MB are free "
        "({path}).",
        "Free some space, or train a smaller network with --preset lite-160.",
    ),
    "memory_used_up": Sentence(
        "The memory of {device} was used up ({stage}).",
        "Close what else uses it and go on with --continue_training; what was saved is kept.",
    ),
    "memory_too_small": Sentence(
        "The memory of {device} is too small for this network, however few images it learns from "
        "at a time (each batch in {tried} parts was tried).",
        "Close what else uses that memory and go on with --continue_training, go on on the "
        "processor with --continue_training --device cpu, or train a smaller network with "
        "--preset lite-160. The last saved state is kept.",
    ),
    "loss_not_finite": Sentence(
        "The training became unstable at step {step}: the loss or its gradient is no longer a "
        "number.",
        "Go on from the last saved state at a lower rate: --continue_training --lr {suggestion}.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "cpu_shared": Sentence(
        "“{name}” is being trained on this processor too (process {pid}); both will be slow."
    ),
    "memory_short": Sentence(
        "The memory of {device} was not enough for a batch of {batch_size} as it was; from step "
        "{step} on each batch is learnt from in {parts} parts.",
        "Steps take a little longer. With --accumulate {parts} the next training begins so.",
    ),
    "resume_damaged": Sentence(
        "{path} cannot be read ({reason}); the training goes on from the state saved before it.",
        "Nothing but the time since then is lost.",
    ),
}

LOGS: dict[str, Sentence] = {
    "syncnet_ready": Sentence("SyncNet ready, held-out AUC {auc}."),
    "videos_joined": Sentence("{count} videos are learnt together: {names}."),
    "branched": Sentence("Starting from the weights of {path}."),
    "crew_joined": Sentence("{count} processes train together."),
    "sync_loss_on": Sentence("Sync loss is on."),
    "checkpoint_saved": Sentence("Saved epoch {epoch} (step {step})."),
    "checkpoint_best": Sentence("Saved epoch {epoch} (step {step}), best so far."),
    "detail_begins": Sentence(
        "From step {step} on fine detail counts as well, so the total loss rises there."
    ),
    "device_awaited": Sentence(
        "Waiting for {device}: “{name}” is being trained on it (process {pid})."
    ),
    "wish_idle": Sentence("There is nothing to {wish} at this stage ({stage})."),
}

KEPT: dict[str, Sentence] = {
    "kept_syncnet": Sentence(
        "SyncNet training is saved at step {step} of {total}; the same command continues it."
    ),
    "kept_syncnet_done": Sentence("The trained SyncNet is saved: {path}."),
    "kept_generator": Sentence(
        "The model's training is saved at step {step} of {total}; the same command continues it."
    ),
}
"""What a stopped training leaves behind; see ``Job.keeps``."""
