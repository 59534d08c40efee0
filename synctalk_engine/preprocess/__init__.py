"""Preparing a video: pictures, landmarks, sound and its features, as training reads them."""

from synctalk_engine.preprocess.pipeline import preprocess

__all__ = ["preprocess"]
