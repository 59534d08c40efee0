"""The welcome page, shown while the workspace has no project."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.empty_state import EmptyState


def _tr(text: str) -> str:
    return QCoreApplication.translate("Welcome", text)


class WelcomePage(EmptyState):
    """Explains how to start."""

    files_requested = Signal()
    folder_requested = Signal()
    demo_requested = Signal()
    guide_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "video",
            _tr("Create a talking avatar"),
            _tr(
                "Drop a video of one person talking to the camera here. Three minutes or more, "
                "with one face, even light and clear audio, give good results. Half a minute is "
                "enough to try it. You can also drop preprocessed videos, models and folders of "
                "the research code."
            ),
        )
        first = button(_tr("Import videos…"), self.files_requested.emit, "primary", "video")
        self.add_button(first)
        self.setFocusProxy(first)
        self.add_button(
            button(
                _tr("Import folder…"),
                self.folder_requested.emit,
                tip=_tr("Videos, preprocessed videos, models or projects of the research code"),
            )
        )
        self.add_button(
            button(
                _tr("Try the sample clip"),
                self.demo_requested.emit,
                tip=_tr("Makes a synthetic clip, trains on it for a few minutes and renders"),
            )
        )
        self.add_button(button(_tr("How to record"), self.guide_requested.emit))
        if parent is not None:
            self.setParent(parent)
