"""What each process of a training but the first does: it takes part in the steps of the first."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import Any

import torch

from synctalk_engine import devices
from synctalk_engine.dataset.batches import TrainingSampler, prefetch
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import AssetError, DatasetError, DeviceError
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.training.clips import open_clips
from synctalk_engine.training.distributed.crew import Crew, CrewEnded, CrewLostError, JointCrew
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.memory import is_out_of_memory
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import LITE0, perceptual_network
from synctalk_engine.training.resume import ResumeState
from synctalk_engine.workspace.layout import Workspace


@dataclass(frozen=True)
class Assignment:
    """What the others must know to take part in a training; plain values and tensors."""

    clip_dirs: list[str]
    """Relative to the workspace, which is each machine's own."""
    preset: str
    asr: FeatureKind
    train_frames: int
    batch_size: int
    seed: int
    precision: dict[str, Any]
    threads: int
    step: int
    trainer: dict[str, Any] = field(repr=False)
    """The leader's :meth:`GeneratorTrainer.state_dict`."""
    has_perceptual: bool


def assign_workers(
    crew: Crew,
    trainer: GeneratorTrainer,
    clip: ClipDataset,
    workspace: Workspace,
    batch_size: int,
    state: ResumeState,
) -> None:
    """Tell the others what they take part in, and let the trainer learn together with them."""
    if crew.size == 1:
        return
    assignment = Assignment(
        clip_dirs=[workspace.relative(part.clip.path) for part in clip.parts],
        preset=clip.preset.name,
        asr=clip.asr,
        train_frames=len(clip.split.train),
        batch_size=batch_size,
        seed=state.identity["seed"],
        precision=state.identity["precision"],
        threads=torch.get_num_threads(),
        step=state.step,
        trainer=trainer.state_dict(),
        has_perceptual=trainer.has_perceptual_loss,
    )
    crew.tell(assignment)
    trainer.join(crew)


# -- the others -------------------------------------------------------------------------------


def assist(device_name: str, workspace: Workspace) -> int:
    """Take part in a training that another process leads, to its end.

    Returns:
        The process's exit code.
    """
    # the leader gets the signal too, saves and ends all
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    device = torch.device(devices.select(device_name))
    crew = JointCrew(device)
    try:
        _take_part(crew, device, workspace, crew.hear())
    except (CrewEnded, CrewLostError):
        return 0
    except Exception as error:
        if is_out_of_memory(error):
            error = DeviceError("memory_too_small", device=str(device), tried="1")
        crew.report(error)
        raise error from None
    finally:
        crew.leave()
    return 0


def _take_part(
    crew: JointCrew, device: torch.device, workspace: Workspace, given: Assignment
) -> None:
    torch.set_num_threads(given.threads)
    preset = get_preset(given.preset)
    folders = [workspace.resolve(folder) for folder in given.clip_dirs]
    clip = open_clips(folders, preset, given.asr)
    if len(clip.split.train) != given.train_frames:
        reason = "it is not the same on all machines"
        raise DatasetError("dataset_incomplete", name=clip.name, reason=reason)
    perceptual = perceptual_network(device) if given.has_perceptual else None
    if given.has_perceptual and perceptual is None:
        raise AssetError("asset_missing", asset=LITE0, what="perceptual loss")
    precision = Precision(**given.precision)
    network = precision.place(create_generator(clip.preset, clip.kind).to(device))
    sampler = TrainingSampler(clip, given.batch_size, given.seed, part=crew.part)
    factory = TrainerFactory(clip, sampler, device, given.seed, perceptual)
    trainer = factory.build(network, precision)
    trainer.load_state_dict(given.trainer)
    trainer.join(crew)
    with prefetch(trainer.inputs(given.step)) as inputs:
        for given_batch in inputs:
            order = crew.hear()
            with crew.guarded():
                trainer.step(order["step"], order["rate"], given_batch, order["images"])
