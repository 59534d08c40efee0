"""Makes pages when they are first shown, so that the window stands before charts are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from synctalk_gui.pages.page import Page
from synctalk_gui.session import Session
from synctalk_gui.widgets.common import EmptyState, button

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow


def make_page(step: str, session: Session) -> Page:
    """The page of a step."""
    if step == "prepare":
        from synctalk_gui.pages.prepare import PreparePage

        return PreparePage(session)
    if step == "train":
        from synctalk_gui.pages.train import TrainPage

        return TrainPage(session)
    if step == "preview":
        from synctalk_gui.pages.preview import PreviewPage

        return PreviewPage(session)
    from synctalk_gui.pages.render import RenderPage

    return RenderPage(session)


def make_welcome(window: MainWindow) -> EmptyState:
    """What is shown while there is no project."""
    tr = QCoreApplication.translate
    state = EmptyState(
        "video",
        tr("Welcome", "Make a talking model of a person"),
        tr(
            "Welcome",
            "Drop a video of one person talking to the camera into this window. Three minutes "
            "or more, with one face, even light and clear sound, give good results; "
            "half a minute is enough to try it. Prepared videos, trained models and whole folders "
            "of the research code can be dropped here too.",
        ),
    )
    state.add_button(
        button(
            tr("Welcome", "Import videos …"), window.intake_view.choose_files, "primary", "video"
        )
    )
    state.add_button(
        button(
            tr("Welcome", "Import folder …"),
            window.intake_view.choose_folder,
            tip=tr("Welcome", "Videos, prepared videos, models, or projects of the research code"),
        )
    )
    state.add_button(
        button(
            tr("Welcome", "Try the sample clip"),
            window.menus.start_demo,
            tip=tr("Welcome", "Makes a synthetic clip, trains on it for some minutes and renders"),
        )
    )
    return state
