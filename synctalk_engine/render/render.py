"""``synctalk render``: a prepared clip, a trained model and new speech become a video.

torch is loaded only after the device was chosen.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synctalk_engine import devices
from synctalk_engine.dataset.batches import input_images
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.compositing import Compositor
from synctalk_engine.features.extract import ASSETS as FEATURE_ASSETS
from synctalk_engine.job import Job
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.media.container import check_file
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.render.contact_sheet import ContactSheet
from synctalk_engine.render.live_preview import LivePreview
from synctalk_engine.render.output_path import check_writable, choose_output_path
from synctalk_engine.render.pipeline import BATCHES_IN_MEMORY, run_pipeline
from synctalk_engine.render.silence import silence_weights, silence_window
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.render.speech import Speech, decode_speech, speech_features
from synctalk_engine.render.sync_check import measure_sync
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import read_state

if TYPE_CHECKING:
    from synctalk_engine.render.mouth_generator import MouthGenerator

MAX_BATCH = 8
PICTURE_MEMORY_BYTES = 256 * 2**20
"""For all pictures that are held at a time."""
CONTACT_SHEET_NAME = "contact_sheet.png"

logger = logging.getLogger(__name__)


def render(options: RenderOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Make a video of the person saying new speech.

    Returns:
        ``frames``, ``seconds`` (of it all), ``frames_per_s`` (of the stage ``render``), ``size``
        [width, height], ``output`` and ``contact_sheet`` (relative to the workspace where they lie
        in it), ``stages``, the seconds of each, and ``sync``: the offset in ms of the sound in the
        finished video from the sound that the lips were generated for, at several times.
    Raises:
        SynctalkError: whatever the user can mend, in a sentence.
        JobStopped: no video is left behind.
    """
    began_s = time.monotonic()
    device = devices.select(options.device)
    from synctalk_engine.render.mouth_generator import MouthGenerator
    from synctalk_engine.training.checkpoints import load_generator

    clip = _prepared_clip(options, workspace, job)
    speech_path = workspace.resolve(options.audio_path)
    check_file(speech_path)
    checkpoint_path = _checkpoint_path(options, clip.path, workspace)
    output_path = choose_output_path(workspace, options.name, speech_path, options.output_path)
    check_writable(output_path)
    if output_path.exists():
        job.log("output_replaced", path=output_path)
    sheet_path = job.run.path / CONTACT_SHEET_NAME
    seconds: dict[str, float] = {}
    job.keeps("render_stopped")
    generator = load_generator(checkpoint_path, device, asr=options.asr)
    with tempfile.TemporaryDirectory(
        dir=job.run.path, prefix="speech-", ignore_cleanup_errors=True
    ) as folder:
        with _timed(job, JobStage.FEATURES, seconds):
            speech, features, rests = _encode_speech(
                speech_path, Path(folder), clip.fps(), generator.kind, device, job
            )
        with _timed(job, JobStage.CROPS, seconds):
            source = open_source(
                clip, generator.preset, options.start_frame, speech.frame_count, _reporter(job)
            )
        with _timed(job, JobStage.RENDER, seconds):
            drawer = MouthGenerator(
                generator.network,
                generator.preset,
                generator.kind,
                features,
                device,
                options.precision,
            )
            closed = silence_window(source, generator.kind, drawer) if rests.any() else None
            if closed is not None:
                drawer.set_silence_audio(closed, rests)
            size = _write_video(source, drawer, speech, output_path, sheet_path, job)
        with _timed(job, JobStage.SYNC, seconds):
            sync = _check_sync(output_path, speech, Path(folder), job)
    return {
        "frames": speech.frame_count,
        "seconds": round(time.monotonic() - began_s, 2),
        "frames_per_s": round(speech.frame_count / max(seconds[JobStage.RENDER], 1e-6), 2),
        "size": list(size),
        "output": workspace.relative(output_path),
        "contact_sheet": workspace.relative(sheet_path),
        "stages": seconds,
        "sync": sync,
    }


def needed_assets(options: RenderOptions, workspace: Workspace) -> list[str]:
    """Ids of the weights that the new speech is heard with.

    The project's state tells it at once; the model is opened only where those are missing, since
    another model of the project may need others.

    Raises:
        CheckpointError: there is no such model.
    """
    from synctalk_engine.assets import AssetStore

    clip_dir = workspace.find_clip_dir(options.name, options.dataset_dir)
    expected = FEATURE_ASSETS.get(options.asr or read_state(clip_dir)["main_training"].get("asr"))
    if expected is None or AssetStore().has(expected):
        return []
    from synctalk_engine.training.checkpoints import described

    kind = described(_checkpoint_path(options, clip_dir, workspace))[1] or options.asr
    return [FEATURE_ASSETS[kind]] if kind in FEATURE_ASSETS else []


def _checkpoint_path(options: RenderOptions, clip_dir: Path, workspace: Workspace) -> Path:
    """The model that was named, or the project's best.

    Raises:
        CheckpointError: ``checkpoint_not_found``.
    """
    if options.checkpoint is not None:
        return workspace.resolve(options.checkpoint)
    from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint

    model_dir = workspace.model_dir(options.name, options.checkpoint_dir)
    return best_checkpoint(clip_dir, model_dir, workspace, options.name)


def _prepared_clip(options: RenderOptions, workspace: Workspace, job: Job) -> Clip:
    clip = Clip(workspace.find_clip_dir(options.name, options.dataset_dir))
    return clip.fitted(on_warning=job.warning)


def _encode_speech(
    speech_path: Path, folder: Path, fps: float, kind: str, device: str, job: Job
) -> tuple[Speech, np.ndarray, np.ndarray]:
    """The new speech, its features, and how much each frame belongs to a pause."""
    speech = decode_speech(speech_path, folder, fps, job.poll)
    if speech.levels.is_silent:
        job.warning("audio_silent")
    for code, params in speech.levels.repairs.warnings():
        job.warning(code, path=speech_path, **params)
    rests = silence_weights(WavSamples(speech.wav_path), speech.frame_count, fps)
    return speech, speech_features(speech, kind, device, job.poll), rests


def _check_sync(output_path: Path, speech: Speech, folder: Path, job: Job) -> dict[str, Any]:
    """Measure where the sound lies in the finished video, and warn where it is not in sync."""
    sync = measure_sync(output_path, WavSamples(speech.wav_path), folder)
    if (warning := sync.warning()) is not None:
        code, params = warning
        job.warning(code, path=output_path, **params)
    return sync.as_json()


def _reporter(job: Job):
    """What reports on frames that are cut, and lets the user stop it."""

    def report(done: int, total: int) -> None:
        job.poll()
        job.progress(done, total, "frames")

    return report


def _write_video(
    source: SourceClip,
    drawer: MouthGenerator,
    speech: Speech,
    output_path: Path,
    sheet_path: Path,
    job: Job,
) -> tuple[int, int]:
    """Draw, paste and encode every frame; the video's (width, height)."""
    count = speech.frame_count
    first = source.picture(source.walk.frame_at(0))
    height_px, width_px = first.shape[:2]
    compositor, sheet = Compositor(source.preset), ContactSheet(count)
    newest = LivePreview(job.run.path)

    def draw(indices: list[int]) -> np.ndarray:
        job.poll()
        frames = np.array([source.walk.frame_at(i) for i in indices])
        references = np.array([source.references[int(frame)] for frame in frames])
        return drawer.draw(indices, input_images(source, frames, references))

    def read(index: int) -> np.ndarray:
        picture = source.picture(source.walk.frame_at(index))
        if picture.shape != first.shape:
            raise DatasetError(
                "dataset_incomplete",
                name=source.clip.name,
                reason="its pictures are not all of one size",
            )
        return picture

    def finish(index: int, picture: np.ndarray, drawn: np.ndarray) -> None:
        frame = source.walk.frame_at(index)
        image = compositor.compose(
            picture, source.points[frame], source.boxes[frame], source.crops[frame], drawn
        )
        writer.write(image)
        sheet.offer(index, image)
        if (shown := newest.offer(image)) is not None:
            job.sample(shown, index + 1, 0, 1)
        job.progress(index + 1, count, "frames")

    with VideoWriter(output_path, speech.fps, width_px, height_px, speech.recording) as writer:
        run_pipeline(count, _batch_size(first.nbytes), read, draw, finish)
        sheet.write(sheet_path)
    return width_px, height_px


def _batch_size(picture_bytes: int) -> int:
    fits = PICTURE_MEMORY_BYTES // (BATCHES_IN_MEMORY * picture_bytes)
    return max(1, min(MAX_BATCH, fits))


@contextlib.contextmanager
def _timed(job: Job, stage: JobStage, seconds: dict[str, float]) -> Iterator[None]:
    began_s = time.monotonic()
    with job.in_stage(stage):
        yield
    seconds[stage] = round(time.monotonic() - began_s, 2)
