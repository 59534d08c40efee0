"""Whisper base's encoder from the files in which it is published, and as this program keeps it.

OpenAI's ``model.safetensors`` and CTranslate2's ``model.bin`` (version 6, float16) hold the whole
network. Of either, the encoder is kept, in float16, as OpenAI trained and first published it:
41 of 290 MB. Both give the same file, byte for byte.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.models.whisper_encoder import LAYERS, MEL_COUNT, POSITIONS, WIDTH

ASSET_ID = "whisper_base_encoder"
Tensors = dict[str, np.ndarray]

_PUBLISHED_PREFIXES = ("model.encoder.", "encoder.", "")
_HEADER_ALIGNMENT_BYTES = 8
_LENGTH = struct.Struct("<Q")

_CT2_VERSION = 6
_CT2_SPEC = "WhisperSpec"
_CT2_DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_CT2_NAMES = {
    "conv1": "conv1",
    "conv2": "conv2",
    "position_encodings/encodings": "embed_positions.weight",
    "layer_norm": "layer_norm",
    "self_attention/layer_norm": "self_attn_layer_norm",
    "self_attention/linear_1": "self_attn.out_proj",
    "ffn/layer_norm": "final_layer_norm",
    "ffn/linear_0": "fc1",
    "ffn/linear_1": "fc2",
}
_CT2_FUSED = "self_attention/linear_0"
"""Query, key and value below one another; Whisper's keys have no bias, so that part is 0."""
_CT2_LEAVES = {"gamma": "weight", "beta": "bias"}


class _FormatError(ValueError):
    """The text says what the file is not."""


def read_encoder(path: Path) -> Tensors:
    """The encoder's tensors under transformers' names, of any of the three files.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    try:
        with path.open("rb") as file:
            is_ct2 = file.read(4) == _CT2_VERSION.to_bytes(4, "little")
        tensors = _encoder_of_ct2(path) if is_ct2 else _encoder_of_safetensors(path)
        _check(tensors)
    except _FormatError as error:
        raise AssetError(
            "asset_other_network", path=path, asset=ASSET_ID, reason=str(error)
        ) from error
    return tensors


def is_encoder(path: Path) -> bool:
    """Whether a file holds Whisper base's encoder, in any of the three forms."""
    try:
        return bool(read_encoder(path))
    except AssetError:
        return False


def write_encoder(path: Path, target: Path) -> None:
    """Keep the encoder of a published file as a safetensors file in float16, always the same bytes.

    Raises:
        AssetError: asset_other_network.
    """
    tensors = read_encoder(path)
    header, offset = {}, 0
    for name in sorted(tensors):
        shape = tensors[name].shape
        end = offset + 2 * tensors[name].size
        header[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _HEADER_ALIGNMENT_BYTES)
    with target.open("wb") as file:
        file.write(_LENGTH.pack(len(text)) + text)
        for name in sorted(tensors):
            file.write(np.ascontiguousarray(tensors[name], "<f2").data)


def tensor_shapes() -> dict[str, tuple[int, ...]]:
    """Name -> shape of each tensor of the base encoder."""
    square, norm = (WIDTH, WIDTH), (WIDTH,)
    shapes: dict[str, tuple[int, ...]] = {
        "conv1.weight": (WIDTH, MEL_COUNT, 3),
        "conv1.bias": norm,
        "conv2.weight": (WIDTH, WIDTH, 3),
        "conv2.bias": norm,
        "embed_positions.weight": (POSITIONS, WIDTH),
        "layer_norm.weight": norm,
        "layer_norm.bias": norm,
    }
    layer = {f"self_attn.{name}_proj.weight": square for name in ("q", "k", "v", "out")}
    layer |= {f"self_attn.{name}_proj.bias": norm for name in ("q", "v", "out")}
    for name in ("self_attn_layer_norm", "final_layer_norm"):
        layer |= {f"{name}.weight": norm, f"{name}.bias": norm}
    layer |= {"fc1.weight": (4 * WIDTH, WIDTH), "fc1.bias": (4 * WIDTH,)}
    layer |= {"fc2.weight": (WIDTH, 4 * WIDTH), "fc2.bias": norm}
    for number in range(LAYERS):
        shapes |= {f"layers.{number}.{name}": shape for name, shape in layer.items()}
    return shapes


def _check(tensors: Tensors) -> None:
    """Refuse what is not the whole encoder of Whisper base."""
    for name, shape in tensor_shapes().items():
        if name not in tensors:
            raise _FormatError(f"it has no tensor “{name}” of Whisper's encoder")
        if tensors[name].shape != shape:
            raise _FormatError(f"“{name}” is {tensors[name].shape}, in Whisper base it is {shape}")
        if not np.isfinite(tensors[name]).all():
            raise _FormatError(f"“{name}” holds values that are not numbers")
    if len(tensors) != len(tensor_shapes()):
        raise _FormatError("its encoder has more layers than Whisper base")


def _encoder_of_safetensors(path: Path) -> Tensors:
    """Tensors of the encoder, of which only those are read."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            names = list(file.keys())
            prefix = next((p for p in _PUBLISHED_PREFIXES if f"{p}conv1.weight" in names), None)
            if prefix is None:
                raise _FormatError("it holds no encoder of Whisper")
            return {
                name.removeprefix(prefix): file.get_tensor(name).astype(np.float16)
                for name in names
                if name.startswith(prefix)
            }
    except (SafetensorError, TypeError) as error:  # TypeError: a type that numpy does not have
        raise _FormatError("it is neither a safetensors nor a CTranslate2 file") from error


def _encoder_of_ct2(path: Path) -> Tensors:
    tensors: Tensors = {}
    with path.open("rb") as file:
        try:
            for name, array in _ct2_variables(file):
                tensors |= _renamed(name, array)
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            if isinstance(error, _FormatError):
                raise
            raise _FormatError("its CTranslate2 file is damaged") from error
    return tensors


def _ct2_variables(file: BinaryIO) -> Iterator[tuple[str, np.ndarray]]:
    """Name below ``encoder/`` and array of each of the encoder's float variables."""
    _ct2_number(file, "<I")  # the version, which the caller looked at
    spec = _ct2_text(file)
    if spec != _CT2_SPEC:
        raise _FormatError(f"it is CTranslate2's {spec}, not its {_CT2_SPEC}")
    _ct2_number(file, "<I")  # revision of the spec
    for _ in range(_ct2_number(file, "<I")):
        name = _ct2_text(file)
        shape = [_ct2_number(file, "<I") for _ in range(_ct2_number(file, "<B"))]
        dtype = _CT2_DTYPES.get(_ct2_number(file, "<B"))
        data_bytes = _ct2_number(file, "<I")
        if not name.startswith("encoder/") or not shape:
            file.seek(data_bytes, 1)
            continue
        if dtype not in (np.float16, np.float32):
            raise _FormatError("its weights are quantised; those in float16 are needed")
        array = np.frombuffer(file.read(data_bytes), dtype).reshape(shape)
        yield name.removeprefix("encoder/"), array.astype(np.float16)


def _ct2_number(file: BinaryIO, kind: str) -> int:
    return struct.unpack(kind, file.read(struct.calcsize(kind)))[0]


def _ct2_text(file: BinaryIO) -> str:
    """A string with its length before it and a zero byte behind it."""
    return file.read(_ct2_number(file, "<H"))[:-1].decode()


def _renamed(name: str, array: np.ndarray) -> Tensors:
    """A CTranslate2 variable as transformers has it; the fused projections as three."""
    layer, prefix = "", name
    if name.startswith("layer_") and name[6].isdigit():
        number, _, prefix = name.removeprefix("layer_").partition("/")
        layer = f"layers.{number}."
    if prefix in _CT2_NAMES:
        return {layer + _CT2_NAMES[prefix]: array}
    module, _, leaf = prefix.rpartition("/")
    leaf = _CT2_LEAVES.get(leaf, leaf)
    if module == _CT2_FUSED:
        query, key, value = np.split(array, 3)
        projections = {"q": query, "k": key, "v": value}
        if leaf == "bias":
            del projections["k"]
        return {f"{layer}self_attn.{p}_proj.{leaf}": part for p, part in projections.items()}
    if module not in _CT2_NAMES:
        raise _FormatError(f"its encoder has a variable “{name}” that Whisper has not")
    return {f"{layer}{_CT2_NAMES[module]}.{leaf}": array}
