"""Whisper base from the files in which it is published, and as this program keeps it.

OpenAI's ``model.safetensors`` and CTranslate2's ``model.bin`` (version 6, float16) hold the whole
network. Encoder and decoder are kept as files of their own, in float16, as OpenAI trained and first
published them: 41 and 104 of 290 MB. Only captions need the decoder. Both sources give the same
file, byte for byte.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.models.whisper_decoder import TEXT_POSITIONS, TOKENS
from synctalk_engine.models.whisper_encoder import LAYERS, MEL_COUNT, POSITIONS, WIDTH

ASSET_ID = "whisper_base_encoder"
DECODER_ASSET_ID = "whisper_base_decoder"
Tensors = dict[str, np.ndarray]


class Half(StrEnum):
    """The two networks of Whisper, by the names of their tensors."""

    ENCODER = "encoder"
    DECODER = "decoder"


_ASSET_IDS = {Half.ENCODER: ASSET_ID, Half.DECODER: DECODER_ASSET_ID}
_FIRST_TENSOR = {Half.ENCODER: "conv1.weight", Half.DECODER: "embed_tokens.weight"}
_HEADER_ALIGNMENT_BYTES = 8
_LENGTH = struct.Struct("<Q")

_CT2_VERSION = 6
_CT2_SPEC = "WhisperSpec"
_CT2_DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_CT2_NAMES = {
    "conv1": "conv1",
    "conv2": "conv2",
    "embeddings": "embed_tokens",
    "position_encodings/encodings": "embed_positions.weight",
    "layer_norm": "layer_norm",
    "self_attention/layer_norm": "self_attn_layer_norm",
    "self_attention/linear_1": "self_attn.out_proj",
    "attention/layer_norm": "encoder_attn_layer_norm",
    "attention/linear_0": "encoder_attn.q_proj",
    "attention/linear_2": "encoder_attn.out_proj",
    "ffn/layer_norm": "final_layer_norm",
    "ffn/linear_0": "fc1",
    "ffn/linear_1": "fc2",
}
_CT2_FUSED = {
    "self_attention/linear_0": ("self_attn", "qkv"),
    "attention/linear_1": ("encoder_attn", "kv"),
}
"""Projections below one another; Whisper's keys have no bias, so that part is 0."""
_CT2_TENSORS = frozenset({"weight", "bias", "gamma", "beta", "encodings"})
"""The last parts of their names; other variables are settings."""
_CT2_LEAVES = {"gamma": "weight", "beta": "bias"}


class _FormatError(ValueError):
    """The text says what the file is not."""


def read_encoder(path: Path) -> Tensors:
    """The encoder's tensors under transformers' names, of any of the three files.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    return _read(path, Half.ENCODER)


def read_decoder(path: Path) -> Tensors:
    """The decoder's tensors under transformers' names, of any of the three files.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    return _read(path, Half.DECODER)


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
    _write(read_encoder(path), target)


def write_decoder(path: Path, target: Path) -> None:
    """As :func:`write_encoder`, the decoder."""
    _write(read_decoder(path), target)


def _read(path: Path, half: Half) -> Tensors:
    try:
        with path.open("rb") as file:
            is_ct2 = file.read(4) == _CT2_VERSION.to_bytes(4, "little")
        tensors = _read_ct2(path, half) if is_ct2 else _read_safetensors(path, half)
        _check(tensors, half)
    except _FormatError as error:
        raise AssetError(
            "asset_other_network", path=path, asset=_ASSET_IDS[half], reason=str(error)
        ) from error
    return tensors


def _write(tensors: Tensors, target: Path) -> None:
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


def tensor_shapes(half: Half = Half.ENCODER) -> dict[str, tuple[int, ...]]:
    """Name -> shape of each tensor of one half of Whisper base."""
    norm = (WIDTH,)
    shapes: dict[str, tuple[int, ...]] = {"layer_norm.weight": norm, "layer_norm.bias": norm}
    if half is Half.ENCODER:
        shapes |= {"conv1.weight": (WIDTH, MEL_COUNT, 3), "conv1.bias": norm}
        shapes |= {"conv2.weight": (WIDTH, WIDTH, 3), "conv2.bias": norm}
        shapes |= {"embed_positions.weight": (POSITIONS, WIDTH)}
    else:
        shapes |= {"embed_tokens.weight": (TOKENS, WIDTH)}
        shapes |= {"embed_positions.weight": (TEXT_POSITIONS, WIDTH)}
    layer = _attention_shapes("self_attn") | {"fc1.weight": (4 * WIDTH, WIDTH)}
    layer |= {"fc1.bias": (4 * WIDTH,), "fc2.weight": (WIDTH, 4 * WIDTH), "fc2.bias": norm}
    layer |= {"final_layer_norm.weight": norm, "final_layer_norm.bias": norm}
    if half is Half.DECODER:
        layer |= _attention_shapes("encoder_attn")
    for number in range(LAYERS):
        shapes |= {f"layers.{number}.{name}": shape for name, shape in layer.items()}
    return shapes


def _attention_shapes(module: str) -> dict[str, tuple[int, ...]]:
    """An attention and the layer norm before it; keys have no bias."""
    shapes: dict[str, tuple[int, ...]] = {
        f"{module}.{name}_proj.weight": (WIDTH, WIDTH) for name in ("q", "k", "v", "out")
    }
    shapes |= {f"{module}.{name}_proj.bias": (WIDTH,) for name in ("q", "v", "out")}
    return shapes | {f"{module}_layer_norm.{leaf}": (WIDTH,) for leaf in ("weight", "bias")}


def _check(tensors: Tensors, half: Half) -> None:
    """Refuse what is not the whole encoder or decoder of Whisper base."""
    expected = tensor_shapes(half)
    for name, shape in expected.items():
        if name not in tensors:
            raise _FormatError(f"it has no tensor “{name}” of Whisper's {half}")
        if tensors[name].shape != shape:
            raise _FormatError(f"“{name}” is {tensors[name].shape}, in Whisper base it is {shape}")
        if not np.isfinite(tensors[name]).all():
            raise _FormatError(f"“{name}” holds values that are not numbers")
    if len(tensors) != len(expected):
        raise _FormatError(f"its {half} has more layers than Whisper base")


def _read_safetensors(path: Path, half: Half) -> Tensors:
    """Tensors of one half, of which only those are read."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            names = list(file.keys())
            prefixes = (f"model.{half}.", f"{half}.", "")
            first = _FIRST_TENSOR[half]
            prefix = next((p for p in prefixes if f"{p}{first}" in names), None)
            if prefix is None:
                raise _FormatError(f"it holds no {half} of Whisper")
            return {
                name.removeprefix(prefix): file.get_tensor(name).astype(np.float16)
                for name in names
                if name.startswith(prefix)
            }
    except (SafetensorError, TypeError) as error:  # TypeError: a type that numpy does not have
        raise _FormatError("it is neither a safetensors nor a CTranslate2 file") from error


def _read_ct2(path: Path, half: Half) -> Tensors:
    tensors: Tensors = {}
    with path.open("rb") as file:
        try:
            for name, array in _ct2_variables(file, half):
                tensors |= _renamed(name, array)
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            if isinstance(error, _FormatError):
                raise
            raise _FormatError("its CTranslate2 file is damaged") from error
    return tensors


def _ct2_variables(file: BinaryIO, half: Half) -> Iterator[tuple[str, np.ndarray]]:
    """Name below ``encoder/`` or ``decoder/`` and array of each of its float variables."""
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
        is_tensor = shape and name.rpartition("/")[2] in _CT2_TENSORS
        if not name.startswith(f"{half}/") or not is_tensor:
            file.seek(data_bytes, 1)
            continue
        if dtype not in (np.float16, np.float32):
            raise _FormatError("its weights are quantised; those in float16 are needed")
        array = np.frombuffer(file.read(data_bytes), dtype).reshape(shape)
        yield name.removeprefix(f"{half}/"), array.astype(np.float16)


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
    if module in _CT2_FUSED:
        target, letters = _CT2_FUSED[module]
        projections = dict(zip(letters, np.split(array, len(letters)), strict=True))
        if leaf == "bias":
            del projections["k"]
        return {f"{layer}{target}.{p}_proj.{leaf}": part for p, part in projections.items()}
    if module not in _CT2_NAMES:
        raise _FormatError(f"it has a variable “{name}” that Whisper has not")
    return {f"{layer}{_CT2_NAMES[module]}.{leaf}": array}
