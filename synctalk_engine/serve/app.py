"""The routes of the API. FastAPI describes them at ``/docs``."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator
from typing import Any, Literal

from fastapi import APIRouter, Body, Depends, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect

from synctalk_engine import __version__
from synctalk_engine.errors import SynctalkError
from synctalk_engine.jobs import create_run
from synctalk_engine.protocol.events import ResultEvent
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.serve.files import UploadTooLargeError, free_bytes, save_upload, served_path
from synctalk_engine.serve.live import LiveSessions, add_live_routes, live_page
from synctalk_engine.serve.runner import JobRunner
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs

ServedKind = Literal["preprocess", "train", "run", "render", "evaluate"]
CommandWord = Literal["pause", "resume", "stop", "save", "sample"]
Credentials = HTTPAuthorizationCredentials | None
POLL_S = 0.2
HEARTBEAT_S = 15.0
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]", "::1"]
"""A page of another name that points here (DNS rebinding) is refused."""


class Api:
    """What the routes work on.

    Args:
        token: what every request has to send.
        max_upload_bytes: the largest file that is taken.
    """

    def __init__(
        self, workspace: Workspace, token: str, runner: JobRunner, max_upload_bytes: int
    ) -> None:
        self.workspace, self.token, self.runner = workspace, token, runner
        self.max_upload_bytes = max_upload_bytes
        self.live = LiveSessions(workspace)
        self.open_streams = 0
        """Clients that follow a job now."""

    def check_token(self, credentials: Credentials = Depends(HTTPBearer(auto_error=False))) -> None:
        """Refuse a request without the token."""
        given = credentials.credentials if credentials is not None else ""
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            headers = {"WWW-Authenticate": "Bearer"}
            raise HTTPException(401, "The token is missing or wrong.", headers)

    def run(self, name: str, run_id: str) -> RunFolder:
        """The run of an id; 404 where there is none."""
        check_name(name)
        for run in list_runs(self.workspace, name):
            if run.run_id == run_id:
                return run
        raise HTTPException(404, f"There is no job “{run_id}” of “{name}”.")

    def describe(self, run: RunFolder) -> dict[str, Any]:
        """A job as JSON."""
        spec = run.read_spec()
        kind, created = (None, None) if spec is None else (spec.kind, spec.created)
        return {
            "name": run.path.parent.name,
            "id": run.run_id,
            "kind": kind,
            "created": created,
            "state": self.runner.state(run),
        }


def create_app(api: Api, hosts: list[str] | None = None) -> FastAPI:
    """The application.

    Args:
        hosts: names under which it may be reached; the loopback ones if None.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await api.live.close()  # its thread must not outlive the interpreter

    app = FastAPI(title="SyncTalk Studio", version=__version__, lifespan=lifespan)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts or LOOPBACK_HOSTS)
    app.state.api = api
    app.add_exception_handler(SynctalkError, _user_error)
    app.get("/health")(lambda: {"program": "SyncTalk Studio", "version": __version__})
    router = APIRouter(prefix="/api", dependencies=[Depends(api.check_token)])
    _add_job_routes(router, api)
    _add_file_routes(router, api)
    add_live_routes(router, api.live)
    app.get("/live", include_in_schema=False)(live_page)
    app.include_router(router)
    return app


async def _user_error(_request: Request, error: Exception) -> JSONResponse:
    """The sentence of a user error, as under ``--json``."""
    assert isinstance(error, SynctalkError)
    fields = {"code": error.code, "message": error.message, "hint": error.hint}
    status = 404 if error.code in ("project_not_found", "run_not_found") else 422
    return JSONResponse({**fields, "params": error.params}, status)


def _add_job_routes(router: APIRouter, api: Api) -> None:
    @router.get("/projects")
    def projects() -> list[str]:
        """Names of the projects."""
        return api.workspace.project_names()

    @router.get("/jobs/{name}")
    def jobs(name: str) -> list[dict[str, Any]]:
        """The jobs of a project, oldest first, those of the window included."""
        check_name(name)
        return [api.describe(run) for run in list_runs(api.workspace, name)]

    @router.post("/jobs", status_code=201)
    def add_job(kind: ServedKind = Body(), options: dict[str, Any] = Body()) -> dict[str, Any]:
        """Queue a job; ``options`` are those of the command line, by their names."""
        return api.describe(_queue(api, kind, options))

    @router.get("/jobs/{name}/{run_id}")
    def job(name: str, run_id: str) -> dict[str, Any]:
        """One job, with its result once it is done."""
        run = api.run(name, run_id)
        events = EventReader(run).read_new()
        results = [event.body() for event in events if isinstance(event, ResultEvent)]
        return {**api.describe(run), "result": results[-1] if results else None}

    @router.post("/jobs/{name}/{run_id}/{command}", status_code=202)
    def send(name: str, run_id: str, command: CommandWord) -> dict[str, Any]:
        """Pause, resume or stop a job; a job that waits is taken out of the queue."""
        run = api.run(name, run_id)
        if not (command == "stop" and api.runner.cancel(run)):
            run.send(command)
        return api.describe(run)

    @router.get("/jobs/{name}/{run_id}/events")
    def events(name: str, run_id: str, request: Request) -> StreamingResponse:
        """The events of a job as server-sent events, from the first one to its end."""
        run = api.run(name, run_id)
        return StreamingResponse(_job_events(api, run, request), media_type="text/event-stream")


def _queue(api: Api, kind: JobKind, options: dict[str, Any]) -> RunFolder:
    run = create_run(api.workspace, kind, options)
    api.runner.add(run)
    return run


async def _job_events(api: Api, run: RunFolder, request: Request) -> AsyncIterator[str]:
    """Events until the job has ended or the client is gone."""
    reader, quiet_s = EventReader(run), 0.0
    last_seen = request.headers.get("last-event-id", "")
    after = int(last_seen) if last_seen.isascii() and last_seen.isdigit() else -1
    api.open_streams += 1
    try:
        while not await request.is_disconnected():
            has_ended = await asyncio.to_thread(api.runner.has_ended, run)
            new = await asyncio.to_thread(reader.read_new)
            for event in new:
                if event.seq > after:
                    body = json.dumps(event.model_dump(), ensure_ascii=False, default=str)
                    yield f"id: {event.seq}\nevent: {event.type}\ndata: {body}\n\n"
            if has_ended and not new:
                return
            quiet_s = 0.0 if new else quiet_s + POLL_S
            if quiet_s >= HEARTBEAT_S:
                quiet_s = 0.0
                yield ": still there\n\n"
            await asyncio.sleep(POLL_S)
    finally:
        api.open_streams -= 1


def _add_file_routes(router: APIRouter, api: Api) -> None:
    @router.get("/files/{path:path}")
    def download(path: str) -> FileResponse:
        """A file of ``result/`` or ``uploads/``, streamed; ranges are understood."""
        found = served_path(api.workspace, path)
        if found is None or not found.is_file():
            raise HTTPException(404, "There is no such file.")
        return FileResponse(found)

    @router.put("/files/{path:path}", status_code=201)
    async def upload(path: str, request: Request) -> dict[str, Any]:
        """Write the body of the request to ``uploads/...``; it is streamed to the disk."""
        target = served_path(api.workspace, path, may_write=True)
        if target is None or target.is_dir():
            raise HTTPException(404, "Files can be written to uploads/ only.")
        limit = min(api.max_upload_bytes, free_bytes(api.workspace))
        announced = request.headers.get("content-length", "0")
        try:
            if announced.isdigit() and int(announced) > limit:
                raise UploadTooLargeError
            size = await save_upload(target, request.stream(), limit)
        except UploadTooLargeError:
            raise HTTPException(413, f"The file is larger than {limit} bytes.") from None
        except ClientDisconnect:
            raise HTTPException(400, "The upload ended early.") from None
        return {"path": path, "bytes": size}
