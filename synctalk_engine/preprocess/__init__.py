"""Preprocessing a video: frames, landmarks, audio and its features, as training reads them."""

from synctalk_engine.preprocess.pipeline import preprocess

__all__ = ["preprocess"]
