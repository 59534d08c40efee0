"""Captions beside a video (SRT) and a timeline for editors (OpenTimelineIO).

Captions are made of words with times: those that Whisper recognizes, or those of a transcript,
spread over the parts of the speech in which somebody speaks, each as long as its share of the
letters. A transcript that is SRT already keeps its captions and their times.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.text_file import read_text_file
from synctalk_engine.transcribe.transcript import Word
from synctalk_engine.workspace.atomic import write_bytes

LINE_LETTERS = 42
LINES = 2
SHORTEST_S, LONGEST_S = 1.0, 7.0
LONG_PAUSE_S = 1.0
"""A pause in which no caption is shown."""
PAUSE_S = 0.3
CLAUSE_BONUS = 0.25
"""A comma so far from a sentence's middle, of its length, is as good as its middle."""
MAX_TRANSCRIPT_BYTES = 5_000_000
_TIME = r"(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}", re.ASCII)
_SENTENCE_MARKS = (".", "!", "?", "…", "。", "！", "？")
_CLAUSE_MARKS = (",", ";", ":", "—", "–", "，", "、", "；", "：")
_NEVER_FIRST = "。！？，、；：」』）…"
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff][。！？，、；：」』）…]*|[^\u3040-\u30ff\u3400-\u9fff]+"
)


@dataclass(frozen=True)
class Caption:
    """One caption."""

    start_s: float
    end_s: float
    text: str


def read_transcript(path: Path) -> str:
    """The text of a transcript.

    Raises:
        MediaError: ``transcript_unusable``, or what ``check_file`` raises.
        StorageError: it cannot be read.
    """
    text = read_text_file(
        path, "transcript_unusable", MAX_TRANSCRIPT_BYTES, reason="it is larger than 5 MB"
    ).strip()
    if not text:
        raise MediaError("transcript_unusable", path=path, reason="it has no text")
    return text


def captions_of(text: str, is_speech: np.ndarray, fps: float) -> list[Caption]:
    """Captions of a transcript; none after the end of the speech.

    is_speech: (N,) bool, for each frame whether somebody speaks.
    """
    end_s = len(is_speech) / fps
    timed = _parse_srt(text)
    if timed:
        kept = [caption for caption in timed if caption.start_s < end_s]
        return [Caption(c.start_s, min(c.end_s, end_s), c.text) for c in kept]
    spoken = np.flatnonzero(is_speech)
    if not len(spoken):
        spoken = np.arange(len(is_speech))
    starts_s = np.append(spoken, spoken[-1] + 1) / fps  # of each frame in which somebody speaks
    edges = _shares(split_text(text)) * len(spoken)
    words = []
    for word, first, last in zip(split_text(text), edges[:-1], edges[1:], strict=True):
        start_s = np.interp(first, np.arange(len(starts_s)), starts_s)
        within = min(int(np.ceil(last)) - 1, len(spoken) - 1)  # a pause behind a word is not its
        stop_s = starts_s[within] + (last - within) / fps
        words.append(Word(word, float(start_s), float(stop_s)))
    return captions_of_words(words, end_s)


def spread_words(text: str, start_s: float, end_s: float) -> list[Word]:
    """The words of a text that is said evenly from one time to another."""
    words = split_text(text)
    edges_s = start_s + _shares(words) * (end_s - start_s)
    return [
        Word(word, float(first), float(last))
        for word, first, last in zip(words, edges_s[:-1], edges_s[1:], strict=True)
    ]


def captions_of_words(words: list[Word], end_s: float) -> list[Caption]:
    """Captions of at most two lines of 42 letters, for 1 to 7 s where the speech allows it.

    They end with sentences and at pauses; long sentences are split where a comma or a pause lies
    near their middle. No two are shown at once, and none after ``end_s``.
    """
    groups = [group for sentence in _sentences(words) for group in _split(sentence)]
    groups = _with_neighbours(groups)
    captions = []
    for number, group in enumerate(groups):
        next_s = groups[number + 1][0].start_s if number + 1 < len(groups) else end_s
        stop_s = max(group[-1].end_s, min(group[0].start_s + SHORTEST_S, next_s, end_s))
        stop_s = min(stop_s, group[0].start_s + LONGEST_S)
        captions.append(Caption(group[0].start_s, min(stop_s, end_s), _text(group)))
    return [caption for caption in captions if caption.end_s > caption.start_s]


def srt_text(captions: list[Caption]) -> str:
    """SubRip text."""
    blocks = [
        f"{number}\n{_time(caption.start_s)} --> {_time(caption.end_s)}\n{_wrapped(caption.text)}\n"
        for number, caption in enumerate(captions, 1)
    ]
    return "\n".join(blocks)


def write_srt(path: Path, captions: list[Caption]) -> None:
    """Write captions as UTF-8 SRT, atomically.

    Raises:
        StorageError: disk full, no permission.
    """
    write_bytes(path, srt_text(captions).encode("utf-8"))


def write_timeline(path: Path, video: Path, frame_count: int, fps: float) -> None:
    """Write an OpenTimelineIO timeline with the video on a picture and on a sound track.

    Raises:
        StorageError: disk full, no permission.
    """
    clip = {
        "OTIO_SCHEMA": "Clip.2",
        "name": video.stem,
        "source_range": _time_range(frame_count, fps),
        "active_media_reference_key": "DEFAULT_MEDIA",
        "media_references": {
            "DEFAULT_MEDIA": {
                "OTIO_SCHEMA": "ExternalReference.1",
                "target_url": video.absolute().as_uri(),
                "available_range": _time_range(frame_count, fps),
                "metadata": {},
            }
        },
        "metadata": {},
    }
    tracks = [
        {"OTIO_SCHEMA": "Track.1", "name": kind, "kind": kind, "children": [clip], "metadata": {}}
        for kind in ("Video", "Audio")
    ]
    stack = {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": tracks, "metadata": {}}
    timeline = {"OTIO_SCHEMA": "Timeline.1", "name": video.stem, "tracks": stack, "metadata": {}}
    write_bytes(path, (json.dumps(timeline, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


def _time_range(frame_count: int, rate: float) -> dict[str, Any]:
    start, duration = (
        {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(value)}
        for value in (0, frame_count)
    )
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": start, "duration": duration}


def _parse_srt(text: str) -> list[Caption]:
    captions = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        for number, line in enumerate(lines[:2]):
            match = _TIMES.match(line)
            words = "\n".join(lines[number + 1 :]).strip()
            if match is not None and words:
                start_s, end_s = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
                if end_s > start_s:
                    captions.append(Caption(start_s, end_s, words))
    return captions


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = map(int, parts)
    return 3600 * hours + 60 * minutes + seconds + thousandths / 1000


def _time(time_s: float) -> str:
    thousandths = round(time_s * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"


def split_text(text: str) -> list[str]:
    """Words with the space before them; Chinese and Japanese by letters with their marks."""
    words: list[str] = []
    for word in text.split():
        for number, piece in enumerate(_UNSPACED.findall(word)):
            words.append(piece if number else f" {piece}")
    return words


def _shares(words: list[str]) -> np.ndarray:
    """Where each word begins and the last one ends, 0 to 1, by letters: (len(words) + 1,)."""
    letters = np.cumsum([0, *(len(word) for word in words)])
    return letters / max(letters[-1], 1)


def _sentences(words: list[Word]) -> Iterator[list[Word]]:
    """Words up to the end of a sentence or a long pause."""
    sentence: list[Word] = []
    for word in words:
        if sentence and word.start_s - sentence[-1].end_s > LONG_PAUSE_S:
            yield sentence
            sentence = []
        sentence.append(word)
        if word.text.rstrip("\"'”’»)」』").endswith(_SENTENCE_MARKS):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _split(words: list[Word]) -> list[list[Word]]:
    """A sentence in pieces that fit into a caption."""
    if len(words) == 1 or _fits(words):
        return [words]
    widths = np.cumsum([_width(word.text) for word in words])
    middle = widths[-1] / 2

    def unevenness(at: int) -> float:
        before, after = words[at - 1], words[at]
        is_break = before.text.endswith(_CLAUSE_MARKS) or after.start_s - before.end_s > PAUSE_S
        return abs(widths[at - 1] - middle) / widths[-1] - (CLAUSE_BONUS if is_break else 0)

    at = min(range(1, len(words)), key=unevenness)
    return _split(words[:at]) + _split(words[at:])


def _with_neighbours(groups: list[list[Word]]) -> list[list[Word]]:
    """Captions that would be too short to read, joined with a neighbour, and split again."""
    joined: list[list[Word]] = []
    for group in groups:
        if joined and group[0].start_s - joined[-1][-1].end_s <= LONG_PAUSE_S:
            is_short = min(_duration_s(joined[-1]), _duration_s(group)) < SHORTEST_S
            if is_short:
                joined[-1:] = _split(joined[-1] + group)
                continue
        joined.append(group)
    return joined


def _fits(words: list[Word]) -> bool:
    return len(_lines(_text(words))) <= LINES and _duration_s(words) <= LONGEST_S


def _duration_s(words: list[Word]) -> float:
    return words[-1].end_s - words[0].start_s


def _text(words: list[Word]) -> str:
    return "".join(word.text for word in words).strip()


def _width(text: str) -> int:
    """Letters of a line; Chinese, Japanese and Korean ones count twice."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrapped(text: str) -> str:
    """A caption in lines; one that has lines already keeps them."""
    return text if "\n" in text else "\n".join(_lines(text))


def _lines(text: str) -> list[str]:
    """Lines of at most 42 letters, two of about the same length where that is enough."""
    if _width(text) <= LINE_LETTERS:
        return [text]
    cuts = [(head.strip(), tail.strip()) for head, tail in _cuts(text)]
    fitting = [cut for cut in cuts if max(map(_width, cut)) <= LINE_LETTERS]
    if fitting:
        return list(min(fitting, key=lambda cut: abs(_width(cut[0]) - _width(cut[1]))))
    heads = [cut for cut in cuts if _width(cut[0]) <= LINE_LETTERS]
    head, tail = heads[-1] if heads else (text[:LINE_LETTERS], text[LINE_LETTERS:])
    return [head, *_lines(tail)]


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Ways to break a line: at spaces, and between Chinese or Japanese letters."""
    for at in range(1, len(text)):
        is_unspaced = _width(text[at]) == 2 and text[at] not in _NEVER_FIRST
        if text[at] == " " or is_unspaced:
            yield text[:at], text[at:]
