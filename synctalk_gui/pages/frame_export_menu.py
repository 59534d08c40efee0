"""Exports the current frame, or a strip of frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from synctalk_engine.errors import SynctalkError
from synctalk_gui.engine.background import Background
from synctalk_gui.engine_texts import error_text
from synctalk_gui.widgets.frame_export import Column, write_image

STRIP_FRAMES = 8


class FrameExportMenu(QPushButton):
    """A chip with a menu; asks for a file and writes it in the background.

    Args:
        frame_columns: returns the current frame.
        strip_columns: returns a strip of at most the given number of frames.
    """

    succeeded = Signal(str)
    """A sentence: an image was written."""
    failed = Signal(str)
    """A sentence: an image could not be written."""

    def __init__(
        self,
        background: Background,
        frame_columns: Callable[[], list[Column]],
        strip_columns: Callable[[int], list[Column]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._frame_columns = frame_columns
        self._strip_columns = strip_columns
        self.setText(self.tr("Export"))
        self.setProperty("role", "chip")
        self.setToolTip(self.tr("Export a frame or a strip of frames"))
        menu = QMenu(self)
        menu.addAction(self.tr("This frame (PNG)…")).triggered.connect(self._on_frame)
        menu.addAction(self.tr("Strip of frames (PNG)…")).triggered.connect(self._on_strip)
        self.setMenu(menu)

    def _on_frame(self) -> None:
        columns = self._frame_columns()
        if columns:
            self._save(columns, self.tr("frame") + ".png")

    def _on_strip(self) -> None:
        columns = self._strip_columns(STRIP_FRAMES)
        if columns:
            self._save(columns, self.tr("strip") + ".png")

    def _save(self, columns: list[Column], name: str) -> None:
        kind = self.tr("Image (*.png)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export image"), name, kind)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(".png")
            self._background.run(
                partial(write_image, columns, path), partial(self._on_written, path)
            )

    def _on_written(self, path: Path, error: SynctalkError | None) -> None:
        if error is not None:
            self.failed.emit(error_text(error))
        else:
            self.succeeded.emit(self.tr("Saved {file}.").format(file=path.name))
