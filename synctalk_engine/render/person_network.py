"""MediaPipe's selfie segmentation as a torch module: where a person is in an image.

The network (Apache-2.0, Tkachenka et al. 2021) is published as a TFLite file. Its few kinds of
layers are read from the file, so that it runs in batches on whatever device torch runs on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

INPUT_PX = 256
_SAME, _UPSCALED = 0, 2
_TRANSPOSED = "Convolution2DTransposeBias"
_FUSED = {0: lambda values: values, 1: F.relu, 3: F.relu6}
"""Activations that a TFLite layer may carry."""


@dataclass(frozen=True)
class _Layer:
    """One layer: its inputs and its output are numbers of tensors."""

    run: Callable[..., torch.Tensor]
    inputs: tuple[int, ...]
    output: int


class PersonNetwork(nn.Module):
    """(B, 3, 256, 256) float32 RGB 0..1 -> (B, 1, 256, 256), 1 where the person is.

    Args:
        model: content of ``selfie_segmentation.tflite``.
    """

    def __init__(self, model: bytes) -> None:
        super().__init__()
        from ai_edge_litert import schema_py_generated as schema

        graph = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
        names = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
        main = graph.subgraphs[0]
        self._weights: dict[int, str] = {}
        self._layers: list[_Layer] = []
        self._input, self._output = int(main.inputs[0]), int(main.outputs[0])
        for operator in main.operators:
            code = graph.operatorCodes[operator.opcodeIndex]
            kind = names[max(code.builtinCode, code.deprecatedBuiltinCode)]
            kind = code.customCode.decode() if kind == "CUSTOM" else kind
            inputs = tuple(int(number) for number in operator.inputs)
            output = int(operator.outputs[0])
            if kind == "DEQUANTIZE":
                self._keep(output, _tensor_of(graph, main.tensors[inputs[0]]))
                continue
            for number in inputs:
                self._keep(number, _tensor_of(graph, main.tensors[number]))
            run = _layer_function(kind, operator.builtinOptions)
            self._layers.append(_Layer(run, inputs, output))

    def _keep(self, number: int, values: torch.Tensor | None) -> None:
        if values is not None and number not in self._weights:
            self._weights[number] = f"tensor_{number}"
            self.register_buffer(f"tensor_{number}", values)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        values = {number: getattr(self, name) for number, name in self._weights.items()}
        values[self._input] = images
        for layer in self._layers:
            values[layer.output] = layer.run(*(values[number] for number in layer.inputs))
        return values[self._output]


def load_person_network(path: Path, device: torch.device) -> PersonNetwork:
    """The network in a file, ready on a device."""
    return PersonNetwork(path.read_bytes()).eval().to(device)


@torch.inference_mode()
def person_masks(network: PersonNetwork, images: np.ndarray, device: torch.device) -> np.ndarray:
    """Where the person is: (B, 256, 256, 3) uint8 BGR -> (B, 256, 256) uint8, 255 in the person."""
    rgb = torch.from_numpy(images[..., ::-1].copy()).to(device).permute(0, 3, 1, 2).float() / 255
    return network(rgb)[:, 0].mul(255).round().to(torch.uint8).cpu().numpy()


def network_input(frame: np.ndarray) -> np.ndarray:
    """A frame (H, W, 3) uint8 as the network sees it, (256, 256, 3): stretched, not cropped."""
    return cv2.resize(frame, (INPUT_PX, INPUT_PX), interpolation=cv2.INTER_AREA)


def _tensor_of(graph: Any, tensor: Any) -> torch.Tensor | None:
    """A constant of the file as float32; None for what layers compute."""
    data = graph.buffers[tensor.buffer].data
    if data is None or len(data) == 0:
        return None
    number_type = {0: np.float32, 1: np.float16, 2: np.int32}[tensor.type]
    values = np.frombuffer(bytes(data), number_type).reshape([int(n) for n in tensor.shape])
    return torch.from_numpy(values.astype(np.float32))


def _layer_function(kind: str, options: Any) -> Callable[..., torch.Tensor]:
    """What computes a layer; images are (B, C, H, W), weights as they lie in the file."""
    if kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
        return _convolution(kind == "DEPTHWISE_CONV_2D", options)
    if kind in ("ADD", "MUL"):
        combine = torch.add if kind == "ADD" else torch.mul
        activation = _FUSED[options.fusedActivationFunction]
        return lambda a, b: activation(combine(a, b))
    simple: dict[str, Callable[..., torch.Tensor]] = {
        "RELU": F.relu,
        "HARD_SWISH": F.hardswish,
        "LOGISTIC": torch.sigmoid,
        "AVERAGE_POOL_2D": lambda image: image.mean((2, 3), keepdim=True),
        "RESIZE_BILINEAR": lambda image, size: F.interpolate(
            image, scale_factor=2, mode="bilinear", align_corners=False
        ),
        _TRANSPOSED: lambda image, weight, bias: F.conv_transpose2d(
            image, weight.permute(3, 0, 1, 2), bias, stride=_UPSCALED
        ),
    }
    return simple[kind]


def _convolution(is_depthwise: bool, options: Any) -> Callable[..., torch.Tensor]:
    stride = options.strideH
    activation = _FUSED[options.fusedActivationFunction]

    def run(image: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        if is_depthwise:  # (1, k, k, C)
            weight, groups = weight.permute(3, 0, 1, 2), weight.shape[3]
        else:  # (C_out, k, k, C_in)
            weight, groups = weight.permute(0, 3, 1, 2), 1
        if options.padding == _SAME:
            image = F.pad(image, _same_padding(image.shape[-2:], weight.shape[-1], stride))
        return activation(F.conv2d(image, weight, bias, stride, groups=groups))

    return run


def _same_padding(size: torch.Size, kernel: int, stride: int) -> list[int]:
    """TensorFlow's “same” padding, for `F.pad`: what cannot be halved goes right and below."""
    padding: list[int] = []
    for length in (size[1], size[0]):
        total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
        padding += [total // 2, total - total // 2]
    return padding
