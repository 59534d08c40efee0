"""``synctalk export --layout research``: a model and its clip as the research programs read them.

``dataset/<name>/`` and ``checkpoint/<name>/`` are written into a folder that may be a checkout of
the research program: frames ``0.jpg``, landmarks ``0.lms``, features under the research names, and
one checkpoint, ``<epoch>.pth``. The research inference turns every file name of the last folder
into a number and counts the files of the others, so nothing else may be in them.

Our SyncNet cannot be written in the research network's form: it is another network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import CheckpointError, StorageError
from synctalk_engine.exchange.exported_model import open_for_export
from synctalk_engine.exchange.package import require_space
from synctalk_engine.exchange.staged_import import move_into_place, staging_folder
from synctalk_engine.media.image_files import read_image, write_image
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.training.checkpoints import (
    LoadedGenerator,
    read_weights,
    save_weights,
)
from synctalk_engine.workspace.atomic import read_json, storage_errors, write_bytes, write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

OnFrames = Callable[[int, int], object]

RESEARCH_FEATURE_NAMES: dict[str, str] = {
    "ave": "aud_ave.npy",
    "hubert": "aud_hu.npy",
    "wenet": "aud_wenet.npy",
}
RATES_FPS = {"ave": 25.0, "hubert": 25.0, "wenet": 20.0}
_MARK = "exported_checkpoint"
"""In the dataset's ``prepare.json``: an export of ours, which may be replaced."""


@dataclass(frozen=True)
class ResearchProgram:
    """A program that reads this layout."""

    name: str
    kinds: tuple[str, ...]
    command: str


PROGRAMS: dict[str, ResearchProgram] = {
    "328": ResearchProgram(
        "SyncTalk_2D",
        ("ave", "hubert", "wenet"),
        "python inference_328.py --asr {asr} --name {name} --audio_path speech.wav",
    ),
    "160": ResearchProgram(
        "Ultralight-Digital-Human",
        ("hubert", "wenet"),
        "python inference.py --asr {asr} --dataset dataset/{name} --wav speech.wav "
        "--save_path result.mp4 --checkpoint checkpoint/{name}/{epoch}.pth",
    ),
}
"""By preset."""


def export_research(
    workspace: Workspace,
    name: str,
    target: Path,
    *,
    checkpoint: Path | None = None,
    clip_dir: Path | None = None,
    may_replace: bool = False,
    on_frames: OnFrames | None = None,
) -> dict[str, Any]:
    """Write a project for the research program of its network.

    Args:
        target: a folder, such as a checkout of that program.
        checkpoint: None: the best one.
        clip_dir: the preprocessed video, where it is not ``dataset/<name>``.
        may_replace: write over an earlier export; never over anything else.
    Returns:
        ``path, program, command, frames, checkpoint, asr, preset, warnings``.
    Raises:
        CheckpointError, DatasetError, StorageError.
    """
    clip, model_path, loaded = open_for_export(workspace, name, checkpoint, clip_dir)
    program = _program_of(name, loaded, clip)
    clip = clip.trimmed(loaded.asr)  # type: ignore[arg-type]
    _require_folder(target)
    epoch = int(model_path.stem) if model_path.stem.isdecimal() else loaded.info.get("epoch") or 0
    dataset_target = target / "dataset" / name
    model_target = target / "checkpoint" / name / f"{epoch}.pth"
    _require_own(dataset_target, model_target, name, may_replace)
    _require_elsewhere(dataset_target, clip)
    frames_bytes = sum(path.stat().st_size for path in clip.frame_paths())
    require_space(target, frames_bytes + model_path.stat().st_size)
    clamped_frames = _replace_dataset(clip, loaded, dataset_target, model_target, on_frames)
    save_weights(model_target, read_weights(model_path)[0], loaded.info)
    return {
        "path": str(target),
        "program": program.name,
        "command": program.command.format(asr=loaded.asr, name=_quoted(name), epoch=epoch),
        "frames": clip.frame_limit,
        "checkpoint": str(model_target),
        "asr": loaded.asr,
        "preset": loaded.preset.name,
        "warnings": list(_warnings(workspace, name, loaded, program, clamped_frames)),
    }


# -- what can be exported -------------------------------------------------------------------------


def _program_of(name: str, loaded: LoadedGenerator, clip: Clip) -> ResearchProgram:
    """The program that runs this model.

    Raises:
        CheckpointError: ``export_not_research``, with the reason.
    """
    program = PROGRAMS.get(loaded.preset.name)
    if program is None:
        reason = f"its network, preset {loaded.preset.name}, exists only in SyncTalk Studio"
    elif loaded.asr not in program.kinds:
        reason = f"{program.name} has no audio features of the kind {loaded.asr}"
    elif clip.fps() != RATES_FPS[loaded.asr]:
        needed = RATES_FPS[loaded.asr]
        reason = f"{program.name} plays {loaded.asr} models at {needed:g} frames/s, and its clip "
        reason += f"has {clip.fps():g}"
    else:
        return program
    raise CheckpointError("export_not_research", name=name, reason=reason)


def _warnings(
    workspace: Workspace,
    name: str,
    loaded: LoadedGenerator,
    program: ResearchProgram,
    clamped_frames: int,
):
    if program.name == "SyncTalk_2D" and loaded.asr != "ave":
        params = {"asr": loaded.asr}
        yield {"code": "research_needs_ave", "params": params}
    if clamped_frames:
        yield {"code": "research_crop_outside", "params": {"frames": clamped_frames}}
    if any(workspace.syncnet_dir(name).glob("*.pth")):
        yield {"code": "research_no_syncnet", "params": {}}


# -- where it goes --------------------------------------------------------------------------------


def _require_folder(target: Path) -> None:
    if target.suffix.lower() == ".zip" or target.is_file():
        raise StorageError("path_unusable", path=target, reason="a folder is needed here")


def _require_own(dataset_target: Path, model_target: Path, name: str, may_replace: bool) -> None:
    """Refuse to write over an earlier export without permission, and over anything else at all."""
    files = set(model_target.parent.iterdir()) if model_target.parent.is_dir() else set()
    is_taken = dataset_target.is_dir() and any(dataset_target.iterdir())
    if not is_taken and not files:
        return
    earlier = _exported_checkpoint(dataset_target)
    own = {model_target.parent / earlier} if earlier else set()
    if (is_taken and earlier is None) or files - own:
        place = dataset_target if is_taken and earlier is None else model_target.parent
        raise StorageError("export_over_others", path=place)
    if not may_replace:
        raise StorageError("already_there", name=name, what="an export", path=dataset_target)


def _require_elsewhere(dataset_target: Path, clip: Clip) -> None:
    if dataset_target.resolve() == clip.path.resolve():
        raise StorageError("export_over_others", path=dataset_target)


def _exported_checkpoint(dataset_target: Path) -> str | None:
    record = read_json(dataset_target / "prepare.json")
    mark = record.get(_MARK) if isinstance(record, dict) else None
    return mark if isinstance(mark, str) and Path(mark).name == mark else None


def _clear_earlier(dataset_target: Path, model_dir: Path) -> None:
    """Remove an earlier export's checkpoint: if its number is greater, it would be used."""
    earlier = _exported_checkpoint(dataset_target)
    if earlier is not None:
        with storage_errors(model_dir / earlier):
            (model_dir / earlier).unlink(missing_ok=True)


# -- files ----------------------------------------------------------------------------------------


def _replace_dataset(
    clip: Clip,
    loaded: LoadedGenerator,
    dataset_target: Path,
    model_target: Path,
    on_frames: OnFrames | None,
) -> int:
    """Put the dataset in the place of an earlier export; gives the frames with a clamped crop."""
    with staging_folder(dataset_target.parent) as staging:
        clamped_frames = _write_dataset(clip, loaded.asr, staging, on_frames)  # type: ignore[arg-type]
        record = {"fps": clip.fps(), "asr_model": loaded.asr, _MARK: model_target.name}
        write_json(staging / "prepare.json", record)
        _clear_earlier(dataset_target, model_target.parent)
        move_into_place(staging, dataset_target)
    return clamped_frames


def _write_dataset(clip: Clip, kind: FeatureKind, folder: Path, on_frames: OnFrames | None) -> int:
    """Frames, landmarks, features and audio; gives the frames whose crop had to be clamped."""
    frame_paths, points = clip.frame_paths(), clip.landmarks()
    clamped_frames = 0
    for index, (path, shape) in enumerate(zip(frame_paths, points, strict=False)):
        image = read_image(path)
        target = folder / "full_body_img" / f"{index}.jpg"
        if path.suffix.lower() in (".jpg", ".jpeg"):
            write_bytes(target, path.read_bytes())
        else:
            write_image(target, image)
        inside = np.clip(shape, 0, np.array(image.shape[1::-1]) - 1)
        clamped_frames += bool(
            np.any(np.trunc(inside[_CROP_POINTS]) != np.trunc(shape[_CROP_POINTS]))
        )
        write_bytes(folder / "landmarks" / f"{index}.lms", _lms_text(inside).encode("ascii"))
        if on_frames is not None:
            on_frames(index + 1, len(frame_paths))
    features = np.ascontiguousarray(clip.features(kind), dtype=np.float32)
    with storage_errors(folder):
        np.save(folder / RESEARCH_FEATURE_NAMES[kind], features)
    if clip.audio_path.is_file():
        write_bytes(folder / "aud.wav", clip.audio_path.read_bytes())
    return clamped_frames


_CROP_POINTS = [1, 31, 52]
"""What the research code cuts the face out by: left, right, top."""


def _lms_text(points: np.ndarray) -> str:
    """110 lines ``x y``, in pixels, one space between them."""
    return "".join(f"{x:.3f} {y:.3f}\n" for x, y in points.tolist())


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
