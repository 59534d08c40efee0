"""A network that is published as a TFLite file, as a torch module.

Its few kinds of layers are read from the file, so that it runs in batches on whatever device torch
runs on: MediaPipe's selfie segmentation and its two face meshes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

_SAME, _UPSCALED = 0, 2
_TRANSPOSED = "Convolution2DTransposeBias"
_FUSED = {0: lambda values: values, 1: F.relu, 3: F.relu6}
"""Activations that a TFLite layer may carry."""
_NUMBER_TYPES = {0: np.float32, 1: np.float16, 2: np.int32}

ImageFunction = Callable[..., torch.Tensor]


@dataclass(frozen=True)
class _Layer:
    """One layer: its inputs and its output are numbers of tensors."""

    run: ImageFunction
    inputs: tuple[int, ...]
    output: int


class TfliteModule(nn.Module):
    """(B, 3, S, S) float32 RGB -> all outputs of the file, images as (B, C, H, W).

    Args:
        model: content of a .tflite file with one image as input.
    Raises:
        KeyError: a kind of layer that is not known here.
    """

    def __init__(self, model: bytes) -> None:
        super().__init__()
        from ai_edge_litert import schema_py_generated as schema

        graph = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
        names = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
        main = graph.subgraphs[0]
        self.side_px = int(main.tensors[main.inputs[0]].shape[1])
        self._constants: dict[int, torch.Tensor] = {}
        self._layers: list[_Layer] = []
        self._input = int(main.inputs[0])
        self._outputs = [int(number) for number in main.outputs]
        for operator in main.operators:
            code = graph.operatorCodes[operator.opcodeIndex]
            kind = names[max(code.builtinCode, code.deprecatedBuiltinCode)]
            kind = code.customCode.decode() if kind == "CUSTOM" else kind
            self._add(graph, kind, operator)
        for number, values in self._constants.items():
            self.register_buffer(f"tensor_{number}", values)
        self._constants.clear()

    def _add(self, graph: Any, kind: str, operator: Any) -> None:
        """Add a layer of the file; a weight that is stored in half precision is only kept."""
        inputs = [int(number) for number in operator.inputs]
        output = int(operator.outputs[0])
        for number in inputs:
            values = _constant(graph, graph.subgraphs[0].tensors[number])
            if values is not None and number not in self._constants:
                self._constants[number] = values
        if kind == "DEQUANTIZE":
            self._constants[output] = self._constants.pop(inputs[0])
            return
        if kind in _SIZED:
            if len(inputs) < 2:
                raise KeyError(kind)
            run = _SIZED[kind](self._constants[inputs[1]].int().tolist())
            inputs = inputs[:1]
        else:
            run = _layer_function(kind, operator.builtinOptions)
        self._layers.append(_Layer(run, tuple(inputs), output))

    def forward(self, images: torch.Tensor) -> list[torch.Tensor]:
        values = {int(name[len("tensor_") :]): kept for name, kept in self.named_buffers()}
        values[self._input] = images
        for layer in self._layers:
            values[layer.output] = layer.run(*(values[number] for number in layer.inputs))
        return [values[number] for number in self._outputs]


def rgb_input(images: torch.Tensor, scale: float, shift: float = 0.0) -> torch.Tensor:
    """(B, S, S, 3) uint8 BGR -> (B, 3, S, S) float32 RGB, `scale` times the values plus `shift`."""
    return images.flip(-1).permute(0, 3, 1, 2).float() * scale + shift


def _constant(graph: Any, tensor: Any) -> torch.Tensor | None:
    """A constant of the file as float32; None for what layers compute."""
    data = graph.buffers[tensor.buffer].data
    if data is None or len(data) == 0:
        return None
    shape = [int(length) for length in tensor.shape]
    values = np.frombuffer(bytes(data), _NUMBER_TYPES[tensor.type]).reshape(shape)
    return torch.from_numpy(values.astype(np.float32))


def _layer_function(kind: str, options: Any) -> ImageFunction:
    """What computes a layer; images are (B, C, H, W), weights as they lie in the file."""
    if kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
        return _convolution(kind == "DEPTHWISE_CONV_2D", options)
    if kind in ("ADD", "MUL"):
        combine = torch.add if kind == "ADD" else torch.mul
        activation = _FUSED[options.fusedActivationFunction]
        return lambda a, b: activation(combine(a, b))
    if kind == "MAX_POOL_2D":
        return _max_pool(options)
    simple: dict[str, ImageFunction] = {
        "RELU": F.relu,
        "HARD_SWISH": F.hardswish,
        "LOGISTIC": torch.sigmoid,
        "PRELU": lambda image, slopes: F.prelu(image, slopes.flatten()),
        "AVERAGE_POOL_2D": lambda image: image.mean((2, 3), keepdim=True),
        _TRANSPOSED: lambda image, weight, bias: F.conv_transpose2d(
            image, weight.permute(3, 0, 1, 2), bias, stride=_UPSCALED
        ),
    }
    return simple[kind]


def _convolution(is_depthwise: bool, options: Any) -> ImageFunction:
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


def _max_pool(options: Any) -> ImageFunction:
    kernel, stride = options.filterHeight, options.strideH
    activation = _FUSED[options.fusedActivationFunction]

    def run(image: torch.Tensor) -> torch.Tensor:
        if options.padding == _SAME:
            padding = _same_padding(image.shape[-2:], kernel, stride)
            image = F.pad(image, padding, value=float("-inf"))
        return activation(F.max_pool2d(image, kernel, stride))

    return run


def _same_padding(size: Sequence[int], kernel: int, stride: int) -> list[int]:
    """TensorFlow's “same” padding, for `F.pad`: what cannot be halved goes right and below."""
    padding: list[int] = []
    for length in (size[1], size[0]):
        total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
        padding += [total // 2, total - total // 2]
    return padding


def _padded(widths: list[list[int]]) -> ImageFunction:
    """Zeros around (B, H, W, C), of which torch's order is (B, C, H, W)."""
    _batch, rows, columns, channels = widths
    return lambda image: F.pad(image, [*columns, *rows, *channels])


def _reshaped(shape: list[int]) -> ImageFunction:
    """The shape is that of one image with channels last."""
    return lambda image: image.permute(0, 2, 3, 1).reshape(image.shape[0], *shape[1:])


def _enlarged(size: list[int]) -> ImageFunction:
    return lambda image: F.interpolate(image, size, mode="bilinear", align_corners=False)


_SIZED: dict[str, Callable[[list[Any]], ImageFunction]] = {
    "PAD": _padded,
    "RESHAPE": _reshaped,
    "RESIZE_BILINEAR": _enlarged,
}
"""Layers whose second input is a constant of whole numbers: read once, never on the device."""
