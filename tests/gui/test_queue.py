"""The queue: order, holding, trying again, several devices, and what outlives the window."""

from __future__ import annotations

import errno
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.dialogs.queue import QueueDialog
from synctalk_gui.dialogs.settings import SettingsDialog
from synctalk_gui.engine.devices import Device, DeviceList
from synctalk_gui.engine.job_slots import JobSlots
from synctalk_gui.item_models.project_info import write_notes
from tests.helpers.window_actions import (
    WAIT_MS,
    active,
    centre,
    click_at,
    drop,
    make_video,
    mark_preprocessed,
    until,
    wait_for_action,
)

CPU_DEVICE = Device("cpu", "Pretend processor", 16384, 12000)
TWO_GPUS = [Device(f"cuda:{n}", f"Pretend {n}", 12288, 12000, uuid=f"GPU-{n}") for n in (0, 1)]


@pytest.fixture
def preprocessed(workspace):
    for name in ("a", "b", "c", "d"):
        mark_preprocessed(workspace, name)
    return workspace


def waiting(window) -> list[str]:
    return [request.name for request in window.session.jobs.waiting()]


def end_all(qtbot, window) -> None:
    jobs = window.session.jobs
    for request in jobs.waiting():
        jobs.remove(request)
    for live in jobs.active():
        live.stop()
    until(qtbot, lambda: not jobs.active())


def press(qtbot, dialog: QueueDialog, name: str) -> None:
    def found() -> list[QPushButton]:
        parts = [part for part in dialog.findChildren(QPushButton) if part.isVisible()]
        return [part for part in parts if name in (part.text(), part.accessibleName())]

    until(qtbot, found)
    found()[0].click()


def open_queue(window) -> QueueDialog:
    window.show_queue()
    return window.findChild(QueueDialog)


def fill(qtbot, window, *names: str) -> None:
    until(qtbot, lambda: window.session.devices.devices)
    for name in names:
        window.session.jobs.add("train", name, {})


def test_jobs_can_be_moved_and_removed(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a", "b", "c", "d")
    until(qtbot, lambda: active(window).name == "a")
    dialog = open_queue(window)
    press(qtbot, dialog, "Earlier: d")
    press(qtbot, dialog, "Earlier: d")
    assert waiting(window) == ["d", "b", "c"]
    press(qtbot, dialog, "Later: d")
    press(qtbot, dialog, "Remove from queue: c")
    assert waiting(window) == ["b", "d"]
    assert "Queue 2" in window.view.status_bar.queue_button().text()
    active(window).stop()
    until(qtbot, lambda: active(window).name == "b")
    end_all(qtbot, window)


def test_a_held_queue_begins_nothing_also_after_a_restart(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a", "b")
    until(qtbot, lambda: active(window).name == "a")
    press(qtbot, open_queue(window), "Pause queue")
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())
    qtbot.wait(200)
    assert waiting(window) == ["b"] and not window.session.jobs.active()
    window.close_without_asking()

    again = open_window(steps=4000)
    until(qtbot, lambda: waiting(again) == ["b"])
    assert again.session.jobs.is_paused and not again.session.jobs.active()
    dialog = open_queue(again)
    assert dialog.pause_button.isChecked()
    press(qtbot, dialog, "Pause queue")
    until(qtbot, lambda: active(again).name == "b")
    end_all(qtbot, again)


def test_each_device_has_a_job_of_its_own(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    until(qtbot, lambda: window.session.devices.devices)
    window.session.devices.set_devices(TWO_GPUS)
    jobs = window.session.jobs
    for name, device in (("a", "cuda:0"), ("b", "cuda:0"), ("c", "cuda:1"), ("d", "auto")):
        jobs.add("train", name, {}, device)
    until(qtbot, lambda: sorted(live.name for live in jobs.active()) == ["a", "c"])
    assert waiting(window) == ["b", "d"], "auto is the first one, which is taken"
    assert [live.name for live in jobs.runs_on("cuda:1")] == ["c"]
    window.close_without_asking()

    again = open_window(steps=4000)
    until(qtbot, lambda: len(again.session.jobs.active()) == 2)
    again.session.devices.set_devices(TWO_GPUS)
    assert [live.name for live in again.session.jobs.runs_on("cuda:1")] == ["c"], (
        "which GPU a run has is known to the next window too"
    )
    end_all(qtbot, again)


def test_automatic_jobs_spread_over_the_gpus(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    until(qtbot, lambda: window.session.devices.devices)
    window.session.devices.set_devices([*TWO_GPUS, CPU_DEVICE])
    jobs = window.session.jobs
    for name in ("a", "b", "c"):
        jobs.add("train", name, {})
    until(qtbot, lambda: len(jobs.active()) == 2)
    assert [[live.name for live in jobs.runs_on(f"cuda:{n}")] for n in (0, 1)] == [["a"], ["b"]]
    assert waiting(window) == ["c"], "the processor is no substitute for a GPU"
    end_all(qtbot, window)


def test_the_setting_says_how_many_jobs_share_a_processor(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    until(qtbot, lambda: window.session.devices.devices)
    window.session.devices.set_devices([CPU_DEVICE])
    jobs = window.session.jobs
    for name in ("a", "b", "c"):
        jobs.add("train", name, {})
    until(qtbot, lambda: active(window).name == "a")
    assert waiting(window) == ["b", "c"]
    dialog = SettingsDialog(window.settings, window.session, window)
    assert dialog.workers.text() == "One on each device"
    dialog.workers.setValue(2)
    until(qtbot, lambda: sorted(live.name for live in jobs.active()) == ["a", "b"])
    assert waiting(window) == ["c"] and window.settings.workers == 2
    end_all(qtbot, window)


@pytest.mark.parametrize(
    ("workers", "taken", "asked", "found"),
    [
        (None, [], "auto", "cuda:0"),
        (None, ["cuda:0"], "auto", "cuda:1"),
        (None, ["cuda:0", "cuda:1"], "auto", None),
        (4, ["cuda:0", "cuda:1"], "auto", None),
        (1, ["cuda:0"], "auto", None),
        (1, ["cuda:0"], "cpu", None),
        (None, ["cuda:0"], "cpu", "cpu"),
        (None, ["cpu"], "cpu", None),
        (2, ["cpu"], "cpu", "cpu"),
        (2, ["cpu"], "cuda:1", "cuda:1"),
    ],
)
def test_where_a_job_starts(qtbot, workers, taken, asked, found):
    devices = DeviceList(EngineCommand())
    devices.set_devices([*TWO_GPUS, CPU_DEVICE])
    assert JobSlots(devices, workers, taken).find(asked) == found


def test_a_job_put_in_to_go_on_outlives_the_window(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a", "b")
    until(qtbot, lambda: active(window).record.step > 3)
    first = active(window)
    first.stop()
    until(qtbot, lambda: active(window).name == "b")
    window.session.jobs.resume(first.run)
    assert waiting(window) == ["a"]
    window.close_without_asking()

    again = open_window(steps=4000)
    until(qtbot, lambda: waiting(again) == ["a"])
    assert again.session.jobs.waiting()[0].resumed_run.run_id == first.run.run_id
    end_all(qtbot, again)


def test_what_failed_is_listed_and_can_be_tried_again(qtbot, open_window, preprocessed):
    window = open_window(mode="fail", steps=10)
    fill(qtbot, window, "a")
    jobs = window.session.jobs
    until(qtbot, lambda: jobs.failed())
    run_id = jobs.failed()[0].run.run_id
    dialog = open_queue(window)
    press(qtbot, dialog, "Try again")
    assert not jobs.failed()
    until(qtbot, lambda: jobs.failed())
    assert jobs.failed()[0].run.run_id == run_id, "in its own folder"
    press(qtbot, dialog, "Dismiss")
    assert not jobs.failed()


def test_pause_and_stop_in_the_queue(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a")
    until(qtbot, lambda: active(window).status == "running")
    dialog = open_queue(window)
    press(qtbot, dialog, "Pause")
    until(qtbot, lambda: active(window).status == "paused")
    press(qtbot, dialog, "Resume")
    until(qtbot, lambda: active(window).status == "running")
    press(qtbot, dialog, "Stop")
    assert not active(window).stop_requested, "it asks first"
    dialog.findChild(ConfirmDialog).action_button.click()
    until(qtbot, lambda: not window.session.jobs.active())


def test_a_removed_job_keeps_its_row_and_can_be_put_back(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a", "b", "c", "d")
    until(qtbot, lambda: active(window).name == "a")
    dialog = open_queue(window)
    until(qtbot, lambda: button_named(dialog, "Remove from queue: c"))
    place = centre(dialog, button_named(dialog, "Remove from queue: c"))
    for _click in range(2):
        click_at(qtbot, dialog, place)
        qtbot.wait(50)
    assert waiting(window) == ["b", "d"], "the second click found no other job"
    press(qtbot, dialog, "Remove from queue: b")
    press(qtbot, dialog, "Undo: c")
    assert waiting(window) == ["c", "d"]
    press(qtbot, dialog, "Undo: b")
    assert waiting(window) == ["b", "c", "d"]
    end_all(qtbot, window)


def button_named(dialog: QueueDialog, name: str) -> QPushButton | None:
    parts = [part for part in dialog.findChildren(QPushButton) if part.isVisible()]
    return next((part for part in parts if part.accessibleName() == name), None)


def test_several_projects_are_preprocessed_and_trained_in_turn(
    qtbot, open_window, workspace, tmp_path
):
    window = open_window(steps=3)
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        drop(window, [make_video(tmp_path, "a.mp4"), make_video(tmp_path, "b.mp4")])
    until(qtbot, lambda: window.session.devices.devices)
    ended = []
    window.session.jobs.run_ended.connect(
        lambda live: ended.append((live.name, live.spec.kind, live.status))
    )
    window.project_jobs.make_avatars(["a", "b"])
    until(qtbot, lambda: len(ended) == 4)
    kinds = ("preprocess", "train")
    for name in ("a", "b"):
        assert [kind for other, kind, _status in ended if other == name] == list(kinds)
    assert {status for _name, _kind, status in ended} == {"done"}


def test_training_does_not_follow_failed_preprocessing(qtbot, open_window, workspace, tmp_path):
    write_notes(workspace, "a", source_video=str(make_video(tmp_path, "a.mp4")))
    window = open_window(mode="fail", steps=6)
    window.project_jobs.make_avatars(["a"])
    until(qtbot, lambda: window.session.jobs.failed())
    qtbot.wait(200)
    assert not window.session.jobs.waiting() and not window.session.jobs.active()
    assert [live.spec.kind for live in window.session.jobs.failed()] == ["preprocess"]


def test_rows_stay_while_nothing_but_free_memory_changes(qtbot, open_window, preprocessed):
    window = open_window(steps=4000)
    fill(qtbot, window, "a", "b")
    until(qtbot, lambda: window.session.jobs.active())
    dialog = open_queue(window)
    rows = dialog.findChildren(QPushButton)
    devices = window.session.devices
    devices.set_devices([replace(device, memory_free_mb=7.0) for device in devices.devices])
    assert dialog.findChildren(QPushButton) == rows, "a button under the mouse does not vanish"
    qtbot.wait(50)
    assert all(part.isVisible() for part in rows)
    end_all(qtbot, window)


def test_a_broken_queue_file_is_no_obstacle(qtbot, open_window, preprocessed):
    preprocessed.runs_dir.mkdir(exist_ok=True)
    path = preprocessed.runs_dir / ".queue.json"
    path.write_text(
        '{"waiting": [1, {"kind": "train"}, {"kind": "train", "name": "a", '
        '"options": {"name": "a"}, "device": "auto", "run_id": "gone"}], "held": 3}'
    )
    window = open_window()
    until(qtbot, lambda: window.session.jobs._is_searched)
    assert not window.session.jobs.waiting() and not window.session.jobs.is_paused


def test_a_busy_device_is_reported_and_can_be_waited_for(qtbot, open_window, preprocessed):
    window = open_window(mode="busy", steps=4)
    window.select_project("a")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    window.page("train").start()
    banner = window.page("train").banner
    until(qtbot, banner.isVisible)
    assert "“Other” is already being trained on Pretend GPU" in banner.sentence()
    assert banner.retry.text() == "Start when it is free"
    banner.retry.click()
    until(qtbot, lambda: window.session.projects.info("a").runs[-1].status == "done")


def test_jobs_that_waited_wait_for_other_workspaces_too(qtbot, open_window, preprocessed):
    window = open_window(mode="busy", steps=4)
    until(qtbot, lambda: window.session.devices.devices)
    ended = []
    jobs = window.session.jobs
    jobs.run_ended.connect(lambda live: ended.append((live.name, live.status)))
    jobs.pause()
    for name in ("a", "b"):
        jobs.add("train", name, {})
    jobs.unpause()
    until(qtbot, lambda: len(ended) == 2)
    assert ended == [("a", "done"), ("b", "done")], "none is refused while nobody looks"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (KeyError("secret detail"), "internal"),
    ],
)
def test_a_job_that_cannot_start_is_refused_with_a_sentence_of_the_catalogue(
    qtbot, open_window, preprocessed, monkeypatch, error, sentence
):
    def fail(*_args, **_kwargs):
        raise error

    window = open_window()
    monkeypatch.setattr(RunFolder, "create", fail)
    refusals = []
    window.session.jobs.refused.connect(lambda *args: refusals.append(args))
    window.session.jobs.add("train", "a", {})
    until(qtbot, lambda: refusals)
    assert "secret" not in window.view.toast.text()
    assert sentence in window.view.toast.text() or refusals[0][1] == sentence
