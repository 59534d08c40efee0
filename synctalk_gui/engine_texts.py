"""The engine's messages, hints and stages in the user's language."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QCoreApplication

from synctalk_engine.errors import SynctalkError
from synctalk_engine.protocol import messages
from synctalk_engine.protocol.sentence import fill
from synctalk_gui.formats import clip_duration, listed, number, significant

_CONTEXT = "Engine"
_COMMAND_LINE = re.compile(r"--\w|[“„ ]synctalk ")
_CLAUSE_END = re.compile(r"(?<=[.;])\s+|(?<=[。；])")

_COUNTS = frozenset({"step", "steps", "needed", "frames", "images", "total", "count"})
"""Parameters with a thousands separator: ``1,250``; a port or a width in pixels has none."""

_WINDOW_HINTS = {
    "alpha_unsuited": "Choose ProRes 4444, VP9, lossless or PNG as the format, or another "
    "background.",
    "asset_missing": "Install them here, or import the file under Help, Model weights.",
    "asset_to_import": "Download {filename} in a browser from {page}, then import it under Help, "
    "Model weights.",
    "assets_missing": "Install or import them under Help, Model weights.",
    "asset_wrong": "Install them again under Help, Model weights.",
    "asset_other_network": "Use the publisher’s file. Help, Model weights shows where to get it.",
    "asset_not_in": "Choose the file itself: {filename}.",
    "asset_not_recognised": "Help, Model weights lists the supported files and their publishers.",
    "asset_is_checkpoint": "Import it as a model: File, Import.",
    "checkpoint_is_asset": "Import it under Help, Model weights.",
    "assets_damaged": "Install or import them again under Help, Model weights.",
    "encoder_missing": "Reinstall the program.",
    "fps_unsuited": "Choose other audio features.",
    "asset_unreachable": "Check the connection, or download the file elsewhere and import it.",
    "project_not_found": "Preprocess the video first.",
    "no_audio_features": "Preprocess the video again with these audio features.",
    "landmarks_unreadable": "Preprocess the video again.",
    "checkpoint_not_found": "Train a model first, or choose another checkpoint.",
    "out_of_memory": "Close other programs that use this memory, or choose the CPU in the status "
    "bar.",
    "memory_too_small": "Close other programs that use this memory and resume, or choose a "
    "smaller preset. The last saved state is kept.",
    "disk_too_small": "Free some space, or choose a smaller preset.",
    "device_busy": "Stop that training, or wait until it finishes.",
    "memory_used_up": "Close other programs that use it and resume. Saved progress is kept.",
    "memory_short": "Steps take a little longer.",
    "loss_not_finite": "Resume: it continues from the last saved state.",
    "av_offset_fixed": "To keep the original offset, turn off “Fix audio sync” and preprocess "
    "again.",
    "file_not_found": "It may have been moved, renamed or deleted. Choose it again.",
    "name_invalid": "Rename the file and import it again.",
    "import_unknown": "You can import a folder with a preprocessed video (full_body_img, "
    "landmarks, aud_*.npy), a model (.pth), a folder of models, or an exported project.",
    "package_bad": "Export or copy it again.",
}
"""Hints for the window, where the command line's hint names a command."""

_WINDOW_MESSAGES = {
    "import_needs_video": "It does not contain the preprocessed video. Before you render, "
    "preprocess {video} here as “{name}”, with the audio features {asr} and {fps} fps.",
    "preset_default_studio": "Network: {preset}, on {device}.",
    "preset_default_lite": "Network: {preset}, on {device}. The default, “studio”, needs weights "
    "for face tracking. Install them under Help, Model weights.",
    "stage_finished": "{stage} finished in {duration}.",
    "training_finished": "“{name}” is already trained: {epochs} epochs, best checkpoint {path}. "
    "Choose a longer time to continue.",
}
"""Messages for the window, where the command line's message names an option or a command."""

_STAGES = {
    "": "Working",
    "frames": "Frames",
    "video": "Frames",
    "landmarks": "Landmarks",
    "audio": "Audio",
    "audio_pretraining": "Audio branch",
    "features": "Audio features",
    "captions": "Captions",
    "crops": "Crops",
    "sample": "Sample clip",
    "syncnet": "Lip sync (SyncNet)",
    "generator": "Model",
    "validation": "Validation frames",
    "train": "Model",
    "trial": "Speed test",
    "evaluate": "Evaluation",
    "judge": "Evaluator",
    "viewer": "Comparison with the source",
    "blind": "Strips",
    "render": "Rendering",
    "encode": "Encoding",
    "sync": "Checking audio sync",
    "live": "Live",
    "download": "Download",
    "preprocess": "Preprocessing",
}
"""Names of the engine's stages, as headings."""

_STAGES_IN_SENTENCES = {
    "frames": "frames",
    "video": "frames",
    "landmarks": "landmarks",
    "audio": "audio",
    "features": "audio features",
}
"""Names of stages as the engine's messages use them within a sentence."""


def translate(text: str) -> str:
    """Returns one of the engine's English sentences in the user's language."""
    return QCoreApplication.translate(_CONTEXT, text) if text else ""


def sentence_text(code: str, params: dict[str, Any] | None = None) -> str:
    """Returns the message of a code of the catalogue; an unknown code is returned unchanged."""
    return _filled(_WINDOW_MESSAGES.get(code) or messages.sentence(code).message, params)


def hint_text(code: str, params: dict[str, Any] | None = None) -> str:
    """Returns what to do about it, or an empty string."""
    if code in _WINDOW_HINTS:
        return _filled(_WINDOW_HINTS[code], params)
    hint = _filled(messages.sentence(code).hint, params)
    parts = _CLAUSE_END.split(hint)
    return " ".join(part for part in parts if not _COMMAND_LINE.search(part)).rstrip(";； ")


def error_text(error: SynctalkError) -> str:
    """Returns what happened and what to do about it, in one or more sentences."""
    parts = (sentence_text(error.code, error.params), hint_text(error.code, error.params))
    return " ".join(part for part in parts if part)


def event_text(code: str, params: dict[str, Any], fallback: str) -> str:
    """Like :func:`sentence_text`; ``fallback`` for a code from a later version of the engine."""
    known = messages.sentence(code).message != code
    return sentence_text(code, params) if known or not fallback else fallback


def stage_text(stage: str) -> str:
    """Returns the name of a stage; an unknown stage is returned unchanged."""
    known = _STAGES.get(stage)
    return stage if known is None else QCoreApplication.translate("Stages", known)


def _stage_in_sentence(stage: str) -> str:
    known = _STAGES_IN_SENTENCES.get(stage)
    return stage_text(stage) if known is None else QCoreApplication.translate("Stages", known)


def _filled(template: str, params: dict[str, Any] | None) -> str:
    values = {
        key: number(value) if key in _COUNTS and isinstance(value, int) else _readable(value)
        for key, value in (params or {}).items()
    }
    if isinstance(seconds := (params or {}).get("seconds"), (int, float)):
        values["duration"] = clip_duration(seconds)
    if isinstance(stage := (params or {}).get("stage"), str):
        is_first = template.startswith("{stage}")
        values["stage"] = stage_text(stage) if is_first else _stage_in_sentence(stage)
    try:
        return fill(translate(template), values)
    except (ValueError, IndexError, AttributeError):
        return template


def _readable(value: Any) -> Any:
    if isinstance(value, float):
        return significant(value)
    if isinstance(value, list):
        return listed(str(_readable(item)) for item in value)
    return translate(value) if isinstance(value, str) else value
