"""``synctalk evaluate``: all metrics on the validation frames, and controls to compare with.

A model that ignores the audio scores the same with shifted audio; one that has learnt
nothing but the mean scores like the mean mouth. The evaluator is a SyncNet that took no part in the
training: another seed, another choice of its weights.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.face.crop import mouth_patch
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.render import BlindOptions, EvaluateOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.training.checkpoints import load_generator
from synctalk_engine.training.evaluation import metrics
from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint
from synctalk_engine.training.evaluation.generated_frames import (
    FrameGenerator,
    GeneratedFrame,
    finished_images,
)
from synctalk_engine.training.evaluation.metrics import in_box
from synctalk_engine.training.evaluation.mouth_opening import landmark_weights, opening_pairs
from synctalk_engine.training.evaluation.validation import (
    FOLDER_NAME,
    ValidationSet,
    shifted_frames,
)
from synctalk_engine.training.evaluation.viewer import ViewerEvaluator
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.hardware.threads import use_idle_cores
from synctalk_engine.training.options import ProjectPaths, open_device, project_paths
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.score import SyncScore, score
from synctalk_engine.training.syncnet.stage import (
    SyncNetRequest,
    project_sync_expert,
    train_and_save,
)
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert, SyncExpert
from synctalk_engine.training.syncnet.trainer import SyncNetRecipe, train_syncnet
from synctalk_engine.workspace.layout import Workspace

EVALUATOR_SEED_OFFSET = 7919
"""Added to the seed, so that the evaluator starts from other weights than the sync expert."""
EVALUATOR_STEPS = 200
MAX_FRAMES = 750
"""Half a minute of validation frames is enough."""
DIGITS = 4

Metrics = dict[str, float | None]

logger = logging.getLogger(__name__)


def evaluate(options: EvaluateOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Measure a checkpoint on the validation frames of its clip.

    Returns:
        The metrics of ``protocol/metrics.py``; with ``only_pictures``: how many were
        generated, and where.
    Raises:
        CheckpointError, DatasetError, DeviceError, JobStopped.
    """
    model = open_model(options, workspace, job)
    checkpoint = {
        "preset": model.clip.preset.name,
        "checkpoint": workspace.relative(model.checkpoint),
    }
    if options.only_pictures:
        return {**checkpoint, **_write_frames(model, job)}
    validation = ValidationSet(model.clip)
    weights = landmark_weights(job)
    generated = _generate(model, validation, weights, job)
    return {
        "frames": len(generated.frames),
        "asr": model.clip.asr,
        **checkpoint,
        **_image_metrics_with_controls(model, validation, generated, weights, job),
        **_sync_metrics(model, generated, options.seed, job),
    }


@dataclass(frozen=True)
class OpenedModel:
    """A checkpoint and the clip that it is measured on."""

    clip: ClipDataset
    paths: ProjectPaths
    checkpoint: Path
    epoch: int | None
    generator: FrameGenerator

    @property
    def device(self) -> torch.device:
        """The device that the network is on."""
        return self.generator.device

    def generate(
        self, frames: np.ndarray, references: np.ndarray, audio_frames: np.ndarray | None = None
    ) -> Iterator[GeneratedFrame]:
        """Crops and whole frames, as :class:`FrameGenerator` gives them."""
        return self.generator.generate(self.clip, frames, references, audio_frames)


def open_model(
    options: EvaluateOptions | BlindOptions, workspace: Workspace, job: Job
) -> OpenedModel:
    """The checkpoint that the options name, ready to generate, and its clip.

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
    epoch = loaded.info.get("epoch", int(path.stem) if path.stem.isdecimal() else None)
    generator = FrameGenerator(precision.place(loaded.network), device, precision, job.poll)
    return OpenedModel(clip, paths, path, epoch, generator)


@dataclass(frozen=True)
class MeasuredFrames:
    """Validation frames as they were generated with one audio."""

    crops: np.ndarray
    """(T, crop_px, crop_px, 3) uint8 BGR."""
    seen: Metrics
    """What a viewer sees; {} where the landmark networks are not installed."""


@dataclass(frozen=True)
class GeneratedFrames:
    """Validation frames (T,) with their own audio and with mismatched audio."""

    frames: np.ndarray
    references: np.ndarray
    own: MeasuredFrames
    mismatched: MeasuredFrames
    source: Metrics
    """What a viewer sees of the source's own frames, as for :class:`MeasuredFrames`."""


def _generate(
    model: OpenedModel, validation: ValidationSet, weights: FaceWeights | None, job: Job
) -> GeneratedFrames:
    """Generate all frames once with each audio; what a viewer sees is measured on the way."""
    frames, references = validation.frames[:MAX_FRAMES], validation.references[:MAX_FRAMES]
    shifted = shifted_frames(frames)
    if weights is None:
        with job.in_stage(JobStage.EVALUATE):
            own, mismatched = (
                MeasuredFrames(model.generator.crops(model.clip, frames, references, audio), {})
                for audio in (frames, shifted)
            )
        return GeneratedFrames(frames, references, own, mismatched, {})
    with job.in_stage(JobStage.VIEWER), viewer_evaluator(model, frames, weights, job) as viewer:
        own, mismatched = (
            _measured(viewer, model.generate(frames, references, audio))
            for audio in (frames, shifted)
        )
        return GeneratedFrames(frames, references, own, mismatched, viewer.source)


def _measured(viewer: ViewerEvaluator, generated: Iterable[GeneratedFrame]) -> MeasuredFrames:
    crops: list[np.ndarray] = []
    seen = viewer.measure(finished_images(generated, crops))
    return MeasuredFrames(np.stack(crops), seen)


def _image_metrics_with_controls(
    model: OpenedModel,
    validation: ValidationSet,
    generated: GeneratedFrames,
    weights: FaceWeights | None,
    job: Job,
) -> dict[str, Any]:
    """Everything that is measured on images, and ``controls``."""
    clip, frames = model.clip, generated.frames
    own, mismatched = generated.own, generated.mismatched
    mean_mouth = np.broadcast_to(validation.mean_crop, own.crops.shape)
    with job.in_stage(JobStage.EVALUATE):
        metrics = image_metrics(clip, frames, own.crops)
        other_audio = mouth_metrics(clip, frames, mismatched.crops)
        controls = {
            "reference_copy": mouth_metrics(clip, frames, clip.crops[generated.references]),
            "mean_mouth": mouth_metrics(clip, frames, mean_mouth),
        }
        metrics["mouth_opening_r"] = _opening_r(clip, frames, own.crops, weights, job)
        other_audio["mouth_opening_r"] = _opening_r(clip, frames, mismatched.crops, weights, job)
    if generated.source:
        controls["source"] = generated.source
    controls["other_audio"] = other_audio | mismatched.seen
    return {**metrics, **own.seen, "controls": controls}


@contextlib.contextmanager
def viewer_evaluator(
    model: OpenedModel, frames: np.ndarray, weights: FaceWeights, job: Job
) -> Iterator[ViewerEvaluator]:
    """An evaluator whose videos are deleted at the end."""
    with tempfile.TemporaryDirectory(
        dir=job.run.path, prefix="viewer-", ignore_cleanup_errors=True
    ) as folder:
        yield ViewerEvaluator(model.clip, frames, weights, Path(folder), model.device, job.poll)


def _sync_metrics(
    model: OpenedModel, generated: GeneratedFrames, seed: int, job: Job
) -> dict[str, dict[str, float | None]]:
    """Scores of the project's SyncNet, and of an independent one on generated mouths."""
    clip, frames = model.clip, generated.frames
    with job.in_stage(JobStage.SYNCNET):
        own = _own_syncnet(clip, model.paths, seed, model.device, job).score()
    with job.in_stage(JobStage.JUDGE):
        evaluator, real = _train_evaluator(clip, seed, model.device, job)
        patches = patches_of(clip, frames, generated.own.crops)
        seen = score(evaluator, patches, clip.mel[frames], clip.fps)
    return {
        "syncnet": own.as_dict(),
        "judge": {
            "auc_real": round(real.auc, DIGITS),
            "auc_generated": round(seen.auc, DIGITS),
            "offset_accuracy_1s": round(seen.offset_accuracy_1s, DIGITS),
            "offset_accuracy_1s_real": round(real.offset_accuracy_1s, DIGITS),
        },
    }


def _write_frames(model: OpenedModel, job: Job) -> dict[str, Any]:
    """Write the validation frames as a network generates them into the run's folder."""
    folder = job.run.path / FOLDER_NAME
    report = _reporter(job, "frames")
    with job.in_stage(JobStage.EVALUATE):
        validation = ValidationSet(model.clip)
        drawn_by = (model.generator.network, model.device, model.generator.precision)
        validation.write_frames(folder, *drawn_by, model.epoch, report)
        report(validation.written_frames, validation.written_frames)
    return {"frames": validation.written_frames, "pictures": folder.as_posix()}


def find_checkpoint(
    options: EvaluateOptions | BlindOptions, paths: ProjectPaths, workspace: Workspace
) -> Path:
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


def _opening_r(
    clip: ClipDataset, frames: np.ndarray, crops: np.ndarray, weights: FaceWeights | None, job: Job
) -> float | None:
    """Correlation of the crops' mouth opening with the true one.

    With mismatched audio it is what the image input alone gives away of the mouth.
    """
    if weights is None:
        return None
    job.poll()
    return round(metrics.correlation(*opening_pairs(clip, frames, crops, weights)), DIGITS)


def _own_syncnet(clip, paths: ProjectPaths, seed: int, device, job: Job) -> SyncExpert:
    """The project's SyncNet, ours or the research code's; trained now where there is none."""
    sync_expert = project_sync_expert(paths, clip, device, True, job)
    if sync_expert is not None:
        return sync_expert
    network, _ = train_and_save(clip, paths.syncnet_dir, SyncNetRequest(seed), device, job)
    return MouthSyncExpert(network, clip, device)


def _train_evaluator(clip, seed: int, device, job: Job) -> tuple[MouthSyncNet, SyncScore]:
    # It keeps its last weights, not those with the best validation score.
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
