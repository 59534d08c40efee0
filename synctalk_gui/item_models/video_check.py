"""What the check of a video means for its project: whether the video can be used at all."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from synctalk_engine.protocol import media_messages

WEIGHT_CODES = frozenset(
    {"asset_missing", "asset_to_import", "assets_missing", "asset_wrong", "asset_other_network"}
)
"""Errors of missing model weights; they say nothing about a video."""


class CheckOutcome(StrEnum):
    """What a check found."""

    UNKNOWN = "unknown"
    """There was none, or it did not get as far as the video."""
    USABLE = "usable"
    WARNINGS = "warnings"
    UNUSABLE = "unusable"
    """No avatar can be made of the video."""
    WEIGHTS_MISSING = "weights_missing"
    """The video could not be checked without them, and cannot be preprocessed either."""
    FAILED = "failed"
    """The check itself failed."""


def check_outcome(check: dict[str, Any] | None) -> CheckOutcome:
    """Returns what a check's report means."""
    if not check:
        return CheckOutcome.UNKNOWN
    if error := check.get("error"):
        code = error.get("code") if isinstance(error, dict) else None
        if code in WEIGHT_CODES:
            return CheckOutcome.WEIGHTS_MISSING
        is_of_file = code in media_messages.ERRORS
        return CheckOutcome.UNUSABLE if is_of_file else CheckOutcome.FAILED
    findings = check.get("findings")
    found = [item for item in findings if isinstance(item, dict)] if findings else []
    severities = {item.get("severity") for item in found}
    if "error" in severities:
        return CheckOutcome.UNUSABLE
    return CheckOutcome.WARNINGS if "warning" in severities else CheckOutcome.USABLE


def is_hopeless(check: dict[str, Any] | None) -> bool:
    """Returns whether preprocessing the video is known to fail."""
    return check_outcome(check) in (CheckOutcome.UNUSABLE, CheckOutcome.WEIGHTS_MISSING)
