"""The imported video is seen at once: poster, player, boxed faces, and a click to choose one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from synctalk_gui.item_models.face_tracks import FaceTrack, face_tracks, followed_person
from synctalk_gui.item_models.project_info import read_notes
from synctalk_gui.item_models.projects_model import ProjectRole
from synctalk_gui.pages.source_view import SourceView
from tests.helpers.fake_engine import PEOPLE
from tests.helpers.window_actions import drop, make_video, until

CHECK = {"width": 512, "height": 512, "face": {"people": PEOPLE, "person": 1}}


def imported(qtbot, open_window, tmp_path, **engine):
    window = open_window(**engine)
    drop(window, [make_video(tmp_path, "May.mp4")])
    until(qtbot, lambda: window.session.projects.info("May") is not None)
    page = window.page("preprocess")
    until(qtbot, lambda: page.isVisible() and page.source.isVisible())
    return window, page


def test_the_video_has_a_thumbnail_and_a_picture_before_it_is_preprocessed(
    qtbot, open_window, tmp_path
):
    window, page = imported(qtbot, open_window, tmp_path)
    until(qtbot, lambda: page.source.poster.image() is not None)
    model = window.session.projects
    until(qtbot, lambda: model.index(0).data(ProjectRole.THUMBNAIL) is not None)
    assert not window.session.projects.info("May").is_preprocessed
    assert page.source.play_button.isVisible()


def test_another_video_has_another_poster(qtbot, open_window, workspace, tmp_path):
    _window, page = imported(qtbot, open_window, tmp_path)
    until(qtbot, lambda: page.source.poster.image() is not None)
    page.use_video(make_video(tmp_path, "again.mp4"))
    until(qtbot, lambda: str(page.info.source_video).endswith("again.mp4"))
    until(qtbot, lambda: page.info.poster is not None)
    assert read_notes(workspace, "May")["poster"]["video"].endswith("again.mp4")


def test_a_click_on_a_face_follows_that_person(qtbot, open_window, workspace, tmp_path):
    _window, page = imported(qtbot, open_window, tmp_path, mode="two_people")
    view = page.source.poster
    until(qtbot, lambda: len(view.boxes()) == 2 and view.image() is not None)
    first, second = view.boxes()
    assert (first.is_chosen, second.is_chosen) == (True, False)
    point = view.box_rect(second).center().toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    until(qtbot, lambda: [box.is_chosen for box in view.boxes()] == [False, True])
    assert read_notes(workspace, "May")["face"] == "2"
    assert page.form.faces.face == "2", "the thumbnails agree"
    assert page.form.options(page.info)["face"] == "2"
    point = view.box_rect(view.boxes()[0]).center().toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    until(qtbot, lambda: page.info.face is None)


def test_a_click_beside_the_faces_chooses_nobody(qtbot, open_window, workspace, tmp_path):
    _window, page = imported(qtbot, open_window, tmp_path, mode="two_people")
    view = page.source.poster
    until(qtbot, lambda: len(view.boxes()) == 2 and view.image() is not None)
    corner = view.image_rect().bottomRight().toPoint() - QPoint(3, 3)
    with qtbot.assertNotEmitted(view.face_clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=corner)


def test_boxes_move_with_the_face():
    first, second = face_tracks(CHECK)
    assert first.box_at(0.0) == pytest.approx((0.0, 0.2, 0.2, 0.2))
    assert first.box_at(1.0) == pytest.approx((0.1, 0.2, 0.2, 0.2))
    assert second.box_at(1.5) == pytest.approx((0.6, 0.2, 0.2, 0.2))
    assert second.box_at(9.0) is None, "nobody is boxed where nobody was seen"


def test_a_face_that_was_away_is_not_boxed_meanwhile():
    track = FaceTrack(1, (0.0, 10.0), ((0.0, 0.0, 0.1, 0.1), (0.5, 0.5, 0.1, 0.1)))
    assert track.box_at(1.0) == (0.0, 0.0, 0.1, 0.1)
    assert track.box_at(5.0) is None
    assert track.box_at(9.5) == (0.5, 0.5, 0.1, 0.1)


@pytest.mark.parametrize(
    "check",
    [
        None,
        {},
        {"error": {"code": "file_not_found"}},
        {"width": 0, "height": 512, "face": {"people": PEOPLE}},
        {"width": 512, "height": 512, "face": {"people": [{"index": 1}]}},
        {"width": 512, "height": 512, "face": None},
    ],
)
def test_a_report_without_faces_has_no_boxes(check):
    assert face_tracks(check) == []


def test_a_report_of_an_earlier_version_has_one_box():
    people = [{key: value for key, value in PEOPLE[1].items() if key != "boxes"}]
    (track,) = face_tracks({**CHECK, "face": {"people": people}})
    assert (track.times_s, track.index) == ((1.0,), 2)


@pytest.mark.parametrize(
    ("person", "face", "followed"),
    [(1, None, 1), (1, "2", 2), (2, "640,360@2s", 2), (1, "12.5s", 1), (None, None, 1)],
)
def test_the_followed_person_is_the_chosen_one(person, face, followed):
    assert followed_person({"face": {"person": person}}, face) == followed


def test_the_player_is_made_when_it_is_first_needed(qtbot, open_window, tmp_path):
    _window, page = imported(qtbot, open_window, tmp_path)
    assert isinstance(page.source, SourceView) and page.source.player is None


def test_a_video_without_a_picture_says_so(qtbot, open_window, tmp_path):
    window, page = imported(qtbot, open_window, tmp_path)
    page.source.poster.set_image(None)
    window.session.posters.failed.emit("another project")
    assert page.source.poster._empty_text == "Opening video…"
    window.session.posters.failed.emit("May")
    assert page.source.poster._empty_text == "No frame of this video could be read."
