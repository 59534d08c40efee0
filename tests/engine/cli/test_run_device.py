"""``synctalk run NAME GPU`` where there is no GPU: said, and the processor is offered."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from synctalk_engine import devices
from synctalk_engine.cli import run as run_command
from synctalk_engine.protocol.options.train import RunOptions
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.command_line import synctalk

CPU = {"id": "cpu", "name": "processor", "memory_total_mb": 1, "memory_free_mb": 1, "precision": []}


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A machine without a GPU; the options of jobs that would have begun."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(devices, "list_devices", lambda: [CPU])
    monkeypatch.setattr(run_command, "offer_missing", lambda *_: None)
    monkeypatch.setattr(
        run_command, "run_job", lambda _kind, options, _as_json: found.append(options)
    )
    return found


def _device(options: dict[str, Any]) -> str:
    return RunOptions(**options).device


def test_nobody_can_be_asked_so_the_exact_command_is_named(workspace: Workspace, begun) -> None:
    outcome = synctalk(
        workspace.root, "run", _name="May B", _gpu="0", epochs=3, asr="mel", force=True
    )
    assert outcome.exit_code == 3 and not begun
    assert "no GPU" in outcome.sentence and "cuda:0" in outcome.sentence
    command = outcome.sentence.split("run: ")[1]
    assert shlex.split(command) == [
        "synctalk", "run", "May B", "--device", "auto", "--epochs", "3", "--asr", "mel", "--force",
    ]  # fmt: skip


def test_the_named_command_works(workspace: Workspace, begun) -> None:
    assert synctalk(workspace.root, "run", _name="May", device="auto").exit_code == 0
    assert synctalk(workspace.root, "run", _name="May", _gpu="0", device="cpu").exit_code == 0
    assert [_device(options) for options in begun] == ["auto", "cpu"]


@pytest.mark.parametrize("agrees", [True, False])
def test_on_a_terminal_it_asks(workspace: Workspace, begun, monkeypatch, agrees: bool) -> None:
    asked: list[str] = []

    def confirm(text: str, **_named: Any) -> bool:
        asked.append(text)
        return agrees

    monkeypatch.setattr(run_command, "is_interactive", lambda: True)
    monkeypatch.setattr(run_command.typer, "confirm", confirm)
    outcome = synctalk(workspace.root, "run", _name="May", _gpu="0")
    assert len(asked) == 1 and "processor" in asked[0]
    assert outcome.exit_code == (0 if agrees else 3)
    assert [_device(options) for options in begun] == (["auto"] if agrees else [])


def test_numbers_and_names_of_devices() -> None:
    assert RunOptions(name="May", gpu="0").device == "cuda:0"
    assert RunOptions(name="May", gpu="0, 1").device == "cuda:0,cuda:1"
    assert RunOptions(name="May", gpu="cpu").device == "cpu"
    assert RunOptions(name="May").device == "auto"
    again = RunOptions(**RunOptions(name="May", gpu="0", device="auto").model_dump())
    assert again.device == "auto", "as it is read again from run.json"
