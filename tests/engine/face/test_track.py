import itertools

import av
import cv2
import numpy as np
import pytest

from synctalk_engine.face.people import people_in
from synctalk_engine.face.records import FaceRecord, drop_retracted
from synctalk_engine.face.scheme110 import MOUTH
from synctalk_engine.face.smooth import finalize_track
from synctalk_engine.face.track import FaceTracker
from tests.engine.face.faces import (
    OTHER_CENTRE,
    frame_with,
    placement,
    somebody_else,
    two_people,
)

RIGID = [51, 52, 57, 63, 66, 70, 78, 82]
LEFT, RIGHT = 240, 720


@pytest.fixture
def tracker(face_weights) -> FaceTracker:
    return FaceTracker(face_weights, "mesh468")


def head_path(count: int) -> list[np.ndarray]:
    """Placements of a head that nods, shakes and leans."""
    t_s = np.arange(count) / 25
    x = 320 + 40 * np.sin(2 * np.pi * 0.8 * t_s)
    y = 240 + 15 * np.sin(2 * np.pi * 1.3 * t_s)
    turn_deg = 6 * np.sin(2 * np.pi * 0.6 * t_s)
    scale = 2 * np.exp(0.06 * np.sin(2 * np.pi * 0.4 * t_s))
    return [placement(*p) for p in zip(zip(x, y, strict=True), scale, turn_deg, strict=True)]


def noisy(frame, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 4, frame.shape)
    return np.clip(frame + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("kind", ["mesh468", "mesh478"])
def test_a_moving_head_is_followed_to_a_fraction_of_a_pixel(face_weights, kind):
    path = head_path(40)
    tracker = FaceTracker(face_weights, kind)
    records = [tracker.update(noisy(frame_with(m), i)) for i, m in enumerate(path)]
    points, table = finalize_track(records)
    assert table.found.all()
    raw = np.stack([record.points for record in records])
    # Brought back into the photograph, the points of a perfect tracker would stand still.
    raw_rms_px, rms_px = (_unrest_px(p, path) for p in (raw, points))
    assert rms_px < 0.5  # the face is about 180 px wide
    assert rms_px < raw_rms_px
    roll_deg = np.array([record.pose.roll for record in records])
    turned_deg = np.degrees([np.arctan2(m[1, 0], m[0, 0]) for m in path])
    assert np.corrcoef(roll_deg, turned_deg)[0, 1] > 0.97


def _unrest_px(points, path) -> float:
    still = [
        p @ cv2.invertAffineTransform(m)[:, :2].T + cv2.invertAffineTransform(m)[:, 2]
        for p, m in zip(points[:, RIGID], path, strict=True)
    ]
    off = np.stack(still) - np.mean(still, axis=0)
    return float(2 * np.sqrt((off**2).sum(-1).mean()))  # times the scale of the placement


def test_of_two_people_one_is_followed_throughout(tracker):
    records = [tracker.update(noisy(two_people(), i)) for i in range(30)]
    points, table = finalize_track(records)
    assert table.found.all()
    assert (points[..., 0].max(1) < 480).all()
    assert (table.faces == 2).all()


def test_the_person_is_found_again_after_a_cut_that_swaps_places(tracker):
    for i in range(8):
        record = tracker.update(noisy(two_people(), i))
    assert record.points[:, 0].mean() == pytest.approx(LEFT, abs=40)
    for i in range(8):
        record = tracker.update(noisy(two_people(left_is_target=False), i))
    assert record.points[:, 0].mean() == pytest.approx(RIGHT, abs=40)


def test_somebody_else_alone_is_not_taken_for_the_person(tracker):
    for i in range(6):
        tracker.update(noisy(two_people()[:, :480], i))
    alone = [tracker.update(noisy(two_people()[:, 480:], i)) for i in range(6)]
    assert alone[0].cut
    assert not any(record.found for record in alone)
    assert all(record.other_person for record in alone)
    back = tracker.update(noisy(two_people()[:, :480], 9))
    assert back.found


def test_frames_before_a_mistake_was_noticed_are_taken_back():
    def record(sure=False, takes_back=False):
        points = None if takes_back else np.zeros((110, 2), np.float32)
        return FaceRecord(points, sure=sure, takes_back=takes_back, other_person=takes_back)

    records = [record(sure=True), record(), record(), record(takes_back=True), record(sure=True)]
    kept = drop_retracted(records)
    assert [one.found for one in kept] == [True, False, False, False, True]
    assert [one.other_person for one in kept] == [False, True, True, True, False]


def test_a_slow_change_into_somebody_else_is_noticed(face_weights):
    target = frame_with(placement((240, 240), 1.6), 480, 480)
    other = frame_with(placement((240, 240), 1.6, face=OTHER_CENTRE), 480, 480, somebody_else())
    parts = [0.0] * 6 + np.linspace(0, 1, 12).tolist() + [1.0] * 24
    tracker = FaceTracker(face_weights, "mesh468")
    frames = [cv2.addWeighted(target, 1 - part, other, part, 0) for part in parts]
    _points, table = finalize_track([tracker.update(noisy(f, i)) for i, f in enumerate(frames)])
    assert table.found[:6].all()
    assert not table.found[18:].any()
    assert table.other_person[20:].all()


@pytest.mark.parametrize("scale", [0.6, 0.9])
def test_a_face_of_60_pixels_or_more_is_tracked_in_4k(face_weights, scale):
    size = (3840, 2160)
    frames = [frame_with(placement((3100 + 2 * i, 1500), scale), *size) for i in range(4)]
    tracker = FaceTracker(face_weights, "mesh478")
    records = [tracker.update(frame) for frame in frames]
    assert all(record.found for record in records)
    assert records[0].points is not None
    assert np.ptp(records[0].points[:, 0]) == pytest.approx(100 * scale, rel=0.25)


def test_frames_without_a_face_are_filled_and_marked(tracker):
    path = head_path(12)
    frames = [frame_with(m) for m in path]
    frames[4:7] = [np.full_like(frames[0], 60)] * 3
    points, table = finalize_track([tracker.update(frame) for frame in frames])
    assert np.flatnonzero(~table.found).tolist() == [4, 5, 6]
    np.testing.assert_allclose(points[5], (points[3] + points[7]) / 2, atol=1e-3)
    assert (table.confidence[4:7] == 0).all()


def test_a_sudden_shift_is_followed(tracker):
    tracker.update(frame_with(placement((280, 220), 2.0)))
    record = tracker.update(frame_with(placement((340, 260), 2.0)))
    assert record.found
    expected = FaceTracker.update(_fresh(tracker), frame_with(placement((340, 260), 2.0)))
    assert np.abs(record.points - expected.points)[RIGID].mean() < 1.5


def _fresh(tracker: FaceTracker) -> FaceTracker:
    tracker.reset()
    return tracker


def test_a_small_face_in_a_large_image_is_tracked(tracker):
    frames = [frame_with(placement((900 + 2 * i, 400), 0.55), 1280, 720) for i in range(6)]
    records = [tracker.update(frame) for frame in frames]
    assert all(record.found for record in records)
    shift_px = records[-1].points[RIGID, 0].mean() - records[0].points[RIGID, 0].mean()
    assert shift_px == pytest.approx(10, abs=1.0)


def test_parts_tracked_apart_join_without_a_seam(face_weights, tracker):
    path = head_path(24)
    frames = [noisy(frame_with(m), i) for i, m in enumerate(path)]
    whole = [tracker.update(frame) for frame in frames]
    second = FaceTracker(face_weights, "mesh468", target=tracker.target)
    part = [second.update(frame) for frame in frames[11:]][1:]  # one frame of lead-in
    joined, _ = finalize_track(whole[:12] + part)
    in_one, _ = finalize_track(whole)
    assert np.abs(joined - in_one)[:, RIGID].max() < 1.5
    assert part[0].motion is not None


def test_the_main_person_of_a_clip_is_the_one_seen_most(face_weights):
    both = two_people()
    target, other = both[:, :480], both[:, 480:]
    frames = enumerate([other, target, both, target])
    people = people_in(frames, 4.0, face_weights)
    assert [round(person.seconds) for person in people.persons] == [3, 2]
    tracker = FaceTracker(face_weights, "mesh478", people.persons[0].identity)
    record = tracker.update(two_people(left_is_target=False))
    assert record.points[:, 0].mean() == pytest.approx(RIGHT, abs=40)
    assert people_in([(0.0, np.zeros((200, 300, 3), np.uint8))], 1.0, face_weights).persons == ()


def test_a_blurred_face_is_told_from_a_sharp_one(tracker):
    sharp = tracker.update(frame_with(placement((320, 240), 2.0)))
    blurred_frame = cv2.GaussianBlur(frame_with(placement((320, 240), 2.0)), (0, 0), 4)
    blurred = _fresh(tracker).update(blurred_frame)
    assert blurred.blur < 0.3 * sharp.blur


def test_yaw_and_pitch_have_the_signs_that_are_documented(tracker):
    frame = frame_with(placement((320, 240), 2.0))
    straight = tracker.update(frame).pose
    mirrored = _fresh(tracker).update(np.ascontiguousarray(frame[:, ::-1])).pose
    assert mirrored.yaw == pytest.approx(-straight.yaw, abs=4)
    assert mirrored.roll == pytest.approx(-straight.roll, abs=3)
    assert mirrored.pitch == pytest.approx(straight.pitch, abs=4)


def _clip_frames(path, count):
    with av.open(str(path)) as container:
        for frame in itertools.islice(container.decode(video=0), count):
            yield frame.to_ndarray(format="bgr24")


def test_a_real_interview_stays_with_one_of_two(face_weights, shared_clip):
    path = shared_clip("edge/two_faces_17s_720p.mp4")
    tracker = FaceTracker(face_weights, "mesh468")
    records = [tracker.update(frame) for frame in _clip_frames(path, 150)]
    points, table = finalize_track(records)
    assert table.found.mean() > 0.98
    side = points[..., 0].mean(1) < 640
    assert side.all() or not side.any()
    assert (table.faces == 2).mean() > 0.9


def test_a_real_speaker_is_found_in_each_frame_and_the_mouth_moves(face_weights, shared_clip):
    path = shared_clip("talk_en_8s_512px.mp4")
    tracker = FaceTracker(face_weights, "mesh478")
    points, table = finalize_track([tracker.update(frame) for frame in _clip_frames(path, 75)])
    assert table.found.all()
    assert np.ptp(table.mouth_opening) > 0.03
    assert (points[:, MOUTH, 1].mean(1) > points[:, 52, 1]).all()
