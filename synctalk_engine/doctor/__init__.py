"""A look at a video before hours are spent on it."""

from synctalk_engine.doctor.examine import doctor
from synctalk_engine.doctor.face import NEEDED_ASSETS

__all__ = ["NEEDED_ASSETS", "doctor"]
