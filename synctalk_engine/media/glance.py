"""Single pictures from all over a video, without decoding what lies between them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import av.container
import av.error
import numpy as np

from synctalk_engine.media import container as media_container
from synctalk_engine.media.decode import FrameConverter
from synctalk_engine.media.deinterlace import deinterlaced

logger = logging.getLogger(__name__)


def pictures_near(path: Path, times_s: Sequence[float]) -> Iterator[np.ndarray]:
    """Keyframes at or before the given times, each once, as uint8 (height, width, 3) BGR.

    A time whose picture cannot be decoded is left out; so is one that leads to the picture before.

    Args:
        path: a video file.
        times_s: seconds after the first picture, increasing.
    Raises:
        MediaError: as :func:`synctalk_engine.media.probe.probe`.
    """
    return (picture for _time_s, picture in timed_pictures_near(path, times_s))


def timed_pictures_near(path: Path, times_s: Sequence[float]) -> Iterator[tuple[float, np.ndarray]]:
    """As :func:`pictures_near`, each with its own time, in seconds after the first picture."""
    path = Path(path)
    with media_container.open_input(path) as source:
        stream = media_container.video_stream(source, path)
        convert = FrameConverter(path, stream)
        start_s = float(media_container.stream_start_s(stream))
        shown_pts: int | None = None
        for time_s in times_s:
            frame = _frame_near(source, stream, start_s + time_s)
            if frame is not None and frame.pts != shown_pts:
                shown_pts = frame.pts
                shown_s = float((frame.pts or 0) * (stream.time_base or 1)) - start_s
                yield shown_s, convert(frame)


def _frame_near(
    source: av.container.InputContainer, stream: av.VideoStream, time_s: float
) -> av.VideoFrame | None:
    try:
        source.seek(int(time_s / (stream.time_base or 1)), stream=stream)
        return next(deinterlaced(source.decode(stream), stream), None)
    except media_container.PYAV_ERRORS as error:
        logger.debug("no picture near %.1f s: %s", time_s, error)
        return None
