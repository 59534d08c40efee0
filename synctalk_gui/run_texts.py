"""Sentences on what a run does and how it ended."""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.messages import KEPT
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.texts import duration, event_text, hint_text, number, stage_text, translate


def _tr(text: str) -> str:
    return QCoreApplication.translate("Runs", text)


_DONE = {
    "preprocess": "“{name}” is prepared.",
    "train": "“{name}” is trained.",
    "trial": "The trial of “{name}” is over.",
    "run": "“{name}” is prepared and trained.",
    "render": "The video of “{name}” is ready.",
    "evaluate": "“{name}” is evaluated.",
    "demo": "The demo is ready.",
}


def end_sentence(live: LiveRun) -> tuple[str, str, str]:
    """How a run ended: sentence, icon, tone."""
    if live.status == "done" and live.spec.options.get("only_pictures"):
        return _tr("The frames of “{name}” are drawn.").format(name=live.name), "ok", "ok"
    if live.status == "done" and any(x.code == "training_finished" for x in live.record.log):
        text = _tr(
            "“{name}” was trained already; nothing was left to do. A longer training continues it."
        )
        return text.format(name=live.name), "ok", "ok"
    if live.status == "done":
        text = _tr(_DONE.get(live.spec.kind, "“{name}” is finished."))
        return text.format(name=live.name), "ok", "ok"
    if live.status == "stopped":
        last_lines = takewhile(lambda line: line.code in KEPT, reversed(live.record.log))
        kept = [event_text(line.code, line.params, line.message) for line in last_lines][::-1]
        return " ".join([_tr("“{name}” was stopped.").format(name=live.name), *kept]), "ok", "ok"
    sentence, _hint = problem_texts(live)
    return f"{live.name}: {sentence}", "error", "err"


def problem_texts(live: LiveRun) -> tuple[str, str]:
    """Why a run failed or was lost, and what to do."""
    problem = live.record.problem
    if live.status == "failed" and problem is not None:
        sentence = event_text(problem.code, problem.params, problem.message)
        return sentence, hint_text(problem.code, problem.params) or translate(problem.hint)
    if live.start_error:
        sentence = _tr("The engine could not be started: {reason}.")
        return sentence.format(reason=live.start_error), _tr("Install the program again.")
    if live.status == "failed":
        return _tr("It failed without saying why."), _tr("Open the run's log for the details.")
    return (
        _tr("It was interrupted: the engine ended without a word."),
        _tr("A power cut, a crash or too little memory can do that. What was saved is kept."),
    )


def progress_sentence(live: LiveRun) -> str:
    """``Landmarks · 61 % · 9 s left`` of a run at work."""
    record = live.record
    parts = [stage_text(record.stage)] if record.stage else []
    share = record.fraction_done
    if share is not None:
        parts.append(_tr("{n} %").format(n=number(int(share * 100))))
    if record.progress is not None and record.progress.remaining_s is not None:
        rest = duration(record.progress.remaining_s)
        parts.append(_tr("{duration} left").format(duration=rest))
    return " · ".join(parts) or _tr("Starting …")


def status_text(status: str) -> str:
    """One word on a run's state."""
    known = {
        "starting": "starting",
        "running": "running",
        "paused": "paused",
        "stopping": "stopping",
        "done": "finished",
        "failed": "failed",
        "stopped": "stopped",
        "lost": "interrupted",
    }
    return _tr(known.get(status, status))
