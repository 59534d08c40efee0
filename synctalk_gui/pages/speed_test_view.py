"""The speed test before a training, and its result."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.results import TrialResult
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.formats import ago, duration, megabytes, number
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.run_texts import problem_texts, progress_sentence
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.message_row import MessageRow
from synctalk_gui.widgets.value_list import ValueList

KIND = "trial"


class SpeedTestView(QWidget):
    """A project's latest speed test: speed, time, memory and disk space."""

    start_requested = Signal()
    """The user wants a speed test with the form's options."""
    batch_proposed = Signal(int)
    """The user wants to use the proposed batch size."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live: LiveRun | None = None
        self._may_start = False
        self.try_button = button(self.tr("Speed test"), self.start_requested.emit)
        self.try_button.setToolTip(
            self.tr("Runs a few test steps to estimate speed, memory and time")
        )
        self.stop_button = button(self.tr("Stop"), self._on_stop)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Testing…"))
        self._note = label("", "mute", wrap=True)
        self.values = ValueList()
        for key, name in (
            ("speed", self.tr("Images/s")),
            ("time", self.tr("Total time")),
            ("memory", self.tr("Memory")),
            ("disk", self.tr("Disk space")),
        ):
            self.values.add(key, name)
        self._findings = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.try_button, self._note, self._bar, self.stop_button, self.values):
            layout.addWidget(part)
        layout.addLayout(self._findings)
        self._show()

    # -- public -------------------------------------------------------------------------------

    def show_project(self, info: ProjectInfo | None, may_start: bool) -> None:
        """Show a project's latest speed test; ``may_start`` enables the button."""
        self._may_start = may_start
        live = None if info is None else self._wanted(info)
        if live is not self._live:
            self._disconnect_run()
            self._live = live
            if live is not None:
                live.events_arrived.connect(self._show)
                live.caught_up.connect(self._show)
                live.status_changed.connect(self._show)
        self._show()

    # -- inside -------------------------------------------------------------------------------

    def _wanted(self, info: ProjectInfo) -> LiveRun | None:
        active = self._session.jobs.active_run(info.name)
        if active is not None and active.spec.kind == KIND:
            return active
        newest = info.last_run(KIND)
        return None if newest is None else self._session.jobs.open_run(newest.run)

    def _disconnect_run(self) -> None:
        if self._live is not None:
            for signal in (
                self._live.events_arrived,
                self._live.caught_up,
                self._live.status_changed,
            ):
                signal.disconnect(self._show)

    def _show(self, *_: object) -> None:
        live = self._live
        is_at_work = live is not None and live.is_caught_up and live.is_active
        self._bar.setVisible(is_at_work)
        self.stop_button.setVisible(is_at_work)
        self.stop_button.setEnabled(live is not None and not live.stop_requested)
        self.try_button.setEnabled(self._may_start and not is_at_work)
        record = None if live is None or is_at_work else live.record
        result = record.result if record and isinstance(record.result, TrialResult) else None
        self._note.setText(self._note_text(live, is_at_work, result))
        self._note.setVisible(bool(self._note.text()))
        self._show_result(result or TrialResult())

    def _note_text(self, live: LiveRun | None, is_at_work: bool, result: TrialResult | None) -> str:
        if live is None:
            return ""
        if is_at_work:
            return progress_sentence(live)
        if live.status in (RunState.FAILED, RunState.LOST):
            return " ".join(problem_texts(live)).strip()
        if result is None:
            return ""
        text = self.tr("Tested {when}: {preset}, batch size {n}")
        return text.format(when=ago(live.spec.created), preset=result.preset, n=result.batchsize)

    def _show_result(self, result: TrialResult) -> None:
        values = self.values
        speed, total_s = result.images_per_s, result.total_s
        values.set("speed", "" if speed is None else number(speed, 1))
        values.set("time", "" if total_s is None else duration(total_s))
        used = result.peak_gpu_mb or result.peak_rss_mb
        memory_tone = "" if result.fits_memory else "warn"
        values.set("memory", _of(used, result.memory_free_mb), memory_tone)
        disk_tone = "" if result.fits_disk else "err"
        values.set("disk", _of(result.disk_needed_mb, result.disk_free_mb), disk_tone)
        while (item := self._findings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in self._make_findings(result):
            self._findings.addWidget(finding)

    def _make_findings(self, result: TrialResult) -> list[MessageRow]:
        found = []
        if not result.fits_disk:
            text = self.tr("Not enough disk space for this training.")
            hint = self.tr("Free some space, or choose a smaller preset.")
            found.append(MessageRow("error", text, hint))
        if not result.fits_memory:
            text = self.tr("Training needs nearly all free memory.")
            found.append(MessageRow("warning", text, self.tr("A smaller batch size needs less.")))
        proposed = result.batchsize_proposed
        if proposed is not None and proposed != result.batchsize:
            text = self.tr("A batch size of {n} suits this device best.").format(n=proposed)
            finding = MessageRow("info", text, self._lr_hint(result))
            use = button(self.tr("Use this"), self._on_use)
            use.setProperty("batch", proposed)
            use.setAccessibleName(self.tr("Use batch size {n}").format(n=proposed))
            finding.add_button(use)
            found.append(finding)
        return found

    def _lr_hint(self, result: TrialResult) -> str:
        if result.lr_proposed is None:
            return ""
        text = self.tr("A learning rate of {lr} goes with it (square root of the batch size).")
        return text.format(lr=f"{result.lr_proposed:.2g}")

    # -- slots --------------------------------------------------------------------------------

    def _on_stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._show()

    def _on_use(self) -> None:
        self.batch_proposed.emit(int(self.sender().property("batch")))


def _of(part_mb: float | None, whole_mb: float | None) -> str:
    """``1.2 GB / 8.9 GB``"""
    if part_mb is None:
        return ""
    part = megabytes(part_mb)
    return part if whole_mb is None else f"{part} / {megabytes(whole_mb)}"
