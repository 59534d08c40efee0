"""Preparing a video: pictures, landmarks, sound and its features, as training reads them."""

from synctalk_engine.preprocess.prepare import preprocess

__all__ = ["preprocess"]
