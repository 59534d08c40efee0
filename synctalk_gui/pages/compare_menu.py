"""The menu of runs to compare with a training."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.formats import ago
from synctalk_gui.item_models.project_info import ProjectInfo, RunSummary
from synctalk_gui.pages.run_chart import RunChart
from synctalk_gui.session import Session

_MOST_RUNS = 20


class CompareMenu(QObject):
    """Adds checked runs to a chart; their records are read when needed.

    Args:
        kinds: kinds of run that have curves.
    """

    def __init__(self, chart: RunChart, session: Session, kinds: tuple[str, ...]) -> None:
        super().__init__(chart)
        self._chart = chart
        self._session = session
        self._kinds = kinds
        self._shown_id = ""
        self._wanted: dict[str, tuple[str, LiveRun]] = {}
        self._info: ProjectInfo | None = None
        self.menu = QMenu(chart)
        chart.compare_requested.connect(self._on_requested)

    def set_shown(self, info: ProjectInfo | None, run_id: str) -> None:
        """Set the run that is shown; the menu offers the others."""
        if run_id != self._shown_id:
            self._forget_wanted()
        self._info, self._shown_id = info, run_id
        self._chart.set_compare_offered(bool(run_id) and bool(self.offered()))

    def offered(self) -> list[tuple[str, str, RunSummary]]:
        """Returns (key, label, run): this project's other runs, then each other project's last."""
        if self._info is None:
            return []
        own = [run for run in reversed(self._info.runs) if run.kind in self._kinds]
        rows = [
            (run.run.run_id, ago(run.created), run)
            for run in own[: _MOST_RUNS + 1]
            if run.run.run_id != self._shown_id
        ]
        for name in self._session.projects.names():
            info = self._session.projects.info(name)
            last = None if info is None or name == self._info.name else info.last_run(*self._kinds)
            if last is not None:
                rows.append((last.run.run_id, f"{name} · {ago(last.created)}", last))
        return rows

    def fill(self) -> None:
        """Rebuild the menu."""
        self.menu.clear()
        for key, label, summary in self.offered():
            action = self.menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(key in self._chart.overlays)
            action.toggled.connect(partial(self._on_toggled, key, label, summary))

    def _on_requested(self) -> None:
        self.fill()
        chip = self._chart.plot.compare_chip
        self.menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _on_toggled(self, key: str, label: str, summary: RunSummary, is_on: bool) -> None:
        if not is_on:
            self._cancel_request(key)
            self._chart.remove_overlay(key)
            return
        live = self._session.jobs.open_run(summary.run)
        if live is None:
            return
        if live.is_caught_up:
            self._chart.add_overlay(key, label, live.record)
        elif key not in self._wanted:
            self._wanted[key] = (label, live)
            live.caught_up.connect(self._on_caught_up)

    def _on_caught_up(self) -> None:
        for key, (label, live) in list(self._wanted.items()):
            if live.is_caught_up:
                self._cancel_request(key)
                self._chart.add_overlay(key, label, live.record)

    def _cancel_request(self, key: str) -> None:
        _label, live = self._wanted.pop(key, ("", None))
        if live is not None and shiboken6.isValid(live):
            live.caught_up.disconnect(self._on_caught_up)

    def _forget_wanted(self) -> None:
        for key in list(self._wanted):
            self._cancel_request(key)
