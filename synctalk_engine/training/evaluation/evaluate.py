"""``synctalk evaluate``: every figure on held-out time, and controls that say what it is worth.

A model that ignores the sound scores the same with sound from elsewhere; one that has learnt
nothing but the mean scores like the mean mouth. The judge is a SyncNet that took no part in the
training: another seed, another choice of its weights.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.face.crop import mouth_patch
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.render import EvaluateOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.evaluation import metrics
from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint
from synctalk_engine.training.evaluation.metrics import in_box
from synctalk_engine.training.evaluation.mouth_opening import landmark_weights, opening_pairs
from synctalk_engine.training.evaluation.validation import (
    FOLDER_NAME,
    ValidationSet,
    generate_crops,
    shifted_frames,
)
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.hardware.threads import use_idle_cores
from synctalk_engine.training.options import ProjectPaths, open_device, project_paths
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.score import SyncScore, score
from synctalk_engine.training.syncnet.stage import project_sync_expert, train_and_save
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert, SyncExpert
from synctalk_engine.training.syncnet.trainer import SyncNetRecipe, train_syncnet
from synctalk_engine.workspace.layout import Workspace

EVALUATOR_SEED_OFFSET = 7919
"""Added to the seed, so that the judge begins elsewhere than the teacher."""
EVALUATOR_STEPS = 200
MAX_FRAMES = 750
"""Half a minute of held-out time tells enough."""
DIGITS = 4

logger = logging.getLogger(__name__)


def evaluate(options: EvaluateOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Measure a checkpoint on the held-out part of its clip.

    Returns:
        The metrics of ``protocol/metrics.py``; with ``only_pictures``: how many were drawn, where.
    Raises:
        CheckpointError, DatasetError, DeviceError, JobStopped.
    """
    paths = project_paths(options, workspace)
    device = open_device(options.device)
    use_idle_cores()
    path = find_checkpoint(options, paths, workspace)
    loaded = load_generator(path, device, asr=options.asr)
    with job.in_stage(JobStage.CROPS):
        report = _reporter(job, "frames")
        clip = open_clip_dataset(paths.clip_dir, loaded.preset, loaded.asr, report, job.warning)
    precision = Precision("fp32" if options.precision == "auto" else options.precision)
    network = precision.place(loaded.network)
    if options.only_pictures:
        epoch = loaded.info.get("epoch", int(path.stem) if path.stem.isdecimal() else None)
        drawn = _draw(clip, epoch, network, device, precision, job)
        return {"preset": clip.preset.name, "checkpoint": workspace.relative(path), **drawn}

    with job.in_stage(JobStage.EVALUATE):
        validation = ValidationSet(clip)
        frames = validation.frames[:MAX_FRAMES]
        references = validation.references[:MAX_FRAMES]
        job.poll()
        generated = generate_crops(network, clip, frames, references, device, precision)
        job.poll()
        mismatched = generate_crops(
            network, clip, frames, references, device, precision, shifted_frames(frames)
        )
        figures = image_metrics(clip, frames, generated)
        controls = {
            "reference_copy": mouth_metrics(clip, frames, clip.crops[references]),
            "mean_mouth": mouth_metrics(
                clip, frames, np.broadcast_to(validation.mean_crop, generated.shape)
            ),
            "other_audio": mouth_metrics(clip, frames, mismatched),
        }
        job.poll()
        opening_r, leak_r = _openings(clip, frames, generated, mismatched, job)
        controls["other_audio"]["mouth_opening_r"] = leak_r

    with job.in_stage(JobStage.SYNCNET):
        own = _own_syncnet(clip, paths, options, device, job).score()
    with job.in_stage(JobStage.JUDGE):
        evaluator, real = _train_evaluator(clip, options.seed, device, job)
        drawn = score(evaluator, patches_of(clip, frames, generated), clip.mel[frames], clip.fps)

    return {
        "frames": len(frames),
        "preset": clip.preset.name,
        "asr": clip.asr,
        "checkpoint": workspace.relative(path),
        **figures,
        "controls": controls,
        "mouth_opening_r": opening_r,
        "syncnet": own.as_dict(),
        "judge": {
            "auc_real": round(real.auc, DIGITS),
            "auc_generated": round(drawn.auc, DIGITS),
            "offset_accuracy_1s": round(drawn.offset_accuracy_1s, DIGITS),
            "offset_accuracy_1s_real": round(real.offset_accuracy_1s, DIGITS),
        },
    }


def _draw(clip, epoch: int | None, network, device, precision, job: Job) -> dict[str, Any]:
    """Write the held-out frames as a network draws them into the run's folder."""
    folder = job.run.path / FOLDER_NAME
    report = _reporter(job, "frames")
    with job.in_stage(JobStage.EVALUATE):
        validation = ValidationSet(clip)
        validation.write_frames(folder, network, device, precision, epoch, report)
        report(validation.written_frames, validation.written_frames)
    return {"frames": validation.written_frames, "pictures": folder.as_posix()}


def find_checkpoint(options: EvaluateOptions, paths: ProjectPaths, workspace: Workspace) -> Path:
    """The checkpoint that was named, else the best one (``best_checkpoint.py``).

    Raises:
        CheckpointError: ``checkpoint_not_found``.
    """
    if options.checkpoint is not None:
        return workspace.resolve(options.checkpoint)
    return best_checkpoint(paths.clip_dir, paths.model_dir, workspace, options.name)


def image_metrics(
    clip: ClipDataset, frames: np.ndarray, generated: np.ndarray
) -> dict[str, float | None]:
    """``mouth_psnr, mouth_ssim, face_psnr, sharpness_ratio, delta_error`` of generated crops."""
    true = clip.crops[frames]
    boxes = clip.mouth_boxes[frames]
    face = [metrics.psnr(drawn, real) for drawn, real in zip(generated, true, strict=True)]
    drawn_sharp, true_sharp, changes = [], [], []
    for row, box in enumerate(boxes):
        drawn, real = in_box(generated[row], box), in_box(true[row], box)
        drawn_sharp.append(metrics.sharpness(drawn))
        true_sharp.append(metrics.sharpness(real))
        if row and frames[row] - frames[row - 1] == 1:
            before, real_before = in_box(generated[row - 1], box), in_box(true[row - 1], box)
            changes.append(metrics.change_error(drawn, before, real, real_before))
    return {
        **mouth_metrics(clip, frames, generated),
        "face_psnr": _mean(face),
        "sharpness_ratio": round(float(np.mean(drawn_sharp) / max(np.mean(true_sharp), 1e-9)), 4),
        "delta_error": _mean(changes),
    }


def mouth_metrics(
    clip: ClipDataset, frames: np.ndarray, generated: np.ndarray
) -> dict[str, float | None]:
    """``mouth_psnr`` in dB and ``mouth_ssim``, means over the frames, in the mouth box."""
    pairs = [
        (in_box(drawn, box), in_box(clip.crops[frame], box))
        for drawn, frame, box in zip(generated, frames, clip.mouth_boxes[frames], strict=True)
    ]
    return {
        "mouth_psnr": _mean([metrics.psnr(drawn, real) for drawn, real in pairs]),
        "mouth_ssim": _mean([metrics.ssim(drawn, real) for drawn, real in pairs]),
    }


def patches_of(clip: ClipDataset, frames: np.ndarray, crops: np.ndarray) -> np.ndarray:
    """Aligned grey mouths of generated crops, (T, 32, 64) uint8, cut where the real ones are."""
    return np.stack(
        [mouth_patch(crop, clip.patch_to_crop[f]) for crop, f in zip(crops, frames, strict=True)]
    )


def _openings(clip, frames, generated, mismatched, job: Job) -> tuple[float | None, float | None]:
    """Correlation with the true opening: of the model, and of the model with other sound.

    The second is what the picture input alone gives away of the mouth to be drawn.
    """
    weights = landmark_weights(job)
    if weights is None:
        return None, None
    values = []
    for crops in (generated, mismatched):
        job.poll()
        values.append(round(metrics.correlation(*opening_pairs(clip, frames, crops, weights)), 4))
    return values[0], values[1]


def _own_syncnet(clip, paths: ProjectPaths, options, device, job: Job) -> SyncExpert:
    """The project's SyncNet, ours or the research code's; trained now where there is none."""
    sync_expert = project_sync_expert(paths, clip, device, True, job)
    if sync_expert is not None:
        return sync_expert
    network, _ = train_and_save(clip, paths.syncnet_dir, options.seed, device, job)
    return MouthSyncExpert(network, clip, device)


def _train_evaluator(clip, seed: int, device, job: Job) -> tuple[MouthSyncNet, SyncScore]:
    # Its weights are the last ones, not those that suit the held-out frames best.
    recipe = SyncNetRecipe(seed=seed + EVALUATOR_SEED_OFFSET, steps=EVALUATOR_STEPS, choose=False)
    report = _reporter(job, "steps")

    def on_step(step: int, total: int, _loss: float, _measured: SyncScore | None) -> None:
        report(step, total)

    network, measured, _ = train_syncnet(clip, recipe, device, on_step)
    return network, measured


def _reporter(job: Job, unit: str):
    def report(done: int, total: int) -> None:
        job.poll()
        job.progress(done, total, unit)

    return report


def _mean(values: list[float]) -> float | None:
    return round(float(np.mean(values)), DIGITS) if values else None
