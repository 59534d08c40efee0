"""Files of weights laid out as their publishers' code writes and reads them.

The numbers in them are made by formula; keys, shapes and wrappers are the publishers'.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tests.helpers.onnx_files import onnx_model
from tests.helpers.research_weights import formula_state, research_state

State = dict[str, Tensor]

VGG19_WIDTHS = (64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, *(512,) * 4)
"""Convolutions of torchvision's VGG19, 0 where it pools."""


def ave_state() -> State:
    """`audio_visual_encoder.pth`: SyncTalk_2D's loader adds `audio_encoder.` to each key."""
    return {
        key.removeprefix("audio_encoder."): value
        for key, value in research_state("ave_encoder").items()
    }


def pfld_checkpoint() -> dict[str, Any]:
    """`checkpoint_epoch_335.pth.tar` of PFLD's training script."""
    return {
        "epoch": 335,
        "pfld_backbone": research_state("pfld_ghostone"),
        "auxiliarynet": {"conv1.weight": torch.zeros(8, 4, 3, 3)},
    }


def unet160_state(kind: str, *, wrapped: bool) -> State:
    """A UNet of Ultralight-Digital-Human.

    Args:
        wrapped: as its `unet.py` was until May 2026, with two stages in a Sequential.
    """
    state = research_state(f"unet160_{kind}")
    if not wrapped:
        return state
    return {re.sub(r"\.(inconv|maxpool_conv)\.", r".\1.0.", key): state[key] for key in state}


def with_optimizer(state: State, weights_key: str, **more: Any) -> dict[str, Any]:
    """A training script's checkpoint: weights, the state of Adam, and its metrics."""
    parameters = [torch.nn.Parameter(torch.zeros(3))]
    optimizer = torch.optim.Adam(parameters)
    parameters[0].grad = torch.ones(3)
    optimizer.step()
    return {
        "epoch": 49,
        weights_key: state,
        "optimizer_state_dict": optimizer.state_dict(),
        "optimizer": optimizer.state_dict(),
        "best_loss": np.float64(0.25),
        "loss_history": [{"epoch": 49, "loss": 0.25}],
        "args": argparse.Namespace(asr="ave"),
        **more,
    }


def data_parallel(state: State) -> State:
    """As `torch.nn.DataParallel` saves it."""
    return {f"module.{key}": value for key, value in state.items()}


def vgg19_state(*, classifier: bool, features_prefix: bool = True) -> State:
    """torchvision's `vgg19`, its `features` alone, or those saved by themselves.

    The classifier's two large layers are views of one number: 550 MB are not written.
    """
    shapes: dict[str, list[int]] = {}
    index, before = 0, 3
    for width in VGG19_WIDTHS:
        if width:
            shapes[f"features.{index}.weight"] = [width, before, 3, 3]
            shapes[f"features.{index}.bias"] = [width]
            before = width
        index += 2 if width else 1
    state = formula_state(shapes)
    if not features_prefix:
        state = {key.removeprefix("features."): value for key, value in state.items()}
    if classifier:
        for layer, (outputs, inputs) in {
            0: (4096, 25088),
            3: (4096, 4096),
            6: (1000, 4096),
        }.items():
            state[f"classifier.{layer}.weight"] = torch.zeros(1).expand(outputs, inputs)
            state[f"classifier.{layer}.bias"] = torch.zeros(outputs)
    return state


def write_hubert(folder: Path, *, hidden_size: int = 1024, damage: str = "") -> Path:
    """A folder as facebook/hubert-large-ls960-ft has it, with one layer in place of 24.

    Its `pytorch_model.bin` is of `HubertForCTC`: keys begin with `hubert.`, the positional
    convolution has `weight_g` and `weight_v`, and there is an `lm_head`.

    Args:
        damage: `other weights`: those of another network are in the file.
    """
    from transformers import HubertConfig, HubertForCTC

    torch.manual_seed(0)
    config = HubertConfig(
        hidden_size=hidden_size,
        num_hidden_layers=1,
        num_attention_heads=16,
        intermediate_size=64,
        conv_dim=(16,) * 7,
        feat_extract_norm="layer",
        do_stable_layer_norm=True,
        conv_bias=True,
        vocab_size=32,
    )
    folder.mkdir(parents=True, exist_ok=True)
    described = {**json.loads(config.to_json_string(use_diff=False)), "model_type": "hubert"}
    (folder / "config.json").write_text(json.dumps(described), encoding="utf-8")
    (folder / "preprocessor_config.json").write_text('{"do_normalize": true}', encoding="utf-8")
    state = {
        key.replace("parametrizations.weight.original0", "weight_g").replace(
            "parametrizations.weight.original1", "weight_v"
        ): value
        for key, value in HubertForCTC(config).state_dict().items()
    }
    assert any(key.endswith("pos_conv_embed.conv.weight_g") for key in state)
    assert "hubert.feature_projection.projection.weight" in state
    if damage == "other weights":
        state = ave_state()
    torch.save(state, folder / "pytorch_model.bin")
    return folder


def write_wenet(path: Path, *, damage: str = "") -> Path:
    """`encoder.onnx` as Ultralight-Digital-Human's `wenet_infer.py` runs it.

    In place of its conformer are two matrices: (16, 67) from the left, (80, 512) from the right.

    Args:
        damage: `width`: 256 numbers a row in place of 512; `not finite`: its outputs are not
            numbers; `inputs`: it has other inputs.
    """
    random = np.random.default_rng(7)
    width = 256 if damage == "width" else 512
    left = random.normal(0, 0.1, (16, 67)).astype(np.float32)
    if damage == "not finite":
        left[:] = np.nan
    right = random.normal(0, 0.1, (80, width)).astype(np.float32)
    chunk = "speech" if damage == "inputs" else "chunk"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        onnx_model(
            inputs={
                chunk: (np.float32, (1, 1, 67, 80)),
                "offset": (np.int64, (1,)),
                "att_cache": (np.float32, (3, 8, 16, 128)),
                "cnn_cache": (np.float32, (3, 1, 512, 14)),
            },
            outputs={
                "output": (np.float32, (1, 16, width)),
                "r_att_cache": (np.float32, (3, 8, 16, 128)),
                "r_cnn_cache": (np.float32, (3, 1, 512, 14)),
            },
            constants={
                "rows_shape": np.array([67, 80], np.int64),
                "output_shape": np.array([1, 16, width], np.int64),
                "left": left,
                "right": right,
            },
            nodes=[
                ("Reshape", [chunk, "rows_shape"], ["rows"]),
                ("MatMul", ["left", "rows"], ["mixed"]),
                ("MatMul", ["mixed", "right"], ["wide"]),
                ("Reshape", ["wide", "output_shape"], ["output"]),
                ("Identity", ["att_cache"], ["r_att_cache"]),
                ("Identity", ["cnn_cache"], ["r_cnn_cache"]),
            ],
        )
    )
    return path
