"""The scripts of ``packaging/`` as modules."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def script(monkeypatch) -> Callable[[str], ModuleType]:
    """``script("bundle_parts")``: imports ``packaging/bundle_parts.py``."""
    monkeypatch.setattr(sys, "path", [str(PACKAGING), str(PACKAGING / "linux"), *sys.path])
    return importlib.import_module


@pytest.fixture
def parts(script) -> ModuleType:
    return script("bundle_parts")
