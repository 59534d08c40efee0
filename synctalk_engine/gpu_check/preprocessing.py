"""What a GPU does for preprocessing: landmark network, tracking, Whisper's encoder, decoding."""

from __future__ import annotations

import itertools
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import cv2
import numpy as np
import torch

from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import SynctalkError
from synctalk_engine.face.detect import FaceWeights
from synctalk_engine.face.landmarks import INPUT_SIDE_PX, mesh_model
from synctalk_engine.face.mesh_on_device import SCALE, mesh_on
from synctalk_engine.face.shared_batches import SharedBatches
from synctalk_engine.face.tflite_network import TfliteNetwork
from synctalk_engine.face.track import FaceTracker
from synctalk_engine.features import whisper
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict, one_line
from synctalk_engine.gpu_check.torch_device import best_seconds
from synctalk_engine.media.hardware_decoding import (
    TRIAL_FRAMES,
    HardwareDecodingError,
    measure_speedup,
)
from synctalk_engine.media.image_files import read_image
from synctalk_engine.models.whisper_encoder import WhisperEncoder
from synctalk_engine.workspace.clip import Clip

KIND = "mesh478"
VIDEO_SIZES = ((1920, 1080), (3840, 2160))
BATCHES = (1, 4, 16, 64)
MAX_DIFFERENCE_PX = 0.05
"""Of a landmark in the network's square of 256 pixels, from LiteRT."""
TRACKED_FRAMES = 192
ROUNDS, LIMIT_S = 4, 4.0
WINDOW_S, WINDOWS_AT_ONCE = 30, (1, 8)
MAX_ROW_DIFFERENCE = 0.05
"""Of Whisper's rows, mean, in their standard deviation."""


def check_preprocessing(report: CheckReport, clip_dir: Path, device: torch.device) -> None:
    """All parts; one that lacks weights is left out."""
    for width, height in VIDEO_SIZES if device.type == "cuda" else ():
        with report.errors_as_rows("decode", f"H.264 {width}x{height}"):
            _check_decoding(report, width, height)
    with report.errors_as_rows("features", "whisper"):
        _check_whisper(report, device)
    try:
        weights = _weights()
    except SynctalkError as error:
        note = one_line(error)
        report.add(Measurement("landmarks", KIND, note=note, verdict=RowVerdict.LEFT_OUT))
        return
    images = [read_image(path) for path in Clip(clip_dir).frame_paths()[:TRACKED_FRAMES]]
    with report.errors_as_rows("landmarks", KIND):
        _check_mesh(report, mesh_model(weights, KIND), images, device)
    with report.errors_as_rows("landmarks", "tracking"):
        _check_tracking(report, weights, images, device)


def _weights() -> FaceWeights:
    store = AssetStore()
    mesh, detector = store.path("face_mesh_478"), store.path("face_detector_full_range")
    return FaceWeights(detector, mesh478=mesh)


def _check_mesh(
    report: CheckReport, model: bytes, images: list[np.ndarray], device: torch.device
) -> None:
    """The landmark network: LiteRT on one thread, then batches on the device."""
    side_px = INPUT_SIDE_PX[KIND]
    views = itertools.cycle(cv2.resize(image, (side_px, side_px)) for image in images[:8])
    batch = np.stack(list(itertools.islice(views, max(BATCHES))))
    network = TfliteNetwork(model)
    expected = max(network(batch[0], SCALE), key=np.size).ravel()
    took_s = best_seconds(lambda: network(batch[0], SCALE), torch.device("cpu"), ROUNDS, LIMIT_S)
    report.add(Measurement("landmarks", KIND, "LiteRT, one thread", 1, 1 / took_s, "images/s"))
    for count in BATCHES if device.type != "cpu" else BATCHES[:1]:
        run = mesh_on(str(device), model, count)
        found = max(run(batch[:count]), key=np.size)[0].ravel()
        took_s = best_seconds(lambda run=run, n=count: run(batch[:n]), device, ROUNDS, LIMIT_S)
        off_px = float(np.abs(found - expected).max())
        verdict = RowVerdict.OK if off_px < MAX_DIFFERENCE_PX else RowVerdict.FAILED
        note = f"{off_px:.4f} px from LiteRT"
        speed = count / took_s
        report.add(
            Measurement(
                "landmarks", KIND, device.type, count, speed, "images/s", note, verdict=verdict
            )
        )


def _check_tracking(
    report: CheckReport, weights: FaceWeights, images: list[np.ndarray], device: torch.device
) -> None:
    """A clip in as many segments as there are trackers, with the network here and there."""
    cores = os.cpu_count() or 1
    for trackers in sorted({min(4, cores), min(8, cores), min(16, cores)}):
        speed, found = _tracking_speed(weights, images, trackers, None)
        note = f"{found} of {len(images)} faces found"
        row = ("landmarks", "tracking", "LiteRT", trackers, speed, "frames/s", note)
        report.add(Measurement(*row))
        run = mesh_on(str(device), mesh_model(weights, KIND), trackers)
        batches = SharedBatches(run, trackers)
        speed, found = _tracking_speed(weights, images, trackers, batches)
        mean = batches.image_count / max(batches.batch_count, 1)
        note = f"{found} faces found, batches of {mean:.1f}"
        row = ("landmarks", "tracking", device.type, trackers, speed, "frames/s", note)
        report.add(Measurement(*row))


def _tracking_speed(
    weights: FaceWeights,
    images: list[np.ndarray],
    trackers: int,
    batches: SharedBatches | None,
) -> tuple[float, int]:
    """Frames a second of all trackers together, and how many faces they found."""
    ready = threading.Barrier(trackers)
    pieces = np.array_split(np.arange(len(images)), trackers)

    def track(numbers: np.ndarray) -> tuple[float, int]:
        tracker = FaceTracker(weights, KIND, batches=batches)
        ready.wait()
        began_s = time.perf_counter()
        records = [tracker.update(images[number]) for number in numbers]
        found = sum(record.points is not None for record in records)
        return time.perf_counter() - began_s, found

    with ThreadPoolExecutor(trackers) as pool:
        results = list(pool.map(track, pieces))
    return len(images) / max(took_s for took_s, _found in results), sum(n for _s, n in results)


def _check_decoding(report: CheckReport, width: int, height: int) -> None:
    """A video of noise that moves: how many times as fast NVDEC is; frames must be the same."""
    what = f"H.264 {width}x{height}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "video.mp4"
        _write_video(path, width, height)
        try:
            speedup = measure_speedup(path)
        except HardwareDecodingError as error:
            row = ("decode", what, "NVDEC")
            report.add(Measurement(*row, note=one_line(error), verdict=RowVerdict.LEFT_OUT))
            return
    note = f"against {os.cpu_count()} cores; frames are the same to the bit"
    row = ("decode", what, "NVDEC", None, speedup, "times as fast", note)
    report.add(Measurement(*row, verdict=RowVerdict.OK))


def _write_video(path: Path, width: int, height: int) -> None:
    random = np.random.default_rng(0)
    noise = random.integers(0, 255, (height // 8, width // 8 + TRIAL_FRAMES, 3), np.uint8)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for shift in range(TRIAL_FRAMES):
            view = cv2.resize(noise[:, shift : shift + width // 8], (width, height))
            output.mux(stream.encode(av.VideoFrame.from_ndarray(view, format="bgr24")))
        output.mux(stream.encode())


def _check_whisper(report: CheckReport, device: torch.device) -> None:
    """Whisper's encoder, with random weights, on windows of 30 s; one at a time is how it is used.

    More at a time would pay only if the device were much faster with them.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = WhisperEncoder(whisper.LAYER).eval()
    mels = torch.randn(1, whisper.MEL_COUNT, 100 * WINDOW_S, generator=torch.Generator())
    with torch.inference_mode():
        expected = network(mels)
        took_s = best_seconds(lambda: network(mels), torch.device("cpu"), 1, LIMIT_S)
        row = ("features", "whisper encoder", "cpu, fp32", 1, WINDOW_S / took_s, "s of audio/s")
        report.add(Measurement(*row))
        if device.type == "cpu":
            return
        name = "float16" if device.type == "cuda" else "float32"
        network, given = (value.to(device, getattr(torch, name)) for value in (network, mels))
        off = float((network(given).float().cpu() - expected).abs().mean() / expected.std())
        verdict = RowVerdict.OK if off < MAX_ROW_DIFFERENCE else RowVerdict.FAILED
        for count in WINDOWS_AT_ONCE:
            windows = given.expand(count, -1, -1).contiguous()
            took_s = best_seconds(lambda windows=windows: network(windows), device, ROUNDS, LIMIT_S)
            speed, note = count * WINDOW_S / took_s, f"{off:.4f} deviations from the CPU"
            row = ("features", "whisper encoder", f"{device.type}, {name}", count, speed)
            report.add(Measurement(*row, "s of audio/s", note, verdict=verdict))
