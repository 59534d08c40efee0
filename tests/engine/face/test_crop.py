import cv2
import numpy as np
import pytest

from synctalk_engine.face.crop import (
    CropBox,
    crop_box,
    extract_crop,
    feathered_mask,
    mouth_box,
    mouth_patch,
    mouth_patch_transforms,
    paste,
    resize,
    to_crop,
    transform_to_crop,
)
from tests.engine.face.faces import photograph


def points_at(centre, width_px: float) -> np.ndarray:
    """(110, 2): no more of a face than crops are cut by."""
    points = np.zeros((110, 2), np.float32) + np.asarray(centre, np.float32)
    points[1] += (-width_px / 2, -0.2 * width_px)
    points[31] += (width_px / 2, -0.2 * width_px)
    points[52, 1] -= 0.1 * width_px
    points[[74, 86]] += np.array([[-0.2, -0.25], [0.2, -0.25]], np.float32) * width_px
    points[90:110, 0] += np.linspace(-0.15, 0.15, 20) * width_px
    points[90:110, 1] += 0.25 * width_px + 0.06 * width_px * np.sin(np.linspace(0, 9, 20))
    return points


def smooth_image(width_px=400, height_px=300) -> np.ndarray:
    y, x = np.mgrid[:height_px, :width_px]
    layers = [x * 0.3 + y * 0.2, 128 + 80 * np.sin(x / 30), 128 + 80 * np.cos(y / 25)]
    return np.stack(layers, -1).astype(np.uint8)


def test_the_box_is_that_of_the_research_code():
    points = np.zeros((110, 2), np.float32)
    points[1], points[31], points[52] = (100.9, 80), (260.2, 82), (181, 95.7)
    assert crop_box(points) == CropBox(100, 95, 260, 255)


def test_a_face_seen_from_behind_does_not_break_the_box():
    points = np.zeros((110, 2), np.float32)
    points[1], points[31] = (50, 0), (40, 0)
    assert crop_box(points).side_px == 1


@pytest.mark.parametrize("side_px", [168, 320, 328])
def test_a_crop_put_back_gives_the_frame_again(side_px):
    frame = smooth_image()
    box = CropBox(90, 60, 290, 260)
    crop = extract_crop(frame, box, side_px)
    assert crop.shape == (side_px, side_px, 3)
    mask = feathered_mask(side_px, (5, 5, side_px - 5, side_px - 5), 10)
    off = np.abs(paste(frame, crop, box, mask).astype(int) - frame)
    assert off.max() <= 6
    assert off.mean() < 0.3


def test_pixels_outside_the_mask_are_the_frames_own():
    frame = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    box = CropBox(100, 80, 260, 240)
    mask = feathered_mask(320, (40, 100, 280, 300), 12)
    before = frame.copy()
    out = paste(frame, np.full((320, 320, 3), 255, np.uint8), box, mask)
    np.testing.assert_array_equal(frame, before)
    changed = np.any(out != frame, axis=-1)
    inside = np.zeros_like(changed)
    inside[80 + 49 : 80 + 151, 100 + 19 : 100 + 141] = True
    assert changed.any()
    assert not changed[~inside].any()
    assert (out[200, 180] == 255).all()


def test_a_crop_that_leaves_the_frame_repeats_its_edge_and_is_pasted_inside_only():
    frame = smooth_image(200, 150)
    box = CropBox(-30, 100, 90, 220)
    crop = extract_crop(frame, box, 120)
    np.testing.assert_array_equal(crop[:50, :30], np.repeat(frame[100:150, :1], 30, axis=1))
    np.testing.assert_array_equal(crop[50:, 60], np.repeat(frame[149:150, 30], 70, axis=0))
    out = paste(frame, crop, box, np.ones((120, 120), np.float32))
    np.testing.assert_array_equal(out, frame)


@pytest.mark.parametrize("side_px", [100, 160])
def test_a_box_outside_the_frame_shows_its_edge_and_pastes_nothing(side_px):
    frame = smooth_image(400, 300)
    mask = np.ones((side_px, side_px), np.float32)
    for corner, edge in (
        ((500, 20), frame[20:120, [399]]),
        ((-100, 20), frame[20:120, [0]]),
        ((20, 300), frame[[299], 20:120]),
        ((-900, -900), frame[[0], :1]),
    ):
        box = CropBox(*corner, corner[0] + 100, corner[1] + 100)
        crop = extract_crop(frame, box, side_px)
        expected = resize(np.broadcast_to(edge, (100, 100, 3)), side_px, side_px)
        np.testing.assert_array_equal(crop, expected)
        np.testing.assert_array_equal(paste(frame, np.zeros_like(crop), box, mask), frame)


def test_shrinking_averages():
    stripes = np.zeros((100, 100, 3), np.uint8)
    stripes[:, ::2] = 200
    np.testing.assert_array_equal(resize(stripes, 50, 50), np.full((50, 50, 3), 100))


def test_the_mask_rises_smoothly_inside_its_region():
    mask = feathered_mask(100, (20, 30, 80, 90), 10)
    assert mask[:30].max() == mask[90:].max() == mask[:, :20].max() == mask[:, 80:].max() == 0
    assert (mask[40:80, 30:70] == 1).all()
    assert np.all(np.diff(mask[60, :50]) >= 0)
    assert 0 < mask[60, 20] < 0.05


def test_points_and_images_are_cropped_alike():
    frame = np.zeros((300, 400, 3), np.uint8)
    cv2.circle(frame, (200, 150), 6, (255, 255, 255), -1)
    box = CropBox(120, 90, 280, 250)
    crop = extract_crop(frame, box, 320)[..., 0].astype(float)
    y, x = np.mgrid[:320, :320]
    centre = np.array([(crop * x).sum(), (crop * y).sum()]) / crop.sum()
    np.testing.assert_allclose(to_crop(np.array([200.0, 150.0]), box, 320), centre, atol=0.05)


def test_the_mouth_box_is_the_mouths_own_widened():
    points = points_at((200, 150), 160)
    box = crop_box(points)
    x0, y0, x1, y1 = mouth_box(points, box, 320)
    mouth = to_crop(points[90:110], box, 320)
    size = np.ptp(mouth, axis=0)
    assert x1 - x0 == pytest.approx(1.45 * size[0], abs=1.1)
    assert y1 - y0 == pytest.approx(1.75 * size[1], abs=1.1)
    assert np.all(mouth.min(0) > (x0, y0))
    assert np.all(mouth.max(0) < (x1, y1))


def test_the_mouth_box_stays_in_the_crop():
    points = points_at((200, 150), 160)
    points[90:110, 1] += 500
    x0, y0, x1, y1 = mouth_box(points, crop_box(points), 160)
    assert 0 <= x0 < x1 <= 160
    assert 0 <= y0 < y1 <= 160


def test_the_mouth_patch_stands_still_when_the_face_moves():
    image = photograph()
    points = points_at((222, 122), 92)
    matrix = np.array([[1.3, -0.2, 40.0], [0.2, 1.3, -30.0]])
    moved_image = cv2.warpAffine(image, matrix, (800, 700), flags=cv2.INTER_CUBIC)
    moved = points @ matrix[:, :2].T.astype(np.float32) + matrix[:, 2].astype(np.float32)
    patch = mouth_patch(image, mouth_patch_transforms(points[None])[0])
    other = mouth_patch(moved_image, mouth_patch_transforms(moved[None])[0])
    assert patch.shape == (32, 64)
    assert patch.dtype == np.uint8
    assert patch.std() > 10
    assert np.abs(patch.astype(int) - other).mean() < 4


def test_the_mouth_patch_is_the_same_from_a_crop():
    image = photograph()
    points = points_at((222, 122), 92)
    to_frame = mouth_patch_transforms(points[None])[0]
    box = crop_box(points)
    from_frame = mouth_patch(image, to_frame)
    from_crop = mouth_patch(extract_crop(image, box, 320), transform_to_crop(to_frame, box, 320))
    assert np.abs(from_frame.astype(int) - from_crop).mean() < 3


def test_the_anchors_of_the_patch_are_averaged_over_five_frames():
    points = np.stack([points_at((200, 150), 160)] * 11)
    points[5] += 10
    shifts = mouth_patch_transforms(points)[:, 0, 2]
    np.testing.assert_allclose(shifts[3:8] - shifts[0], 2, atol=1e-3)
    np.testing.assert_allclose(shifts[[0, 1, 2, 8, 9, 10]], shifts[0], atol=1e-3)
