"""Optional packages of live rendering."""

from __future__ import annotations

import importlib.util

from synctalk_engine.errors import LiveError

SOUND, WEBRTC, VIRTUAL_CAMERA = "sounddevice", "aiortc", "pyvirtualcam"
EXTRAS = {SOUND: "live", WEBRTC: "live", VIRTUAL_CAMERA: "camera"}
"""Package -> the extra of ``pyproject.toml`` that has it."""


def require_packages(*names: str) -> None:
    """Refuse to go on where packages are not installed.

    Raises:
        LiveError: ``live_packages_missing``.
    """
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        extra = EXTRAS[missing[0]]
        raise LiveError("live_packages_missing", packages=" and ".join(missing), extra=extra)
