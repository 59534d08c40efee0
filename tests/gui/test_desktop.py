"""The rest of the desktop: second starts, crashes, reports, notifications, sleep, memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import wakepy
from PySide6.QtCore import QTimer

from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui import keep_awake
from synctalk_gui.diagnostic_report import Remover, write_report
from synctalk_gui.dialogs.problem import ProblemDialog
from synctalk_gui.engine.devices import Device
from synctalk_gui.engine.memory_watch import with_fresh_memory
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.keep_awake import KeepAwake
from synctalk_gui.last_session import Crash, LastSession
from synctalk_gui.single_instance import SingleInstance, hand_over
from synctalk_gui.stop_signals import StopSignals
from tests.helpers.window_actions import active, make_video, mark_preprocessed, until

ROOT = Path(__file__).parents[2]
_HAND_OVER = "import sys; from synctalk_gui.single_instance import hand_over; "


def start_again(name: str, workspace: str, files: list[Path] | None = None) -> subprocess.Popen:
    """A second start, as far as the first window sees it."""
    texts = [str(path) for path in files or []]
    code = _HAND_OVER + f"sys.exit(0 if hand_over({workspace!r}, {name!r}, {texts!r}) else 1)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code], env=environment)


def test_a_second_start_raises_the_first_window_and_opens_its_workspace(
    qtbot, open_window, tmp_path
):
    window = open_window()
    instance = SingleInstance(window, name=f"test-{os.getpid()}-a")
    instance.raised.connect(window.desktop.raise_window)
    window.showMinimized()
    other = tmp_path / "other"
    other.mkdir()
    second = start_again(f"test-{os.getpid()}-a", str(other))
    until(qtbot, lambda: second.poll() is not None)
    assert second.returncode == 0, "the second one ends"
    assert window.session.workspace.root == other
    assert not window.isMinimized()
    instance.close()


def test_files_of_a_second_start_come_to_the_first_window(qtbot, open_window, tmp_path):
    window = open_window()
    name = f"test-{os.getpid()}-files"
    instance = SingleInstance(window, name=name)
    instance.files_given.connect(window.import_files)
    video = make_video(tmp_path / "clips 工作", "my talk.mp4")
    second = start_again(name, "", [video])
    until(qtbot, lambda: second.poll() is not None)
    assert second.returncode == 0
    until(qtbot, lambda: "my talk" in window.session.projects.names())
    instance.close()


def test_nobody_answers_where_no_window_is(qtbot):
    assert hand_over("", f"test-{os.getpid()}-none") is False


@pytest.mark.skipif(os.name == "nt", reason="a named pipe ends with its process")
def test_the_socket_of_a_killed_window_is_no_obstacle(qtbot):
    name = f"test-{os.getpid()}-killed"
    code = (
        "import os; from PySide6.QtCore import QCoreApplication; a = QCoreApplication([]); "
        f"from synctalk_gui.single_instance import SingleInstance; SingleInstance(None, {name!r}); "
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert not hand_over("", name)
    instance = SingleInstance(name=name)
    assert instance.is_listening
    instance.close()


def test_noise_on_the_socket_is_ignored(qtbot):
    from PySide6.QtNetwork import QLocalSocket

    name = f"test-{os.getpid()}-noise"
    instance = SingleInstance(name=name)
    seen = []
    instance.raised.connect(seen.append)
    socket = QLocalSocket()
    socket.connectToServer(name)
    socket.write(b"GET / HTTP/1.1\r\n")
    until(qtbot, lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert seen == []
    instance.close()


# -- crashes -----------------------------------------------------------------------------------


def crash_in_a_process(folder: Path, how: str) -> None:
    code = (
        "import sys, os, faulthandler; from pathlib import Path; "
        "from synctalk_gui.last_session import LastSession; "
        f"s = LastSession(Path({str(folder)!r})); s.begin(); {how}"
    )
    subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60
    )


def test_a_fault_that_python_cannot_catch_is_offered_once_at_the_next_start(tmp_path):
    crash_in_a_process(tmp_path, "faulthandler._sigsegv()")
    session = LastSession(tmp_path)
    crash = session.begin(catch_faults=False)
    assert crash is not None and abs(crash.began - time.time()) < 60
    assert "egmentation fault" in crash.note.read_text() or "access violation" in (
        crash.note.read_text()
    )
    session.end()
    assert LastSession(tmp_path).begin(catch_faults=False) is None
    LastSession(tmp_path).end()


def test_a_killed_window_leaves_a_crash_without_a_note(tmp_path):
    crash_in_a_process(tmp_path, "os._exit(9)")
    crash = LastSession(tmp_path).begin(catch_faults=False)
    assert crash is not None and crash.note is None
    LastSession(tmp_path).end()


def test_an_orderly_end_leaves_nothing(tmp_path):
    crash_in_a_process(tmp_path, "s.end()")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a signal")
def test_a_window_that_the_system_ends_is_no_crash(tmp_path):
    command = [sys.executable, "-m", "synctalk_gui.launch", "--workspace", str(tmp_path)]
    own = {name: str(tmp_path / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = os.environ | own | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        while not list(tmp_path.rglob("session-*.json")):
            assert window.poll() is None, window.stderr.read()
            time.sleep(0.02)
        window.terminate()
        assert window.wait(60) == 0, window.stderr.read()
        assert not list(tmp_path.rglob("session-*.json"))
    finally:
        window.kill()
        window.communicate()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_to_stop_is_heard_once_the_event_loop_runs(qtbot, name):
    before = signal.getsignal(getattr(signal, name))
    signals = StopSignals()
    with qtbot.waitSignal(signals.stop_requested):
        signal.raise_signal(getattr(signal, name))
    signals.close()
    assert signal.getsignal(getattr(signal, name)) == before


def test_another_window_that_lives_is_no_crash(tmp_path):
    process = psutil.Process(os.getppid())
    mark = {"pid": process.pid, "create_time": process.create_time(), "began": 1.0}
    (tmp_path / f"session-{process.pid}.json").write_text(json.dumps(mark))
    assert LastSession(tmp_path).begin(catch_faults=False) is None
    LastSession(tmp_path).end()


def test_a_crash_is_offered_with_a_report(qtbot, open_window, tmp_path, monkeypatch):
    window = open_window()
    note = tmp_path / "fault-1.txt"
    note.write_text("Fatal Python error")
    asked = []
    monkeypatch.setattr(window.desktop, "ask_report", lambda: asked.append(1))
    window.desktop.offer_crash_report(Crash(time.time() - 7200, note))
    dialog = window.findChild(ProblemDialog)
    assert "started 2 h ago" in dialog._text
    dialog.report_button.click()
    assert asked == [1]


# -- reports -----------------------------------------------------------------------------------


@pytest.fixture
def told(workspace, monkeypatch):
    """A workspace whose logs contain personal data."""
    write_notes(workspace, "Erika Muster", source_video="/media/ACME Ltd/secret take.mp4")
    monkeypatch.setattr("synctalk_gui.diagnostic_report._user", lambda: "erika77")
    return workspace


@pytest.mark.parametrize(
    "secret, text",
    [
        ("secret", "The file /media/ACME Ltd/secret take.mp4 does not exist."),
        ("ACME", '{"path": "/media/ACME Ltd/x/table.csv"}'),
        ("ACME", r'{"path": "D:\\ACME Ltd\\take.mov"}'),
        ("ACME", r"\\server\ACME\take.mov is gone"),
        ("Erika", "Erika Muster: training failed"),
        ("Erika", "{root}/dataset/Erika Muster/aud.wav"),
        ("erika77", "/home/erika77/notes and erika77"),
        ("talk", "talk.wav has no audio"),
        ("a@b", "mail from a@b.org"),
    ],
)
def test_paths_and_names_are_removed(told, secret, text):
    cleaned = Remover(told).clean(text.replace("{root}", str(told.root)))
    assert secret not in cleaned, cleaned


def test_a_report_keeps_what_helps_to_find_a_bug(told):
    remover = Remover(told)
    trace = f'File "{told.root.parent}/x/synctalk_gui/session.py", line 12, in _read'
    assert 'synctalk_gui/session.py", line 12, in _read' in remover.clean(trace)
    assert remover.clean("loss 0.25 at step 12/400") == "loss 0.25 at step 12/400"
    assert "<workspace>/runs/<project 1>/" in remover.clean(f"{told.root}/runs/Erika Muster/x")


def test_a_report_holds_the_last_run_and_the_system(told, tmp_path):
    run = RunFolder.create(told, "train", "Erika Muster", {"name": "Erika Muster"})
    run.log_path.write_text(f"reading {told.root}/dataset/Erika Muster\nbatch of 8\n")
    crashes = tmp_path / "data" / "crashes"
    crashes.mkdir(parents=True)
    (crashes / "crash-20260101-000000.txt").write_text("ValueError in /home/erika77/x.py")
    target = tmp_path / "report.zip"
    write_report(target, told, [Device("cpu", "A processor", 16000, 8000)], crashes)
    with zipfile.ZipFile(target) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    assert "A processor" in texts["system.txt"]
    assert "batch of 8" in texts["runs/1/log.txt"]
    assert "ValueError" in texts["crashes/crash-20260101-000000.txt"]
    everything = "".join(texts.values())
    assert "Erika" not in everything and "erika77" not in everything
    assert str(told.root) not in everything


def test_saving_a_report_is_confirmed(qtbot, open_window, workspace, tmp_path):
    window = open_window()
    window.desktop.save_report(window.session, tmp_path / "report.zip")
    until(qtbot, lambda: "Report saved" in window.view.toast.text())
    assert zipfile.is_zipfile(tmp_path / "report.zip")


# -- sleep and notifications -------------------------------------------------------------------


def test_a_computer_that_cannot_be_kept_awake_is_a_warning_in_the_log(qtbot, monkeypatch, caplog):
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    awake = KeepAwake()
    awake.set_awake(True)
    until(qtbot, lambda: "may go to sleep" in caplog.text)
    assert not awake.is_awake
    assert [record.levelname for record in caplog.records if "may go" in record.message] == [
        "WARNING"
    ]
    awake.set_awake(False)


def test_an_error_while_sleep_is_allowed_again_is_a_warning_too(qtbot, monkeypatch, caplog):
    def fail(*_: object) -> None:
        raise OSError("the message bus has gone")

    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    awake = KeepAwake()
    awake.set_awake(True)
    until(qtbot, lambda: awake.is_awake)
    monkeypatch.setattr(wakepy.core.mode, "deactivate_method", fail)
    awake.set_awake(False)
    assert not awake.is_awake
    until(qtbot, lambda: "the message bus has gone" in caplog.text)


def test_the_settings_know_that_linux_needs_a_message_bus(monkeypatch):
    monkeypatch.setattr(keep_awake.sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert not keep_awake.can_keep_awake()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/bus")
    assert keep_awake.can_keep_awake()
    for platform in ("win32", "darwin"):
        monkeypatch.setattr(keep_awake.sys, "platform", platform)
        assert keep_awake.can_keep_awake()


def test_the_machine_is_kept_awake_only_while_something_is_computed(
    qtbot, open_window, workspace, monkeypatch
):
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    awake: KeepAwake = window.desktop.keep_awake
    assert not awake.is_awake
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: awake.is_awake)
    until(qtbot, lambda: active(window).status == "running")
    active(window).pause()
    until(qtbot, lambda: not awake.is_awake)
    active(window).resume()
    until(qtbot, lambda: awake.is_awake)
    active(window).stop()
    until(qtbot, lambda: not awake.is_awake)


def test_the_end_of_a_job_is_notified_while_the_window_is_inactive(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4)
    other = ProblemDialog(window, "Something else is in front")
    other.setModal(False)
    shown = []
    window.desktop.notifications.shown.connect(lambda title, text: shown.append(text))
    window.isActiveWindow = lambda: False
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: shown)
    assert shown == ["“May” is trained."]
    other.close()


# -- memory ------------------------------------------------------------------------------------


def test_free_memory_is_updated(qtbot, open_window):
    window = open_window()
    devices = window.session.devices
    until(qtbot, lambda: devices.get("cpu") and devices.get("cpu").name == "Pretend processor")
    devices.set_devices([replace(device, memory_free_mb=1.0) for device in devices.devices])
    window.session.memory.look()
    until(qtbot, lambda: devices.get("cpu").memory_free_mb > 1)
    # the pretended machine may be smaller than this one
    free_mb = min(psutil.virtual_memory().available / 2**20, devices.get("cpu").memory_total_mb)
    assert abs(devices.get("cpu").memory_free_mb - free_mb) < 2000


def test_a_gpu_that_cannot_be_asked_keeps_what_is_known():
    gpu = Device("cuda:0", "Pretend", 12288, 4096, uuid="GPU-none")
    assert with_fresh_memory([gpu]) == [gpu]


def test_memory_is_not_polled_while_the_window_is_hidden(qtbot, open_window):
    window = open_window()
    timer = window.session.memory.findChild(QTimer)
    assert timer.isActive()
    window.hide()
    assert not timer.isActive()
    window.show()
    assert timer.isActive()
