"""A browser that talks to a model over WebRTC: its microphone comes in, video and audio go out.

aiortc's objects live on the server's event loop; the stream has a thread of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading

import av
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ, AudioQueue
from synctalk_engine.live.live import LiveModel
from synctalk_engine.live.stream import LiveStream
from synctalk_engine.live.webrtc_tracks import (
    PeerAudioTrack,
    PeerTarget,
    PeerVideoTrack,
    SendSchedule,
)

NETWORK_JITTER_SAMPLES = LIVE_RATE_HZ * 3 // 100
MOST_WAITING_SAMPLES = LIVE_RATE_HZ * 3 // 10
ENDED_STATES = ("closed", "failed", "disconnected")

logger = logging.getLogger(__name__)


class SessionEnded(Exception):  # noqa: N818 - not an error: the page was closed
    """The stream's thread is to end."""


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
        schedule = SendSchedule()
        self._video, self._audio = PeerVideoTrack(loop, schedule), PeerAudioTrack(loop, schedule)
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
