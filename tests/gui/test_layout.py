"""Every text of every page and dialog can be read whole: in small windows and in each language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QScrollBar

from synctalk_gui import languages, screenshot_workspace, screenshots
from synctalk_gui.header import Header
from synctalk_gui.item_models.projects_model import ProjectRole
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from synctalk_gui.tab_order import tab_order
from synctalk_gui.theme import Theme, restyle
from synctalk_gui.widgets.card import Card
from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.panes import Panes
from synctalk_gui.widgets.two_lines import two_lines
from tests.helpers.layout_faults import small_texts
from tests.helpers.layout_walk import found_in_dialogs, found_in_pages, pages, settle
from tests.helpers.window_actions import until

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "de", "zh")


@pytest.fixture(scope="module")
def example(qapp, tmp_path_factory) -> Path:
    """The workspace of the screenshots; its running jobs count as this process's."""
    root = tmp_path_factory.mktemp("example") / "Studio"
    screenshot_workspace.build(root)
    screenshots._claim_running(root)
    return root


@pytest.fixture
def themed(qapp: QApplication):
    """The program's theme; the plain look is restored afterwards."""
    font = qapp.font()
    theme = Theme(qapp, "light")
    yield theme
    theme.setParent(None)
    restyle(qapp, qapp.palette(), "")
    qapp.setFont(font)
    languages.use(qapp, "en")


@pytest.fixture
def open_window(qtbot, example, fake_engine):
    """Opens windows on the example; its jobs run only in name, in this process."""
    windows = []

    def open_one() -> MainWindow:
        settings = Settings()
        settings.keep_awake = False  # the jobs are not real
        window = MainWindow(example, settings, fake_engine())
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitSignal(window.session.ready):
            window.show()
        return window

    yield open_one
    for window in windows:
        window.close_without_asking()


@pytest.fixture
def window(qtbot, open_window, themed):
    shown = open_window()
    until(qtbot, lambda: shown.session.devices.devices)
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_page_is_cut_off(window, language):
    window.choose_language(language)
    found = found_in_pages(window)
    assert not found, "\n".join(f"{place}: {wrong}" for place, wrong in found.items())


@pytest.mark.parametrize("step", ["preprocess", "train", "preview", "render"])
def test_each_part_that_tab_reaches_shows_the_focus(qtbot, window, step):
    window.resize(900, 600)  # so that parts scroll
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    window.show_step(step)
    QApplication.processEvents()
    order = tab_order(window.view)
    for part in order:
        other = order[0] if part is not order[0] else order[1]
        looks = []
        for focused in (other, part):
            focused.setFocus(Qt.FocusReason.TabFocusReason)
            looks.append(part.grab().toImage())
        name = f"{type(part).__name__} {part.accessibleName()}"
        assert looks[0] != looks[1], name
        assert not isinstance(part, QScrollBar) or part.accessibleName() == "Scroll"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_dialog_is_cut_off(window, language):
    window.choose_language(language)
    found = found_in_dialogs(window)
    assert not found, "\n".join(f"{place}: {wrong}" for place, wrong in found.items())


@pytest.mark.slow
def test_no_text_is_cut_off_at_twice_the_scale(example, tmp_path):
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screenshots.write_screen(tmp_path / 's.json')}",
        "QT_SCALE_FACTOR": "2",
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.helpers.layout_walk", str(example), *LANGUAGES]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


def test_body_text_is_at_least_13_px(window):
    assert not found_in_pages(window, sizes=((1280, 800),), look=small_texts)
    assert not found_in_dialogs(window, look=small_texts)


@pytest.mark.parametrize("width_px", [900, 1280, 1920])
def test_the_steps_stay_where_they_are_on_every_page_and_for_every_name(window, width_px):
    window.resize(width_px, 800)
    places = {}
    for page in pages(window):
        settle()
        header: Header = window.view.header
        steps = [header.steps.step_button(step) for step in header.steps._texts]
        places[page] = [part.mapTo(window, part.rect().topLeft()).toTuple() for part in steps]
    assert len(set(map(tuple, places.values()))) == 1, places


@pytest.mark.parametrize(("size", "least_px"), [((900, 600), 180), ((1024, 700), 180)])
def test_images_stay_large_in_a_small_window(qtbot, window, size, least_px):
    window.resize(*size)
    for step in ("preprocess", "preview"):
        window.select_project("May")
        window.show_step(step)
        page = window.page(step)
        until(qtbot, lambda page=page: page.timeline.frame_count > 0)
        settle()
        shown = [view for view in page.findChildren(FrameView) if view.isVisible()]
        assert shown and all(min(v.width(), v.height()) >= least_px for v in shown), [
            (step, view.size().toTuple()) for view in shown
        ]


def test_sizes_of_panes_are_kept_and_can_be_reset(qtbot, open_window, themed):
    window = open_window()
    window.resize(1280, 800)
    settle()
    panes = window.view.panes
    default_px = panes.sizes()[0]
    panes.setSizes([300, 975])
    panes.splitterMoved.emit(300, 1)
    again = open_window()
    again.resize(1280, 800)
    settle()
    assert again.view.panes.sizes()[0] == 300
    again.view.toggle_project_list()
    assert again.view.panes.is_collapsed and again.view.panes.sizes()[0] == 0
    again.view.reset_panes()
    settle()
    assert again.view.panes.sizes()[0] == default_px
    assert not any(part.is_collapsed for part in again.view.findChildren(Panes) if part.isVisible())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("May", ["May"]),
        ("talk_zh_15s_900px_audio_late", ["talk_zh_15s_", "900px_audio_late"]),
        ("Dr. Chen, third interview", ["Dr. Chen, third", "interview"]),
    ],
)
def test_a_name_goes_on_two_lines_before_it_is_shortened(qapp, text, lines):
    metrics = QFontMetrics(qapp.font())
    width_px = max(metrics.horizontalAdvance(line) for line in lines) + 1
    assert two_lines(text, metrics, width_px) == lines


def test_a_name_without_a_separator_is_broken_anywhere(qapp):
    metrics = QFontMetrics(qapp.font())
    first, second = two_lines("x" * 30, metrics, metrics.horizontalAdvance("x" * 16))
    assert first == "x" * 16 and second == "x" * 14


def test_a_name_too_long_for_two_lines_is_shortened_in_its_middle(qapp):
    metrics = QFontMetrics(qapp.font())
    lines = two_lines("a" * 40, metrics, metrics.horizontalAdvance("a" * 10))
    assert len(lines) == 2 and "…" in lines[1] and lines[1].endswith("a")
    assert all(
        metrics.horizontalAdvance(line) <= metrics.horizontalAdvance("a" * 10) for line in lines
    )


def test_the_smallest_window_is_no_larger_than_asked(window):
    window.resize(900, 600)
    settle()
    assert window.size() == QSize(900, 600)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_above_a_timeline_are_whole_in_a_small_window(
    qapp, themed, open_window, language
):
    languages.use(qapp, language)
    window = open_window()
    window.resize(900, 640)
    window.select_project("May")
    window.show_step("preview")
    settle()
    bar = window.page("preview").exclusions
    for part in (bar.exclude_chip, bar.include_chip, bar.undo_button):
        bottom_px = part.mapTo(bar, part.rect().bottomLeft()).y()
        assert bottom_px < bar.height(), part.text()


def test_a_chosen_speech_is_named_in_a_narrow_column(qapp, themed, open_window):
    languages.use(qapp, "de")
    window = open_window()
    window.resize(900, 640)
    window.select_project("Dr. Chen")
    window.show_step("preprocess")
    form = window.page("preprocess").form
    form.speech.show_paths([Path("hello.wav")])
    settle()
    assert form.speech._names.text() == "hello.wav"


@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1280, 800)])
def test_the_chart_and_the_samples_can_be_read_at_every_size(qtbot, window, size):
    window.resize(*size)
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.samples.steps)
    settle()
    assert page.chart.plot._canvas.height() >= 170
    assert page.samples._grid._tile(0, 0).height() >= 75


def test_the_pictures_of_a_render_can_be_seen_in_the_smallest_window(qtbot, window):
    window.resize(900, 600)
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    until(qtbot, lambda: page._stack.currentWidget() is page.result)
    settle()
    assert page.result.frames_view.height() >= 100


def test_a_status_that_is_too_wide_goes_on_below_and_before_the_warnings(qtbot, window):
    view = window.view.sidebar.list
    delegate, metrics = view.itemDelegate(), QFontMetrics(view.font())
    index = view.model().index(0, 0)
    text = index.data(ProjectRole.STAGE).text
    assert (text, index.data(ProjectRole.FINDINGS)) == ("Check warnings", 3)
    text_px = metrics.horizontalAdvance(text)
    assert delegate._status_lines(index, metrics, text_px + 60, True) == [text]
    assert delegate._status_lines(index, metrics, text_px + 2, False) == [text]
    assert delegate._status_lines(index, metrics, text_px - 9, True) == ["Check", "warnings"]


def test_the_log_leaves_a_run_s_metrics_their_room(qtbot, window):
    window.resize(1280, 800)
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.log.model().rowCount() > 5)
    settle()
    assert page._side_stack.currentWidget().verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("step", ["preprocess", "train", "preview", "render"])
def test_no_card_is_half_empty(window, size, step):
    window.resize(*size)
    window.select_project("May")
    window.show_step(step)
    settle()
    cards = [card for card in window.page(step).findChildren(Card) if card.isVisible()]
    assert cards
    for card in cards:
        if card.accessibleName() != "Log":  # its lines are still to come
            assert empty_px(card) <= card.height() / 3, card.accessibleName()


def empty_px(card: Card) -> int:
    """The most rows of a card without anything in them, one below the other."""
    image = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    inside = pixels[8:-8, 8:-8]
    empty = (inside == inside[:, :1]).all(axis=1)
    filled = np.flatnonzero(~empty)
    return int(np.diff(filled, prepend=-1, append=len(empty)).max()) - 1
