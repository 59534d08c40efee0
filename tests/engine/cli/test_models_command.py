"""``synctalk models``: consent, progress as JSON, damage said with its exit code."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from synctalk_engine.assets import registry
from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import DirectUrl
from synctalk_engine.cli.app import app

CONTENT = b"weights" * 100_000


class _Publisher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One known asset, served on this machine; an empty store."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Publisher)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "store"))
    asset = Asset(
        id="tiny",
        title="Tiny network",
        purpose="tests",
        licence="MIT",
        filename="tiny.pth",
        bytes=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        sources=(DirectUrl(f"http://127.0.0.1:{server.server_port}/tiny.pth"),),
    )
    for asset_id in list(registry.ASSETS):
        monkeypatch.delitem(registry.ASSETS, asset_id)
    monkeypatch.setitem(registry.ASSETS, "tiny", asset)
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def models(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, ["models", *arguments], input=answer)


def lines_of(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "nobody there"])
def test_nothing_is_fetched_unless_the_answer_is_yes(tmp_path: Path, answer: str) -> None:
    done = models("install", "tiny", answer=answer)
    assert done.exit_code == 3 and "Nothing was downloaded" in done.stderr
    assert "0.7 MB" in done.stderr and "MIT" in done.stderr
    assert not (tmp_path / "store").exists()
    assert models("install", "tiny", answer="y\n").exit_code == 0
    assert (tmp_path / "store" / "tiny" / "tiny.pth").read_bytes() == CONTENT


def test_under_json_nobody_is_asked_and_progress_is_told(tmp_path: Path) -> None:
    refused = models("install", "tiny", "--json", answer="y\n")
    assert refused.exit_code == 3 and lines_of(refused)[-1]["code"] == "asset_not_agreed"
    lines = lines_of(models("install", "tiny", "--json", "--yes"))
    progress = [line for line in lines if line["type"] == "progress"]
    assert progress[-1] == {
        "type": "progress", "what": "tiny", "done": len(CONTENT), "total": len(CONTENT),
        "unit": "bytes",
    }  # fmt: skip
    assert lines[-1] == {"type": "result", "installed": ["tiny"]}
    (row,) = json.loads(models("list", "--json").stdout)
    assert (row["state"], row["bytes"], row["licence"]) == ("installed", len(CONTENT), "MIT")


def test_damage_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    models("install", "tiny", "--yes")
    assert models("verify").exit_code == 0
    (tmp_path / "store" / "tiny" / "tiny.pth").write_bytes(CONTENT[:-1])
    done = models("verify", "--json")
    assert done.exit_code == 3
    assert [line["type"] for line in lines_of(done)] == ["result", "error"]
    assert "synctalk models install tiny" in lines_of(done)[-1]["hint"]
    assert "checksum differs" in models("verify").stdout


def test_weights_come_from_a_folder_without_a_network(tmp_path: Path) -> None:
    folder = tmp_path / "usb stick"
    folder.mkdir()
    (folder / "renamed.bin").write_bytes(CONTENT)
    assert "Installed: tiny" in models("import", str(folder)).stdout
    assert "Removed tiny" in models("remove", "tiny").stdout
    (folder / "renamed.bin").write_bytes(CONTENT[:-1])
    assert models("import", str(folder)).exit_code == 3
    assert models("remove", "tiny").exit_code == 0
    assert models("remove", "nothing").exit_code == 3
