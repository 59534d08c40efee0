"""The studio networks: shapes of tensors, and what the patch network may not change."""

import numpy as np
import pytest
import torch

from synctalk_engine.models.presets import (
    PATCH_FACE_FRACTION,
    STUDIO_PATCHES_PX,
    get_preset,
    studio_preset,
)
from synctalk_engine.models.registry import create_generator
from synctalk_engine.models.studio import (
    ALPHA_CHANNEL,
    DETAIL_GAIN,
    ShapePredictor,
    high_pass,
    with_detail,
)


@pytest.mark.parametrize("side_px", STUDIO_PATCHES_PX)
def test_every_patch_goes_through(side_px):
    preset = get_preset(f"studio-{side_px}")
    network = create_generator(preset, "mel").eval()
    image = torch.rand(1, preset.image_channels, side_px, side_px)
    image[:, 8] = 0
    image[:, 8, side_px // 3 : side_px // 2, side_px // 3 : side_px // 2] = 1
    with torch.inference_mode():
        out = network(image, torch.rand(1, *preset.window_shape("mel")))
    assert out.shape == (1, 3, side_px, side_px)
    untouched = image[:, 8:] == 0
    assert (out[untouched.expand_as(out)] == image[:, :3][untouched.expand_as(out)]).all()
    assert not torch.equal(out, image[:, :3])


def test_shapes_of_any_number_of_frames():
    network = create_generator(get_preset("studio-96"), "mel")
    features = np.random.default_rng(0).normal(size=(40, 320)).astype(np.float32)
    shapes = network.shapes(features)
    assert shapes.shape == (40, network.config.shape_components)
    before, after = ShapePredictor.FRAMES_BEFORE, ShapePredictor.FRAMES_AFTER
    part = network.shapes(features[10:20])
    assert part[before:-after] == pytest.approx(shapes[10 + before : 20 - after], abs=1e-5)
    louder = features.copy()
    louder[20] += 100
    changed = (network.shapes(louder) != shapes).any(axis=1)
    assert np.flatnonzero(changed).tolist() == list(range(20 - after, 20 + before + 1))
    network.shape_gain.mul_(2.0)
    assert network.shapes(features) == pytest.approx(2 * shapes, abs=1e-4)


def test_the_preset_fits_the_face():
    assert studio_preset(96 / PATCH_FACE_FRACTION - 1) == "studio-96"
    assert studio_preset(97 / PATCH_FACE_FRACTION) == "studio-128"
    assert studio_preset(5000) == f"studio-{STUDIO_PATCHES_PX[-1]}"


def test_in_use_detail_is_amplified_where_alpha_is_and_nowhere_else():
    random = torch.Generator().manual_seed(0)
    patch = torch.rand(1, 3, 96, 96, generator=random)
    image = torch.zeros(1, 9, 96, 96)
    image[:, ALPHA_CHANNEL, :, :48] = 1
    changed = with_detail(patch, image)
    assert (changed[..., 48:] == patch[..., 48:]).all()
    ratio = high_pass(changed)[..., 10:38].std() / high_pass(patch)[..., 10:38].std()
    assert float(ratio) == pytest.approx(DETAIL_GAIN, abs=0.01)


def test_an_even_patch_has_no_detail():
    assert high_pass(torch.full((1, 3, 96, 96), 0.4)).abs().max() < 1e-5
