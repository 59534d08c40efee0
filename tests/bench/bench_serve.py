"""What ``synctalk serve`` stands: a large upload, a client that goes away, many requests, bad ones.

    python -m tests.bench.bench_serve [--gigabytes 5] [--folder DIR]

The server is a process of its own in an empty workspace; its memory (RSS) is read while it works.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

BLOCK = os.urandom(1 << 20)
REQUESTS = 200
TRAVERSALS = (
    "/api/files/uploads/../secret.txt",
    "/api/files/uploads/%2e%2e/secret.txt",
    "/api/files/uploads/..%2fsecret.txt",
    "/api/files/..%2f..%2fetc%2fpasswd",
    "/api/files//etc/passwd",
    "/api/files/uploads/..%5csecret.txt",
    "/api/files/result/%2e%2e/%2e%2e/secret.txt",
    "/api/files/uploads/.hidden",
    "/api/files/secret.txt",
    "/api/jobs/..%2f..%2fsecret",
)


class MemoryWatch:
    """The largest RSS of a process, read 20 times a second."""

    def __init__(self, process_id: int) -> None:
        self._process, self._ends = psutil.Process(process_id), threading.Event()
        self.first_mb = self.most_mb = self._process.memory_info().rss / 1e6
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def __str__(self) -> str:
        return f"RSS {self.first_mb:.0f} MB before, at most {self.most_mb:.0f} MB"

    def _work(self) -> None:
        while not self._ends.wait(0.05):
            self.most_mb = max(self.most_mb, self._process.memory_info().rss / 1e6)


class Client:
    """Sends requests to a server on this machine."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token

    def ask(
        self, method: str, path: str, body: object = None, token: str | None = None
    ) -> tuple[int, bytes]:
        """Status and body of a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)
        headers = {"Authorization": f"Bearer {token or self._token}"}
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()

    def upload(self, path: str, blocks: int, sent_blocks: int | None = None) -> int:
        """Announce ``blocks`` MiB and send them; status, or 0 where the rest is not sent."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=600) as connection:
            head = (
                f"PUT /api/files/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {self._token}\r\n"
                f"Content-Length: {blocks * len(BLOCK)}\r\nConnection: close\r\n\r\n"
            )
            connection.sendall(head.encode())
            for _ in range(blocks if sent_blocks is None else sent_blocks):
                connection.sendall(BLOCK)
            if sent_blocks is not None:
                return 0
            return int(connection.recv(4096).split()[1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=5.0)
    parser.add_argument("--folder", type=Path, help="where the workspace is made")
    arguments = parser.parse_args()
    blocks = round(arguments.gigabytes * 1e9 / len(BLOCK))
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        (workspace / "secret.txt").write_text("secret")
        with _serving(workspace) as (client, process_id):
            _measure_upload(client, process_id, workspace, blocks)
            _measure_lost_client(client, process_id, workspace, blocks)
            _measure_requests(client, process_id)
            _measure_bad_requests(client)


@contextlib.contextmanager
def _serving(workspace: Path) -> Iterator[tuple[Client, int]]:
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "synctalk_engine", "serve", "--json", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--token", token], cwd=workspace, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        yield Client(int(started["url"].rpartition(":")[2]), token), process.pid
    finally:
        process.terminate()
        process.wait()


def _measure_upload(client: Client, process_id: int, workspace: Path, blocks: int) -> None:
    with MemoryWatch(process_id) as memory:
        began_s = time.monotonic()
        status = client.upload("uploads/large.bin", blocks)
        took_s = time.monotonic() - began_s
    path = workspace / "uploads" / "large.bin"
    size = path.stat().st_size
    is_equal = _digest(path) == _expected_digest(blocks)
    print(
        f"upload of {size / 1e9:.2f} GB: status {status}, {size / 1e6 / took_s:.0f} MB/s, {memory}"
    )
    print(f"  the file is what was sent: {is_equal}; files there: {_names(path.parent)}")
    path.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _expected_digest(blocks: int) -> str:
    digest = hashlib.blake2b()
    for _ in range(blocks):
        digest.update(BLOCK)
    return digest.hexdigest()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _measure_lost_client(client: Client, process_id: int, workspace: Path, blocks: int) -> None:
    """A client that announces all and goes away after a fifth of it."""
    with MemoryWatch(process_id) as memory:
        client.upload("uploads/lost.bin", blocks, sent_blocks=blocks // 5)
        deadline_s = time.monotonic() + 30
        while _names(workspace / "uploads") and time.monotonic() < deadline_s:
            time.sleep(0.1)
    print(f"client gone after a fifth: left behind {_names(workspace / 'uploads')}, {memory}")


def _measure_requests(client: Client, process_id: int) -> None:
    kinds = (
        ("GET", "/api/projects", None),
        ("GET", "/health", None),
        ("PUT", "/api/files/uploads/{}.bin", BLOCK),
        ("GET", "/api/jobs/nobody", None),
    )

    def one(number: int) -> tuple[int, float]:
        method, path, body = kinds[number % len(kinds)]
        began_s = time.monotonic()
        status, _ = client.ask(method, path.format(number), body)
        return status, time.monotonic() - began_s

    with MemoryWatch(process_id) as memory, ThreadPoolExecutor(REQUESTS) as pool:
        began_s = time.monotonic()
        answers = list(pool.map(one, range(REQUESTS)))
        took_s = time.monotonic() - began_s
    counts = dict(collections.Counter(status for status, _ in answers))
    slowest_s = max(seconds for _, seconds in answers)
    print(
        f"{REQUESTS} requests at once: {counts} in {took_s:.2f} s, slowest {slowest_s:.2f} s,"
        f" {memory}"
    )


def _measure_bad_requests(client: Client) -> None:
    wrong = [client.ask("GET", "/api/projects", token=f"wrong{n}")[0] for n in range(REQUESTS)]
    print(f"{REQUESTS} wrong tokens: {dict(collections.Counter(wrong))}")
    for method, body in (("GET", None), ("PUT", b"x")):
        answers = [client.ask(method, path, body) for path in TRAVERSALS]
        leaks = sum(found == b"secret" or b"root:" in found for _, found in answers)
        counts = dict(collections.Counter(status for status, _ in answers))
        print(f"{len(TRAVERSALS)} paths that lead out, {method}: {counts}, {leaks} got a file")


if __name__ == "__main__":
    main()
