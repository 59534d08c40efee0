"""Folders and files of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synctalk_engine.workspace.project_names import check_name

AUDIO_SUFFIXES = (".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".wma", ".aiff")
VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".wmv", ".ts")

FRAMES_DIR_NAME = "full_body_img"
"""Of a preprocessed video."""
OWN_SYNCNET_FOLDER = "studio"
"""In ``checkpoint/syncnet_<name>``, for ours where someone else's SyncNet has their names."""
BYTES_PER_PIXEL = {".png": 1.5, ".jpg": 0.25}
"""Of talking people at 512 x 512 and 1080 x 1920, rounded up."""
LANDMARK_FILE_BYTES = 4096
LEAST_CLIP_FRACTION = 0.4
"""Frames of real people take at least this fraction of the estimate."""


def estimate_clip_bytes(width_px: int, height_px: int, frames: int, suffix: str = ".png") -> float:
    """About how much disk a preprocessed clip takes; the frames are by far the most."""
    return frames * (BYTES_PER_PIXEL[suffix] * width_px * height_px + LANDMARK_FILE_BYTES)


@dataclass(frozen=True)
class Workspace:
    """A folder with dataset/, checkpoint/, runs/ and result/."""

    root: Path

    @classmethod
    def current(cls) -> Workspace:
        """The working folder of the command line."""
        return cls(Path.cwd())

    @property
    def dataset_dir(self) -> Path:
        return self.root / "dataset"

    @property
    def checkpoint_dir(self) -> Path:
        return self.root / "checkpoint"

    @property
    def runs_dir(self) -> Path:
        return self.root / "runs"

    @property
    def result_dir(self) -> Path:
        return self.root / "result"

    def resolve(self, path: str | Path) -> Path:
        """``path`` as given if absolute, else within the workspace; ``~`` is the user's home."""
        return self.root / Path(path).expanduser()

    def relative(self, path: Path) -> str:
        """``path`` for a record: relative to the workspace where possible, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def clip_dir(self, name: str, dataset_dir: str | Path = "dataset") -> Path:
        """Folder of a preprocessed video, ``dataset/<name>``."""
        return self.resolve(dataset_dir) / check_name(name)

    def find_clip_dir(self, name: str, dataset_dir: str | Path | None) -> Path:
        """Folder of a preprocessed video.

        Args:
            dataset_dir: that folder itself, or the folder of all preprocessed videos (as the
                research scripts take it); None: ``dataset``.
        """
        if dataset_dir is None:
            return self.clip_dir(name)
        folder = self.resolve(dataset_dir)
        within = folder / check_name(name)
        is_video_folder = (folder / FRAMES_DIR_NAME).is_dir()
        if is_video_folder or (folder.name == name and not within.is_dir()):
            return folder
        return within

    def model_dir(self, name: str, checkpoint_dir: str | Path = "checkpoint") -> Path:
        """Folder of the generator's checkpoints, ``checkpoint/<name>``."""
        return self.resolve(checkpoint_dir) / check_name(name)

    def syncnet_dir(self, name: str, checkpoint_dir: str | Path = "checkpoint") -> Path:
        """Folder of the SyncNet's checkpoints, ``checkpoint/syncnet_<name>``."""
        return self.resolve(checkpoint_dir) / f"syncnet_{check_name(name)}"

    def project_runs_dir(self, name: str) -> Path:
        """Folder of all runs of a project."""
        return self.runs_dir / check_name(name)

    def project_names(self) -> list[str]:
        """Projects that have a dataset, a model or a run, in alphabetical order."""
        found: set[str] = set()
        for parent in (self.dataset_dir, self.checkpoint_dir, self.runs_dir):
            if parent.is_dir():
                found |= {
                    child.name
                    for child in parent.iterdir()
                    if child.is_dir() and not child.name.startswith((".", "syncnet_"))
                }
        return sorted(found, key=str.casefold)

    def source_video(self, name: str) -> Path | None:
        """``dataset/<name>/<name>.<video suffix>``, where the unified script expects it."""
        folder = self.clip_dir(name)
        for suffix in VIDEO_SUFFIXES:
            candidate = folder / f"{name}{suffix}"
            if candidate.is_file():
                return candidate
        return None
