"""What a person sees while a job runs: one progress bar, messages above it, numbers at the end."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.table import Column
from rich.text import Text

from synctalk_engine.cli.numbers import duration, metric_lines, readable, with_unit
from synctalk_engine.protocol.events import (
    ErrorEvent,
    Event,
    JobProgressEvent,
    LogEvent,
    MetricEvent,
    ProgressEvent,
    ResultEvent,
    RunState,
    StateEvent,
    WarningEvent,
)
from synctalk_engine.protocol.messages import KEPT, render_message
from synctalk_engine.protocol.stages import stage_title
from synctalk_engine.protocol.verdict import verdict_of

WIDE_COLUMNS, MEDIUM_COLUMNS = 72, 48
"""Narrower terminals get fewer columns, so that the bar stays on one line."""
LINES_PER_STAGE = 10
"""Lines of progress that a stage writes into a file or on a dumb terminal, which has no bar."""


class ConsoleView:
    """Shows a job's events on standard error, and its result on standard output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._stages: list[str] = []
        self._shown_tenth = -1
        self._bar = _Bar(self._console) if _can_animate(self._console) else None

    def say(self, text: str) -> None:
        """A message above the bar; wrapped at spaces on a terminal, one line in a file."""
        self._console.print(text, markup=False, soft_wrap=not self._console.is_terminal)

    def on_event(self, event: Event) -> None:
        """Show one event of the job."""
        match event:
            case LogEvent():
                self._on_log(event)
            case ProgressEvent():
                self._on_progress(event)
            case JobProgressEvent():
                if self._bar is not None:
                    self._bar.show_overall(event.job_fraction, event.job_remaining_s)
            case StateEvent():
                self._on_state(event.state)
            case MetricEvent(held_out=metrics) if metrics:
                shown = ", ".join(f"{name} {with_unit(name, v)}" for name, v in metrics.items())
                self.say(f"Step {event.step}: {shown}")
            case WarningEvent():
                self.say(f"Note: {event.message} {event.hint}".rstrip())
            case ErrorEvent():
                self.say(f"{event.message} {event.hint}".rstrip())
            case ResultEvent():
                self._on_result(event)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    # -- stages and progress ----------------------------------------------------------------------

    def _on_log(self, event: LogEvent) -> None:
        code, params = event.code, event.params
        if code == "stage_started":
            self._stages.append(params["stage"])
            self._show_stage()
            if self._bar is None:
                self.say(f"{stage_title(params['stage'])} …")
        elif code == "stage_finished":
            self.say(f"{stage_title(params['stage'])}: {duration(params['seconds'])}")
            if params["stage"] in self._stages:
                while self._stages.pop() != params["stage"]:
                    pass  # stages that ended with an error
            self._show_stage()
        elif code == "stage_skipped":
            self.say(f"{stage_title(params['stage'])}: already done and unchanged; skipped")
        elif code not in KEPT:  # the last sentence says them
            self.say(event.message)

    def _show_stage(self) -> None:
        """The innermost stage that is running; its own progress is not known yet."""
        stage = self._stages[-1] if self._stages else ""
        self._shown_tenth = -1
        if self._bar is not None:
            self._bar.begin(stage_title(stage))

    def _on_progress(self, event: ProgressEvent) -> None:
        left_s = event.job_remaining_s
        if self._bar is not None:
            self._bar.show(event, left_s)
            return
        tenth = int(LINES_PER_STAGE * event.done / event.total) if event.total else 0
        if tenth <= self._shown_tenth:
            return
        if self._shown_tenth >= 0:  # the beginning of a stage is a line already
            title = stage_title(self._stages[-1] if self._stages else "")
            left = f", about {duration(round(left_s))} left" if round(left_s or 0) else ""
            overall = "" if event.job_fraction is None else f"[{event.job_fraction:.0%}] "
            self.say(f"{overall}{title}: {count_of(event)}{left}")
        self._shown_tenth = tenth

    def _on_state(self, state: RunState) -> None:
        is_paused = state == RunState.PAUSED
        if self._bar is not None:
            self._bar.note("paused" if is_paused else "")
        elif is_paused:
            self.say("Paused")

    def _on_result(self, event: ResultEvent) -> None:
        self.close()
        body = event.body()
        for line in metric_lines(body):
            print(line)
        if isinstance(metrics := body.get("held_out"), dict):
            verdict = verdict_of(metrics)
            print(render_message(verdict.code, verdict.params))


def count_of(event: ProgressEvent) -> str:
    """``248/340 steps`` of a progress event."""
    total = "" if event.total is None else f"/{readable(event.total)}"
    return f"{readable(event.done)}{total} {event.unit}".rstrip()


def clock_text(seconds: float) -> str:
    """``0:03:12``."""
    minutes, rest_s = divmod(max(0, round(seconds)), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest_s:02d}"


class _TimeLeftColumn(ProgressColumn):
    """Time left of the whole job; nothing while it is unknown."""

    def render(self, task: Task) -> Text:
        left_s = task.fields["left_s"]
        return Text(f"{clock_text(left_s)} left" if round(left_s or 0) else "", style="cyan")


class _Bar:
    """The bar and its columns, as many as the terminal has room for."""

    def __init__(self, console: Console) -> None:
        columns: list[ProgressColumn] = [
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
        ]
        if console.width >= MEDIUM_COLUMNS:
            columns.append(TextColumn("{task.fields[count]}", markup=False))
        if console.width >= WIDE_COLUMNS:
            columns.append(TextColumn("{task.fields[note]}", markup=False))
        columns.append(_TimeLeftColumn(table_column=Column(no_wrap=True)))
        self._progress = Progress(*columns, console=console, transient=True, expand=True)
        self._left_s: float | None = None
        self._job_fraction: float | None = None
        self._task = self._add_task("")

    def begin(self, title: str) -> None:
        """Another stage: its name at once, without the numbers of the one before.

        The bar is that of the job, and stays where it is.
        """
        self._progress.start()
        self._progress.remove_task(self._task)
        self._task = self._add_task(title)

    def show(self, event: ProgressEvent, left_s: float | None) -> None:
        rate = event.rate_per_s
        self._left_s = left_s
        self._job_fraction = event.job_fraction
        is_overall = event.job_fraction is not None
        self._progress.update(
            self._task,
            completed=event.job_fraction if is_overall else event.done,
            total=1.0 if is_overall else event.total,
            count=count_of(event),
            note=f"{readable(round(rate, 1))}/s" if rate else "",
            left_s=left_s,
        )

    def show_overall(self, fraction: float | None, left_s: float | None) -> None:
        """Show how far the job is; the stage's own numbers stay."""
        self._left_s, self._job_fraction = left_s, fraction
        if fraction is None:
            self._progress.update(self._task, left_s=left_s)
        else:
            self._progress.update(self._task, completed=fraction, total=1.0, left_s=left_s)

    def _add_task(self, title: str) -> TaskID:
        fields = {"count": "", "note": "", "left_s": self._left_s}
        if self._job_fraction is None:
            return self._progress.add_task(title, total=None, **fields)
        return self._progress.add_task(title, total=1.0, completed=self._job_fraction, **fields)

    def note(self, text: str) -> None:
        self._progress.update(self._task, note=text)

    def stop(self) -> None:
        self._progress.stop()


def _can_animate(console: Console) -> bool:
    return console.is_terminal and not console.is_dumb_terminal
