"""The strip of a rendered video: how good each second is, and how it was rendered.

It lies beside the video, ``<video>.strip.json``.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

STRIP_SUFFIX = ".strip.json"

logger = logging.getLogger(__name__)


class StripSecond(BaseModel):
    """One second of a video; what is not known is None."""

    model_config = ConfigDict(extra="allow")

    at_s: float
    """Where it begins."""
    sync_confidence: float | None = None
    """Similarity of mouth and audio, less that of mouth and audio 5 to 15 frames away."""
    sync_offset_frames: int | None = None
    """Positive where the audio comes late."""
    texture_mouth: float | None = None
    """Those of ``evaluate``'s ``viewer``, where the true frame is known."""
    texture_skin: float | None = None
    spill: float | None = None


class StripPart(BaseModel):
    """A part of a video that was rendered again."""

    model_config = ConfigDict(extra="allow")

    from_s: float
    duration_s: float
    options: dict[str, Any] = Field(default_factory=dict)
    """Those that differ from the video's."""


class QualityStrip(BaseModel):
    """What a strip's file holds."""

    model_config = ConfigDict(extra="allow")

    version: int = 1
    fps: float
    """Frames a second of the clip."""
    syncnet: str | None = None
    """The SyncNet that measured, relative to the workspace."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Fields of ``RenderOptions`` of the whole video."""
    parts: list[StripPart] = Field(default_factory=list)
    """Rendered again since, in the order of time."""
    seconds: list[StripSecond] = Field(default_factory=list)
    weak_s: list[float] = Field(default_factory=list)
    """Beginnings of the seconds that are far below the others."""


def read_strip(path: Path) -> QualityStrip | None:
    """The strip in a file; None where there is none that can be read."""
    try:
        return QualityStrip.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        logger.info("%s holds no strip: %s", path, error)
        return None
