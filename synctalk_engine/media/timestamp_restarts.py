"""Finds where the timestamps of a file's video start again, as they do in joined files."""

from __future__ import annotations

import logging
from fractions import Fraction
from pathlib import Path

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container

logger = logging.getLogger(__name__)

RESTART_S = 1.0
"""Timestamps that go back by more than this have started again."""
REORDERED_PACKETS = 16
"""How far packets of H.264 and HEVC may be from their display order."""


def video_restart_offsets_s(path: Path) -> list[Fraction]:
    """Return, for each restart, what is added to the video's timestamps from there on, in seconds.

    Empty if there is no video that can be read.
    """
    try:
        with media_container.open_input(path) as source:
            stream = media_container.video_stream(source, path)
            frame_s = 1 / (stream.average_rate or stream.guessed_rate or Fraction(25))
            packets = source.demux(stream)
            stamps = [packet.pts for packet in packets if packet.pts is not None]
            return restart_offsets_s(stamps, stream.time_base or Fraction(1), frame_s)
    except (MediaError, *media_container.PYAV_ERRORS) as error:
        logger.info("%s: no video timestamps to follow: %s", path, error)
        return []


def restart_offsets_s(stamps: list[int], time_base: Fraction, frame_s: Fraction) -> list[Fraction]:
    """Return what is added to timestamps after each restart, in seconds.

    Args:
        stamps: presentation times of packets in storage order, in units of ``time_base``.
        frame_s: duration of a frame.
    """
    offsets_s: list[Fraction] = []
    offset = end = 0
    frame, back = round(frame_s / time_base), round(RESTART_S / time_base)
    for index, stamp in enumerate(stamps):
        if index and stamp + offset < end - frame - back:
            offset = end - min(stamps[index : index + REORDERED_PACKETS])
            offsets_s.append(offset * time_base)
        end = max(end, stamp + offset + frame) if index else stamp + frame
    return offsets_s
