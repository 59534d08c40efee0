"""Sharpness, light and a covered mouth, on a photograph of a face."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from synctalk_engine.face.quality import measure_skin, mouth_changes, sharpness
from synctalk_engine.workspace.frame_quality import (
    LEAST_SHARPNESS,
    MOST_LIGHT_CHANGE,
    MOST_MOUTH_CHANGE,
)

SHARE = 0.66


@pytest.fixture(scope="module")
def view() -> np.ndarray:
    """The astronaut's face in the middle of a square, BGR."""
    face = data.astronaut()[45:225, 130:310, ::-1]
    return cv2.resize(np.ascontiguousarray(face), (256, 256), interpolation=cv2.INTER_AREA)


def changes(view: np.ndarray, odd: np.ndarray) -> tuple[float, float]:
    """Of the usual image and of the odd one, in a clip with two odd ones among twenty."""
    skins = [measure_skin(view, SHARE)] * 18 + [measure_skin(odd, SHARE)] * 2
    result = mouth_changes(skins)
    return float(result[0]), float(result[-1])


def test_a_blurred_face_is_below_the_limit_and_a_sharp_one_far_above(view):
    assert sharpness(view, SHARE) > 3 * LEAST_SHARPNESS
    assert sharpness(cv2.GaussianBlur(view, (0, 0), 4), SHARE) < LEAST_SHARPNESS


@pytest.mark.parametrize("colour", [(20, 20, 20), (80, 160, 60), (180, 60, 30)])
def test_something_before_the_mouth_is_told(view, colour):
    covered = view.copy()
    cv2.circle(covered, (128, 170), 34, colour, -1)
    usual, odd = changes(view, covered)
    assert usual == 0
    assert odd > MOST_MOUTH_CHANGE


def test_another_light_is_not_something_before_the_mouth(view):
    darker = cv2.convertScaleAbs(view, alpha=1, beta=-30)
    assert changes(view, darker)[1] < MOST_MOUTH_CHANGE / 2


def test_light_is_measured_on_the_upper_face(view):
    covered = view.copy()
    covered[150:] = 0
    light = measure_skin(view, SHARE).light
    assert measure_skin(covered, SHARE).light == pytest.approx(light, abs=1)
    dark = cv2.convertScaleAbs(view, alpha=0.5)
    assert light - measure_skin(dark, SHARE).light > MOST_LIGHT_CHANGE


def test_frames_without_a_face_have_no_change(view):
    assert mouth_changes([None, measure_skin(view, SHARE), None]).tolist() == [0, 0, 0]
    assert mouth_changes([None]).tolist() == [0]
