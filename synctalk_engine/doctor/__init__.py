"""A look at a video before hours are spent on it."""

from synctalk_engine.doctor.examine import doctor

__all__ = ["doctor"]
