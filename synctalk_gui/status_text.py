"""Texts of the status bar and of the queue button."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.events import RunState
from synctalk_gui.device_button import short_name
from synctalk_gui.engine.queue import JobQueue
from synctalk_gui.formats import duration, listed
from synctalk_gui.item_models.project_status import running_status
from synctalk_gui.session import Session

_NAMES_SHOWN = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusBar", text)


_KINDS = {
    "preprocess": "preprocess",
    "train": "train",
    "trial": "speed test",
    "run": "preprocess and train",
    "render": "render",
    "live": "live video",
    "evaluate": "evaluate",
    "blind": "write strips",
    "demo": "sample clip",
}


def status_bar_text(session: Session) -> tuple[str, str]:
    """Returns the sentence, and the tone of its dot."""
    active = session.jobs.active()
    if not active:
        checking = next(
            (name for name in session.projects.names() if session.checks.is_checking(name)), None
        )
        if checking is not None:
            return _tr("Checking {name}…").format(name=checking), "accent"
        waiting = len(session.jobs.waiting())
        if waiting and session.jobs.is_paused:
            return _tr("Queue paused; {n} in queue.").format(n=waiting), "warn"
        return _tr("No jobs running"), "faint"
    parts = []
    for live in active:
        text = f"{live.name} · {running_status(live).text}"
        device = session.devices.get(live.device)
        if device is not None:
            text += " · " + _tr("on {device}").format(device=short_name(device))
        rest_s = live.record.remaining_s
        if rest_s is not None and live.status == RunState.RUNNING:
            rest = duration(rest_s)
            text += " · " + _tr("{duration} left").format(duration=rest)
        parts.append(text)
    waiting = list(dict.fromkeys(request.name for request in session.jobs.waiting()))
    if waiting:
        names = listed(waiting[:_NAMES_SHOWN]) + (" …" if len(waiting) > _NAMES_SHOWN else "")
        parts.append(_tr("next: {names}").format(names=names))
    is_paused = any(live.status == RunState.PAUSED for live in active)
    return "   ·   ".join(parts), "warn" if is_paused else "ok"


def queue_text(jobs: JobQueue) -> str:
    """Returns the text of the queue button."""
    waiting = len(jobs.waiting())
    if jobs.is_paused:
        return _tr("Queue {n} · paused ▴").format(n=waiting)
    return _tr("Queue {n} ▴").format(n=waiting) if waiting else _tr("Queue ▴")


def kind_text(kind: str) -> str:
    """Returns what a kind of job does, in a few words."""
    return _tr(_KINDS.get(kind, kind))
