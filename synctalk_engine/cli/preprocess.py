"""``synctalk preprocess``."""

from __future__ import annotations

import typer

from synctalk_engine.cli.choices import ASR_HELP, DEVICE, FACE, JSON
from synctalk_engine.cli.console import run_job
from synctalk_engine.cli.weights_offer import YES, needed_by_job, offer_missing
from synctalk_engine.protocol.run_spec import DEFAULT_FEATURE_KIND


def preprocess(
    video_path: str = typer.Option(..., "--video_path", help="The video."),
    name: str = typer.Option(..., "--name", help="Name of the project."),
    asr_model: str = typer.Option(DEFAULT_FEATURE_KIND, "--asr_model", help=ASR_HELP),
    dataset_dir: str = typer.Option("dataset", "--dataset_dir", help="Folder of all datasets."),
    fps: float | None = typer.Option(
        None, "--fps", help="Frames a second of the prepared clip: 25, or for wenet 20."
    ),
    skip_frames: bool = typer.Option(False, "--skip_frames", help="Keep the frames on disk."),
    skip_landmarks: bool = typer.Option(False, "--skip_landmarks", help="Keep the landmarks."),
    skip_audio: bool = typer.Option(False, "--skip_audio", help="Keep the sound and features."),
    landmarker: str = typer.Option("mesh478", "--landmarker", help="mesh478, mesh468 or pfld."),
    face: str | None = FACE,
    frame_format: str = typer.Option("png", "--frame_format", help="png or jpg."),
    fix_av_offset: bool = typer.Option(
        True,
        "--fix_av_offset/--no-fix_av_offset",
        help="Move late or early sound into step where that is certain.",
    ),
    force: bool = typer.Option(False, "--force", help="Do everything again."),
    device: str = DEVICE,
    yes: bool = YES,
    as_json: bool = JSON,
) -> None:
    """Extract frames, landmarks and audio features from a video."""
    options = {key: value for key, value in locals().items() if key not in ("as_json", "yes")}
    offer_missing(lambda: needed_by_job("preprocess", options), yes, as_json)
    run_job("preprocess", options, as_json)
