"""Audio features: numbers that say, for each video frame, what is being spoken."""

from synctalk_engine.features.extract import extract

__all__ = ["extract"]
