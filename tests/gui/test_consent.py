"""The note of consent is kept from the Render page, shown there, and removed on purpose only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt

from synctalk_engine.workspace.consent import read_consent
from synctalk_gui.dialogs.consent import ConsentDialog
from tests.helpers.window_actions import mark_preprocessed, until


@pytest.fixture
def page(workspace, open_window):
    for name in ("May", "Zoe"):
        mark_preprocessed(workspace, name)
    window = open_window()
    window.select_project("May")
    window.show_step("render")
    return window.page("render")


def open_dialog(page) -> ConsentDialog:
    page.consent.edit.click()
    dialogs = [d for d in page.window().findChildren(ConsentDialog) if d.isVisible()]
    return dialogs[-1]


def test_a_note_is_kept_with_its_project_and_removed_on_purpose(
    qtbot, page, workspace, tmp_path, monkeypatch
):
    form = tmp_path / "signed form.pdf"
    form.write_bytes(b"signed")
    dialog = open_dialog(page)
    assert not dialog.action_button.isEnabled(), "nobody is named yet"
    assert dialog.day.maximumDate() == QDate.currentDate()
    qtbot.keyClicks(dialog.person, " May  Lee ")
    dialog.day.setDate(QDate(2026, 1, 31))
    monkeypatch.setattr(
        "synctalk_gui.dialogs.consent.QFileDialog.getOpenFileName", lambda *_: (str(form), "")
    )
    dialog.choose_button.click()
    qtbot.keyClick(dialog.person, Qt.Key.Key_Return)
    until(qtbot, lambda: page.consent.note.isVisible())
    assert page.consent.note.text() == "Consent: May Lee, 2026-01-31"
    note = read_consent(workspace, "May")
    assert (note.person, note.date, note.file) == ("May Lee", "2026-01-31", str(form))
    page.window().select_project("Zoe")
    page.window().show_step("render")
    assert page.consent.note.isHidden(), "it belongs to one project"
    page.window().select_project("May")
    page.window().show_step("render")
    dialog = open_dialog(page)
    assert dialog.person.text() == "May Lee" and dialog.day.date() == QDate(2026, 1, 31)
    remove = next(b for b in dialog.findChildren(type(dialog.action_button)) if "emove" in b.text())
    remove.click()
    until(qtbot, lambda: page.consent.note.isHidden())
    assert read_consent(workspace, "May") is None


def test_escape_keeps_no_note(qtbot, page, workspace):
    dialog = open_dialog(page)
    qtbot.keyClicks(dialog.person, "Nobody")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    until(qtbot, lambda: not dialog.isVisible())
    assert read_consent(workspace, "May") is None
