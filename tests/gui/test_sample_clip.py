"""The sample clip: the window says what is being done, from the queue to the training."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from synctalk_engine.protocol.events import RunState, StateEvent
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.run_record import RunRecord
from tests.helpers import fake_engine
from tests.helpers.window_actions import active, mark_preprocessed, stage_of, until

STAGES = ("sample", "frames", "landmarks", "audio", "features", "crops", "syncnet")


def said(page) -> str:
    return page._empty.heading.text()


@pytest.fixture
def reach(qtbot, workspace) -> Callable[[LiveRun, str], None]:
    """Lets a demo go on to a stage, in which it stays: no stage is missed on a slow machine."""
    holds = {stage: workspace.root / f"{fake_engine.HOLD} {stage}" for stage in STAGES}
    for path in holds.values():
        path.touch()

    def let_go_on(live: LiveRun, stage: str) -> None:
        for before in STAGES[: STAGES.index(stage)]:
            holds[before].unlink(missing_ok=True)
        until(qtbot, lambda: live.record.stage == stage)

    return let_go_on


def test_it_says_what_is_being_done(qtbot, open_window, reach):
    window = open_window(steps=3)
    window.start_demo()
    until(qtbot, lambda: window._current_name == "demo")
    window.show_step("train")
    page, live = window.page("train"), active(window)
    for stage, text in (
        ("sample", "Making the sample clip…"),
        ("frames", "Preprocessing…"),
        ("features", "Preprocessing…"),
        ("syncnet", "Starting training…"),
    ):
        reach(live, stage)
        until(qtbot, lambda text=text: said(page) == text)
    live.stop()
    until(qtbot, lambda: not live.is_active)


def test_the_preprocess_page_follows_it_too(qtbot, open_window, reach):
    window = open_window(steps=3)
    window.start_demo()
    until(qtbot, lambda: window._current_name == "demo")
    window.show_step("preprocess")
    page, live = window.page("preprocess"), active(window)
    for stage, title in (("sample", "Sample clip"), ("frames", "Preprocessing")):
        reach(live, stage)
        until(qtbot, lambda title=title: page._left_card.title.text() == title)
    live.stop()
    until(qtbot, lambda: not live.is_active)


def test_in_the_queue_no_video_is_missed(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    until(qtbot, lambda: window.session.devices.devices)
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: window.session.jobs.active())
    window.start_demo()
    assert "in the queue" in window.view.toast.text()
    until(qtbot, lambda: window._current_name == "demo")
    until(qtbot, lambda: stage_of(window, "demo") == "In queue")
    window.show_step("preprocess")
    page = window.page("preprocess")
    assert page._waiting_texts()[0] == "In queue"
    window.show_step("train")
    until(qtbot, lambda: said(window.page("train")) == "In queue")
    jobs = window.session.jobs
    jobs.remove(jobs.waiting()[0])
    active(window).stop()
    until(qtbot, lambda: not jobs.active())


@pytest.mark.parametrize(
    ("kind", "is_sample", "is_preprocessing"),
    [("demo", True, False), ("run", False, True), ("train", False, False)],
)
def test_before_the_first_stage_the_kind_says_what_begins(kind, is_sample, is_preprocessing):
    record = RunRecord(kind)
    assert (record.is_making_sample, record.is_preprocessing) == (is_sample, is_preprocessing)
    record.apply([StateEvent(seq=1, state=RunState.RUNNING, stage="crops")])
    assert not record.is_making_sample and not record.is_preprocessing


def test_missing_weights_are_named_at_once_with_a_button_that_installs_them(qtbot, open_window):
    window = open_window(mode="no_weights")
    window.start_demo()
    until(qtbot, lambda: window._current_name == "demo" and not window.session.jobs.active())
    window.show_step("train")
    banner = window.page("train").banner
    until(qtbot, banner.isVisible)
    assert "Needed weights" in banner.sentence() and "not installed" in banner.sentence()
    asked = []
    window.page("train").weights_requested.connect(asked.append)
    banner._install.click()
    assert asked == ["needed"]


def test_its_end_leads_to_the_video(qtbot, open_window):
    window = open_window(steps=3)
    window.start_demo()
    until(qtbot, lambda: "ready" in window.view.toast.text())
    window.view.toast.findChild(QPushButton).click()
    until(qtbot, lambda: window.view.header.steps.step() == "render")
    assert window._current_name == "demo"


def test_it_is_not_evaluated_for_minutes(qtbot, open_window):
    window = open_window(steps=3)
    window.start_demo()
    until(qtbot, lambda: window.session.jobs.active())
    assert active(window).spec.options["evaluate"] is False
    until(qtbot, lambda: not window.session.jobs.active())


def test_samples_are_awaited_only_while_a_model_is_trained(qtbot, open_window, reach):
    window = open_window(steps=3)
    window.start_demo()
    until(qtbot, lambda: window._current_name == "demo")
    window.show_step("train")
    page, live = window.page("train"), active(window)
    until(qtbot, lambda: page.live is live)
    reach(live, "sample")
    assert page._samples_card.isHidden()
    reach(live, "syncnet")
    until(qtbot, lambda: not page._samples_card.isHidden())
    live.stop()
    until(qtbot, lambda: not window.session.jobs.active())
