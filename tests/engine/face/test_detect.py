import shutil

import numpy as np
import pytest

from synctalk_engine.face.detect import FaceDetector, iou
from tests.engine.face.faces import frame_with, photograph, placement, two_people


def test_the_face_of_a_photograph_is_found_where_it_is(detector):
    found = detector.detect(photograph())
    assert len(found) == 1
    assert iou(found[0].box, np.array([170.0, 72.0, 274.0, 176.0]))[0] > 0.7
    eye_left, eye_right, nose = found[0].keypoints[:3]
    assert eye_left[0] < nose[0] < eye_right[0]
    assert nose[1] > eye_left[1]


def test_the_box_follows_the_face(detector):
    centres = [(200, 200), (400, 260), (520, 150)]
    for centre in centres:
        found = detector.look(frame_with(placement(centre, 1.5)))
        assert len(found) == 1
        assert np.linalg.norm(found[0].centre - centre) < 15


def test_a_face_too_small_for_one_look_is_found_in_a_closer_one(detector):
    frame = frame_with(placement((1000, 400), 0.5), 1280, 720)  # about 46 px wide
    assert detector.look(frame) == []
    found = detector.detect(frame)
    assert len(found) == 1
    assert np.linalg.norm(found[0].centre - (1000, 400)) < 10


def test_a_face_that_fills_the_frame_is_found(detector):
    frame = frame_with(placement((160, 160), 3.4), 320, 320)
    found = detector.detect(frame)
    assert found
    assert np.linalg.norm(found[0].centre - (160, 160)) < 40


def test_two_faces_are_found_once_each(detector):
    found = detector.look(two_people())
    assert len(found) == 2
    assert {face.centre[0] < 480 for face in found} == {True, False}


def test_nothing_is_found_where_there_is_no_face(detector):
    assert detector.detect(np.full((240, 320, 3), 90, np.uint8)) == []


def test_weights_are_read_from_a_folder_with_an_odd_name(face_weights, tmp_path):
    folder = tmp_path / "mes poids 权重"
    folder.mkdir()
    shutil.copy(face_weights.detector, folder / "détecteur.tflite")
    assert FaceDetector(folder / "détecteur.tflite").look(photograph())


@pytest.mark.parametrize("size", [(704, 32), (32, 704), (4000, 16), (16_000, 2), (640, 360)])
def test_a_long_narrow_frame_is_looked_at_in_few_tiles(size: tuple[int, int]) -> None:
    """It was cut into squares of its shorter side, thousands of them."""
    looks = []
    detector = FaceDetector.__new__(FaceDetector)
    detector._look_at = lambda _frame, corner, side_px: looks.append((corner, side_px)) or []
    width_px, height_px = size
    assert detector.look_closer(np.zeros((height_px, width_px, 3), np.uint8)) == []
    assert len(looks) < 120
    seen = np.zeros((height_px, width_px), bool)
    for (x, y), side_px in looks[:-1]:
        x, y = max(round(x), 0), max(round(y), 0)
        seen[y : y + round(side_px), x : x + round(side_px)] = True
    assert seen.all()
