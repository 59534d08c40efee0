"""Sentences about what a run does and how it ended."""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.messages import KEPT
from synctalk_engine.protocol.verdict import Verdict, VerdictLevel, verdict_of
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine_texts import event_text, hint_text, sentence_text, stage_text, translate
from synctalk_gui.formats import duration, percent, titled


def _tr(text: str) -> str:
    return QCoreApplication.translate("Runs", text)


_DONE = {
    "preprocess": "“{name}” is preprocessed.",
    "train": "“{name}” is trained.",
    "trial": "Speed test of “{name}” finished.",
    "run": "“{name}” is preprocessed and trained.",
    "render": "The video of “{name}” is ready.",
    "live": "The live video of “{name}” ended.",
    "evaluate": "Evaluation of “{name}” finished.",
    "blind": "The strips of “{name}” are written.",
    "demo": "The video of the sample clip is ready.",
}


_VERDICT_LOOKS = {
    VerdictLevel.READY: ("ok", "ok"),
    VerdictLevel.GOOD: ("ok", "ok"),
    VerdictLevel.NOT_READY: ("warning", "warn"),
    VerdictLevel.UNKNOWN: ("info", "accent"),
}


def verdict_look(verdict: Verdict) -> tuple[str, str]:
    """Returns the icon and the tone of a verdict; only a usable model is green."""
    return _VERDICT_LOOKS[verdict.level]


def run_verdict(live: LiveRun) -> Verdict | None:
    """Returns what a finished training gave; None for a run that trained no model."""
    if live.spec.kind not in ("train", "run"):
        return None
    best = live.record.best_checkpoint
    metrics = best.figures if best is not None else {}
    return verdict_of(live.record.latest_validation | metrics)


def end_sentence(live: LiveRun) -> tuple[str, str, str]:
    """Returns how a run ended: sentence, icon, tone."""
    if live.status == RunState.DONE and live.spec.options.get("only_pictures"):
        return _tr("Validation frames of “{name}” are ready.").format(name=live.name), "ok", "ok"
    if live.status == RunState.DONE and any(x.code == "training_finished" for x in live.record.log):
        text = _tr("“{name}” has already trained for this long. Choose a longer time to continue.")
        return text.format(name=live.name), "ok", "ok"
    if live.status == RunState.DONE:
        sentence = _tr(_DONE.get(live.spec.kind, "“{name}” finished.")).format(name=live.name)
        verdict = run_verdict(live)
        if verdict is None:
            return sentence, "ok", "ok"
        if verdict.level != VerdictLevel.UNKNOWN:
            sentence = f"{sentence} {sentence_text(verdict.code, verdict.params)}"
        return sentence, *verdict_look(verdict)
    if live.status == RunState.STOPPED:
        last_lines = takewhile(lambda line: line.code in KEPT, reversed(live.record.log))
        kept = [event_text(line.code, line.params, line.message) for line in last_lines][::-1]
        return " ".join([_tr("“{name}” was stopped.").format(name=live.name), *kept]), "ok", "ok"
    sentence, _hint = problem_texts(live)
    return titled(live.name, sentence), "error", "err"


def problem_texts(live: LiveRun) -> tuple[str, str]:
    """Returns why a run failed or was lost, and what to do."""
    problem = live.record.problem
    if live.status == RunState.FAILED and problem is not None:
        sentence = event_text(problem.code, problem.params, problem.message)
        return sentence, hint_text(problem.code, problem.params) or translate(problem.hint)
    if (error := live.start_error) is not None:
        reason = sentence_text(error.code, error.params)
        return f"{_tr('Could not start the engine.')} {reason}", _tr("Reinstall the program.")
    if live.status == RunState.FAILED:
        return _tr("It failed without an error message."), _tr("Open the log for details.")
    return (
        _tr("Interrupted: the engine ended unexpectedly."),
        _tr("Possible causes: power loss, a crash, or too little memory. Saved progress is kept."),
    )


def headline(live: LiveRun) -> str:
    """Returns the percentage of a running job, or that it starts, or how it ended."""
    fraction = live.record.fraction_done
    if live.status == RunState.STARTING or (live.status == RunState.RUNNING and fraction is None):
        return _tr("Starting…")
    if not live.is_active or fraction is None:
        return status_text(live.status).capitalize()
    return percent(fraction)


def progress_sentence(live: LiveRun, has_percent: bool = True) -> str:
    """Returns ``Landmarks · 61% · 9 s left`` for a running job.

    Args:
        has_percent: False where ``headline`` is shown beside it.
    """
    record = live.record
    parts = [stage_text(record.stage)] if record.stage else []
    fraction = record.fraction_done
    if fraction is not None and has_percent:
        parts.append(percent(fraction))
    if record.remaining_s is not None:
        rest = duration(record.remaining_s)
        parts.append(_tr("{duration} left").format(duration=rest))
    return " · ".join(parts) or (_tr("Starting…") if has_percent else "")


def status_text(status: RunState) -> str:
    """Returns a run's status in one word."""
    words = {
        RunState.STARTING: "starting",
        RunState.RUNNING: "running",
        RunState.PAUSED: "paused",
        RunState.STOPPING: "stopping",
        RunState.DONE: "finished",
        RunState.FAILED: "failed",
        RunState.STOPPED: "stopped",
        RunState.LOST: "interrupted",
    }
    return _tr(words[status])
