"""Excludes frames of a clip from training: buttons, undo, and the file that stores them."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QMenu, QWidget

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import (
    Ranges,
    excluded_mask,
    normalised,
    ranges_of,
    read_excluded,
    without,
    write_excluded,
)
from synctalk_gui.engine.background import Background
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import number
from synctalk_gui.shortcuts import native_keys
from synctalk_gui.widgets.buttons import button, chip
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.labels import ElidedLabel
from synctalk_gui.widgets.split_row import SplitRow
from synctalk_gui.widgets.timeline import Timeline
from synctalk_gui.widgets.timeline_tracks import WARN

_FLAGGED_TRACKS = ("sharpness", "turn", "mouth", "light")
"""Tracks whose flagged frames can be excluded; frames without a face always are."""


class ExclusionBar(QWidget):
    """Excludes the selection of a timeline; exclusions are stored in the clip's folder.

    Keys within ``scope``: X excludes the selection, Shift+X includes it, Ctrl+Z and
    Ctrl+Shift+Z undo and redo.
    """

    failed = Signal(str)
    """A sentence: the exclusions could not be saved."""

    def __init__(self, timeline: Timeline, background: Background, scope: QWidget) -> None:
        super().__init__()
        self._timeline = timeline
        self._background = background
        self._writer = _ExclusionWriter()
        self._clip: Clip | None = None
        self._fps = 25.0
        self._is_read = False
        self._ranges: Ranges = ()
        self.undo_stack = QUndoStack(self)
        self._count = ElidedLabel(role="mute")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.exclude_chip = chip(self.tr("Exclude"), tip=self.tr("Exclude the selected frames (X)"))
        self.exclude_chip.clicked.connect(self.exclude_selection)
        tip = self.tr("Include the selected frames ({keys})").format(keys=native_keys("Shift+X"))
        self.include_chip = chip(self.tr("Include"), tip=tip)
        self.include_chip.clicked.connect(self.include_selection)
        self._flagged_chip = chip(self.tr("Flagged frames"), tip=self.tr("Exclude flagged frames"))
        self._flagged_menu = QMenu(self._flagged_chip)
        self._flagged_menu.aboutToShow.connect(self._fill_flagged)
        self._flagged_chip.setMenu(self._flagged_menu)
        self.undo_button = button("", self.undo_stack.undo, "tool", "undo", self.tr("Undo"))
        self.redo_button = button("", self.undo_stack.redo, "tool", "redo", self.tr("Redo"))
        buttons, button_row = flow_widget()
        for part in (self.exclude_chip, self.include_chip, self._flagged_chip):
            button_row.addWidget(part)
        for part in (self.undo_button, self.redo_button):
            button_row.addWidget(part)
        SplitRow(self._count, buttons, self)
        self._add_keys(scope)
        timeline.selection_changed.connect(self._refresh)
        timeline.tracks_loaded.connect(self._refresh)
        self.undo_stack.indexChanged.connect(self._refresh)
        self._refresh()

    # -- public -------------------------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        """Whether the stored exclusions were read; changes are possible from then on."""
        return self._is_read

    @property
    def ranges(self) -> Ranges:
        """The excluded ranges."""
        return self._ranges

    def set_clip(self, clip: Clip | None) -> None:
        """Show a clip's exclusions, read in the background."""
        self._clip, self._is_read = clip, False
        self.undo_stack.clear()
        self._show(())
        if clip is not None:
            self._background.run(partial(_read, clip), partial(self._on_read, clip))

    def exclude_selection(self) -> None:
        if self._timeline.selection is not None:
            self.exclude([self._timeline.selection], self.tr("Exclude"))

    def include_selection(self) -> None:
        if self._timeline.selection is not None:
            self._change(without(self._ranges, *self._timeline.selection), self.tr("Include"))

    def exclude(self, ranges: list[tuple[int, int]] | Ranges, text: str) -> None:
        """Exclude more frames, as one undoable step."""
        self._change(normalised([*self._ranges, *ranges]), text)

    # -- inside -------------------------------------------------------------------------------

    def _add_keys(self, scope: QWidget) -> None:
        for keys, slot in (
            ("X", self.exclude_selection),
            ("Shift+X", self.include_selection),
            (QKeySequence.StandardKey.Undo, self.undo_stack.undo),
            (QKeySequence.StandardKey.Redo, self.undo_stack.redo),
        ):
            action = QAction(scope)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            scope.addAction(action)

    def _change(self, ranges: Ranges, text: str) -> None:
        if self._is_read and ranges != self._ranges:  # unread exclusions must not be overwritten
            self.undo_stack.push(_Change(self, self._ranges, ranges, text))
            self._timeline.select(None)

    def apply(self, ranges: Ranges) -> None:
        """Show and save other ranges (called by the undo stack)."""
        self._show(ranges)
        if self._clip is not None:
            version = self._writer.next_version()
            work = partial(self._writer.write, version, self._clip.path, ranges, self._fps)
            self._background.run(work, partial(self._on_written, self._clip))

    def _show(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._timeline.set_excluded(ranges)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        selection = self._timeline.selection
        count = self._timeline.frame_count
        inside = excluded_mask(self._ranges, max(count, 1))
        selected = inside[slice(*selection)] if selection else inside[:0]
        self.exclude_chip.setEnabled(bool(len(selected)) and not selected.all())
        self.include_chip.setEnabled(bool(selected.any()))
        self._flagged_chip.setEnabled(count > 0)
        self.undo_button.setEnabled(self.undo_stack.canUndo())
        self.redo_button.setEnabled(self.undo_stack.canRedo())
        self._count.setText(self._note_text(len(selected), int(inside.sum())))

    def _note_text(self, selected: int, excluded: int) -> str:
        """Returns what is selected, else what is excluded, else how frames are selected."""
        if selected:
            return self.tr("{n} frames selected").format(n=number(selected))
        if excluded:
            text = self.tr("{n} frames are excluded from the next training")
            return text.format(n=number(excluded))
        if self._timeline.frame_count:
            return self.tr("Drag across the timeline to select frames")
        return ""

    # -- slots --------------------------------------------------------------------------------

    def _fill_flagged(self) -> None:
        """Add an entry for each track with flagged frames, with their number."""
        self._flagged_menu.clear()
        excluded = excluded_mask(self._ranges, self._timeline.frame_count)
        for track in self._timeline.tracks:
            mask = (track.levels >= WARN) & ~excluded
            if track.key in _FLAGGED_TRACKS and mask.any():
                problem = track.texts[WARN]
                text = self.tr("{what}: {n} frames").format(what=problem, n=number(mask.sum()))
                action = self._flagged_menu.addAction(text)
                action.triggered.connect(partial(self._on_flagged_chosen, ranges_of(mask), problem))
        if self._flagged_menu.isEmpty():
            self._flagged_menu.addAction(self.tr("No flagged frames")).setEnabled(False)

    def _on_flagged_chosen(self, ranges: Ranges, text: str, *_: object) -> None:
        self.exclude(ranges, text)

    def _on_read(self, clip: Clip, found: tuple[Ranges, float]) -> None:
        if clip == self._clip:
            ranges, self._fps = found
            self._is_read = True
            self._show(ranges)

    def _on_written(self, clip: Clip, problem: SynctalkError | None) -> None:
        if problem is not None:
            self.failed.emit(sentence_text(problem.code, problem.params))
            if clip == self._clip:
                self.set_clip(clip)  # show what is stored


class _Change(QUndoCommand):
    """An undoable change of the excluded ranges."""

    def __init__(self, bar: ExclusionBar, before: Ranges, after: Ranges, text: str) -> None:
        super().__init__(text)
        self._bar, self._before, self._after = bar, before, after

    def redo(self) -> None:
        self._bar.apply(self._after)

    def undo(self) -> None:
        self._bar.apply(self._before)


class _ExclusionWriter:
    """Writes the latest ranges, even if two threads write in another order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_version = self._written = 0

    def next_version(self) -> int:
        self._last_version += 1
        return self._last_version

    def write(self, version: int, folder: Path, ranges: Ranges, fps: float) -> SynctalkError | None:
        """Write ranges, unless a later version was written; returns an error or None."""
        with self._lock:
            if version < self._written:
                return None
            try:
                write_excluded(folder, ranges, fps)
            except SynctalkError as error:
                return error
            self._written = version
        return None


def _read(clip: Clip) -> tuple[Ranges, float]:
    fps = clip.fps()
    return read_excluded(clip.path, fps), fps
