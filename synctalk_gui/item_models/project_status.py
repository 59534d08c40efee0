"""The status of a project in one line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.verdict import VerdictLevel
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.formats import number, percent
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.item_models.video_check import CheckOutcome, check_outcome


@dataclass(frozen=True)
class ProjectStatus:
    """``tone`` is ``mute | ok | warn | err``; ``fraction`` 0..1 draws a bar, None draws none."""

    text: str
    tone: str = "mute"
    fraction: float | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProjectStage", text)


_AT_WORK = {
    "preprocess": "Preprocessing",
    "train": "Training",
    "trial": "Speed test",
    "run": "Preprocessing and training",
    "render": "Rendering",
    "live": "Live",
    "evaluate": "Evaluating",
    "blind": "Writing strips",
    "demo": "Sample clip",
}
_FAILED = {
    "preprocess": "Preprocessing failed",
    "train": "Training failed",
    "render": "Rendering failed",
}


def doing_text(kind: str) -> str:
    """Returns what a kind of job does, such as ``Training``."""
    return _tr(_AT_WORK.get(kind, "Working"))


def running_status(live: LiveRun) -> ProjectStatus:
    """Returns the status of a running job."""
    doing = doing_text(live.spec.kind)
    if live.status == RunState.PAUSED:
        return ProjectStatus(_tr("{doing} · paused").format(doing=doing), "warn", _fraction(live))
    if live.status == RunState.STOPPING or live.stop_requested:
        return ProjectStatus(
            _tr("{doing} · stopping").format(doing=doing), fraction=_fraction(live)
        )
    fraction = _fraction(live)
    if fraction is None:
        return ProjectStatus(_tr("{doing}…").format(doing=doing), fraction=0.0)
    return ProjectStatus(f"{doing} · {percent(fraction)}", fraction=fraction)


def saved_status(info: ProjectInfo) -> ProjectStatus:
    """Returns the status of a project without a running job."""
    latest = info.latest_run
    if latest is not None and latest.status == RunState.LOST:
        return ProjectStatus(_tr("Interrupted · can resume"), "warn")
    if latest is not None and latest.status == RunState.FAILED:
        return ProjectStatus(_tr(_FAILED.get(latest.kind, "Failed")), "err")
    if info.stage == Stage.TRAINED and info.verdict is not None:
        return _trained_status(info)
    if info.stage == Stage.PREPROCESSED:
        return ProjectStatus(_tr("Ready to train"))
    if info.stage == Stage.IMPORTED:
        return _imported_text(info)
    return ProjectStatus(_tr("Empty"))


def _trained_status(info: ProjectInfo) -> ProjectStatus:
    """Green is only what is known to be good."""
    level = VerdictLevel.UNKNOWN if info.verdict is None else info.verdict.level
    if level == VerdictLevel.NOT_READY:
        return ProjectStatus(_tr("Model not ready"), "warn")
    if level == VerdictLevel.READY:
        return ProjectStatus(_tr("Ready to render"), "ok")
    epoch = number(info.last_epoch or 0)
    tone = "ok" if level == VerdictLevel.GOOD else "mute"
    return ProjectStatus(_tr("Trained · epoch {n}").format(n=epoch), tone)


def _imported_text(info: ProjectInfo) -> ProjectStatus:
    match check_outcome(info.check):
        case CheckOutcome.UNUSABLE:
            return ProjectStatus(_tr("Cannot be used"), "err")
        case CheckOutcome.WEIGHTS_MISSING:
            return ProjectStatus(_tr("Weights missing"), "warn")
        case CheckOutcome.FAILED:
            return ProjectStatus(_tr("Check failed"), "warn")
        case CheckOutcome.WARNINGS:
            return ProjectStatus(_tr("Check warnings"), "warn")
    return ProjectStatus(_tr("Not preprocessed"))


def _fraction(live: LiveRun) -> float | None:
    return live.record.fraction_done
