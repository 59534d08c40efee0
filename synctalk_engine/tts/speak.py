"""Speaks a text into a WAV file, a sentence at a time: a long text takes no more memory."""

from __future__ import annotations

import re
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.text_file import read_text_file
from synctalk_engine.tts.phonemes import language_of, phonemes_of
from synctalk_engine.tts.voices import Voice, open_network, styles_of, vocabulary, voice_named
from synctalk_engine.workspace.atomic import atomic_file, storage_errors

RATE_HZ = 24_000
PAUSE_S = 0.3
"""Between sentences."""
MAX_TOKENS = 500
MAX_TEXT_BYTES = 1_000_000
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")

Synthesize = Callable[[str], np.ndarray]
"""Phonemes -> float32 samples at RATE_HZ."""


@dataclass(frozen=True)
class SpokenSentence:
    """Where a sentence lies in the audio."""

    start_s: float
    end_s: float
    text: str


def checked_text(text: str) -> tuple[str, str]:
    """A text and its language.

    Raises:
        MediaError: ``text_empty``, ``text_language``.
    """
    if not any(letter.isalnum() for letter in text):
        raise MediaError("text_empty")
    return text.strip(), language_of(text)


def read_text(path: Path) -> str:
    """A text file, UTF-8.

    Raises:
        MediaError: ``text_unusable``, or what ``check_file`` raises.
        StorageError: it cannot be read.
    """
    return read_text_file(path, "text_unusable", MAX_TEXT_BYTES, reason="it is larger than 1 MB")


def sentences_of(text: str) -> list[str]:
    """Sentences with something to say, in order."""
    pieces = (" ".join(piece.split()) for piece in _SENTENCE_END.split(text) if piece)
    return [piece for piece in pieces if any(letter.isalnum() for letter in piece)]


def open_voice(voice: Voice) -> Synthesize:
    """What speaks phonemes.

    Raises:
        MediaError: ``tts_missing``, ``tts_damaged``.
    """
    network, styles, numbers = open_network(), styles_of(voice), vocabulary()

    def synthesize(phonemes: str) -> np.ndarray:
        tokens = [numbers[letter] for letter in phonemes if letter in numbers]
        if not tokens:
            return np.zeros(0, np.float32)
        style = styles[min(len(tokens), len(styles)) - 1][None]
        inputs = {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": style}
        samples = network.run(None, inputs | {"speed": np.ones(1, np.float32)})[0]
        return np.asarray(samples, np.float32).ravel()

    return synthesize


def write_speech(
    text: str,
    language: str,
    synthesize: Synthesize,
    target: Path | BinaryIO,
    on_sentence: Callable[[int, int], None],
) -> list[SpokenSentence]:
    """Write a mono 24 kHz WAV file; returns where each sentence lies.

    Args:
        on_sentence: called with (sentences done, total) after each; may raise to stop.

    Raises:
        StorageError: disk full, no permission.
    """
    sentences, spoken, position = sentences_of(text), [], 0
    place = str(target) if isinstance(target, Path) else target
    with storage_errors(Path(str(place))), wave.open(place, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for number, sentence in enumerate(sentences):
            start = position
            for piece in phoneme_pieces(phonemes_of(sentence, language)):
                position += _append(file, synthesize(piece))
            spoken.append(SpokenSentence(start / RATE_HZ, position / RATE_HZ, sentence))
            position += _append(file, np.zeros(round(PAUSE_S * RATE_HZ), np.float32))
            on_sentence(number + 1, len(sentences))
    return spoken


def speak_file(text_path: Path, voice_name: str | None, output: Path) -> Voice:
    """Speak a text file into a WAV file, which appears when it is complete.

    Args:
        voice_name: None: the default voice.
    Returns:
        The voice that speaks.

    Raises:
        MediaError: the text, the voice or its packages are not usable.
        StorageError: disk full, no permission.
    """
    voice = voice_named(voice_name)
    text, language = checked_text(read_text(text_path))
    with atomic_file(output) as file:
        write_speech(text, language, open_voice(voice), file, lambda _done, _total: None)
    return voice


def phoneme_pieces(phonemes: str) -> Iterator[str]:
    """Pieces that the network takes, cut at a mark or a space where there is one."""
    while len(phonemes) > MAX_TOKENS:
        head = phonemes[:MAX_TOKENS]
        cut = max(head.rfind(mark) for mark in ",;:—") + 1 or head.rfind(" ") + 1 or MAX_TOKENS
        yield phonemes[:cut]
        phonemes = phonemes[cut:]
    yield phonemes


def _append(file: wave.Wave_write, samples: np.ndarray) -> int:
    file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return len(samples)
