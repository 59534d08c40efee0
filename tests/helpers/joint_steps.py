"""A few steps of a small generator as one of several processes, or of one, written to a file.

python -m tests.helpers.joint_steps CLIP_FOLDER OUTPUT    (RANK, WORLD_SIZE ... as a launcher)
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.distributed.crew import JointCrew
from synctalk_engine.training.evaluation.validation import to_device
from synctalk_engine.training.generator import trainer as trainer_module
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.losses import LossWeights
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert

Step = 2
CPU = torch.device("cpu")


def learn(clip: ClipDataset, crew: JointCrew) -> dict[str, object]:
    """Losses, gradient and batch norms of the first step (with a sync loss); the last weights."""
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
    # In doubles: a fresh network on drawn pictures makes much of the rounding of floats.
    network = LiteGenerator(config).double()
    trainer_module.to_device = _input_in_doubles
    teacher = MouthSyncExpert(MouthSyncNet(), clip, CPU) if crew.is_leader else None
    sampler = TrainingSampler(clip, 6, seed=1, part=crew.part)
    # Without the loss on change: its gradient is a sign, and where nothing moves, of rounding.
    weights = LossWeights(delta=0.0, sync=0.1)
    precision = Precision("fp32")
    critic = Discriminator(160, CPU, precision, seed=1)
    trainer = GeneratorTrainer(
        network, sampler, clip, CPU, precision, 1, weights, None, teacher, critic
    )
    trainer.join(crew)
    first: dict[str, object] = {}
    with closing(trainer.inputs(0)) as inputs:
        for step, given in zip(range(Step), inputs, strict=False):
            images = 6 + (12 if step == 0 else 0)
            losses = trainer.step(step, 1e-3, given, images)
            if step == 0:
                gradient = torch.cat([p.grad.flatten() for p in network.parameters()])
                norms = {name: value.clone() for name, value in network.named_buffers()}
                first = {"losses": losses, "gradient": gradient, "norms": norms}
    return {**first, "weights": network.state_dict()}


def _input_in_doubles(image, device: torch.device) -> torch.Tensor:
    moved = to_device(image, device)
    return moved.double() if image.shape[-1] == 6 else moved  # not the target


def main() -> None:
    torch.set_num_threads(1)
    clip = open_clip_dataset(Path(sys.argv[1]), get_preset("lite-160"))
    # A single one also takes the shared batch norm, which counts more exactly than torch's own.
    crew = JointCrew(CPU)
    torch.save(learn(clip, crew), sys.argv[2])
    crew.leave()


if __name__ == "__main__":
    main()
