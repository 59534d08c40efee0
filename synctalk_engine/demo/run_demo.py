"""The demo as a job: sample clip, prepare, train, evaluate, render new speech, contact sheet."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from synctalk_engine.assets import DEMO_ASSETS, AssetStore
from synctalk_engine.demo.comparison_sheet import write_comparison_sheet
from synctalk_engine.demo.sample_clip import make_sample_clip
from synctalk_engine.job import Job
from synctalk_engine.media.audio import extract_wav
from synctalk_engine.preprocess import preprocess
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.options.render import EvaluateOptions, RenderOptions
from synctalk_engine.protocol.options.train import DemoOptions, TrainOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.render.render import render
from synctalk_engine.training.evaluation.evaluate import evaluate
from synctalk_engine.training.train import train
from synctalk_engine.workspace.layout import Workspace

CLIP_S = 36.0
"""Speech that the sample clip is made of; what follows in the recording is new to the model."""
NEW_SPEECH_START_S = 36.6
NEW_SPEECH_S = 7.6
PRESET = "lite-160"
FEATURE_KIND = "moonshine"


def demo(options: DemoOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Go the whole way once, on a clip made here.

    Returns:
        Where ``video`` and ``contact_sheet`` are, the figures of ``evaluate``, and ``seconds`` of
        each step.
    Raises:
        AssetError: ``asset_missing`` or ``assets_missing``, before anything is made.
    """
    store = AssetStore()
    store.require(DEMO_ASSETS)
    speech_path = store.path("sample_speech")
    seconds: dict[str, float] = {}
    name = options.name
    video_path = workspace.clip_dir(name) / f"{name}.mp4"
    with _timed(seconds, "sample_clip"), job.in_stage(JobStage.SAMPLE):
        if options.force or not video_path.is_file():
            make_sample_clip(speech_path, video_path, CLIP_S, _progress(job, "frames"))
    with _timed(seconds, "preprocess"):
        preprocess(_preprocess_options(options, video_path), workspace, job)
    with _timed(seconds, "train"):
        train(_train_options(options), workspace, job)
    metrics: dict[str, Any] = {}
    if options.evaluate:
        with _timed(seconds, "evaluate"):
            metrics = evaluate(EvaluateOptions(name=name, device=options.device), workspace, job)
    with _timed(seconds, "render"):
        rendered_path = _render_new_speech(options, speech_path, workspace, job)
        sheet_path = workspace.result_dir / f"{name}_contact_sheet.png"
        write_comparison_sheet(video_path, rendered_path, sheet_path)
    return {
        "evaluate": metrics,
        "seconds": seconds,
        "video": str(rendered_path),
        "contact_sheet": str(sheet_path),
    }


def _preprocess_options(options: DemoOptions, video_path: Path) -> PreprocessOptions:
    return PreprocessOptions(
        video_path=str(video_path),
        name=options.name,
        asr_model=FEATURE_KIND,
        device=options.device,
        force=options.force,
    )


def _train_options(options: DemoOptions) -> TrainOptions:
    return TrainOptions(
        name=options.name,
        train_syncnet=True,
        asr=FEATURE_KIND,
        preset=PRESET,
        time_budget_min=options.train_minutes,
        device=options.device,
        force=options.force,
    )


def _render_new_speech(
    options: DemoOptions, speech_path: Path, workspace: Workspace, job: Job
) -> Path:
    """Give the model the end of the recording, which it has not heard."""
    new_speech_path = workspace.result_dir / f"{options.name}_new_speech.wav"
    new_speech_path.parent.mkdir(parents=True, exist_ok=True)
    extract_wav(speech_path, new_speech_path, start_s=NEW_SPEECH_START_S, duration_s=NEW_SPEECH_S)
    rendered_path = workspace.result_dir / f"{options.name}_new_speech.mp4"
    render(
        RenderOptions(
            name=options.name,
            audio_path=str(new_speech_path),
            output_path=str(rendered_path),
            device=options.device,
        ),
        workspace,
        job,
    )
    return rendered_path


def _progress(job: Job, unit: str) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        job.poll()
        job.progress(done, total, unit)

    return report


@contextlib.contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Note how long the block took."""
    began_s = time.monotonic()
    try:
        yield
    finally:
        seconds[step] = round(time.monotonic() - began_s, 1)
