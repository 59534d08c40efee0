"""SyncNet checkpoints: opened, or refused."""

from __future__ import annotations

from pathlib import Path

import torch

from synctalk_engine.errors import CheckpointError
from synctalk_engine.models.state_dict_layouts import StateDictError, weights_for_network
from synctalk_engine.training.checkpoints import OWN_SYNCNET, of_role, read_weights
from synctalk_engine.training.syncnet.model import MouthSyncNet


def load_syncnet(path: Path, device: torch.device | str = "cpu") -> tuple[MouthSyncNet, dict]:
    """A SyncNet of this program, in eval mode, and the metadata of its file.

    Raises:
        CheckpointError: missing, unreadable, or another network.
    """
    weights, info = read_weights(path)
    found = of_role(path, "syncnet", weights, info)
    network = MouthSyncNet()
    try:
        network.load_state_dict(weights_for_network(network, weights))
    except StateDictError as error:
        if found.title != OWN_SYNCNET:
            raise CheckpointError(
                "checkpoint_other_kind", path=path, found=found.title, wanted=OWN_SYNCNET
            ) from error
        raise CheckpointError("checkpoint_unreadable", path=path, reason=error) from error
    return network.to(device).eval(), dict(info)


def require_syncnet(path: Path) -> None:
    """Refuse a file that holds another network than a SyncNet, whoever made it.

    Raises:
        CheckpointError: missing, unreadable, or another network.
    """
    of_role(path, "syncnet", *read_weights(path))
