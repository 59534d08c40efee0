"""The lists behind the views."""

from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QFontMetrics, QImage

from synctalk_engine.protocol.events import RunState, StateEvent
from synctalk_engine.workspace.runs import EventWriter, RunFolder
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.run_record import LogLine
from synctalk_gui.item_models.log_model import LogModel, LogRole
from synctalk_gui.item_models.project_info import read_project, write_notes
from synctalk_gui.item_models.project_status import ProjectStatus, saved_status
from synctalk_gui.item_models.projects_model import ProjectRole, ProjectsModel, read_thumbnail
from synctalk_gui.item_models.render_entries import hide_entry
from synctalk_gui.project_delegate import fitted_status


@pytest.fixture
def background(qapp):
    pool = Background()
    yield pool
    pool.close()


@pytest.fixture
def projects(background, workspace):
    for name in ("May", "anna", "Zoë"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    model = ProjectsModel(background)
    model.set_projects([read_project(workspace, name) for name in workspace.project_names()])
    return model


def test_projects_model_keeps_qts_rules(projects, workspace, qtmodeltester):
    qtmodeltester.check(projects)
    write_notes(workspace, "Ben", source_video="/videos/Ben.mp4")
    projects.put(read_project(workspace, "Ben"))
    projects.set_live("May", ProjectStatus("Training · 3%", fraction=0.03))
    projects.set_projects([read_project(workspace, name) for name in ("Ben", "May")])
    assert projects.names() == ["Ben", "May"]


def test_projects_are_listed_by_name_without_case(projects):
    assert projects.names() == ["anna", "May", "Zoë"]


def test_what_runs_goes_before_what_lies_on_the_disk(projects):
    index = projects.index(projects.row_of("May"))
    assert index.data(ProjectRole.STAGE).text == "Not preprocessed"
    projects.set_live("May", ProjectStatus("Training · 3%", fraction=0.03))
    assert index.data(ProjectRole.STAGE).text == "Training · 3%"
    projects.set_live("May", None)
    assert index.data(ProjectRole.STAGE).text == "Not preprocessed"


def test_a_thumbnail_comes_in_later(qtbot, background, workspace):
    folder = workspace.clip_dir("May") / "full_body_img"
    folder.mkdir(parents=True)
    QImage(640, 360, QImage.Format.Format_RGB32).save(str(folder / "000000.jpg"))
    model = ProjectsModel(background)
    model.put(read_project(workspace, "May"))
    index = model.index(0)
    assert index.data(ProjectRole.THUMBNAIL) is None
    with qtbot.waitSignal(model.dataChanged, timeout=5000):
        pass
    thumbnail = index.data(ProjectRole.THUMBNAIL)
    assert thumbnail.width() == thumbnail.height() == 184


def test_a_broken_image_gives_no_thumbnail(tmp_path):
    path = tmp_path / "000000.png"
    path.write_bytes(b"no image")
    assert read_thumbnail(path) is None


def line(number: int, level: str = "info") -> LogLine:
    return LogLine(1e9 + number, level, "text", {"text": f"line {number}"}, f"line {number}")


def test_log_model_keeps_qts_rules(qtmodeltester):
    model = LogModel()
    model.set_lines([line(1), line(2, "error")])
    qtmodeltester.check(model)
    model.append([line(3)])
    assert model.rowCount() == 3
    assert model.index(1).data(LogRole.LEVEL) == "error"
    assert model.index(2).data().endswith("line 3")


def test_log_model_lets_the_oldest_lines_go():
    model = LogModel()
    for start in range(0, 3000, 500):
        model.append([line(start + i) for i in range(500)])
    assert model.rowCount() == 2000
    assert model.index(1999).data().endswith("line 2999")


def test_a_thumbnail_that_was_read_too_early_is_read_again(qtbot, background, workspace):
    """The first frame may be half written when the list first asks for it."""
    frame = workspace.clip_dir("May") / "full_body_img" / "000000.jpg"
    frame.parent.mkdir(parents=True)
    frame.write_bytes(b"")
    model = ProjectsModel(background)
    model.put(read_project(workspace, "May"))
    index, read = model.index(0), []
    assert index.data(ProjectRole.THUMBNAIL) is None
    background.run(lambda: None, read.append)
    qtbot.waitUntil(lambda: bool(read))
    QImage(640, 360, QImage.Format.Format_RGB32).save(str(frame))
    model.put(read_project(workspace, "May"))
    qtbot.waitUntil(lambda: index.data(ProjectRole.THUMBNAIL) is not None)


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        ("Interrupted · can resume", "Interrupted · can resume"),
        ("Interrupted · can", "Interrupted"),
        ("Interr", "In…"),
    ],
)
def test_a_status_loses_its_second_part_before_it_is_cut(qapp, room, shown):
    metrics = QFontMetrics(qapp.font())
    width_px = metrics.horizontalAdvance(room) + 2
    text = fitted_status("Interrupted · can resume", metrics, width_px)
    assert text.startswith(shown.rstrip("…")) and text.endswith(shown[-1])


def write_run(workspace, state: RunState, changed_s: float) -> RunFolder:
    """A render of May whose last event has this state and time; runs are made in order."""
    run = RunFolder.create(workspace, "render", "May", {"name": "May", "audio_path": "a.wav"})
    writer = EventWriter(run)
    writer.append(StateEvent(state=state))
    writer.close()
    os.utime(run.events_path, (changed_s, changed_s))
    return run


def renamed(run: RunFolder, run_id: str) -> RunFolder:
    path = run.path.with_name(run_id)
    run.path.rename(path)
    return RunFolder(path)


@pytest.mark.parametrize(
    ("first_s", "text"), [(3000.0, "Not preprocessed"), (1000.0, "Rendering failed")]
)
def test_a_failed_render_is_forgotten_once_an_earlier_one_was_resumed_and_finished(
    workspace, qapp, first_s, text
):
    write_notes(workspace, "May", source_video="/videos/May.mp4")
    renamed(write_run(workspace, RunState.DONE, first_s), "20260101-000000-000-render-aaaa")
    renamed(write_run(workspace, RunState.FAILED, 2000.0), "20260101-000001-000-render-bbbb")
    assert saved_status(read_project(workspace, "May")).text == text


def test_a_failed_render_that_was_removed_is_no_status(workspace, qapp):
    write_notes(workspace, "May", source_video="/videos/May.mp4")
    write_run(workspace, RunState.DONE, 1000.0)
    failed = write_run(workspace, RunState.FAILED, 2000.0)
    assert saved_status(read_project(workspace, "May")).text == "Rendering failed"
    hide_entry(workspace, "May", failed.run_id)
    assert saved_status(read_project(workspace, "May")).text == "Not preprocessed"
