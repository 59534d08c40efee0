"""The renders of a project: what is listed, and what can be done with each."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QLabel

from synctalk_engine.protocol.events import ErrorEvent, ResultEvent, RunState, StateEvent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import list_bin
from synctalk_engine.workspace.runs import EventWriter, RunFolder
from synctalk_gui.dialogs.trash import TrashDialog
from synctalk_gui.formats import date_time, play_time
from synctalk_gui.item_models.project_info import read_project
from synctalk_gui.item_models.render_entries import RenderState, read_entries
from synctalk_gui.item_models.render_list_model import RenderRole
from tests.helpers.window_actions import mark_preprocessed, press, until, wait_for_action

NOON_S = 1_790_000_000.0


@pytest.fixture
def project(workspace: Workspace) -> Workspace:
    mark_preprocessed(workspace, "May")
    workspace.model_dir("May").mkdir(parents=True)
    (workspace.model_dir("May") / "4.pth").write_bytes(b"x")
    return workspace


def write_render(
    workspace: Workspace,
    audio: str,
    result: dict | None = None,
    error: str = "",
    **options: object,
) -> RunFolder:
    """A render of May that has ended; with a video if there is a result."""
    number = len(list(workspace.project_runs_dir("May").glob("*")))
    given = {"name": "May", "audio_path": f"/speeches/{audio}", **options}
    made = RunFolder.create(workspace, "render", "May", given)
    run = RunFolder(made.path.with_name(f"20260101-0000{number:02d}-000-render-test"))
    made.path.rename(run.path)
    spec = run.read_spec()
    run.write_spec(spec.model_copy(update={"run_id": run.run_id}))
    writer = EventWriter(run, clock_s=lambda: NOON_S + number)
    if result is not None:
        output = {"output": f"result/May_{Path(audio).stem}.mp4", **result}
        video = workspace.root / output["output"]
        video.parent.mkdir(exist_ok=True)
        video.write_bytes(b"a video of " + audio.encode())
        writer.append(ResultEvent(**output))
        writer.append(StateEvent(state=RunState.DONE))
    else:
        writer.append(ErrorEvent(code=error, params={"path": f"/speeches/{audio}"}))
        writer.append(StateEvent(state=RunState.FAILED))
    writer.close()
    return run


NEW_RESULT = {
    "frames": 300,
    "fps": 25.0,
    "seconds": 30.0,
    "size": [512, 512],
    "checkpoint": "checkpoint/May/7.pth",
}


def entries_of(workspace: Workspace) -> list:
    return read_entries(workspace, read_project(workspace, "May"), {})


def open_page(qtbot, open_window, count: int):
    window = open_window(steps=3)
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    until(qtbot, lambda: page.gallery.model.rowCount() == count)
    page.window_of_test = window
    return page


# -- what is listed


def test_length_date_checkpoint_and_audio_of_every_result_are_shown(qtbot, project, open_window):
    run = write_render(project, "hello.wav", NEW_RESULT)
    write_render(project, "talk.mp3", NEW_RESULT, checkpoint="checkpoint/May/4.pth")
    page = open_page(qtbot, open_window, 2)
    facts = [page.gallery.model.index(row).data(RenderRole.FACTS) for row in range(2)]
    assert facts == [
        f"0:12 · {date_time(NOON_S + 1)} · Epoch 7 · talk.mp3",
        f"0:12 · {date_time(NOON_S)} · Epoch 7 (best) · hello.wav",
    ]
    titles = [page.gallery.model.index(row).data() for row in range(2)]
    assert titles == ["May_talk.mp4", "May_hello.mp4"]
    assert page.gallery.selected.key > run.run_id, "the newest is selected"
    assert page._stack.currentWidget() is page.result


def test_a_result_of_an_older_program_has_a_thumbnail_from_its_contact_sheet(project):
    run = write_render(project, "old.wav", {"frames": 50, "size": [400, 200], "seconds": 9.0})
    sheet = QImage(4 * 320 + 3 * 4, 2 * 160 + 4, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.red)
    sheet.save(str(run.path / "contact_sheet.png"))
    result = {
        "output": "result/May_old.mp4",
        "contact_sheet": project.relative(run.path / "contact_sheet.png"),
        "frames": 50,
        "size": [400, 200],
    }
    run.events_path.unlink()
    writer = EventWriter(run)
    writer.append(ResultEvent(**result))
    writer.append(StateEvent(state=RunState.DONE))
    writer.close()
    (entry,) = entries_of(project)
    assert entry.thumbnail.width() == 2 * entry.thumbnail.height(), "one frame, not the sheet"
    assert entry.duration_s == 2.0 and entry.epoch is None and entry.is_best_chosen


def test_the_thumbnail_that_a_render_left_is_used(project):
    run = write_render(project, "new.wav", NEW_RESULT)
    image = QImage(320, 320, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(run.path / "thumbnail.jpg"))
    (entry,) = entries_of(project)
    assert entry.thumbnail.pixelColor(5, 5).blue() > 200


def test_videos_that_are_gone_or_were_replaced_are_not_listed(project):
    write_render(project, "gone.wav", NEW_RESULT)
    (project.result_dir / "May_gone.mp4").unlink()
    write_render(project, "same.wav", NEW_RESULT)
    newer = write_render(project, "same.wav", NEW_RESULT)
    assert [entry.key for entry in entries_of(project)] == [newer.run_id]


def test_a_failed_render_is_listed_until_its_audio_was_rendered(project):
    write_render(project, "bad.wav", error="speech_no_sound")
    write_render(project, "good.wav", NEW_RESULT)
    states = [entry.state for entry in entries_of(project)]
    assert states == [RenderState.DONE, RenderState.FAILED]
    write_render(project, "bad.wav", NEW_RESULT)
    assert [entry.state for entry in entries_of(project)] == [RenderState.DONE] * 2


def test_a_render_that_looked_lost_and_is_done_is_read_again(project):
    write_render(project, "one.wav", NEW_RESULT)
    info = read_project(project, "May")
    known = {one.key: replace(one, state=RenderState.FAILED) for one in entries_of(project)}
    assert [one.state for one in read_entries(project, info, known)] == [RenderState.DONE]


def test_damaged_runs_do_not_hide_the_others(project):
    damaged = write_render(project, "damaged.wav", NEW_RESULT)
    damaged.events_path.write_bytes(b'{"type": "result", \xff\n')
    strange = write_render(project, "strange.wav", NEW_RESULT)
    text = strange.events_path.read_text().replace("300", '"many"')
    strange.events_path.write_text(text)
    good = write_render(project, "good.wav", NEW_RESULT)
    (good.path / "thumbnail.jpg").write_bytes(b"no image")
    titles = [entry.title for entry in entries_of(project)]
    assert titles == ["May_good.mp4", "May_strange.mp4"]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "0:01"), (12.4, "0:12"), (59.6, "1:00"), (3723, "1:02:03")]
)
def test_lengths_are_written_as_players_do(seconds, text):
    assert play_time(seconds) == text


# -- what can be done


def test_a_deleted_video_is_in_the_trash_and_undo_brings_it_back(qtbot, project, open_window):
    write_render(project, "a.wav", NEW_RESULT)
    write_render(project, "b.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 2)
    window, video = page.window_of_test, project.result_dir / "May_b.mp4"
    assert page.result.video == video
    qtbot.mouseClick(page.result.delete_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.gallery.model.rowCount() == 1)
    assert not video.exists() and page.result.video.name == "May_a.mp4"
    assert window.view.toast.text() == "Moved “May_b.mp4” to Trash."
    window.view.toast.action_button.click()
    until(qtbot, lambda: page.gallery.model.rowCount() == 2)
    assert video.read_bytes() == b"a video of b.wav"
    assert window.view.sidebar.selected() == "May"


def test_a_deleted_video_can_be_restored_from_the_trash_later(qtbot, project, open_window):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    window = page.window_of_test
    page.gallery.list.setFocus()
    qtbot.keyClick(page.gallery.list, Qt.Key.Key_Delete)
    until(qtbot, lambda: page.gallery.is_empty)
    assert page._stack.currentWidget() is page._empty and not page._gallery_card.isVisible()
    window.projects.show_trash()
    dialog = window.findChild(TrashDialog)
    until(qtbot, lambda: len(dialog.entries()) == 1)
    dialog.restore_requested.emit(dialog.entries())
    until(qtbot, lambda: page.gallery.model.rowCount() == 1)
    assert list_bin(project) == []
    assert window.view.toast.text() == "Restored “May_a.mp4”."
    dialog.close()


def test_a_copy_is_exported_to_the_chosen_place(qtbot, project, open_window, tmp_path, monkeypatch):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    target = tmp_path / "für mich.mp4"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(page.succeeded) as said:
        page.result.export_button.click()
    assert said.args == ["Exported für mich.mp4."]
    assert target.read_bytes() == b"a video of a.wav" and list(tmp_path.glob("*partial*")) == []


def test_an_export_that_fails_is_a_sentence(qtbot, project, open_window, tmp_path, monkeypatch):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    (tmp_path / "file").write_bytes(b"x")
    target = tmp_path / "file" / "a.mp4"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown = []
    monkeypatch.setattr(page.window_of_test, "show_problem", lambda *texts: shown.append(texts))
    page.result.export_button.click()
    until(qtbot, lambda: shown)
    assert str(tmp_path / "file") in shown[0][0]


def test_it_is_shown_in_its_folder(qtbot, project, open_window, monkeypatch):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page.result.folder_button.click()
    assert Path(opened[0].toLocalFile()) == project.result_dir


def test_the_same_audio_is_rendered_again(qtbot, project, open_window, tmp_path):
    speech = tmp_path / "a.wav"
    speech.write_bytes(b"x")
    write_render(project, "a.wav", NEW_RESULT, audio_path=str(speech))
    page = open_page(qtbot, open_window, 1)
    page.result.again_button.click()

    def is_new_shown() -> bool:
        entry = page.gallery.selected
        return entry is not None and entry.state == "done" and entry.key > "20260101-01"

    until(qtbot, is_new_shown)
    assert page.gallery.selected.audio == speech and len(entries_of(project)) == 1


def test_rendering_again_without_the_audio_is_refused(qtbot, project, open_window):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    page.result.again_button.click()
    toast = page.window_of_test.view.toast
    assert toast.text() == "a.wav is no longer there. Choose the audio again."


def test_a_failed_render_says_why_and_is_removed_for_good(qtbot, project, open_window):
    write_render(project, "bad.wav", error="speech_no_sound")
    page = open_page(qtbot, open_window, 1)
    assert page._stack.currentWidget() is page._failure
    texts = [part.text() for part in page.findChildren(QLabel) if part.isVisible()]
    row = page.gallery.model.index(0)
    texts.append(row.data(RenderRole.FACTS))
    assert sum("bad.wav has no audio" in text for text in texts) == 1, "said once"
    assert texts[-1].startswith("Failed · ")
    assert "bad.wav has no audio" in row.data(Qt.ItemDataRole.ToolTipRole)
    page._on_failure_removed()
    until(qtbot, lambda: page.gallery.is_empty)
    assert entries_of(project) == []


def test_a_queued_render_is_removed_and_put_back(qtbot, project, open_window, tmp_path):
    page = open_page(qtbot, open_window, 0)
    window = page.window_of_test
    window.session.jobs.pause()
    for name in ("a.wav", "b.wav"):
        (tmp_path / name).write_bytes(b"x")
        page.speech.add([tmp_path / name])
    press(window, "render")
    entries = page.gallery.model.entries
    assert [(entry.title, entry.state) for entry in entries] == [
        ("b.wav", RenderState.QUEUED),
        ("a.wav", RenderState.QUEUED),
    ]
    page.gallery.list.setCurrentIndex(page.gallery.model.index(1))
    page._on_queued_removed()
    assert [entry.title for entry in page.gallery.model.entries] == ["b.wav"]
    assert window.view.toast.text() == "Removed “a.wav” from the queue."
    window.view.toast.action_button.click()
    assert [entry.title for entry in page.gallery.model.entries] == ["b.wav", "a.wav"]


def test_the_result_stays_shown_while_another_audio_is_rendered(
    qtbot, project, open_window, tmp_path
):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    speech = tmp_path / "new.wav"
    speech.write_bytes(b"x")
    page.speech._take(speech)
    wait_for_action(qtbot, page.window_of_test, "render")
    press(page.window_of_test, "render")
    until(qtbot, lambda: page._stack.currentWidget() is page.working)
    page.gallery.list.setCurrentIndex(page.gallery.model.index(page.gallery.model.rowCount() - 1))
    assert page._stack.currentWidget() is page.result and page.result.video.name == "May_a.mp4"
    until(qtbot, lambda: any(e.title == "May_new.mp4" for e in page.gallery.model.entries))
    assert page.result.video.name == "May_a.mp4", "a finished render steals nothing"


def test_a_video_that_was_deleted_outside_disappears(qtbot, project, open_window):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    shutil.rmtree(project.result_dir)
    page.session.refresh("May")
    until(qtbot, lambda: page.gallery.is_empty)


def test_a_slow_read_does_not_replace_what_a_later_one_found(
    qtbot, project, open_window, monkeypatch
):
    write_render(project, "a.wav", NEW_RESULT)
    page = open_page(qtbot, open_window, 1)
    reads = []
    run = lambda work, then: reads.append((work, then))  # noqa: E731
    monkeypatch.setattr(page.session.background, "run", run)
    page.gallery.show_project(page.gallery._info)
    early = reads[0][0]()
    shutil.rmtree(project.result_dir)
    page.gallery.show_project(page.gallery._info)
    reads[1][1](reads[1][0]())
    assert page.gallery.is_empty
    reads[0][1](early)
    assert page.gallery.is_empty, "the early read came late"


def test_nothing_is_said_of_the_renders_before_they_are_read(qtbot, project, open_window):
    write_render(project, "hello.wav", {"frames": 50})
    window = open_window()
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    page.gallery.show_project(None)  # as before the first read
    page.gallery._info = window._info()
    assert page._empty_texts()[0] == "Looking for rendered videos…"
    page.set_info(window._info())
    until(qtbot, lambda: page.gallery.is_read)
    assert page._empty_texts()[0] == "Nothing rendered yet"


def test_the_empty_gallery_says_what_is_left_to_do(qtbot, project, open_window, tmp_path):
    window = open_window()
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    until(qtbot, lambda: page.gallery.is_read)
    assert "Choose an audio file" in page._empty.text.text()
    speech = tmp_path / "hello.wav"
    speech.write_bytes(b"not looked into by the fake engine")
    page.speech.set_paths([speech])
    assert page._empty.text.text().startswith("Press Render")


def test_the_preprocess_page_leads_to_the_videos_of_a_model(project, open_window):
    window = open_window()
    window.select_project("May")
    window.show_step("preprocess")
    press(window, "to_render")
    assert window.view.header.steps.step() == "render"
