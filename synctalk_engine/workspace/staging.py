"""Folders filled beside their place and then renamed; what a killed process left of them."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import psutil

from synctalk_engine.workspace.layout import Workspace

STAGING_PREFIX = ".import-"
_LEFT_BEHIND = re.compile(r"\.import-(\d+)-[0-9a-f]+")


def staging_path(parent: Path) -> Path:
    """A new hidden place in a folder; its name says which process fills it."""
    return parent / f"{STAGING_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"


def abandoned_staging_folders(workspace: Workspace) -> list[Path]:
    """Half-filled folders whose process is gone; they can be deleted."""
    found = []
    for parent in (workspace.root, workspace.dataset_dir, workspace.checkpoint_dir):
        for path in parent.glob(f"{STAGING_PREFIX}*"):
            match = _LEFT_BEHIND.fullmatch(path.name)
            if match is not None and not psutil.pid_exists(int(match[1])):
                found.append(path)
    return found
