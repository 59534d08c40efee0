"""Networks with the weights that their publishers made."""

from __future__ import annotations

from pathlib import Path

from torch import nn

from synctalk_engine.errors import AssetError
from synctalk_engine.models.registry import create
from synctalk_engine.models.state_dict_layouts import StateDictError, weights_for
from synctalk_engine.weights_file import WeightsFileError, read_weights_file


def load_network(network_name: str, asset_id: str, weights_path: Path) -> nn.Module:
    """The network in evaluation mode, on the CPU.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    network = create(network_name)
    try:
        network.load_state_dict(weights_for(network_name, read_weights_file(weights_path)))
    except (StateDictError, WeightsFileError) as error:
        raise AssetError(
            "asset_other_network", path=weights_path, asset=asset_id, reason=error
        ) from error
    return network.eval()
