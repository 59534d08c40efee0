"""The Preview page: play the clip, and compare validation frames with generated ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.protocol.events import CheckpointEvent, Event, ResultEvent, RunState
from synctalk_engine.workspace.clip import Clip
from synctalk_gui.audio.clip_audio import ClipAudio
from synctalk_gui.formats import number, percent
from synctalk_gui.item_models.validation_sets import ValidationImages, find_validation_sets
from synctalk_gui.pages.checkpoint_choice import CheckpointChoice
from synctalk_gui.pages.exclusion_bar import ExclusionBar
from synctalk_gui.pages.frame_export_menu import FrameExportMenu
from synctalk_gui.pages.page import Page, PageAction, timeline_px
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import button, chip
from synctalk_gui.widgets.card import Card, scroll_area
from synctalk_gui.widgets.compare_view import CompareView
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.frame_export import Column
from synctalk_gui.widgets.frame_player import FramePlayer
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.panes import Panes
from synctalk_gui.widgets.timeline import Timeline

_LOW_PX = 440


class PreviewPage(Page):
    """Shows the clip with its landmarks, or target, generated and difference side by side."""

    RUN_KINDS = ("train", "run", "demo", "evaluate")
    HAS_OWN_UNDO = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.player = FramePlayer()
        self.timeline = Timeline()
        self.exclusions = ExclusionBar(self.timeline, session.background, self)
        self.exclusions.failed.connect(self.failed)
        self.compare = CompareView()
        self._clip_audios = (ClipAudio(self.player.transport), ClipAudio(self.compare.transport))
        self.which = CheckpointChoice()
        self.which.set_chosen.connect(self._on_set_chosen)
        self.which.generation_requested.connect(self._on_generation_requested)
        self._generating_note = label("", "mute")
        self.export = FrameExportMenu(session.background, self._frame_columns, self._strip_columns)
        self.export.succeeded.connect(self.succeeded)
        self.export.failed.connect(self.failed)
        self._sets: list[ValidationImages] = []
        self._shown_clip: tuple[str, int] | None = None
        self._mode = ""
        self.player.frame_changed.connect(self.timeline.set_position)
        self.compare.frame_changed.connect(self._on_pair_changed)
        self.compare.pairs_loaded.connect(self._on_pairs_loaded)
        self.timeline.frame_requested.connect(self._on_frame_requested)
        self._build()

    # -- overrides ----------------------------------------------------------------------------

    def page_actions(self) -> list[PageAction]:
        if self.info is None:
            return []
        has_model = self.info.has_model
        tip = "" if has_model else self.tr("Train a model first")
        text = self.tr("Render…")
        return [PageAction("to_render", text, self._on_to_render, "primary", "", has_model, tip)]

    def show_other_project(self) -> None:
        self._mode = ""
        self._sets = []
        self.which.cancel_request()
        self.which.set_choices((), ())
        self.compare.set_folder(None)

    def show_info(self) -> None:
        if self.info is None:
            return
        self._show_note()
        self._show_clip()
        self._find_validation_sets()
        self._show_mode()

    def show_events(self, events: list[Event]) -> None:
        if any(isinstance(event, CheckpointEvent | ResultEvent) for event in events):
            self._find_validation_sets()
        self._show_note()

    def show_status(self) -> None:
        live = self.live
        if live is not None and live.spec.kind == "evaluate" and not live.is_active:
            self._find_validation_sets()
            if live.status != RunState.DONE:
                self.which.cancel_request()
        self._show_note()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """Add the parts from the outermost to the innermost: moving a filled one costs Qt more."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._outer = QStackedWidget()
        row.addWidget(self._outer)
        self._content = QWidget()
        self._outer.addWidget(self._make_empty_state())
        self._outer.addWidget(self._content)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        panes = Panes("preview", Qt.Orientation.Vertical, self._timeline_px)
        column.addWidget(panes, 1)
        self._card, self._timeline_card = Card(self.tr("Show")), Card(self.tr("Timeline"))
        panes.set_panes(self._card, self._timeline_card)
        self._fill_card()
        self._timeline_card.header.addWidget(self.exclusions, 1)
        self._timeline_card.add(scroll_area(self.timeline), 1)
        self.timeline.tracks_loaded.connect(panes.arrange)

    def _fill_card(self) -> None:
        self._clip_chip = chip(self.tr("Whole clip"), checkable=True)
        self._validation_chip = chip(self.tr("Validation frames"), checkable=True)
        self._modes = QButtonGroup(self)
        self._modes.addButton(self._clip_chip, 0)
        self._modes.addButton(self._validation_chip, 1)
        self._modes.idClicked.connect(self._on_mode_clicked)
        self._card.header.addWidget(self._make_header(), 1)
        self._stack = QStackedWidget()
        self._card.add(self._stack, 1)
        self._stack.addWidget(self.player)
        self._stack.addWidget(self.compare)

    def _make_header(self) -> QWidget:
        """Returns a wrapping row: what is shown, of which checkpoint, how, and the export."""
        header, row = flow_widget(8)
        row.is_last_at_right = True
        for part in (self._card.title, self._clip_chip, self._validation_chip, self.which):
            row.addWidget(part)
        for part in (self.compare.mode_bar, self._generating_note, self.export):
            row.addWidget(part)
        return header

    def _timeline_px(self, room_px: int) -> int:
        """Returns the height of the timeline; in a low window the image gets its room."""
        return 0 if room_px < _LOW_PX else timeline_px(self._timeline_card, room_px)

    def _make_empty_state(self) -> EmptyState:
        empty = EmptyState(
            "film",
            self.tr("Nothing to preview yet"),
            self.tr(
                "After preprocessing you can step through the frames here, with landmarks "
                "and crop box. After training you can compare the generated mouth with the "
                "real one."
            ),
        )
        empty.add_button(button(self.tr("Go to Preprocess"), self._on_to_preprocess, "primary"))
        return empty

    def _show_clip(self) -> None:
        info = self.project
        is_there = info.is_preprocessed and info.first_frame is not None
        self._outer.setCurrentIndex(1 if is_there else 0)
        key = (info.name, info.frame_count) if is_there else None
        if key != self._shown_clip:
            self._shown_clip = key
            clip = Clip(self.session.workspace.clip_dir(info.name)) if is_there else None
            self.player.set_clip(clip)
            for clip_audio in self._clip_audios:
                clip_audio.set_path(None if clip is None else clip.audio_path)
            self.timeline.set_clip(clip)
            self.exclusions.set_clip(clip)

    def _find_validation_sets(self) -> None:
        if self.info is None:
            return
        runs = [summary.run for summary in self.info.runs if summary.kind in self.RUN_KINDS]
        name = self.info.name
        self.session.background.run(
            partial(find_validation_sets, runs), partial(self._on_validation_sets_found, name)
        )

    def _show_mode(self) -> None:
        """Show validation frames if there are any, unless the user chose the clip."""
        mode = self._mode or ("validation" if self._sets else "clip")
        if not self._sets:
            mode = "clip"
        is_compare = mode == "validation"
        self._validation_chip.setEnabled(bool(self._sets))
        self._validation_chip.setToolTip("" if self._sets else self.tr("Available after training"))
        (self._validation_chip if is_compare else self._clip_chip).setChecked(True)
        self._stack.setCurrentWidget(self.compare if is_compare else self.player)
        self.which.setVisible(is_compare)
        self.compare.mode_bar.setVisible(is_compare)
        shown = self.compare.current_frame if is_compare else self.player.current_frame
        self.timeline.set_position(shown or 0)

    def _show_note(self) -> None:
        """Show which epoch is being generated or queued."""
        epoch = self.which.requested_epoch
        if epoch is None or self.info is None:
            self._generating_note.setText("")
            return
        is_waiting = self.session.jobs.is_waiting(self.info.name)
        text = self.tr("Epoch {n} is in the queue") if is_waiting else self._generating_text()
        self._generating_note.setText(text.format(n=number(epoch)))

    def _generating_text(self) -> str:
        fraction = self.run.record.fraction_done if self.own_run_is_active else None
        if fraction is None:
            return self.tr("Generating epoch {n}…")
        return self.tr("Generating epoch {n}…") + " " + percent(fraction)

    def _frame_columns(self) -> list[Column]:
        is_compare = self._stack.currentWidget() is self.compare
        return self.compare.frame_columns() if is_compare else self.player.frame_columns()

    def _strip_columns(self, count: int) -> list[Column]:
        if self._stack.currentWidget() is self.compare:
            return self.compare.strip_columns(count)
        return self.player.strip_columns(count, self.timeline.selection)

    # -- slots --------------------------------------------------------------------------------

    def _on_validation_sets_found(self, name: str, sets: list[ValidationImages]) -> None:
        if self.info is None or self.info.name != name:
            return
        self._sets = sets
        self.which.set_choices(sets, self.info.epochs)
        first = next((s.first_frame for s in sets if not s.strip_count), None)
        self.player.set_validation_start(first)
        self.timeline.set_validation_start(first)
        self._show_mode()
        self._show_note()

    def _on_set_chosen(self, frames: ValidationImages | None) -> None:
        fps = self.info.record.get("fps") if self.info is not None else None
        folder = None if frames is None else frames.folder
        self.compare.set_folder(folder, float(fps) if isinstance(fps, (int, float)) else 25.0)

    def _on_generation_requested(self, epoch: int) -> None:
        """Queue a job that generates the validation frames with another checkpoint."""
        info = self.project
        path = self.session.workspace.model_dir(info.name) / f"{epoch}.pth"
        options = {"checkpoint": str(path), "only_pictures": True}
        self.session.jobs.add("evaluate", info.name, options, info.device)
        self.session.refresh(info.name)
        self._show_note()

    def _on_mode_clicked(self, number: int) -> None:
        self._mode = "validation" if number else "clip"
        self._show_mode()

    def _on_pair_changed(self, frame: int) -> None:
        if self._stack.currentWidget() is self.compare:
            self.timeline.set_position(frame)

    def _on_pairs_loaded(self, _count: int) -> None:
        if self._stack.currentWidget() is self.compare:
            self.timeline.set_position(self.compare.current_frame or 0)

    def _on_frame_requested(self, frame: int) -> None:
        if self._stack.currentWidget() is self.compare:
            self.compare.show_frame(frame)
        else:
            self.player.set_frame(frame)

    def _on_to_render(self) -> None:
        self.page_requested.emit("render")

    def _on_to_preprocess(self) -> None:
        self.page_requested.emit("preprocess")
