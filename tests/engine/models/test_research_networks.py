"""The research networks have the research checkpoints' keys and give their outputs."""

import json

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from synctalk_engine.models import create
from synctalk_engine.models.pfld import merge_branches
from synctalk_engine.models.presets import KINDS, get_preset
from synctalk_engine.models.registry import NETWORKS, create_generator
from tests.helpers.research_weights import UPSTREAM, formula_state, load_formula, manifests

TOLERANCE = 1e-4
MANIFESTS = manifests()
WITHOUT_GOLDEN = (
    "unet328_hubert",
    "unet328_wenet",
    "unet160_hubert",
    "unet160_wenet",
    "pfld_ghostone",
)
INPUT_SHAPES = {
    "unet328_ave": [(6, 320, 320), (32, 16, 16)],
    "unet328_hubert": [(6, 320, 320), (32, 32, 32)],
    "unet328_wenet": [(6, 320, 320), (256, 16, 32)],
    "unet160_hubert": [(6, 160, 160), (16, 32, 32)],
    "unet160_wenet": [(6, 160, 160), (128, 16, 32)],
    "syncnet328_ave": [(3, 320, 320), (32, 16, 16)],
    "syncnet328_hubert": [(3, 320, 320), (32, 32, 32)],
    "syncnet328_wenet": [(3, 320, 320), (256, 16, 32)],
    "ave_encoder": [(1, 80, 16)],
    "pfld_ghostone": [(3, 192, 192)],
}


def inputs_of(name: str, seed: int, batch: int = 1) -> list[Tensor]:
    """An image in 0..1 (normal numbers for the mel) and normal numbers for the audio."""
    random = np.random.default_rng(seed)
    tensors = []
    for shape in INPUT_SHAPES[name]:
        is_image = shape[0] in (3, 6)
        draw = random.uniform(0, 1, (batch, *shape)) if is_image else None
        values = random.normal(0, 1, (batch, *shape)) if draw is None else draw
        tensors.append(torch.tensor(values, dtype=torch.float32))
    return tensors


def golden(name: str) -> dict[str, np.ndarray]:
    with np.load(UPSTREAM / f"{name}.golden.npz") as arrays:
        return dict(arrays)


@pytest.mark.parametrize("name", MANIFESTS)
def test_keys_shapes_and_order_are_those_of_the_checkpoints(name: str) -> None:
    ours = {key: list(value.shape) for key, value in create(name).state_dict().items()}
    assert list(ours.items()) == list(MANIFESTS[name].items())


def test_unet328_gives_the_research_output() -> None:
    network = load_formula(create("unet328_ave"), "unet328_ave")
    with torch.inference_mode():
        image = network(*inputs_of("unet328_ave", 20263))
    expected = golden("unet328_ave")
    np.testing.assert_allclose(image[0, :, ::8, ::8], expected["out"], atol=TOLERANCE)
    assert image.mean().item() == pytest.approx(float(expected["mean"]), abs=TOLERANCE)
    assert image.std().item() == pytest.approx(float(expected["std"]), abs=TOLERANCE)


def test_syncnet_gives_the_research_embeddings() -> None:
    network = load_formula(create("syncnet328_ave"), "syncnet328_ave")
    with torch.inference_mode():
        audio, face = network(*inputs_of("syncnet328_ave", 30263))
    expected = golden("syncnet328_ave")["out"]
    np.testing.assert_allclose(torch.cat([audio, face]), expected, atol=TOLERANCE)


def test_ave_encoder_gives_the_research_features() -> None:
    network = load_formula(create("ave_encoder"), "ave_encoder")
    with torch.inference_mode():
        features = network(*inputs_of("ave_encoder", 40263, batch=4))
    np.testing.assert_allclose(features, golden("ave_encoder")["out"], atol=TOLERANCE)


@pytest.mark.parametrize("name", WITHOUT_GOLDEN)
def test_outputs_without_a_golden_file_have_not_drifted(name: str) -> None:
    # The audio changes the image by only 1e-5 under these weights, so its branch is tested alone.
    expected = json.loads((UPSTREAM / "expected.json").read_text(encoding="utf-8"))[name]
    out = part_without_golden(name)
    assert out.mean().item() == pytest.approx(expected["mean"], rel=1e-3)
    assert out.std().item() == pytest.approx(expected["std"], rel=1e-3)
    scale = expected["std"]
    np.testing.assert_allclose(first_values(out), expected["first"], rtol=0, atol=1e-3 * scale)


def part_without_golden(name: str) -> Tensor:
    """The landmarks, the image of unet160_hubert, or the audio of the others."""
    network, inputs = load_formula(create(name), name), inputs_of(name, seed=7)
    with torch.inference_mode():
        if name in ("pfld_ghostone", "unet160_hubert"):
            return network(*inputs).double()
        return network.audio_model(inputs[1]).double()


def first_values(out: Tensor) -> Tensor:
    """Eight values spread over the output."""
    return out.flatten()[:: out.numel() // 8][:8]


def idle_parameters(network: nn.Module, inputs: list[Tensor]) -> list[str]:
    """Parameters that a loss on the output gives no gradient."""
    # In eval mode: batch norm would cancel the biases of the convolutions before it.
    shapes = {key: list(value.shape) for key, value in network.state_dict().items()}
    network.load_state_dict(formula_state(shapes, gain=0.9))
    out = network.eval()(*inputs)
    out = torch.cat(out) if isinstance(out, tuple) else out
    assert torch.isfinite(out).all()
    (out * torch.linspace(-1, 1, out.numel()).reshape(out.shape)).sum().backward()
    return [key for key, p in network.named_parameters() if p.grad is None or not p.grad.any()]


@pytest.mark.parametrize(
    "name", ["unet328_ave", "unet160_hubert", "unet160_wenet", "syncnet328_wenet", "ave_encoder"]
)
def test_gradient_reaches_every_parameter(name: str) -> None:
    assert idle_parameters(create(name), inputs_of(name, seed=11)) == []


def test_gradient_reaches_every_used_parameter_of_the_landmark_network() -> None:
    idle = idle_parameters(create("pfld_ghostone"), inputs_of("pfld_ghostone", seed=11))
    # The research network carries a part that it never uses.
    assert [key for key in idle if not key.startswith("localization.")] == []


@pytest.mark.parametrize("name", ["unet328_hubert", "unet328_wenet"])
def test_gradient_reaches_every_parameter_of_the_audio_encoder(name: str) -> None:
    assert idle_parameters(create(name).audio_model, inputs_of(name, seed=11)[1:]) == []


def test_syncnet_embeddings_have_length_one() -> None:
    with torch.inference_mode():
        for embedding in create("syncnet328_hubert").eval()(*inputs_of("syncnet328_hubert", 3)):
            assert embedding.shape == (1, 4608)
            assert embedding.norm().item() == pytest.approx(1, abs=1e-5)


def test_merged_landmark_network_gives_the_same_points() -> None:
    network = load_formula(create("pfld_ghostone"), "pfld_ghostone")
    face = inputs_of("pfld_ghostone", 5)
    with torch.inference_mode():
        branched = network(*face)
        merge_branches(network)
        merged = network(*face)
    assert branched.shape == (1, 220)
    assert sum(p.numel() for p in network.parameters()) < 1.5e6
    np.testing.assert_allclose(merged, branched, atol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("preset_name", ["328", "160"])
def test_every_research_preset_reads_its_windows(preset_name: str, kind: str) -> None:
    preset = get_preset(preset_name)
    network = create_generator(preset, kind)
    shapes = {key: list(value.shape) for key, value in network.state_dict().items()}
    assert shapes == MANIFESTS[preset.network_name(kind)]
    with torch.inference_mode():
        audio = network.eval().audio_model(torch.randn(1, *preset.window_shape(kind)))
    assert audio.shape == (1, 512, 10, 10)


def test_every_network_is_named_for_what_it_is() -> None:
    assert set(MANIFESTS) <= set(NETWORKS)
    with pytest.raises(KeyError, match="unet328_ave"):
        create("unet328")
