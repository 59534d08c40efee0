"""Whom the model is of can be chosen among the people that the check found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from synctalk_gui.item_models.project_info import (
    ProjectInfo,
    Stage,
    read_notes,
    read_project,
    write_notes,
)
from synctalk_gui.pages.face_chooser import FaceChooser
from synctalk_gui.pages.preprocess_form import PreprocessForm

PEOPLE = [{"index": 1, "seconds": 8.0}, {"index": 2, "seconds": 6.0}]


@pytest.fixture
def folder(tmp_path) -> Path:
    for person in PEOPLE:
        image = QImage(160, 160, QImage.Format.Format_RGB32)
        image.fill(QColor(90 * person["index"], 80, 60))
        assert image.save(str(tmp_path / f"person_{person['index']}.jpg"))
    return tmp_path


def info_with(people, face=None) -> ProjectInfo:
    return ProjectInfo(
        "May",
        Stage.IMPORTED,
        source_video=Path("may.mp4"),
        check={"findings": [], "face": {"people": people}},
        face=face,
    )


def test_the_person_that_is_clicked_becomes_the_option(qtbot, folder):
    form = PreprocessForm()
    qtbot.addWidget(form)
    info = info_with(PEOPLE)
    form.set_people(info, folder)
    assert "face" not in form.options(info)
    buttons = form.faces._buttons
    assert [b.text() for b in buttons.buttons()] == ["8 s", "6 s"]
    assert not any(b.icon().isNull() for b in buttons.buttons())
    with qtbot.waitSignal(form.faces.face_chosen) as chosen:
        qtbot.mouseClick(buttons.button(2), Qt.MouseButton.LeftButton)
    assert chosen.args == ["2"]
    assert form.options(info)["face"] == "2"
    qtbot.mouseClick(buttons.button(1), Qt.MouseButton.LeftButton)
    assert "face" not in form.options(info)


def test_one_person_alone_is_nothing_to_choose(qtbot, folder):
    form = PreprocessForm()
    qtbot.addWidget(form)
    for people in ([], PEOPLE[:1]):
        info = info_with(people)
        form.set_people(info, folder)
        assert form.faces.isHidden()
        assert "face" not in form.options(info)


@pytest.mark.parametrize(("face", "index"), [(None, 1), ("2", 2), ("9", 1), ("640,360@2s", 1)])
def test_what_was_chosen_before_is_shown(qtbot, folder, face, index):
    chooser = FaceChooser()
    qtbot.addWidget(chooser)
    chooser.set_people(PEOPLE, folder, face)
    assert chooser._buttons.checkedId() == index


def test_the_choice_is_saved_with_the_project_and_used(qtbot, open_window, workspace, folder):
    check = {"findings": [], "face": {"people": PEOPLE}, "duration_s": 14.0}
    write_notes(workspace, "May", source_video=str(folder / "may.mp4"), check=check)
    window = open_window()
    qtbot.waitUntil(lambda: window.session.projects.info("May") is not None)
    window.select_project("May")
    page = window.page("preprocess")
    qtbot.waitUntil(lambda: page.form.faces.count() == 2)
    qtbot.mouseClick(page.form.faces._buttons.button(2), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: read_notes(workspace, "May").get("face") == "2")
    assert read_project(workspace, "May").face == "2"
    assert page.form.options(page.info)["face"] == "2"


def test_a_video_without_people_takes_no_room_and_no_size_below_0(qtbot, tmp_path, qtlog):
    chooser = FaceChooser()
    qtbot.addWidget(chooser)
    chooser.set_people([{"index": 1, "seconds": 2.0}], tmp_path, None)
    assert chooser.minimumHeight() > 0
    chooser.set_people([], tmp_path, None)
    assert chooser.minimumHeight() == 0
    assert not [record.message for record in qtlog.records if "Negative" in record.message]
