"""The optimizer of a generator."""

from __future__ import annotations

import torch
from torch import nn

from synctalk_engine.training.generator.audio_pretrain import audio_parameters
from synctalk_engine.training.hardware.precision import optimizer_options

AUDIO_LR_FACTOR = 0.1
"""Learning rate of the pretrained audio encoder, as a fraction of the other weights'."""
WEIGHT_DECAY = 0.01


def make_optimizer(network: nn.Module, device: torch.device) -> torch.optim.AdamW:
    """AdamW; the pretrained audio encoder has a smaller learning rate than the other weights."""
    audio = audio_parameters(network)
    known = {id(parameter) for parameter in audio}
    trained = (parameter for parameter in network.parameters() if parameter.requires_grad)
    image = [parameter for parameter in trained if id(parameter) not in known]
    return torch.optim.AdamW(
        [{"params": image, "share": 1.0}, {"params": audio, "share": AUDIO_LR_FACTOR}],
        lr=1e-3,
        weight_decay=WEIGHT_DECAY,
        **optimizer_options(device),
    )
