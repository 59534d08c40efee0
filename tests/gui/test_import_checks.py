"""The check of an imported video is shown whole, and the recording guide is one click away."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton

from synctalk_engine.protocol.preprocess_messages import CHECKS
from synctalk_gui.dialogs.recording_guide import RecordingGuide, rules
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.pages.findings import project_findings
from tests.helpers.window_actions import drop, make_video, until


def info_with(check) -> ProjectInfo:
    return ProjectInfo("May", Stage.IMPORTED, check=check)


def test_passed_checks_are_shown_after_warnings_and_say_what_they_mean():
    check = {
        "findings": [{"code": "face_small", "severity": "warning", "params": {"width_px": 143}}],
        "passed": [{"code": code, "params": {}} for code in CHECKS],
    }
    found = project_findings(info_with(check))
    assert [finding.severity for finding in found[:2]] == ["warning", "info"]
    passed = [finding for finding in found if finding.severity == "ok"]
    assert [finding.code for finding in passed] == list(CHECKS)
    assert all(finding.sentence and finding.hint for finding in passed)


@pytest.mark.parametrize("passed", [None, "no", [None], [{"code": "check_sharp"}]])
def test_a_damaged_or_old_report_is_shown_without_passes(passed):
    check = {"findings": [], "passed": passed}
    sentences = [finding.sentence for finding in project_findings(info_with(check))]
    assert sentences[-1] == "This video is ready to use."


def test_every_check_of_a_dropped_video_is_on_the_page(qtbot, open_window, tmp_path):
    window = open_window()
    drop(window, [make_video(tmp_path)])
    page = window.page("preprocess")
    until(qtbot, lambda: "The face is sharp." in page.findings.sentences())
    shown = [part.text() for part in page.findings.findChildren(QLabel) if part.text()]
    for text in (
        "The face is 143 px wide.",
        "The face is sharp.",
        "The model becomes as sharp as the video.",
        "Speech is 31 dB louder than the background.",
    ):
        assert text in shown


def test_the_guide_says_light_distance_silence_and_minutes():
    text = " ".join(f"{rule} {reason}" for rule, reason in rules())
    for word in ("Light", "Distance", "Silence", "minutes", "start and at the end"):
        assert word in text


@pytest.mark.parametrize("place", ["welcome", "check", "menu"])
def test_the_recording_guide_is_one_click_away(qtbot, open_window, tmp_path, place):
    window = open_window()
    if place == "check":
        drop(window, [make_video(tmp_path)])
        page = window.page("preprocess")
        until(qtbot, page.isVisible)
    if place == "menu":
        actions = window.menuBar().findChildren(QAction)
        next(a for a in actions if a.text() == "Recording &guide").trigger()
    else:
        where = window.view.welcome if place == "welcome" else page
        buttons = [b for b in where.findChildren(QPushButton) if b.text() == "How to record"]
        assert len(buttons) == 1 and buttons[0].isVisible()
        buttons[0].click()
    (guide,) = window.findChildren(RecordingGuide)
    assert guide.isVisible()


def test_a_check_names_the_file_without_its_folder():
    """The project's page shows where the video lies; a path of four lines hides the message."""
    params = {"path": "/home/erika/My Videos/no audio.mp4"}
    check = {"findings": [{"code": "video_no_audio", "severity": "error", "params": params}]}
    found = project_findings(info_with(check))[0]
    assert found.sentence.startswith("no audio.mp4 has no audio")
    assert dict(found.params) == params, "what acts on the finding needs the path"
