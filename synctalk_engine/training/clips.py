"""The source videos of a training: opened as one clip, and checked when it is resumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.joined_clips import concat_clips
from synctalk_engine.errors import CheckpointError, OptionError
from synctalk_engine.models.presets import Preset
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.training.resume import Resumed
from synctalk_engine.workspace.layout import Workspace


def video_folders(workspace: Workspace, first: Path, also: list[str]) -> list[Path]:
    """Folders of all prepared videos: the project's own, then those named besides it.

    Args:
        also: names of prepared videos, or paths of their folders.
    Raises:
        OptionError: one is named twice.
    """
    folders = [first]
    for named in also:
        within = workspace.dataset_dir / named
        folders.append(within if within.is_dir() else workspace.resolve(named))
    if len({folder.resolve() for folder in folders}) < len(folders):
        problems = f"--also names a video twice: {', '.join(also)}"
        raise OptionError("bad_options", problems=problems)
    return folders


def open_clips(
    folders: list[Path],
    preset: Preset,
    asr: FeatureKind | None,
    on_frames: Callable[[int, int], None] | None = None,
    on_warning: Callable[..., object] | None = None,
) -> ClipDataset:
    """Prepared videos as one clip; the first one's kind of features is that of all.

    Raises:
        DatasetError: one cannot be used, or they do not go together.
    """
    clips: list[ClipDataset] = []
    for folder in folders:
        clips.append(open_clip_dataset(folder, preset, asr, on_frames, on_warning))
        asr = clips[0].asr
    return concat_clips(clips)


def videos_record(clip: ClipDataset, workspace: Workspace) -> tuple[dict[str, Any], ...]:
    """The source videos of a training, as its run config has them."""
    return tuple(
        {
            "path": workspace.relative(part.clip.path),
            "train_frames": len(part.of(clip.split.train)),
        }
        for part in clip.source_videos
    )


def also_of(resumed: Resumed, also: list[str]) -> list[str]:
    """The further videos of a resumed training, unless they are named again."""
    previous = (resumed.run.config.videos or ())[1:]
    return also or [video["path"] for video in previous]


def check_videos(resumed: Resumed, clip: ClipDataset, workspace: Workspace) -> None:
    """Check that a resumed training has the same frames of the same videos.

    Raises:
        CheckpointError: ``videos_changed``.
    """
    previous, found = resumed.run.config.videos, videos_record(clip, workspace)
    if previous is not None and _comparable(previous) != _comparable(found):
        raise CheckpointError(
            "videos_changed", path=resumed.path, found=_as_text(previous), wanted=_as_text(found)
        )


def _comparable(videos: tuple[dict[str, Any], ...]) -> list[tuple[str, int]]:
    """The project's own video may have been renamed with it; the others go by their paths."""
    paths = ["", *(video["path"] for video in videos[1:])]
    return [(path, video["train_frames"]) for path, video in zip(paths, videos, strict=True)]


def _as_text(videos: tuple[dict[str, Any], ...]) -> str:
    return ", ".join(f"{video['path']} ({video['train_frames']} frames)" for video in videos)
