"""The live page's connection, with a peer of aiortc in the place of a browser."""

from __future__ import annotations

import asyncio
import json
import math
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
from synctalk_engine.live.webrtc_tracks import (
    PeerAudioTrack,
    PeerTarget,
    PeerVideoTrack,
    SendSchedule,
)
from synctalk_engine.media.audio import write_wav
from tests.engine.render.conftest import HEIGHT_PX, NAME, WIDTH_PX, write_generator
from tests.engine.serve.test_serve import TOKEN, Server
from tests.helpers.fake_clock import FakeTime
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


def settled_schedule(clock: FakeTime) -> SendSchedule:
    """Moments come 0.2 s after their time in the stream."""
    schedule = SendSchedule(clock.monotonic)
    assert not schedule.add(0.0, clock.now_s)
    clock.now_s += SendSchedule.SETTLING_S
    assert schedule.add(SendSchedule.SETTLING_S - 0.2, clock.now_s)
    return schedule


def test_audio_and_video_of_a_moment_are_sent_together_however_late_frames_are() -> None:
    """The browser takes as belonging together what is sent together (about .13 s of offset)."""
    clock = FakeTime()
    schedule = settled_schedule(clock)
    margin_s = SendSchedule.MARGIN_S
    start_s = clock.now_s - (SendSchedule.SETTLING_S - 0.2)  # of moment 0, without the margin
    assert schedule.left_s(1.0) == pytest.approx(start_s + 1.0 + margin_s - clock.now_s)
    schedule.add(1.0, start_s + 1.3)  # late: all that follows is sent later
    assert schedule.left_s(2.0) == pytest.approx(start_s + 2.3 + margin_s - clock.now_s)
    schedule.add(1.2, start_s + 9.2)  # never later than the limit
    most_s = margin_s + SendSchedule.MOST_DELAY_S
    assert schedule.left_s(2.0) == pytest.approx(start_s + 2.0 + most_s - clock.now_s)


def test_the_delay_shrinks_once_nothing_is_late_any_more() -> None:
    clock = FakeTime()
    schedule = settled_schedule(clock)
    start_s = clock.now_s - (SendSchedule.SETTLING_S - 0.2)
    schedule.add(0.4, start_s + 0.8)
    for moment_s in np.arange(0.44, 40, 0.04):
        schedule.add(moment_s, start_s + moment_s)
    assert schedule.left_s(50) == pytest.approx(
        start_s + 50 + SendSchedule.MARGIN_S - clock.now_s, abs=1e-3
    )


def test_nothing_of_before_the_connection_is_sent_and_late_frames_are_left_out() -> None:
    clock = FakeTime()

    async def run() -> tuple[int, list[int]]:
        loop, schedule = asyncio.get_running_loop(), SendSchedule(clock.monotonic)
        video, audio = PeerVideoTrack(loop, schedule), PeerAudioTrack(loop, schedule)
        target = PeerTarget(video, audio, 25.0)

        async def write(*frames: int) -> None:
            for frame in frames:
                target.write(frame, np.zeros((32, 32, 3), np.uint8), np.zeros(1920, np.float32))
                clock.now_s += 0.04
            await asyncio.sleep(0)

        await write(*range(50))  # two seconds that nobody wants
        receiving = [asyncio.ensure_future(track.recv()) for track in (video, audio)]
        await asyncio.sleep(0)
        await write(*range(50, 80))
        clock.now_s += 1.0  # all of it is due
        first_video, first_audio = [(await one).pts for one in receiving]
        rest = [first_audio, *[(await audio.recv()).pts for _ in range(9)]]
        return first_video // 3600, [pts // 960 for pts in rest]

    frame, opus_frames = asyncio.run(asyncio.wait_for(run(), WAIT_S))
    assert frame == 79  # the newest that is due
    first = 2 * (50 + math.ceil(SendSchedule.SETTLING_S * 25))
    assert opus_frames == list(range(first, first + 10))  # audio is never left out


def test_a_session_ends_with_the_server(project, wav_path) -> None:
    async def talk_until_the_end() -> None:
        with Server(project.workspace, lifespan="on") as server:
            peer, tracks = await connected(server, wav_path)
            await tracks["video"].recv()
            session = server.api.live.session
            await asyncio.to_thread(server.end)
            assert session.has_ended and not session._thread.is_alive()
            await peer.close()

    asyncio.run(asyncio.wait_for(talk_until_the_end(), WAIT_S))
