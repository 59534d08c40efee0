"""Deinterlaces video of old camcorders and television.

FFmpeg's bwdif ("Bob Weaver"), one frame for each that comes in, and only where the file says that
it is interlaced: a file of progressive frames never enters a filter.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

import av
import av.error
import av.filter

logger = logging.getLogger(__name__)

OPTIONS = "mode=send_frame:parity=auto:deint=interlaced"


def deinterlaced(
    frames: Iterable[av.VideoFrame], stream: av.VideoStream
) -> Iterator[av.VideoFrame]:
    """The frames in order and with their times, those that are interlaced made whole.

    A frame comes out when the one behind it has gone in.
    """
    weaver: _Deinterlacer | None = None
    for frame in frames:
        if weaver is not None and weaver.shape != _shape(frame):
            yield from weaver.rest()
            weaver = None
        if weaver is None and frame.interlaced_frame:
            weaver = _Deinterlacer(frame, stream)
        if weaver is None:
            yield frame
        else:
            yield from weaver.push(frame)
    if weaver is not None:
        yield from weaver.rest()


def _shape(frame: av.VideoFrame) -> tuple[str, int, int]:
    return frame.format.name, frame.width, frame.height


class _Deinterlacer:
    """A filter graph for frames of one shape."""

    def __init__(self, first: av.VideoFrame, stream: av.VideoStream) -> None:
        logger.info("the frames are interlaced; bwdif deinterlaces them")
        self.shape = _shape(first)
        self._graph = av.filter.Graph()
        source = self._graph.add_buffer(
            width=first.width,
            height=first.height,
            format=first.format,
            time_base=first.time_base or stream.time_base,
        )
        self._graph.link_nodes(
            source, self._graph.add("bwdif", OPTIONS), self._graph.add("buffersink")
        ).configure()

    def push(self, frame: av.VideoFrame) -> Iterator[av.VideoFrame]:
        self._graph.push(frame)
        yield from self._ready()

    def rest(self) -> Iterator[av.VideoFrame]:
        self._graph.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[av.VideoFrame]:
        while True:
            try:
                yield self._graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
