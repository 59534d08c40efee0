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
    ALPHA_BIAS,
    ALPHA_CHANNEL,
    DETAIL_GAIN,
    FLOW_REACH,
    INSIDE_CHANNEL,
    REFERENCE,
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


def _stripe_patch(column: int, shifted_by: int = 0) -> torch.Tensor:
    """An input whose reference is black but for a bright stripe two pixels wide; all is alpha.

    The upper half lies inside the mouth.
    """
    image = torch.full((1, 9, 96, 96), 0.5)
    image[:, INSIDE_CHANNEL] = 0
    image[:, INSIDE_CHANNEL, :48] = 1
    image[:, REFERENCE] = 0
    image[:, REFERENCE, :, column + shifted_by : column + shifted_by + 2] = 1
    image[:, ALPHA_CHANNEL] = 1
    return image


def test_a_fresh_network_shows_the_reference_as_it_is():
    network = create_generator(get_preset("studio-96"), "mel").patch.eval()
    image = _stripe_patch(40)
    with torch.inference_mode():
        out = network(image, torch.rand(1, 16, 320))
    reference = image[:, REFERENCE]
    assert torch.allclose(out[..., :48, :], reference[..., :48, :], atol=1e-5)
    alpha = torch.sigmoid(torch.tensor(ALPHA_BIAS))
    around = 0.5 + alpha * (reference[..., 48:, :] - 0.5)
    assert torch.allclose(out[..., 48:, :], around, atol=1e-5)


def test_a_reference_is_moved_within_reach():
    network = create_generator(get_preset("studio-96"), "mel").patch.eval()
    network.flow.bias.data[0] = 20.0  # far beyond the limit, to the right
    moved_px = round(FLOW_REACH * 96)
    with torch.inference_mode():
        audio = torch.rand(1, 16, 320)
        there = network(_stripe_patch(40), audio)
        network.flow.bias.data.zero_()
        at_once = network(_stripe_patch(40, -moved_px), audio)
    brightest = [int(out[0, 0, 48].argmax()) for out in (there, at_once)]
    assert brightest[0] == pytest.approx(brightest[1], abs=1)


@pytest.mark.parametrize("side_px", [96, 128, 256])
def test_folded_pixels_leave_no_pattern(side_px):
    """Lips had dotted corners: the channels of a folded pixel are not quite alike."""
    network = create_generator(get_preset(f"studio-{side_px}"), "mel").patch.eval()
    assert network.config.fold > 1
    torch.nn.init.normal_(network.out.bias)
    image = torch.full((1, 9, side_px, side_px), 0.5)
    image[:, ALPHA_CHANNEL] = 1
    with torch.inference_mode():
        out = network(image, torch.rand(1, 16, 320))
    inner = out[..., 4:-4, 4:-4]
    assert inner.std(dim=(2, 3)).max() < 1e-5 and (inner - 0.5).abs().max() > 0.01


VIEW = 16, 32, 80, 80
AUDIO = torch.linspace(0, 1, 16 * 320).view(1, 16, 320)


def _network_with_view(seed: int = 0):
    torch.manual_seed(seed)
    network = create_generator(get_preset("studio-96"), "mel").patch.eval()
    torch.nn.init.normal_(network.out.weight, std=0.1)
    network.set_view(VIEW)
    return network


def _patches(*alphas: tuple[slice, slice]) -> torch.Tensor:
    image = torch.rand(1, 9, 96, 96).repeat(len(alphas), 1, 1, 1)
    image[:, ALPHA_CHANNEL] = 0
    for row, (rows, columns) in enumerate(alphas):
        image[row, ALPHA_CHANNEL, rows, columns] = 1
    return image


MOUTH_IN_VIEW = slice(40, 70), slice(20, 70)
MOUTH_BEYOND = slice(40, 85), slice(20, 70)


@torch.inference_mode()
def test_the_network_sees_its_view_alone():
    network, image = _network_with_view(), _patches(MOUTH_IN_VIEW)
    out = network(image, AUDIO)
    other = image.clone()
    other[..., : VIEW[1], :] = other[..., VIEW[3] :, :] = 0.5
    other[:, ALPHA_CHANNEL, : VIEW[1]] = other[:, ALPHA_CHANNEL, VIEW[3] :] = 0
    x, y = slice(VIEW[0], VIEW[2]), slice(VIEW[1], VIEW[3])
    changed = network(other, AUDIO)
    assert torch.equal(changed[..., y, x], out[..., y, x])
    assert not torch.equal(out[..., y, x], image[:, :3, y, x])
    assert torch.equal(changed[..., : VIEW[1], :], other[:, :3, : VIEW[1], :])


@torch.inference_mode()
def test_a_mouth_that_reaches_beyond_is_generated_from_the_whole_patch():
    network, image = _network_with_view(), _patches(MOUTH_IN_VIEW, MOUTH_BEYOND)
    audio = AUDIO.repeat(2, 1, 1)
    both = network(image, audio)
    assert torch.allclose(both[:1], network(image[:1], AUDIO), atol=1e-6)
    network.set_view((0, 0, 96, 96))
    whole = network(image, audio)
    assert torch.allclose(both[1:], whole[1:], atol=1e-6)
    assert not torch.allclose(both[:1], whole[:1], atol=1e-4)


def test_the_view_travels_with_the_weights():
    network, image = _network_with_view(), _patches(MOUTH_IN_VIEW)
    other = create_generator(get_preset("studio-96"), "mel").patch.eval()
    other.load_state_dict(network.state_dict())
    with torch.inference_mode():
        assert torch.equal(other(image, AUDIO), network(image, AUDIO))


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
    changed = with_detail(patch, image, torch.tensor(1.25))
    assert (changed[..., 48:] == patch[..., 48:]).all()
    ratio = high_pass(changed)[..., 10:38].std() / high_pass(patch)[..., 10:38].std()
    assert float(ratio) == pytest.approx(1.25, abs=0.01)


@pytest.mark.parametrize(
    "texture, gain", [(1.0, DETAIL_GAIN), (0.95, DETAIL_GAIN + 0.1), (0.5, 1.4), (2.0, 1.0)]
)
def test_detail_is_amplified_as_its_texture_asks_for(texture, gain):
    network = create_generator(get_preset("studio-96"), "mel").eval()
    network.fit_detail(texture)
    assert float(network.detail_gain) == pytest.approx(gain)
    image, audio = torch.rand(1, 9, 96, 96), AUDIO
    with torch.inference_mode():
        patch = network.patch(image, audio)
        assert torch.equal(network(image, audio), with_detail(patch, image, torch.tensor(gain)))


def test_an_even_patch_has_no_detail():
    assert high_pass(torch.full((1, 3, 96, 96), 0.4)).abs().max() < 1e-5
