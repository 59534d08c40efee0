"""A training whose terminal is closed (window closed, ssh lost) stops and saves."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

import pytest

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from tests.helpers.tiny_training import COMMAND, small_project
from tests.helpers.training_process import REPOSITORY, TRAINING

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal of POSIX systems"),
]
WAIT_S = 240.0


def start_in_terminal(folder: Path, *arguments: str) -> tuple[int, int]:
    """Starts the command line as the leader of a new terminal.

    Returns:
        Process number, and the descriptor of the terminal's other end.
    """
    import pty

    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"}
    pid, terminal = pty.fork()
    if pid == 0:  # the new process
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, *COMMAND, *arguments], environment)
    return pid, terminal


def events(folder: Path) -> list:
    runs = list_runs(Workspace(folder), "drawn")
    return EventReader(runs[-1]).read_new() if runs else []


def test_closed_terminal_stops_and_saves(tmp_path):
    folder = small_project(tmp_path)
    pid, terminal = start_in_terminal(folder, *TRAINING, "--epochs", "400")
    deadline_s = time.monotonic() + WAIT_S
    while not any(
        event.stage == "generator" and event.type == "metric" for event in events(folder)
    ):
        if select.select([terminal], [], [], 0.2)[0]:
            os.read(terminal, 65536)  # a full terminal would block the program
        assert time.monotonic() < deadline_s
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    states = [event.state for event in events(folder) if event.type == "state"]
    assert states[-1] == "stopped"
    run = list_runs(Workspace(folder), "drawn")[-1]
    assert run.resume_path.is_file()
