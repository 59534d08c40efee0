"""The warp brings landmarks where they are wanted and leaves all outside the jaw alone."""

import cv2
import numpy as np
import pytest

from synctalk_engine.face.face_warp import (
    control_points,
    thin_plate_spline,
    warp_lower_face,
)
from synctalk_engine.face.mouth_shape import JAW_LINE
from synctalk_engine.gpu_check.drawn_clip import draw_face, face_points
from tests.helpers.drawn_meshes import drawn_mesh

SCALE = 4


def face(opening: float) -> tuple[np.ndarray, np.ndarray]:
    """A noisy drawn face of 360 px, and its vertices (478, 2)."""
    points = face_points(opening, 0.0)
    image = cv2.resize(draw_face(points), None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(1).integers(0, 40, image.shape)
    image = np.clip(image + noise, 0, 255).astype(np.uint8)
    return image, drawn_mesh(points * SCALE)[:, :2].astype(np.float64)


def inside_jaw(points: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    mask = np.zeros(size, np.uint8)
    jaw = points[list(JAW_LINE)]
    outline = np.concatenate([[(jaw[0, 0], 0)], jaw, [(jaw[-1, 0], 0)]])
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask.astype(bool)


def test_a_spline_goes_through_its_points():
    places = np.random.default_rng(0).uniform(0, 100, (30, 2))
    values = 3 * np.sin(places / 40)
    spline = thin_plate_spline(places / 100, values)
    assert spline(places / 100) == pytest.approx(values, abs=0.1)


def test_without_a_change_the_frame_is_the_source():
    image, points = face(0.5)
    assert (warp_lower_face(image, points, points) == image).all()


def test_outside_the_jaw_each_pixel_is_the_sources():
    image, points = face(0.1)
    _, wanted = face(1.0)
    before = image.copy()
    warped = warp_lower_face(image, points, wanted)
    changed = (warped != image).any(axis=2)
    inside = inside_jaw(points, image.shape[:2])
    assert changed[inside].mean() > 0.05
    assert not changed[~inside].any()
    assert (image == before).all()


def test_the_mouth_opens_as_wanted():
    image, points = face(0.1)
    target, wanted = face(1.0)
    warped = warp_lower_face(image, points, wanted)
    middle = round(float(control_points(wanted)[:20, 0].mean()))

    def dark_rows(picture: np.ndarray) -> int:
        return int((picture[300:400, middle - 5 : middle + 5].mean((1, 2)) < 75).sum())

    assert dark_rows(image) + 10 < dark_rows(warped)
    assert dark_rows(warped) == pytest.approx(dark_rows(target), abs=6)
