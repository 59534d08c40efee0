"""MediaPipe's selfie segmentation in torch: where a person is in an image.

The network (Apache-2.0, Tkachenka et al. 2021) is published as a TFLite file.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch

from synctalk_engine.models.tflite_module import TfliteModule, rgb_input

INPUT_PX = 256


def load_person_network(path: Path, device: torch.device) -> TfliteModule:
    """The network in a file, ready on a device: (B, 3, 256, 256) RGB 0..1 -> [(B, 1, 256, 256)]."""
    return TfliteModule(path.read_bytes()).eval().to(device)


@torch.inference_mode()
def person_masks(network: TfliteModule, images: np.ndarray, device: torch.device) -> np.ndarray:
    """Where the person is: (B, 256, 256, 3) uint8 BGR -> (B, 256, 256) uint8, 255 in the person."""
    (masks,) = network(rgb_input(torch.from_numpy(images).to(device), 1 / 255))
    return masks[:, 0].mul(255).round().to(torch.uint8).cpu().numpy()


def network_input(frame: np.ndarray) -> np.ndarray:
    """A frame (H, W, 3) uint8 as the network sees it, (256, 256, 3): stretched, not cropped."""
    return cv2.resize(frame, (INPUT_PX, INPUT_PX), interpolation=cv2.INTER_AREA)
