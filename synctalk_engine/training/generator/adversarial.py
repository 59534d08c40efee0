"""The discriminator, which keeps generated mouths from being blurred.

Losses on pixels are smallest for the mean of all mouths that fit the audio, and that mean is
blurred. A discriminator learns to tell generated mouths from true ones, and its output is one more
loss of the generator (Goodfellow et al., 2014; hinge form: Lim
and Ye, 2017). It is trained with the generator, in the same step.

It is shown fine detail alone. How far the mouth is open and what colour the skin has are for the
sound and for the other losses to say: a critic that saw them moved both away from the truth.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.models.box_mean import box_mean
from synctalk_engine.models.discriminator import PatchDiscriminator, feature_distance
from synctalk_engine.training.hardware.precision import Precision, load_optimizer, optimizer_options

FACE_VIEW, PATCH_VIEW = (0.4, 0.6), (0.5, 0.8)
"""Crop that the discriminator sees of a face and of a studio generator's patch, as fractions of
the input's height and width; the mouth is in its centre."""
DETAIL_PX = 7
"""What is as even as the mean over so many pixels, each way, is not shown."""
DETAIL_GAIN = 8.0
"""Detail is small beside the image's 0..1, and spectral normalisation would keep it small."""
RATE = 4e-4
BETAS = (0.5, 0.99)


class Discriminator:
    """A patch discriminator of mouths, and its optimizer.

    Args:
        side_px: of the network's input.
        view: height and width of what the discriminator sees, as fractions of the side.
        seed: of its initial weights, whatever the state of the global generator is.
    """

    def __init__(
        self,
        side_px: int,
        device: torch.device,
        precision: Precision,
        seed: int,
        view: tuple[float, float] = FACE_VIEW,
    ) -> None:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            network = PatchDiscriminator()
        self.network = precision.place(network.to(device))
        self.optimizer = torch.optim.Adam(
            self.network.parameters(), RATE, betas=BETAS, **optimizer_options(device)
        )
        self._device = device
        self._precision = precision
        self._view_px = (
            _even(view[0] * side_px),
            _even(view[1] * side_px),
        )

    @torch.no_grad()
    def begin_step(self) -> None:
        """Forget the last gradient; follow the norms of the weights, once for all of a step."""
        self.optimizer.zero_grad(set_to_none=True)
        self.network.train()
        for layer in (*self.network.layers, self.network.verdict):
            _ = layer.weight  # reading it is what takes spectral normalisation one iteration on
        self.network.eval()

    def losses(self, generated: Tensor, target: Tensor, boxes: Tensor) -> dict[str, Tensor]:
        """The adversarial losses of a batch, and the discriminator's own loss.

        Args:
            generated, target: (B, 3, S, S) BGR 0..1. boxes: (B, 4) mouth boxes.
        Returns:
            ``adversarial`` and ``features``, whose gradient goes to ``generated`` alone, and
            ``critic``, whose gradient goes to the discriminator's weights alone.
        """
        drawn, true = (
            detail(mouth_views(image, boxes, self._view_px)) for image in (generated, target)
        )
        with self._precision.autocast(self._device):
            self.network.requires_grad_(True)
            of_drawn, _ = self.network(drawn.detach())
            of_true, wanted = self.network(true)
            self.network.requires_grad_(False)
            verdict, features = self.network(drawn)
            self.network.requires_grad_(True)
        hinge = functional.relu(1 - of_true.float()) + functional.relu(1 + of_drawn.float())
        return {
            "adversarial": -verdict.float().mean(),
            "features": feature_distance(features, wanted),
            "critic": hinge.mean(),
        }

    def gradient_norm(self) -> Tensor:
        """Norm of the discriminator's gradient; not finite if the gradient is not."""
        gradients = [value.grad for value in self.network.parameters() if value.grad is not None]
        return torch.linalg.norm(torch.stack([torch.linalg.norm(one) for one in gradients]))

    def state_dict(self) -> dict[str, Any]:
        return {"model": self.network.state_dict(), "optimiser": self.optimizer.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["model"])
        load_optimizer(self.optimizer, state["optimiser"])


def mouth_views(image: Tensor, boxes: Tensor, view_px: tuple[int, int]) -> Tensor:
    """The image around each mouth, without resampling: (B, 3, *view_px).

    Args:
        image: (B, 3, S, S). boxes: (B, 4) x0, y0, x1, y1. view_px: height and width.
    """
    height_px, width_px = view_px
    side_px = image.shape[-1]
    x = _places(boxes[:, 0] + boxes[:, 2], width_px, side_px)
    y = _places(boxes[:, 1] + boxes[:, 3], height_px, side_px)
    places = (y[:, :, None] * side_px + x[:, None, :]).flatten(1)
    channels = image.shape[1]
    picked = image.flatten(2).gather(2, places[:, None].expand(-1, channels, -1))
    return picked.unflatten(2, view_px)


def _places(twice_centre: Tensor, extent_px: int, side_px: int) -> Tensor:
    """(B, extent) int64: rows or columns around centres, moved inwards where they would leave."""
    first = ((twice_centre - extent_px) // 2).clamp(0, side_px - extent_px)
    return first[:, None] + torch.arange(extent_px, device=twice_centre.device)


def detail(picture: Tensor) -> Tensor:
    """High-pass of an image (B, 3, H, W): its difference from its local mean, amplified."""
    margin = DETAIL_PX // 2
    padded = functional.pad(picture, (margin,) * 4, mode="replicate")
    return DETAIL_GAIN * (picture - box_mean(padded, DETAIL_PX))


def _even(extent_px: float) -> int:
    """Rounded down to a multiple of 4, as the strides of the discriminator need."""
    return int(extent_px) // 4 * 4
