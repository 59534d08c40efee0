"""How well Whisper hears a text that is known: word errors, and when each sentence begins and ends.

Each sentence is spoken by the local voice (optional extra ``tts``) and joined with pauses of known
length; where it is heard in the audio is known by its level. Run: ``python -m
tests.bench.bench_captions [repeats]``; more repeats show that memory does not grow. ``python -m
tests.bench.bench_captions --join FILE ...`` compares what is recognized in recordings one by one
with what is recognized when they are joined to one, ``--repeats`` times over.

Words are compared by the edit distance. (``difflib`` looks for long blocks, and in a text that
repeats itself finds them in another repeat: it counted a fourth of the right words as wrong.)
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, load_samples
from synctalk_engine.transcribe.transcript import WordTime, transcribe
from synctalk_engine.tts.phonemes import phonemes_of
from synctalk_engine.tts.speak import RATE_HZ, open_voice
from synctalk_engine.tts.voices import voice_named

SENTENCES = (
    "Good morning, and welcome to the show.",
    "Paper, maps and books are on the table.",
    "The people whom we meet today will be our neighbours tomorrow.",
    "My brother bought a big bottle of milk.",
    "Please speak slowly, so that everybody can follow.",
    "In the summer we swim in the lake behind the house.",
    "Nobody knows what the weather will be like next week.",
    "The train to the city leaves at half past seven.",
)
PAUSE_S = 0.8
LOUD = 0.02


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repeats", type=int, nargs="?", default=1)
    parser.add_argument("--join", type=Path, nargs="+", help="recordings of one language")
    parser.add_argument("--language")
    arguments = parser.parse_args()
    if arguments.join:
        _compare_joined(arguments.join, arguments.repeats, arguments.language)
        return
    audio, spans = _speech()
    words = _recognized(np.tile(audio, arguments.repeats), "en")
    expected = [word for sentence in SENTENCES for word in sentence.split()]
    _print_words(expected * arguments.repeats, [word.word for word in words])
    if arguments.repeats == 1:
        _print_times(words, spans)


def _compare_joined(paths: list[Path], repeats: int, language: str | None) -> None:
    parts = [load_samples(path) for path in paths]
    alone = [word.word for part in parts for word in _recognized(part, language)]
    joined = _recognized(np.concatenate(parts * repeats), language)
    _print_words(alone * repeats, [word.word for word in joined])


def _recognized(audio: np.ndarray, language: str | None) -> list[WordTime]:
    cpu_s, clock_s = time.process_time(), time.monotonic()
    found = transcribe(ArraySamples(audio), language)
    cpu_s, clock_s = time.process_time() - cpu_s, time.monotonic() - clock_s
    print(f"{len(audio) / SAMPLE_RATE_HZ:.0f} s: {cpu_s:.1f} CPU s, {clock_s:.1f} s by the clock")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return [WordTime(word.text.strip(), word.start_s, word.end_s) for word in found.words]


def _print_words(expected: list[str], found: list[str]) -> None:
    said = [_plain(word) for word in expected]
    heard = [_plain(word) for word in found]
    wrong = edit_distance(said, heard)
    print(f"words: {len(said)} said, {len(heard)} recognized, {wrong} edits")


def edit_distance(said: list[str], heard: list[str]) -> int:
    """Fewest words to insert, delete or replace."""
    row = np.arange(len(heard) + 1)
    words = np.array(heard, dtype=object)
    for count, word in enumerate(said, 1):
        replaced = row[:-1] + (words != word)
        best = np.minimum(np.append(count, replaced), row + 1)
        # a run of insertions from the cheapest start before it
        positions = np.arange(len(row))
        row = np.minimum.accumulate(best - positions) + positions
    return int(row[-1])


def _speech() -> tuple[np.ndarray, list[tuple[float, float]]]:
    """float32 16 kHz audio, and where each sentence is heard in it, in seconds."""
    synthesize = open_voice(voice_named(None))
    pause = np.zeros(round(PAUSE_S * SAMPLE_RATE_HZ), np.float32)
    parts, spans, length = [pause], [], len(pause)
    for sentence in SENTENCES:
        spoken = synthesize(phonemes_of(sentence, "en"))
        part = resample_poly(spoken, SAMPLE_RATE_HZ, RATE_HZ).astype(np.float32)
        loud = np.flatnonzero(np.abs(part) > LOUD * np.abs(part).max())
        spans.append(tuple((length + at) / SAMPLE_RATE_HZ for at in (loud[0], loud[-1])))
        parts += [part, pause]
        length += len(part) + len(pause)
    return np.concatenate(parts), spans


def _print_times(words: list[WordTime], spans: list[tuple[float, float]]) -> None:
    """Errors of the first word's start and the last word's end of each sentence, in ms."""
    starts, ends = [], []
    for start_s, end_s in spans:
        inside = [w for w in words if start_s - PAUSE_S / 2 < (w.start_s + w.end_s) / 2 < end_s]
        starts.append(1000 * (inside[0].start_s - start_s))
        ends.append(1000 * (inside[-1].end_s - end_s))
    for name, errors in (("start", starts), ("end", ends)):
        largest = max(map(abs, errors))
        print(f"{name}: median {np.median(errors):+.0f} ms, largest {largest:.0f} ms")
    print(" ".join(f"{word.word}@{word.start_s:.2f}-{word.end_s:.2f}" for word in words))


def _plain(word: str) -> str:
    return re.sub(r"[^\w']", "", word).lower()


if __name__ == "__main__":
    main()
