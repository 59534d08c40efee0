"""Files as Whisper base is published in, with small random weights in half precision."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from synctalk_engine.features.whisper_weights import Half, tensor_shapes

SPEC = "WhisperSpec"
_FLOAT16, _INT8 = 4, 1
_CT2_MODULES = {
    "self_attn_layer_norm": "self_attention/layer_norm",
    "self_attn.out_proj": "self_attention/linear_1",
    "final_layer_norm": "ffn/layer_norm",
    "fc1": "ffn/linear_0",
    "fc2": "ffn/linear_1",
    "embed_tokens": "embeddings",
    "encoder_attn_layer_norm": "attention/layer_norm",
    "encoder_attn.q_proj": "attention/linear_0",
    "encoder_attn.out_proj": "attention/linear_2",
}
_FUSED = {"self_attn.q_proj": ("self_attention/linear_0", "qkv")}
_FUSED |= {"encoder_attn.v_proj": ("attention/linear_1", "kv")}
_IN_FUSED = frozenset({"self_attn.k_proj", "self_attn.v_proj", "encoder_attn.k_proj"})


def random_encoder(seed: int = 0) -> dict[str, np.ndarray]:
    """float16 tensors of an encoder, under transformers' names."""
    return random_tensors(Half.ENCODER, seed)


def random_tensors(half: Half, seed: int = 0) -> dict[str, np.ndarray]:
    """float16 tensors of one half, under transformers' names."""
    random = np.random.default_rng(seed)
    tensors = {}
    for name, shape in tensor_shapes(half).items():
        values = random.standard_normal(shape, np.float32) * 0.04
        is_norm = "layer_norm" in name and name.endswith("weight")
        tensors[name] = (values + is_norm).astype(np.float16)
    return tensors


def write_published(path: Path, tensors: dict[str, np.ndarray], half: Half = Half.ENCODER) -> Path:
    """``model.safetensors``: float32, with something of the other half beside this one."""
    from safetensors.numpy import save_file

    whole = {f"model.{half}.{name}": array.astype(np.float32) for name, array in tensors.items()}
    other = Half.DECODER if half is Half.ENCODER else Half.ENCODER
    whole[f"model.{other}.layer_norm.weight"] = np.ones(4, np.float32)
    save_file(whole, path)
    return path


def write_ct2(
    path: Path,
    tensors: dict[str, np.ndarray],
    *,
    quantised: bool = False,
    half: Half = Half.ENCODER,
) -> Path:
    """``model.bin`` of CTranslate2, version 6, with something of the other half."""
    variables = {f"{half}/{name}": array for name, array in _ct2_variables(tensors).items()}
    other = Half.DECODER if half is Half.ENCODER else Half.ENCODER
    variables = {f"{other}/layer_norm/gamma": np.ones(4, np.float16), **variables}
    with path.open("wb") as file:
        file.write(struct.pack("<I", 6) + _text(SPEC) + struct.pack("<II", 3, len(variables) + 1))
        file.write(_text(f"{half}/num_heads") + struct.pack("<BBIh", 0, 2, 2, 8))
        for name, array in variables.items():
            file.write(_text(name) + struct.pack("<B", array.ndim))
            file.write(struct.pack(f"<{array.ndim}I", *array.shape))
            file.write(struct.pack("<BI", _INT8 if quantised else _FLOAT16, array.nbytes))
            file.write(array.tobytes())
        file.write(struct.pack("<I", 0))
    return path


def _ct2_variables(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Variables below ``encoder/`` or ``decoder/``: other names, and projections in one matrix."""
    variables = {}
    for name, array in tensors.items():
        layer, module = "", name
        if name.startswith("layers."):
            _, number, module = name.split(".", 2)
            layer = f"layer_{number}/"
        module, _, leaf = module.rpartition(".")
        if module == "embed_positions":
            variables["position_encodings/encodings"] = array
        elif module in _FUSED:
            fused, letters = _FUSED[module]
            parts = [tensors.get(f"{name[: -len(leaf) - 7]}{p}_proj.{leaf}") for p in letters]
            parts = [np.zeros_like(array) if part is None else part for part in parts]
            variables[f"{layer}{fused}/{leaf}"] = np.concatenate(parts)
        elif module not in _IN_FUSED:
            if module.endswith("layer_norm"):
                leaf = {"weight": "gamma", "bias": "beta"}[leaf]
            variables[f"{layer}{_CT2_MODULES.get(module, module)}/{leaf}"] = array
    return variables


def _text(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"
