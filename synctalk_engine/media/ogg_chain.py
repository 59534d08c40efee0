"""Finds the streams of a chained Ogg file: FFmpeg loses the rest where their coding changes."""

from __future__ import annotations

from pathlib import Path

FIRST_PAGE = b"OggS\x00\x02"
"""How the first page of a stream begins."""
PAGES_BYTES = 2 * 65307
"""Two pages of the largest size. What is unreadable this close before a stream belongs to it."""
RESTART_S = 0.1
"""Timestamps that go back by more than this have started again: in Ogg nothing overlaps, and
joined streams may be short."""
SEARCH_BYTES = 1 << 20


def next_stream_position(path: Path, position: int) -> int | None:
    """Return the byte at which the next stream after ``position`` begins; None: there is none."""
    with path.open("rb") as file:
        file.seek(position + 1)
        data_position, data = position + 1, b""
        while chunk := file.read(SEARCH_BYTES):
            data += chunk
            found = data.find(FIRST_PAGE)
            if found >= 0:
                return data_position + found
            data_position += max(len(data) - len(FIRST_PAGE), 0)
            data = data[-len(FIRST_PAGE) :]
    return None
