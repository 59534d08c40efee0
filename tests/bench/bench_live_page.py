"""How far audio and video lie apart on the live page, in headless Chromium.

    python -m tests.bench.bench_live_page [--workspace DIR --name NAME] [--seconds 40]

A file of beeps is spoken. Each frame whose audio has a beep is made white, so a beep and its flash
should be seen and heard together. The page tells when each frame is shown
(``requestVideoFrameCallback``) and when each beep leaves the jitter buffer (an audio worklet).
With ``--workspace`` a real model of that folder makes the frames, else grey ones are made at once.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ
from synctalk_engine.live.stream import LiveStream
from synctalk_engine.media.audio import write_wav
from synctalk_engine.serve import live as serve_live
from synctalk_engine.serve.app import Api, create_app
from synctalk_engine.serve.runner import JobRunner
from synctalk_engine.workspace.layout import Workspace
from tests.bench.chromium import Chromium, chromium

PERIOD_S, BEEP_S, TONE_HZ = 1.013, 0.2, 880
LOUD = 0.05
VIDEO_CLOCK_HZ = 90_000
FPS, SIDE_PX = 25.0, 256
SETTLING_S = 8.0
"""Left out: the browser adapts its buffers."""
MEASURE = Path(__file__).with_name("live_page_measure.js")


class Onsets:
    """Where the beeps of the stream begin, in s, and the frames that are shown first for them."""

    def __init__(self, fps: float) -> None:
        self._fps, self._is_shown, self._was_loud = fps, True, False
        self.beeps_s: list[float] = []
        self.first_white_frames: list[int] = []

    def add(self, frame: int, audio: np.ndarray, is_made: bool) -> bool:
        """Whether the frame has a beep."""
        loud = np.flatnonzero(np.abs(audio) > LOUD)
        if len(loud) and not self._was_loud:
            self.beeps_s.append(frame / self._fps + loud[0] / LIVE_RATE_HZ)
            self._is_shown = False
        self._was_loud = bool(len(loud))
        if self._was_loud and is_made and not self._is_shown:
            self._is_shown = True
            self.first_white_frames.append(frame)
        return self._was_loud


class GreyModel:
    """In the place of a ``LiveModel``: frames cost nothing."""

    fps = FPS

    @contextlib.contextmanager
    def animator(self, lookahead_ms: int) -> Iterator[Any]:
        """As ``LiveModel.animator``."""
        from synctalk_engine.live.features import LiveFeatures
        from synctalk_engine.live.stream import Animator

        features = LiveFeatures(lambda samples, count, gain: np.zeros((count, 1)), (0.5,))
        grey = np.full((SIDE_PX, SIDE_PX, 3), 40, np.uint8)
        yield Animator(self, features, lambda step: grey, FPS, round(lookahead_ms * FPS / 1000))

    def make(self, step: int, image: np.ndarray, *_: Any) -> np.ndarray:
        """As ``LiveFrameMaker.make``."""
        return image


class FlashingStream(LiveStream):
    """A stream whose frames with a beep are white."""

    onsets: Onsets
    times: Any

    def _give(self, frame: int, image: np.ndarray | None) -> None:
        if frame >= 0:
            audio = self._animator.timeline.read(frame, frame + 1)
            is_white = type(self).onsets.add(frame, audio, image is not None)
            image = np.full_like(image, 255) if is_white and image is not None else image
            type(self).times = self._animator.times
        super()._give(frame, image)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--name", default="grey")
    parser.add_argument("--seconds", type=float, default=40.0)
    arguments = parser.parse_args()
    from synctalk_engine.live import webrtc

    FlashingStream.onsets = Onsets(FPS)
    webrtc.LiveStream = FlashingStream
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(arguments.workspace or Path(folder))
        if arguments.workspace is None:
            (workspace.root / "dataset" / arguments.name).mkdir(parents=True)
            serve_live.LiveSessions._load = lambda *_: GreyModel()
        beeps = Path(folder) / "beeps.wav"
        _write_beeps(beeps, arguments.seconds + SETTLING_S + 5)
        with _served(workspace) as (port, token), chromium() as page:
            seen = _talk(page, port, token, arguments.name, beeps, arguments.seconds)
    _print(seen)


def _write_beeps(path: Path, seconds: float) -> None:
    time_s = np.arange(round(seconds * LIVE_RATE_HZ)) / LIVE_RATE_HZ
    is_on = (time_s % PERIOD_S) < BEEP_S
    write_wav(path, (0.5 * is_on * np.sin(2 * np.pi * TONE_HZ * time_s)), LIVE_RATE_HZ)


@contextlib.contextmanager
def _served(workspace: Workspace) -> Iterator[tuple[int, str]]:
    token = secrets.token_hex(16)
    api = Api(workspace, token, JobRunner(1), 1_000_000)
    server = uvicorn.Server(uvicorn.Config(create_app(api), log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()[1], token
        finally:
            server.should_exit = True
            thread.join()


def _talk(
    page: Chromium, port: int, token: str, name: str, beeps: Path, seconds: float
) -> dict[str, Any]:
    """What ``live_page_measure.js`` collected."""
    url = f"http://127.0.0.1:{port}/live#token={token}&name={name}"
    page.call("Page.setBypassCSP", enabled=True)  # for the worklet
    page.call("Page.navigate", url=url)
    time.sleep(2)
    page.choose_file("#file", str(beeps))
    page.evaluate("document.getElementById('form').requestSubmit()")
    for _ in range(120):
        status = page.evaluate("document.getElementById('status').textContent")
        if status.startswith("Live"):
            break
        time.sleep(1)
    else:
        raise RuntimeError(f"the page says: {status}")
    time.sleep(SETTLING_S)
    page.evaluate(MEASURE.read_text(encoding="utf-8"))
    time.sleep(seconds)
    return json.loads(page.evaluate("measured()"))


def _print(seen: dict[str, Any]) -> None:
    """Delays of both tracks from the stream's time, less the video's median."""
    onsets = FlashingStream.onsets
    frames = np.array(seen["frames"], np.float64)  # (N, 3): shown at ms, RTP time, is white
    begins = frames[1:, 1][(frames[1:, 2] > 0) & (frames[:-1, 2] == 0)]
    origin = _origin(begins, np.array(onsets.first_white_frames) * VIDEO_CLOCK_HZ / FPS)
    video_ms = frames[:, 0] - 1000 * ((frames[:, 1] - origin) / VIDEO_CLOCK_HZ)
    reference_ms = np.median(video_ms)
    delays_ms = np.array(seen["beeps"])[:, None] - 1000 * np.array(onsets.beeps_s) - reference_ms
    audio_ms = delays_ms[np.arange(len(delays_ms)), np.abs(delays_ms).argmin(axis=1)]
    for name, values_ms in (("video", video_ms - reference_ms), ("audio", audio_ms)):
        low, middle, high = np.percentile(values_ms, (10, 50, 90))
        print(f"{name} {middle:+4.0f} ms, 80 % in {low:+.0f} to {high:+.0f}, of {len(values_ms)}")
    for name, value in seen["stats"].items():
        print(f"{name:40} {value:.0f}")
    print("stream:", FlashingStream.times.summary())


def _origin(rtp_times: np.ndarray, frame_times: np.ndarray) -> float:
    """The RTP time of the stream's beginning: most flashes agree on it."""
    differences = (rtp_times[:, None] - frame_times).ravel() % 2**32
    values, counts = np.unique(np.round(differences), return_counts=True)
    return float(values[counts.argmax()])


if __name__ == "__main__":
    main()
