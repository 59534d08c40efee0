"""The request for an import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synctalk_engine.protocol.options.choices import FeatureKind


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported, and how."""

    source: Path
    name: str | None = None
    """Project; None: that of the package or the folder."""
    asr: FeatureKind | None = None
    """Audio features, where a checkpoint does not say or a dataset has several."""
    link: bool = False
    """Leave a dataset where it lies and link to it."""
    may_replace: bool = False
