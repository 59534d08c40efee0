"""In the place of the network that finds a person: it finds one in the left half of each image."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from synctalk_engine.assets import AssetStore
from synctalk_engine.render import person_network


class LeftHalf(torch.nn.Module):
    """Finds a person in the left half of every image; counts the images."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def forward(self, images: torch.Tensor) -> list[torch.Tensor]:
        self.seen += len(images)
        masks = torch.zeros(len(images), 1, *images.shape[2:])
        masks[..., : images.shape[3] // 2] = 1
        return [masks]


def install_left_half(monkeypatch: pytest.MonkeyPatch, folder: Path) -> LeftHalf:
    """Every render takes this network; no weights are needed."""
    network = LeftHalf()
    monkeypatch.setattr(AssetStore, "path", lambda store, asset_id: folder / asset_id)
    monkeypatch.setattr(person_network, "load_person_network", lambda path, device: network)
    return network
