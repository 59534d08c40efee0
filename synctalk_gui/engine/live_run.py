"""A run as the window sees it: its record, its worker thread, and the commands for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from synctalk_engine.errors import SynctalkError
from synctalk_engine.protocol.events import ENDED_STATES, Event, RunState
from synctalk_engine.protocol.run_spec import RunSpec
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.engine.run_worker import STOP_TIMEOUT_S, Mode, RunWorker

_RESUMABLE_KINDS = frozenset({"preprocess", "train", "run", "demo"})
"""Their progress is saved when they are stopped."""


class LiveRun(QObject):
    """One run. ``status`` is the record's state, or ``LOST`` where its process died silently."""

    events_arrived = Signal(list)
    """Events that were added to ``record`` just now."""
    caught_up = Signal()
    """The events on the disk when the run was opened are in ``record``."""
    ended = Signal(object)
    """One of ``ENDED_STATES``: the process is gone."""
    status_changed = Signal(object)
    """The new ``RunState``."""

    def __init__(
        self,
        run: RunFolder,
        spec: RunSpec,
        mode: Mode,
        command: EngineCommand,
        gpu_uuid: str | None = None,
        parent: QObject | None = None,
        stop_timeout_s: float = STOP_TIMEOUT_S,
    ) -> None:
        super().__init__(parent)
        self.run = run
        self.spec = spec
        self.device = str(spec.options.get("device", "auto"))
        """Where it is computed, as the window names it."""
        self.record = RunRecord(spec.kind)
        self.status = RunState.STARTING
        self.is_caught_up = False
        self.stop_requested = False
        self.start_error: SynctalkError | None = None
        self._worker = RunWorker(run, mode, command, gpu_uuid, self, stop_timeout_s)
        self._worker.events.connect(self._on_events)
        self._worker.caught_up.connect(self._on_caught_up)
        self._worker.ended.connect(self._on_ended)
        self._worker.start_failed.connect(self._on_start_failed)

    @property
    def name(self) -> str:
        """The project."""
        return self.spec.name

    @property
    def is_active(self) -> bool:
        """Its process is at work, or about to be."""
        return self.status not in ENDED_STATES

    @property
    def is_resumable(self) -> bool:
        """Whether its progress is saved when it is stopped."""
        return self.spec.kind in _RESUMABLE_KINDS

    @property
    def can_resume(self) -> bool:
        """Whether it was stopped or interrupted, and continues where it was saved."""
        return self.is_resumable and self.status in (RunState.STOPPED, RunState.LOST)

    def begin(self) -> None:
        """Start the thread; connect to the signals first."""
        self._worker.start()

    def pause(self) -> None:
        self._worker.send("pause")

    def resume(self) -> None:
        """Continue a paused run."""
        self._worker.send("resume")

    def save(self) -> None:
        """Save a checkpoint now."""
        self._worker.send("save")

    def sample(self) -> None:
        """Generate validation images now."""
        self._worker.send("sample")

    def stop(self) -> None:
        """Save and end; an unresponsive process is killed."""
        self.stop_requested = True
        self._worker.send("stop")

    def detach(self) -> None:
        """Stop following the run; its process goes on. Waits for the thread."""
        self._worker.detach()
        self._worker.wait()

    def _on_events(self, events: list[Event]) -> None:
        self.record.apply(events)
        self._set_status(self.status if self._is_history() else self.record.state)
        self.events_arrived.emit(events)
        self._worker.acknowledge()

    def _is_history(self) -> bool:
        """Final states read before the thread caught up are those of an earlier process."""
        return not self.is_caught_up or self.record.state in ENDED_STATES

    def _on_caught_up(self) -> None:
        self.is_caught_up = True
        if self.record.state not in ENDED_STATES:
            self._set_status(self.record.state)
        self.caught_up.emit()

    def _on_start_failed(self, error: SynctalkError) -> None:
        self.start_error = error

    def _on_ended(self, status: RunState) -> None:
        self._worker.wait()
        self._set_status(status)
        self.ended.emit(status)

    def _set_status(self, status: RunState) -> None:
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)
