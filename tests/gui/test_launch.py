"""One executable, three kinds of start; the engine's never gets to Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from synctalk_engine.workspace.engine_process import EngineCommand, window_command
from synctalk_gui import launch

ROOT = Path(__file__).parents[2]
_ENGINE_START = """
import sys
sys.argv = ["SyncTalkStudio", "--engine", "--version"]
sys.stderr = None
from synctalk_gui.launch import main
try:
    main()
except SystemExit as end:
    loaded = {name.split(".")[0] for name in sys.modules}
    assert not end.code and sys.stderr is not None
    assert loaded.isdisjoint({"PySide6", "shiboken6", "torch"}), loaded
    print("engine without Qt")
"""


@pytest.mark.parametrize(
    ("argv", "arguments"),
    [
        (["SyncTalkStudio"], None),
        (["SyncTalkStudio", "my talk.mp4"], None),
        (["SyncTalkStudio", "--workspace", "--engine"], None),
        (["SyncTalkStudio", "--engine", "execute", "run"], ["execute", "run"]),
        (["SyncTalkStudio", "--self-test", "--no-window"], ["self-test", "--no-window"]),
        (["/usr/bin/synctalk", "devices"], None),
    ],
)
def test_the_first_argument_decides(argv, arguments):
    assert launch.engine_arguments(argv) == arguments


def test_in_a_bundle_the_name_decides_too(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launch.engine_arguments(["C:/x/synctalk.exe", "devices"]) == ["devices"]
    assert launch.engine_arguments(["/opt/x/synctalk"]) == []
    assert launch.engine_arguments(["/opt/x/SyncTalkStudio"]) is None


def test_the_engine_starts_before_anything_of_qt():
    done = subprocess.run(
        [sys.executable, "-c", _ENGINE_START], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "engine without Qt"
    assert done.stdout.startswith("synctalk ")


def test_a_bundle_starts_itself(monkeypatch, tmp_path):
    program = tmp_path / "SyncTalk 工作" / "synctalk.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert EngineCommand.default().line("devices") == [str(program), "--engine", "devices"]
    assert window_command() == [str(program.with_name("SyncTalkStudio.exe"))]
    assert launch.engine_arguments(EngineCommand.default().line("devices")) == ["devices"]


def test_programs_that_the_window_opens_get_the_users_own_libraries(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/home/me/lib")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/bundle/_internal")
    launch._restore_library_paths()
    assert os.environ["LD_LIBRARY_PATH"] == "/home/me/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ and "DYLD_LIBRARY_PATH" not in os.environ


def test_outside_a_bundle_library_paths_are_left_alone(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/home/me/lib")
    launch._restore_library_paths()
    assert os.environ["LD_LIBRARY_PATH"] == "/home/me/lib"
