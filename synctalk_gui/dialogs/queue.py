"""The queue dialog: running, waiting and failed jobs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.protocol.events import RunState
from synctalk_gui.device_button import short_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.dialogs.stopping import ask_stop
from synctalk_gui.engine.devices import AUTO
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.queue_file import QueuedJob
from synctalk_gui.formats import titled
from synctalk_gui.item_models.project_status import doing_text
from synctalk_gui.open_path import open_path
from synctalk_gui.run_texts import problem_texts, progress_sentence, status_text
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import separator
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.labels import ElidedLabel, IconLabel, label
from synctalk_gui.widgets.message_row import MessageRow


class QueueDialog(Dialog):
    """Non-modal; all changes take effect immediately."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        title = QCoreApplication.translate("QueueDialog", "Queue")
        super().__init__(parent, title)
        self.setModal(False)
        self.setMinimumSize(620, 420)
        self._session = session
        self._live_rows: dict[str, _LiveRow] = {}
        self._shown_state: tuple[object, ...] = ()
        self._removed: dict[int, tuple[QueuedJob, int]] = {}
        """Jobs removed in this dialog and their positions, by number; their rows keep their
        places."""
        self._rows = self.add_rows(spacing_px=6)
        self.pause_button = self.add_button(self.tr("Pause queue"), self._on_pause_queue)
        self.pause_button.setCheckable(True)
        self.pause_button.setToolTip(self.tr("Running jobs continue; no new job starts"))
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)
        session.jobs.changed.connect(self._show)
        session.live_changed.connect(self._show_progress)
        session.devices.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        """Rebuild the rows if they have changed; devices report new memory every two seconds."""
        state = self._state()
        if state == self._shown_state:
            return
        self._shown_state = state
        jobs = self._session.jobs
        self.pause_button.setChecked(jobs.is_paused)
        focused = self._focused_key()
        self._clear()
        active, waiting, failed = jobs.active(), jobs.waiting(), jobs.failed()
        if active:
            self._add_heading(self.tr("Running"))
        for live in active:
            row = self._live_rows[live.run.run_id] = _LiveRow(live, self._device_name(live.device))
            self._rows.addWidget(row)
        self._add_waiting(waiting)
        if failed:
            self._add_heading(self.tr("Failed"))
        for live in failed:
            self._rows.addWidget(self._failed_row(live))
        if active or waiting or failed or self._removed:
            self._rows.addStretch(1)
        else:
            self._rows.addWidget(self._make_empty(), 1)
        self._focus(focused)

    def _state(self) -> tuple[object, ...]:
        jobs = self._session.jobs
        return (
            jobs.is_paused,
            tuple(live.run.run_id for live in jobs.active()),
            tuple(request.number for request in jobs.waiting()),
            tuple(self._removed),
            tuple(live.run.run_id for live in jobs.failed()),
            tuple(device.id for device in self._session.devices.devices),
        )

    def _add_waiting(self, waiting: list[QueuedJob]) -> None:
        """Add the waiting jobs; a removed one keeps its row, or the next job would come under
        the pointer."""
        if waiting or self._removed:
            is_paused = self._session.jobs.is_paused
            self._add_heading(self.tr("In queue (paused)") if is_paused else self.tr("In queue"))
        place = 0
        for request in self._in_order(waiting):
            if request.number in self._removed:
                self._rows.addWidget(self._removed_row(request))
            else:
                self._rows.addWidget(self._waiting_row(request, place, len(waiting)))
                place += 1

    def _in_order(self, waiting: list[QueuedJob]) -> list[QueuedJob]:
        """Returns the waiting and the removed jobs, the removed ones where they were."""
        jobs = list(waiting)
        for request, position in reversed(self._removed.values()):
            jobs.insert(position, request)
        return jobs

    def _removed_row(self, request: QueuedJob) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        undo = button(self.tr("Undo"), partial(self._on_undo_remove, request), "link")
        undo.setAccessibleName(self.tr("Undo: {name}").format(name=request.name))
        text = self.tr("{name} · removed from the queue").format(name=request.name)
        layout.addWidget(undo)
        layout.addWidget(ElidedLabel(text, "mute"), 1)
        return row

    def _make_empty(self) -> EmptyState:
        return EmptyState(
            "queue",
            self.tr("No jobs"),
            self.tr(
                "Select several projects in the list and choose Make avatar in the"
                " Project menu. They run one after another, or one on each device."
            ),
        )

    def _clear(self) -> None:
        self._live_rows.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add_heading(self, text: str) -> None:
        if self._rows.count():
            self._rows.addWidget(separator())
        self._rows.addWidget(label(text, "cardTitle"))

    def _device_name(self, device_id: str) -> str:
        """Returns where a job runs; empty where there is no choice."""
        if len(self._session.devices.devices) < 2:
            return ""
        device = self._session.devices.get(device_id)
        if device is not None:
            return short_name(device)
        return self.tr("Automatic") if device_id == AUTO else device_id

    def _waiting_row(self, request: QueuedJob, place: int, count: int) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        text = f"{place + 1}. {request.name} · {doing_text(request.kind)}"
        if request.resumed_run is not None:
            text += " · " + self.tr("resumes")
        layout.addWidget(ElidedLabel(text), 1)
        layout.addWidget(label(self._device_name(request.device), "mute"))
        jobs = self._session.jobs
        up = self._small(request, "up", "↑", self.tr("Earlier"), partial(jobs.move, request, -1))
        down = self._small(request, "down", "↓", self.tr("Later"), partial(jobs.move, request, 1))
        out = partial(self._on_remove, request, place)
        remove = self._small(request, "out", "✕", self.tr("Remove from queue"), out)
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        for part in (up, down, remove):
            layout.addWidget(part)
        return row

    def _small(self, request: QueuedJob, key: str, text: str, tip: str, slot) -> QPushButton:
        part = button(text, partial(_call, slot), "tool")
        part.setToolTip(tip)
        part.setAccessibleName(titled(tip, request.name))
        part.setProperty("key", f"{key} {request.number}")
        return part

    def _failed_row(self, live: LiveRun) -> MessageRow:
        sentence, hint = problem_texts(live)
        severity = "warning" if live.status == RunState.LOST else "error"
        row = MessageRow(
            severity, titled(f"{live.name} · {doing_text(live.spec.kind)}", sentence), hint
        )
        jobs = self._session.jobs
        row.add_button(button(self.tr("Open log"), partial(_open_log, live)))
        row.add_button(button(self.tr("Try again"), partial(_call, partial(jobs.resume, live.run))))
        dismiss = button("✕", partial(_call, partial(jobs.dismiss, live)), "tool")
        dismiss.setToolTip(self.tr("Dismiss"))
        dismiss.setAccessibleName(self.tr("Dismiss"))
        row.add_button(dismiss)
        return row

    def _focused_key(self) -> str:
        focused = self.focusWidget()
        return "" if focused is None else str(focused.property("key") or "")

    def _focus(self, key: str) -> None:
        """Restore the focus, so that a job can be moved several times in a row."""
        for part in self.findChildren(QPushButton) if key else []:
            if part.property("key") == key and part.isVisible():
                part.setFocus()

    def _show_progress(self) -> None:
        for row in self._live_rows.values():
            row.show_progress()

    def _on_pause_queue(self) -> None:
        jobs = self._session.jobs
        if jobs.is_paused:
            jobs.unpause()
        else:
            jobs.pause()

    def _on_remove(self, request: QueuedJob, place: int) -> None:
        self._removed[request.number] = (request, place)
        self._session.jobs.remove(request)

    def _on_undo_remove(self, request: QueuedJob, *_: object) -> None:
        jobs = self._in_order(self._session.jobs.waiting())
        before = jobs[: jobs.index(request)]
        position = sum(other.number not in self._removed for other in before)
        del self._removed[request.number]
        self._session.jobs.put_back(request, position)


class _LiveRow(QWidget):
    """A running job: progress, pause and stop."""

    def __init__(self, live: LiveRun, device_name: str) -> None:
        super().__init__()
        self._live = live
        self._text = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.pause_button = button(self.tr("Pause"), self._on_pause)
        self.resume_button = button(self.tr("Resume"), self._on_resume)
        self.stop_button = button(self.tr("Stop"), self._on_stop)
        top = QHBoxLayout()
        top.addWidget(IconLabel("play", "ok", 16))
        top.addWidget(self._text, 1)
        top.addWidget(label(device_name, "mute"))
        top.addWidget(self.pause_button)
        top.addWidget(self.resume_button)
        top.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.addLayout(top)
        column.addWidget(self._bar)
        live.status_changed.connect(self.show_progress)
        self.show_progress()

    def show_progress(self, *_: object) -> None:
        live = self._live
        doing = (
            progress_sentence(live) if live.status == RunState.RUNNING else status_text(live.status)
        )
        self._text.setText(f"{live.name} · {doing_text(live.spec.kind)} · {doing}")
        fraction = live.record.fraction_done
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round((fraction or 0) * 1000))
        self._bar.setAccessibleName(self._text.text())
        is_ending = live.stop_requested or live.status == RunState.STOPPING
        self.pause_button.setEnabled(not is_ending and live.status == RunState.RUNNING)
        self.resume_button.setEnabled(not is_ending and live.status == RunState.PAUSED)
        self.stop_button.setEnabled(not is_ending)

    def _on_pause(self) -> None:
        self._live.pause()

    def _on_resume(self) -> None:
        self._live.resume()

    def _on_stop(self) -> None:
        """Ask, and name the job: when a job above ends, this row moves up."""
        ask_stop(self._live, self).confirmed.connect(self.show_progress)


def _call(slot, *_: object) -> None:
    slot()


def _open_log(live: LiveRun, *_: object) -> None:
    open_path(live.run.log_path if live.run.log_path.is_file() else live.run.path)
