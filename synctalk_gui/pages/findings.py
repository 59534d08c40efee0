"""Sentences about a project's video, before and after preprocessing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol import messages
from synctalk_gui.engine_texts import event_text, hint_text
from synctalk_gui.formats import clip_duration, number
from synctalk_gui.item_models.project_info import ProjectInfo


@dataclass(frozen=True)
class FindingText:
    """``severity``: ``ok | info | warning | error``; ``code`` is empty for own texts."""

    severity: str
    sentence: str
    hint: str = ""
    code: str = ""
    params: tuple[tuple[str, Any], ...] = ()


_ORDER = {"error": 0, "warning": 1, "info": 2, "ok": 3}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)


def project_findings(info: ProjectInfo) -> list[FindingText]:
    """Returns the findings of a project, most severe first."""
    if info.is_preprocessed:
        found = _preprocessing_findings(info)
    else:
        found = _check_findings(info.check)
    return sorted(found, key=lambda finding: _ORDER[finding.severity])


def _check_findings(check: dict[str, Any] | None) -> list[FindingText]:
    if not check:
        return []
    error = check.get("error")
    if isinstance(error, dict):
        return [_from_code("error", str(error.get("code", "")), error.get("params"), error)]
    found = [
        _from_code(str(item.get("severity", "warning")), str(item.get("code", "")), item["params"])
        for item in _rows(check, "findings")
    ]
    if not any(item.severity in ("error", "warning") for item in found):
        found.append(FindingText("ok", _tr("This video is ready to use.")))
    found.append(FindingText("info", _what_it_is(check)))
    passed = _rows(check, "passed")
    return found + [_from_code("ok", str(item.get("code", "")), item["params"]) for item in passed]


def _rows(check: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Returns the entries of a report's list that have parameters."""
    rows = check.get(key)
    return [
        item
        for item in (rows if isinstance(rows, list) else [])
        if isinstance(item, dict) and isinstance(item.get("params"), dict)
    ]


def _what_it_is(check: dict[str, Any]) -> str:
    sentence = _tr("{duration} of video, {width} × {height} pixels, {fps} fps.")
    return sentence.format(
        duration=clip_duration(float(check.get("duration_s") or 0)),
        width=check.get("width", "?"),
        height=check.get("height", "?"),
        fps=number(float(check.get("fps") or 0), 0 if _is_whole(check.get("fps")) else 2),
    )


def _is_whole(value: Any) -> bool:
    return isinstance(value, (int, float)) and float(value).is_integer()


def _preprocessing_findings(info: ProjectInfo) -> list[FindingText]:
    found = [
        _from_code("warning", str(item.get("code", "")), item.get("params"), item)
        for item in info.warnings
    ]
    if info.frame_count:
        found.append(FindingText("ok", _faces_sentence(info)))
    return found


def _faces_sentence(info: ProjectInfo) -> str:
    filled = next(
        (
            item.get("params", {}).get("frames")
            for item in info.warnings
            if item.get("code") == "faces_filled"
        ),
        0,
    )
    frames = info.frame_count
    if not isinstance(filled, int) or filled <= 0:
        return _tr("A face was found in all {frames} frames.").format(frames=number(frames))
    sentence = _tr("A face was found in {faces} of {frames} frames.")
    return sentence.format(faces=number(frames - filled), frames=number(frames))


def _from_code(
    severity: str, code: str, params: Any, record: dict[str, Any] | None = None
) -> FindingText:
    values = params if isinstance(params, dict) else {}
    shown = {**values, "path": Path(values["path"]).name} if values.get("path") else values
    fallback = str((record or {}).get("message") or "")
    is_known = messages.sentence(code).message != code
    hint = hint_text(code, shown) if is_known else str((record or {}).get("hint") or "")
    return FindingText(
        severity if severity in _ORDER else "warning",
        event_text(code, shown, fallback),
        hint,
        code,
        tuple(values.items()),
    )
