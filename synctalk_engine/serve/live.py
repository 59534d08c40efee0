"""The live page: a browser talks to a model over WebRTC. One page at a time; the newest wins."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Body, HTTPException
from fastapi.responses import FileResponse

from synctalk_engine import devices
from synctalk_engine.live.extras import WEBRTC, require_packages
from synctalk_engine.protocol.options.live import DEFAULT_LOOKAHEAD_MS, LiveOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name

if TYPE_CHECKING:
    from synctalk_engine.live.live import LiveModel
    from synctalk_engine.live.webrtc import WebRtcSession

PAGE_PATH = Path(__file__).with_name("live_page.html")
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; media-src blob: mediastream:; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
MOST_SDP_LETTERS = 100_000


class LiveSessions:
    """The session of the page that talks now, and the model that was loaded last."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._session: WebRtcSession | None = None
        self._model: tuple[tuple[Any, ...], LiveModel] | None = None
        self._lock = asyncio.Lock()

    @property
    def session(self) -> WebRtcSession | None:
        """The newest session; it may have ended."""
        return self._session

    async def answer(self, name: str, sdp: str, lookahead_ms: int, background: str = "keep") -> str:
        """The answer to a browser's offer.

        Raises:
            SynctalkError: there is no such model, it cannot speak live, or packages are missing.
            ValueError: it is not an offer.
        """
        require_packages(WEBRTC)
        from synctalk_engine.live.webrtc import WebRtcSession

        async with self._lock:
            await self.close()
            model = await asyncio.to_thread(self._load, name, background)
            self._session = WebRtcSession(model, lookahead_ms)
            return await self._session.answer(sdp)

    async def close(self) -> None:
        """End the session that there is."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _load(self, name: str, background: str) -> LiveModel:
        """The model of a project; the one loaded before where its files are the same."""
        device = devices.select("auto")
        from synctalk_engine.live.live import load_live_model
        from synctalk_engine.render.render import checkpoint_path

        options = LiveOptions(name=name, audio_path="-", background=background)
        clip_dir = self._workspace.find_clip_dir(name, None)
        Clip(clip_dir).check_complete()
        path = checkpoint_path(options, clip_dir, self._workspace)
        key = name, background, path, path.stat().st_mtime_ns if path.exists() else None
        if self._model is None or self._model[0] != key:
            self._model = None  # two at once may not fit into memory
            model = load_live_model(options, self._workspace, device)
            self._model = key, model
        return self._model[1]


def add_live_routes(router: APIRouter, sessions: LiveSessions) -> None:
    """The routes under ``/api/live``."""

    @router.post("/live")
    async def start_live(
        name: str = Body(),
        sdp: str = Body(max_length=MOST_SDP_LETTERS),
        lookahead_ms: int = Body(DEFAULT_LOOKAHEAD_MS, ge=0, le=1000),
        background: str = Body("keep"),
    ) -> dict[str, str]:
        """Answer a browser's WebRTC offer; the page that talked before is ended."""
        check_name(name)
        try:
            answer = await sessions.answer(name, sdp, lookahead_ms, background)
            return {"type": "answer", "sdp": answer}
        except ValueError as error:
            raise HTTPException(422, f"This is no WebRTC offer with audio: {error}.") from error

    @router.delete("/live", status_code=204)
    async def stop_live() -> None:
        """End the session of the page that talks now."""
        await sessions.close()


def live_page() -> FileResponse:
    """The page; what it does needs the token."""
    return FileResponse(PAGE_PATH, media_type="text/html", headers=PAGE_HEADERS)
