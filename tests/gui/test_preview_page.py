"""The Preview page: frames of any checkpoint, exported as an image or a strip."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from synctalk_engine.protocol.events import RunState, StateEvent
from synctalk_engine.workspace.runs import EventWriter, RunFolder
from synctalk_gui.item_models.validation_sets import find_validation_sets
from synctalk_gui.pages.checkpoint_choice import CheckpointChoice
from synctalk_gui.widgets.frame_export import spread
from tests.helpers.window_actions import mark_preprocessed, until

GREY, BRIGHT = 100, 110


def write_set(folder, write_image, frames, index, width=6):
    for place, _frame in enumerate(frames):
        name = f"{frames[place] if width == 6 else place:0{width}d}.jpg"
        write_image(folder / f"target_{name}", GREY + place)
        write_image(folder / f"generated_{name}", BRIGHT + place)
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


@pytest.fixture
def trained(workspace, write_image):
    """Four frames; checkpoints 3, 7 and 11; a complete set of epoch 11, strips of 3 and 11."""
    mark_preprocessed(workspace, "May")
    run = RunFolder.create(workspace, "train", "May", {"name": "May"})
    events = EventWriter(run)
    events.append(StateEvent(state=RunState.DONE))
    events.close()
    write_set(run.path / "heldout", write_image, [2, 3], {"epoch": 11, "frames": [2, 3]})
    for step, epoch in (("0000100", 3), ("0000300", 11)):
        index = {"epoch": epoch, "strip_frames": [2, 3]}
        write_set(run.samples_dir / step, write_image, [2, 3], index, width=3)
    model_dir = workspace.model_dir("May")
    model_dir.mkdir(parents=True)
    for epoch in (3, 7, 11):
        (model_dir / f"{epoch}.pth").write_bytes(b"x")
    return run


@pytest.fixture
def page(qtbot, trained, open_window):
    window = open_window(steps=20)
    window.select_project("May")
    window.show_step("preview")
    page = window.page("preview")
    until(qtbot, lambda: page.compare.pair_count == 2)
    page.window_of_test = window
    return page


def entries(page):
    return [page.which.itemText(row) for row in range(page.which.count())]


def choose(page, text):
    row = entries(page).index(text)
    page.which.setCurrentIndex(row)
    page.which.activated.emit(row)


def test_complete_sets_strips_and_other_checkpoints_are_offered(qtbot, page):
    assert entries(page) == [
        "Epoch 11 · just now",
        "Epoch 3 · 2 frames",
        "Epoch 7 · generate",
        "Epoch 3 · generate",
    ]
    assert page.compare.current_frame == 2
    choose(page, "Epoch 3 · 2 frames")
    until(qtbot, lambda: page.compare.pair_count == 2)
    page.compare.show_frame(3)
    assert page.compare.current_frame == 3, "a strip's frames have their numbers in the clip"
    assert page.timeline.position == 3


def test_frames_of_a_chosen_checkpoint_are_generated_and_shown(qtbot, page):
    choose(page, "Epoch 7 · generate")
    assert page.which.currentText() == "Epoch 11 · just now", "until it is there"
    until(qtbot, lambda: "epoch 7" in page._generating_note.text().lower())
    until(qtbot, lambda: page.compare.pair_count == 3)
    assert page.which.shown.epoch == 7 and page.which.currentText().startswith("Epoch 7 · ")
    assert page.compare.current_frame == 120
    assert page._generating_note.text() == ""
    until(qtbot, lambda: "are ready" in page.window_of_test.view.toast._text.text())
    assert [text for text in entries(page) if "generate" in text] == ["Epoch 3 · generate"]


def test_a_failed_generation_leaves_no_pending_request(qtbot, trained, open_window):
    window = open_window(mode="fail", steps=20)
    window.select_project("May")
    window.show_step("preview")
    page = window.page("preview")
    until(qtbot, lambda: page.compare.pair_count == 2)
    choose(page, "Epoch 7 · generate")
    until(qtbot, lambda: "a picture is missing" in window.view.toast._text.text())
    until(qtbot, lambda: page.which.requested_epoch is None and page._generating_note.text() == "")
    assert page.which.isEnabled() and "Epoch 7 · generate" in entries(page)


def test_a_frame_and_a_strip_are_exported_in_their_own_pixels(qtbot, page, tmp_path, monkeypatch):
    answers = iter([tmp_path / "frame", tmp_path / "strip.png", tmp_path / "no" / "x.png"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(next(answers)), ""))
    frame, strip = page.export.menu().actions()
    page.compare.show_frame(3)
    with qtbot.waitSignal(page.succeeded):
        frame.trigger()
    image = QImage(str(tmp_path / "frame.png"))
    assert image.width() == 3 * 40 + 2 * 4, "target, generated and difference of 40 pixels each"
    bottom = image.height() - 3
    greys = [image.pixelColor(x, bottom).green() for x in (5, 49, 93)]
    assert greys == [pytest.approx(g, abs=2) for g in (GREY + 1, BRIGHT + 1, 40)]
    with qtbot.waitSignal(page.succeeded):
        strip.trigger()
    image = QImage(str(tmp_path / "strip.png"))
    assert image.width() == 2 * 40 + 4 and image.height() > 2 * 30
    with qtbot.waitSignal(page.failed) as notice:
        frame.trigger()
    assert "cannot be reached" in notice.args[0] or "could not be written" in notice.args[0]


def test_of_the_clip_the_selection_is_exported(qtbot, page, tmp_path, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "strip.png"), "")
    )
    page._on_mode_clicked(0)
    until(qtbot, lambda: page.player.frame_count == 4 and page.timeline.frame_count == 4)
    page.timeline.select((1, 4))
    with qtbot.waitSignal(page.succeeded):
        page.export.menu().actions()[1].trigger()
    image = QImage(str(tmp_path / "strip.png"))
    assert image.width() == 3 * 512 + 2 * 4


def test_a_strip_has_evenly_spaced_frames_with_both_ends():
    assert spread(0, 100, 5) == [0, 25, 50, 75, 100]
    assert spread(3, 5, 8) == [3, 4, 5]
    assert spread(3, 3, 8) == spread(3, 2, 8) == [3]


def test_broken_records_are_no_sets(trained):
    (trained.path / "heldout" / "index.json").write_text("[", encoding="utf-8")
    found = find_validation_sets([trained])
    assert [(s.epoch, s.strip_count) for s in found] == [(11, 2), (3, 2)]


def test_the_choice_grows_with_the_texts_that_come_later(qtbot):
    """A checkpoint of “9 min ago” is one of “10 min ago” a minute later."""
    choice = CheckpointChoice()
    qtbot.addWidget(choice)
    choice.set_choices([], [3])
    choice.show()
    before_px = choice.sizeHint().width()
    choice.set_choices([], [3, 1000003])
    assert choice.sizeHint().width() > before_px
