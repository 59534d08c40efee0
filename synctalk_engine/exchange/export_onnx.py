"""``synctalk export --layout onnx``: a model for programs that have onnxruntime and not torch.

A folder with the networks in fp32, fp16 and int8, ``manifest.json`` (inputs, hashes, the loss of
each file against torch), a second of inputs from the project in ``sample.npz`` and ``sample/``,
and ``make_frames.py``, which makes frames of them without this program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch

from synctalk_engine import __version__
from synctalk_engine.dataset.batches import input_images
from synctalk_engine.dataset.clip_dataset import read_features
from synctalk_engine.errors import AssetError
from synctalk_engine.exchange.export_livetalking import require_own_folder
from synctalk_engine.exchange.exported_model import open_for_export
from synctalk_engine.exchange.onnx_networks import (
    MouthShapes,
    NetworkToExport,
    export_network,
    require_onnx,
)
from synctalk_engine.exchange.staged_import import move_into_place, staging_folder
from synctalk_engine.face.compositing import FEATHER_FRACTION, lower_face, mask_in_crop
from synctalk_engine.face.crop import CropBox, feathered_mask, resize
from synctalk_engine.features import whisper
from synctalk_engine.features.extract import weights_path
from synctalk_engine.media.audio import open_samples
from synctalk_engine.media.image_files import write_image
from synctalk_engine.models.audio_windows import frame_rows, window_tensor
from synctalk_engine.models.published_weights import load_network
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.training.checkpoints import LoadedGenerator
from synctalk_engine.training.studio_frames import StudioFrames, predicted_shapes, space_of
from synctalk_engine.workspace.atomic import storage_errors, write_bytes, write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

SAMPLE_FRAMES = 25
MANIFEST_NAME = "manifest.json"
WHISPER_SAMPLE_ROWS, AVE_SAMPLE_WINDOWS = 100, 8
LICENCE = (
    "The networks' code is Apache-2.0 (SyncTalk Studio). The generator's weights belong to those "
    "who trained it, and the person in it must have consented."
)
ENCODER_LICENCES = {
    "whisper": "Whisper (OpenAI), MIT",
    "ave": "the terms of SyncTalk_2D, from which the weights come",
}
LEVELS = 255.0


@dataclass(frozen=True)
class OnnxSample:
    """Inputs of the first frames of the source, and where their outputs go."""

    image: np.ndarray
    """(N, C, S, S) uint8 BGR."""
    audio: np.ndarray
    """(N, *window_shape) float32."""
    alpha: np.ndarray
    """(N, S, S) uint8: how much of each generated pixel is shown."""
    to_frame: np.ndarray
    """(N, 2, 3) float64: from pixels of the generated image to pixels of the frame."""
    rows: np.ndarray
    """(M, ...) float32: a row of audio features for each frame, as the networks take them."""


def export_onnx(
    workspace: Workspace,
    name: str,
    target: Path,
    *,
    checkpoint: Path | None = None,
    clip_dir: Path | None = None,
    may_replace: bool = False,
    on_frames: Callable[[int, int], object] | None = None,
) -> dict[str, Any]:
    """Write a project's networks into the folder ``target``.

    Args:
        checkpoint: None: the best one.
        may_replace: write over an earlier export; never over anything else.
    Returns:
        ``path, preset, asr, frames, networks, loss, warnings``.
    Raises:
        StorageError: ``onnx_packages_missing`` among others. CheckpointError, DatasetError.
    """
    require_onnx()
    require_own_folder(target, target, name, MANIFEST_NAME, may_replace)
    clip, _, loaded = open_for_export(workspace, name, checkpoint, clip_dir)
    with staging_folder(target.parent) as staging:
        sample = _write_sample(clip, loaded, staging, on_frames)
        encoder, warnings = _audio_encoder(clip, loaded.asr)
        networks = list(_generator_networks(loaded, sample)) + encoder
        entries = {one.name: export_network(one, staging) for one in networks}
        write_json(staging / MANIFEST_NAME, _manifest(name, clip, loaded, sample, entries))
        example = resources.files("resources") / "onnx" / "make_frames.py"
        write_bytes(staging / "make_frames.py", example.read_bytes())
        move_into_place(staging, target)
    return {
        "path": str(target),
        "preset": loaded.preset.name,
        "asr": loaded.asr,
        "frames": len(sample.image),
        "networks": list(entries),
        "loss": _losses(entries),
        "warnings": warnings,
    }


def _losses(entries: dict[str, Any]) -> dict[str, str]:
    """File -> the measured differences, to print."""
    return {
        file["file"]: f"mean {file['mean_difference']:.4g}, max {file['max_difference']:.4g} "
        f"{file['unit']}"
        for entry in entries.values()
        for file in entry["files"].values()
    }


def _manifest(
    name: str, clip: Clip, loaded: LoadedGenerator, sample: OnnxSample, entries: dict[str, Any]
) -> dict[str, Any]:
    encoder = entries.get("audio_encoder")
    return {
        "format": 1,
        "program": f"SyncTalk Studio {__version__}",
        "name": name,
        "preset": loaded.preset.name,
        "feature_kind": loaded.kind,
        "fps": clip.fps(),
        "colour_order": "BGR",
        "image_range": [0, 1],
        "image_channels": _channel_names(loaded),
        "window_frames": loaded.preset.window_frames,
        "audio_shape": list(sample.audio.shape[1:]),
        "feature_row_shape": list(sample.rows.shape[1:]),
        "licence": LICENCE,
        "audio_encoder_licence": None if encoder is None else ENCODER_LICENCES[loaded.asr],
        "networks": entries,
    }


def _channel_names(loaded: LoadedGenerator) -> list[str]:
    if loaded.preset.family == "studio":
        masks = ["lips", "inside of the mouth", "alpha"]
        return ["warped source B, G, R", "reference B, G, R", *masks]
    return ["reference B, G, R", "masked crop B, G, R"]


# -- networks -------------------------------------------------------------------------------------


def _generator_networks(loaded: LoadedGenerator, sample: OnnxSample) -> Iterator[NetworkToExport]:
    """The generator; of a studio one the patch network and the shape predictor."""
    batch = {0: "batch"}
    network: Any = loaded.network
    yield NetworkToExport(
        "generator",
        network,
        {"image": sample.image.astype(np.float32) / LEVELS, "audio": sample.audio},
        "generated",
        {"image": batch, "audio": batch, "generated": batch},
        "of 255 levels",
        LEVELS,
    )
    if loaded.preset.family == "studio":
        yield NetworkToExport(
            "mouth_shapes",
            MouthShapes(network).eval(),
            {"audio": sample.rows[None]},
            "shapes",
            {"audio": {1: "frames"}, "shapes": {1: "frames"}},
            "of the person's unit of shape",
        )


def _audio_encoder(clip: Clip, asr: str) -> tuple[list[NetworkToExport], list[dict[str, Any]]]:
    """The encoder of the audio features, or a warning that says why there is none."""
    makers = {"whisper": _whisper_encoder, "ave": _ave_encoder}
    if asr not in makers:
        return [], [_no_encoder(asr, "only those of whisper and ave are exported")]
    try:
        return [makers[asr](clip)], []
    except AssetError as error:
        return [], [_no_encoder(asr, f"its weights cannot be used ({error.code})")]


def _no_encoder(asr: str, reason: str) -> dict[str, Any]:
    return {"code": "onnx_no_audio_encoder", "params": {"asr": asr, "reason": reason}}


def _whisper_encoder(clip: Clip) -> NetworkToExport:
    """Log-mels (1, 80, 2 T), see ``features/whisper.py``, to rows (1, T, 512), 50 a second."""
    path = weights_path("whisper")
    assert path is not None
    samples = open_samples(clip.audio_path)
    gain = whisper.speech_gain(samples)
    return NetworkToExport(
        "audio_encoder",
        whisper.load_network(path),
        {"log_mel": whisper.log_mel(samples, 0, WHISPER_SAMPLE_ROWS, gain)[None]},
        "features",
        {"log_mel": {2: "mel_frames"}, "features": {1: "rows"}},
        "of features with a deviation of about 1",
        quantise_statically=False,
    )


def _ave_encoder(clip: Clip) -> NetworkToExport:
    """Mel windows (B, 1, 80, 16), see ``features/ave.py``, to rows (B, 512), 25 a second."""
    from synctalk_engine.features.ave import window_batches

    path = weights_path("ave")
    assert path is not None
    windows = next(iter(window_batches(open_samples(clip.audio_path))))[:AVE_SAMPLE_WINDOWS]
    batch = {0: "batch"}
    return NetworkToExport(
        "audio_encoder",
        load_network("ave_encoder", "ave_encoder", path).eval(),
        {"mel": np.ascontiguousarray(windows[:, None], np.float32)},
        "features",
        {"mel": batch, "features": batch},
        "of feature",
    )


# -- the sample -----------------------------------------------------------------------------------


def _write_sample(
    clip: Clip,
    loaded: LoadedGenerator,
    folder: Path,
    on_frames: Callable[[int, int], object] | None,
) -> OnnxSample:
    """Write ``sample/``, ``sample.npz`` and ``features.npy``."""
    count = clip.check_complete()
    features = read_features(clip, loaded.kind, count)
    source = open_source(clip, loaded.preset, 0, min(SAMPLE_FRAMES, count))
    frames = [source.order.frame_at(i) for i in range(min(SAMPLE_FRAMES, count))]
    is_studio = loaded.preset.family == "studio"
    make = _studio_inputs if is_studio else _crop_inputs
    made: list[tuple[np.ndarray, ...]] = []
    for index, (image, *arrays) in enumerate(make(source, loaded, features, frames)):
        write_image(folder / "sample" / f"{index:05d}.png", image)
        made.append(tuple(arrays))
        if on_frames is not None:
            on_frames(index + 1, len(frames))
    inputs, alphas, matrices = (np.stack(column) for column in zip(*made, strict=True))
    windows = [window_tensor(loaded.preset, loaded.kind, features, frame) for frame in frames]
    rows = features
    if loaded.preset.has_lite_audio:
        rows = frame_rows(loaded.kind, features, count)
    sample = OnnxSample(
        np.ascontiguousarray(inputs.transpose(0, 3, 1, 2)),
        np.stack(windows).astype(np.float32),
        np.rint(alphas * LEVELS).astype(np.uint8),
        matrices,
        np.ascontiguousarray(rows, np.float32),
    )
    with storage_errors(folder):
        kept = {key: value for key, value in vars(sample).items() if key != "rows"}
        np.savez_compressed(folder / "sample.npz", **kept)
        np.save(folder / "features.npy", sample.rows)
    return sample


def _crop_inputs(
    source: SourceClip, loaded: LoadedGenerator, _features: np.ndarray, frames: list[int]
) -> Iterator[tuple[np.ndarray, ...]]:
    """Of each frame: itself, (S, S, 6) input, alpha (S, S) 0..1, matrix to the frame."""
    preset = source.preset
    inner = slice(preset.border_px, preset.border_px + preset.input_px)
    mask = feathered_mask(preset.crop_px, mask_in_crop(preset), FEATHER_FRACTION * preset.crop_px)
    for frame in frames:
        box = source.boxes[frame]
        outline = resize(lower_face(source.points[frame], box), preset.crop_px, preset.crop_px)
        image = input_images(source, np.array([frame]), np.array([source.references[frame]]))[0]
        alpha = np.clip(mask * outline, 0, 1)[inner, inner]
        yield source.read_frame(frame), image, alpha, _matrix(box, preset.crop_px, preset.border_px)


def _studio_inputs(
    source: SourceClip, loaded: LoadedGenerator, features: np.ndarray, frames: list[int]
) -> Iterator[tuple[np.ndarray, ...]]:
    """As `_crop_inputs`; the frame is warped to the mouth shape of its audio."""
    assert source.lower_face is not None
    network: Any = loaded.network
    side_px = source.preset.input_px
    references_of = source.mouth_references_in(space_of(network), loaded.kind)
    studio = StudioFrames(source.lower_face, references_of)
    with torch.inference_mode():
        shapes = predicted_shapes(network, loaded.kind, features, len(source.paths))
    rows = frame_rows(loaded.kind, features, len(source.paths))
    references = studio.references(np.array(frames), shapes[frames], rows[frames])
    for frame, reference in zip(frames, references, strict=True):
        warped = studio.warp(source.read_frame(frame), frame, shapes[frame], reference)
        alpha = np.clip(resize(warped.alpha, side_px, side_px), 0, 1)
        yield warped.frame, warped.image, alpha, _matrix(warped.box, side_px)


def _matrix(box: CropBox, crop_px: int, border_px: int = 0) -> np.ndarray:
    """(2, 3): from pixels of a crop at ``box``, less its border, to pixels of the frame."""
    scale = box.side_px / crop_px
    shift = np.array([box.x0, box.y0]) + (border_px + 0.5) * scale - 0.5
    return np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
