"""A render at work: its latest frame and its progress."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.pages.result_view import ScaledImage
from synctalk_gui.run_texts import headline, progress_sentence
from synctalk_gui.widgets.labels import label


class RenderProgress(QWidget):
    """Shows the running render of a project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.newest = ScaledImage("", self.tr("Latest rendered frame"))
        self._headline = label("", "big")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the render"))
        self._note = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 0)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self.newest, 12)
        column.addWidget(self._headline, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar)
        column.addWidget(self._note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_run(self, live: LiveRun) -> None:
        fraction = live.record.fraction_done
        self._headline.setText(headline(live))
        self._bar.setValue(round(1000 * (fraction or 0)))
        self._note.setText(progress_sentence(live, has_percent=False))
