"""What a training can say beyond its plain progress: memory, numbers, states, trials, devices."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "syncnet_file_missing": Sentence(
        "The SyncNet file {path} does not exist.",
        "Check the path, or train a SyncNet with --train_syncnet.",
    ),
    "checkpoint_preset_unknown": Sentence(
        "{path} does not record its preset, and its layers fit {presets}.",
        "Start a training from it and name the preset: “synctalk train --name NAME --preset "
        "{preset} --from_checkpoint FILE”.",
    ),
    "syncnet_needed": Sentence(
        "The sync loss needs a trained SyncNet, and “{name}” has none in {path}.",
        "Train one with --train_syncnet, or choose a file with --syncnet_checkpoint FILE.",
    ),
    "device_busy": Sentence(
        "“{name}” is already being trained on {device} (process {pid}, in {workspace}).",
        "Stop that training or let it finish. With --wait, this training starts as soon as the "
        "device is free.",
    ),
    "disk_too_small": Sentence(
        "This training needs about {needed_mb} MB of disk space, but only {free_mb} MB are free "
        "({path}).",
        "Free some space, or train a smaller network with --preset lite-160 --force.",
    ),
    "memory_used_up": Sentence(
        "{device} ran out of memory ({stage}).",
        "Close other programs that use this memory and resume with --continue_training; saved "
        "work is kept.",
    ),
    "memory_too_small": Sentence(
        "{device} does not have enough memory for this network, even with smaller micro-batches "
        "(tried: {tried} per batch).",
        "Close other programs that use this memory and resume with --continue_training, resume on "
        "the CPU with --continue_training --device cpu, or train a smaller network with "
        "--preset lite-160 --force. The last saved state is kept.",
    ),
    "loss_not_finite": Sentence(
        "The training became unstable at step {step}: the loss or its gradient is no longer a "
        "number.",
        "Resume from the last saved state with a lower learning rate: --continue_training --lr "
        "{suggestion}.",
    ),
    "training_other_kind": Sentence(
        "“{name}” was trained with --{option} {found}; it cannot be continued with {wanted}.",
        "Use --{option} {found} to continue it, or add --force to start a new training beside it.",
    ),
    "checkpoints_unreadable": Sentence(
        "None of the checkpoints in {path} can be read, so there is nothing to continue from.",
        "Add --force to start a new training beside them.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "perceptual_loss_off": Sentence(
        "The weights “{asset}” cannot be used, so training continues without the perceptual loss, "
        "and mouths will be less sharp: {reason}.",
        "Run “synctalk models install {asset}”, then resume with --continue_training.",
    ),
    "mouth_opening_off": Sentence(
        "The weights of the landmark network cannot be used, so the mouth opening is not "
        "measured: {reason}.",
        "Run “synctalk models install face_detector_full_range face_mesh_478”, then evaluate "
        "again.",
    ),
    "viewer_metrics_off": Sentence(
        "The weights of the landmark network cannot be used, so checkpoints are compared without "
        "the texture and the movement of the mouth: {reason}.",
        "Run “synctalk models install face_detector_full_range face_mesh_478”, then resume with "
        "--continue_training.",
    ),
    "syncnet_beside": Sentence(
        "The SyncNet {path} was not trained by this program for this video and is kept; the new "
        "one is saved as {own_path}."
    ),
    "syncnet_foreign_weak": Sentence(
        "The SyncNet {path} cannot tell this video's matching audio from shifted audio well enough "
        "(validation AUC {auc}, {needed} is needed).",
        "The file is kept; a new SyncNet is trained with --train_syncnet.",
    ),
    "syncnet_foreign_unusable": Sentence(
        "The SyncNet {path} cannot be used for this video: {reason}.",
        "The file is kept; a new SyncNet is trained with --train_syncnet.",
    ),
    "syncnet_clip_short": Sentence(
        "The video is too short to train a SyncNet ({seconds} s, about 15 s are needed); all time "
        "goes to the model.",
        "Use another person's SyncNet with --syncnet_checkpoint_path FILE, or train one all the "
        "same with --syncnet_epochs and without a time budget.",
    ),
    "syncnet_hopeless": Sentence(
        "SyncNet does not learn to tell matching audio from shifted audio in this video "
        "(validation AUC {auc} after {step} steps); its training ends, and all time goes to the "
        "model."
    ),
    "syncnet_no_time": Sentence(
        "The time budget allows only {steps} steps of SyncNet training, too few to help ({needed} "
        "are needed); all time goes to the model.",
        "Raise --time_budget_min, or train the SyncNet once without it: it is kept.",
    ),
    "syncnet_state_damaged": Sentence(
        "The saved SyncNet training {path} cannot be read ({reason}).",
        "SyncNet training resumes from an older state, or starts again.",
    ),
    "cpu_shared": Sentence(
        "“{name}” is also being trained on this CPU (process {pid}); both will be slow."
    ),
    "memory_short": Sentence(
        "{device} does not have enough memory for a batch of {batch_size}; from step {step} on, "
        "each batch is split into {parts} micro-batches.",
        "Steps take a little longer. Use --accumulate {parts} to start the next training this way.",
    ),
    "memory_short_frames": Sentence(
        "{device} does not have enough memory to generate {images} frames at a time; from here "
        "on, {fitting} are generated at a time.",
        "The result is the same; it takes a little longer.",
    ),
    "resume_damaged": Sentence(
        "{path} cannot be read ({reason}); the training resumes from the previous saved state.",
        "Only the steps since then are repeated.",
    ),
    "checkpoint_skipped": Sentence(
        "{path} cannot be read ({reason}); the training resumes from the previous checkpoint."
    ),
    "nothing_to_continue": Sentence(
        "No saved state of the training of “{name}” can be read; it starts again."
    ),
    "optimizer_missing": Sentence(
        "There is no saved training state of “{name}”, only weights. The training continues from "
        "the weights of {path} with epoch {epoch}; the optimizer state is reset.",
        "The losses may rise for a short while.",
    ),
    "best_unusable": Sentence(
        "{path} was the best checkpoint so far, but it cannot be used ({reason}); the next "
        "evaluated checkpoint takes its place."
    ),
    "best_not_measured": Sentence(
        "{path}, the best checkpoint so far, cannot be measured here ({reason}), so it stays the "
        "best one.",
        "Preprocess the video with the --asr_model that it was trained with, or choose another "
        "checkpoint with --checkpoint.",
    ),
}

LOGS: dict[str, Sentence] = {
    "frames_at": Sentence("Images of the validation frames are saved in {path}."),
    "syncnet_given": Sentence("SyncNet training is skipped; {path} is used."),
    "syncnet_reused": Sentence(
        "SyncNet training is skipped: {path} fits this video (validation AUC {auc})."
    ),
    "syncnet_resumed": Sentence("SyncNet training resumes from step {step}."),
    "preset_given": Sentence("Network: preset {preset}, as asked for, on {device}."),
    "preset_continued": Sentence(
        "Network: preset {preset}, that of the training that continues, on {device}."
    ),
    "preset_of_checkpoint": Sentence(
        "Network: preset {preset}, that of the checkpoint it starts from, on {device}."
    ),
    "preset_default_studio": Sentence(
        "Network: preset {preset}, on {device}. It is the most lifelike one; --preset 328 chooses "
        "the research script’s."
    ),
    "preset_default_lite": Sentence(
        "Network: preset {preset}, on {device}. The default, “studio”, needs the face tracking "
        "networks, which are not installed: “synctalk models install” gets them."
    ),
    "training_finished": Sentence(
        "“{name}” is already trained: {epochs} epochs, best checkpoint {path}. More --epochs "
        "continue the training; --force starts a new one beside it."
    ),
    "training_new_beside": Sentence(
        "A new training starts with epoch {epoch}; the {count} checkpoints in {path} are kept."
    ),
    "epochs_renumbered": Sentence(
        "Another training has saved checkpoints meanwhile: this one continues with epoch {epoch}."
    ),
    "batch_size_changed": Sentence(
        "Batch size {found} becomes {wanted}; the training continues at the same epoch."
    ),
    "learning_rate_changed": Sentence("The learning rate becomes {lr}."),
    "best_measured": Sentence(
        "{path}, the best checkpoint so far, was measured again on these validation frames: "
        "mouth PSNR {mouth_psnr} dB."
    ),
    "best_kept": Sentence(
        "{path} is still the best checkpoint: nothing in this training measured better."
    ),
    "syncnet_ready": Sentence("SyncNet ready, validation AUC {auc}."),
    "videos_joined": Sentence("Training on {count} videos together: {names}."),
    "branched": Sentence("Starting from the weights of {path}."),
    "crew_joined": Sentence("{count} processes train together."),
    "sync_loss_on": Sentence("Sync loss is on."),
    "checkpoint_saved": Sentence("Saved epoch {epoch} (step {step})."),
    "checkpoint_best": Sentence("Saved epoch {epoch} (step {step}), best so far."),
    "detail_begins": Sentence(
        "From step {step} on, the loss includes fine detail, so the total loss rises."
    ),
    "data_on_device": Sentence(
        "Face crops and audio features stay in the memory of {device} ({size_mb} MB)."
    ),
    "launch_chosen": Sentence(
        "A training step takes {step_ms} ms in the mode “{mode}”; {usual_ms} ms as usual."
    ),
    "launch_impossible": Sentence("The mode “{mode}” cannot be used here: {reason}."),
    "device_awaited": Sentence(
        "Waiting for {device}: “{name}” is being trained on it (process {pid})."
    ),
    "wish_idle": Sentence("There is nothing to {wish} at this stage ({stage})."),
}

KEPT: dict[str, Sentence] = {
    "kept_syncnet": Sentence(
        "SyncNet training is saved at step {step} of {total}; the same command resumes it."
    ),
    "kept_syncnet_done": Sentence("The trained SyncNet is saved: {path}."),
    "kept_generator": Sentence(
        "The model's training is saved at step {step} of {total}; the same command resumes it."
    ),
}
"""What a stopped training leaves behind; see ``Job.keeps``."""

VERDICTS: dict[str, Sentence] = {
    "verdict_ready": Sentence(
        "Ready.",
        "The mouth follows the audio, closes when it should and is sharp.",
    ),
    "verdict_more_sync": Sentence(
        "Good. Train {minutes} min more for better lip sync.",
        "The mouth follows the audio, but not closely enough yet.",
    ),
    "verdict_more_shapes": Sentence(
        "Good. Train {minutes} min more for clearer mouth shapes.",
        "The mouth does not open or close as far as the real one yet.",
    ),
    "verdict_more_sharpness": Sentence(
        "Good. Train {minutes} min more for sharper teeth.",
        "Lips and teeth are softer than in the video.",
    ),
    "verdict_more_skin": Sentence(
        "Good. Train {minutes} min more for more natural skin.",
        "The skin around the mouth is smoother than in the video.",
    ),
    "verdict_ignores_audio": Sentence(
        "Not ready: the model ignores the audio. Record more speech.",
        "The mouth moves no better with the right audio than with other audio. Three minutes of "
        "speech or more give good results.",
    ),
    "verdict_blurred": Sentence(
        "Not ready: the mouth is still blurred and does not follow the audio. Train {minutes} min "
        "more.",
        "So short a training does not show yet what can be learned from this video.",
    ),
    "verdict_noise": Sentence(
        "Not ready: there are no clear lips and teeth yet. Train {minutes} min more.",
        "The training was too short: the inside of the mouth is still noise.",
    ),
    "verdict_average_mouth": Sentence(
        "Not ready: the model is no better than an average mouth. Train {minutes} min more.",
        "A still image of the average mouth is as close to the video as this model.",
    ),
    "verdict_unknown": Sentence(
        "Not measured yet.",
        "It is not known how well this model fits this video. Look at the preview first.",
    ),
}
"""What a trained model is good for; see ``protocol.verdict``."""
