"""What a run of ``preprocess`` has to make, and which files on disk it reuses.

:func:`make_plan` compares the options with the video and with the clip's folder. The plan itself is
immutable; nothing is written while it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synctalk_engine import devices
from synctalk_engine.errors import StorageError
from synctalk_engine.features.av_offset import AvOffset
from synctalk_engine.features.extract import check_rate, default_rate
from synctalk_engine.media.probe import VideoInfo, as_rate, probe
from synctalk_engine.preprocess.reuse import (
    NO_FILES,
    Poll,
    ReusableFiles,
    reusable_audio,
    reusable_frames,
    reusable_landmarks,
)
from synctalk_engine.preprocess.stage_keys import StageKeys
from synctalk_engine.preprocess.stage_record import StageRecord, source_fingerprint
from synctalk_engine.protocol.face_choice import FaceChoice, parse_face_choice
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

FACE_ASSETS = {
    "mesh468": ("face_detector_full_range", "face_mesh_468"),
    "mesh478": ("face_detector_full_range", "face_mesh_478"),
    "pfld": ("face_detector_full_range", "pfld"),
}
FRAME_SUFFIXES = (".png", ".jpg")


@dataclass(frozen=True)
class PreprocessPlan:
    """The options compared with the video and with what is on disk."""

    options: PreprocessOptions
    video_path: Path
    info: VideoInfo
    source: dict[str, Any]
    """Fingerprint of the video file, see :func:`source_fingerprint`."""
    keys: StageKeys
    clip: Clip
    suffix: str
    """Of the frames: ``.png`` or ``.jpg``."""
    frames: ReusableFiles
    landmarks: ReusableFiles
    audio: ReusableFiles
    """What ``--skip_audio`` keeps; empty without the flag."""
    outdated_stages: tuple[str, ...]
    """Stages whose outputs a ``--skip_`` flag keeps although they were made from other inputs."""
    known_offset: AvOffset | None
    """The A/V offset, if an earlier run measured it on the same landmarks and audio."""

    @property
    def fps(self) -> float:
        """Frame rate of the clip."""
        return self.keys.fps

    @property
    def frame_count(self) -> int | None:
        """Number of frames; None until the video is decoded or the frames on disk are complete."""
        return self.frames.frame_count if self.frames.is_complete else None

    @property
    def expected_frames(self) -> int:
        """Number of frames as far as it is known before the video is decoded."""
        return self.frame_count or self.info.output_frame_count(self.fps)

    @property
    def makes_frames(self) -> bool:
        """Whether frames have to be written."""
        return not self.frames.is_complete

    @property
    def makes_landmarks(self) -> bool:
        """Whether landmarks have to be written."""
        return not self.landmarks.is_complete

    @property
    def makes_audio(self) -> bool:
        """Whether this run looks after audio and audio features at all."""
        return not self.audio.is_complete

    @property
    def makes_anything(self) -> bool:
        """Whether this run may change what is on disk."""
        return self.makes_frames or self.makes_landmarks or self.makes_audio

    @property
    def skipped_stages(self) -> list[str]:
        """Stages without output for which a ``--skip_`` flag asks that none is made."""
        stages = {"landmarks": self.landmarks, "audio": self.audio}
        return [stage for stage, files in stages.items() if files.is_skipped]

    @property
    def frames_key(self) -> str:
        """Key of the frames."""
        return self.keys.frames(self.suffix)

    @property
    def landmarks_key(self) -> str:
        """Key of the landmarks."""
        return self.keys.landmarks(self.options, self.frames.edited_digest)

    @property
    def offset_key(self) -> str:
        """Key of the A/V offset."""
        return self.keys.offset(self.landmarks_key, self.options.asr_model)

    @property
    def tracking_source(self) -> Path:
        """What is tracked: the video, or the frames on disk if the user edited them."""
        return self.clip.frames_dir if self.frames.edited_digest else self.video_path

    @property
    def face_choice(self) -> FaceChoice | None:
        """The person that the user chose; None: the default."""
        face = self.options.face
        return None if face is None else parse_face_choice(face)

    @property
    def kinds(self) -> tuple[FeatureKind, ...]:
        """Audio features to make. mel is always among them, since the SyncNet takes mel."""
        return tuple(dict.fromkeys((self.options.asr_model, "mel")))

    @property
    def torch_device(self) -> str:
        """Device for networks that run in torch: without a wish an NVIDIA GPU, or the CPU."""
        device = devices.select(self.options.device)
        is_taken = self.options.device != "auto" or device.startswith("cuda")
        return device if is_taken else "cpu"

    @property
    def known_shift_ms(self) -> float:
        """How far to move the audio earlier, as far as it is known before decoding."""
        if self.known_offset is None or not self.options.fix_av_offset:
            return 0.0
        return self.known_offset.shift_ms(self.fps)


def make_plan(
    options: PreprocessOptions, workspace: Workspace, poll: Poll | None = None
) -> PreprocessPlan:
    """Compare options, video and disk.

    Args:
        poll: called while files on disk are checked; may raise to stop.
    Raises:
        SynctalkError: the video cannot be used, or the options do not go together.
    """
    video_path = workspace.resolve(options.video_path)
    fps = float(as_rate(options.fps or default_rate(options.asr_model)))
    if not options.skip_audio:
        check_rate(options.asr_model, fps)
    info = probe(video_path, need_audio=not options.skip_audio)
    source = source_fingerprint(video_path)
    keys = StageKeys(source["sha256_of_parts"], fps, tuple(info.conversions))
    clip = _clip_of(options, workspace)
    record = StageRecord(clip)
    suffix = _frame_suffix(options, keys, record)
    expected_frames = info.output_frame_count(fps)
    frames = _find_frames(options, keys.frames(suffix), suffix, record, expected_frames, poll)
    landmarks_key = keys.landmarks(options, frames.edited_digest)
    landmarks = _find_landmarks(options, landmarks_key, record, frames, poll)
    audio = _find_audio(options, keys, record, info)
    offset_key = keys.offset(landmarks_key, options.asr_model)
    is_offset_known = landmarks.is_complete and not options.force
    return PreprocessPlan(
        options=options,
        video_path=video_path,
        info=info,
        source=source,
        keys=keys,
        clip=clip,
        suffix=suffix,
        frames=frames,
        landmarks=landmarks,
        audio=audio,
        outdated_stages=_outdated_stages(keys, record, frames, landmarks, audio),
        known_offset=_recorded_offset(record, offset_key) if is_offset_known else None,
    )


def _clip_of(options: PreprocessOptions, workspace: Workspace) -> Clip:
    clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
    if clip.path.exists() and not clip.path.is_dir():
        reason = "a file is where the folder belongs"
        raise StorageError("path_unusable", path=clip.path, reason=reason)
    return clip


def _frame_suffix(options: PreprocessOptions, keys: StageKeys, record: StageRecord) -> str:
    """The suffix asked for; with ``--skip_frames`` that of frames made from this video before."""
    asked = f".{options.frame_format}"
    if not options.skip_frames:
        return asked
    key = record.key_of("frames")
    return next((suffix for suffix in FRAME_SUFFIXES if keys.frames(suffix) == key), asked)


def _find_frames(
    options: PreprocessOptions,
    key: str,
    suffix: str,
    record: StageRecord,
    expected_frames: int,
    poll: Poll | None,
) -> ReusableFiles:
    if options.force and not options.skip_frames:
        return NO_FILES
    skip = options.skip_frames
    return reusable_frames(record, key, suffix, expected_frames, skip=skip, poll=poll)


def _find_landmarks(
    options: PreprocessOptions,
    key: str,
    record: StageRecord,
    frames: ReusableFiles,
    poll: Poll | None,
) -> ReusableFiles:
    if options.force and not options.skip_landmarks:
        return NO_FILES
    return reusable_landmarks(record, key, frames, skip=options.skip_landmarks, poll=poll)


def _find_audio(
    options: PreprocessOptions, keys: StageKeys, record: StageRecord, info: VideoInfo
) -> ReusableFiles:
    if not options.skip_audio:
        return NO_FILES
    kinds: tuple[FeatureKind, ...] = tuple(dict.fromkeys((options.asr_model, "mel")))
    audio = reusable_audio(record, kinds, is_outdated=_is_audio_outdated(keys, record))
    if info.audio_track is None and not audio.is_complete:
        return ReusableFiles(is_skipped=True, is_complete=True)
    return audio


def _is_audio_outdated(keys: StageKeys, record: StageRecord) -> bool:
    """Whether the audio is recorded as unfinished, or as made from other inputs."""
    shift_ms = record.data.get("av_offset_fixed_ms") or 0.0
    return record.is_outdated("audio", keys.audio(shift_ms))


def _outdated_stages(
    keys: StageKeys,
    record: StageRecord,
    frames: ReusableFiles,
    landmarks: ReusableFiles,
    audio: ReusableFiles,
) -> tuple[str, ...]:
    is_outdated = {
        "frames": frames.is_foreign and record.key_of("frames") is not None,
        "landmarks": landmarks.is_foreign and record.key_of("landmarks") is not None,
        "audio": audio.is_complete and _is_audio_outdated(keys, record),
    }
    return tuple(stage for stage, outdated in is_outdated.items() if outdated)


def _recorded_offset(record: StageRecord, offset_key: str) -> AvOffset | None:
    data = record.data
    if data.get("av_offset_key") != offset_key:
        return None
    return AvOffset(data.get("av_offset_ms"), data.get("av_offset_confidence", 0.0))
