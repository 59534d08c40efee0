"""Makes pages when they are first shown, so that the window opens before the charts are loaded."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from synctalk_gui.item_models.project_info import Step
from synctalk_gui.pages.page import Page
from synctalk_gui.session import Session


def make_page(step: Step, session: Session, parent: QWidget) -> Page:
    """Returns a new page for a step; a page that is moved to its parent later costs Qt more."""
    match step:
        case Step.PREPROCESS:
            from synctalk_gui.pages.preprocess import PreprocessPage

            return PreprocessPage(session, parent)
        case Step.TRAIN:
            from synctalk_gui.pages.train import TrainPage

            return TrainPage(session, parent)
        case Step.PREVIEW:
            from synctalk_gui.pages.preview import PreviewPage

            return PreviewPage(session, parent)
        case Step.RENDER:
            from synctalk_gui.pages.render import RenderPage

            return RenderPage(session, parent)
