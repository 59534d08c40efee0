"""How well Whisper hears a text that is known: word errors, and when each sentence begins and ends.

Each sentence is spoken by the local voice (optional extra ``tts``) and joined with pauses of known
length; where it is heard in the audio is known by its level. Run: ``python -m
tests.bench.bench_captions [repeats]``; more repeats show that memory does not grow.
"""

from __future__ import annotations

import difflib
import re
import resource
import sys
import time

import numpy as np
from scipy.signal import resample_poly

from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples
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


def main(repeats: int = 1) -> None:
    """Print the figures."""
    audio, spans = _speech()
    audio = np.tile(audio, repeats)
    cpu_s, clock_s = time.process_time(), time.monotonic()
    found = transcribe(ArraySamples(audio), "en")
    cpu_s, clock_s = time.process_time() - cpu_s, time.monotonic() - clock_s
    words = [WordTime(word.text.strip(), word.start_s, word.end_s) for word in found.words]
    expected = [_plain(word) for sentence in SENTENCES for word in sentence.split()] * repeats
    print(f"{len(audio) / SAMPLE_RATE_HZ:.0f} s of audio")
    print(f"{cpu_s:.1f} CPU seconds, {clock_s:.1f} s by the clock")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    heard = [_plain(word.word) for word in words]
    matcher = difflib.SequenceMatcher(None, expected, heard, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    print(f"words: {len(expected)} said, {len(heard)} heard, {right} of them the same")
    if repeats == 1:
        _print_times(words, spans)


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
    main(*map(int, sys.argv[1:2]))
