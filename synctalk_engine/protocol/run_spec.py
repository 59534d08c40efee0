"""What a run was asked to do: the options of one kind of job (see :mod:`protocol.options`).

``run.json`` holds a :class:`RunSpec`. The window writes one and starts an engine process on it;
the command line builds the same from its flags, so that both take one path.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from synctalk_engine.protocol.options.live import LiveOptions
from synctalk_engine.protocol.options.option import Options
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.options.render import BlindOptions, EvaluateOptions, RenderOptions
from synctalk_engine.protocol.options.train import DemoOptions, RunOptions, TrainOptions

JobKind = Literal[
    "preprocess", "train", "trial", "run", "render", "live", "evaluate", "blind", "demo"
]

OPTIONS: dict[str, type[Options]] = {
    "preprocess": PreprocessOptions,
    "train": TrainOptions,
    "trial": TrainOptions,
    "run": RunOptions,
    "render": RenderOptions,
    "live": LiveOptions,
    "evaluate": EvaluateOptions,
    "blind": BlindOptions,
    "demo": DemoOptions,
}


class ProcessId(BaseModel):
    """Which process works on a run; a number alone is used again by the system."""

    pid: int
    create_time: float


class RunSpec(BaseModel):
    """``run.json``."""

    v: int = 1
    run_id: str
    kind: JobKind
    name: str
    """Project."""
    options: dict
    """Fields of ``OPTIONS[kind]``."""
    created: float
    """Unix time in seconds."""
    program_version: str = ""
    process: ProcessId | None = None

    def parsed_options(self) -> Options:
        """The options as their model."""
        return OPTIONS[self.kind].model_validate(self.options)
