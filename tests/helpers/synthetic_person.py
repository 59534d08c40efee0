"""A synthetic video of a face whose mouth follows the audio, and a tracker for it.

Everything from the video to the trained model can be run on it in seconds, without a face tracker's
weights: the landmarks are those the face was rendered from.
"""

from __future__ import annotations

import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.workspace.frames_table import FramesTable
from tests.helpers.fake_tracker import FakeTracker, use_fake_tracker
from tests.helpers.preprocessed_clip import FPS, RATE_HZ, SIDE_PX, draw_face, face_points
from tests.helpers.tiny_training import needs_networks

FRAMES = 100
SYNCNET_STEPS = 12
ENGINE = (sys.executable, "-m", "tests.helpers.synthetic_person")
"""The start of the command line of such an engine."""


def mouth_opening(index: int) -> float:
    """0..1, at the pace of syllables."""
    return float(0.5 + 0.5 * np.sin(index * 0.9) * np.sin(index * 0.23 + 1))


def make_person(path: Path, frames: int = FRAMES, fps: float = FPS) -> Path:
    """Write a video of ``frames`` frames with audio."""
    path.parent.mkdir(parents=True, exist_ok=True)
    loudness = np.repeat([mouth_opening(i) for i in range(frames)], round(RATE_HZ / fps))
    samples = np.random.default_rng(0).normal(0, 0.2, len(loudness)) * loudness
    audio_source_path = path.with_name(f"{path.stem} audio.wav")
    with wave.open(str(audio_source_path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    with VideoWriter(path, fps, SIDE_PX, SIDE_PX, audio=audio_source_path) as writer:
        for index in range(frames):
            writer.write(draw_face(face_points(mouth_opening(index), 0.0)))
    audio_source_path.unlink()
    return path


class SyntheticFaceTracker(FakeTracker):
    """Knows where the face of :func:`make_person` is."""

    def finish(self, poll: Any) -> tuple[np.ndarray, FramesTable]:
        _, table = super().finish(poll)
        points = [face_points(mouth_opening(i), 0.0) for i in range(self.count)]
        return np.stack(points).astype(np.float32), table


def use_synthetic_person(patch: pytest.MonkeyPatch) -> None:
    """The tracker of the synthetic face, tiny networks and short stages, in this process."""
    use_synthetic_tracker(patch)
    use_short_trainings(patch)


def use_synthetic_tracker(patch: pytest.MonkeyPatch) -> None:
    """The tracker of the synthetic face alone: a process that only preprocesses starts faster."""
    from synctalk_engine.preprocess import frame_stages

    use_fake_tracker(patch)
    patch.setattr(frame_stages, "ClipTracker", SyntheticFaceTracker)


def use_short_trainings(patch: pytest.MonkeyPatch) -> None:
    """Tiny networks, and SyncNets of few steps."""
    import torch

    from synctalk_engine.training import run_setup
    from synctalk_engine.training.evaluation import evaluate
    from synctalk_engine.training.syncnet import stage as syncnet_stage
    from tests.helpers.tiny_networks import use_tiny_networks

    torch.set_num_threads(1)
    use_tiny_networks(patch)
    patch.setattr(run_setup, "perceptual_network", lambda _device, _job: None)
    real_recipe = syncnet_stage.SyncNetRecipe

    def small_recipe(**values: Any) -> Any:
        size = {"steps": SYNCNET_STEPS, "segments": 2, "segment_frames": 16, "check_steps": 4}
        return real_recipe(**{**size, **values})

    patch.setattr(syncnet_stage, "SyncNetRecipe", small_recipe)
    patch.setattr(syncnet_stage, "MIN_SYNC_EXPERT_AUC", 0.0)
    patch.setattr(evaluate, "EVALUATOR_STEPS", SYNCNET_STEPS)


def main() -> None:
    """The engine's command line with all that, for processes that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        use_synthetic_tracker(patch)
        if needs_networks(sys.argv):
            use_short_trainings(patch)
        from synctalk_engine.cli.app import main as synctalk

        synctalk()


if __name__ == "__main__":
    main()
