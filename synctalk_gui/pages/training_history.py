"""What the earlier runs of a training left: a training that was stopped goes on in another run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.runs import EventReader, RunFolder
from synctalk_gui.engine.background import Background
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.widgets.sample_files import SampleListing

_RECORD_KIND: JobKind = "train"


@dataclass(frozen=True)
class EarlierRuns:
    """The earlier runs of one training, added up."""

    record: RunRecord
    samples: dict[int, tuple[Path, int]] = field(default_factory=dict)
    """Step -> (folder, number of samples)."""


class TrainingHistory(QObject):
    """Finds the earlier runs of the training that a page shows, and reads them in the background.

    Args:
        kinds: kinds of run that train.
    """

    found = Signal(object)
    """EarlierRuns of the run that is shown."""

    def __init__(self, background: Background, kinds: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._kinds = kinds
        self._asked_id = ""

    def forget(self) -> None:
        """Another run is shown."""
        self._asked_id = ""

    def ask(self, info: ProjectInfo | None, live: LiveRun | None) -> None:
        """Read the earlier runs, once it is known that the run continues a training."""
        if info is None or live is None or live.run.run_id == self._asked_id:
            return
        if not _continues(live):
            return
        self._asked_id = live.run.run_id
        runs = [summary.run for summary in info.runs if summary.kind in self._kinds]
        earlier = [run for run in runs if run.run_id < live.run.run_id]
        work = partial(read_earlier_runs, live.run, earlier)
        self._background.run(work, partial(self._on_read, live.run.run_id))

    def _on_read(self, run_id: str, earlier: EarlierRuns) -> None:
        if run_id == self._asked_id and earlier.record.last_seq >= 0:
            self.found.emit(earlier)


def read_earlier_runs(run: RunFolder, earlier: list[RunFolder]) -> EarlierRuns:
    """Returns what the runs before ``run`` added to its training.

    Args:
        earlier: the project's runs before ``run``, oldest first.
    """
    chain: list[RunFolder] = []
    latest = run
    for candidate in reversed(earlier):
        if latest.is_new_training:
            break
        chain.insert(0, candidate)
        latest = candidate
    record = RunRecord(_RECORD_KIND)
    samples: dict[int, tuple[Path, int]] = {}
    for part in chain:
        own = RunRecord(_RECORD_KIND)
        events = EventReader(part).read_new()
        own.apply(events)
        first = first_step(own)
        if first is not None and first <= 1:  # a training that was begun anew in the same project
            record, samples = RunRecord(_RECORD_KIND), {}
        record.last_seq = -1  # each run numbers its events from 0
        record.apply(events)
        samples |= SampleListing(part.samples_dir).read()
    return EarlierRuns(record, samples)


def first_step(record: RunRecord) -> int | None:
    """Returns the first step of the model's curves in a record; None without any."""
    curves = record.losses.get(JobStage.GENERATOR, {}).values()
    return min((int(curve.steps[0]) for curve in curves if curve.steps), default=None)


def _continues(live: LiveRun) -> bool:
    """Whether a run is known to continue an earlier one."""
    if live.spec.options.get("force") or live.run.is_new_training:
        return False
    step = first_step(live.record)
    return not live.is_active if step is None else step > 1
