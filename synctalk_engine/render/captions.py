"""Captions beside a video (SRT) and a timeline for editors (OpenTimelineIO).

A transcript without times is spread over the parts of the speech in which somebody speaks, each
caption as long as its share of the letters. A transcript that is SRT already keeps its times.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.text_file import read_text_file
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.workspace.atomic import write_bytes
from synctalk_engine.workspace.layout import Workspace

LINE_LETTERS = 42
LINES = 2
MAX_TRANSCRIPT_BYTES = 5_000_000
_TIME = r"(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}", re.ASCII)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


@dataclass(frozen=True)
class Caption:
    """One caption."""

    start_s: float
    end_s: float
    text: str


def transcript_of(options: RenderOptions, workspace: Workspace, speeches: int) -> str | None:
    """The transcript that was given, checked before any work is done.

    Raises:
        MediaError: ``transcript_of_several``, and as :func:`read_transcript`.
    """
    if options.transcript is None:
        return None
    if speeches > 1:
        raise MediaError("transcript_of_several", count=speeches)
    return read_transcript(workspace.resolve(options.transcript))


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


def path_beside(output: Path, suffix: str) -> Path:
    """A file of the same name beside a video, or beside a folder of images."""
    return output.with_name(output.name + suffix) if output.is_dir() else output.with_suffix(suffix)


def captions_of(text: str, is_speech: np.ndarray, fps: float) -> list[Caption]:
    """Captions of a transcript; none after the end of the speech.

    is_speech: (N,) bool, for each frame whether somebody speaks.
    """
    end_s = len(is_speech) / fps
    timed = _parse_srt(text)
    if timed:
        kept = [caption for caption in timed if caption.start_s < end_s]
        return [Caption(c.start_s, min(c.end_s, end_s), c.text) for c in kept]
    pieces = _split(text)
    spoken = np.flatnonzero(is_speech)
    if not len(spoken):
        spoken = np.arange(len(is_speech))
    letters = np.cumsum([0, *(len(piece) for piece in pieces)])
    edges = np.round(letters / letters[-1] * len(spoken)).astype(int)
    captions = []
    for piece, start, stop in zip(pieces, edges[:-1], edges[1:], strict=True):
        start = min(start, len(spoken) - 1)  # more captions than frames share the last one
        first, last = spoken[start], spoken[max(stop - 1, start)]
        captions.append(Caption(float(first) / fps, float(last + 1) / fps, piece))
    return captions


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


def _split(text: str) -> list[str]:
    """Sentences, and long ones in pieces of at most two lines."""
    limit, pieces = LINE_LETTERS * LINES, []
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        piece = ""
        for word in _words(sentence, limit):
            if piece and len(piece) + 1 + len(word) > limit:
                pieces.append(piece)
                piece = ""
            piece = f"{piece} {word}".strip()
        if piece:
            pieces.append(piece)
    return pieces


def _words(sentence: str, limit: int) -> list[str]:
    """Words; one without spaces that is too long, as in Chinese, in parts."""
    words = []
    for word in sentence.split():
        words += [word[at : at + limit] for at in range(0, len(word), limit)]
    return words


def _wrapped(text: str) -> str:
    """A caption in two lines of about the same length where one would be too long."""
    if len(text) <= LINE_LETTERS or "\n" in text:
        return text
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text[: len(text) // 2] + "\n" + text[len(text) // 2 :]
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return text[:middle] + "\n" + text[middle + 1 :]
