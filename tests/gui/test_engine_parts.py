"""Questions to the engine, background work, stalls, crash notes."""

from __future__ import annotations

import sys
import threading

import pytest

from synctalk_engine.protocol.events import CheckpointEvent, LogEvent, MetricEvent
from synctalk_engine.workspace.engine_process import EngineCommand, prepare_resume
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui import crash_note
from synctalk_gui.engine import stall_meter
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.devices import DeviceList
from synctalk_gui.engine.json_command import JsonCommand
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.engine.stall_meter import INTERVAL_MS, StallMeter
from synctalk_gui.item_models.project_info import write_notes


def ask(qtbot, code: str) -> list:
    shot = JsonCommand(EngineCommand((sys.executable, "-c", code)), [])
    with qtbot.waitSignal(shot.finished, timeout=10_000) as finished:
        shot.start()
    return finished.args


def test_a_json_command_returns_the_printed_values(qtbot):
    assert ask(qtbot, "print('[1, 2]')") == [0, [[1, 2]]]
    assert ask(qtbot, "print('noise'); print('{\"a\": 1}')") == [0, [{"a": 1}]]
    assert ask(qtbot, "print('{}'); raise SystemExit(3)") == [3, [{}]]


def test_a_json_command_reports_a_missing_program(qtbot):
    shot = JsonCommand(EngineCommand(("/does/not/exist",)), [])
    with qtbot.waitSignal(shot.finished, timeout=10_000) as finished:
        shot.start()
    assert finished.args == [-1, []]


def test_devices_are_asked_without_blocking(qtbot, fake_engine):
    devices = DeviceList(fake_engine())
    with qtbot.waitSignal(devices.changed, timeout=10_000):
        devices.refresh()
        assert not devices.devices, "they come later, by the event loop"
    assert [device.id for device in devices.devices] == ["cuda:0", "cpu"]
    assert devices.get("auto").name == "Pretend GPU"
    assert devices.get("cuda:7") is None


def test_background_work_comes_back_in_the_windows_thread(qtbot):
    pool = Background()
    seen = []
    pool.run(threading.get_ident, lambda value: seen.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    worker, here = seen[0]
    assert worker != here == threading.get_ident()
    pool.close()


def test_failed_background_work_is_logged_and_nothing_follows(qtbot, caplog):
    pool = Background()
    seen = []
    pool.run(lambda: 1 / 0, seen.append)
    pool.run(lambda: 2, seen.append)
    qtbot.waitUntil(lambda: seen == [2], timeout=5000)
    assert "ZeroDivisionError" in caplog.text
    pool.close()


def test_a_user_error_is_reported(qtbot, workspace):
    pool = Background()
    workspace.dataset_dir.write_text("a file where a folder should be")
    with qtbot.waitSignal(pool.failed, timeout=5000) as failed:
        pool.run(lambda: write_notes(workspace, "May", source_video="x"))
    assert failed.args[0] == "path_unusable"
    pool.close()


def test_stall_meter_sees_a_stall(qtbot, monkeypatch):
    ticks_ms = [0, INTERVAL_MS, 2 * INTERVAL_MS, 3 * INTERVAL_MS + 200, 4 * INTERVAL_MS + 200]
    clock_s = iter([ms / 1000 for ms in ticks_ms])
    monkeypatch.setattr(stall_meter.time, "perf_counter", lambda: next(clock_s))
    meter = StallMeter()
    meter.start()
    for _tick in ticks_ms[1:]:
        meter._timer.timeout.emit()
    meter.stop()
    assert meter.longest_ms == pytest.approx(200)
    assert meter.percentile_ms(0.5) == pytest.approx(0)


def test_a_crash_is_noted_and_old_notes_go(tmp_path):
    for number in range(30):
        (tmp_path / f"crash-20200101-0000{number:02d}.txt").write_text("old")
    try:
        raise ValueError("something odd")
    except ValueError as error:
        note = crash_note.write_note(ValueError, error, error.__traceback__, tmp_path)
    assert "something odd" in note.read_text(encoding="utf-8")
    assert len(list(tmp_path.glob("crash-*.txt"))) == 20


def test_an_exception_in_a_slot_is_reported(qtbot, tmp_path, monkeypatch):
    notes = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash_note.install(notes.append, tmp_path)
    try:
        raise RuntimeError("in a slot")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert "in a slot" in notes[0].read_text(encoding="utf-8")


def metric(seq: int, step: int) -> MetricEvent:
    losses = {"total": float(step)}
    return MetricEvent(
        seq=seq, t=seq, run_id="r", stage="generator", step=step, epoch=0, losses=losses
    )


def test_a_record_applies_each_event_once():
    record = RunRecord("train")
    record.apply([metric(0, 0), metric(1, 1)])
    record.apply([metric(1, 1), metric(2, 2)])
    assert list(record.losses["generator"]["total"].steps) == [0, 1, 2]


def test_steps_done_again_after_a_crash_replace_those_before():
    record = RunRecord("train")
    record.apply([metric(seq, seq) for seq in range(10)])
    record.apply([metric(10 + seq, 5 + seq) for seq in range(3)])
    assert list(record.losses["generator"]["total"].steps) == [0, 1, 2, 3, 4, 5, 6, 7]


def test_the_best_checkpoint_is_the_last_best():
    record = RunRecord("train")
    common = {"t": 0, "run_id": "r", "stage": "generator"}
    for seq, best in enumerate((True, True, False)):
        event = CheckpointEvent(
            seq=seq, path=f"{seq}.pth", step=seq, epoch=seq, best=best, **common
        )
        record.apply([event])
    assert record.best_checkpoint.epoch == 1


def test_a_syncnet_is_known_by_its_best_check():
    record = RunRecord("train")
    common = {"t": 0, "run_id": "r", "stage": "syncnet"}
    for seq, auc in enumerate((0.59, 0.56)):
        metrics = {"syncnet_auc": auc}
        record.apply([MetricEvent(seq=seq, step=seq, epoch=0, held_out=metrics, **common)])
    assert record.latest_validation["syncnet_auc"] == 0.56
    record.apply([LogEvent(seq=2, code="syncnet_ready", params={"auc": 0.59}, **common)])
    assert record.latest_validation["syncnet_auc"] == 0.59


def test_a_skipped_stage_counts_as_done():
    record = RunRecord("train")
    common = {"t": 0, "run_id": "r", "code": "stage_skipped"}
    record.apply([LogEvent(seq=0, params={"stage": "frames"}, **common)])
    assert record.stages_seen == ["frames"]


@pytest.mark.parametrize("has_state", [True, False])
def test_resuming_keeps_what_was_done(workspace, has_state):
    run = RunFolder.create(workspace, "train", "May", {"name": "May", "force": True})
    if has_state:
        run.resume_path.write_bytes(b"a state")
    prepare_resume(run)
    spec = run.read_spec()
    assert spec.options.get("continue_training", False) is has_state
    assert spec.options["force"] is False
    assert spec.process is None


@pytest.mark.parametrize("uuid", [None, "GPU-123"])
def test_the_gpu_reaches_the_engine_by_its_uuid(uuid, monkeypatch):
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    environment = EngineCommand.default().full_environment(uuid)
    assert environment.get("CUDA_VISIBLE_DEVICES") == uuid
