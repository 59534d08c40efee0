"""Hints about weights: a store of its own, one known file, and a publisher on this machine."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from synctalk_engine.assets import fetch, registry
from synctalk_engine.assets.registry import Asset
from synctalk_engine.assets.sources import DirectUrl
from tests.helpers.weights_server import weights_server
from tests.workflow.hints.book import Bench, commands_in, error_of, flag_of, hint_of

CONTENT = b"weights" * 1000


def publish(bench: Bench, address: str, *, is_fetched: bool = True) -> Path:
    """The asset ``tiny``, served at an address; its file as a browser would save it."""
    folder = bench.root / "published"
    folder.mkdir(exist_ok=True)
    (folder / "tiny.pth").write_bytes(CONTENT)
    asset = Asset(
        id="tiny", title="Tiny network", purpose="tests", licence="MIT", filename="tiny.pth",
        bytes=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest(),
        sources=(DirectUrl(f"{address}/tiny.pth"),) if is_fetched else (),
        page=None if is_fetched else "https://example.org",
    )  # fmt: skip
    bench.patch.setenv("SYNCTALK_ASSETS", str(bench.root / "store"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        bench.patch.delenv(name, raising=False)
    bench.patch.setitem(registry.ASSETS, "tiny", asset)
    return folder / "tiny.pth"


def installed(bench: Bench) -> bool:
    from synctalk_engine.assets import AssetStore

    return AssetStore().has("tiny")


def need(bench: Bench) -> None:
    from synctalk_engine.assets import AssetStore

    AssetStore().require(["tiny"])


@hint_of("asset_missing", "asset_to_import", "asset_not_agreed", "asset_unknown", "asset_wrong",
         "asset_not_in", "asset_not_recognised", "asset_unreachable", "assets_damaged")  # fmt: skip
def weights(bench: Bench, code: str) -> None:
    with weights_server(bench.root / "published") as (address, _downloads):
        path = publish(bench, address, is_fetched=code != "asset_to_import")
        _CASES[code](bench, path)
        assert installed(bench)


def _install(bench: Bench, command: str) -> None:
    bench.follow(f"{command} --yes")


def _missing(bench: Bench, path: Path) -> None:
    said = error_of("asset_missing", lambda: need(bench))
    install, by_file = commands_in(said.hint)
    assert install == "synctalk models install tiny"
    _install(bench, install)
    bench.follow("synctalk models remove tiny")
    bench.follow(by_file, FILE=str(path))


def _to_import(bench: Bench, path: Path) -> None:
    said = error_of("asset_to_import", lambda: need(bench))
    (command,) = commands_in(said.hint)
    bench.follow(command, **{"tiny.pth": str(path)})


def _not_agreed(bench: Bench, path: Path) -> None:
    said = bench.refused("asset_not_agreed", "models", _action="install", _id="tiny")
    assert flag_of(said.hint, "yes")
    bench.done("models", _action="install", _id="tiny", yes=True)


def _unknown(bench: Bench, path: Path) -> None:
    said = bench.refused("asset_unknown", "models", _action="install", _id="tini", yes=True)
    assert "tiny" in said.params["available"].split(", ")
    _install(bench, "synctalk models install tiny")


def _wrong(bench: Bench, path: Path) -> None:
    bench.follow("synctalk models import FILE", FILE=str(path))
    (bench.root / "store" / "tiny" / "tiny.pth").write_bytes(b"x" * len(CONTENT))
    said = error_of("asset_wrong", lambda: need(bench))
    install, by_file = commands_in(said.hint)
    _install(bench, install)
    (bench.root / "store" / "tiny" / "tiny.pth").write_bytes(b"y" * len(CONTENT))
    assert not installed(bench)
    bench.follow(by_file, FILE=str(path))


def _not_in(bench: Bench, path: Path) -> None:
    (bench.root / "empty folder").mkdir()
    options = {"_action": "import", "_path": "empty folder", "id": "tiny"}
    said = bench.refused("asset_not_in", "models", **options)
    assert said.params["filename"] == path.name
    bench.done("models", **{**options, "_path": path})


def _not_recognised(bench: Bench, path: Path) -> None:
    (bench.root / "letter.txt").write_text("Dear all", encoding="utf-8")
    said = bench.refused("asset_not_recognised", "models", _action="import", _path="letter.txt")
    assert "tiny" in bench.follow(commands_in(said.hint)[0]).stdout
    bench.done("models", _action="import", _path=path)


def _unreachable(bench: Bench, path: Path) -> None:
    elsewhere = path.rename(bench.root / "tiny.pth")
    bench.patch.setattr(fetch, "RETRIES", 0, raising=False)
    options = {"_action": "install", "_id": "tiny", "yes": True}
    said = bench.refused("asset_unreachable", "models", **options)
    (command,) = commands_in(said.hint)
    bench.follow(command, FILE=str(elsewhere))
    bench.follow("synctalk models remove tiny")
    elsewhere.rename(path)  # the connection is back
    bench.done("models", **options)


def _damaged(bench: Bench, path: Path) -> None:
    bench.follow("synctalk models import FILE", FILE=str(path))
    (bench.root / "store" / "tiny" / "tiny.pth").write_bytes(b"x" * len(CONTENT))
    said = bench.refused("assets_damaged", "models", _action="verify", _id="tiny")
    (command,) = commands_in(said.hint)
    _install(bench, command)
    bench.done("models", _action="verify", _id="tiny")


_CASES = {
    "asset_missing": _missing,
    "asset_to_import": _to_import,
    "asset_not_agreed": _not_agreed,
    "asset_unknown": _unknown,
    "asset_wrong": _wrong,
    "asset_not_in": _not_in,
    "asset_not_recognised": _not_recognised,
    "asset_unreachable": _unreachable,
    "assets_damaged": _damaged,
}


@hint_of("asset_is_checkpoint")
def a_model_is_imported(bench: Bench, code: str) -> None:
    import torch

    from tests.helpers.research_weights import research_state

    path = bench.root / "their.pth"
    torch.save(research_state("unet328_ave"), path)
    said = bench.refused(code, "models", _action="import", _path=path)
    (command,) = commands_in(said.hint)
    command = command.replace(str(path), "FILE")
    asked = bench.refused("checkpoint_kind_unknown", "import", _source=path, name="theirs")
    assert flag_of(said.hint, "asr") and flag_of(asked.hint, "asr")
    bench.follow(f"{command} --asr ave", FILE=str(path), NAME="theirs")


@hint_of("asset_other_network")
def the_original_file(bench: Bench, code: str) -> None:
    import torch

    from tests.helpers.published_weights import ave_state

    bench.patch.setenv("SYNCTALK_ASSETS", str(bench.root / "store"))
    path = bench.root / "ave.pth"
    torch.save({"x.weight": torch.zeros(3)}, path)
    options = {"_action": "import", "_path": path, "id": "ave_encoder"}
    said = bench.refused(code, "models", **options)
    assert "from:" in bench.follow(commands_in(said.hint)[0]).stdout
    torch.save(ave_state(), path)
    bench.done("models", **options)


@hint_of("assets_missing")
def each_by_its_command(bench: Bench, code: str) -> None:
    from synctalk_engine.assets import AssetStore

    with weights_server(bench.root / "published") as (address, _downloads):
        publish(bench, address)
        by_hand = replace(
            registry.ASSETS["tiny"], id="other", sources=(), page="https://example.org",
            filename="other.pth", sha256=hashlib.sha256(b"other").hexdigest(), bytes=5,
        )  # fmt: skip
        bench.patch.setitem(registry.ASSETS, "other", by_hand)
        (bench.root / "other.pth").write_bytes(b"other")
        said = error_of(code, lambda: AssetStore().require(["tiny", "other"]))
        install, by_file = commands_in(said.hint)
        _install(bench, install)
        bench.follow(by_file)
        AssetStore().require(["tiny", "other"])
