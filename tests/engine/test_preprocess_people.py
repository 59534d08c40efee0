"""Two people in one video: who the preprocessed clip is of, and what is reported of the other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.doctor import doctor
from synctalk_engine.errors import FaceError, OptionError
from synctalk_engine.workspace.clip import Clip
from tests.helpers.command_line import synctalk
from tests.helpers.face_videos import in_turn, person_a, person_b, write_video

A_FRAMES, B_FRAMES = 20, 16
IS_A = np.array([True] * A_FRAMES + [False] * B_FRAMES + [True] * A_FRAMES)


@pytest.fixture(scope="module")
def interview(assets, tmp_path_factory) -> Path:
    """The one person, the other, the one again: hard cuts, never two at once."""
    path = tmp_path_factory.mktemp("interview") / "two 二.mp4"
    return write_video(path, in_turn(A_FRAMES, B_FRAMES, A_FRAMES))


def preprocess(folder: Path, video: Path, **options):
    options = {"video_path": str(video), "name": "iv", "asr_model": "mel", **options}
    outcome = synctalk(folder, "preprocess", **options)
    assert outcome.exit_code == 0, outcome.stderr
    table = Clip(folder / "dataset" / "iv").table()
    assert table is not None
    return outcome, table


def test_one_of_two_people_in_turn_is_taken_and_the_other_told(interview, tmp_path):
    outcome, table = preprocess(tmp_path, interview)
    assert table.found.tolist() == IS_A.tolist()
    assert table.other_person.tolist() == (~IS_A).tolist()
    said = [e for e in outcome.events if e["type"] == "warning"]
    (warning,) = [event for event in said if event["code"] == "other_person"]
    assert warning["params"] == {"seconds": 0.6, "frames": B_FRAMES}
    assert len(Clip(tmp_path / "dataset" / "iv").frame_paths()) == len(IS_A)


def test_the_other_is_taken_where_that_is_asked_for_and_only_then_tracked_again(
    interview, tmp_path
):
    preprocess(tmp_path, interview)
    outcome, table = preprocess(tmp_path, interview, face="2")
    assert table.found.tolist() == (~IS_A).tolist()
    skipped = {
        event["params"]["stage"]
        for event in outcome.events
        if event["type"] == "log" and event["code"] == "stage_skipped"
    }
    assert "frames" in skipped
    assert "landmarks" not in skipped


def test_the_doctor_decides_as_preprocess_does_and_lists_everybody(interview, tmp_path):
    report = doctor(interview, thumbnail_dir=tmp_path / "faces")
    face = report["face"]
    assert [person["index"] for person in face["people"]] == [1, 2]
    assert face["people"][0]["seconds"] == pytest.approx(1.6, abs=0.2)
    assert face["people"][1]["seconds"] == pytest.approx(0.64, abs=0.2)
    assert face["person"] == 1
    assert face["found_share"] == pytest.approx(IS_A.mean(), abs=0.01)
    assert "other_people" in [finding["code"] for finding in report["findings"]]
    assert {"fault": "other_person", "start_s": 0.8, "end_s": 1.44} in report["timeline"]
    for person in face["people"]:
        assert Path(person["thumbnail"]).read_bytes()[:2] == b"\xff\xd8"
        times = [time for time, *_box in person["boxes"]]
        assert times == sorted(times) and len(times) >= 3
        is_first = person["index"] == 1
        assert all((0.8 <= time < 1.44) != is_first for time in times), "boxed only where seen"
        for _time, x, y, width, height in person["boxes"]:
            assert 0 < x < x + width < 320 and 0 < y < y + height < 240
    other = doctor(interview, face="2")["face"]
    assert other["person"] == 2
    assert other["found_share"] == pytest.approx((~IS_A).mean(), abs=0.01)


@pytest.mark.parametrize(("face", "person"), [("1.0s", 2), ("0.2s", 1), ("160,120@1.0s", 2)])
def test_a_face_is_chosen_by_time_and_by_a_point(interview, face, person):
    assert doctor(interview, face=face)["face"]["person"] == person


@pytest.mark.parametrize(
    ("face", "error", "code"),
    [("7", FaceError, "face_unknown"), ("the left one", OptionError, "bad_options")],
)
def test_a_face_that_is_not_there_is_one_sentence(interview, tmp_path, face, error, code):
    with pytest.raises(error) as caught:
        doctor(interview, face=face)
    assert caught.value.code == code
    outcome = synctalk(
        tmp_path, "preprocess", video_path=str(interview), name="iv", asr_model="mel", face=face
    )
    assert outcome.exit_code == caught.value.exit_code
    assert "Traceback" not in outcome.stderr


def test_the_person_is_kept_through_a_jump_a_zoom_and_an_empty_scene(assets, tmp_path):
    empty = np.full((240, 320, 3), 90, np.uint8)
    frames = [person_a(i) for i in range(16)]
    frames += [person_a(i, (70, 90), 0.6) for i in range(12)]
    frames += [empty] * 6
    frames += [person_a(i, (200, 140), 1.6) for i in range(16)]
    _outcome, table = preprocess(tmp_path, write_video(tmp_path / "jump.mp4", frames))
    assert np.flatnonzero(~table.found).tolist() == list(range(28, 34))
    assert not table.other_person.any()


def test_two_at_once_who_swap_places_are_not_mixed_up(assets, tmp_path):
    def both(step: int, a_is_left: bool) -> np.ndarray:
        left, right = (person_a, person_b) if a_is_left else (person_b, person_a)
        halves = left(step, (80, 120), 0.8)[:, :160], right(step, (240, 120), 0.8)[:, 160:]
        return np.hstack(halves)

    frames = [both(i, True) for i in range(20)] + [both(i, False) for i in range(20)]
    _outcome, table = preprocess(tmp_path, write_video(tmp_path / "swap.mp4", frames))
    assert table.found.all()
    middle = table.box_x + table.box_w / 2
    assert ((middle < 160) == (np.arange(40) < 20)).all() or (
        (middle > 160) == (np.arange(40) < 20)
    ).all()
