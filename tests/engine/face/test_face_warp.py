"""The warp brings landmarks where they are wanted and leaves all outside the jaw alone."""

import cv2
import numpy as np
import pytest

from synctalk_engine.face.face_warp import below_the_line, thin_plate_spline, warp_lower_face
from synctalk_engine.face.masks import filled_polygon
from synctalk_engine.face.mouth_shape import INNER_LIPS, JAW_LINE, OUTER_LIPS
from synctalk_engine.gpu_check.drawn_clip import draw_face, face_points
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh

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


def test_the_lips_go_where_they_are_wanted():
    image, points = face(0.1)
    target, wanted = face(1.0)
    warped = warp_lower_face(image, points, wanted)
    around = filled_polygon(wanted[list(OUTER_LIPS)], image.shape[:2])
    lips = around - filled_polygon(wanted[list(INNER_LIPS)], image.shape[:2]) == 255

    def difference(picture: np.ndarray) -> float:
        change = cv2.blur(picture, (9, 9)).astype(int) - cv2.blur(target, (9, 9))
        return float(np.abs(change[lips]).mean())

    assert difference(warped) < 0.5 * difference(image)


def test_a_wide_open_mouth_closes_and_shows_nothing_of_its_inside():
    image, points = face(1.0)
    _, wanted = face(0.0)
    upper, lower = list(INNER_LIPS[1:10]), list(INNER_LIPS[:10:-1])
    middle = (wanted[upper] + wanted[lower]) / 2
    wanted[upper] = wanted[lower] = middle
    assert dark_rows(image, wanted) > 20
    assert dark_rows(warp_lower_face(image, points, wanted), wanted) <= 4


def test_above_and_below_the_line_between_the_lips_have_a_sharp_border_and_none_beyond():
    _, points = face(0.3)
    share = below_the_line(points, (100, 280, 420, 420))
    corners = points[[INNER_LIPS[0], INNER_LIPS[10]]] - (100, 280)
    inside = slice(int(corners[0, 0]) + 3, int(corners[1, 0]) - 3)
    assert ((share[:, inside] > 0) & (share[:, inside] < 1)).sum(axis=0).max() <= 1
    assert np.abs(np.diff(share[:, 5], axis=0)).max() < 0.02
    assert (np.diff(share, axis=0) >= 0).all()


def dark_rows(image: np.ndarray, points: np.ndarray) -> int:
    """How many rows in the middle of the mouth are dark."""
    middle = round(float(points[list(INNER_LIPS), 0].mean()))
    return int((image[300:400, middle - 5 : middle + 5].mean((1, 2)) < 75).sum())
