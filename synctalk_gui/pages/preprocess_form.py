"""The form of the preprocessing options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import LEAST_CLIP_FRACTION, estimate_clip_bytes
from synctalk_gui.engine_texts import translate
from synctalk_gui.formats import duration, listed, megabytes, number
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.mnemonics import without_mnemonic
from synctalk_gui.pages.face_chooser import FaceChooser
from synctalk_gui.pages.option_form import OptionForm
from synctalk_gui.pages.speech_row import SpeechRow
from synctalk_gui.saved_options import train_options
from synctalk_gui.widgets.buttons import chip
from synctalk_gui.widgets.flow_layout import follow_width
from synctalk_gui.widgets.labels import ElidedLabel, label
from synctalk_gui.widgets.split_row import SplitRow
from synctalk_gui.widgets.style import set_property

PREPROCESSED_FPS = 25.0
_LEAST_TRAINING_PX = 60
_BYTES_PER_PIXEL = {"png": 0.9, "jpg": 0.2}
"""Measured on frames of talking people between 512x512 and 1080x1920."""


class PreprocessForm(OptionForm):
    """The video, the speech, the face, the basic options of preprocessing, and the disk space.

    Args:
        command: speaks typed text; the program's own engine if None.
    """

    training_requested = Signal()
    """The user wants to change how long the training takes."""

    def __init__(self, command: EngineCommand | None = None, parent: QWidget | None = None) -> None:
        super().__init__(PreprocessOptions, by_hand=("face",), parent=parent)
        self.video = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.training = ElidedLabel()
        self.speech = SpeechRow(command or EngineCommand.default())
        self._disk = label("", wrap=True)
        self._disk_name = label(self.tr("Disk space"), "mute")
        self._facts = _facts(
            [
                (label(self.tr("Video"), "mute"), self.video),
                (label(self.tr("Training"), "mute"), self._training_row()),
                (self._disk_name, self._disk),
                (label(self.tr("Speech"), "mute"), self.speech),
            ]
        )
        self.form.addRow(self._facts)
        self.form.addRow(self.speech.sources)
        self._plan = label("", "mute", wrap=True)
        self._is_planned = False
        self.form.addRow(self._plan)
        self.faces = FaceChooser()
        self._faces_name = label(
            without_mnemonic(translate(self.fields["face"].declared.label)), "mute"
        )
        self.form.addRow(self._faces_name, self.faces)
        self._show_faces()
        self.add_advanced()
        self._free_mb: float | None = None
        self._check: dict[str, Any] | None = None
        combo = self.editors["frame_format"]
        assert isinstance(combo, QComboBox)
        combo.currentIndexChanged.connect(self._show_disk)
        self._show_disk()

    def _training_row(self) -> QWidget:
        """How long “Make avatar” trains, with a button to where it is set."""
        self.training_button = chip(self.tr("Change…"))
        self.training_button.setAccessibleName(self.tr("Change the length of the training"))
        self.training_button.clicked.connect(self.training_requested)
        part = QWidget()
        SplitRow(self.training, self.training_button, part, _LEAST_TRAINING_PX)
        follow_width(part)
        return part

    def set_free_disk(self, free_mb: float) -> None:
        """Set the free space of the workspace's disk."""
        self._free_mb = free_mb
        self._show_disk()

    def is_disk_too_small(self) -> bool:
        """Returns whether the frames cannot fit, as far as is known."""
        size = _frame_size(self._check)
        if size is None or self._free_mb is None:
            return False
        suffix = "." + self.values()["frame_format"]
        least_bytes = LEAST_CLIP_FRACTION * estimate_clip_bytes(*size, suffix)
        return least_bytes > self._free_mb * 2**20

    def set_info(self, info: ProjectInfo) -> None:
        """Show a project's video."""
        source: Path | None = info.source_video
        self.video.setText(self.tr("unknown") if source is None else source.name)
        if source is not None:
            self.video.setToolTip(str(source))
        self.speech.show_paths(info.speeches)
        self._plan.setText(self._plan_text(info))
        self._is_planned = not info.is_preprocessed and not info.has_model
        self._show_plan()
        self.training.setText(self._training_text(info))
        self.training.setToolTip(self.tr("How long “Make avatar” trains; set it on the Train page"))
        self._check = info.check if info.stage in (Stage.EMPTY, Stage.IMPORTED) else None
        self._show_disk()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_plan()

    def _show_plan(self) -> None:
        """Show what “Make avatar” would do, unless it does so and nothing can be added."""
        self._plan.setVisible(self._is_planned and self.isEnabled())

    def _plan_text(self, info: ProjectInfo) -> str:
        """Returns what “Make avatar” does."""
        if not info.speeches:
            return self.tr(
                "“Make avatar” preprocesses the video and trains a model. Add a speech to get a "
                "talking video too."
            )
        names = listed(path.name for path in info.speeches)
        text = self.tr("“Make avatar” preprocesses the video, trains a model and renders {files}.")
        return text.format(files=names)

    def _training_text(self, info: ProjectInfo) -> str:
        """Returns how long the project is to be trained."""
        options = train_options(info)
        minutes = options.get("time_budget_min")
        if minutes is None:
            return self.tr("Epochs: {n}").format(n=number(options["epochs"]))
        return duration(60 * minutes)

    def set_people(self, info: ProjectInfo, folder: Path) -> None:
        """Show the people that the video check found; ``folder`` has their thumbnails."""
        face = (info.check or {}).get("face")
        people = face.get("people") if isinstance(face, dict) else None
        self.faces.set_people(people if isinstance(people, list) else [], folder, info.face)
        self._show_faces()

    def _show_faces(self) -> None:
        is_choice = self.faces.count() > 1
        self.faces.setVisible(is_choice)
        self._faces_name.setVisible(is_choice)

    def options(self, info: ProjectInfo) -> dict[str, Any]:
        """Returns the fields of ``PreprocessOptions`` set by the form."""
        options = {"video_path": str(info.source_video), **self.values()}
        face = self.faces.face if self.faces.count() > 1 else info.face
        return options if face is None else {**options, "face": face}

    def _show_disk(self) -> None:
        """Show the estimated size of the frames, once the video was checked."""
        needed_mb = _needed_mb(self._check, self.values()["frame_format"])
        is_known = needed_mb is not None
        self._disk.setVisible(is_known)
        self._disk_name.setVisible(is_known)
        if not is_known:
            return
        text = megabytes(needed_mb)
        if self._free_mb is not None:
            text = self.tr("{needed} ({free} free)").format(
                needed=text, free=megabytes(self._free_mb)
            )
            set_property(self._disk, "tone", "err" if needed_mb > self._free_mb else "")
        self._disk.setText(text)


def _facts(rows: Sequence[tuple[QWidget, QWidget]]) -> QWidget:
    """Returns rows of a name and its value, which takes the room that is left."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(rows):
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)
    return part


def _needed_mb(check: dict[str, Any] | None, frame_format: str) -> float | None:
    size = _frame_size(check)
    if size is None:
        return None
    width_px, height_px, frames = size
    return frames * width_px * height_px * _BYTES_PER_PIXEL[frame_format] / 2**20


def _frame_size(check: dict[str, Any] | None) -> tuple[int, int, int] | None:
    """Returns width, height and number of the frames, as far as they are known."""
    check = check or {}
    try:
        frames = round(float(check["duration_s"]) * PREPROCESSED_FPS)
        return int(check["width"]), int(check["height"]), frames
    except (KeyError, TypeError, ValueError):
        return None
