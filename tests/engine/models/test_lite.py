"""The lite generators: shapes, audio reaching every pixel, gradients reaching every weight."""

import pytest
import torch

from synctalk_engine.models import create
from synctalk_engine.models.lite import LiteConfig, LiteGenerator, MouthHead, ShuffleOutput
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator

TINY = LiteConfig(input_px=64, audio_channels=40)


def test_gradient_reaches_every_parameter() -> None:
    torch.manual_seed(0)
    network = LiteGenerator(TINY)
    image = network(torch.rand(2, 6, 64, 64), torch.randn(2, 16, 40))
    assert image.shape == (2, 3, 64, 64)
    assert torch.isfinite(image).all() and image.min() >= 0 and image.max() <= 1
    (image * torch.randn_like(image)).sum().backward()
    idle = [n for n, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


@pytest.mark.parametrize(("name", "side_px"), [("lite-160", 160), ("lite-320", 320)])
def test_presets_build_networks_that_run(name: str, side_px: int) -> None:
    preset = get_preset(name)
    assert preset.input_px == side_px
    network = create_generator(preset, "mel").eval()
    audio = torch.randn(1, *preset.window_shape("mel"))
    with torch.inference_mode():
        assert network(torch.rand(1, 6, side_px, side_px), audio).shape == (1, 3, side_px, side_px)


def test_create_gives_the_608_channel_network() -> None:
    network = create("lite-160")
    assert network.config.audio_channels == 608
    with pytest.raises(KeyError, match="lite-320"):
        create("unet")


def test_audio_changes_every_part_of_the_image() -> None:
    torch.manual_seed(1)
    # In training mode: with fresh running statistics the deep levels all but vanish.
    network = LiteGenerator(TINY).double()
    image = torch.rand(1, 6, 64, 64, dtype=torch.float64).expand(2, -1, -1, -1)
    with torch.inference_mode():
        spoken, other = network(image, torch.randn(2, 16, 40, dtype=torch.float64))
    assert (spoken - other).abs().amax(dim=0).min() > 0


def test_the_shuffled_way_out_cannot_draw_a_checkerboard() -> None:
    torch.manual_seed(3)
    out = ShuffleOutput(4)
    image = out(torch.ones(1, 4, 8, 8))[0, :, 4:-4, 4:-4]  # free of the border's padding
    rows, columns = torch.meshgrid(torch.arange(8), torch.arange(8), indexing="ij")
    spread = torch.nn.functional.pixel_shuffle(out.to_pixels(torch.ones(1, 4, 8, 8)), 2).std()
    for pattern in (rows, columns, rows + columns):
        sign = 1 - 2 * (pattern % 2).float()
        assert (image * sign).mean(dim=(1, 2)).abs().max() < 1e-5 < 1e-2 * spread


def test_order_of_frames_in_the_window_matters() -> None:
    torch.manual_seed(2)
    encoder = LiteGenerator(TINY).eval().audio_encoder
    audio = torch.randn(1, 16, 40)
    with torch.inference_mode():
        assert (encoder(audio) - encoder(audio.flip(1))).abs().max() > 1e-2


def test_normalisation_travels_with_the_weights() -> None:
    torch.manual_seed(3)
    network, other = LiteGenerator(TINY).eval(), LiteGenerator(TINY).eval()
    network.audio_encoder.set_normalisation(torch.full((40,), 5.0), torch.full((40,), 0.0))
    other.load_state_dict(network.state_dict())
    audio = torch.randn(1, 16, 40) + 5
    with torch.inference_mode():
        embedding = other.audio_encoder(audio)
        assert torch.equal(embedding, network.audio_encoder(audio))
    assert torch.isfinite(embedding).all()


def test_audio_branch_learns_mouth_measures_alone() -> None:
    torch.manual_seed(4)
    encoder = LiteGenerator(TINY).audio_encoder
    head = MouthHead(TINY.embedding_width, targets=3)
    audio = torch.randn(32, 16, 40)
    opening = audio[:, 8, :3].clone()
    optimiser = torch.optim.AdamW([*encoder.parameters(), *head.parameters()], lr=2e-3)
    for _ in range(40):
        loss = (head(encoder(audio)) - opening).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.4 * opening.var().item()


def test_impossible_sizes_are_named_together() -> None:
    with pytest.raises(ValueError, match=r"input_px.*150.*audio_frames.*7"):
        LiteConfig(input_px=150, audio_frames=7)
