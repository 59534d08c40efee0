"""Two trainings asked for one device."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from synctalk_engine.errors import BusyError, JobStopped
from synctalk_engine.workspace import device_lock as module
from synctalk_engine.workspace.device_lock import DeviceHolder, device_lock

KEY = "GPU-4fb1f1a5/é"
ANNA = DeviceHolder(name="anna", pid=1234, workspace="/home/me/videos")
BEN = DeviceHolder(name="ben", pid=99, workspace="/elsewhere")
_HOLD = """
import sys, time
from synctalk_engine.workspace.device_lock import DeviceHolder, device_lock
with device_lock(sys.argv[1], DeviceHolder(name="anna", pid=7), device="cuda:0"):
    print("held", flush=True)
    time.sleep(120)
"""


@pytest.fixture(autouse=True)
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(module.LOCKS_VARIABLE, str(tmp_path / "locks"))
    return tmp_path / "locks"


def test_the_second_is_told_who_is_at_it() -> None:
    with device_lock(KEY, ANNA, device="cuda:1"):
        with pytest.raises(BusyError) as caught:
            with device_lock(KEY, BEN, device="cuda:1"):
                pytest.fail("it was not held")
        assert caught.value.code == "device_busy"
        assert caught.value.params == {"device": "cuda:1", **ANNA.model_dump()}
        assert "“anna” is already being trained on cuda:1" in caught.value.message
        with device_lock("GPU-another", BEN, device="cuda:2"):
            pass
    with device_lock(KEY, BEN, device="cuda:1"):
        pass


def test_waiting_ends_when_it_is_free(locks: Path) -> None:
    told: list[DeviceHolder] = []
    began, free = threading.Event(), threading.Event()

    def hold() -> None:
        with device_lock(KEY, ANNA, device="cuda:0"):
            began.set()
            free.wait(120)

    other = threading.Thread(target=hold)
    other.start()
    assert began.wait(120)
    polls = []

    def poll() -> None:
        polls.append(len(polls))
        if len(polls) == 3:
            free.set()

    with device_lock(KEY, BEN, device="cuda:0", wait=True, poll=poll, on_wait=told.append):
        assert len(polls) >= 3 and told == [ANNA]
        (note,) = locks.glob("*.json")
        assert json.loads(note.read_text()) == BEN.model_dump()
    other.join()


def test_a_stop_ends_the_waiting() -> None:
    def poll() -> None:
        raise JobStopped

    with device_lock(KEY, ANNA, device="cuda:0"), pytest.raises(JobStopped):
        with device_lock(KEY, BEN, device="cuda:0", wait=True, poll=poll):
            pytest.fail("it was not held")


def test_a_killed_process_holds_nothing(locks: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _HOLD, KEY], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None and process.stdout.readline().strip() == b"held"
        with pytest.raises(BusyError) as caught:
            with device_lock(KEY, BEN, device="cuda:0"):
                pytest.fail("it was not held")
        assert caught.value.params["pid"] == 7
    finally:
        psutil.Process(process.pid).kill()
        process.wait()
        process.stdout.close()
    assert list(locks.glob("*.json")), "what it had said of itself is still there"
    with device_lock(KEY, BEN, device="cuda:0"):
        pass


def test_a_note_that_cannot_be_read_is_no_reason_to_fail(locks: Path) -> None:
    with device_lock(KEY, ANNA, device="mps"):
        (note,) = locks.glob("*.json")
        note.write_text("{", encoding="utf-8")
        with pytest.raises(BusyError, match="is already being trained on mps"):
            with device_lock(KEY, BEN, device="mps"):
                pytest.fail("it was not held")
