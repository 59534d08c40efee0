"""Whisper's tokens: pieces of words as bytes, then marks, then times in steps of 20 ms."""

from __future__ import annotations

import functools
from pathlib import Path

VOCABULARY_PATH = Path(__file__).with_name("vocabulary.txt")
"""OpenAI's multilingual vocabulary (MIT), a token a line, in GPT-2's letters for bytes."""

LANGUAGES = (
    "en", "zh", "de", "es", "ru", "ko", "fr", "ja", "pt", "tr", "pl", "ca", "nl", "ar", "sv", "it",
    "id", "hi", "fi", "vi", "he", "uk", "el", "ms", "cs", "ro", "da", "hu", "ta", "no", "th", "ur",
    "hr", "bg", "lt", "la", "mi", "ml", "cy", "sk", "te", "fa", "lv", "bn", "sr", "az", "sl", "kn",
    "et", "mk", "br", "eu", "is", "hy", "ne", "mn", "bs", "kk", "sq", "sw", "gl", "mr", "pa", "si",
    "km", "sn", "yo", "so", "af", "oc", "ka", "be", "tg", "sd", "gu", "am", "yi", "lo", "uz", "fo",
    "ht", "ps", "tk", "nn", "mt", "sa", "lb", "my", "bo", "tl", "mg", "as", "tt", "haw", "ln", "ha",
    "ba", "jw", "su",
)  # fmt: skip
"""Codes in the order of their tokens."""
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my"})
"""Written without spaces between words."""

TEXT_TOKENS = 50_257
END = 50_257
START = 50_258
FIRST_LANGUAGE = START + 1
TRANSCRIBE = 50_359
NO_SPEECH = 50_362
NO_TIMES = 50_363
FIRST_TIME = 50_364
TIME_STEP_S = 0.02
SPACE = 220

NEVER = (
    1, 2, 7, 8, 9, 10, 14, 25, 26, 27, 28, 29, 31, 58, 59, 60, 61, 62, 63, 90, 91, 92, 93, 359, 503,
    522, 542, 873, 893, 902, 918, 922, 931, 1350, 1853, 1982, 2460, 2627, 3246, 3253, 3268, 3536,
    3846, 3961, 4183, 4667, 6585, 6647, 7273, 9061, 9383, 10428, 10929, 11938, 12033, 12331, 12562,
    13793, 14157, 14635, 15265, 15618, 16553, 16604, 18362, 18956, 20075, 21675, 22520, 26130,
    26161, 26435, 28279, 29464, 31650, 32302, 32470, 36865, 42863, 47425, 49870, 50254,
)  # fmt: skip
"""Marks that nobody says, such as brackets and notes, as OpenAI leaves them out."""


def prompt_of(language: str, *, times: bool = True) -> list[int]:
    """The tokens before the text."""
    prompt = [START, FIRST_LANGUAGE + LANGUAGES.index(language), TRANSCRIBE]
    return prompt if times else [*prompt, NO_TIMES]


def time_s(token: int) -> float:
    """The time that a token stands for, from the beginning of its window."""
    return (token - FIRST_TIME) * TIME_STEP_S


def text_of(tokens: list[int]) -> str:
    """Their text, marks and times left out."""
    data = b"".join(_token_bytes()[token] for token in tokens if token < TEXT_TOKENS)
    return data.decode("utf-8", errors="replace")


def split_words(tokens: list[int], language: str) -> list[tuple[str, list[int]]]:
    """Words with their tokens; a word's space stands before it.

    Languages without spaces are split by letters. Punctuation belongs to the word that it stands
    beside.
    """
    words: list[tuple[str, list[int]]] = []
    for text, group in _letters(tokens):
        begins = text.startswith(" ") or language in UNSPACED_LANGUAGES
        if words and not (begins or _ends_in_unspaced_letter(words[-1][0])):
            words[-1] = (words[-1][0] + text, words[-1][1] + group)
        else:
            words.append((text, group))
    return _with_punctuation(words)


def _letters(tokens: list[int]) -> list[tuple[str, list[int]]]:
    """The shortest groups of tokens that are whole letters in UTF-8."""
    groups: list[tuple[str, list[int]]] = []
    group: list[int] = []
    for token in tokens:
        group.append(token)
        text = text_of(group)
        if "\ufffd" not in text:
            groups.append((text, group))
            group = []
    return groups if not group else [*groups, (text_of(group), group)]


def _ends_in_unspaced_letter(text: str) -> bool:
    """Whether it ends in a Chinese or Japanese letter, in a language that has spaces."""
    return bool(text) and "\u3040" <= text[-1] <= "\u9fff"


def _with_punctuation(words: list[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    joined: list[tuple[str, list[int]]] = []
    opening: tuple[str, list[int]] = ("", [])
    for text, group in words:
        text, group = opening[0] + text, opening[1] + group
        opening = ("", [])
        if any(letter.isalnum() for letter in text):
            joined.append((text, group))
        elif text.strip() in _OPENING:
            opening = (text, group)
        elif joined:
            joined[-1] = (joined[-1][0] + text.rstrip(), joined[-1][1] + group)
    return joined


_OPENING = frozenset("\"'“‘¿¡([{«「『-")


@functools.cache
def _token_bytes() -> list[bytes]:
    lines = VOCABULARY_PATH.read_text(encoding="utf-8").split("\n")[: TEXT_TOKENS - 1]
    byte_of = _byte_of_letter()
    return [*(bytes(byte_of[letter] for letter in line) for line in lines), b""]


def _byte_of_letter() -> dict[str, int]:
    """GPT-2's alphabet: printable bytes as themselves, the others from U+0100 on."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in set(printable)]
    return {chr(byte): byte for byte in printable} | {
        chr(256 + number): byte for number, byte in enumerate(others)
    }
