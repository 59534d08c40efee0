"""Which checkpoint of a project is the best one: what render, evaluate and export take by default.

There is one meaning of best. A checkpoint becomes the best one only where its metrics on the
validation frames beat those of the best one so far, whatever made that: this run, an earlier one,
an import, the research code. Metrics are compared only where they were measured the same way
(:meth:`ValidationSet.method`); a best checkpoint that was not is measured again first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import CheckpointError, DatasetError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.training.checkpoints import (
    LoadedGenerator,
    generator_in,
    load_generator,
    read_weights,
)
from synctalk_engine.training.clips import open_clips
from synctalk_engine.training.continuation import runs_of_folder
from synctalk_engine.training.evaluation.validation import ValidationSet, selection_score
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import checkpoint_epochs, read_state, recorded_best

logger = logging.getLogger(__name__)


def best_checkpoint(
    clip_dir: Path, model_dir: Path, workspace: Workspace, name: str | None = None
) -> Path:
    """What to take where no checkpoint was named: the best one, else the newest weights.

    Args:
        name: of the project; None: that of the clip's folder.
    Raises:
        CheckpointError: ``checkpoint_not_found``.
    """
    name = name or clip_dir.name
    best = find_best(clip_dir, model_dir, workspace, name)
    if best is not None:
        return best
    for run in reversed(runs_of_folder(workspace, name, model_dir)):
        if run.latest_path.is_file():  # stopped before its first checkpoint
            return run.latest_path
    raise CheckpointError("checkpoint_not_found", path=model_dir, name=name)


def find_best(clip_dir: Path, model_dir: Path, workspace: Workspace, name: str) -> Path | None:
    """The best checkpoint by the project's record; where that is gone, by what is left.

    Returns:
        None where there is no checkpoint.
    """
    record = read_state(clip_dir, model_dir)["main_training"]
    recorded = recorded_best(record, workspace.relative(model_dir)).get("path")
    if isinstance(recorded, str) and workspace.resolve(recorded).is_file():
        return workspace.resolve(recorded)
    return _best_left(model_dir, workspace, name)


def best_so_far(
    candidates: Iterable[Path],
    validation: ValidationSet,
    device: torch.device,
    precision: Precision,
    job: Job,
) -> dict[str, Any]:
    """The best of what there is, with metrics that those of this training may be compared with.

    Args:
        candidates: what may be the best checkpoint so far; mostly one.
    Returns:
        ``path, epoch, step, figures, method`` and ``training``; {} where there is none. Without
        ``figures`` where it cannot be measured here: then it stays the best one.
    """
    found = [_measured(path, validation, device, precision, job) for path in candidates]
    usable = [best for best in found if best]
    return max(usable, key=_score, default={})


def beats(figures: dict[str, float], best: dict[str, Any]) -> bool:
    """Whether metrics are better than those of the best one so far (:func:`best_so_far`)."""
    return bool(figures) and (not best or selection_score(figures) > _score(best))


def _score(best: dict[str, Any]) -> float:
    """Its selection score; what could not be measured is not beaten."""
    return selection_score(best["figures"]) if best["figures"] else float("inf")


def _measured(
    path: Path,
    validation: ValidationSet,
    device: torch.device,
    precision: Precision,
    job: Job,
) -> dict[str, Any]:
    """A checkpoint as :func:`best_so_far` gives it; {} where it cannot be used at all."""
    shown, method = job.run.workspace.relative(path), validation.method(precision)
    try:
        best = _record_of(path, job.run.workspace)
        if best["figures"] and best["method"] == method:
            return best
        best["method"] = method
        # One that does not say its kind of features is measured with each that fits it.
        known = generator_in(path)[1]
        kinds = [known] if known else validation.clip.clip.feature_kinds()
        generators = list(_loaded(path, kinds, device))
    except CheckpointError as error:
        job.warning("best_unusable", path=shown, reason=str(error.params.get("reason", error)))
        return {}
    reason = "its audio features are unknown"
    figures = []
    for generator in generators:
        try:
            figures.append(_measure(generator, validation, device, precision, job))
        except SynctalkError as error:
            reason = str(error).rstrip(".")
    if not figures:
        job.warning("best_not_measured", path=shown, reason=reason)
        return {**best, "figures": {}}
    best["figures"] = max(figures, key=selection_score)
    job.log("best_measured", path=shown, mouth_psnr=best["figures"]["mouth_psnr"])
    return best


def checkpoint_record(path: Path | None, workspace: Workspace) -> dict[str, Any]:
    """A checkpoint as :func:`best_so_far` gives it, with the metrics that its file names."""
    try:
        return {} if path is None else _record_of(path, workspace)
    except CheckpointError as error:
        logger.warning("%s", error)
        return {}


def _record_of(path: Path, workspace: Workspace) -> dict[str, Any]:
    info = read_weights(path)[1]
    return {
        "path": workspace.relative(path),
        "epoch": info.get("epoch", int(path.stem) if path.stem.isdecimal() else 0),
        "step": info.get("step"),
        "training": info.get("training"),
        "method": info.get("method"),
        "figures": info.get("figures", {}),
    }


def _loaded(path: Path, kinds: list[str], device: torch.device) -> Iterator[LoadedGenerator]:
    """The checkpoint's network for each kind of features that fits it.

    Raises:
        CheckpointError: it fits none of them.
    """
    failure: CheckpointError | None = None
    count = 0
    for kind in kinds:
        try:
            generator = load_generator(path, device, asr=kind)
        except CheckpointError as error:
            failure = error
        else:
            count += 1
            yield generator
    if failure is not None and count == 0:
        raise failure


def _measure(
    generator: LoadedGenerator,
    validation: ValidationSet,
    device: torch.device,
    precision: Precision,
    job: Job,
) -> dict[str, float]:
    """Metrics on this training's validation frames, also of a network of another preset.

    Raises:
        SynctalkError: the video lacks what that network needs.
    """
    own = validation.clip
    other: ClipDataset | None = None
    if (generator.preset.name, generator.kind) != (own.preset.name, own.kind):
        folders = [part.clip.path for part in own.source_videos]

        def on_frames(done: int, total: int) -> None:
            job.poll()

        other = open_clips(folders, generator.preset, generator.asr, on_frames)  # type: ignore[arg-type]
        if len(other) < len(own):
            reason = f"its {generator.asr} features end before its frames"
            raise DatasetError("dataset_incomplete", name=own.name, reason=reason)
    network = precision.place(generator.network)
    return validation.measure(network, device, precision, other)


def _best_left(model_dir: Path, workspace: Workspace, name: str) -> Path | None:
    """Where nothing is recorded: the best by the files' own metrics, else the newest file.

    Metrics that were measured another way than the newest ones are left out.
    """
    paths = [model_dir / f"{epoch}.pth" for epoch in checkpoint_epochs(model_dir)]
    bests = [run.best_path for run in runs_of_folder(workspace, name, model_dir)]
    infos = {path: _info(path) for path in (*[p for p in bests if p.is_file()], *paths)}
    measured = [path for path, info in infos.items() if info.get("figures") and info.get("method")]
    if not measured:
        return paths[-1] if paths else None
    newest = infos[max(measured, key=lambda path: path.stat().st_mtime)]["method"]
    alike = [path for path in measured if infos[path]["method"] == newest]
    return max(alike, key=lambda path: selection_score(infos[path]["figures"]))


def _info(path: Path) -> dict[str, Any]:
    try:
        return read_weights(path)[1]
    except CheckpointError as error:
        logger.warning("%s", error)
        return {}
