"""Options of ``synctalk batch``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from synctalk_engine.protocol.options.option import MACHINE, Option, Options


class JobsOptions(Options):
    """``synctalk batch JOBS_FILE``: each step of each person becomes a job of its own."""

    jobs_file: Annotated[
        str, Option("Jobs file", "Who is trained and rendered, and how.", argument="JOBS_FILE")
    ]
    workers: Annotated[
        int | None,
        Field(ge=1, le=64),
        Option(
            "Workers",
            "How many people are worked on at a time on this machine.",
            default_note="one for each GPU, or one",
            group=MACHINE,
        ),
    ] = None
    ray: Annotated[
        str | None,
        Option(
            "Ray cluster",
            "Use a running Ray cluster: auto, or its address.",
            group=MACHINE,
            default_note="this machine alone",
        ),
    ] = None
