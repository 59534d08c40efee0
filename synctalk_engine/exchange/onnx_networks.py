"""torch networks as ONNX files in three number formats, each compared with torch.

fp32 is traced; fp16 and int8 are made from it. int8 is quantised statically, with the sample as
calibration; the audio encoder dynamically.
"""

from __future__ import annotations

import hashlib
import importlib.util
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from synctalk_engine.errors import StorageError
from synctalk_engine.features.onnx_session import open_session
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.workspace.atomic import storage_errors

NUMBER_FORMATS = ("fp32", "fp16", "int8")
OPSET = 17
CALIBRATION_ROWS = 8
COMPARED_ROWS = 8


def require_onnx() -> None:
    """Refuse to go on without the optional package.

    Raises:
        StorageError: ``onnx_packages_missing``.
    """
    if importlib.util.find_spec("onnx") is None:
        raise StorageError("onnx_packages_missing")


class MouthShapes(nn.Module):
    """A studio generator's shapes: audio (1, T, C) float32 -> (1, T, K) coefficients."""

    def __init__(self, network: StudioGenerator) -> None:
        super().__init__()
        self.network = network

    def forward(self, audio: Tensor) -> Tensor:
        network = self.network
        predicted = network.shape_predictor(audio.transpose(1, 2)).transpose(1, 2)
        raw = predicted[..., : network.config.shape_components] * network.shape_scale
        return network.shape_mean + (raw - network.shape_mean) @ network.shape_gain.T


@dataclass(frozen=True)
class NetworkToExport:
    """A network and what is needed to export and check it."""

    name: str
    """First part of the files' names."""
    network: nn.Module
    """In eval mode, on the CPU."""
    inputs: dict[str, np.ndarray]
    """Input name -> sample, float32, in the order of ``forward``."""
    output: str
    dynamic: dict[str, dict[int, str]]
    """Input or output -> axis -> name, of axes of any length."""
    unit: str = ""
    """Of the output."""
    scale: float = 1.0
    """What the differences are multiplied by for that unit."""
    quantise_statically: bool = True

    @property
    def is_batched(self) -> bool:
        """Whether samples lie along the first axis."""
        return all(0 in axes for axes in self.dynamic.values())


def export_network(one: NetworkToExport, folder: Path) -> dict[str, Any]:
    """Write the three files of a network and return its entry of the manifest.

    Raises:
        StorageError: the disk is full.
    """
    expected = _run_torch(one)
    paths = {form: folder / f"{one.name}_{form}.onnx" for form in NUMBER_FORMATS}
    with storage_errors(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _trace(one, paths["fp32"])
        _halve(paths["fp32"], paths["fp16"])
        _quantise(one, paths["fp32"], paths["int8"])
    first = {name: list(rows.shape) for name, rows in one.inputs.items()}
    first[one.output] = list(expected.shape)
    return {
        "inputs": {name: _axes(one, name, first[name]) for name in one.inputs},
        "outputs": {one.output: _axes(one, one.output, first[one.output])},
        "files": {form: _file_entry(one, path, expected) for form, path in paths.items()},
    }


def _axes(one: NetworkToExport, name: str, shape: list[int]) -> list[int | str]:
    return [one.dynamic.get(name, {}).get(axis, size) for axis, size in enumerate(shape)]


def _file_entry(one: NetworkToExport, path: Path, expected: np.ndarray) -> dict[str, Any]:
    """Size, hash and measured loss of a file."""
    session = open_session(path, threads=torch.get_num_threads())
    found = session.run(None, _compared(one))[0]
    difference = np.abs(found.astype(np.float64) - expected) * one.scale
    data = path.read_bytes()
    return {
        "file": path.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "max_difference": float(difference.max()),
        "mean_difference": float(difference.mean()),
        "unit": one.unit,
    }


def _compared(one: NetworkToExport) -> dict[str, np.ndarray]:
    if not one.is_batched:
        return one.inputs
    return {name: rows[:COMPARED_ROWS] for name, rows in one.inputs.items()}


@torch.inference_mode()
def _run_torch(one: NetworkToExport) -> np.ndarray:
    inputs = [torch.from_numpy(rows) for rows in _compared(one).values()]
    return one.network(*inputs).double().numpy()


def _trace(one: NetworkToExport, path: Path) -> None:
    rows = [
        torch.from_numpy(value[:2] if one.is_batched else value) for value in one.inputs.values()
    ]
    torch.onnx.export(
        one.network,
        tuple(rows),
        str(path),
        input_names=list(one.inputs),
        output_names=[one.output],
        dynamic_axes=one.dynamic,
        opset_version=OPSET,
        dynamo=False,  # the other exporter needs onnxscript
    )


def _halve(source: Path, target: Path) -> None:
    """Weights and calculation in float16; inputs and outputs stay float32."""
    import onnx
    from onnxruntime.transformers.float16 import convert_float_to_float16

    onnx.save(convert_float_to_float16(onnx.load(str(source)), keep_io_types=True), str(target))


def _quantise(one: NetworkToExport, source: Path, target: Path) -> None:
    from onnxruntime import quantization

    if not one.quantise_statically:
        quantization.quantize_dynamic(
            str(source), str(target), op_types_to_quantize=["MatMul"], per_channel=True
        )
        return
    quantization.quantize_static(
        str(source),
        str(target),
        _calibration(one),
        quant_format=quantization.QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "MatMul", "Gemm"],
        per_channel=True,
    )


def _calibration(one: NetworkToExport) -> Any:
    """A reader of the sample's first rows, as onnxruntime wants it."""
    from onnxruntime.quantization import CalibrationDataReader

    class SampleReader(CalibrationDataReader):
        def __init__(self) -> None:
            self._rows = _calibration_rows(one)

        def get_next(self) -> dict[str, np.ndarray] | None:  # type: ignore[override]
            return next(self._rows, None)

    return SampleReader()


def _calibration_rows(one: NetworkToExport) -> Iterator[dict[str, np.ndarray]]:
    if not one.is_batched:
        yield one.inputs
        return
    count = len(next(iter(one.inputs.values())))
    for row in np.unique(np.linspace(0, count - 1, CALIBRATION_ROWS).astype(int)):
        yield {name: rows[row : row + 1] for name, rows in one.inputs.items()}
