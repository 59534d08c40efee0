"""Presentation times of decoded frames, with broken timestamps corrected.

Decoders give frames in the order in which they are shown; timestamps should increase with them.
Where they do not, the order of the frames is right and the timestamps are wrong:

- A container without presentation times (AVI, raw streams) stamps frames in the order in which
  they are stored. With B-frames those stamps come permuted; sorted, they fit.
- Stamps that repeat, are missing, or lie before or after both neighbours: such frames are spread
  evenly between the neighbours.
- A clock that starts again (joined recordings, a recorder that was restarted): it goes on from
  the frame before.
"""

from __future__ import annotations

import heapq
import itertools
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import av.error

from synctalk_engine.media import container as media_container

logger = logging.getLogger(__name__)

MAX_REORDER_FRAMES = 16
"""Of H.264 and HEVC."""
ORDER_SAMPLE_PACKETS = 200
"""Packets whose timestamps tell whether a container keeps presentation times."""
JUMP_S = Fraction(1)
"""A step forward by more is checked twice: it may be one wrong stamp."""
RESTART_FRAMES = 3
"""Frames in a row whose stamps increase again, behind the one before: the clock started again."""
MAX_PENDING_FRAMES = 8
"""Frames held back to find out what is wrong with their stamps."""


@dataclass(frozen=True)
class StampedFrame:
    """A decoded frame as its file stamps it."""

    stamp_s: Fraction | None
    """On the stream's clock; None if the file does not say."""
    duration_s: Fraction
    """How long it is shown; a guess where the file does not say."""
    frame: av.VideoFrame


TimedFrame = tuple[Fraction, av.VideoFrame]


@dataclass(frozen=True)
class PacketOrder:
    """What the first packets of a stream say of its timestamps."""

    start_s: Fraction
    """The least stamp of a frame that is shown."""
    is_of_storage: bool
    """Stamps are in the order of storage although frames are shown in another."""


def packet_order(path: Path, stream: av.VideoStream) -> PacketOrder:
    """Looked up by a second reader; not at all where the decoder reorders nothing."""
    stated = PacketOrder(media_container.stream_start_s(stream), is_of_storage=False)
    if stream.codec_context.reorder_depth < 1 or stream.time_base is None:
        return stated
    try:
        with media_container.open_input(path) as source:
            packets = source.demux(media_container.video_stream(source, path))
            first = list(itertools.islice(packets, ORDER_SAMPLE_PACKETS))
    except media_container.PYAV_ERRORS:  # cut short: what can be read is not enough to tell
        return stated
    stamps = [packet.pts for packet in first if packet.pts is not None and not packet.is_discard]
    if not stamps:
        return stated
    first_stamp = min(stamps[: MAX_REORDER_FRAMES + 1])
    return PacketOrder(first_stamp * stream.time_base, _is_increasing(stamps))


def _is_increasing(values: Sequence[Fraction] | Sequence[int]) -> bool:
    return all(earlier < later for earlier, later in itertools.pairwise(values))


def sorted_stamps(frames: Iterable[StampedFrame]) -> Iterator[StampedFrame]:
    """The same frames in the same order, with their stamps in increasing order.

    Holds as many frames as a decoder may reorder.
    """
    held: deque[StampedFrame] = deque()
    stamps: list[Fraction] = []
    for frame in frames:
        held.append(frame)
        if frame.stamp_s is not None:
            heapq.heappush(stamps, frame.stamp_s)
        if len(held) > MAX_REORDER_FRAMES:
            yield _with_least(held.popleft(), stamps)
    while held:
        yield _with_least(held.popleft(), stamps)


def from_zero(frames: Iterable[StampedFrame], start_s: Fraction) -> Iterator[StampedFrame]:
    """Frames with stamps that count from the stream's start.

    Args:
        start_s: the start that the file states; corrected where the first frame comes before it.
    """
    zero_s: Fraction | None = None
    for frame in frames:
        if frame.stamp_s is not None:
            zero_s = min(start_s, frame.stamp_s) if zero_s is None else zero_s
            frame = replace(frame, stamp_s=frame.stamp_s - zero_s)
        yield frame


def _with_least(frame: StampedFrame, stamps: list[Fraction]) -> StampedFrame:
    if frame.stamp_s is None:
        return frame
    return replace(frame, stamp_s=heapq.heappop(stamps))


class FrameClock:
    """Gives frames times that increase.

    Args:
        latest_s: no frame can be later than that by what the file says of itself; None: unknown.
        longest_gap_s: a clock that jumps forward by more has started again; None: it never has.

    Attributes:
        corrected_count: frames whose own stamp could not be used.
        discarded_count: frames far beyond the end, whose stamps are broken.
    """

    def __init__(
        self, latest_s: Fraction | None = None, longest_gap_s: Fraction | None = None
    ) -> None:
        self.corrected_count = 0
        self.discarded_count = 0
        self._latest_s = latest_s
        self._longest_gap_s = longest_gap_s
        self._last: tuple[Fraction, StampedFrame] | None = None
        self._offset_s = Fraction(0)
        """What a stamp is moved by since the clock started again."""
        self._pending: list[StampedFrame] = []
        """Frames whose times depend on what follows."""

    def timed(self, frames: Iterable[StampedFrame]) -> Iterator[TimedFrame]:
        """The same frames in the same order, with times that increase."""
        for frame in frames:
            yield from self._push(frame)
        yield from self._flush()

    def _push(self, frame: StampedFrame) -> Iterator[TimedFrame]:
        self._pending.append(frame)
        time_s = self._time_s(frame)
        if self._last is None:
            self._pending.clear()
            yield self._emitted(max(time_s or Fraction(0), Fraction(0)), frame)
        elif time_s is not None and self._continues(time_s):
            yield from self._spread(time_s)
        elif time_s is not None and self._confirms_gap(time_s):
            yield from self._jumped()
        elif (first := self._restart_at()) is not None:
            yield from self._restarted(first)

    def _flush(self) -> Iterator[TimedFrame]:
        pending, self._pending = self._pending, []
        for frame in pending:
            time_s = self._time_s(frame)
            if time_s is not None and time_s > self._last_s:
                yield from self._across_gap(frame)
            else:
                self._note_corrected([frame])
                yield self._emitted(self._next_s, frame)

    def _note_corrected(self, frames: Iterable[StampedFrame]) -> None:
        """A frame without a stamp has none that could be wrong."""
        self.corrected_count += sum(frame.stamp_s is not None for frame in frames)

    def _time_s(self, frame: StampedFrame) -> Fraction | None:
        return None if frame.stamp_s is None else frame.stamp_s + self._offset_s

    @property
    def _last_s(self) -> Fraction:
        return self._last[0] if self._last else Fraction(0)

    @property
    def _next_s(self) -> Fraction:
        """When the last frame ends."""
        return self._last_s + (self._last[1].duration_s if self._last else 0)

    def _emitted(self, time_s: Fraction, frame: StampedFrame) -> TimedFrame:
        self._last = time_s, frame
        return time_s, frame.frame

    def _continues(self, time_s: Fraction) -> bool:
        held_s = sum((frame.duration_s for frame in self._pending[:-1]), Fraction(0))
        return self._last_s < time_s <= self._last_s + held_s + JUMP_S

    def _spread(self, end_s: Fraction) -> Iterator[TimedFrame]:
        """The newest frame at its time, and those held back evenly before it."""
        pending, self._pending = self._pending, []
        self._note_corrected(pending[:-1])
        start_s, step_s = self._last_s, (end_s - self._last_s) / len(pending)
        for number, frame in enumerate(pending, start=1):
            yield self._emitted(start_s + number * step_s, frame)

    def _confirms_gap(self, time_s: Fraction) -> bool:
        """Whether the first frame held back jumped forward, and the clock goes on from there."""
        jumped_s = self._time_s(self._pending[0])
        return jumped_s is not None and self._last_s < jumped_s < time_s

    def _jumped(self) -> Iterator[TimedFrame]:
        """The first frame held back, after a gap or a new start of the clock; then the rest."""
        gap, *rest = self._pending
        time_s = self._time_s(gap)
        assert time_s is not None
        if self._longest_gap_s is not None and time_s - self._last_s > self._longest_gap_s:
            self._pending = [gap]
            yield from self._restarted(0)
        else:
            self._pending = []
            yield from self._across_gap(gap)
        for frame in rest:
            yield from self._push(frame)

    def _across_gap(self, frame: StampedFrame) -> Iterator[TimedFrame]:
        time_s = self._time_s(frame)
        assert time_s is not None
        if self._latest_s is not None and time_s - self._offset_s > self._latest_s:
            self.discarded_count += 1
        else:
            yield self._emitted(time_s, frame)

    def _restart_at(self) -> int | None:
        """Index of the frame held back at which the clock started again."""
        newest = [self._time_s(frame) for frame in self._pending[-RESTART_FRAMES:]]
        times_s = [time_s for time_s in newest if time_s is not None]
        if (
            len(times_s) == RESTART_FRAMES
            and times_s[-1] < self._last_s - JUMP_S
            and _is_increasing(times_s)
        ):
            return len(self._pending) - RESTART_FRAMES
        return len(self._pending) - 1 if len(self._pending) >= MAX_PENDING_FRAMES else None

    def _restarted(self, first: int) -> Iterator[TimedFrame]:
        """Frames one after the other up to ``first``, from which on the stamps are believed."""
        pending, self._pending = self._pending, []
        self._note_corrected(pending[:first])
        for frame in pending[:first]:
            yield self._emitted(self._next_s, frame)
        stamp_s = pending[first].stamp_s
        if stamp_s is not None:
            self._offset_s = self._next_s - stamp_s
            logger.info("timestamps start again at %.2f s", float(self._next_s))
        for frame in pending[first:]:
            time_s = self._time_s(frame)
            yield self._emitted(self._next_s if time_s is None else time_s, frame)
