"""``synctalk preprocess``."""

from __future__ import annotations

from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.protocol.options.preprocess import PreprocessOptions


@takes(PreprocessOptions)
def preprocess(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Extract frames, landmarks and audio features from a video."""
    offer_missing(lambda: needed_by_job("preprocess", options), yes, as_json)
    run_job("preprocess", options, as_json)
