"""What is said in a recording, word by word with times, by Whisper base.

Windows of 30 s are read one after another, so a long recording takes no more memory than a short
one. Each begins where the last complete sentence of the one before ended; silence is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.features.mel import speech_gain
from synctalk_engine.features.whisper import ROW_SAMPLES, WINDOWS, log_mel
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples, open_samples
from synctalk_engine.media.audio_levels import power_to_db
from synctalk_engine.transcribe import tokens as tk

ASSETS = ("whisper_base_encoder", "whisper_base_decoder")
"""The weights that have to be installed."""
ROW_S = ROW_SAMPLES / SAMPLE_RATE_HZ
WINDOW_ROWS = WINDOWS.window_rows
QUIET_DB = -52.0
"""32 dB below the level to which speech is brought; rows below it are a pause."""
GAP_ROWS = 8
"""Quiet rows that do not belong to a word; the closure of a consonant is shorter."""
LEAD_ROWS = 10
"""Quiet rows before the speech of a window."""
SHORTEST_STEP_ROWS = 50
LANGUAGE_WINDOWS = 3
LEVEL_BLOCK_ROWS = 3000
MAX_WORD_S = 2.0


ReportSeconds = Callable[[float, float], object]
"""Called with seconds done and in all; may raise to stop."""


@dataclass(frozen=True)
class Word:
    """A word with its punctuation; in languages without spaces, a letter."""

    text: str
    """A space stands before it where one is written."""
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Transcript:
    """What is said."""

    language: str
    words: list[Word]

    @property
    def text(self) -> str:
        """All words."""
        return "".join(word.text for word in self.words).strip()


class WordTime(NamedTuple):
    """When a word is said."""

    word: str
    start_s: float
    end_s: float


def word_times(
    audio: Path | str | np.ndarray,
    language: str | None = None,
    device: str = "cpu",
    poll: Callable[[], object] | None = None,
) -> list[WordTime]:
    """The words of a recording with their times, in order and without overlap.

    Whisper base must be installed (``ASSETS``). Times come from Whisper's attention (dynamic time
    warping, steps of 20 ms), and where a pause lies beside a word, from the level of the audio.
    Words carry their punctuation; in Chinese, Japanese and other languages without spaces each
    letter is a word. Letters within a word may be taken as evenly spread over its time.

    Args:
        audio: any audio or video file, or 16 kHz mono samples (int16, or float in -1..1).
        language: a code of ``tokens.LANGUAGES``; detected if None.
        poll: called now and then; may raise to stop.

    Raises:
        AssetError: asset_missing. MediaError: the audio cannot be read; caption_language.
    """
    report = None if poll is None else (lambda *_: poll())
    found = transcribe(open_samples(audio), language, device, report)
    return [WordTime(word.text.strip(), word.start_s, word.end_s) for word in found.words]


def checked_language(language: str | None) -> str | None:
    """A language's code, in small letters; None: to be detected.

    Raises:
        MediaError: ``caption_language``.
    """
    if language is None:
        return None
    code = language.strip().lower()
    if code not in tk.LANGUAGES:
        raise MediaError("caption_language", language=language)
    return code


def transcribe(
    samples: Samples,
    language: str | None = None,
    device: str = "cpu",
    report: ReportSeconds | None = None,
) -> Transcript:
    """What is said in 16 kHz mono audio of any length.

    Raises:
        AssetError: asset_missing. MediaError: caption_language.
    """
    code = checked_language(language)
    from synctalk_engine.transcribe.recognizer import Recognizer

    reader = _WindowReader(Recognizer(device), samples, report or (lambda *_: None))
    code = code or reader.detect_language()
    return Transcript(code, list(reader.words(code)))


class _WindowReader:
    """One walk through a recording."""

    def __init__(self, recognizer, samples: Samples, report: ReportSeconds) -> None:
        self.recognizer, self.samples, self.report = recognizer, samples, report
        self.gain = speech_gain(samples)
        self.is_loud = loud_rows(samples, self.gain)
        self.row_count = len(self.is_loud)

    def detect_language(self) -> str:
        """The most probable language of up to three windows, the first loud ones of each third."""
        total = np.zeros(len(tk.LANGUAGES))
        starts = np.linspace(0, self.row_count, LANGUAGE_WINDOWS, endpoint=False).astype(int)
        if self.row_count <= WINDOW_ROWS:
            starts = starts[:1]
        for start in {self._next_loud(start) for start in starts} - {None}:
            self._poll(0)
            total += self.recognizer.language_log_probabilities(self._listen(start))
        return tk.LANGUAGES[int(total.argmax())]

    def words(self, language: str) -> Iterator[Word]:
        """Words in order."""
        position, last_end_s = self._next_loud(0), 0.0
        while position is not None:
            self._poll(position)
            audio = self._listen(position)
            rows = min(WINDOW_ROWS, self.row_count - position)
            decoded = self.recognizer.read(audio, language, partial(self._poll, position))
            text, step_rows = complete_text(decoded.tokens, rows)
            if not decoded.is_silence and not decoded.is_repetitive:
                for word in self._timed(audio, language, text, position, rows):
                    if word.start_s >= last_end_s - ROW_S:
                        word = Word(word.text, max(word.start_s, last_end_s), word.end_s)
                        last_end_s = word.end_s
                        yield word
            position = self._next_loud(position + max(step_rows, SHORTEST_STEP_ROWS))
        self._poll(self.row_count)

    def _listen(self, first_row: int):
        return self.recognizer.listen(log_mel(self.samples, first_row, WINDOW_ROWS, self.gain))

    def _poll(self, row: int) -> None:
        self.report(row * ROW_S, self.row_count * ROW_S)

    def _next_loud(self, row: int) -> int | None:
        """Where the next window begins: a little before speech; None after the last of it."""
        loud = np.flatnonzero(self.is_loud[row:])
        return None if not len(loud) else row + max(0, int(loud[0]) - LEAD_ROWS)

    def _timed(self, audio, language: str, text: list[int], position: int, rows: int):
        from synctalk_engine.transcribe.alignment import token_rows

        if not text:
            return
        first = position + token_rows(self.recognizer, audio, language, text, rows)
        at = 0
        for word, group in tk.split_words(text, language):
            start, stop = int(first[at]), int(first[at + len(group)])
            at += len(group)
            start, stop = longest_loud(self.is_loud, start, stop)
            start_s = start * ROW_S
            yield Word(word, start_s, min(max(stop, start + 1) * ROW_S, start_s + MAX_WORD_S))


def loud_rows(samples: Samples, gain: float) -> np.ndarray:
    """Whether each row of 20 ms is louder than a pause: bool (N,)."""
    count = max(1, -(-len(samples) // ROW_SAMPLES))
    parts = []
    for first in range(0, count, LEVEL_BLOCK_ROWS):
        stop = min(first + LEVEL_BLOCK_ROWS, count)
        block = samples.read(first * ROW_SAMPLES, stop * ROW_SAMPLES) * gain
        powers = np.square(block).reshape(-1, ROW_SAMPLES).mean(axis=1)
        parts.append(power_to_db(powers) > QUIET_DB)
    return np.concatenate(parts)


def longest_loud(is_loud: np.ndarray, start: int, stop: int) -> tuple[int, int]:
    """The part of a word's rows that is heard; of two beside a pause, the longer one.

    At a pause the attention may leave a word on one side with a part on the other.
    """
    loud = start + np.flatnonzero(is_loud[start:stop])
    if not len(loud):
        return start, stop
    parts = np.split(loud, np.flatnonzero(np.diff(loud) > GAP_ROWS) + 1)
    longest = max(parts, key=len)
    return int(longest[0]), int(longest[-1]) + 1


def complete_text(found: list[int], row_count: int) -> tuple[list[int], int]:
    """The tokens of complete segments, and the rows after which the next window begins.

    Text behind the last pair of times may be cut off by the window's end, so it is read again.
    """
    is_time = [token >= tk.FIRST_TIME for token in found]
    ends_whole = len(found) > 1 and is_time[-1] and not is_time[-2]
    pairs = [at for at in range(1, len(found)) if is_time[at] and is_time[at - 1]]
    if ends_whole or not pairs or row_count < WINDOW_ROWS:
        return [token for token in found if token < tk.TEXT_TOKENS], row_count
    step_rows = found[pairs[-1] - 1] - tk.FIRST_TIME
    kept = [token for token in found[: pairs[-1]] if token < tk.TEXT_TOKENS]
    return kept, step_rows
