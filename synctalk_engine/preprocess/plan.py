"""What a run of ``preprocess`` has to make, and what may be taken as it lies."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from synctalk_engine.errors import StorageError
from synctalk_engine.features.av_offset import AvOffset
from synctalk_engine.features.extract import ASSETS as FEATURE_ASSETS
from synctalk_engine.features.extract import check_rate, default_rate
from synctalk_engine.media.probe import as_rate, probe
from synctalk_engine.preprocess import stage_record as records
from synctalk_engine.preprocess.reuse import (
    NO_FILES,
    ReusableFiles,
    are_features_intact,
    is_audio_intact,
    reusable_audio,
    reusable_frames,
    reusable_landmarks,
)
from synctalk_engine.preprocess.stage_record import StageRecord, stage_key
from synctalk_engine.preprocess.tracked_segments import TrackedSegments
from synctalk_engine.protocol.face_choice import FaceChoice, parse_face_choice
from synctalk_engine.protocol.options.choices import FeatureKind, Landmarker
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

FACE_ASSETS = {
    "mesh468": ("face_detector_full_range", "face_mesh_468"),
    "mesh478": ("face_detector_full_range", "face_mesh_478"),
    "pfld": ("face_detector_full_range", "pfld"),
}
LEAD_FRAMES = 2
"""Pictures before a part of the clip that its tracking needs as well."""
SUFFIXES = (".png", ".jpg")


class PreprocessPlan:
    """The options compared with the video and with what is on disk. A run does not change it.

    Args:
        poll: called now and then while files on disk are checked; may raise to stop.
    Raises:
        SynctalkError: a video that cannot be used, options that do not go together.
    """

    def __init__(
        self,
        options: PreprocessOptions,
        workspace: Workspace,
        poll: Callable[[], object] | None = None,
    ) -> None:
        self.options = options
        self._poll = poll
        self.video_path = workspace.resolve(options.video_path)
        self.fps = float(as_rate(options.fps or default_rate(options.asr_model)))
        self.suffix = f".{options.frame_format}"
        self.landmarker: Landmarker = options.landmarker
        if not options.skip_audio:
            check_rate(options.asr_model, self.fps)
        self.info = probe(self.video_path, need_audio=not options.skip_audio)
        self.source: dict[str, Any] = records.source_fingerprint(self.video_path)
        self.clip = Clip(workspace.clip_dir(options.name, options.dataset_dir))
        if self.clip.path.exists() and not self.clip.path.is_dir():
            reason = "a file is where the folder belongs"
            raise StorageError("path_unusable", path=self.clip.path, reason=reason)
        self.record = StageRecord(self.clip)
        if options.skip_frames:
            self.suffix = self._suffix_on_disk()
        is_known = self.pictures.is_complete
        self.frame_count = self.pictures.frame_count if is_known else None
        """Known where the frames on disk are complete."""

    @property
    def expected_frames(self) -> int:
        """Frames there will be, as far as is known before the video is decoded."""
        return self.frame_count or self.info.output_frame_count(self.fps)

    @property
    def face_choice(self) -> FaceChoice | None:
        """Whom the clip is about, where the user said so."""
        face = self.options.face
        return None if face is None else parse_face_choice(face)

    @property
    def picture_source(self) -> Path:
        """The video, or the pictures on disk where the user keeps those and they are others."""
        return self.clip.frames_dir if self.other_pictures else self.video_path

    @property
    def other_pictures(self) -> str:
        """Digest of the pictures on disk where the user keeps those and they are not the video's.

        Empty where they are exactly what this video and these options gave: then tracking the
        video is the same, and landmarks that are there are theirs.
        """
        return self.pictures.edited

    def _suffix_on_disk(self) -> str:
        """That of the pictures that this video gave before, else the one that was asked for."""
        key = self.record.key_of("frames")
        return next((s for s in SUFFIXES if self._frames_key(s) == key), self.suffix)

    # -- what stays ------------------------------------------------------------------------------

    @cached_property
    def pictures(self) -> ReusableFiles:
        """What stays of the pictures."""
        if self.options.force and not self.options.skip_frames:
            return NO_FILES
        return reusable_frames(
            self.record,
            self._frames_key(self.suffix),
            self.suffix,
            self.info.output_frame_count(self.fps),
            skip=self.options.skip_frames,
            poll=self._poll,
        )

    @cached_property
    def landmarks(self) -> ReusableFiles:
        """What stays of the landmarks."""
        if self.options.force and not self.options.skip_landmarks:
            return NO_FILES
        key, skip = self.key("landmarks"), self.options.skip_landmarks
        return reusable_landmarks(self.record, key, self.pictures, skip=skip, poll=self._poll)

    @cached_property
    def audio(self) -> ReusableFiles:
        """What ``--skip_audio`` keeps; nothing without it."""
        if not self.options.skip_audio:
            return NO_FILES
        kept = reusable_audio(self.record, self.kinds, is_outdated=self._is_audio_outdated)
        if self.info.sound is None and not kept.is_complete:
            return ReusableFiles(is_left_out=True, is_complete=True)
        return kept

    @cached_property
    def tracked_parts(self) -> TrackedSegments:
        """Parts of the clip that an earlier run has tracked with the same inputs."""
        parts = TrackedSegments(self.clip, self.key("landmarks"), LEAD_FRAMES)
        if self.options.force:
            parts.discard()
        return parts

    @property
    def kinds(self) -> tuple[FeatureKind, ...]:
        """mel is made beside every kind, since the SyncNet hears mel."""
        return tuple(dict.fromkeys((self.options.asr_model, "mel")))

    @property
    def torch_device(self) -> str:
        """Where networks of torch are run."""
        return "cpu" if self.options.device == "auto" else self.options.device

    # -- keys -----------------------------------------------------------------------------------

    def key(self, stage: str) -> str:
        """Fingerprint of what ``frames`` or ``landmarks`` depend on."""
        if stage == "frames":
            return self._frames_key(self.suffix)
        return stage_key(
            stage,
            **self._decoded_inputs,
            landmarker=self.options.landmarker,
            face=self.options.face,
            other_pictures=self.other_pictures,
        )

    def _frames_key(self, suffix: str) -> str:
        return stage_key("frames", **self._decoded_inputs, suffix=suffix)

    @property
    def _decoded_inputs(self) -> dict[str, Any]:
        """What decoded pictures depend on."""
        inputs = {"source": self.source["sha256_of_parts"], "fps": self.fps}
        conversions = self.info.conversions
        return inputs | ({"conversions": conversions} if conversions else {})

    def audio_key(self, shift_ms: float) -> str:
        return stage_key(
            "audio", source=self.source["sha256_of_parts"], fps=self.fps, shift_ms=shift_ms
        )

    def features_key(self, kind: FeatureKind, shift_ms: float) -> str:
        return stage_key("features", audio=self.audio_key(shift_ms), kind=kind)

    def offset_key(self) -> str:
        """Fingerprint of what the A/V offset was measured on."""
        return stage_key("offset", landmarks=self.key("landmarks"), audio=self.audio_key(0.0))

    # -- what is wanted -------------------------------------------------------------------------

    @cached_property
    def wanted(self) -> dict[str, bool]:
        """Whether pictures and landmarks are to be made."""
        return {
            "frames": not self.pictures.is_complete,
            "landmarks": not self.landmarks.is_complete,
        }

    @property
    def is_audio_made(self) -> bool:
        """Whether this run sees to the sound at all."""
        return not self.audio.is_complete

    def left_out(self) -> list[str]:
        """Stages of which there is nothing, and whose ``--skip_`` flag asks for nothing."""
        stages = {"landmarks": self.landmarks, "audio": self.audio}
        return [stage for stage, kept in stages.items() if kept.is_left_out]

    def outdated(self) -> list[str]:
        """Stages whose outputs are kept by a ``--skip_`` flag and were made of something else."""
        kept = {
            "frames": self.pictures.is_foreign and self.record.key_of("frames") is not None,
            "landmarks": self.landmarks.is_foreign and self.record.key_of("landmarks") is not None,
            "audio": self._is_audio_outdated and self.audio.is_complete,
        }
        return [stage for stage, is_outdated in kept.items() if is_outdated]

    @property
    def _is_audio_outdated(self) -> bool:
        """Whether the sound is recorded as unfinished, or as made of something else."""
        key = self.audio_key(self.record.data.get("av_offset_fixed_ms") or 0.0)
        return self.record.is_outdated("audio", key)

    def is_audio_wanted(self, frame_count: int, shift_ms: float) -> bool:
        """Whether ``aud.wav`` is to be made."""
        samples = records.sample_count_for(frame_count, self.fps)
        if self.audio.is_foreign and is_audio_intact(self.record, samples, edited_too=True):
            return False
        return self._is_forced("audio") or not (
            self.record.is_complete("audio", self.audio_key(shift_ms))
            and is_audio_intact(self.record, samples)
        )

    def are_features_wanted(self, kind: FeatureKind, shift_ms: float) -> bool:
        """Whether the features of a kind are to be made."""
        stage = f"features_{kind}"
        return self._is_forced(stage) or not (
            self.record.is_complete(stage, self.features_key(kind, shift_ms))
            and are_features_intact(self.record, kind)
        )

    def _is_forced(self, stage: str) -> bool:
        """``--force`` asks for each stage once, not again after the sound was moved."""
        return self.options.force and stage not in self.record.completed_now

    @property
    def is_anything_wanted(self) -> bool:
        """Whether this run may change what is on disk."""
        return any(self.wanted.values()) or self.is_audio_made

    def needed_assets(self) -> list[str]:
        """Weights that this run will load."""
        needed: list[str] = []
        if self.wanted["landmarks"] and self.tracked_parts.frame_count is None:
            needed += FACE_ASSETS[self.options.landmarker]
        kind = self.options.asr_model
        shift_ms = self.known_shift_ms()
        if (
            self.is_audio_made
            and kind in FEATURE_ASSETS
            and self.are_features_wanted(kind, shift_ms)
        ):
            needed.append(FEATURE_ASSETS[kind])
        return needed

    # -- what an earlier run found --------------------------------------------------------------

    def known_offset(self) -> AvOffset | None:
        """The A/V offset, where it was measured on the same landmarks and sound."""
        data = self.record.data
        if (
            self.wanted["landmarks"]
            or self.options.force
            or data.get("av_offset_key") != self.offset_key()
        ):
            return None
        return AvOffset(data.get("av_offset_ms"), data.get("av_offset_confidence", 0.0))

    def known_shift_ms(self) -> float:
        """How far the sound is to be moved, as far as is known before anything is decoded."""
        offset = self.known_offset()
        if offset is None or not self.options.fix_av_offset:
            return 0.0
        return offset.shift_ms(self.fps)
