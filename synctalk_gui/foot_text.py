"""What the bar at the bottom says, and the menu of the queue."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from synctalk_gui.device_button import short_name
from synctalk_gui.engine.queue import JobQueue, Request
from synctalk_gui.item_models.stage_texts import live_text
from synctalk_gui.session import Session
from synctalk_gui.texts import duration

_NAMES_SHOWN = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("FootBar", text)


_KINDS = {
    "preprocess": "prepare",
    "train": "train",
    "run": "prepare and train",
    "render": "render",
    "evaluate": "evaluate",
    "demo": "demo",
}


def foot_text(session: Session) -> tuple[str, str]:
    """The sentence, and the tone of its dot."""
    active = session.jobs.active()
    if not active:
        checking = next(
            (name for name in session.projects.names() if session.checks.is_checking(name)), None
        )
        if checking is not None:
            return _tr("Looking at {name} …").format(name=checking), "accent"
        return _tr("Nothing is running."), "faint"
    parts = []
    for live in active:
        text = f"{live.name} · {live_text(live).text}"
        device = session.devices.get(str(live.spec.options.get("device", "auto")))
        if device is not None:
            text += " · " + _tr("on {device}").format(device=short_name(device))
        progress = live.record.progress
        if progress is not None and progress.remaining_s is not None and live.status == "running":
            rest = duration(progress.remaining_s)
            text += " · " + _tr("{duration} left").format(duration=rest)
        parts.append(text)
    waiting = [request.name for request in session.jobs.waiting()]
    if waiting:
        names = ", ".join(waiting[:_NAMES_SHOWN]) + (" …" if len(waiting) > _NAMES_SHOWN else "")
        parts.append(_tr("next: {names}").format(names=names))
    is_paused = any(live.status == "paused" for live in active)
    return "   ·   ".join(parts), "warn" if is_paused else "ok"


def queue_text(jobs: JobQueue) -> str:
    """Text of the queue's button; empty hides it."""
    waiting = len(jobs.waiting())
    return _tr("Queue {n} ▴").format(n=waiting) if waiting else ""


def queue_menu(jobs: JobQueue, parent: QWidget) -> QMenu:
    """Jobs that wait; choosing one takes it out."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for request in jobs.waiting():
        text = _tr("Take out: {name} · {kind}")
        action = menu.addAction(text.format(name=request.name, kind=_kind(request)))
        action.triggered.connect(partial(_take_out, jobs, request))
    menu.adjustSize()
    return menu


def _kind(request: Request) -> str:
    return _tr(_KINDS.get(request.kind, request.kind))


def _take_out(jobs: JobQueue, request: Request, *_: object) -> None:
    jobs.remove(request)
