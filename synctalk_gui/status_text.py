"""Texts of the status bar and of the queue button."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.events import RunState
from synctalk_gui.device_button import short_name
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.queue import JobQueue
from synctalk_gui.formats import duration, listed
from synctalk_gui.item_models.project_status import running_status
from synctalk_gui.session import Session

_NAMES_SHOWN = 3
_BETWEEN = "   ·   "


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusBar", text)


def status_bar_texts(session: Session) -> tuple[list[str], str]:
    """Returns the sentence, in full and ever shorter, and the tone of its dot."""
    active = session.jobs.active()
    if not active:
        text, tone = _idle_text(session)
        return [text], tone
    parts = [_job_parts(session, live) for live in active]
    waiting = list(dict.fromkeys(request.name for request in session.jobs.waiting()))
    ending = []
    if waiting:
        names = listed(waiting[:_NAMES_SHOWN]) + (" …" if len(waiting) > _NAMES_SHOWN else "")
        ending.append(_tr("next: {names}").format(names=names))
    whole = [" · ".join(filter(None, part)) for part in parts]
    without_device = [" · ".join(filter(None, (job, left))) for job, _device, left in parts]
    first, others = without_device[:1], len(active) - 1
    if others:
        first.append(_tr("{n} more running").format(n=others))
    if waiting:
        first.append(_tr("{n} in queue").format(n=len(waiting)))
    least = [parts[0][0] + (f" (+{others})" if others else "")]
    shown = ([*whole, *ending], [*without_device, *ending], first, least)
    is_paused = any(live.status == RunState.PAUSED for live in active)
    return [_BETWEEN.join(texts) for texts in shown], "warn" if is_paused else "ok"


def _idle_text(session: Session) -> tuple[str, str]:
    """Returns what is shown while no job runs, and the tone of its dot."""
    checking = next(
        (name for name in session.projects.names() if session.checks.is_checking(name)), None
    )
    if checking is not None:
        return _tr("Checking {name}…").format(name=checking), "accent"
    waiting = len(session.jobs.waiting())
    if waiting and session.jobs.is_paused:
        return _tr("Queue paused; {n} in queue.").format(n=waiting), "warn"
    return _tr("No jobs running"), "faint"


def _job_parts(session: Session, live: LiveRun) -> tuple[str, str, str]:
    """Returns what a job does, where, if there is a choice of devices, and how long it takes."""
    job = f"{live.name} · {running_status(live).text}"
    device, left = session.devices.get(live.device), ""
    has_choice = len(session.devices.devices) > 1
    place = ""
    if device is not None and has_choice:
        place = _tr("on {device}").format(device=short_name(device))
    rest_s = live.record.remaining_s
    if rest_s is not None and live.status == RunState.RUNNING:
        left = _tr("{duration} left").format(duration=duration(rest_s))
    return job, place, left


def queue_text(jobs: JobQueue) -> str:
    """Returns the text of the queue button."""
    waiting = len(jobs.waiting())
    if jobs.is_paused:
        return _tr("Queue {n} · paused ▴").format(n=waiting)
    return _tr("Queue {n} ▴").format(n=waiting) if waiting else _tr("Queue ▴")
