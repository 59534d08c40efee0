"""Fingerprints of what the stages of preprocessing depend on.

A stage is skipped while its recorded key is still the one that its inputs give.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.preprocess import PreprocessOptions

KEY_DIGITS = 16

STAGE_VERSIONS = {"frames": 1, "landmarks": 2, "audio": 2, "features": 1, "offset": 2}
"""Raised when a change of the program changes the output of a stage for the same input."""


def stage_key(stage: str, **inputs: Any) -> str:
    """Return the fingerprint of a stage's inputs: 16 hexadecimal digits."""
    inputs = {"stage": stage, "version": STAGE_VERSIONS[stage], **inputs}
    text = json.dumps(inputs, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


@dataclass(frozen=True)
class StageKeys:
    """The keys of all stages for one video at one frame rate."""

    source: str
    """Fingerprint of the video file."""
    fps: float
    conversions: tuple[str, ...]
    """Corrections that decoding applies to this video, see ``VideoInfo.conversions``."""

    def frames(self, suffix: str) -> str:
        """Key of the frames, written with the suffix ``.png`` or ``.jpg``."""
        return stage_key("frames", **self._decoding, suffix=suffix)

    def landmarks(self, options: PreprocessOptions, edited_frames: str) -> str:
        """Key of the landmarks.

        Args:
            edited_frames: digest of frames on disk that are not the video's; empty if none.
        """
        return stage_key(
            "landmarks",
            **self._decoding,
            landmarker=options.landmarker,
            face=options.face,
            other_pictures=edited_frames,
        )

    def audio(self, shift_ms: float) -> str:
        """Key of ``aud.wav``; ``shift_ms``: how far the audio is moved earlier."""
        return stage_key("audio", source=self.source, fps=self.fps, shift_ms=shift_ms)

    def features(self, kind: FeatureKind, shift_ms: float) -> str:
        """Key of the audio features of a kind."""
        return stage_key("features", audio=self.audio(shift_ms), kind=kind)

    def offset(self, landmarks_key: str, asr_model: str) -> str:
        """Key of the A/V offset: of landmarks, unshifted audio and, where asked, Whisper's rows."""
        speech = {"speech": asr_model} if asr_model == "whisper" else {}
        return stage_key("offset", landmarks=landmarks_key, audio=self.audio(0.0), **speech)

    @property
    def _decoding(self) -> dict[str, Any]:
        inputs: dict[str, Any] = {"source": self.source, "fps": self.fps}
        return inputs | ({"conversions": self.conversions} if self.conversions else {})
