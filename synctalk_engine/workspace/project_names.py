"""Project names: they become folder names on three systems."""

from __future__ import annotations

import re
import unicodedata

from synctalk_engine.errors import StorageError

MAX_NAME_BYTES = 100
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in range(1, 10)
}


def check_name(name: str) -> str:
    """``name`` in NFC, if it can be a folder on Windows, macOS and Linux.

    Raises:
        StorageError: ``name_invalid`` with the reason.
    """
    normal = unicodedata.normalize("NFC", name)
    reason = _why_not(normal)
    if reason:
        raise StorageError("name_invalid", name=name, reason=reason)
    return normal


def name_from_file(stem: str) -> str:
    """A usable project name near to a file's name without suffix."""
    printable = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", stem))
    name = _tidied(_FORBIDDEN.sub("_", printable))
    if name.split(".")[0].upper() in _WINDOWS_DEVICES or name.startswith("syncnet_"):
        name = f"_{name}"
    name = name.encode("utf-8")[:MAX_NAME_BYTES].decode("utf-8", "ignore")
    return _tidied(name) or "video"


def unique_name(name: str, taken: set[str]) -> str:
    """``name``, or ``name 2``, ``name 3`` ...; compared without case, as on Windows and macOS."""
    folded = {other.casefold() for other in taken}
    candidate, number = name, 2
    while candidate.casefold() in folded:
        candidate, number = f"{name} {number}", number + 1
    return candidate


def _tidied(name: str) -> str:
    return name.lstrip(" .-").rstrip(" .")


def _why_not(name: str) -> str:
    if not name.strip():
        return "it is empty"
    if _FORBIDDEN.search(name):
        return 'it has one of the characters < > : " / \\ | ? * or a control character'
    if name in (".", "..") or name.startswith("."):
        return "it begins with a dot"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a space, or ends with a dot"
    if name.startswith("-"):
        return "it begins with a dash"
    if name.split(".")[0].upper() in _WINDOWS_DEVICES:
        return "Windows keeps that name for a device"
    if name.startswith("syncnet_"):
        return "names that begin with syncnet_ are kept for SyncNet checkpoints"
    if len(name.encode("utf-8")) > MAX_NAME_BYTES:
        return f"it is longer than {MAX_NAME_BYTES} bytes"
    return ""
