"""The local API over a real socket: tokens, paths, jobs, streams, and clients that misbehave."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

uvicorn = pytest.importorskip("uvicorn")
pytest.importorskip("fastapi")

from synctalk_engine.cli import serve as serve_command  # noqa: E402
from synctalk_engine.job import Job  # noqa: E402
from synctalk_engine.serve.app import Api, create_app  # noqa: E402
from synctalk_engine.serve.files import served_path  # noqa: E402
from synctalk_engine.serve.runner import JobRunner  # noqa: E402
from synctalk_engine.workspace.layout import Workspace  # noqa: E402
from synctalk_engine.workspace.runs import RunFolder, list_runs  # noqa: E402
from tests.helpers.command_line import synctalk  # noqa: E402

TOKEN = "a token of our own, long enough"
WAIT_S = 60.0


class FakeProcess:
    """Does a run in this process as soon as it is let."""

    def __init__(self, run: RunFolder, gate: threading.Event) -> None:
        self._run, self._gate = run, gate

    def wait(self) -> int:
        self._gate.wait(WAIT_S)
        with Job(self._run) as job:
            job.log("text", text="grüße")
        return 0


class Server:
    """The application in a thread; ``gate`` lets its jobs run."""

    def __init__(
        self, workspace: Workspace, max_upload_bytes: int = 10_000_000, lifespan: str = "off"
    ) -> None:
        self.gate = threading.Event()
        self.gate.set()
        runner = JobRunner(1, lambda run: FakeProcess(run, self.gate))
        self.api = Api(workspace, TOKEN, runner, max_upload_bytes)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(create_app(self.api), log_level="error", lifespan=lifespan)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End it; a second time does nothing."""
        self.gate.set()
        self._server.should_exit = True
        self._thread.join(WAIT_S)
        self._socket.close()
        assert not self._thread.is_alive()

    def ask(self, method: str, path: str, body=None, token: str | None = TOKEN, **headers):
        """Status and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if isinstance(body, dict):
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()

    def wait_for(self, is_true) -> None:
        """Wait until something is so; the limit only ends a test that hangs."""
        end_s = time.monotonic() + WAIT_S
        while not is_true():
            assert time.monotonic() < end_s
            time.sleep(0.01)


@pytest.fixture
def workspace(tmp_path):
    root = tmp_path / "a workspace ñ"
    (root / "result").mkdir(parents=True)
    (root / "result" / "a.mp4").write_bytes(bytes(range(256)) * 40)
    (root / "secret.txt").write_text("secret")
    return Workspace(root)


@pytest.fixture
def server(workspace):
    with Server(workspace) as server:
        yield server


def is_open(path) -> bool:
    """Whether this process has a file open."""
    return any(file.path == str(path) for file in psutil.Process().open_files())


def new_job(server, name="anna"):
    options = {"name": name, "audio_path": "s.wav", "device": "cpu"}
    status, body = server.ask("POST", "/api/jobs", {"kind": "render", "options": options})
    assert status == 201, body
    return json.loads(body)


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", TOKEN[:-1], "ünïcode"])
@pytest.mark.parametrize("path", ["/api/projects", "/api/jobs/anna", "/api/files/result/a.mp4"])
def test_without_the_token_nothing_is_told(server, token, path):
    encoded = token if token is None else token.encode("utf-8").decode("latin-1")
    status, body = server.ask("GET", path, token=encoded)
    assert status == 401 and b"secret" not in body


def test_health_and_the_description_need_no_token(server):
    assert server.ask("GET", "/health", token=None)[0] == 200
    assert server.ask("GET", "/openapi.json", token=None)[0] == 200


def test_another_host_name_is_refused(server):
    assert server.ask("GET", "/api/projects", Host="evil.example")[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "secret.txt",
        "../secret.txt",
        "result/../secret.txt",
        "result/%2e%2e/secret.txt",
        "result/..%2fsecret.txt",
        "result/..%5csecret.txt",
        "result//etc/passwd",
        "%2fetc%2fpasswd",
        "result/%00",
        "result/link.txt",
        "result",
        "dataset/anna/prepare.json",
        "result/c:secret.txt",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_no_path_leads_out(server, workspace, method, path):
    with contextlib.suppress(OSError):  # Windows lets only some users make links
        (workspace.result_dir / "link.txt").symlink_to(workspace.root / "secret.txt")
    status, body = server.ask(method, f"/api/files/{path}", b"x" if method == "PUT" else None)
    assert status in (404, 405) and b"secret" not in body
    assert (workspace.root / "secret.txt").read_text() == "secret"


def test_a_file_is_downloaded_whole_and_in_part(server, workspace):
    whole = (workspace.result_dir / "a.mp4").read_bytes()
    assert server.ask("GET", "/api/files/result/a.mp4") == (200, whole)
    status, body = server.ask("GET", "/api/files/result/a.mp4", Range="bytes=256-511")
    assert (status, body) == (206, bytes(range(256)))


def test_an_upload_is_there_and_too_large_ones_leave_nothing(workspace):
    with Server(workspace, max_upload_bytes=1000) as server:
        status, _ = server.ask("PUT", "/api/files/uploads/s%20%C3%BC.wav", b"x" * 1000)
        assert status == 201
        assert (workspace.root / "uploads" / "s ü.wav").read_bytes() == b"x" * 1000
        assert server.ask("PUT", "/api/files/uploads/big", b"x" * 1001)[0] == 413
        chunks = iter([b"x" * 600, b"x" * 600])  # of no announced length
        assert server.ask("PUT", "/api/files/uploads/big", chunks)[0] == 413
        assert [path.name for path in (workspace.root / "uploads").iterdir()] == ["s ü.wav"]


def test_five_gigabytes_are_refused_before_they_are_sent(server, workspace):
    head = (
        "PUT /api/files/uploads/big HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {TOKEN}\r\nContent-Length: 5000000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S) as client:
        client.sendall(head.encode())
        assert b" 413 " in client.recv(200)
    assert not (workspace.root / "uploads").exists()


def test_an_upload_whose_client_goes_away_leaves_nothing(server, workspace):
    head = (
        "PUT /api/files/uploads/half HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {TOKEN}\r\nContent-Length: 100000\r\n\r\n"
    )
    uploads = workspace.root / "uploads"
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S) as client:
        client.sendall(head.encode() + b"x" * 5000)
        server.wait_for(lambda: uploads.exists() and any(uploads.iterdir()))
    server.wait_for(lambda: not any(uploads.iterdir()))
    assert server.ask("GET", "/api/projects")[0] == 200


def test_a_job_is_a_run_folder_with_its_events_streamed_to_the_end(server, workspace):
    job = new_job(server)
    status, body = server.ask("GET", f"/api/jobs/anna/{job['id']}/events")
    events = [json.loads(line[6:]) for line in body.decode().splitlines() if line[:5] == "data:"]
    assert status == 200
    assert [event["seq"] for event in events] == list(range(len(events)))
    assert (events[0]["state"], events[-1]["state"]) == ("running", "done")
    assert any(event.get("message") == "grüße" for event in events)
    later = server.ask("GET", f"/api/jobs/anna/{job['id']}/events", **{"Last-Event-ID": "0"})[1]
    assert later.count(b"data:") == len(events) - 1
    described = json.loads(server.ask("GET", f"/api/jobs/anna/{job['id']}")[1])
    assert described["state"] == "done"
    assert [run.run_id for run in list_runs(workspace, "anna")] == [job["id"]]
    assert json.loads(server.ask("GET", "/api/projects")[1]) == ["anna"]


def test_a_waiting_job_can_be_cancelled(server):
    server.gate.clear()
    first, second = new_job(server), new_job(server, "berta")
    status, body = server.ask("POST", f"/api/jobs/berta/{second['id']}/stop")
    assert status == 202 and json.loads(body)["state"] != "queued"
    server.gate.set()
    run = server.api.run("anna", first["id"])
    server.wait_for(lambda: server.api.runner.state(run) == "done")
    assert not (server.api.run("berta", second["id"]).events_path).exists()


def test_a_client_that_goes_away_ends_its_stream(server):
    server.gate.clear()
    job = new_job(server)
    path = f"/api/jobs/anna/{job['id']}/events"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S) as client:
        client.sendall(head.encode())
        assert b"200 OK" in client.recv(100)
        server.wait_for(lambda: server.api.open_streams == 1)
    server.wait_for(lambda: server.api.open_streams == 0)


def test_a_client_that_goes_away_ends_its_download(server, workspace):
    """The file is let go; on Windows it could not be deleted otherwise."""
    large = workspace.result_dir / "large.mp4"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    head = (
        "GET /api/files/result/large.mp4 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {TOKEN}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S) as client:
        client.sendall(head.encode())
        assert b"200 OK" in client.recv(1000)
        server.wait_for(lambda: is_open(large))
    server.wait_for(lambda: not is_open(large))
    assert server.ask("GET", "/api/projects")[0] == 200


def test_a_page_without_the_token_cannot_follow_or_stop_a_job(server):
    server.gate.clear()
    job = new_job(server)
    path = f"/api/jobs/anna/{job['id']}"
    assert server.ask("GET", f"{path}/events", token="wrong")[0] == 401
    assert server.ask("POST", f"{path}/stop", token=None)[0] == 401
    assert server.api.open_streams == 0


def test_two_hundred_different_requests_at_once_leave_no_stream_and_no_job_behind(server):
    """Reads, jobs, uploads, wrong tokens and streams, all together."""

    def ask(number: int) -> int:
        match number % 5:
            case 0:
                return server.ask("GET", "/api/projects")[0]
            case 1:
                return server.ask("PUT", f"/api/files/uploads/{number}", b"x" * 1000)[0]
            case 2:
                return server.ask("GET", "/api/projects", token="wrong")[0]
            case 3:
                return server.ask("GET", "/api/files/uploads/..%2f..%2fsecret.txt")[0]
        return server.ask("POST", "/api/jobs", {"kind": "render", "options": {"name": "x"}})[0]

    with ThreadPoolExecutor(200) as pool:
        statuses = list(pool.map(ask, range(200)))
    assert [set(statuses[kind::5]) for kind in range(5)] == [{200}, {201}, {401}, {404}, {422}]
    uploads = server.api.workspace.root / "uploads"
    assert {path.stat().st_size for path in uploads.iterdir()} == {1000}
    assert len(list(uploads.iterdir())) == 40 and server.api.open_streams == 0


def test_two_hundred_requests_at_once(server, workspace):
    whole = (workspace.result_dir / "a.mp4").read_bytes()
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda _: server.ask("GET", "/api/files/result/a.mp4"), range(200)))
    assert answers == [(200, whole)] * 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "format c:", "options": {}}, 422),
        ({"kind": "render", "options": {"name": "../up", "audio_path": "a"}}, 422),
        ({"kind": "render", "options": {"name": "anna"}}, 422),
        ({"kind": "render", "options": {"name": "anna", "audio_path": "a", "x": 1}}, 422),
        ({"kind": "demo", "options": {"name": "anna"}}, 422),
        ({"options": []}, 422),
    ],
)
def test_bad_jobs_are_refused(server, workspace, body, status):
    assert server.ask("POST", "/api/jobs", body)[0] == status
    assert not workspace.runs_dir.exists() or not any(workspace.runs_dir.glob("*/*"))


def test_unknown_jobs_are_not_found(server):
    assert server.ask("GET", "/api/jobs/anna/none")[0] == 404
    assert server.ask("GET", "/api/jobs/anna/..%2f..")[0] in (404, 405)


def test_only_uploads_and_results_are_served(workspace):
    assert served_path(workspace, "result/a.mp4") == workspace.result_dir / "a.mp4"
    assert served_path(workspace, "result/a.mp4", may_write=True) is None


# -- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": "0.0.0.0"}, "without a token"),
        ({"host": "0.0.0.0", "token": "short"}, "without a token"),
        ({"token": "short"}, "without a token"),
        ({"host": "no such host.invalid", "token": TOKEN}, "cannot be used"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(workspace, options, said):
    outcome = synctalk(workspace.root, "serve", port=0, **options)
    assert outcome.exit_code == 3 and said in outcome.stderr.replace("\n", " ")


def test_a_port_in_use_is_a_sentence(workspace, server):
    outcome = synctalk(workspace.root, "serve", port=server.port)
    assert outcome.exit_code == 3 and str(server.port) in outcome.stderr


def test_missing_packages_are_a_sentence(workspace, monkeypatch):
    monkeypatch.setattr(serve_command.importlib.util, "find_spec", lambda _name: None)
    outcome = synctalk(workspace.root, "serve")
    assert outcome.exit_code == 3 and "[serve]" in outcome.stderr.replace("\n", "")
