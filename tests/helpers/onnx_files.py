"""Small ONNX files, written without the onnx package: its messages are few and their form fixed."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_ELEMENT_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int64): 7}
_IR_VERSION, _OPSET = 8, 13

Value = tuple[Any, tuple[int, ...]]
"""Number type and shape."""
Node = tuple[str, list[str], list[str]]
"""Operator, names of its inputs and of its outputs."""


def onnx_model(
    inputs: Mapping[str, Value],
    outputs: Mapping[str, Value],
    constants: Mapping[str, np.ndarray],
    nodes: Sequence[Node],
) -> bytes:
    """The bytes of a model (ModelProto) of one graph."""
    graph = b"".join(
        [
            *(_message(1, _node(*node)) for node in nodes),
            _message(2, b"graph"),
            *(_message(5, _tensor(name, value)) for name, value in constants.items()),
            *(_message(11, _value(name, *value)) for name, value in inputs.items()),
            *(_message(12, _value(name, *value)) for name, value in outputs.items()),
        ]
    )
    opset = _message(1, b"") + _number(2, _OPSET)
    return _number(1, _IR_VERSION) + _message(7, graph) + _message(8, opset)


def _node(operator: str, inputs: list[str], outputs: list[str]) -> bytes:
    names = [_message(1, name.encode()) for name in inputs]
    names += [_message(2, name.encode()) for name in outputs]
    return b"".join(names) + _message(4, operator.encode())


def _tensor(name: str, value: np.ndarray) -> bytes:
    extents = b"".join(_number(1, extent) for extent in value.shape)
    kind = _number(2, _ELEMENT_TYPES[value.dtype])
    return extents + kind + _message(8, name.encode()) + _message(9, value.tobytes())


def _value(name: str, kind: Any, shape: tuple[int, ...]) -> bytes:
    extents = b"".join(_message(1, _number(1, extent)) for extent in shape)
    tensor_type = _number(1, _ELEMENT_TYPES[np.dtype(kind)]) + _message(2, extents)
    return _message(1, name.encode()) + _message(2, _message(1, tensor_type))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found += struct.pack("B", value & 127 | 128)
        value >>= 7
    return bytes(found + struct.pack("B", value))
