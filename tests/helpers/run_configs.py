"""A run config with small values, for tests of what is done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.run_config import RunConfig

_SMALL = RunConfig(
    preset="lite-160",
    asr="ave",
    kind="ave",
    seed=0,
    batch_size=8,
    precision=Precision("fp32"),
    threads=1,
    steps_per_epoch=7,
    training="20260101-000000",
)


def make_run_config(**values: Any) -> RunConfig:
    """A config of eight images a step and seven steps an epoch, with other ``values``."""
    return replace(_SMALL, **values)
