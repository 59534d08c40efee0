"""What a trained model is good for, judged from its metrics on the validation frames.

:func:`verdict_of` is the one place with these rules. The command line and the window show its
sentence (``training_messages.VERDICTS``) and offer its remedy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LEAST_AUDIO_USE_DB = 0.2
"""Mouth PSNR that mismatched audio must cost; below it the model ignores the audio."""
GOOD_AUDIO_USE_DB = 1.0
LEAST_GAIN_DB = 0.0
"""Mouth PSNR above that of the average mouth, which never moves."""
LEAST_R_OPENING, GOOD_R_OPENING = 0.2, 0.6
LEAST_RANGE_OPENING = 0.25
"""Below it the mouth hardly moves, whatever the audio."""
GOOD_RANGE_OPENING = (0.8, 1.25)
GOOD_CLOSED = 0.8
GOOD_TEXTURE_MOUTH, GOOD_TEXTURE_SKIN = 0.9, 0.95
GOOD_SHARPNESS = 0.7
"""Of ``sharpness_ratio``, where the texture was not measured."""
LEAST_SHARPNESS = 0.5
"""Of either; below it the mouth is a blur, and the training too short to judge more."""
MOST_SHARPNESS = 1.5
"""Of ``sharpness_ratio``; above it the mouth is noise that has not become lips and teeth yet. It
was 1.6 to 4.2 in three trainings of 1 to 19 steps, and at most 1.3 after 25 and more."""
MORE_MINUTES = 20
"""Training that is proposed where longer training helps."""


class VerdictLevel(StrEnum):
    """How good a model is."""

    READY = "ready"
    GOOD = "good"
    """Usable; longer training makes it better."""
    NOT_READY = "not_ready"
    """Its videos would disappoint; rendering asks first."""
    UNKNOWN = "unknown"
    """It was not measured on this video."""


class Remedy(StrEnum):
    """What to do next."""

    RENDER = "render"
    TRAIN_MORE = "train_more"
    RECORD_MORE = "record_more"
    PREVIEW = "preview"


@dataclass(frozen=True)
class Verdict:
    """``code`` and ``params`` are those of a sentence of the catalogue."""

    level: VerdictLevel
    code: str
    remedy: Remedy
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def asks_before_rendering(self) -> bool:
        return self.level == VerdictLevel.NOT_READY


Measures = Mapping[str, float | None]
"""Metrics by their names in :data:`synctalk_engine.protocol.metrics.METRICS`; None or missing where
unknown."""


def verdict_of(measures: Measures) -> Verdict:
    """Judge a model.

    Looked at are ``mouth_psnr`` with ``mean_mouth_psnr`` and ``other_audio_psnr``,
    ``sharpness_ratio``, ``r_opening``, ``range_opening``, ``closed``, ``texture_mouth`` and
    ``texture_skin``. A metric that is unknown speaks neither for nor against the model, but a model
    is never called ready unless it is known to follow the audio and to be sharp.
    """
    more = {"minutes": MORE_MINUTES}
    if _above(measures, "sharpness_ratio", MOST_SHARPNESS):
        return Verdict(VerdictLevel.NOT_READY, "verdict_noise", Remedy.TRAIN_MORE, more)
    if ignores_audio(measures):
        if _is_blurred(measures):
            return Verdict(VerdictLevel.NOT_READY, "verdict_blurred", Remedy.TRAIN_MORE, more)
        return Verdict(VerdictLevel.NOT_READY, "verdict_ignores_audio", Remedy.RECORD_MORE)
    if is_no_better_than_mean(measures):
        return Verdict(VerdictLevel.NOT_READY, "verdict_average_mouth", Remedy.TRAIN_MORE, more)
    if not _is_known(measures):
        return Verdict(VerdictLevel.UNKNOWN, "verdict_unknown", Remedy.PREVIEW)
    for code, is_short in (
        ("verdict_more_sync", _lacks_sync(measures)),
        ("verdict_more_shapes", _lacks_shapes(measures)),
        ("verdict_more_sharpness", _lacks_sharpness(measures)),
        ("verdict_more_skin", _below(measures, "texture_skin", GOOD_TEXTURE_SKIN)),
    ):
        if is_short:
            return Verdict(VerdictLevel.GOOD, code, Remedy.TRAIN_MORE, more)
    return Verdict(VerdictLevel.READY, "verdict_ready", Remedy.RENDER)


def ignores_audio(measures: Measures) -> bool:
    """Whether the mouth is known to move no better with its own audio than with other audio."""
    use_db = audio_use_db(measures)
    if use_db is not None and use_db < LEAST_AUDIO_USE_DB:
        return True
    return _below(measures, "r_opening", LEAST_R_OPENING) or _below(
        measures, "range_opening", LEAST_RANGE_OPENING
    )


def is_no_better_than_mean(measures: Measures) -> bool:
    """Whether the average mouth is known to be as close to the real one as the model's."""
    gain_db = gain_over_mean_db(measures)
    return gain_db is not None and gain_db <= LEAST_GAIN_DB


def audio_use_db(measures: Measures) -> float | None:
    """Mouth PSNR that mismatched audio costs, in dB; None where it is unknown."""
    return _difference(measures, "mouth_psnr", "other_audio_psnr")


def gain_over_mean_db(measures: Measures) -> float | None:
    """Mouth PSNR above that of the average mouth, in dB; None where it is unknown."""
    return _difference(measures, "mouth_psnr", "mean_mouth_psnr")


def _is_known(measures: Measures) -> bool:
    follows = audio_use_db(measures) is not None or _value(measures, "r_opening") is not None
    texture = _value(measures, "texture_mouth"), _value(measures, "sharpness_ratio")
    return follows and any(value is not None for value in texture)


def _lacks_sync(measures: Measures) -> bool:
    use_db = audio_use_db(measures)
    r_opening = _value(measures, "r_opening")
    if r_opening is not None:  # measured in the finished video
        return r_opening < GOOD_R_OPENING
    return use_db is not None and use_db < GOOD_AUDIO_USE_DB


def _lacks_shapes(measures: Measures) -> bool:
    range_opening = _value(measures, "range_opening")
    low, high = GOOD_RANGE_OPENING
    is_off = range_opening is not None and not low <= range_opening <= high
    return is_off or _below(measures, "closed", GOOD_CLOSED)


def _lacks_sharpness(measures: Measures) -> bool:
    if _value(measures, "texture_mouth") is not None:
        return _below(measures, "texture_mouth", GOOD_TEXTURE_MOUTH)
    return _below(measures, "sharpness_ratio", GOOD_SHARPNESS)


def _is_blurred(measures: Measures) -> bool:
    names = ("texture_mouth", "sharpness_ratio")
    return any(_below(measures, name, LEAST_SHARPNESS) for name in names)


def _above(measures: Measures, name: str, limit: float) -> bool:
    value = _value(measures, name)
    return value is not None and value > limit


def _below(measures: Measures, name: str, limit: float) -> bool:
    value = _value(measures, name)
    return value is not None and value < limit


def _difference(measures: Measures, name: str, other_name: str) -> float | None:
    value, other = _value(measures, name), _value(measures, other_name)
    return None if value is None or other is None else value - other


def _value(measures: Measures, name: str) -> float | None:
    """A metric; None where it is unknown or no number."""
    value = measures.get(name)
    is_number = isinstance(value, (int, float)) and math.isfinite(value)
    return float(value) if is_number else None
