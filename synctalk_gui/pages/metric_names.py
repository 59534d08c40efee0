"""Names of the engine's metrics, and the chart each belongs to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from synctalk_engine.protocol.stages import JobStage
from synctalk_gui.engine.run_record import RunRecord

_LOSSES = {
    "total": "Training",
    "loss": "Training",
    "l1": "Full image",
    "pixel": "Full image",
    "mouth": "Mouth",
    "mouth_l1": "Mouth",
    "perceptual": "Perceptual",
    "sync": "Sync",
    "adversarial": "Adversarial",
    "features": "Feature matching",
    "critic": "Discriminator",
    "delta": "Temporal",
    "temporal": "Temporal",
    "audio_shape": "Mouth shape",
    "info_nce": "Training",
}
_QUALITIES = {
    "mouth_psnr": "Mouth",
    "mean_mouth_psnr": "Average mouth",
    "other_audio_psnr": "Mouth, shifted audio",
}
QUALITY_CHART = "validation"
_MAIN_LOSSES = frozenset({"total", "loss", "mouth", "mouth_l1", "info_nce", "sync"})
_SYNCNET_STAGES = frozenset({JobStage.SYNCNET, JobStage.JUDGE})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Metrics", text)


def loss_label(name: str) -> str:
    """Returns the name of a loss."""
    known = _LOSSES.get(name)
    return _tr(known) if known else name.replace("_", " ")


def is_main_loss(name: str) -> bool:
    """Returns whether a loss is shown by default."""
    return name in _MAIN_LOSSES


def is_validation_loss(name: str) -> bool:
    """Returns whether a validation metric belongs to the chart of losses."""
    return name.endswith(("loss", "l1")) or name in _LOSSES


def is_decibel(name: str) -> bool:
    """Returns whether a validation metric belongs to the PSNR chart."""
    return name.endswith("_psnr")


def quality_label(name: str) -> str:
    """Returns the name of a validation metric."""
    known = _QUALITIES.get(name)
    return _tr(known) if known else name.removesuffix("_psnr").replace("_", " ")


def charts_of(record: RunRecord) -> list[str]:
    """Returns a run's charts: the stages with losses, and the validation chart."""
    charts = [stage for stage in record.losses if record.losses[stage]]
    if any(is_decibel(name) for curves in record.validation.values() for name in curves):
        charts.append(QUALITY_CHART)
    return charts


def chart_label(chart: str) -> str:
    """Returns the name of a chart."""
    if chart == QUALITY_CHART:
        return _tr("Validation PSNR (dB)")
    return _tr("SyncNet losses") if chart in _SYNCNET_STAGES else _tr("Model losses")


def phase_change_label(code: str) -> str:
    """Returns the label of a phase change on the chart."""
    return {"detail_begins": _tr("Fine detail begins")}[code]


def first_metric(metrics: dict[str, float], *names: str) -> float | None:
    """Returns the first of these metrics that has a value, or None."""
    return next((metrics[name] for name in names if metrics.get(name) is not None), None)
