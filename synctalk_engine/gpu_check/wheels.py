"""Modules that the check needs, and wheels that are carried to a machine without a network."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import zipfile
from pathlib import Path

NETWORK_MODULES = ("torch", "numpy")
TRAINING_MODULES = (
    *NETWORK_MODULES,
    *("cv2", "pydantic", "filelock", "psutil", "av", "isal", "ai_edge_litert", "platformdirs"),
    "scipy",
)
WORKFLOW_MODULES = (*TRAINING_MODULES, "skimage", "librosa", "pynvml")


def missing_modules(modules: tuple[str, ...]) -> list[str]:
    """Those that this Python cannot import."""
    return [name for name in modules if importlib.util.find_spec(name) is None]


def use_wheels(folder: Path, unpacked_dir: Path) -> int:
    """Make the modules of all wheels in a folder importable, here and in processes started here.

    Nothing is installed: the wheels are unpacked. What this Python has already comes first.

    Returns:
        The number of wheels.
    Raises:
        zipfile.BadZipFile: one of them is damaged.
        OSError: it cannot be read.
    """
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked_dir)
    sys.path.append(str(unpacked_dir))
    known = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (known, str(unpacked_dir))))
    importlib.invalidate_caches()
    return len(wheels)
