"""The window by keyboard: Tab goes as one reads, no focus is lost, mnemonics are unique."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from synctalk_gui import languages, open_path
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.mnemonics import mnemonic, with_unique_mnemonics
from synctalk_gui.screenshots import make_dialogs
from synctalk_gui.tab_order import tab_order
from tests.helpers.window_actions import (
    active,
    make_video,
    mark_preprocessed,
    until,
    wait_for_action,
)

STEPS = ("preprocess", "train", "preview", "render")


@pytest.fixture
def window(qtbot, open_window, workspace, qapp):
    mark_preprocessed(workspace, "May")
    shown = open_window(steps=20)
    shown.resize(1280, 800)
    shown.select_project("May")
    until(qtbot, lambda: shown.session.devices.devices)
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    yield shown
    languages.use(qapp, "en")


@pytest.mark.parametrize("step", STEPS)
def test_tab_goes_from_the_list_to_the_header_the_page_and_the_status_bar(window, step):
    window.show_step(step)
    QApplication.processEvents()
    view = window.view
    regions = (view.sidebar, view.header, view.stack, view.status_bar)
    places = [
        next(n for n, region in enumerate(regions) if region.isAncestorOf(part))
        for part in tab_order(view)
    ]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2, 3}


@pytest.mark.parametrize("step", STEPS)
def test_tab_reaches_every_part_once_and_comes_back(qtbot, window, step):
    window.show_step(step)
    QApplication.processEvents()
    order = tab_order(window.view)
    order[0].setFocus()
    seen = []
    for _ in order:
        seen.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert [id(part) for part in seen] == [id(part) for part in order]
    assert window.focusWidget() is order[0]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is order[-1]


def test_tab_goes_on_from_its_place_while_another_window_is_active(qtbot, window):
    other = QPushButton("Another window")
    qtbot.addWidget(other)
    order = tab_order(window.view)
    order[3].setFocus()
    other.show()
    other.activateWindow()
    until(qtbot, other.isActiveWindow)
    assert QApplication.focusWidget() is not order[3]
    qtbot.keyClick(order[3], Qt.Key.Key_Tab)
    assert window.focusWidget() is order[4]


def test_the_focus_follows_the_step_that_a_key_chooses(qtbot, window):
    steps = window.view.header.steps
    window.show_step("preprocess")
    steps.step_button("preprocess").setFocus()
    window.show_step("train")
    assert steps.step_button("train").hasFocus()


def test_tab_reaches_the_step_that_a_shortcut_showed(qtbot, window):
    header = window.view.header
    header.steps.step_button("train").setFocus()
    window.view.sidebar.list.setFocus()
    for step in ("render", "preview"):
        window.show_step(step)
        steps = [header.steps.step_button(name) for name in STEPS]
        reached = [STEPS[steps.index(part)] for part in tab_order(window.view) if part in steps]
        assert reached == [step]


def test_parts_made_later_take_their_place_in_the_order(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    first, last = QPushButton("first"), QPushButton("last")
    column.addWidget(first)
    column.addWidget(last)
    between = QPushButton("between")
    column.insertWidget(1, between)
    box.show()
    assert [part.text() for part in tab_order(box)] == ["first", "between", "last"]


def test_escape_clears_the_search_then_goes_to_the_list(qtbot, window):
    search = window.view.sidebar.search
    window.view.sidebar.focus_search()
    qtbot.keyClicks(search, "nothing like it")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == "" and search.hasFocus()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert window.view.sidebar.list.hasFocus()
    assert window.view.sidebar.selected() == "May"


def test_the_focus_goes_to_the_next_step_of_a_button_that_leads_to_another_page(qtbot, window):
    window.show_step("preprocess")
    button = window.view.header.action_button("to_train")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    until(qtbot, lambda: window.view.stack.currentWidget() is window.page("train"))
    focused = window.focusWidget()
    assert focused is not None and focused.isVisible() and focused.isEnabled()
    assert focused.property("key") == "train"


def test_the_focus_stays_in_the_header_when_its_button_cannot_be_pressed_any_more(qtbot, window):
    window.show_step("train")
    train = window.view.header.action_button("train")
    train.setFocus()
    qtbot.keyClick(train, Qt.Key.Key_Space)
    until(qtbot, lambda: window.session.jobs.active())
    until(qtbot, lambda: window.view.header.action_button("stop") is not None)
    focused = window.focusWidget()
    assert focused is not None and window.view.header.isAncestorOf(focused)
    assert focused.isVisible() and focused.isEnabled()
    until(qtbot, lambda: not window.session.jobs.active())


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("step", STEPS)
def test_no_two_parts_of_a_page_share_a_mnemonic(window, language, step):
    window.choose_language(language)
    window.show_step(step)
    QApplication.processEvents()
    titles = [action.text() for action in window.menuBar().actions()]
    assert not doubled([*titles, *texts_with_mnemonics(window)])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["&File", "&Folder"], ["&File", "F&older"]),
        (["&File", "&Fi"], ["&File", "F&i"]),
        (["&A", "&A"], ["&A", "A"]),
        (["文件(&F)", "文件夹(&F)"], ["文件(&F)", "&文件夹(F)"]),
        (["Save && &close", "&Copy"], ["Save && &close", "C&opy"]),
    ],
)
def test_a_letter_that_is_taken_is_replaced_by_another_one(texts, expected):
    assert with_unique_mnemonics(texts) == expected


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_no_two_entries_of_a_menu_share_a_mnemonic(window, language):
    window.choose_language(language)
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.actions()]
    assert len(menus) >= 4
    for menu in menus:
        assert not doubled([action.text() for action in menu.actions()]), menu.title()


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_no_two_parts_of_a_dialog_share_a_mnemonic(window, language):
    window.choose_language(language)
    for name, dialog in make_dialogs(window).items():
        dialog.open()
        QApplication.processEvents()
        assert not doubled(texts_with_mnemonics(dialog)), name
        dialog.close()


@pytest.mark.parametrize(("keys", "title"), [("Ctrl+,", "&Settings…"), ("F1", "Recording &guide")])
def test_settings_and_help_have_their_usual_keys(window, keys, title):
    actions = window.view.findChildren(QAction) + window.findChildren(QAction)
    assert title in {one.text() for one in actions if one.shortcut() == QKeySequence(keys)}


def test_no_two_actions_share_a_shortcut(window):
    shortcuts = [
        action.shortcut().toString()
        for action in window.menuBar().findChildren(QAction)
        if not action.shortcut().isEmpty()
    ]
    assert [keys for keys, count in Counter(shortcuts).items() if count > 1] == []


def test_a_file_that_is_gone_is_said_instead_of_nothing(qtbot, window, tmp_path):
    gone = tmp_path / "log.txt"
    assert not open_path.open_path(gone)
    dialog = shown_message(window)
    assert f"“{gone.name}” is no longer there." in said_in(dialog)
    dialog.close()


def test_a_file_that_no_program_opens_is_said_with_its_path(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setattr(open_path.QDesktopServices, "openUrl", lambda _url: False)
    log = tmp_path / "log.txt"
    log.write_text("x")
    assert not open_path.open_path(log)
    dialog = shown_message(window)
    said = said_in(dialog)
    assert "No program could open “log.txt”." in said and "log.txt" in said.split("where it is:")[1]
    dialog.findChildren(QPushButton)[0].click()
    assert QApplication.clipboard().text() == str(log)
    dialog.close()


def test_show_in_folder_opens_the_folder_and_says_if_the_file_is_gone(
    window, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        open_path.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    monkeypatch.setattr(open_path.sys, "platform", "linux")
    video = tmp_path / "a.mp4"
    assert not open_path.show_in_folder(video) and opened == []
    shown_message(window).close()
    video.write_bytes(b"x")
    assert open_path.show_in_folder(video)
    assert opened == [str(tmp_path)]


def shown_message(window) -> open_path.NotOpenedDialog:
    found = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, open_path.NotOpenedDialog) and widget.isVisible()
    ]
    assert len(found) == 1
    return found[0]


def said_in(dialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def doubled(texts: list[str]) -> list[str]:
    counts = Counter(letter for text in texts if (letter := mnemonic(text)))
    return [letter for letter, count in counts.items() if count > 1]


def texts_with_mnemonics(window: QWidget) -> list[str]:
    """Returns the texts whose mnemonics act now: of visible buttons, and of labels of a field."""
    parts = [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
    return [
        part.text()
        for part in parts
        if part.isVisible()
        and part.window() is window.window()
        and (isinstance(part, QAbstractButton) or part.buddy() is not None)
    ]


def test_the_first_focus_is_the_import_button(qtbot, open_window):
    shown = open_window()
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    focused = shown.focusWidget()
    assert focused is not None and focused.text() == "Import videos…"


@pytest.mark.parametrize("step", ["preprocess", "train"])
def test_a_second_key_press_ends_no_job_that_the_first_began(qtbot, open_window, workspace, step):
    mark_preprocessed(workspace, "May")
    write_notes(workspace, "May", source_video=str(make_video(workspace.root / "videos")))
    shown = open_window(steps=4000)
    shown.select_project("May")
    shown.show_step(step)
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    wait_for_action(qtbot, shown, step)
    shown.view.header.action_button(step).setFocus()
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Space)
    until(qtbot, lambda: shown.view.header.action_button("stop") is not None)
    for _ in range(3):
        assert shown.focusWidget().property("key") != "stop"
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Space)
    live = active(shown)
    assert not live.stop_requested
    live.stop()
    until(qtbot, lambda: not shown.session.jobs.active())


def test_tab_goes_on_from_pause_to_resume_and_back_not_to_stop(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    shown = open_window(steps=4000)
    shown.select_project("May")
    shown.show_step("train")
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    wait_for_action(qtbot, shown, "train")
    header = shown.view.header
    header.action_button("train").setFocus()
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Space)
    wait_for_action(qtbot, shown, "pause")
    live = active(shown)
    for key, other, tab in (
        ("pause", "resume", Qt.Key.Key_Tab),
        ("resume", "pause", Qt.Key.Key_Backtab),
    ):
        shown.activateWindow()
        until(qtbot, shown.isActiveWindow)
        header.action_button(key).setFocus()
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Space)
        wait_for_action(qtbot, shown, other)
        assert shown.focusWidget() is header.steps.step_button("train")
        qtbot.keyClick(shown.focusWidget(), tab)
        assert shown.focusWidget().property("key") == other
        step, order = header.steps.step_button("train"), tab_order(shown.view)
        step.setFocus()
        qtbot.keyClick(step, Qt.Key.Key_Tab)
        assert shown.focusWidget() is order[order.index(step) + 1], "from the step itself"
    live.stop()
    until(qtbot, lambda: not shown.session.jobs.active())


def test_the_sample_clip_leaves_the_focus_away_from_stop(qtbot, open_window):
    shown = open_window(steps=4000)
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    sample = next(
        part for part in shown.findChildren(QPushButton) if part.text() == "Try the sample clip"
    )
    sample.setFocus()
    qtbot.keyClick(sample, Qt.Key.Key_Space)
    until(qtbot, lambda: shown.view.header.action_button("stop") is not None)
    focused = shown.focusWidget()
    assert focused is not None and focused.isVisible() and focused.property("key") != "stop"
    active(shown).stop()
    until(qtbot, lambda: not shown.session.jobs.active())


def test_a_button_replaced_behind_a_dialog_leaves_the_focus_in_the_header(qtbot, window):
    window.show_step("train")
    window.view.header.action_button("train").setFocus()
    dialog = make_dialogs(window)["name"]
    dialog.open()
    window.view.header.set_actions([])
    dialog.close()
    focused = window.focusWidget()
    assert focused is window.view.header.steps.step_button("train")


def test_a_workspace_with_projects_starts_in_its_list(qtbot, window):
    assert window.focusWidget() is window.view.sidebar.list
