"""The doctor says what is wrong with a video, and nothing where nothing is."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from synctalk_engine.doctor import doctor
from synctalk_engine.doctor.findings import findings_of
from synctalk_engine.doctor.passed_checks import passed_checks
from synctalk_engine.errors import MediaError
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.preprocess_messages import CHECKS
from tests.helpers.videos import make_video

PATH = Path("talk.mp4")
GOOD = {
    "duration_s": 200.0,
    "audio": {
        "present": True,
        "silent": False,
        "clipped_share": 0.0,
        "noise_dbfs": -60.0,
        "speech_dbfs": -20.0,
        "speech_share": 0.7,
    },
    "face": {
        "found_share": 1.0,
        "others_share": 0.0,
        "width_px": 300.0,
        "yaw_deg": 4.0,
        "sharpness": 200.0,
        "blurred_share": 0.0,
        "turned_share": 0.01,
        "covered_share": 0.0,
        "light_change_share": 0.04,
        "cuts": 0,
        "tracked_frames": 500,
    },
    "source_frames": 500,
    "frames_dropped": 5,
    "frames_doubled": 5,
    "longest_gap_s": 0.9,
    "disk_needed_mb": 100,
    "disk_free_mb": 1000,
    "av_offset_ms": 10.0,
    "av_offset_confidence": 0.9,
}


def codes(report) -> list[str]:
    found = findings_of(report, PATH)
    for finding in found:
        text = render_message(finding["code"], finding["params"])
        assert text != finding["code"], "the catalogue has no sentence for it"
        assert "{" not in text + render_hint(finding["code"], finding["params"])
    return [finding["code"] for finding in found]


def test_a_good_video_has_no_findings():
    assert codes(GOOD) == []


def passed(report) -> list[str]:
    found = passed_checks({**report, "findings": findings_of(report, PATH)})
    for check in found:
        message = render_message(check["code"], check["params"])
        hint = render_hint(check["code"], check["params"])
        assert hint, f"{check['code']} does not say what it means"
        assert "{" not in message + hint
    return [check["code"] for check in found]


def test_a_good_video_passes_every_check():
    assert set(passed(GOOD)) == set(CHECKS)


@pytest.mark.parametrize(
    ("part", "change", "gone"),
    [
        (None, {"duration_s": 12.0}, {"check_length"}),
        (None, {"av_offset_ms": 180.0}, {"check_sync"}),
        (None, {"av_offset_confidence": 0.1}, {"check_sync"}),
        (None, {"frames_doubled": 200}, {"check_frame_rate"}),
        (None, {"disk_free_mb": 10}, {"check_disk"}),
        (None, {"disk_free_mb": None}, {"check_disk"}),
        ("audio", {"speech_share": 0.1}, {"check_speech"}),
        ("audio", {"noise_dbfs": -30.0}, {"check_noise"}),
        ("audio", {"clipped_share": 0.02}, {"check_level"}),
        ("face", {"width_px": 80.0}, {"check_face_size"}),
        ("face", {"turned_share": 0.2}, {"check_frontal"}),
        ("face", {"yaw_deg": 50.0}, {"check_frontal"}),
        ("face", {"covered_share": 0.2}, {"check_uncovered"}),
        ("face", {"cuts": 3}, {"check_one_take"}),
        ("face", {"others_share": 0.5}, {"check_one_person"}),
    ],
)
def test_a_check_that_found_something_is_not_passed(part, change, gone):
    report = copy.deepcopy(GOOD)
    (report if part is None else report[part]).update(change)
    assert set(CHECKS) - set(passed(report)) == gone


AUDIO_CHECKS = {"check_audio", "check_level", "check_noise", "check_speech"}


@pytest.mark.parametrize(
    ("part", "change", "subject"),
    [
        ("audio", {"present": False}, AUDIO_CHECKS),
        ("audio", {"silent": True}, AUDIO_CHECKS),
        (
            "face",
            {"found_share": 0.0},
            {
                "check_face", "check_one_person", "check_face_size", "check_frontal",
                "check_sharp", "check_light", "check_uncovered", "check_one_take",
            },
        ),
    ],
)  # fmt: skip
def test_nothing_is_passed_about_what_is_not_there(part, change, subject):
    report = copy.deepcopy(GOOD)
    report[part].update(change)
    assert set(CHECKS) - set(passed(report)) == subject


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (None, {"duration_s": 12.0}, "clip_short"),
        ("audio", {"present": False}, "video_no_audio"),
        ("audio", {"silent": True}, "audio_silent"),
        ("audio", {"clipped_share": 0.02}, "audio_clipped"),
        ("audio", {"noise_dbfs": -30.0}, "audio_noisy"),
        ("audio", {"speech_share": 0.1}, "speech_sparse"),
        ("face", {"found_share": 0.0}, "no_face"),
        ("face", {"found_share": 0.6}, "face_often_missing"),
        ("face", {"others_share": 0.5}, "others_visible"),
        ("face", {"width_px": 80.0}, "face_small"),
        ("face", {"yaw_deg": 50.0}, "face_turned"),
        ("face", {"sharpness": 1.0}, "face_blurred"),
        ("face", {"blurred_share": 0.2}, "frames_blurred"),
        ("face", {"turned_share": 0.2}, "frames_turned"),
        ("face", {"covered_share": 0.2}, "frames_covered"),
        ("face", {"light_change_share": 0.2}, "frames_light"),
        ("face", {"cuts": 2}, "scene_cuts"),
        (None, {"frames_dropped": 6}, "frames_dropped"),
        (None, {"frames_doubled": 6}, "frames_doubled"),
        (None, {"longest_gap_s": 3.0}, "video_gap"),
        (None, {"disk_needed_mb": 2000}, "disk_short"),
        (None, {"av_offset_ms": -160.0}, "av_offset"),
    ],
)
def test_each_fault_is_found_alone(part, change, code):
    report = copy.deepcopy(GOOD)
    (report if part is None else report[part]).update(change)
    assert codes(report) == [code]


def test_an_uncertain_offset_is_not_mentioned():
    assert codes({**GOOD, "av_offset_ms": 400.0, "av_offset_confidence": 0.1}) == []


def test_the_worst_comes_first():
    report = {**GOOD, "duration_s": 60.0, "audio": {"present": False}}
    assert codes(report) == ["video_no_audio", "clip_short"]


def test_what_is_no_video_is_an_error(tmp_path):
    path = tmp_path / "not a video.mp4"
    path.write_text("text")
    with pytest.raises(MediaError):
        doctor(path)


def test_a_silent_video_without_a_face(assets, tmp_path):
    path = make_video(tmp_path / "empty room.mp4", duration_s=2.0, width=320, height=240, level=0)
    report = doctor(path)
    assert {"audio_silent", "clip_short"} <= {found["code"] for found in report["findings"]}
    assert (report["frames"], report["width"], report["height"]) == (50, 320, 240)
    assert report["av_offset_ms"] is None
