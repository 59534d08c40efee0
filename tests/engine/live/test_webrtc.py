"""The live page's connection, with a peer of aiortc in the place of a browser."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("aiortc", reason="the optional package aiortc is not installed")
pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

import av
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaPlayer

from synctalk_engine.live import extras
from synctalk_engine.media.audio import write_wav
from tests.engine.render.conftest import HEIGHT_PX, NAME, WIDTH_PX, write_generator
from tests.engine.serve.test_serve import TOKEN, Server
from tests.helpers.media_files import tone

FRAMES, AUDIO_FRAMES = 12, 40
WAIT_S = 60.0


def post(server: Server, path: str, body: dict, token: str = TOKEN) -> tuple[int, dict]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    url = f"http://127.0.0.1:{server.port}{path}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=WAIT_S) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


async def connected(server: Server, wav_path):
    """A peer that sends a file's audio, and its tracks by kind."""
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    tracks: dict = {}
    peer.on("track", lambda track: tracks.__setitem__(track.kind, track))
    peer.addTrack(MediaPlayer(str(wav_path), loop=True).audio)
    peer.addTransceiver("video", direction="recvonly")
    await peer.setLocalDescription(await peer.createOffer())
    body = {"name": NAME, "sdp": peer.localDescription.sdp}
    status, answer = await asyncio.to_thread(post, server, "/api/live", body)
    assert status == 200 and answer["type"] == "answer"
    await peer.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
    return peer, tracks


async def talk(server: Server, wav_path) -> tuple[list, list]:
    peer, tracks = await connected(server, wav_path)
    try:
        video = [await tracks["video"].recv() for _ in range(FRAMES)]
        audio = [await tracks["audio"].recv() for _ in range(AUDIO_FRAMES)]
    finally:
        await peer.close()
    return video, audio


@pytest.fixture
def wav_path(tmp_path):
    path = tmp_path / "tone.wav"
    write_wav(path, tone(1.0, 48_000), 48_000)
    return path


def test_a_browser_gets_video_and_its_own_audio(project, wav_path) -> None:
    with Server(project.workspace) as server:
        video, audio = asyncio.run(asyncio.wait_for(talk(server, wav_path), WAIT_S))
    sizes = {(frame.width, frame.height) for frame in video}
    assert sizes == {(WIDTH_PX // 2 * 2, HEIGHT_PX // 2 * 2)}
    times = [frame.pts * frame.time_base for frame in video]
    assert all(later > earlier for earlier, later in pairwise(times))
    loudest = max(np.abs(frame.to_ndarray()).max() for frame in audio)
    assert loudest > 3000


def test_the_newest_page_wins_and_the_old_session_ends(project, wav_path) -> None:
    async def two() -> None:
        first, _ = await connected(server, wav_path)
        session = server.api.live.session
        second, tracks = await connected(server, wav_path)
        await tracks["video"].recv()
        assert session.has_ended and not session._thread.is_alive()
        assert not server.api.live.session.has_ended
        await first.close()
        await second.close()

    with Server(project.workspace) as server:
        asyncio.run(asyncio.wait_for(two(), WAIT_S))


def test_what_cannot_be_is_told_in_a_sentence(project, monkeypatch) -> None:
    with Server(project.workspace) as server:
        assert post(server, "/api/live", {"name": NAME, "sdp": "v=0"}, token="wrong")[0] == 401
        status, answer = post(server, "/api/live", {"name": "nobody", "sdp": "v=0"})
        assert status == 404 and answer["code"] == "project_not_found"
        status, answer = post(server, "/api/live", {"name": NAME, "sdp": "nonsense"})
        assert status == 422 and answer["detail"].startswith("This is no WebRTC offer")
        write_generator(project.checkpoint_path, asr="hubert")
        status, answer = post(server, "/api/live", {"name": NAME, "sdp": "v=0"})
        assert status == 422 and answer["code"] == "live_kind_unsuited"
        monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
        status, answer = post(server, "/api/live", {"name": NAME, "sdp": "v=0"})
        assert status == 422 and answer["code"] == "live_packages_missing"


def test_the_page_needs_no_token_and_contains_none(project) -> None:
    with Server(project.workspace) as server:
        status, body = server.ask("GET", "/live", token=None)
        assert status == 200 and b"<video" in body and TOKEN.encode() not in body
        assert server.ask("DELETE", "/api/live", token=None)[0] == 401
        assert server.ask("DELETE", "/api/live")[0] == 204


def test_pieces_for_the_browser_are_whole_opus_frames() -> None:
    from synctalk_engine.live.webrtc import PeerTarget

    class Track:
        def __init__(self) -> None:
            self.frames: list = []

        def put(self, frame) -> None:
            self.frames.append(frame)

    video, audio = Track(), Track()
    target = PeerTarget(video, audio, 30.0)  # type: ignore[arg-type]
    samples = np.linspace(-1, 1, 3200, dtype=np.float32)
    target.write(0, np.zeros((151, 131, 3), np.uint8), samples[:1600])
    target.write(1, None, samples[1600:])
    assert [(f.width, f.height, f.pts) for f in video.frames] == [(130, 150, 0)]
    assert [(f.samples, f.pts) for f in audio.frames] == [(960, 0), (960, 960), (960, 1920)]
    heard = np.concatenate([f.to_ndarray()[0] for f in audio.frames])
    assert np.array_equal(heard, np.round(samples[:2880] * 32767).astype(np.int16))
    assert isinstance(audio.frames[0], av.AudioFrame)
