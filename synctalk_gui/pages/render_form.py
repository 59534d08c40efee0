"""The form of the render options."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import name_from_file
from synctalk_gui.formats import number
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.pages.background_box import BackgroundBox
from synctalk_gui.pages.option_form import (
    OptionForm,
    choice_editor,
    describe,
    fill_choices,
    make_narrow,
)
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.spin_box import FrameSpinBox, padded
from synctalk_gui.widgets.transport import time_code

_USUAL_FPS = 25.0
_ALWAYS_SHOWN = ("output_path", "format", "label")
"""What a video is called, what plays it, and how it says what it is; the rest is “Advanced”."""


_FILES = ("c2pa_cert", "c2pa_key")


class RenderForm(OptionForm):
    """The basic options of a render; checkpoints are listed by epoch."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(RenderOptions, parent=parent)
        self._workspace = workspace
        self._fps = _USUAL_FPS
        output = self.editors["output_path"]
        assert isinstance(output, QLineEdit)
        output.setClearButtonEnabled(True)
        for name in _ALWAYS_SHOWN:
            self.add_option(name)
        self._checkpoints = choice_editor(self.fields["checkpoint"], {})
        self.editors["checkpoint"] = self._checkpoints
        self._background = BackgroundBox()
        make_narrow(self._background)
        describe(self._background, self.fields["background"])
        self.editors["background"] = self._background
        mouth_gain = self.editors["mouth_gain"]
        assert isinstance(mouth_gain, QDoubleSpinBox)
        mouth_gain.setSuffix(" ×")
        self._start_time = label("", "mute")
        self._start_frame = start_frame = padded(FrameSpinBox())
        make_narrow(start_frame)
        describe(start_frame, self.fields["start_frame"])
        self.editors["start_frame"] = start_frame
        start_frame.valueChanged.connect(self._show_start_time)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(start_frame)
        row.addWidget(self._start_time, 1)
        files = {name: self._file_row(name) for name in _FILES}
        self.add_advanced({"start_frame": row, **files})
        for editor in (self._checkpoints, self._background, start_frame):
            self.watch(editor)

    def _file_row(self, name: str) -> QHBoxLayout:
        """The path of a file, with a button to choose it."""
        editor = self.editors[name]
        assert isinstance(editor, QLineEdit)
        editor.setClearButtonEnabled(True)
        choose = button(self.tr("Choose…"), partial(self._choose_file, editor))
        choose.setAccessibleName(f"{editor.accessibleName()}: {choose.text()}")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(editor, 1)
        row.addWidget(choose)
        return row

    def _choose_file(self, editor: QLineEdit) -> None:
        pem = self.tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)")
        path, _filter = QFileDialog.getOpenFileName(self, editor.accessibleName(), "", pem)
        if path:
            editor.setText(path)

    def set_info(self, info: ProjectInfo) -> None:
        """Update the choices for a project; keeps the selection."""
        folder = self._workspace.model_dir(info.name)
        epochs = {
            str(folder / f"{epoch}.pth"): self.tr("Epoch {n}").format(n=number(epoch))
            for epoch in reversed(info.epochs)
        }
        with self.loading():
            fill_choices(self._checkpoints, self.fields["checkpoint"], epochs)
            self._start_frame.setRange(0, max(0, info.frame_count - 1))
        fps = info.record.get("fps")
        self._fps = float(fps) if isinstance(fps, (int, float)) and fps > 0 else _USUAL_FPS
        self._show_start_time()

    def show_values(self, options: dict[str, Any]) -> None:
        if isinstance(background := options.get("background"), str):
            self._background.offer(background)
        super().show_values(options)

    def show_options(self, options: dict[str, Any]) -> None:
        checkpoint = options.get("checkpoint")
        if isinstance(checkpoint, str):
            options = {**options, "checkpoint": str(self._workspace.resolve(checkpoint))}
        super().show_options(options)

    def saved_values(self) -> dict[str, Any]:
        """The checkpoint is saved relative to the workspace, which may be moved or renamed."""
        values = self.values()
        if "checkpoint" in values:
            values["checkpoint"] = self._workspace.relative(Path(values["checkpoint"]))
        return values

    def options(self) -> dict[str, Any]:
        """Returns the fields of ``RenderOptions`` set by the form."""
        options = self.values()
        name = options.get("output_path")
        if name is not None:
            stem = name_from_file(Path(name).stem if name.endswith(".mp4") else name)
            options["output_path"] = str(self._workspace.result_dir / stem)
        return options

    def _show_start_time(self) -> None:
        self._start_time.setText(time_code(self._start_frame.value() / self._fps))
