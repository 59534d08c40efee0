"""The strip of a result: a weak second is chosen, and rendered again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from synctalk_engine.jobs import validated
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.quality_strip import QualityStrip, StripSecond
from synctalk_gui.item_models.render_entries import RenderEntry, RenderState
from synctalk_gui.pages.result_view import ResultView
from synctalk_gui.widgets.quality_bar import QualityBar
from tests.helpers.window_actions import mark_preprocessed


def strip() -> QualityStrip:
    values = (0.6, None, 0.1, 0.7, 0.05)
    seconds = [StripSecond(at_s=i, sync_confidence=value) for i, value in enumerate(values)]
    return QualityStrip(fps=25, seconds=seconds, weak_s=[2.0, 4.0])


@pytest.fixture
def bar(qtbot):
    bar = QualityBar()
    qtbot.addWidget(bar)
    bar.resize(212, 24)
    bar.set_strip(strip())
    return bar


def test_the_first_weak_second_is_chosen_and_a_click_chooses_another(qtbot, bar):
    chosen = []
    bar.second_chosen.connect(chosen.append)
    assert bar.chosen_s == 2 and "weak lip sync" in bar.text() and "0.10" in bar.text()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(6 + 150, 10))
    assert chosen == [3] and "in sync" in bar.text()
    bar.choose(1)
    assert "not measured" in bar.text()


def test_keys_go_by_a_second_or_to_the_next_weak_one(qtbot, bar):
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.chosen_s == 3
    qtbot.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert bar.chosen_s == 4
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.chosen_s == 4
    qtbot.keyClick(bar, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert bar.chosen_s == 2


def test_without_a_strip_nothing_is_shown(qtbot, bar):
    bar.set_strip(None)
    assert bar.text() == ""
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.chosen_s == 0


class AtOnce:
    """Background work that is done at once."""

    def run(self, work, on_done, *_):
        on_done(work())


def test_a_result_shows_its_strip_and_reads_it_again_after_a_part(qtbot, tmp_path):
    video = tmp_path / "v.mp4"
    video.write_bytes(b"")
    view = ResultView(AtOnce())
    qtbot.addWidget(view)
    view.show_entry(RenderEntry("1", RenderState.DONE, video=video), "")
    assert view.part_button.parentWidget().isHidden()
    path = tmp_path / "v.mp4.strip.json"
    path.write_text(strip().model_dump_json())
    view.show_entry(RenderEntry("2", RenderState.DONE, video=video), "")
    assert not view.part_button.parentWidget().isHidden()
    asked = []
    view.part_requested.connect(asked.append)
    view.part_button.click()
    assert asked == [2]


def test_the_page_renders_the_second_into_its_video_with_the_forms_controls(page, monkeypatch):
    """What is at its default is given too: the video may have been made with something else."""
    queued = []
    video = page.session.workspace.root / "result" / "v.mp4"
    entry = RenderEntry("1", RenderState.DONE, audio=video.with_suffix(".wav"), video=video)
    monkeypatch.setattr(type(page.gallery), "selected", property(lambda _: entry))
    monkeypatch.setattr(page, "_queue", queued.append)
    page.result.part_requested.emit(3.0)
    (options,) = queued
    part = {"part_of": str(video), "part_from": 3.0, "part_s": 1.0}
    assert options == {"mouth_gain": 1.0, "closure": False, "audio_path": str(entry.audio), **part}
    validated(RenderOptions, {"name": "May", **options})


@pytest.fixture
def page(workspace, open_window):
    mark_preprocessed(workspace, "May")
    workspace.model_dir("May").mkdir(parents=True)
    (workspace.model_dir("May") / "4.pth").write_bytes(b"x")
    window = open_window(steps=60)
    window.select_project("May")
    window.show_step("render")
    return window.page("render")
