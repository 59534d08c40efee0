"""The timeline's tracks: a quality level per frame, aggregated to the pixels of the widget."""

from __future__ import annotations

import wave
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frame_quality import (
    MOST_USABLE_TURN_DEG,
    frame_faults,
    turn_deg,
)
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.wav_files import open_wav
from synctalk_gui.formats import number, signed

OK, NOTHING, WARN, ERROR = range(4)
"""Levels, from harmless to severe; NOTHING: not applicable, such as silence."""

_SPEECH_BELOW_LOUD_DB = 30.0
_LOUD_PERCENTILE = 95
_SILENCE_DB = -60.0
_FRAME_TOLERANCE_MS = 40.0


@dataclass(frozen=True)
class Track:
    """One row of the timeline."""

    key: str
    label: str
    levels: np.ndarray
    """uint8 (N,): OK, NOTHING, WARN or ERROR for each frame."""
    texts: dict[int, str]
    """Level -> its description."""
    detail: Callable[[int], str] | None = None
    """Frame -> a value shown after the description."""
    is_worst_shown: bool = True
    """Whether a pixel of several frames shows their worst level, or their best."""

    def text(self, frame: int) -> str:
        """Returns the description of a frame."""
        text = self.texts.get(int(self.levels[frame]), "")
        detail = self.detail(frame) if self.detail else ""
        return f"{text} ({detail})" if detail else text


@dataclass(frozen=True)
class ClipFacts:
    """What the tracks are made from; read from a preprocessed clip."""

    frame_count: int
    fps: float
    table: FramesTable | None = None
    loudness_db: np.ndarray | None = None
    """float32 (N,): audio level of each frame in dBFS."""
    av_offset_ms: float | None = None
    """Audio delay in the source video; None if it could not be measured."""
    av_offset_fixed_ms: float = 0.0


@dataclass(frozen=True)
class ClipTracks:
    """Reads a preprocessed clip and makes its tracks; for the loader."""

    path: Path

    def read(self) -> tuple[list[Track], float]:
        """Returns the tracks and the frame rate."""
        facts = read_facts(Clip(self.path))
        return make_tracks(facts), facts.fps


def read_facts(clip: Clip) -> ClipFacts:
    """Reads what the tracks need from a preprocessed clip."""
    record, table = clip.record(), clip.table()
    frame_count = len(clip.frame_paths()) if table is None else len(table)
    offset = record.get("av_offset_ms")
    return ClipFacts(
        frame_count=frame_count,
        fps=clip.fps(),
        table=table,
        loudness_db=loudness(clip.audio_path, frame_count, clip.fps()),
        av_offset_ms=float(offset) if isinstance(offset, (int, float)) else None,
        av_offset_fixed_ms=float(record.get("av_offset_fixed_ms") or 0.0),
    )


def loudness(path: Path, frame_count: int, fps: float) -> np.ndarray | None:
    """Returns each frame's audio level, float32 (N,) in dBFS; None without an audio file.

    Args:
        path: 16-bit WAV; several channels are averaged.
    """
    try:
        with open_wav(path) as wav:
            if wav.getsampwidth() != 2 or frame_count == 0:
                return None
            samples = np.frombuffer(wav.readframes(wav.getnframes()), np.int16)
            samples = samples.reshape(-1, wav.getnchannels()).mean(axis=1) / 32768.0
            rate_hz = wav.getframerate()
    except (OSError, ValueError, wave.Error):  # the file may be truncated
        return None
    power = np.concatenate([[0.0], np.cumsum(samples**2)])
    edges = np.round(np.arange(frame_count + 1) * rate_hz / fps).astype(np.int64)
    edges = np.minimum(edges, len(samples))
    mean = np.diff(power[edges]) / np.maximum(np.diff(edges), 1)
    return (10 * np.log10(np.maximum(mean, 1e-10))).astype(np.float32)


def make_tracks(facts: ClipFacts) -> list[Track]:
    """Returns the tracks for which there is data: face, sharpness, sync, speech and others."""
    if facts.frame_count == 0:
        return []
    tracks = [] if facts.table is None else _table_tracks(facts.table)
    tracks.append(_sync_track(facts))
    if facts.loudness_db is not None:
        tracks.append(_speech_track(facts.loudness_db))
    return tracks


def aggregate(levels: np.ndarray, columns: int, is_worst_shown: bool = True) -> np.ndarray:
    """Returns levels per pixel, uint8 (columns,).

    A pixel of several frames gets their worst level (or their best one); a frame wider than a pixel
    fills several.
    """
    count = len(levels)
    if count == 0 or columns <= 0:
        return np.empty(0, np.uint8)
    starts = np.arange(columns, dtype=np.int64) * count // columns
    if columns >= count:
        return levels[starts]
    reduce = np.maximum if is_worst_shown else np.minimum
    return reduce.reduceat(levels, starts)


def runs(levels: np.ndarray) -> list[tuple[int, int, int]]:
    """Returns (begin, end, level) of each run of equal levels."""
    if len(levels) == 0:
        return []
    edges = np.flatnonzero(np.diff(levels)) + 1
    bounds = [0, *edges.tolist(), len(levels)]
    return [(a, b, int(levels[a])) for a, b in pairwise(bounds)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)


def _table_tracks(table: FramesTable) -> list[Track]:
    """Returns the tracks that are derived from the frames table."""
    found = table.found.astype(bool)
    faults = frame_faults(table)
    light = np.where(faults["light"] | faults["cut"], WARN, OK)
    return [
        Track(
            "face",
            _tr("face"),
            np.where(found, OK, ERROR).astype(np.uint8),
            {OK: _tr("found"), ERROR: _tr("no face; excluded from training")},
        ),
        _sharpness_track(table, found, faults["blurred"]),
        _turn_track(table, found, faults["turned"]),
        _face_track(
            "mouth",
            _tr("mouth"),
            found,
            np.where(faults["covered"], WARN, OK),
            {OK: _tr("visible"), WARN: _tr("covered")},
        ),
        _face_track(
            "light",
            _tr("lighting"),
            found,
            light,
            {OK: _tr("consistent"), WARN: _tr("lighting or scene changes")},
        ),
    ]


def _face_track(
    key: str,
    label: str,
    found: np.ndarray,
    levels: np.ndarray,
    texts: dict[int, str],
    detail: Callable[[int], str] | None = None,
) -> Track:
    """Returns a track about the face; frames without one are NOTHING.

    Args:
        found: bool (N,), whether a face was found.
        levels: int (N,), the level of each frame with a face.
        detail: frame -> a value to go with the text; not asked for frames without a face.
    """

    def face_detail(frame: int) -> str:
        return detail(frame) if detail is not None and found[frame] else ""

    texts = {**texts, NOTHING: _tr("no face")}
    return Track(key, label, np.where(found, levels, NOTHING).astype(np.uint8), texts, face_detail)


def _sharpness_track(table: FramesTable, found: np.ndarray, blurred: np.ndarray) -> Track:
    typical = number(float(np.median(table.blur[found])) if found.any() else 0.0)

    def detail(frame: int) -> str:
        text = _tr("{value}, typically {usual}")
        return text.format(value=number(table.blur[frame]), usual=typical)

    texts = {OK: _tr("sharp"), WARN: _tr("blurred")}
    levels = np.where(blurred, WARN, OK)
    return _face_track("sharpness", _tr("sharpness"), found, levels, texts, detail)


def _turn_track(table: FramesTable, found: np.ndarray, turned: np.ndarray) -> Track:
    is_far = turn_deg(table) > MOST_USABLE_TURN_DEG

    def detail(frame: int) -> str:
        text = _tr("yaw {yaw}°, pitch {pitch}°")
        return text.format(yaw=signed(table.yaw[frame], 0), pitch=signed(table.pitch[frame], 0))

    levels = np.select([turned & is_far, turned], [ERROR, WARN], OK)
    texts = {
        OK: _tr("facing the camera"),
        WARN: _tr("turned away"),
        ERROR: _tr("turned far away"),
    }
    return _face_track("turn", _tr("head turn"), found, levels, texts, detail)


def _sync_track(facts: ClipFacts) -> Track:
    """Returns the sync track: one level for the whole clip, measured once."""
    offset_ms, fixed_ms = facts.av_offset_ms, facts.av_offset_fixed_ms
    if offset_ms is None:
        level, text = NOTHING, _tr("not measured")
    elif abs(offset_ms - fixed_ms) > _FRAME_TOLERANCE_MS:
        level, text = WARN, _tr("audio is off by {ms} ms")
    elif fixed_ms:
        level, text = OK, _tr("audio was shifted by {ms} ms")
    else:
        level, text = OK, _tr("audio and video are in sync")
    rest_ms = fixed_ms if level == OK else (offset_ms or 0.0) - fixed_ms
    text = text.format(ms=signed(rest_ms, 0))
    return Track("step", _tr("sync"), np.full(facts.frame_count, level, np.uint8), {level: text})


def _speech_track(loudness_db: np.ndarray) -> Track:
    loud_db = float(np.percentile(loudness_db, _LOUD_PERCENTILE))
    limit_db = max(loud_db - _SPEECH_BELOW_LOUD_DB, _SILENCE_DB)

    def loudness_text(frame: int) -> str:
        return _tr("{value} dB").format(value=signed(float(loudness_db[frame]), 0))

    return Track(
        "speech",
        _tr("speech"),
        np.where(loudness_db > limit_db, OK, NOTHING).astype(np.uint8),
        {OK: _tr("audio"), NOTHING: _tr("silence")},
        loudness_text,
        is_worst_shown=False,
    )
