"""The Preprocess page: the video check, the options, progress, and the resulting frames."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import VIDEO_SUFFIXES
from synctalk_gui.item_models.video_check import CheckOutcome, check_outcome, is_hopeless
from synctalk_gui.pages.face_chooser import FIRST_PERSON
from synctalk_gui.pages.findings import FindingText, project_findings
from synctalk_gui.pages.findings_panel import FindingsPanel
from synctalk_gui.pages.live_frame import LiveFrame
from synctalk_gui.pages.log_view import LogView
from synctalk_gui.pages.page import Page, PageAction, side_px, timeline_px
from synctalk_gui.pages.preprocess_form import PreprocessForm
from synctalk_gui.pages.problem_banner import ProblemBanner
from synctalk_gui.pages.source_view import SourceView
from synctalk_gui.pages.stage_progress import StageProgress
from synctalk_gui.project_jobs import can_make_avatar, make_avatar
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import chip
from synctalk_gui.widgets.card import Card, FittedStack, card_column, scroll_area, separator
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.frame_player import FramePlayer
from synctalk_gui.widgets.panes import Panes
from synctalk_gui.widgets.timeline import Timeline

_PASSING_OUTCOMES = (CheckOutcome.WEIGHTS_MISSING, CheckOutcome.FAILED)
"""They say nothing about the video: it is checked again when its project is shown."""
_PROGRESS_INTERVAL_MS = 100
_LOG_PX = 90


class PreprocessPage(Page):
    """Starts, stops and shows a preprocessing run, then its frames."""

    RUN_KINDS = ("preprocess", "run", "demo")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._shown_clip: tuple[str, int] | None = None
        self._shows_run_options = False
        self._shown_stage = ""
        self.form = PreprocessForm(session.command)
        self.add_form("preprocess", self.form)
        self.findings = FindingsPanel()
        self.progress = StageProgress()
        self.log = LogView(is_fitted=True)
        self.live_frame = LiveFrame(session.background)
        self.banner = ProblemBanner()
        self.source = SourceView(session.background)
        self.source.face_chosen.connect(self._on_face_chosen)
        session.posters.failed.connect(self.source.show_failure)
        self.player = FramePlayer()
        self.timeline = Timeline()
        self._progress_timer = QTimer(self)
        self._progress_timer.setSingleShot(True)
        self._progress_timer.setInterval(_PROGRESS_INTERVAL_MS)
        self._progress_timer.timeout.connect(self._show_progress)
        self.banner.weights_requested.connect(self.weights_requested)
        self.banner.locate_requested.connect(self.locate_video)
        self.findings.weights_requested.connect(self.weights_requested)
        self.findings.moonshine_requested.connect(self._on_moonshine)
        self.findings.keep_offset_requested.connect(self._on_keep_offset)
        self.findings.check_requested.connect(self._on_check_again)
        self.form.faces.face_chosen.connect(self._on_face_chosen)
        self.form.speech.chosen.connect(self._on_speech_chosen)
        self.form.speech.sources.refused.connect(self.failed)
        self.form.training_requested.connect(self._on_to_train)
        self.player.frame_changed.connect(self.timeline.set_position)
        self.timeline.frame_requested.connect(self.player.set_frame)
        session.checks.changed.connect(self._show_findings)
        self._build()

    # -- overrides ----------------------------------------------------------------------------

    def page_actions(self) -> list[PageAction]:
        if self.info is None:
            return []
        if self.own_run_is_active:
            actions = [self._stop_action(), self._preprocess_action(False, self._why_not())]
            return [*actions, self._last_action()]
        tip = self._why_not()
        preprocess = self._preprocess_action(not tip, tip)
        if not self.info.is_preprocessed and self._is_video_gone():
            return [self._locate_action(), preprocess]
        train = PageAction("to_train", self.tr("Train…"), self._on_to_train, "")
        begin = [train, preprocess] if self.info.is_preprocessed else [preprocess]
        return [*begin, self._last_action()]

    def leave_project(self) -> None:
        self.form.speech.sources.recorder.stop()

    def show_other_project(self) -> None:
        if self.info is not None:
            folder = self.session.recordings_dir(self.info.name)
            self.form.speech.sources.set_folder(folder)

    def show_info(self) -> None:
        if self.info is None:
            return
        self.form.set_info(self.info)
        if self._is_other:
            self.show_saved_options()
        self.form.set_people(self.info, self.session.faces_dir(self.info.name))
        self._show_source()
        self._show_findings()
        self._show_clip()
        self._show_left()
        root = self.session.workspace.root
        self.session.background.run(partial(_free_mb, root), self._on_free_disk)
        if self._is_other and check_outcome(self.info.check) in _PASSING_OUTCOMES:
            self.session.check(self.info)

    def show_run(self) -> None:
        self.log.set_record(None if self.live is None else self.live.record)
        self.live_frame.clear()
        self.show_status()

    def show_events(self, events: list) -> None:
        self.log.follow()
        if self.live is not None and self.live.record.stage != self._shown_stage:
            self._shown_stage = self.live.record.stage
            self._show_clip()
            self._show_left()
        if not self._progress_timer.isActive():
            self._progress_timer.start()

    def show_status(self) -> None:
        is_shown = self.live is not None and self.live.spec.kind == "preprocess"
        self.banner.show_run(self.live if is_shown else None)
        if self.info is not None:
            self._show_clip()
        self._show_progress()
        self._show_left()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_progress()

    # -- public -------------------------------------------------------------------------------

    def start(self) -> None:
        """Start preprocessing with the form's options."""
        if self.info is None or self._why_not():
            return
        name = self.info.name
        options = self.form.options(self.info)
        self.session.jobs.add("preprocess", name, options, self.info.device)
        self.session.refresh(name)

    def make_avatar(self) -> None:
        """Queue all steps that are left, with the form's options."""
        if self.info is None or not self._make_action().is_enabled:
            return
        self.form.speech.sources.recorder.stop()  # what was said so far is the speech
        missing = next((path for path in self.info.speeches if not path.is_file()), None)
        if missing is not None:  # said now, not after the training
            text = self.tr("{file} is no longer there. Choose the speech again.")
            self.failed.emit(text.format(file=missing.name))
            return
        # the other pages' options may be newer than what this page was shown
        info = self.session.projects.info(self.info.name) or self.info
        make_avatar(self.session.jobs, info, self.form.options(self.info))
        self.session.refresh(self.info.name)

    def locate_video(self) -> None:
        """Ask for the video's new location and check it again."""
        patterns = " ".join(f"*{suffix}" for suffix in VIDEO_SUFFIXES)
        text = self.tr("Videos ({patterns});;All files (*)").format(patterns=patterns)
        path, _filter = QFileDialog.getOpenFileName(self, self.tr("Locate video"), "", text)
        if path:
            self.use_video(Path(path))

    def use_video(self, path: Path) -> None:
        """Use another file as the project's video."""
        self.session.remember(self.project.name, source_video=str(path), check=None, face=None)
        self.session.check_video(self.project.name, path)  # the page asks for a new poster

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Add the parts from the outermost to the innermost: moving a filled one costs Qt more."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        columns = Panes("preprocess", Qt.Orientation.Horizontal, side_px)
        outer.addWidget(columns, 1)
        main = Panes("timeline", Qt.Orientation.Vertical, self._timeline_px)
        side = QWidget()
        columns.set_panes(main, scroll_area(side))
        viewer, self._timeline_card = Card(), Card(self.tr("Timeline"))
        main.set_panes(viewer, self._timeline_card)
        self._form_card, self._left_card = Card(self.tr("Avatar")), Card(self.tr("Video check"))
        side.setLayout(card_column(self._form_card, self._left_card))
        self._fill_viewer(viewer)
        self._timeline_card.add(scroll_area(self.timeline), 1)
        self.timeline.tracks_loaded.connect(main.arrange)
        self._form_card.add(self.form)
        self._fill_left_card()

    def _fill_viewer(self, viewer: Card) -> None:
        self._waiting = EmptyState("search", "", "")
        self.player.transport.hide()  # the timeline below steps through the frames
        viewer.title.hide()
        self._viewer = QStackedWidget()
        viewer.add(self._viewer, 1)
        for part in (self._waiting, self.source, self.player, self.live_frame):
            self._viewer.addWidget(part)

    def _fill_left_card(self) -> None:
        """Add the video check, and the progress in its place."""
        self._left_stack = FittedStack()
        self._left_card.add(self._left_stack, 1)
        self._at_work = QWidget()
        for part in (self.findings, self._at_work):
            self._left_stack.addWidget(part)
        column = QVBoxLayout(self._at_work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.progress)
        column.addWidget(separator())
        column.addWidget(self.log, 1)
        self.log.setMinimumHeight(_LOG_PX)
        tip = self.tr("Light, distance, silence, minutes")
        self._guide = chip(self.tr("How to record"), tip=tip)
        self._guide.clicked.connect(self.guide_requested)
        self._left_card.header.addStretch(1)
        self._left_card.header.addWidget(self._guide)

    def _timeline_px(self, room_px: int) -> int:
        return timeline_px(self._timeline_card, room_px)

    def _show_clip(self) -> None:
        """Show the frames once all exist; they are not read while they are being written."""
        info = self.project
        is_there = info.is_preprocessed and not self._is_preprocessing()
        key = (info.name, info.frame_count) if is_there else None
        is_at_work = self._is_preprocessing()
        before = self._waiting if info.source_video is None else self.source
        shown = self.player if is_there else self.live_frame if is_at_work else before
        self._viewer.setCurrentWidget(shown)
        self.form.setEnabled(not is_at_work)
        if is_at_work and self.run.spec.kind == "preprocess":
            with self.form.loading():
                self.form.show_values(self.run.spec.options)
            self._shows_run_options = True
        elif self._shows_run_options and not is_at_work:
            self._shows_run_options = False
            self.show_saved_options()
        self._timeline_card.setVisible(is_there)
        if key == self._shown_clip:
            return
        self._shown_clip = key
        clip = Clip(self.session.workspace.clip_dir(info.name)) if is_there else None
        self.player.set_clip(clip)
        self.timeline.set_clip(clip)

    def _is_preprocessing(self) -> bool:
        record = None if self.live is None else self.live.record
        if record is None or not self.own_run_is_active:
            return False
        return record.is_preprocessing or record.is_making_sample

    def _show_left(self) -> None:
        """Show the progress of a running job, else the findings or a hint."""
        if self.info is None:
            return
        self._guide.setVisible(not self._is_preprocessing())
        if self._is_preprocessing():
            is_sample = self.run.record.is_making_sample
            self._left_card.set_title(
                self.tr("Sample clip") if is_sample else self.tr("Preprocessing")
            )
            self._left_stack.setCurrentWidget(self._at_work)
            self._left_card.show()
            return
        self._left_card.set_title(self.tr("Video check"))
        self._left_stack.setCurrentWidget(self.findings)
        self._left_card.setVisible(bool(self.findings.sentences()))
        self._waiting.set_texts(*self._waiting_texts())

    def _waiting_texts(self) -> tuple[str, str]:
        """Returns what is shown while there is no video to show."""
        if self.is_pending("preprocess"):
            return self.tr("In queue"), self.tr("This step starts when its device is free.")
        return (
            self.tr("No video"),
            self.tr("Drop a video into the window to create a project."),
        )

    def _show_source(self) -> None:
        """Show the imported video; make its poster if it was imported without one."""
        if self.project.poster is None and not self.project.is_preprocessed:
            self.session.make_poster(self.project)
        self.source.show_project(self.project)

    def _show_findings(self) -> None:
        """Show what the check found, and whether one is running."""
        if self.info is None:
            return
        found = project_findings(self.info)
        if self.session.checks.is_checking(self.info.name):
            text = self.tr("Checking face, audio and sharpness before you spend hours training.")
            found.insert(0, FindingText("info", self.tr("Checking video…"), text))
        self.findings.set_findings(found)
        self._show_left()

    def _why_not(self) -> str:
        """Returns why the video cannot be preprocessed now, or an empty string."""
        if self.project.source_video is None:
            return self.tr("The source video of this project is unknown")
        if not self.project.is_preprocessed and is_hopeless(self.project.check):
            return project_findings(self.project)[0].sentence
        if self.form.is_disk_too_small():
            return self.tr("There is not enough disk space for the frames")
        if self.is_pending("preprocess"):
            return self.tr("This step is already running or queued")
        return ""

    def _is_video_gone(self) -> bool:
        error = (self.project.check or {}).get("error") or {}
        return self.project.source_video is None or error.get("code") == "file_not_found"

    def _stop_action(self) -> PageAction:
        is_ending = self.run.stop_requested or self.run.status == RunState.STOPPING
        return PageAction("stop", self.tr("Stop"), self._on_stop, "", "stop", not is_ending)

    def _preprocess_action(self, is_enabled: bool, tip: str) -> PageAction:
        """In one place at all times, so that no other button comes under the pointer."""
        is_preprocessed = self.project.is_preprocessed
        text = self.tr("Preprocess again") if is_preprocessed else self.tr("Preprocess")
        if not is_preprocessed and self.live is not None and self.live.can_resume:
            text = self.tr("Resume preprocessing")
        icon_name = "refresh" if is_preprocessed else ""
        return PageAction("preprocess", text, self.start, "", icon_name, is_enabled, tip)

    def _last_action(self) -> PageAction:
        """Make avatar; once there is a model, what leads to its videos."""
        if self.project.has_model:
            return PageAction("to_render", self.tr("Render…"), self._on_to_render, "primary")
        return self._make_action()

    def _make_action(self) -> PageAction:
        has_room = self.project.is_preprocessed or not self.form.is_disk_too_small()
        can_make = has_room and can_make_avatar(self.session.jobs, self.project)
        tip = self.tr("Preprocesses and trains, then renders the speech if there is one")
        if not can_make:
            is_queued = self.is_pending("train")
            tip = self.tr("Training is running or queued") if is_queued else self._why_not()
        text = self.tr("Make avatar")
        return PageAction("make_avatar", text, self.make_avatar, "primary", "", can_make, tip)

    def _locate_action(self) -> PageAction:
        text = self.tr("Locate video…")
        return PageAction("locate", text, self.locate_video, "", "folder", not self.is_busy)

    # -- slots --------------------------------------------------------------------------------

    def _show_progress(self) -> None:
        if self.live is None:
            return
        self.progress.show_run(self.live)
        progress = self.live.record.progress
        if self.live_frame.isVisible() and progress is not None and progress.unit == "frames":
            clip = Clip(self.session.workspace.clip_dir(self.live.name))
            suffix = str(self.live.spec.options.get("frame_format", "png"))
            self.live_frame.show_newest(clip, int(progress.done), suffix)

    def _on_stop(self) -> None:
        if self.live is not None:
            self.live.stop()
            self.actions_changed.emit()
            self._show_progress()

    def _on_moonshine(self) -> None:
        self.form.show_values({"asr_model": "moonshine"})

    def _on_free_disk(self, free_mb: float) -> None:
        self.form.set_free_disk(free_mb)
        self.actions_changed.emit()

    def _on_check_again(self) -> None:
        self.session.check(self.project)

    def _on_keep_offset(self) -> None:
        self.form.show_values({"fix_av_offset": False})

    def _on_face_chosen(self, index: str) -> None:
        """Follow another person, and check the video with an eye to that one."""
        face = None if index == FIRST_PERSON else index
        if face == self.project.face:
            return
        self.session.remember(self.project.name, face=face)
        self.session.check(replace(self.project, face=face))

    def _on_speech_chosen(self, paths: list[Path]) -> None:
        if self.info is not None:
            self.session.set_speeches(self.info, paths)

    def _on_to_render(self) -> None:
        self.page_requested.emit("render")

    def _on_to_train(self) -> None:
        self.page_requested.emit("train")


def _free_mb(folder: Path) -> float:
    while not folder.exists() and folder.parent != folder:
        folder = folder.parent
    return shutil.disk_usage(folder).free / 2**20
