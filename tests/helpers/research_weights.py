"""Weights and inputs by formula, the same on every machine, for tests of the research networks."""

import gzip
import json
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

UPSTREAM = Path(__file__).parents[1] / "data" / "upstream"


@cache
def manifests() -> dict[str, dict[str, list[int]]]:
    """Network -> state-dict key -> shape, in the order of the research checkpoints."""
    return json.loads(gzip.decompress((UPSTREAM / "manifests.json.gz").read_bytes()))


def formula_state(shapes: dict[str, list[int]], gain: float = 0.9) -> dict[str, Tensor]:
    """A state dict of these shapes, each tensor sampled from a generator seeded by its key."""
    return {key: formula_tensor(key, shape, gain) for key, shape in shapes.items()}


def formula_tensor(key: str, shape: list[int], gain: float) -> Tensor:
    random = np.random.default_rng(zlib.crc32(key.encode()))
    if key.endswith("num_batches_tracked"):
        return torch.zeros(shape, dtype=torch.int64)
    if key.endswith("running_var"):
        values = random.uniform(0.5, 1.5, shape)
    elif key.endswith("running_mean"):
        values = random.normal(0, 0.1, shape)
    elif len(shape) == 1 and key.endswith(".weight"):
        values = gain + random.normal(0, 0.05, shape)
    elif len(shape) == 1:
        values = random.normal(0, 0.05, shape)
    else:
        values = random.normal(0, (1 / np.prod(shape[1:])) ** 0.5, shape)
    return torch.tensor(values, dtype=torch.float32)


def research_state(name: str) -> dict[str, Tensor]:
    """The formula's weights for a network of `manifests`."""
    return formula_state(manifests()[name], gain=0.2 if name == "pfld_ghostone" else 0.9)


def load_formula(network: nn.Module, name: str) -> nn.Module:
    """`network` with the formula's weights for `name`, in eval mode."""
    network.load_state_dict(research_state(name))
    return network.eval()
