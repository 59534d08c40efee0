"""H.264 and AAC to a streaming server, a playlist or a file, as they are made."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ
from synctalk_engine.media.ai_mark import mark_tags
from synctalk_engine.media.probe import as_rate

VIDEO_OPTIONS = {"preset": "veryfast", "tune": "zerolatency"}
BITS_PER_PIXEL = 0.15
LEAST_BIT_RATE = 400_000
AUDIO_BIT_RATE_MONO = 96_000
KEY_FRAME_S = 2
"""What YouTube and Twitch ask for."""
CONNECT_TIMEOUT_S = 8.0
CONTAINER_OPTIONS = {
    "hls": {"hls_time": "2", "hls_list_size": "6", "hls_flags": "delete_segments"},
    "mp4": {"movflags": "frag_keyframe+delay_moov+default_base_moof"},
    "flv": {"flvflags": "no_duration_filesize"},
    "mpegts": {"flush_packets": "1"},
}
"""MP4 is written in fragments: what was recorded stays when the program is killed."""


class LiveMuxer:
    """Writes frames and their audio; both keep the stream's time, whatever is left out.

    Args:
        url: as FFmpeg takes it. container: FFmpeg's name of the format.
        size: width and height of the frames, px.
        first_frame: of the stream; time 0 of what is written.
        is_marked: the metadata say that the video was made with AI.

    Raises:
        av.error.FFmpegError, OSError: it cannot be opened. Methods raise the same.
    """

    def __init__(
        self,
        url: str,
        container: str,
        size: tuple[int, int],
        fps: float,
        first_frame: int = 0,
        is_marked: bool = True,
    ) -> None:
        options = CONTAINER_OPTIONS.get(container, {})
        if "://" in url:
            options = options | {"rw_timeout": str(round(CONNECT_TIMEOUT_S * 1e6))}
        self._size, self._rate, self._first_frame = size, as_rate(fps), first_frame
        self._audio_samples = 0
        self._output = av.open(url, "w", format=container, container_options=options)
        try:
            if is_marked:
                self._output.metadata.update(mark_tags())
            self._video: Any = self._add_video()
            self._audio: Any = self._output.add_stream("aac", rate=LIVE_RATE_HZ, layout="mono")
            self._audio.bit_rate = AUDIO_BIT_RATE_MONO
            self._audio.time_base = Fraction(1, LIVE_RATE_HZ)
            self._output.start_encoding()
        except BaseException:
            self._output.close()
            raise

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """One frame of the stream, as ``FrameTarget.write``."""
        frame = index - self._first_frame
        if image is not None:
            self._output.mux(self._video.encode(self._video_frame(frame, image)))
        missing = round(frame * LIVE_RATE_HZ / self._rate) - self._audio_samples
        if missing > 0:  # frames were lost on the way here
            audio = np.concatenate([np.zeros(missing, np.float32), audio])
        piece = av.AudioFrame.from_ndarray(audio[None], "fltp", "mono")
        piece.sample_rate, piece.pts = LIVE_RATE_HZ, self._audio_samples
        piece.time_base = Fraction(1, LIVE_RATE_HZ)
        self._audio_samples += len(audio)
        self._output.mux(self._audio.encode(piece))

    def close(self) -> None:
        """Write what is left and close."""
        try:
            self._output.mux(self._video.encode(None))
            self._output.mux(self._audio.encode(None))
        finally:
            self._output.close()

    def _add_video(self) -> Any:
        width_px, height_px = (side + side % 2 for side in self._size)
        stream: Any = self._output.add_stream("libx264", rate=self._rate, options=VIDEO_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        context = stream.codec_context
        context.time_base, context.gop_size = 1 / self._rate, round(KEY_FRAME_S * self._rate)
        rate = round(width_px * height_px * self._rate * BITS_PER_PIXEL)
        context.bit_rate = max(rate, LEAST_BIT_RATE)
        return stream

    def _video_frame(self, index: int, image: np.ndarray) -> av.VideoFrame:
        height_px, width_px = image.shape[:2]
        if width_px % 2 or height_px % 2:
            edges = (0, height_px % 2, 0, width_px % 2)
            image = cv2.copyMakeBorder(image, *edges, cv2.BORDER_REPLICATE)
        frame = av.VideoFrame.from_ndarray(image, format="bgr24")
        frame.pts, frame.time_base = index, 1 / self._rate
        return frame
