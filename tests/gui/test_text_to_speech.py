"""A typed text becomes an audio file on the Render page, spoken by a voice of this computer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from synctalk_gui.dialogs.text_to_speech import TextToSpeechDialog
from tests.helpers.window_actions import mark_preprocessed, until


@pytest.fixture
def make_page(qtbot, workspace, open_window):
    def make(mode: str = "normal"):
        mark_preprocessed(workspace, "May")
        window = open_window(mode=mode)
        window.select_project("May")
        window.show_step("render")
        return window.page("render")

    return make


def open_dialog(page) -> TextToSpeechDialog:
    page.speech.sources.text_button.click()
    return page.window().findChild(TextToSpeechDialog)


def test_a_text_is_spoken_and_listed_as_audio(qtbot, make_page, workspace):
    page = make_page()
    dialog = open_dialog(page)
    until(qtbot, lambda: dialog.voice.count() == 2)
    assert [dialog.voice.itemText(row) for row in range(2)] == [
        "Alpha · Japanese, female",
        "Beta · male",
    ], "no ids"
    assert dialog.licence.text().startswith("Speaks English with an accent. Licence: Apache-2.0")
    assert not dialog.action_button.isEnabled(), "there is nothing to say yet"
    qtbot.keyClicks(dialog.text, "Good morning: all of you!")
    dialog.voice.setCurrentIndex(1)
    dialog.action_button.click()
    until(qtbot, lambda: page.speech.paths)
    wav = workspace.clip_dir("May") / "recordings" / "Good morning_ all of you!.wav"
    assert page.speech.paths == [wav]
    assert wav.read_text(encoding="utf-8") == "jm_beta: Good morning: all of you!"
    assert page.options()["audio_path"] == str(wav)
    until(
        qtbot,
        lambda: page.info.speeches == (wav,),
    )


def test_without_the_voices_it_is_said_how_to_get_them(qtbot, make_page):
    dialog = open_dialog(make_page("no_voices"))
    assert dialog.voice.placeholderText() == "Looking for voices…"
    until(qtbot, dialog.problem.text)
    assert dialog.voice.placeholderText() == "No voices"
    assert "pip install synctalk-studio[tts]" in dialog.problem.text()
    qtbot.keyClicks(dialog.text, "Hello")
    assert not dialog.action_button.isEnabled()


def test_a_text_that_cannot_be_spoken_stays_to_be_changed(qtbot, make_page, workspace):
    page = make_page()
    dialog = open_dialog(page)
    until(qtbot, lambda: dialog.voice.count())
    dialog.text.setPlainText("Gruß")
    dialog.action_button.click()
    until(qtbot, dialog.problem.text)
    assert "English and Japanese" in dialog.problem.text()
    assert dialog.isVisible() and dialog.text.toPlainText() == "Gruß"
    assert not dialog.text.isReadOnly() and dialog.action_button.isEnabled()
    assert not list((workspace.clip_dir("May") / "recordings").glob("*")), "nothing is left over"


def test_tab_leaves_the_text_and_escape_the_dialog(qtbot, make_page):
    dialog = open_dialog(make_page())
    until(qtbot, lambda: dialog.voice.count())
    assert dialog.focusWidget() is dialog.text
    qtbot.keyClick(dialog.text, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.voice
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    until(qtbot, lambda: not dialog.isVisible())
