"""A browser that talks to a model over WebRTC: its microphone comes in, video and audio go out.

aiortc's objects live on the server's event loop; the stream has a thread of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from fractions import Fraction
from typing import Any

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ, AudioQueue
from synctalk_engine.live.live import LiveModel
from synctalk_engine.live.stream import LiveStream

NETWORK_JITTER_SAMPLES = LIVE_RATE_HZ * 3 // 100
MOST_WAITING_SAMPLES = LIVE_RATE_HZ * 3 // 10
OPUS_SAMPLES = LIVE_RATE_HZ // 50
VIDEO_CLOCK_HZ = 90_000
QUEUED_FRAMES = 4
"""A browser that takes frames slower than this loses the oldest."""
ENDED_STATES = ("closed", "failed", "disconnected")
S16_SCALE = 32767

logger = logging.getLogger(__name__)


class SessionEnded(Exception):  # noqa: N818 - not an error: the page was closed
    """The stream's thread is to end."""


class _OutTrack(MediaStreamTrack):
    """A track whose frames come from another thread."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind = kind
        super().__init__()
        self._loop = loop
        self._frames: asyncio.Queue[Any] = asyncio.Queue()

    def put(self, frame: Any) -> None:
        """Add a frame; from any thread."""
        with contextlib.suppress(RuntimeError):  # the server's loop has ended
            self._loop.call_soon_threadsafe(self._put, frame)

    async def recv(self) -> Any:
        """The next frame, for aiortc."""
        if self.readyState != "live":
            raise MediaStreamError
        return await self._frames.get()

    def _put(self, frame: Any) -> None:
        most = QUEUED_FRAMES * (1 if self.kind == "video" else 2)
        while self._frames.qsize() >= most:
            self._frames.get_nowait()
        self._frames.put_nowait(frame)


class PeerTarget:
    """A ``FrameTarget`` that feeds a browser's tracks."""

    def __init__(self, video: _OutTrack, audio: _OutTrack, fps: float) -> None:
        self._video, self._audio, self._fps = video, audio, fps
        self._rest = np.zeros(0, np.float32)
        self._audio_pts = 0

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """As ``FrameTarget.write``."""
        if image is not None:
            height_px, width_px = (side // 2 * 2 for side in image.shape[:2])
            even = np.ascontiguousarray(image[:height_px, :width_px])
            frame = av.VideoFrame.from_ndarray(even, format="bgr24").reformat(format="yuv420p")
            frame.pts = round(index * VIDEO_CLOCK_HZ / self._fps)
            frame.time_base = Fraction(1, VIDEO_CLOCK_HZ)
            self._video.put(frame)
        samples = np.concatenate([self._rest, audio])
        whole = len(samples) // OPUS_SAMPLES * OPUS_SAMPLES
        self._rest = samples[whole:]
        for start in range(0, whole, OPUS_SAMPLES):
            self._audio.put(self._opus_frame(samples[start : start + OPUS_SAMPLES]))

    def _opus_frame(self, samples: np.ndarray) -> av.AudioFrame:
        data = np.round(np.clip(samples, -1, 1) * S16_SCALE).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(data[None], "s16", "mono")
        frame.sample_rate, frame.pts = LIVE_RATE_HZ, self._audio_pts
        frame.time_base = Fraction(1, LIVE_RATE_HZ)
        self._audio_pts += len(samples)
        return frame


class WebRtcSession:
    """One browser and the model that it talks to.

    Args:
        model: loaded. lookahead_ms: as ``--lookahead_ms``.
    """

    def __init__(self, model: LiveModel, lookahead_ms: int) -> None:
        self._model, self._lookahead_ms = model, lookahead_ms
        self.queue = AudioQueue(NETWORK_JITTER_SAMPLES, MOST_WAITING_SAMPLES)
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        loop = asyncio.get_running_loop()
        self._video, self._audio = _OutTrack("video", loop), _OutTrack("audio", loop)
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-webrtc", daemon=True)
        self._listening: asyncio.Task[None] | None = None
        self.summary: dict[str, float] = {}
        """``LiveTimes.summary`` of the stream after its end."""

    @property
    def has_ended(self) -> bool:
        """Whether the browser is gone or the session was closed."""
        return self._has_ended.is_set()

    async def answer(self, sdp: str) -> str:
        """Start the session for a browser's offer; returns the answer.

        Raises:
            ValueError: it is not an offer with audio.
        """
        peer = self._peer
        peer.on("track", self._on_track)
        peer.on("connectionstatechange", self._on_state)
        try:
            await peer.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
            if not any(one.kind == "audio" for one in peer.getTransceivers()):
                raise ValueError("it offers no audio")
            peer.addTrack(self._video)
            peer.addTrack(self._audio)
            await peer.setLocalDescription(await peer.createAnswer())
        except Exception as error:  # aiortc raises what its parser meets
            await self.close()
            raise ValueError(str(error)) from error
        self._thread.start()
        return peer.localDescription.sdp

    async def close(self) -> None:
        """End the session; its thread has ended afterwards."""
        self._has_ended.set()
        self.queue.end()
        if self._listening is not None:
            self._listening.cancel()
        await self._peer.close()
        if self._thread.ident is not None:
            await asyncio.to_thread(self._thread.join, 10.0)

    def _on_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio" and self._listening is None:
            self._listening = asyncio.ensure_future(self._listen(track))

    async def _on_state(self) -> None:
        if self._peer.connectionState in ENDED_STATES and not self.has_ended:
            await self.close()

    async def _listen(self, track: MediaStreamTrack) -> None:
        resampler = av.AudioResampler("fltp", "mono", LIVE_RATE_HZ)
        with contextlib.suppress(MediaStreamError):
            while True:
                for frame in resampler.resample(await track.recv()):
                    self.queue.put(frame.to_ndarray()[0])

    def _run(self) -> None:
        with self._model.animator(self._lookahead_ms) as animator:
            target = PeerTarget(self._video, self._audio, self._model.fps)
            stream = LiveStream(self.queue, animator, [target])
            try:
                stream.run(self._poll)
            except SessionEnded:
                pass
            except Exception:
                logger.exception("the live stream ended")
            self.summary = animator.times.summary()
        self._has_ended.set()

    def _poll(self) -> None:
        if self._has_ended.is_set():
            raise SessionEnded
