"""``synctalk batch-preprocess``."""

from __future__ import annotations

import time
from collections import Counter

import typer

from synctalk_engine.cli.batch_view import BatchTable, JsonLines
from synctalk_engine.cli.choices import ASR_HELP, DEVICE, FACE, JSON
from synctalk_engine.cli.console import fail, guarded
from synctalk_engine.cli.stop_signals import stop_on_signals
from synctalk_engine.cli.weights_offer import YES, offer_missing
from synctalk_engine.errors import BatchError
from synctalk_engine.jobs import EXIT_STOPPED
from synctalk_engine.protocol.run_spec import DEFAULT_FEATURE_KIND
from synctalk_engine.workspace.layout import Workspace

_NAMES_IN_ERROR = 10


def batch_preprocess(
    video_dir: str | None = typer.Option(None, "--video_dir", help="Every video of a folder."),
    video_list: str | None = typer.Option(
        None, "--video_list", help="A text file: a video and a name on each line."
    ),
    json_config: str | None = typer.Option(
        None, "--json_config", help='{"videos": [{"path": ..., "name": ..., any option}]}'
    ),
    recursive: bool = typer.Option(False, "--recursive", help="Subfolders of --video_dir too."),
    jobs: int | None = typer.Option(
        None,
        "--jobs",
        min=1,
        metavar="N",
        help="How many at a time; as cores and memory allow if not given.",
    ),
    asr_model: str = typer.Option(DEFAULT_FEATURE_KIND, "--asr_model", help=ASR_HELP),
    dataset_dir: str = typer.Option("dataset", "--dataset_dir", help="Folder of all datasets."),
    fps: float | None = typer.Option(None, "--fps", help="Frames a second of prepared clips."),
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
    """Prepare many videos. A bad one does not stop the rest; what is done is skipped."""
    given = dict(locals())
    defaults = {name: given[name] for name in _DEFAULTS}
    # not before: what reads the lists is not needed to say --help
    from synctalk_engine.batch.supervise import BatchSupervisor, fitting_jobs
    from synctalk_engine.batch.videos import read_videos
    from synctalk_engine.preprocess.required_assets import needed_assets

    began_s = time.monotonic()
    workspace = Workspace.current()
    sources = {name: given[name] for name in ("video_dir", "video_list", "json_config")}
    videos = guarded(
        lambda: read_videos(workspace, defaults, **sources, recursive=recursive), as_json
    )
    offer_missing(lambda: needed_assets(videos, workspace), yes, as_json)
    at_once = min(jobs or fitting_jobs(len(videos)), len(videos))
    view = JsonLines() if as_json else BatchTable(len(videos))
    batch = BatchSupervisor(workspace, videos, at_once, view)
    with stop_on_signals(batch.request_stop), view:
        view.on_started(len(videos), at_once)
        try:
            results = batch.run()
        except KeyboardInterrupt:
            raise typer.Exit(EXIT_STOPPED) from None
    view.on_finished(results, round(time.monotonic() - began_s, 2))
    count = Counter(result.result for result in results)
    if count["stopped"]:
        raise typer.Exit(EXIT_STOPPED)
    if count["failed"]:
        names = [result.name for result in results if result.result == "failed"]
        shown = ", ".join(names[:_NAMES_IN_ERROR]) + (" …" if len(names) > _NAMES_IN_ERROR else "")
        fail(
            BatchError("batch_failed", failed=len(names), total=len(results), names=shown), as_json
        )


_DEFAULTS = (
    "asr_model",
    "dataset_dir",
    "fps",
    "skip_frames",
    "skip_landmarks",
    "skip_audio",
    "landmarker",
    "face",
    "frame_format",
    "fix_av_offset",
    "force",
    "device",
)
