"""Steps of a small generator as one of several processes, or of one, written to a file.

python -m tests.helpers.joint_steps CLIP_FOLDER FOLDER RANK SIZE    (the result: FOLDER/RANK)
"""

from __future__ import annotations

import gc
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.distributed.process_group import ProcessGroup
from synctalk_engine.training.generator import trainer as generator_trainer
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.losses import LossWeights
from synctalk_engine.training.generator.trainer import GeneratorTrainer, TrainerSetup
from synctalk_engine.training.hardware.precision import Precision, to_device
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert
from synctalk_engine.workspace.layout import Workspace

STEPS = 2
CPU = torch.device("cpu")
SYNC_FRAMES = 12


@dataclass(frozen=True)
class Scenario:
    """A short training; its first step has a sync loss."""

    batch_size: int = 6
    accumulate: int = 1
    discriminator_from_step: int = 0


SCENARIOS = {
    "even": Scenario(),
    "uneven batch, discriminator from step 1": Scenario(batch_size=8, discriminator_from_step=1),
    "micro-batches": Scenario(batch_size=12, accumulate=6),
}


def train(clip: ClipDataset, group: ProcessGroup, scenario: Scenario) -> dict[str, object]:
    """Losses of each step; gradient and batch norms after the first; the last weights."""
    torch.manual_seed(0)
    config = LiteConfig(
        input_px=160,
        widths=(8, 8, 16, 16, 32),
        audio_width=16,
        embedding_width=32,
        audio_channels=608,
        audio_dropout=0.0,  # falls elsewhere in each process, as noise does
        audio_noise=0.0,
    )
    # In doubles: a fresh network on synthetic frames makes much of the rounding of floats.
    network = LiteGenerator(config).double()
    generator_trainer.to_device = _input_in_doubles
    expert = MouthSyncExpert(MouthSyncNet(), clip, CPU) if group.rank == 0 else None
    sampler = TrainingSampler(clip, scenario.batch_size, seed=1, shard=group.shard)
    # Without the loss on change: its gradient is a sign, and where nothing moves, of rounding.
    weights = LossWeights(delta=0.0, sync=0.1)
    precision = Precision("fp32")
    discriminator = Discriminator(160, CPU, precision, seed=1)
    setup = TrainerSetup(clip, sampler, CPU, 1, sync_expert=expert, weights=weights)
    trainer = GeneratorTrainer(network, precision, setup, discriminator)
    trainer.discriminator_from_step = scenario.discriminator_from_step
    trainer.join(group, scenario.accumulate)
    found: dict[str, object] = {}
    losses = []
    with closing(trainer.inputs(0)) as inputs:
        for step, given in zip(range(STEPS), inputs, strict=False):
            images = scenario.batch_size + (SYNC_FRAMES if step == 0 else 0)
            losses.append(trainer.step(step, 1e-3, given, images))
            if step == 0:
                gradient = torch.cat([p.grad.flatten() for p in network.parameters()])
                norms = {name: value.clone() for name, value in network.named_buffers()}
                found = {"gradient": gradient, "norms": norms}
    last = {name: value.detach().clone() for name, value in network.named_parameters()}
    last |= {f"discriminator {n}": v for n, v in discriminator.network.state_dict().items()}
    return {**found, "losses": losses, "weights": last}


def wait_in_step(group: ProcessGroup, _device: torch.device, _workspace: Workspace) -> None:
    """A worker that waits for values of the main process."""
    group.sum_values({})


def _input_in_doubles(image, device: torch.device) -> torch.Tensor:
    moved = to_device(image, device)
    return moved.double() if image.shape[-1] == 6 else moved  # not the target


def main() -> None:
    torch.set_num_threads(1)
    clip_dir, folder, rank, size = sys.argv[1:]
    clip = open_clip_dataset(Path(clip_dir), get_preset("lite-160"))
    store = torch.distributed.FileStore(str(Path(folder) / "store"), int(size))
    # A single one takes the shared batch norm too, which counts more exactly than torch's own.
    group = ProcessGroup(CPU, store, int(rank), int(size))
    found = {name: train(clip, group, scenario) for name, scenario in SCENARIOS.items()}
    torch.save(found, Path(folder) / rank)
    if group.rank > 0:  # as the program's workers: the main process says when it is over
        assert group.receive() is None
    group.close()
    gc.collect()
    assert not _communication_threads()  # one that outlives Python aborts the process


def _communication_threads() -> list[str]:
    """Names of gloo's threads in this process; none where the system has no /proc."""
    names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
    return [name for name in names if "gloo" in name]


if __name__ == "__main__":
    main()
