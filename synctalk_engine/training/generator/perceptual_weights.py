"""VGG19's weights from a file, in torchvision's layout or its `features` alone."""

from __future__ import annotations

from pathlib import Path

import torch

from synctalk_engine.errors import AssetError
from synctalk_engine.models.perceptual import Vgg19Features
from synctalk_engine.models.state_dict_layouts import StateDictError, vgg19_weights
from synctalk_engine.weights_file import WeightsFileError, read_weights_file


def load_vgg19(path: Path) -> Vgg19Features:
    """The perceptual network of the research code; the classifier may be in the file or not.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    try:
        return Vgg19Features(vgg19_weights(read_weights_file(path)))
    except (StateDictError, WeightsFileError) as error:
        raise AssetError("asset_other_network", path=path, asset="vgg19", reason=error) from error


def check_vgg19(path: Path) -> None:
    """Look at a grey picture with these weights.

    Raises:
        AssetError: asset_other_network, saying why they cannot be used.
    """
    with torch.inference_mode():
        levels = load_vgg19(path)(torch.full((1, 3, 32, 32), 0.5))
    if not all(torch.isfinite(level).all() for level in levels):
        reason = "its features of a test image are not numbers"
        raise AssetError("asset_other_network", path=path, asset="vgg19", reason=reason)
