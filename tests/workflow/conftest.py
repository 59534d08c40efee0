from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from synctalk_engine.assets import registry
from synctalk_engine.workspace.engine_process import EngineCommand
from tests.helpers.command_line import Outcome, synctalk
from tests.helpers.published_weights import ave_state
from tests.helpers.synthetic_person import ENGINE, make_person, use_synthetic_person

Command = Callable[..., Outcome]


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A synthetic person, tiny networks, and AVE's weights as its publisher installs them."""
    folder = tmp_path_factory.mktemp("published")
    path = folder / "audio_visual_encoder.pth"
    torch.save(ave_state(), path)
    content = path.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYNCTALK_ASSETS", str(folder / "store"))
        patch.setitem(
            registry.ASSETS,
            "ave_encoder",
            replace(registry.ASSETS["ave_encoder"], git_blob=blob),
        )
        use_synthetic_person(patch)
        patch.setattr(EngineCommand, "default", classmethod(lambda _cls: EngineCommand(ENGINE)))
        done = synctalk(folder, "models", _action="import", _path=path)
        assert done.exit_code == 0 and "ave_encoder" in done.stdout, done.stderr
        yield


@pytest.fixture
def own_store(patched: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installed weights, without copying them: what a test installs is not there for the next.

    Else the weights of the face tracker, once installed, change the default preset of all others.
    """
    store = tmp_path / "store"
    shutil.copytree(os.environ["SYNCTALK_ASSETS"], store, copy_function=_link)
    monkeypatch.setenv("SYNCTALK_ASSETS", str(store))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the file system has no links
        shutil.copy2(source, target)


@pytest.fixture
def root(tmp_path: Path, own_store: None) -> Path:
    """An empty workspace in an odd-named folder."""
    folder = tmp_path / "My Videos 工作"
    folder.mkdir()
    return folder


@pytest.fixture
def run(root: Path) -> Command:
    """``run(command, **flags)``: a command of the document in the workspace; it must succeed."""

    def do(command: str, may_fail: bool = False, **flags: Any) -> Outcome:
        if command in ("preprocess", "train") and not may_fail:
            flags.setdefault("device", "cpu")
        outcome = synctalk(root, command, **flags)
        assert may_fail or outcome.exit_code == 0, outcome.stderr
        return outcome

    return do


@pytest.fixture(scope="module")
def _preprocessed(patched: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preprocessed")
    make_person(folder / "videos" / "obama.mp4")
    flags = {"video_path": "videos/obama.mp4", "name": "obama", "asr_model": "ave"}
    assert synctalk(folder, "preprocess", **flags).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def _trained(_preprocessed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained") / "copy"
    shutil.copytree(_preprocessed, folder)
    flags = {"name": "obama", "train_syncnet": True, "epochs": 2, "asr": "ave", "device": "cpu"}
    done = synctalk(folder, "train", **flags)
    assert done.exit_code == 0, done.stderr
    return folder


@pytest.fixture
def preprocessed(_preprocessed: Path, root: Path) -> Path:
    """The workspace after step 1 of the document's first example."""
    shutil.copytree(_preprocessed, root, dirs_exist_ok=True)
    return root


@pytest.fixture
def trained(_trained: Path, root: Path) -> Path:
    """The workspace after both steps of the document's first example, with ``--epochs 2``."""
    shutil.copytree(_trained, root, dirs_exist_ok=True)
    return root
