"""The metrics of a run: progress, speed, quality."""

from __future__ import annotations

import math
import time

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from synctalk_engine.protocol.events import RunState
from synctalk_engine.protocol.results import JobResult
from synctalk_engine.protocol.verdict import (
    GOOD_AUDIO_USE_DB,
    LEAST_AUDIO_USE_DB,
    LEAST_GAIN_DB,
    audio_use_db,
    gain_over_mean_db,
    ignores_audio,
)
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.engine_texts import stage_text
from synctalk_gui.formats import clock, duration, megabytes, number, percent, signed
from synctalk_gui.pages.metric_names import first_metric
from synctalk_gui.run_texts import headline, progress_sentence
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.value_list import ValueList

_GOOD_GAIN_DB = 0.5


class RunMetrics(QWidget):
    """Shows a training's record; ``show_run`` may be called ten times a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = label("", "big")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._note = label("", "mute", wrap=True)
        self._values = ValueList()
        for key, name, tip in self._rows():
            self._values.add(key, name, tip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._headline)
        layout.addWidget(self._bar)
        layout.addWidget(self._note)
        layout.addSpacing(6)
        layout.addWidget(self._values)
        layout.addStretch(1)

    def _rows(self) -> tuple[tuple[str, str, str], ...]:
        """Key, name and tooltip of each value, top to bottom."""
        return (
            ("step", self.tr("Step"), ""),
            ("speed", self.tr("Images/s"), ""),
            ("gpu_memory", self.tr("GPU memory"), self.tr("Used of all that the GPU has")),
            ("memory", self.tr("Memory"), self.tr("Main memory that the training uses")),
            ("gpu", self.tr("GPU"), self.tr("Utilization and temperature of the GPU")),
            (
                "mouth",
                self.tr("Mouth, validation"),
                self.tr(
                    "PSNR of the generated mouth against the real one, on validation "
                    "frames. Higher is better."
                ),
            ),
            (
                "over_mean",
                self.tr("Above average mouth"),
                self.tr("Gain over always showing the average mouth"),
            ),
            (
                "uses_sound",
                self.tr("Responds to audio"),
                self.tr(
                    "Quality drop with shifted audio. Near zero means the model ignores the audio."
                ),
            ),
            (
                "auc",
                self.tr("SyncNet AUC"),
                self.tr(
                    "How well SyncNet separates matching from shifted audio. 1.0 is "
                    "perfect, 0.5 is guessing."
                ),
            ),
            ("best", self.tr("Best checkpoint"), ""),
        )

    def show_run(self, live: LiveRun) -> None:
        """Show a run's current values."""
        record = live.record
        fraction = record.fraction_done
        self._headline.setText(headline(live))
        self._bar.setVisible(live.is_active)
        self._bar.setValue(round(1000 * (fraction or 0)))
        self._note.setText(self._note_text(live))
        self._note.setVisible(bool(self._note.text()))
        self._show_values(record)

    def _note_text(self, live: LiveRun) -> str:
        record = live.record
        if live.status == RunState.PAUSED:
            return self.tr("Paused")
        if live.status == RunState.STOPPING or (live.stop_requested and live.is_active):
            return self.tr("Saving, then stopping…")
        if live.is_active:
            rest_s = record.remaining_s
            if rest_s is None:
                return progress_sentence(live, has_percent=False)
            return self.tr("{stage} · {duration} left · done about {time}").format(
                stage=stage_text(record.stage),
                duration=duration(rest_s),
                time=clock(time.time() + rest_s),
            )
        if record.began_t is not None and record.latest_t is not None:
            return self.tr("after {duration}, at {time}").format(
                duration=duration(record.latest_t - record.began_t), time=clock(record.latest_t)
            )
        return ""

    def _show_values(self, record: RunRecord) -> None:
        values = self._values
        values.set("step", self._step_text(record))
        speed = _images_per_s(record)
        values.set("speed", "" if speed is None else number(speed, 1))
        gpu_memory = _gpu_memory_text(record)
        values.set("gpu_memory", gpu_memory)
        is_cpu = not gpu_memory and record.rss_mb is not None
        values.set("memory", megabytes(record.rss_mb) if is_cpu else "")
        values.set("gpu", _gpu_text(record))
        metrics = record.latest_validation | _numbers(record.result)
        mouth = first_metric(metrics, "mouth_psnr")
        values.set("mouth", "" if mouth is None else self.tr("{n} dB").format(n=number(mouth, 1)))
        gain_db, use_db = gain_over_mean_db(metrics), audio_use_db(metrics)
        self._show_gain("over_mean", gain_db, LEAST_GAIN_DB, _GOOD_GAIN_DB)
        # The verdict also looks at how the mouth moves: no green beside "ignores the audio".
        good_db = math.inf if ignores_audio(metrics) else GOOD_AUDIO_USE_DB
        self._show_gain("uses_sound", use_db, LEAST_AUDIO_USE_DB, good_db)
        auc = first_metric(metrics, "syncnet_auc", "auc")
        tone = "" if auc is None else "ok" if auc >= 0.85 else "warn"
        values.set("auc", "" if auc is None else number(auc, 3), tone)
        best = record.best_checkpoint
        text = "" if best is None else self.tr("Epoch {n}").format(n=number(best.epoch))
        values.set("best", text)

    def _show_gain(self, key: str, gain_db: float | None, least_db: float, good_db: float) -> None:
        if gain_db is None:
            self._values.set(key, "")
            return
        tone = "ok" if gain_db >= good_db else "warn" if gain_db > least_db else "err"
        self._values.set(key, self.tr("{n} dB").format(n=signed(gain_db)), tone)

    def _step_text(self, record: RunRecord) -> str:
        progress = record.progress
        if progress is not None and progress.unit == "steps" and progress.total:
            return f"{number(progress.done)} / {number(progress.total)}"
        return number(record.step) if record.step else ""


def _images_per_s(record: RunRecord) -> float | None:
    """Returns the speed now; once the run is over, its mean: the last value is of one moment."""
    mean = None if record.result is None else record.result.given().get("images_per_s")
    return mean or record.images_per_s


def _gpu_memory_text(record: RunRecord) -> str:
    """Used and whole memory; empty for a training on the CPU."""
    if record.gpu_mb is None:
        return ""
    if not record.gpu_total_mb:
        return megabytes(record.gpu_mb)
    return f"{number(record.gpu_mb / 1024, 1)} / {megabytes(record.gpu_total_mb)}"


def _gpu_text(record: RunRecord) -> str:
    """Utilisation and temperature; empty where neither is known."""
    parts = []
    if record.gpu_percent is not None:
        parts.append(percent(record.gpu_percent / 100))
    if record.gpu_temperature_c is not None:
        parts.append(f"{number(record.gpu_temperature_c)} °C")
    return ", ".join(parts)


def _numbers(result: JobResult | None) -> dict[str, float]:
    values = {} if result is None else result.given()
    return {key: float(value) for key, value in values.items() if isinstance(value, (int, float))}
