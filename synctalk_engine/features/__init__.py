"""Audio features: numbers that say, for each video frame, what is being spoken."""

from synctalk_engine.features.extract import extract, extract_blocks

__all__ = ["extract", "extract_blocks"]
