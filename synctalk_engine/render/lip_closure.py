"""Closes the lips where p, b or m is said: where letters of recognized words say so.

The letters of a word are spread evenly over its time. That is not exact, so the lips close where
the generated mouth is about to close anyway: at the least opening within 120 ms. On four clips the
speaker's own lips are closed there far more often than at the quietest moment nearby, which may
as well be another consonant (docs/experiments.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from synctalk_engine.transcribe.transcript import Word

REACH_FRAMES = 3
"""A dip of the opening so far from a letter's time belongs to it."""
BESIDE = 0.5
"""How far the lips are closed a frame before and after."""
_LETTERS = frozenset("pbmпбмμπمبמपफबभमบปผพภมບປຜພມ")
_HANGUL = frozenset(map(chr, (0x1106, 0x1107, 0x1108, 0x1111, 0x11B7, 0x11B8, 0x11C1)))
_KANA = frozenset("まみむめもばびぶべぼぱぴぷぺぽマミムメモバビブベボパピプペポ")
CLOSING_LETTERS = _LETTERS | _HANGUL | _KANA
_VOWELS = frozenset("aeiouyœæ")
_NASAL_LANGUAGES = frozenset({"fr", "pt"})
"""There m after a vowel and before another consonant only makes the vowel nasal."""


def closure_moments_s(words: Sequence[Word], language: str) -> np.ndarray:
    """When p, b and m are said: (M,) seconds, in the order of the words.

    Chinese characters do not show their sound; in them none is found.
    """
    moments = []
    for word in words:
        letters = _letters_of(word.text)
        duration_s = word.end_s - word.start_s
        moments += [
            word.start_s + duration_s * (place + 0.5) / len(letters)
            for place in range(len(letters))
            if _closes_lips(letters, place, language)
        ]
    return np.array(moments, np.float64)


def closure_weights(openings: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """How far the lips are to be closed in each frame: (N,) float64, 0..1.

    openings: (N,) of the generated mouth. moments: (M,) frames, between whole numbers too. A moment
    without a dip of the opening nearby is left alone: its time is likely wrong.
    """
    weights = np.zeros(len(openings))
    for moment in np.round(moments).astype(int).tolist():
        first = max(moment - REACH_FRAMES, 0)
        near = openings[first : moment + REACH_FRAMES + 1]
        if not len(near):
            continue
        dip = first + int(np.argmin(near))
        around = slice(max(dip - 1, 0), dip + 2)
        if openings[dip] <= openings[around].min():
            weights[around] = np.maximum(weights[around], BESIDE)
            weights[dip] = 1
    return weights


def _letters_of(text: str) -> str:
    """Letters without their accents; Korean syllables are taken apart."""
    apart = unicodedata.normalize("NFD", text.casefold())
    composed = "".join(c for c in apart if not unicodedata.combining(c))
    kana = unicodedata.normalize("NFC", text)
    if _KANA.intersection(kana):
        composed = kana
    return "".join(c for c in composed if c.isalpha())


def _closes_lips(letters: str, place: int, language: str) -> bool:
    letter, after = letters[place], letters[place + 1 : place + 2]
    before = letters[place - 1 : place]
    if letter not in CLOSING_LETTERS or letter == before:
        return False
    if letter == "p" and after == "h":
        return False
    if language not in _NASAL_LANGUAGES:
        return True
    if letter == "m":
        return before not in _VOWELS or after in _VOWELS or after == "m"
    return not (language == "fr" and (not after or letters[place + 1 :] == "s"))
