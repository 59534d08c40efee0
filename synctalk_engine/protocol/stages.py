"""English names of the stages of a job, for readers without a catalogue of their own."""

from __future__ import annotations

STAGE_TITLES: dict[str, str] = {
    "frames": "Extracting frames",
    "landmarks": "Landmarks",
    "audio": "Extracting audio",
    "audio_pretraining": "Pretraining audio branch",
    "features": "Audio features",
    "crops": "Face crops",
    "sample": "Sample clip",
    "syncnet": "SyncNet",
    "generator": "Training model",
    "trial": "Speed test",
    "evaluate": "Evaluating",
    "judge": "Training evaluator",
    "render": "Rendering",
    "sync": "Checking audio sync",
}


def stage_title(stage: str) -> str:
    """What the engine is doing; a stage of a later version comes out as it is."""
    return STAGE_TITLES.get(stage, stage)
