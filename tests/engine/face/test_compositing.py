"""Only the generated area changes, and it blends into what is around it."""

import numpy as np
import pytest

from synctalk_engine.face.compositing import (
    CHEEK_MARGIN,
    FEATHER_FRACTION,
    JAW_MARGIN_FRACTION,
    Compositor,
    lower_face,
    mask_in_crop,
)
from synctalk_engine.face.crop import CropBox, extract_crop
from synctalk_engine.models.presets import CROP_PRESETS, get_preset


def noise_frame(height=301, width=257, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def smooth_frame(height=300, width=260):
    y, x = np.mgrid[:height, :width]
    return np.stack([80 + x / 4, 90 + y / 4, 100 + (x + y) / 8], axis=-1).astype(np.uint8)


def generated_like(crop, preset, offset=0.0):
    inner = slice(preset.border_px, preset.crop_px - preset.border_px)
    return crop[inner, inner].astype(np.float32) + offset


def points_in(box):
    """Landmarks of a face that fills the square: a round contour, a mouth in the lower half."""
    points = np.full((110, 2), 0.5)
    angles = np.linspace(-0.2, np.pi + 0.2, 33)
    points[:33] = 0.5 - 0.5 * np.cos(angles)[:, None] * (1, 0) + (0, 0.3)
    points[:33, 1] = 0.3 + 0.5 * np.sin(angles)
    points[90:110, 1] = 0.6
    return (points * box.side_px + (box.x0, box.y0)).astype(np.float32)


def region_in_frame(preset, box):
    scale = box.side_px / preset.crop_px
    left, top, right, bottom = (edge * scale for edge in mask_in_crop(preset))
    return left + box.x0, top + box.y0, right + box.x0, bottom + box.y0


@pytest.mark.parametrize("name", CROP_PRESETS)
@pytest.mark.parametrize(
    "box", [CropBox(40, 50, 183, 193), CropBox(-30, 100, 201, 331), CropBox(90, -20, 441, 331)]
)
def test_each_pixel_outside_the_mask_is_the_sources(name, box):
    preset = get_preset(name)
    frame = noise_frame()
    before = frame.copy()
    crop = extract_crop(frame, box, preset.crop_px)
    generated = np.random.default_rng(1).uniform(0, 255, (preset.input_px, preset.input_px, 3))
    out = Compositor(preset).compose(frame, points_in(box), box, crop, generated.astype(np.float32))

    left, top, right, bottom = region_in_frame(preset, box)
    inside = np.zeros(frame.shape[:2], bool)
    rows = slice(max(int(np.floor(top)), 0), max(int(np.ceil(bottom)), 0))
    columns = slice(max(int(np.floor(left)), 0), max(int(np.ceil(right)), 0))
    inside[rows, columns] = True
    assert np.array_equal(out[~inside], before[~inside])
    assert np.array_equal(frame, before)
    changed = (out != before).any(-1)
    assert changed[inside].mean() > 0.8


def test_seam_has_no_step_where_the_drawing_is_of_another_colour():
    preset = get_preset("lite-160")
    frame, box = smooth_frame(), CropBox(30, 40, 230, 240)
    crop = extract_crop(frame, box, preset.crop_px)
    out = Compositor(preset).compose(
        frame, points_in(box), box, crop, generated_like(crop, preset, offset=40.0)
    )
    change = out.astype(int) - frame
    assert change.max() >= 1
    assert np.abs(np.diff(change, axis=0)).max() <= 12
    assert np.abs(np.diff(change, axis=1)).max() <= 12


def test_a_perfect_drawing_leaves_a_smooth_frame_as_it_is():
    preset = get_preset("lite-160")
    frame, box = smooth_frame(), CropBox(30, 40, 230, 240)
    crop = extract_crop(frame, box, preset.crop_px)
    out = Compositor(preset).compose(frame, points_in(box), box, crop, generated_like(crop, preset))
    assert np.abs(out.astype(int) - frame).max() <= 2


@pytest.mark.parametrize("side_px", [90, 143, 168, 201, 390])
def test_what_is_pasted_stays_where_it_was(side_px):
    preset = get_preset("lite-160")
    y, x = np.mgrid[:420, :420]
    blob = 255 * np.exp(-((x - 215.3) ** 2 + (y - 260.7) ** 2) / (2 * (side_px / 12) ** 2))
    frame = np.repeat(blob[..., None], 3, axis=2).astype(np.uint8)
    corner = (int(215.3 - side_px / 2), int(260.7 - side_px * 0.55))
    box = CropBox(*corner, corner[0] + side_px, corner[1] + side_px)
    crop = extract_crop(frame, box, preset.crop_px)
    out = Compositor(preset).compose(frame, points_in(box), box, crop, generated_like(crop, preset))

    def centre(image):
        weights = image[..., 0].astype(np.float64)
        return (weights * x).sum() / weights.sum(), (weights * y).sum() / weights.sum()

    assert np.allclose(centre(out), centre(frame), atol=0.05)


@pytest.mark.parametrize("name", CROP_PRESETS)
def test_the_whole_mouth_is_pasted_and_the_collar_is_not(name):
    preset = get_preset(name)
    frame, box = smooth_frame(), CropBox(30, 40, 230, 240)
    points = points_in(box)
    crop = extract_crop(frame, box, preset.crop_px)
    generated = np.zeros((preset.input_px, preset.input_px, 3), np.float32)
    out = Compositor(preset).compose(frame, points, box, crop, generated)
    mouth = np.s_[145:175, 100:160]
    assert out[mouth].max() <= 2
    chin_y = points[16, 1]
    below = int(
        chin_y + (JAW_MARGIN_FRACTION + FEATHER_FRACTION) * box.side_px + CHEEK_MARGIN * 60 + 2
    )
    assert np.array_equal(out[below:], frame[below:])
    assert (out[int(chin_y)] != frame[int(chin_y)]).any()


def test_open_jaw_has_room_below_the_sources_chin():
    box = CropBox(30, 40, 230, 240)
    points = points_in(box)
    share = lower_face(points, box)
    chin_x, chin_y = (points[16] - (box.x0, box.y0)).astype(int)
    assert share[chin_y + int(0.08 * box.side_px), chin_x] > 0.9


def test_colours_meet_at_the_seam_and_the_mouth_keeps_its_own():
    preset = get_preset("lite-160")
    frame, box = smooth_frame(), CropBox(30, 40, 230, 240)
    points = points_in(box)
    crop = extract_crop(frame, box, preset.crop_px)
    out = Compositor(preset).compose(frame, points, box, crop, generated_like(crop, preset, 15.0))
    change = (out.astype(int) - frame).mean(axis=2)
    assert np.abs(change[160, 120:140] - 15).max() <= 2
    middle = change[:, 130]
    step_at_most = 2  # the feather alone would make it 2.3
    assert np.abs(np.diff(middle)).max() <= step_at_most

    blunt = Compositor(preset)
    share = blunt._mask(box.side_px) * lower_face(points, box)
    border = (share > 0.2) & (share < 0.8)
    inner = change[box.y0 : box.y1, box.x0 : box.x1][border]
    assert np.abs(inner).mean() < 0.5 * 15 * share[border].mean()
