"""The base class of the pages: a project, the run that is shown, and actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from synctalk_engine.protocol.run_spec import JobKind
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.pages.option_form import OptionForm
from synctalk_gui.saved_options import saved_options
from synctalk_gui.session import Session
from synctalk_gui.widgets.card import Card

_SIDE_FRACTION = 0.36
_LEAST_TIMELINE_PX, _IMAGE_CARD_PX = 110, 350
_LEAST_SIDE_PX, _MOST_SIDE_PX = 256, 400


def side_px(room_px: int) -> int:
    """Returns the width of a page's side column until the user chooses another one."""
    return min(max(round(_SIDE_FRACTION * room_px), _LEAST_SIDE_PX), _MOST_SIDE_PX)


def timeline_px(card: Card, room_px: int) -> int:
    """Returns the height of a timeline's card; it scrolls if the image above needs the room."""
    least_px = max(_LEAST_TIMELINE_PX, card.least_px())
    return max(least_px, min(card.wanted_px(), room_px - _IMAGE_CARD_PX))


@dataclass(frozen=True)
class PageAction:
    """A button in the header; ``role`` is ``primary``, ``danger`` or empty."""

    key: str
    text: str
    slot: Callable[[], object]
    role: str = ""
    icon_name: str = ""
    is_enabled: bool = True
    tip: str = ""


class Page(QWidget):
    """One step of a project. Pages do not read files in the window's thread."""

    RUN_KINDS: tuple[str, ...] = ()
    """Kinds of runs that the page shows; the latest is shown."""
    HAS_OWN_UNDO: bool = False
    """Whether Ctrl+Z takes back a change on the page, not one of a project's files."""

    actions_changed = Signal()
    page_requested = Signal(str)
    """The user wants to go to another step."""
    weights_requested = Signal(str)
    """Weights are missing; the user asked to install them."""
    guide_requested = Signal()
    """The user wants to read how to record a good video."""
    video_delete_requested = Signal(object, object)
    """RunFolder and Path: move the rendered video of a run to the trash."""
    undo_offered = Signal(str, object)
    """A sentence on what was done, and a function that takes it back."""
    failed = Signal(str)
    """A sentence: an action of the user failed."""
    succeeded = Signal(str)
    """A sentence: an action of the user succeeded."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.info: ProjectInfo | None = None
        self.live: LiveRun | None = None
        self._forms: dict[JobKind, OptionForm] = {}
        self._is_other = True

    # -- public -------------------------------------------------------------------------------

    def set_info(self, info: ProjectInfo | None) -> None:
        """Show a project, or new information about the current one."""
        self._is_other = (info.name if info else None) != (self.info.name if self.info else None)
        if self._is_other and self.info is not None:
            self.leave_project()
        self.info = info
        if self._is_other:
            self.show_other_project()
        self.rebind()
        self.show_info()
        self.actions_changed.emit()

    def page_actions(self) -> list[PageAction]:
        """Returns the possible actions; the most likely one is ``primary`` and last."""
        return []

    @property
    def project(self) -> ProjectInfo:
        """The current project; raises ValueError without one."""
        if self.info is None:
            raise ValueError("no project is shown")
        return self.info

    @property
    def run(self) -> LiveRun:
        """The current run; raises ValueError without one."""
        if self.live is None:
            raise ValueError("no run is shown")
        return self.live

    @property
    def is_busy(self) -> bool:
        """Whether the project has a running or queued job."""
        if self.info is None:
            return False
        jobs = self.session.jobs
        return jobs.active_run(self.info.name) is not None or jobs.is_waiting(self.info.name)

    def is_pending(self, step: JobKind) -> bool:
        """Whether a running or queued job does this step of the project."""
        return self.info is not None and self.session.jobs.is_pending(self.info.name, step)

    def after(self, step: JobKind) -> JobKind | None:
        """The step that a new job has to wait for: ``step`` if a job does it, else None."""
        return step if self.is_pending(step) else None

    @property
    def own_run_is_active(self) -> bool:
        """Whether the run that is shown is active, not one whose history is still being read."""
        if self.live is None or not self.live.is_active or self.live.name != self._name:
            return False
        return self.session.jobs.active_run(self._name) is self.live

    def rebind(self) -> None:
        """Switch to the run that should be shown, if it has changed."""
        live = self._wanted_run()
        if live is self.live:
            return
        if self.live is not None:
            self._disconnect(self.live)
        self.live = live
        if live is not None:
            live.events_arrived.connect(self._on_events_arrived)
            live.status_changed.connect(self._on_status_changed)
            live.caught_up.connect(self._on_caught_up)
        self.show_run()
        self.actions_changed.emit()

    def add_form(self, kind: JobKind, form: OptionForm) -> None:
        """Let a form show and save the options of each project for a kind of job."""
        self._forms[kind] = form
        form.edited.connect(partial(self._on_options_edited, kind))

    def show_saved_options(self) -> None:
        """Show the current project's options in the forms, which know its choices by now."""
        if self.info is not None:
            for kind, form in self._forms.items():
                form.show_options(saved_options(self.info, kind))

    # -- for the pages ------------------------------------------------------------------------

    def leave_project(self) -> None:
        """End what belongs to the project that is still the current one, such as a recording."""

    def show_other_project(self) -> None:
        """Reset what belongs to the previous project."""

    def show_info(self) -> None:
        """Show the project's information."""

    def show_run(self) -> None:
        """Show another run's record; ``self.live`` may be None."""

    def show_events(self, events: list) -> None:
        """Show events that were just added to the run's record."""

    def show_status(self) -> None:
        """Show the run's new status."""

    # -- inside -------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return "" if self.info is None else self.info.name

    def _wanted_run(self) -> LiveRun | None:
        if self.info is None or not self.RUN_KINDS:
            return None
        active = self.session.jobs.active_run(self.info.name)
        if active is not None and active.spec.kind in self.RUN_KINDS:
            return active
        newest = self.info.last_run(*self.RUN_KINDS)
        return None if newest is None else self.session.jobs.open_run(newest.run)

    def _disconnect(self, live: LiveRun) -> None:
        if not shiboken6.isValid(live):  # its project was renamed, or its record dropped
            return
        live.events_arrived.disconnect(self._on_events_arrived)
        live.status_changed.disconnect(self._on_status_changed)
        live.caught_up.disconnect(self._on_caught_up)

    def _on_options_edited(self, kind: JobKind) -> None:
        if self.info is not None:
            values = self._forms[kind].saved_values()
            self.info = self.session.set_options(self.info, kind, values)
            self.actions_changed.emit()

    def _on_events_arrived(self, events: list) -> None:
        if self.live is not None and self.live.is_caught_up:
            self.show_events(events)

    def _on_status_changed(self, _status: str) -> None:
        self.show_status()
        self.actions_changed.emit()

    def _on_caught_up(self) -> None:
        self.show_run()  # show the history at once, not batch by batch
        self.actions_changed.emit()
