"""Finds the files of an earlier run that can be reused.

Without a ``--skip_`` flag a stage keeps the files that are exactly what this video and these
options give. With the flag it also keeps files that someone has edited or brought along. Either
way it makes what is missing or damaged, so a flag never turns an unfinished stage into a finished
one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.errors import DatasetError, SynctalkError
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.preprocess.file_integrity import (
    intact_frames,
    intact_landmarks,
    is_intact_features,
)
from synctalk_engine.preprocess.stage_keys import KEY_DIGITS
from synctalk_engine.preprocess.stage_record import StageRecord, frame_name
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.workspace.checksums import file_checksum, split_checksums
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import refuse_foreign_objects

FOREIGN_TOLERANCE_FRAMES = 2
"""Frames that another program extracted may be that many fewer than ours would be."""

Poll = Callable[[], object]


@dataclass(frozen=True)
class ReusableFiles:
    """Files of a stage that stay as they are."""

    checksums: dict[int, int] = field(default_factory=dict)
    """Number -> CRC-32 of each file that is whole and stays."""
    is_complete: bool = False
    """Whether nothing is missing."""
    frame_count: int | None = None
    """How many files the stage has when it is complete; None if that is not known."""
    is_foreign: bool = False
    """Whether the files are not known to be what this video and these options give."""
    edited_digest: str = ""
    """Digest of the files that differ from what was written; empty if none does."""
    is_skipped: bool = False
    """There is nothing yet, and a ``--skip_`` flag asks for nothing."""


NO_FILES = ReusableFiles()


# -- frames -------------------------------------------------------------------------------------


def reusable_frames(
    record: StageRecord,
    key: str,
    suffix: str,
    expected_frames: int,
    *,
    skip: bool,
    poll: Poll | None = None,
) -> ReusableFiles:
    """What stays of the frames.

    Args:
        key: of the stage, for this video and these options.
        expected_frames: how many frames the video gives, as far as its header tells.
        skip: ``--skip_frames``.
    Raises:
        DatasetError: ``kept_incomplete`` where frames of another video are incomplete.
    """
    files = record.clip.frame_files()
    if record.key_of("frames") == key:
        return _own_frames(record, _own_names(files, suffix), len(files), skip, poll)
    if not skip or not files:
        return NO_FILES
    return _foreign_frames(record, files, expected_frames, poll)


def _own_frames(
    record: StageRecord, files: dict[int, Path], file_count: int, skip: bool, poll: Poll | None
) -> ReusableFiles:
    data, count = record.data, record.value("frames", "frame_count")
    is_finished = record.value("frames", "completed") is True and isinstance(count, int)
    recorded = split_checksums(record.value("frames", "checksums")) if is_finished else []
    size = (data.get("width"), data.get("height"))
    has_size = is_finished and not skip and all(isinstance(side, int) for side in size)
    intact = intact_frames(
        files, recorded, size if has_size else None, accept_edited=skip, poll=poll
    )
    if not is_finished:
        return ReusableFiles(intact)
    intact = {number: intact[number] for number in range(count) if number in intact}
    edited = {n: crc for n, crc in intact.items() if n < len(recorded) and crc != recorded[n]}
    is_complete = len(intact) == count and (skip or file_count == count)
    return ReusableFiles(intact, is_complete, count, edited_digest=_digest(edited) if skip else "")


def _foreign_frames(
    record: StageRecord, files: dict[int, Path], expected_frames: int, poll: Poll | None
) -> ReusableFiles:
    """Frames of another video or other options, or of which nothing is recorded."""
    count = record.value("frames", "frame_count")
    is_recorded = record.key_of("frames") is not None
    is_finished = record.value("frames", "completed") is True and isinstance(count, int)
    recorded = split_checksums(record.value("frames", "checksums")) if is_finished else []
    intact = intact_frames(files, recorded, None, accept_edited=True, poll=poll)
    first = min(files)
    if is_finished:
        until = count
    else:
        until = max(max(files) + 1, first + expected_frames - FOREIGN_TOLERANCE_FRAMES)
    missing = [number for number in range(first, until) if number not in intact]
    if not missing and (is_finished or not is_recorded):
        return ReusableFiles(
            intact, True, len(intact), is_foreign=True, edited_digest=_digest(intact)
        )
    if not is_recorded and not intact:
        return NO_FILES
    if is_recorded or first != 0:
        raise _incomplete(record.clip, "frames", _numbers(missing))
    return ReusableFiles(intact, False, is_foreign=True, edited_digest=_digest(intact))


# -- landmarks ------------------------------------------------------------------------------------


def reusable_landmarks(
    record: StageRecord, key: str, frames: ReusableFiles, *, skip: bool, poll: Poll | None = None
) -> ReusableFiles:
    """What stays of the landmarks; arguments as for :func:`reusable_frames`.

    Raises:
        DatasetError: ``kept_incomplete``; ``landmarks_unreadable`` for a kept file that holds
            something else than an array, which is no damage.
    """
    clip = record.clip
    files = clip.landmark_files()
    if skip:
        for path in files.values():
            refuse_foreign_objects(path)
    is_same = record.key_of("landmarks") == key
    count = record.value("landmarks", "frame_count")
    is_finished = record.value("landmarks", "completed") is True and isinstance(count, int)
    recorded = split_checksums(record.value("landmarks", "checksums")) if is_finished else []
    if is_same and is_finished:
        intact = intact_landmarks(
            _own_names(files, ".pkl"), recorded, accept_edited=skip, poll=poll
        )
        is_complete = _are_whole(record, intact, count, skip=skip)
        return ReusableFiles(intact if skip else {}, is_complete, count)
    if not skip or (is_same and not is_finished):
        return NO_FILES
    if not files and record.key_of("landmarks") is None:
        return ReusableFiles(is_skipped=True, is_complete=True)
    if not files:
        return NO_FILES
    intact = intact_landmarks(files, recorded, accept_edited=True, poll=poll)
    numbers = range(count) if is_finished else frames.checksums or files
    missing = [number for number in numbers if number not in intact]
    if not missing and (is_finished or frames.is_complete):
        return ReusableFiles(intact, True, len(intact), is_foreign=True)
    if record.key_of("landmarks") is not None:
        raise _incomplete(clip, "landmarks", _numbers(missing))
    return ReusableFiles(intact, False, is_foreign=True)


def _are_whole(record: StageRecord, intact: dict[int, int], count: int, *, skip: bool) -> bool:
    """Whether no landmarks of the finished stage and no row of their table are missing."""
    return (
        all(number in intact for number in range(count))
        and (skip or len(record.clip.landmark_files()) == count)
        and _is_intact_table(record, count, accept_edited=skip)
    )


def _is_intact_table(record: StageRecord, count: int, *, accept_edited: bool) -> bool:
    table = record.clip.table()
    if table is None or len(table) != count:
        return False
    recorded = record.value("landmarks", "table_checksum")
    return accept_edited or recorded is None or file_checksum(record.clip.table_path) == recorded


# -- audio ----------------------------------------------------------------------------------------


def is_audio_intact(record: StageRecord, sample_count: int, *, accept_edited: bool = False) -> bool:
    """Whether ``aud.wav`` has exactly that many samples, and is what was written."""
    path = record.clip.audio_path
    try:
        if len(WavSamples(path)) != sample_count:
            return False
    except SynctalkError:
        return False
    recorded = record.value("audio", "checksum")
    return accept_edited or recorded is None or file_checksum(path) == recorded


def are_features_intact(record: StageRecord, kind: FeatureKind) -> bool:
    """Whether the features of a kind are what was written."""
    stage = f"features_{kind}"
    rows = record.value(stage, "row_count")
    path = record.clip.path / f"aud_{kind}.npy"
    recorded = record.value(stage, "checksum")
    return isinstance(rows, int) and is_intact_features(path, rows, recorded)


def reusable_audio(
    record: StageRecord, kinds: tuple[FeatureKind, ...], *, is_outdated: bool
) -> ReusableFiles:
    """What ``--skip_audio`` keeps.

    Args:
        kinds: features that are wanted.
        is_outdated: the audio is recorded as that of another video, or as unfinished.
    Raises:
        DatasetError: ``kept_incomplete`` where the audio of another video is incomplete.
    """
    clip = record.clip
    is_recorded = record.key_of("audio") is not None
    if not is_recorded and not clip.audio_path.exists() and not clip.feature_kinds():
        return ReusableFiles(is_skipped=True, is_complete=True)
    samples = record.value("audio", "sample_count")
    if is_recorded:
        is_intact = isinstance(samples, int) and is_audio_intact(
            record, samples, accept_edited=True
        )
        is_intact = is_intact and all(are_features_intact(record, kind) for kind in kinds)
    else:
        is_intact = _is_readable_wav(clip.audio_path) and _is_readable(clip, kinds[0])
    is_finished = record.value("audio", "completed") is True
    if not is_intact and is_outdated and is_finished:
        raise _incomplete(clip, "audio", f"{clip.audio_path.name} or its features are damaged")
    return ReusableFiles(is_complete=is_intact, is_foreign=not is_recorded)


def _is_readable_wav(path: Path) -> bool:
    try:
        return len(WavSamples(path)) > 0
    except SynctalkError:
        return False


def _is_readable(clip: Clip, kind: FeatureKind) -> bool:
    try:
        return len(clip.features(kind)) > 0
    except (SynctalkError, TypeError):
        return False


# -- without the video ----------------------------------------------------------------------------


def missing_outputs(record: StageRecord, kind: FeatureKind) -> list[str]:
    """What a clip lacks, each as a phrase; empty if nothing is missing."""
    clip = record.clip
    missing = []
    frames, landmarks = clip.frame_files(), clip.landmark_files()
    intact = intact_frames(frames, [], None, accept_edited=True)
    if problem := _problem(record, "frames", frames, intact, frames):
        missing.append(f"frames ({problem})")
    intact = intact_landmarks(landmarks, [], accept_edited=True)
    if problem := _problem(record, "landmarks", landmarks, intact, frames):
        missing.append(f"landmarks ({problem})")
    if not _is_readable_wav(clip.audio_path):
        missing.append(clip.audio_path.name)
    if not _is_readable(clip, kind):
        missing.append(clip.feature_path(kind).name)
    return missing


def _problem(
    record: StageRecord,
    stage: str,
    files: Mapping[int, Path],
    intact: Mapping[int, int],
    wanted: Mapping[int, Path],
) -> str:
    if not files:
        return "none"
    count = record.value(stage, "frame_count")
    is_finished = record.value(stage, "completed") is True
    until = count if is_finished and isinstance(count, int) else max(wanted, default=-1) + 1
    missing = [number for number in range(min(files), until) if number not in intact]
    if missing:
        return _numbers(missing)
    if record.key_of(stage) is not None and not is_finished:
        return f"from number {max(files) + 1} on"
    return ""


# -- helpers --------------------------------------------------------------------------------------


def _own_names(files: Mapping[int, Path], suffix: str) -> dict[int, Path]:
    return {n: path for n, path in files.items() if path.name == frame_name(n, suffix)}


def _digest(checksums: Mapping[int, int]) -> str:
    """A hash of numbers and checksums; empty without any."""
    if not checksums:
        return ""
    text = repr(sorted(checksums.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


def _numbers(missing: list[int]) -> str:
    """``number 5``, ``number 5 and 423 more``, for a sentence."""
    if not missing:
        return "it was interrupted"
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    return f"number {missing[0]}{more} missing or damaged"


def _incomplete(clip: Clip, stage: str, reason: str) -> DatasetError:
    params: dict[str, Any] = {"name": clip.name, "stage": stage, "reason": reason}
    return DatasetError("kept_incomplete", **params, option=f"--skip_{stage}")
