"""The options that belong to a project: what its forms were set to, and the jobs made of them.

They are kept in the project's notes, so that they survive a restart and go with the project when
it is renamed or duplicated.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from synctalk_engine.protocol.options.option import option_of, options_of
from synctalk_engine.protocol.options.train import ENDLESS_EPOCHS, TrainOptions
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind
from synctalk_gui.item_models.project_info import ProjectInfo


def saved_options(info: ProjectInfo, kind: JobKind) -> dict[str, Any]:
    """Returns a project's options for a kind of job; those that are not valid are left out.

    A video that was preprocessed on the command line has the options of that.
    """
    saved = info.options.get(kind)
    if saved is None and kind == "preprocess":
        recorded = info.record.get("options")
        saved = recorded if isinstance(recorded, dict) else info.record
    names = {option.name for option in options_of(OPTIONS[kind]) if option.declared.is_basic}
    options = {key: value for key, value in (saved or {}).items() if key in names - {"face"}}
    try:
        OPTIONS[kind].model_validate(options)
    except ValidationError as error:
        for problem in error.errors():
            if problem["loc"]:
                options.pop(str(problem["loc"][0]), None)
    return options


def preprocess_options(info: ProjectInfo) -> dict[str, Any]:
    """Returns the options of a project's preprocessing."""
    options = {**saved_options(info, "preprocess"), "video_path": str(info.source_video)}
    return options if info.face is None else {**options, "face": info.face}


def train_options(info: ProjectInfo) -> dict[str, Any]:
    """Returns the options of a project's training: its own, else what the Train page proposes."""
    options = {"train_syncnet": True, "see_res": True, **saved_options(info, "train")}
    if "epochs" not in options:
        minutes = option_of(TrainOptions, "time_budget_min").declared.suggested
        options = {"time_budget_min": minutes, **options, "epochs": ENDLESS_EPOCHS}
    return options


def render_options(info: ProjectInfo) -> dict[str, Any]:
    """Returns the options of a project's renders; each has a speech and a file of its own."""
    options = saved_options(info, "render")
    options.pop("output_path", None)
    return options
