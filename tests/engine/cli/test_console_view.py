"""What a person sees of a job: a bar that names the stage at work, and the time left of it all."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from synctalk_engine.cli.console_view import ConsoleView
from synctalk_engine.cli.numbers import duration, metric_lines, readable
from synctalk_engine.protocol.events import (
    JobProgressEvent,
    LogEvent,
    ProgressEvent,
    RunState,
    StateEvent,
)
from synctalk_engine.protocol.messages import render_message

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Shown:
    """A view on a pretended terminal or file."""

    def __init__(self, is_terminal: bool, columns: int = 80) -> None:
        self.file = io.StringIO()
        console = Console(
            file=self.file, force_terminal=is_terminal, width=columns, highlight=False,
            _environ={"TERM": "xterm"},
        )  # fmt: skip
        self.view = ConsoleView(console)

    def log(self, code: str, **params) -> None:
        message = render_message(code, params)
        self.view.on_event(LogEvent(code=code, params=params, message=message))

    def progress(
        self, done: float, total: float, left_s: float | None = None, fraction: float | None = None
    ) -> None:
        self.view.on_event(
            ProgressEvent(
                done=done,
                total=total,
                unit="steps",
                rate_per_s=12.34,
                remaining_s=0.5,
                job_fraction=fraction,
                job_remaining_s=left_s,
            )
        )

    def bar(self) -> str:
        """The bar as it is drawn now."""
        bars = self.view._bar._progress
        console = Console(
            file=io.StringIO(), width=self.view._console.width, force_terminal=True,
            color_system=None, _environ={"TERM": "xterm"},
        )  # fmt: skip
        console.print(bars.get_renderable())
        return console.file.getvalue().rstrip("\n")


@pytest.fixture
def shown(request):
    made = []

    def make(*arguments, **options) -> Shown:
        made.append(Shown(*arguments, **options))
        return made[-1]

    yield make
    for one in made:
        one.view.close()


def test_when_an_inner_stage_ends_the_bar_is_that_of_the_outer_one(shown) -> None:
    one = shown(True)
    one.log("stage_started", stage="generator")
    one.log("stage_started", stage="audio_pretraining")
    one.progress(248, 340)
    assert "Pretraining audio" in one.bar() and "248/340 steps" in one.bar()
    one.log("stage_finished", stage="audio_pretraining", seconds=3.0)
    assert "Training model" in one.bar()
    assert "audio" not in one.bar() and "/340" not in one.bar()
    one.progress(3, 1000, left_s=200.0)
    assert re.search(r"Training model .* 3/1000 steps 12.3/s 0:03:20 left", one.bar())


def test_a_new_stage_does_not_inherit_the_count_of_the_last(shown) -> None:
    one = shown(True)
    one.log("stage_started", stage="crops")
    one.progress(90, 90)
    one.log("stage_finished", stage="crops", seconds=1.0)
    one.log("stage_started", stage="syncnet")
    (task,) = one.view._bar._progress.tasks
    assert (task.description, task.total, task.completed) == ("SyncNet", None, 0)


def test_the_bar_is_that_of_the_whole_job_and_never_runs_backwards(shown) -> None:
    one = shown(True)
    drawn = []
    for stage, fraction in (("crops", 0.03), ("syncnet", 0.13), ("generator", 0.5)):
        one.log("stage_started", stage=stage)
        drawn.append(one.view._bar._progress.tasks[0].percentage)
        one.progress(90, 90, fraction=fraction)
        drawn.append(one.view._bar._progress.tasks[0].percentage)
        one.log("stage_finished", stage=stage, seconds=1.0)
    assert drawn == sorted(drawn) and drawn[-1] == 50.0


def test_the_time_left_goes_on_while_a_stage_tells_nothing(shown) -> None:
    one = shown(True)
    one.log("stage_started", stage="generator")
    one.progress(3, 1000, left_s=200.0, fraction=0.5)
    one.view.on_event(JobProgressEvent(job_fraction=0.6, job_remaining_s=100.0))
    assert re.search(r"Training model .* 3/1000 steps 12.3/s 0:01:40 left", one.bar())
    assert one.view._bar._progress.tasks[0].percentage == 60.0


def test_a_file_is_told_how_far_the_job_is(shown) -> None:
    one = shown(False)
    one.log("stage_started", stage="syncnet")
    for step in (1, 40):
        one.progress(step, 100, left_s=61.0, fraction=0.05 + step / 1000)
    assert "[9%] SyncNet: 40/100 steps, about 1 min 01 s left" in one.file.getvalue()


@pytest.mark.parametrize("columns", [120, 80, 60, 40, 25])
def test_the_bar_is_one_line_at_any_width(shown, columns: int) -> None:
    one = shown(True, columns)
    one.log("stage_started", stage="generator")
    one.progress(123_456, 250_000, left_s=40_000.0)
    assert len(one.bar().splitlines()) == 1
    assert len(one.bar()) <= columns


def test_into_a_file_go_whole_lines_without_control_characters(shown) -> None:
    one = shown(False)
    one.log("stage_started", stage="generator")
    for step in range(1, 101):
        one.progress(step, 100, left_s=100.0 - step)
    long_path = "/a folder/" + 20 * "long name " + "x.mp4"
    one.log("output_replaced", path=long_path)
    one.log("stage_finished", stage="generator", seconds=71.0)
    text = one.file.getvalue()
    assert not CONTROL.search(text)
    lines = text.splitlines()
    assert sum("/100 steps" in line for line in lines) == 10
    assert "Training model: 50/100 steps, about 50 s left" in lines
    assert any(long_path in line for line in lines), "a file's lines are not folded"
    assert lines[-1] == "Training model: 1 min 11 s"


def test_a_pause_is_shown_and_taken_back(shown) -> None:
    one = shown(True)
    one.log("stage_started", stage="generator")
    one.progress(3, 10)
    one.view.on_event(StateEvent(state=RunState.PAUSED))
    assert "paused" in one.bar()
    one.view.on_event(StateEvent(state=RunState.RUNNING))
    assert "paused" not in one.bar()


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (50050.4, "50050"), (1234567.0, "1234567"), (0.93551, "0.9355"), (0.00002, "0.00002"),
        (12.0, "12"), (0.0, "0"), (-3.14159, "-3.142"), (999.96, "1000"), (1e-12, "0"),
        (float("nan"), "not a number"),
    ],
)  # fmt: skip
def test_no_number_has_an_exponent(value: float, text: str) -> None:
    assert readable(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0 s"), (8.54, "8.5 s"), (59.97, "1 min 00 s"), (200, "3 min 20 s"),
     (3599.7, "1 h 00 min"), (7500, "2 h 05 min")],
)  # fmt: skip
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_metrics_have_units_and_empty_ones_are_left_out() -> None:
    lines = metric_lines(
        {
            "seconds": 50050.0, "mouth_psnr": 27.123456, "peak_gpu_mb": None, "held_out": {},
            "controls": {"mean_mouth": {"mouth_psnr": 26.0}}, "stages": {"frames": 61.0},
        }
    )  # fmt: skip
    assert lines == [
        "seconds: 13 h 54 min", "mouth_psnr: 27.12 dB", "peak_gpu_mb: not known",
        "controls:", "  mean_mouth:", "    mouth_psnr: 26 dB",
        "stages:", "  frames: 1 min 01 s",
    ]  # fmt: skip
