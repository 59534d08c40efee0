"""The stages of a job, and their English names for readers without a catalogue."""

from __future__ import annotations

from enum import StrEnum


class JobStage(StrEnum):
    """What a job is working on; the ``stage`` of its events."""

    FRAMES = "frames"
    LANDMARKS = "landmarks"
    AUDIO = "audio"
    AUDIO_PRETRAINING = "audio_pretraining"
    FEATURES = "features"
    CAPTIONS = "captions"
    CROPS = "crops"
    SAMPLE = "sample"
    SYNCNET = "syncnet"
    GENERATOR = "generator"
    VALIDATION = "validation"
    TRIAL = "trial"
    EVALUATE = "evaluate"
    JUDGE = "judge"
    VIEWER = "viewer"
    RENDER = "render"
    SYNC = "sync"
    LIVE = "live"


STAGE_TITLES: dict[str, str] = {
    JobStage.FRAMES: "Extracting frames",
    JobStage.LANDMARKS: "Landmarks",
    JobStage.AUDIO: "Extracting audio",
    JobStage.AUDIO_PRETRAINING: "Pretraining audio branch",
    JobStage.FEATURES: "Audio features",
    JobStage.CAPTIONS: "Recognizing speech",
    JobStage.CROPS: "Face crops",
    JobStage.SAMPLE: "Sample clip",
    JobStage.SYNCNET: "SyncNet",
    JobStage.GENERATOR: "Training model",
    JobStage.VALIDATION: "Saving validation frames",
    JobStage.TRIAL: "Speed test",
    JobStage.EVALUATE: "Evaluating",
    JobStage.JUDGE: "Training evaluator",
    JobStage.VIEWER: "Comparing with the source",
    JobStage.RENDER: "Rendering",
    JobStage.SYNC: "Checking audio sync",
    JobStage.LIVE: "Live",
}


def stage_title(stage: str) -> str:
    """What the engine is doing; the name itself for a stage of a newer program."""
    return STAGE_TITLES.get(stage, stage)
