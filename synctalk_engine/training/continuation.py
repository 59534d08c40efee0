"""What a training continues from: a saved state, weights alone, or nothing.

The same command again continues what is unfinished and skips what is finished; ``--force`` starts
a new training. A training may go through several runs (one for each command); the run in which it
began is marked. Where its saved state is gone or damaged, its newest weights are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.errors import CheckpointError
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.checkpoints import generator_in
from synctalk_engine.training.options import ProjectPaths
from synctalk_engine.training.resume import Resumed, read_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_engine.workspace.state import checkpoint_epochs

OnWarning = Callable[..., object]
DEFAULTS = TrainOptions(name="any")


@dataclass(frozen=True)
class WeightsOnly:
    """A checkpoint to continue from without its optimizer state."""

    path: Path
    preset: str
    asr: str | None
    """None where it is not recorded."""
    info: dict[str, Any] = field(repr=False)
    """Metadata of the file; {} for checkpoints of the research code."""

    @property
    def first_epoch(self) -> int:
        """Number of its training's first epoch."""
        return min(int(self.info.get("first_epoch", 0)), self.epoch)

    @property
    def epoch(self) -> int:
        """Its number: that of its name, where it has one."""
        if self.path.stem.isdecimal():
            return int(self.path.stem)
        return int(self.info.get("epoch", 0))

    def steps_done(self, steps_per_epoch: int) -> int:
        """Steps of its training so far, in steps of which ``steps_per_epoch`` are an epoch."""
        previous = self.info.get("steps_per_epoch")
        if self.path.stem.isdecimal() or not previous:
            return (self.epoch + 1 - self.first_epoch) * steps_per_epoch
        return round(self.info["step"] * steps_per_epoch / previous)


@dataclass(frozen=True)
class Continuation:
    """One of the two, or neither: then the training is a new one."""

    resumed: Resumed | None = None
    left: WeightsOnly | None = None

    @property
    def config(self) -> dict[str, Any]:
        """Preset, asr, batch size ... of what is continued, as far as known."""
        if self.resumed is not None:
            return self.resumed.run.config_record
        if self.left is None:
            return {}
        return {**self.left.info, "preset": self.left.preset, "asr": self.left.asr}

    @property
    def path(self) -> Path | None:
        if self.resumed is not None:
            return self.resumed.path
        return None if self.left is None else self.left.path


NEW = Continuation()


def find_continuation(
    run: RunFolder, options: TrainOptions, paths: ProjectPaths, warn: OnWarning
) -> Continuation:
    """What a ``train`` command continues.

    Args:
        run: the command's own; a run that is executed again continues its own state.
        warn: called with a code and its parameters, as :meth:`Job.warning`.
    Raises:
        CheckpointError: there are checkpoints, and none can be read.
    """
    if not run.has_resume and (options.force or run.is_new_training):
        return NEW
    damaged = False
    for candidate in _runs_of_training(run, options, paths):
        if candidate.has_resume:
            try:
                resumed = read_resume(candidate, lambda path, reason: _warn(warn, path, reason))
            except CheckpointError:
                damaged = True
                left = _readable([candidate.latest_path], options.preset, warn)
                if left is not None:
                    return Continuation(left=left)
            else:
                if resumed is not None and _is_same_branch(resumed, options, run.workspace):
                    return Continuation(resumed)
                return NEW
        if candidate.is_new_training and not damaged:
            return NEW  # it ended before there was anything to save
    if options.from_checkpoint is not None:
        return NEW
    numbers = reversed(checkpoint_epochs(paths.model_dir))
    checkpoints = [paths.model_dir / f"{n}.pth" for n in numbers]
    left = _readable(checkpoints, options.preset, warn)
    if left is None and checkpoints:
        raise CheckpointError("checkpoints_unreadable", path=paths.model_dir)
    if left is None and damaged:
        warn("nothing_to_continue", name=options.name)
    return NEW if left is None else Continuation(left=left)


def is_same_preset(wanted: str, found: str) -> bool:
    """Whether ``found`` is what was asked for: ``studio`` is any size of its patch."""
    return wanted == found or (wanted == "studio" and found.startswith("studio-"))


def check_same_model(continuation: Continuation, options: TrainOptions) -> None:
    """Refuse to continue a training as another model.

    Raises:
        CheckpointError: ``checkpoint_other_kind`` where ``--continue_training`` was given, else
            ``training_other_kind``, which names ``--force``.
    """
    for key, wanted in (("preset", options.preset), ("asr", options.asr)):
        found = continuation.config.get(key)
        if wanted is None or found is None or is_same_preset(wanted, found):
            continue
        if options.continue_training:
            raise CheckpointError(
                "checkpoint_other_kind",
                path=continuation.path,
                found=f"a training with {key} {found}",
                wanted=wanted,
            )
        raise CheckpointError(
            "training_other_kind", name=options.name, option=key, found=found, wanted=wanted
        )


def ignored_options(continuation: Continuation, options: TrainOptions) -> list[str]:
    """Options that a saved state has fixed, given otherwise than it has them."""
    if continuation.resumed is None:
        return []
    config = continuation.resumed.run.config
    ignored = []
    if options.seed not in (DEFAULTS.seed, config.seed):
        ignored.append(f"--seed {options.seed}")
    if options.precision not in ("auto", config.precision.number_format):
        ignored.append(f"--precision {options.precision}")
    return ignored


def _runs_of_training(
    run: RunFolder, options: TrainOptions, paths: ProjectPaths
) -> Iterator[RunFolder]:
    """The runs of the newest training that saves to the folder, newest first.

    A run that is executed again comes first, whatever began after it.
    """
    runs = runs_of_folder(run.workspace, options.name, paths.model_dir)
    if run.has_resume:
        runs = [*(other for other in runs if other.run_id < run.run_id), run]
    for candidate in reversed(runs):
        if candidate.has_resume or candidate.is_new_training:
            yield candidate
        if candidate.is_new_training:
            return


def _is_same_branch(resumed: Resumed, options: TrainOptions, workspace: Workspace) -> bool:
    """Whether ``--from_checkpoint``, if given, is where the training began."""
    if options.from_checkpoint is None:
        return True
    parent = resumed.run.config.parent
    wanted = workspace.resolve(options.from_checkpoint)
    return parent is not None and workspace.resolve(parent) == wanted


def _readable(paths: list[Path], preset: str | None, warn: OnWarning) -> WeightsOnly | None:
    """The first of some checkpoints that can be read; the others are warned of."""
    for path in paths:
        if not path.is_file():
            continue
        try:
            return WeightsOnly(path, *generator_in(path, preset))
        except CheckpointError as error:
            reason = error.params.get("reason", str(error))
            warn("checkpoint_skipped", path=path.as_posix(), reason=reason)
    return None


def _warn(warn: OnWarning, path: Path, reason: str) -> None:
    warn("resume_damaged", path=path.as_posix(), reason=reason)


def runs_of_folder(workspace: Workspace, name: str, model_dir: Path) -> list[RunFolder]:
    """The project's runs whose checkpoints go to a folder, oldest first."""
    runs = list_runs(workspace, name)
    return [run for run in runs if run.model_dir() == model_dir]
