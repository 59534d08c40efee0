"""The list of weights: what is there and what is missing; installing, importing, giving up."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.dialogs.weights import WeightsDialog
from synctalk_gui.widgets.message_row import MessageRow

WAIT_MS = 20_000


@pytest.fixture
def open_dialog(qtbot, fake_engine, tmp_path, monkeypatch):
    store = tmp_path / "store"
    store.mkdir()
    monkeypatch.setenv("FAKE_ENGINE_STORE", str(store))
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def open_one(asset="", **engine):
        dialog = WeightsDialog(asset, fake_engine(**engine), parent)
        dialog.open()
        qtbot.waitUntil(lambda: len(rows(dialog)) == 3, timeout=WAIT_MS)
        dialog.store = store
        return dialog

    yield open_one
    for dialog in parent.findChildren(WeightsDialog):
        dialog.close()


def rows(dialog):
    return [part.accessibleName() for part in shown(dialog, MessageRow)]


def shown(dialog, kind):
    return [part for part in dialog.findChildren(kind) if part.isVisible()]


def press(dialog, name):
    part = next(p for p in shown(dialog, QPushButton) if name in (p.accessibleName(), p.text()))
    assert part.isEnabled()
    part.click()
    return part


def idle(dialog):
    return dialog._task is None


def test_each_row_shows_purpose_size_and_licence(qtbot, open_dialog):
    dialog = open_dialog()
    assert rows(dialog) == [
        "warning: Needed weights: missing, required for preprocessing "
        "finds faces in an image · 3 MB · Apache-2.0",
        "info: Pretend weights: optional, not installed tests · 1 MB · MIT",
        "info: Weights from a file: optional, not installed hears · look before use",
    ]
    names = [part.accessibleName() for part in shown(dialog, QPushButton)]
    assert "Install Weights from a file" not in names
    assert "Import Weights from a file from a file" in names


def test_what_somebody_just_missed_comes_first(open_dialog):
    assert rows(open_dialog("file_only"))[0].startswith(
        "warning: Weights from a file: missing, required for this action"
    )


def test_of_several_that_were_missed_all_come_first(open_dialog):
    """A job says all that it lacks at once."""
    first = rows(open_dialog("file_only pretend"))[:2]
    assert all("missing, required for this action" in row for row in first)


def test_installing_shows_how_far_it_is_and_what_became_of_it(qtbot, open_dialog):
    dialog = open_dialog(steps=40, step_s=0.01)
    press(dialog, "Install Pretend weights")
    assert not any(part.isEnabled() for part in dialog._actions), "one at a time"
    qtbot.waitUntil(lambda: 0 < dialog._bar.value() < 1000, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: "ok: Pretend weights: installed" in " ".join(rows(dialog)), timeout=WAIT_MS
    )
    assert dialog._status.text() == "Installed." and not dialog._bar.isVisible()
    assert all(part.isEnabled() for part in dialog._actions)


def test_what_is_needed_is_installed_in_one_go(qtbot, open_dialog):
    dialog = open_dialog(steps=3)
    press(dialog, "Install required weights (3 MB)")
    qtbot.waitUntil(lambda: (dialog.store / "needed").exists(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: idle(dialog) and not dialog.needed_button.isVisible(), timeout=WAIT_MS)


def test_a_failure_is_shown_and_leaves_no_stuck_button(qtbot, open_dialog):
    dialog = open_dialog(mode="fail")
    press(dialog, "Install Pretend weights")
    qtbot.waitUntil(lambda: idle(dialog) and len(rows(dialog)) == 3, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: all(part.isEnabled() for part in dialog._actions))
    assert "download the file elsewhere and import it" in dialog._status.text()


def test_a_download_can_be_given_up(qtbot, open_dialog):
    dialog = open_dialog(steps=4000, step_s=0.01)
    press(dialog, "Install Pretend weights")
    qtbot.waitUntil(lambda: dialog._bar.maximum() == 1000, timeout=WAIT_MS)
    press(dialog, "Cancel")
    qtbot.waitUntil(lambda: idle(dialog) and dialog._actions[0].isEnabled(), timeout=WAIT_MS)
    assert "Cancelled" in dialog._status.text() and not (dialog.store / "pretend").exists()
    assert not dialog.cancel_button.isVisible()


def test_a_file_is_imported_for_a_row_or_for_whatever_it_is(
    qtbot, open_dialog, tmp_path, monkeypatch
):
    dialog = open_dialog(steps=2)
    path = str(tmp_path / "some weights.bin")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    press(dialog, "Import Pretend weights from a file")
    qtbot.waitUntil(lambda: (dialog.store / "pretend").exists(), timeout=WAIT_MS)
    assert (dialog.store / "pretend").read_text() == f"import {path} --id pretend --json"
    qtbot.waitUntil(lambda: idle(dialog) and len(rows(dialog)) == 3, timeout=WAIT_MS)
    press(dialog, "Import a file…")
    qtbot.waitUntil(lambda: idle(dialog) and dialog._status.text() == "Installed.", timeout=WAIT_MS)
    assert all(part.text() for part in shown(dialog, QLabel) if part is dialog._status)


def test_the_list_has_the_whole_width_and_the_missing_weights_the_likely_button(open_dialog):
    dialog = open_dialog()
    row = shown(dialog, MessageRow)[0]
    assert row.width() > 0.85 * dialog.width()
    assert dialog.needed_button.property("role") == "primary"
    assert not dialog.close_button.property("role")


def test_a_long_dialog_stays_within_the_screen(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Dialog(parent, "Weights")
    rows = dialog.add_rows(spacing_px=0)
    for number in range(60):
        rows.addWidget(MessageRow("ok", f"Weights {number}: installed", "face landmarks"))
    dialog.add_button("Close", dialog.accept, is_default=True)
    dialog.open()
    room_px = dialog.screen().availableGeometry().height()
    assert 0.8 * room_px < dialog.height() < room_px
    last = dialog.buttons.itemAt(dialog.buttons.count() - 1).widget()
    assert dialog.rect().contains(last.geometry())
    dialog.close()
