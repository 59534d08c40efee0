"""A job that cannot succeed is not started, and missing weights are not the video's fault."""

from __future__ import annotations

import pytest

from synctalk_gui.item_models.project_info import read_project, write_notes
from synctalk_gui.item_models.project_status import saved_status
from synctalk_gui.item_models.video_check import CheckOutcome, check_outcome, is_hopeless
from synctalk_gui.project_jobs import can_make_avatar
from tests.helpers.window_actions import make_video, stage_of, until, wait_for_action

SIZE = {"duration_s": 8.0, "fps": 25.0, "width": 512, "height": 512, "frames": 200}
NO_AUDIO = {"findings": [
    {"code": "video_no_audio", "severity": "error", "params": {"path": "May.mp4"}}
]} | SIZE  # fmt: skip
SMALL_FACE = {
    "findings": [{"code": "face_small", "severity": "warning", "params": {"width_px": 80}}]
} | SIZE
BROKEN = {"error": {"code": "video_truncated", "params": {"path": "May.mp4"}}}
WEIGHTS = {"error": {"code": "asset_missing", "params": {"asset": "needed", "what": "Needed"}}}
CRASHED = {"error": {"code": "internal", "params": {"detail": "KeyError"}}}


@pytest.mark.parametrize(
    ("check", "outcome", "text"),
    [
        (None, CheckOutcome.UNKNOWN, "Not preprocessed"),
        ({"findings": []}, CheckOutcome.USABLE, "Not preprocessed"),
        (SMALL_FACE, CheckOutcome.WARNINGS, "Check warnings"),
        (NO_AUDIO, CheckOutcome.UNUSABLE, "Cannot be used"),
        (BROKEN, CheckOutcome.UNUSABLE, "Cannot be used"),
        (WEIGHTS, CheckOutcome.WEIGHTS_MISSING, "Weights missing"),
        (CRASHED, CheckOutcome.FAILED, "Check failed"),
        ({"error": "damaged", "findings": 3}, CheckOutcome.FAILED, "Check failed"),
    ],
)
def test_what_a_check_means(workspace, qapp, check, outcome, text) -> None:
    write_notes(workspace, "May", source_video="/videos/May.mp4", check=check)
    info = read_project(workspace, "May")
    assert check_outcome(info.check) == outcome
    assert saved_status(info).text == text
    assert is_hopeless(info.check) == (text in ("Cannot be used", "Weights missing"))


@pytest.mark.parametrize(
    ("check", "said"),
    [(NO_AUDIO, "has no audio"), (BROKEN, "is cut short"), (WEIGHTS, "are not installed")],
)
def test_a_video_of_no_use_is_not_preprocessed(
    qtbot, open_window, workspace, tmp_path, check, said
):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)), check=check)
    window = open_window()
    page = window.page("preprocess")
    if check is WEIGHTS:  # keep the answer of the first check
        window.session.checks.close()
    until(qtbot, lambda: window.view.header.action_button("preprocess") is not None)
    part = window.view.header.action_button("preprocess")
    assert not part.isEnabled() and said in part.toolTip()
    page.start()
    window.project_jobs.preprocess(["May"])
    window.project_jobs.make_avatars(["May"])
    assert not can_make_avatar(window.session.jobs, page.project)
    assert not window.session.jobs.active() and not window.session.jobs.waiting()


def test_a_check_that_failed_without_the_video_is_done_again(
    qtbot, open_window, workspace, tmp_path
):
    for name, check in (("May", WEIGHTS), ("Bea", CRASHED)):
        video = make_video(tmp_path, f"{name}.mp4")
        write_notes(workspace, name, source_video=str(video), check=check)
    window = open_window()
    for name in ("May", "Bea"):
        window.select_project(name)
        window.show_step("preprocess")
        until(qtbot, lambda name=name: stage_of(window, name) == "Check warnings")
        wait_for_action(qtbot, window, "preprocess")


def test_a_job_without_its_weights_says_so_and_does_not_blame_the_video(
    qtbot, open_window, workspace, tmp_path
):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)), check=SMALL_FACE)
    window = open_window(mode="no_weights")
    page = window.page("preprocess")
    wait_for_action(qtbot, window, "preprocess")
    page.start()
    until(qtbot, page.banner.isVisible)
    assert "Needed weights" in page.banner.sentence()
    assert "not installed" in page.banner.sentence() and "May.mp4" not in page.banner.sentence()
    assert page.banner._install.isVisible()
    assert check_outcome(window.session.projects.info("May").check) == CheckOutcome.WARNINGS


def test_installed_weights_lead_to_another_check(qtbot, open_window, workspace, tmp_path):
    video = make_video(tmp_path)
    window = open_window()
    write_notes(workspace, "May", source_video=str(video), check=WEIGHTS)
    window.session.refresh("May")
    until(qtbot, lambda: window.session.projects.info("May") is not None)
    assert stage_of(window, "May") == "Weights missing"
    window.session.check_again()
    until(qtbot, lambda: stage_of(window, "May") == "Check warnings")


def test_a_replaced_video_can_be_checked_again(qtbot, open_window, workspace, tmp_path):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)), check=BROKEN)
    window = open_window()
    page = window.page("preprocess")
    until(qtbot, lambda: page.info is not None and page.findings.sentences())
    page.findings.check_requested.emit()
    wait_for_action(qtbot, window, "preprocess")


def test_too_small_a_disk_is_said_before_the_frames_are_made(
    qtbot, open_window, workspace, tmp_path
):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)), check=SMALL_FACE)
    window = open_window()
    page = window.page("preprocess")
    wait_for_action(qtbot, window, "preprocess")
    page._on_free_disk(20.0)
    part = window.view.header.action_button("preprocess")
    assert not part.isEnabled() and "not enough disk space" in part.toolTip()
    page.form.show_values({"frame_format": "jpg"})
    assert part.isEnabled(), "they would fit as JPEG"
    page._on_free_disk(1.0)
    assert not part.isEnabled()


def test_no_avatar_is_begun_on_too_small_a_disk(qtbot, open_window, workspace, tmp_path):
    write_notes(workspace, "May", source_video=str(make_video(tmp_path)), check=SMALL_FACE)
    window = open_window()
    page = window.page("preprocess")
    wait_for_action(qtbot, window, "make_avatar")
    page._on_free_disk(1.0)
    part = window.view.header.action_button("make_avatar")
    assert not part.isEnabled() and "not enough disk space" in part.toolTip()
    page.make_avatar()
    assert not window.session.jobs.active() and not window.session.jobs.waiting()


def test_a_speech_that_is_gone_is_missed_before_the_training(
    qtbot, open_window, workspace, tmp_path
):
    speech = tmp_path / "hello.wav"
    notes = {"source_video": str(make_video(tmp_path)), "check": SMALL_FACE}
    write_notes(workspace, "May", **notes, speeches=[str(speech)])
    window = open_window()
    wait_for_action(qtbot, window, "make_avatar")
    window.page("preprocess").make_avatar()
    assert "hello.wav is no longer there" in window.view.toast.text()
    assert not window.session.jobs.active() and not window.session.jobs.waiting()
