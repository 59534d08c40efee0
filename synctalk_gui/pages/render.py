"""The Render page: choose audio, render, and play the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.protocol.events import Event, RunState, SampleEvent
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.verdict import Remedy, Verdict
from synctalk_engine.workspace.project_names import name_from_file
from synctalk_gui.dialogs.stopping import stop_or_ask
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.formats import listed
from synctalk_gui.item_models.render_entries import RenderEntry, RenderState
from synctalk_gui.pages.audio_chooser import AudioChooser
from synctalk_gui.pages.consent_row import ConsentRow
from synctalk_gui.pages.page import Page, PageAction, side_px
from synctalk_gui.pages.problem_banner import ProblemBanner
from synctalk_gui.pages.render_form import RenderForm
from synctalk_gui.pages.render_gallery import RenderGallery
from synctalk_gui.pages.render_progress import RenderProgress
from synctalk_gui.pages.render_question import ask_to_render
from synctalk_gui.pages.result_view import ResultView, read_bounded
from synctalk_gui.pages.verdict_bar import VerdictBar
from synctalk_gui.session import Session
from synctalk_gui.tab_order import tab_order
from synctalk_gui.video_copy import copy_video
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import Card, card_column, scroll_area
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.panes import HANDLE_PX, Panes

_PROGRESS_INTERVAL_MS = 100
_GALLERY_FRACTION, _LEAST_GALLERY_PX, _CARD_PX, _MARGINS_PX = 0.36, 120, 58, 30
"""The last two are title and margins of a card, above one another and side by side."""
PREVIEW_S, IDLE_S = 10, 10
PART_S = 1.0
PART_OPTIONS = ("mouth_gain", "closure")
"""Of the form's options those that a part of a video may differ in."""
"""Folder in the project's folder."""


class RenderPage(Page):
    """Starts, stops and shows a render, then its result."""

    RUN_KINDS = ("render", "demo")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.speech = AudioChooser(session.waveforms, session.command)
        self.speech.files_changed.connect(self.actions_changed)
        self.speech.files_changed.connect(self._on_speech_changed)
        self.speech.edited.connect(self._on_speech_edited)
        self.speech.refused.connect(self.failed)
        self._speeches: tuple[Path, ...] = ()
        self._rendering_key = ""
        """Of the render that was shown while it ran."""
        self.form = RenderForm(session.workspace)
        self.add_form("render", self.form)
        self.banner = ProblemBanner()
        self.banner.weights_requested.connect(self.weights_requested)
        self.verdict = VerdictBar(can_train=False)
        self.verdict.remedy_requested.connect(self._on_remedy)
        self.result = ResultView(session.background)
        self.result.export_requested.connect(self._on_export)
        self.result.again_requested.connect(self._on_again)
        self.result.delete_requested.connect(self._on_delete)
        self.result.part_requested.connect(self.start_part)
        self.working = RenderProgress()
        self.gallery = RenderGallery(session)
        self.gallery.entry_selected.connect(self._show_right)
        self.gallery.play_requested.connect(self._on_play)
        self.gallery.delete_requested.connect(self._delete)
        self.gallery.menu_requested.connect(self._show_menu)
        self._progress_timer = QTimer(self)
        self._progress_timer.setSingleShot(True)
        self._progress_timer.setInterval(_PROGRESS_INTERVAL_MS)
        self._progress_timer.timeout.connect(self._show_progress)
        self.consent = ConsentRow(session)
        self._build()

    # -- overrides ----------------------------------------------------------------------------

    def page_actions(self) -> list[PageAction]:
        if self.info is None:
            return []
        if self.own_run_is_active:
            is_ending = self.run.stop_requested or self.run.status == RunState.STOPPING
            text = self.tr("Stop")
            stop = PageAction("stop", text, self._on_stop, "", "stop", not is_ending)
            return [stop, self._preview_action(), self._render_action()]
        return [self._preview_action(), self._render_action()]

    def _preview_action(self) -> PageAction:
        """Renders the first seconds alone; the result plays when it is there."""
        tip = self._why_not() or self.tr("Render and play the first 10 seconds")
        text = self.tr("Preview 10 s")
        is_enabled = not self._why_not()
        return PageAction("preview_speech", text, self.start_preview, "", "play", is_enabled, tip)

    def _render_action(self) -> PageAction:
        """The last button at all times, so that Stop does not come under the pointer."""
        tip = self._why_not()
        text = self.tr("Render")
        return PageAction("render", text, self.start, "primary", "film", not tip, tip)

    def leave_project(self) -> None:
        self.speech.sources.recorder.stop()

    def show_other_project(self) -> None:
        if self.info is not None:
            self.speech.set_folder(self.session.recordings_dir(self.info.name))
        self.speech.set_path(None)
        self.working.newest.set_image(None)
        self._speeches = ()

    def show_info(self) -> None:
        if self.info is not None:
            self.form.set_info(self.info)
            self._show_dropped_speech()
            self.consent.show_project(self.info)
            if self._is_other:
                self.show_saved_options()
        self.gallery.show_project(self.info)
        self._show_right()

    def show_run(self) -> None:
        self.working.newest.set_image(None)
        self._read_newest()
        self.show_status()

    def show_events(self, events: list[Event]) -> None:
        if any(isinstance(event, SampleEvent) for event in events):
            self._read_newest()
        if not self._progress_timer.isActive():
            self._progress_timer.start()

    def show_status(self) -> None:
        is_shown = self.live is not None and self.live.spec.kind == "render"
        self.banner.show_run(self.live if is_shown else None)
        self._show_progress()

    # -- public -------------------------------------------------------------------------------

    def start(self) -> None:
        """Start rendering with the form's options; ask first if the model is not ready."""
        if self.info is None or self._why_not():
            return
        verdict = None if self.is_pending("train") else self.info.verdict
        if verdict is not None and verdict.asks_before_rendering:
            ask_to_render(verdict, self).confirmed.connect(self.start_unasked)
        else:
            self.start_unasked()

    def start_unasked(self) -> None:
        """Start rendering with the form's options, whatever the model is good for."""
        if self.info is None or self._why_not():
            return
        name = self.info.name
        self.gallery.follow_next()
        for path in self.speech.paths:
            self._queue(self.options_for(path))
        self.speech.mark_used()
        self.session.refresh(name)

    def start_preview(self) -> None:
        """Render and then play the first seconds of the first audio file."""
        if self.info is None or self._why_not():
            return
        options = self.options()
        options.pop("output_path", None)
        self.gallery.follow_next()
        self._queue({**options, "preview_s": PREVIEW_S})
        self.session.refresh(self.info.name)

    def start_part(self, from_s: float) -> None:
        """Render a second of the shown video again in its place, with the form's mouth controls."""
        entry = self.gallery.selected
        if self.info is None or entry is None or entry.video is None or self._why_no_model():
            return
        self.result.unload()  # Windows replaces no file that is open
        self.gallery.follow_next()
        chosen = self.form.options()
        fields = RenderOptions.model_fields
        options = {name: chosen.get(name, fields[name].default) for name in PART_OPTIONS}
        if (checkpoint := chosen.get("checkpoint")) is not None:
            options["checkpoint"] = checkpoint
        options |= {"part_of": str(entry.video), "part_from": from_s, "part_s": PART_S}
        if entry.audio is not None and not entry.options.get("idle_s"):
            options["audio_path"] = str(entry.audio)
        self._queue(options)
        self.session.refresh(self.info.name)

    def start_idle(self, duration_s: int) -> None:
        """Render a clip in which nobody speaks."""
        if self.info is None or self._why_no_model():
            return
        self.gallery.follow_next()
        self._queue({**self.form.options(), "idle_s": duration_s})
        self.session.refresh(self.info.name)

    def _queue(self, options: dict[str, Any]) -> None:
        job_options = (self.project.name, options, self.project.device)
        self.session.jobs.add("render", *job_options, after=self.after("train"))

    def options(self) -> dict[str, Any]:
        """Fields of ``RenderOptions`` that the page decides, for the first audio file."""
        return self.options_for(self.speech.path)

    def options_for(self, audio: Path | None) -> dict[str, Any]:
        """Fields of ``RenderOptions`` for one of the audio files.

        With several, the name of each video ends with that of its audio.
        """
        options = self.form.options()
        output = options.get("output_path")
        if output is not None and audio is not None and len(self.speech.paths) > 1:
            named = Path(output)
            name = name_from_file(f"{named.name} {audio.stem}")
            options["output_path"] = str(named.with_name(name))
        return {"audio_path": str(audio), **options}

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        left = Card(self.tr("Audio"))
        left.add(self.speech)
        left.body.addSpacing(4)
        left.add(self.form)
        left.body.addSpacing(4)
        idle = button(self.tr("Render an idle clip…"), self._on_idle)
        idle.setToolTip(self.tr("A video without speech: the mouth stays closed, the head moves"))
        left.add(idle)
        left.add(self.consent)
        side = QWidget()
        side.setLayout(card_column(left))
        columns = Panes("render", Qt.Orientation.Horizontal, side_px, is_side_first=True)
        columns.set_panes(scroll_area(side), scroll_area(self._make_right()))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addWidget(self.verdict)
        outer.addWidget(columns, 1)

    def _make_right(self) -> Panes:
        """The selected render above the list of all."""
        self._right = Card(self.tr("Result"))
        self._stack = QStackedWidget()
        self._empty = EmptyState("film", "", "")
        self._to_model = button(self.tr("Go to Train"), self._on_to_model, "primary")
        self._empty.add_button(self._to_model)
        self._failure, self._queued = self._make_failure(), self._make_queued()
        for part in (self._empty, self.working, self._failure, self._queued, self.result):
            self._stack.addWidget(part)
        self._right.add(self._stack, 1)
        self._gallery_card = Card(self.tr("Renders"))
        self._gallery_card.add(self.gallery, 1)
        self._right_panes = Panes("renders", Qt.Orientation.Vertical, self._gallery_px)
        self._right_panes.set_panes(self._right, self._gallery_card)
        self._right_panes.installEventFilter(self)
        return self._right_panes

    def _gallery_px(self, room_px: int) -> int:
        """Returns the height of the list: of its rows, if the result keeps most of the room."""
        most_px = min(round(_GALLERY_FRACTION * room_px), room_px - self._result_px())
        most_px = max(most_px, min(_LEAST_GALLERY_PX, room_px // 2))
        return min(most_px, self.gallery.rows_px() + _CARD_PX)

    def _result_px(self) -> int:
        """Returns the least height of the result's card."""
        return self.result.least_px(max(1, self._right_panes.width() - _MARGINS_PX)) + _CARD_PX

    def _fit_right(self) -> None:
        """Let the result and the list scroll where they would be too small."""
        both_px = self._result_px() + HANDLE_PX + _LEAST_GALLERY_PX
        self._right_panes.setMinimumHeight(0 if self.gallery.is_empty else both_px)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._right_panes and event.type() == QEvent.Type.Resize:
            self._fit_right()
        return super().eventFilter(watched, event)

    def _make_failure(self) -> EmptyState:
        part = EmptyState("error", self.tr("This audio could not be rendered"), "")
        part.add_button(button(self.tr("Remove from list"), self._on_failure_removed))
        part.add_button(button(self.tr("Try again"), self._on_again, "primary"))
        return part

    def _make_queued(self) -> EmptyState:
        part = EmptyState(
            "pending", self.tr("In queue"), self.tr("Rendering starts when the device is free.")
        )
        part.add_button(button(self.tr("Remove from queue"), self._on_queued_removed))
        return part

    def _show_right(self) -> None:
        """Show the selected render, or why there is none; a focus that was there stays near."""
        focused = self.window().focusWidget()  # active or not
        had_focus = focused is not None and self._right_panes.isAncestorOf(focused)
        self._update_right()
        if had_focus and self.isVisible() and not focused.isVisible():
            near = self if self.gallery.is_empty else self._gallery_card
            first = next(iter(tab_order(near)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _update_right(self) -> None:
        self._gallery_card.setVisible(not self.gallery.is_empty)
        self._fit_right()
        self._right_panes.arrange()
        self._show_verdict()
        if self.gallery.is_awaiting:
            return  # the view of the render that has just ended stays until its result was read
        entry = self.gallery.selected
        if entry is None:
            self._right.set_title(self.tr("Result"))
            self._empty.set_texts(*self._empty_texts())
            self._show_way_to_model()
            self._stack.setCurrentWidget(self._empty)
            return
        self._show_entry(entry)

    def _show_way_to_model(self) -> None:
        """Offer the page on which the next step to a model begins."""
        is_preprocessed = self.project.is_preprocessed
        text = self.tr("Go to Train") if is_preprocessed else self.tr("Go to Preprocess")
        self._to_model.setText(text)
        self._to_model.setVisible(self.info is not None and not self.info.has_model)

    def _show_verdict(self) -> None:
        """Say that the model is not ready, and which audio waits for it."""
        verdict = None if self.is_pending("train") else self.project.verdict
        is_wanted = verdict is not None and verdict.asks_before_rendering
        self.verdict.show_verdict(verdict if is_wanted else None, self._not_rendered())

    def _not_rendered(self) -> str:
        done = self.gallery.audio_paths
        names = [path.name for path in self.speech.paths if path not in done]
        if not names or not self.gallery.is_read:
            return ""
        text = self.tr("Not rendered: {files}. Press Render to use this model anyway.")
        return text.format(files=listed(names))

    def _show_entry(self, entry: RenderEntry) -> None:
        titles = {
            RenderState.QUEUED: self.tr("In queue"),
            RenderState.RUNNING: self.tr("Rendering"),
            RenderState.FAILED: self.tr("Failed"),
            RenderState.DONE: self.tr("Result"),
        }
        views: dict[RenderState, QWidget] = {
            RenderState.QUEUED: self._queued,
            RenderState.RUNNING: self.working,
            RenderState.FAILED: self._failure,
            RenderState.DONE: self.result,
        }
        self._right.set_title(titles[entry.state])
        if entry.state == RenderState.RUNNING:
            self._rendering_key = entry.key
        if entry.state == RenderState.DONE:
            self.result.show_entry(entry, self.gallery.model.facts(entry))
            self._play_preview(entry)
        elif entry.state == RenderState.FAILED:
            self._failure.set_texts(entry.title, self._explanation(entry))
        elif entry.state == RenderState.QUEUED:
            text = self.tr("Rendering starts when the device is free.")
            self._queued.set_texts(entry.title, text)
        self._stack.setCurrentWidget(views[entry.state])

    def _explanation(self, entry: RenderEntry) -> str:
        """Returns why a render failed and what to do, unless the banner says it."""
        is_in_banner = self.live is not None and self.live.run.run_id == entry.key
        if is_in_banner and self.banner.isVisibleTo(self):
            return self.tr("This audio could not be rendered. See the message above.")
        return self.gallery.model.explanation(entry)

    def _play_preview(self, entry: RenderEntry) -> None:
        """Play a preview that was just rendered, if the page is on screen."""
        if entry.options.get("preview_s") and entry.key == self._rendering_key:
            self._rendering_key = ""
            if self.isVisible():
                self.result.play()

    def _show_dropped_speech(self) -> None:
        """Choose the audio files that were dropped for the project."""
        speeches = self.project.speeches
        if speeches != self._speeches:
            self._speeches = speeches
            self.speech.set_paths(speeches)

    def _empty_texts(self) -> tuple[str, str]:
        if self.info is not None and not self.info.has_model:
            text = self.tr(
                "Press “Make avatar” on the Preprocess page. It does all steps in one go."
            )
            if self.info.is_preprocessed:
                text = self.tr("Train a model first. Then you can render any audio with it.")
            return self.tr("No model yet"), text
        if not self.gallery.is_read:
            return self.tr("Looking for rendered videos…"), ""
        what_happens = self.tr("The head moves as in the video; only the mouth is generated.")
        if self.speech.path is None:
            what_to_do = self.tr("Choose an audio file on the left, then press Render.")
        else:
            what_to_do = self.tr("Press Render at the top right.")
        return self.tr("Nothing rendered yet"), f"{what_to_do} {what_happens}"

    def _why_not(self) -> str:
        """Returns why rendering is not possible now, or an empty string."""
        if reason := self._why_no_model():
            return reason
        if self.speech.path is None:
            return self.speech.problem or self.tr("Choose an audio file first")
        return ""

    def _why_no_model(self) -> str:
        if not self.project.has_model and not self.is_pending("train"):
            return self.tr("Train a model first")
        return ""

    def _read_newest(self) -> None:
        live = self.live
        if live is None or not live.record.latest_image or not live.is_active:
            return
        path = live.run.path / live.record.latest_image
        work = partial(read_bounded, path)
        self.session.background.run(work, partial(self._on_newest_read, live))

    # -- slots --------------------------------------------------------------------------------

    def _on_newest_read(self, live: LiveRun, image: QImage) -> None:
        if (
            live is self.live and not image.isNull()
        ):  # a null image was read while it was being written
            self.working.newest.set_image(image)

    def _on_speech_edited(self) -> None:
        """The chosen audio belongs to the project, as what was dropped for it does."""
        if self.info is not None:
            self._speeches = tuple(self.speech.paths)
            self.session.set_speeches(self.info, self._speeches)

    def _on_speech_changed(self) -> None:
        if self.gallery.is_empty:
            self._show_right()
        self._show_verdict()

    def _show_progress(self) -> None:
        if self.live is not None:
            self.working.show_run(self.live)
        self.gallery.update_live()

    def _on_play(self) -> None:
        entry = self.gallery.selected
        if entry is not None and entry.state == RenderState.DONE:
            self.result.play()

    def _on_export(self) -> None:
        """Ask where a copy of the video goes, and write it in the background."""
        entry = self.gallery.selected
        if entry is None or entry.video is None:
            return
        location = QStandardPaths.StandardLocation.MoviesLocation
        folder = Path(QStandardPaths.writableLocation(location) or Path.home())
        suffix = entry.video.suffix
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Export video"),
            str(folder / entry.video.name),
            self.tr("Video (*{suffix})").format(suffix=suffix),
        )
        if chosen:
            target = Path(chosen)
            work = partial(copy_video, entry.video, target)
            self.session.background.run(work, partial(self._on_exported, target))

    def _on_exported(self, target: Path, _nothing: None) -> None:
        self.succeeded.emit(self.tr("Exported {file}.").format(file=target.name))

    def _on_idle(self) -> None:
        """Ask how long an idle clip is to be, and render it."""
        if self.info is None:
            return
        if reason := self._why_no_model():
            self.failed.emit(reason)
            return
        title = self.tr("Idle clip")
        text = self.tr("Length in seconds. The mouth stays closed and the head moves:")
        duration_s, is_chosen = QInputDialog.getInt(self, title, text, IDLE_S, 1, 3600)
        if is_chosen:
            self.start_idle(duration_s)

    def _on_again(self) -> None:
        """Render the audio of the selected render once more, with the current options."""
        entry = self.gallery.selected
        if entry is not None and entry.options.get("idle_s"):
            self.start_idle(round(entry.options["idle_s"]))
            return
        if entry is None or entry.audio is None or not entry.audio.is_file():
            name = "" if entry is None or entry.audio is None else entry.audio.name
            text = self.tr("{file} is no longer there. Choose the audio again.")
            self.failed.emit(text.format(file=name or self.tr("The audio")))
            return
        self.speech.set_path(entry.audio)
        self.start()
        self.actions_changed.emit()

    def _on_delete(self) -> None:
        if self.gallery.selected is not None:
            self._delete(self.gallery.selected)

    def _delete(self, entry: RenderEntry) -> None:
        """Move a video to the trash, or remove a render from the queue or the list."""
        if entry.state == RenderState.DONE and entry.run is not None:
            if entry.video == self.result.video:
                self.result.unload()  # Windows moves no file that is open
            self.video_delete_requested.emit(entry.run, entry.video)
        elif entry.state == RenderState.QUEUED:
            if (put_back := self.gallery.remove_queued(entry)) is not None:
                text = self.tr("Removed “{name}” from the queue.").format(name=entry.title)
                self.undo_offered.emit(text, put_back)
        elif entry.state == RenderState.FAILED:
            self.gallery.hide_failed(entry)

    def _on_failure_removed(self) -> None:
        self._on_delete()

    def _on_queued_removed(self) -> None:
        self._on_delete()

    def _show_menu(self, entry: RenderEntry, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        delete_text = self.tr("Remove from list")
        if entry.state == RenderState.DONE:
            delete_text = self.tr("Move to Trash")
            menu.addAction(self.tr("Play")).triggered.connect(self._on_play)
            outside = menu.addAction(self.tr("Open in default player"))
            outside.triggered.connect(self.result.open_outside)
            menu.addAction(self.tr("Show in folder")).triggered.connect(self.result.show_in_folder)
            menu.addAction(self.tr("Export…")).triggered.connect(self._on_export)
            menu.addAction(self.tr("Render again")).triggered.connect(self._on_again)
        elif entry.state == RenderState.FAILED:
            menu.addAction(self.tr("Try again")).triggered.connect(self._on_again)
        elif entry.state == RenderState.QUEUED:
            delete_text = self.tr("Remove from queue")
        if entry.state != RenderState.RUNNING:
            menu.addAction(delete_text).triggered.connect(self._on_delete)
            menu.popup(place)

    def _on_stop(self) -> None:
        if self.live is not None:
            stop_or_ask(self.live, self)
            self.actions_changed.emit()

    def _on_remedy(self, verdict: Verdict) -> None:
        match verdict.remedy:
            case Remedy.RECORD_MORE:
                self.guide_requested.emit()
            case Remedy.PREVIEW:
                self.page_requested.emit("preview")
            case _:
                self.page_requested.emit("train")

    def _on_to_model(self) -> None:
        self.page_requested.emit("train" if self.project.is_preprocessed else "preprocess")
