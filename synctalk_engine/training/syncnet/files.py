"""Where the SyncNets of a project are, and which of them this program made.

The workflow document's names: ``<epoch>.pth`` and ``checkpoint_latest.pth`` in
``checkpoint/syncnet_<name>/``, and ``<epoch>.pth`` in ``syncnet_ckpt`` below it. A SyncNet that
somebody else put there (the research code's, or an imported one) is never replaced: ours then have
the same names in a subfolder of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synctalk_engine.errors import CheckpointError
from synctalk_engine.training.checkpoints import (
    KIND_SYNCNET,
    read_object,
    read_weights,
    save_object,
    save_weights,
)
from synctalk_engine.workspace.layout import OWN_SYNCNET_FOLDER, Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_engine.workspace.state import checkpoint_epochs

LATEST_NAME = "checkpoint_latest.pth"
SUBFOLDER_NAME = "syncnet_ckpt"
STATE_VERSION = 1

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncNetFolder:
    """``checkpoint/syncnet_<name>``."""

    path: Path

    def foreign(self) -> Path | None:
        """The newest SyncNet that this program did not make; None where there is none."""
        return next((path for path in _files_in(self.path) if not _is_ours(path)), None)

    def home(self) -> Path:
        """The folder that our own files go into; nobody else's files have names in it."""
        return self.path if self.foreign() is None else self.path / OWN_SYNCNET_FOLDER

    def import_place(self) -> Path:
        """Where an imported SyncNet goes: the usual place, unless the research code's is there."""
        usual = self.path / LATEST_NAME
        is_taken = usual.is_file() and _info(usual).get("network") != KIND_SYNCNET
        return self.path / OWN_SYNCNET_FOLDER / LATEST_NAME if is_taken else usual

    def latest(self) -> list[Path]:
        """The latest SyncNets in this program's format, imported ones too, our own first."""
        places = [self.path / LATEST_NAME, self.path / OWN_SYNCNET_FOLDER / LATEST_NAME]
        found = [path for path in places if _info(path).get("network") == KIND_SYNCNET]
        return sorted(found, key=lambda path: not _is_ours(path))

    def save(self, epoch: int, weights: dict, info: dict[str, Any]) -> Path:
        """Write a trained SyncNet under the document's names; gives ``<epoch>.pth``."""
        home = self.home()
        path = home / f"{epoch}.pth"
        for place in (home / SUBFOLDER_NAME / path.name, path, home / LATEST_NAME):
            save_weights(place, weights, {"network": KIND_SYNCNET, "epoch": epoch, **info})
        return path


def _files_in(folder: Path) -> list[Path]:
    """All weights with the document's names, ``checkpoint_latest.pth`` first, then the newest."""
    latest = folder / LATEST_NAME
    found = [latest] if latest.is_file() else []
    for place in (folder, folder / SUBFOLDER_NAME):
        found += [place / f"{epoch}.pth" for epoch in reversed(checkpoint_epochs(place))]
    return found


def _is_ours(path: Path) -> bool:
    """Whether this program trained a SyncNet for this project; unreadable files are not ours."""
    info = _info(path)
    return info.get("network") == KIND_SYNCNET and not info.get("imported")


def _info(path: Path) -> dict[str, Any]:
    """Metadata of a file; {} where it is missing, unreadable or of another program."""
    try:
        return read_weights(path)[1]
    except CheckpointError:
        return {}


# -- a training that is not finished ------------------------------------------------------------


def write_syncnet_state(run: RunFolder, fingerprint: str, state: dict[str, Any]) -> None:
    """Save a SyncNet's training in its run.

    Raises:
        StorageError: the disk is full; the state before is there.
    """
    value = {"version": STATE_VERSION, "fingerprint": fingerprint, **state}
    save_object(run.syncnet_state_path, value)


def find_syncnet_state(
    workspace: Workspace,
    name: str,
    fingerprint: str,
    on_damaged: Callable[[Path, str], None],
) -> dict[str, Any] | None:
    """The newest saved training of a SyncNet on the same inputs; None where there is none.

    Args:
        fingerprint: of the inputs that it must have been made of.
        on_damaged: called with a file that cannot be read and the reason.
    """
    for run in reversed(list_runs(workspace, name)):
        path = run.syncnet_state_path
        if not path.is_file():
            continue
        try:
            value = read_object(path)
        except CheckpointError as error:
            on_damaged(path, str(error.params["reason"]))
            continue
        if not isinstance(value, dict) or value.get("version") != STATE_VERSION:
            continue
        if value.get("fingerprint") == fingerprint:
            return value
    return None
