"""How the engine's metrics are called for people, and which belong into which chart."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from synctalk_gui.engine.run_record import RunRecord

_LOSSES = {
    "total": "Train",
    "loss": "Train",
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
    "info_nce": "Train",
}
_QUALITIES = {
    "mouth_psnr": "Mouth",
    "mean_mouth_psnr": "Average mouth",
    "other_audio_psnr": "Mouth, shifted audio",
}
QUALITY_CHART = "validation"
_MAIN_LOSSES = frozenset({"total", "loss", "mouth", "mouth_l1", "info_nce", "sync"})
_SYNCNET_STAGES = frozenset({"syncnet", "judge"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Metrics", text)


def loss_label(name: str) -> str:
    """Name of a loss on a chip."""
    known = _LOSSES.get(name)
    return _tr(known) if known else name.replace("_", " ")


def is_main_loss(name: str) -> bool:
    """Shown unless the user hides it; the others are hidden unless asked for."""
    return name in _MAIN_LOSSES


def is_validation_loss(name: str) -> bool:
    """A validation figure of the size of a loss, for the same chart."""
    return name.endswith(("loss", "l1")) or name in _LOSSES


def is_decibel(name: str) -> bool:
    """A validation figure for the chart of qualities."""
    return name.endswith("_psnr")


def quality_label(name: str) -> str:
    """Name of a validation figure on a chip."""
    known = _QUALITIES.get(name)
    return _tr(known) if known else name.removesuffix("_psnr").replace("_", " ")


def charts_of(record: RunRecord) -> list[str]:
    """Charts of a run: a stage's losses under its name, and the validation metrics."""
    charts = [stage for stage in record.losses if record.losses[stage]]
    if any(is_decibel(name) for curves in record.held_out.values() for name in curves):
        charts.append(QUALITY_CHART)
    return charts


def chart_label(chart: str) -> str:
    """Name of a chart on its chip."""
    if chart == QUALITY_CHART:
        return _tr("Validation PSNR (dB)")
    return _tr("SyncNet losses") if chart in _SYNCNET_STAGES else _tr("Model losses")


def phase_change_label(code: str) -> str:
    """What the losses mean as well from a step on, in few words on the chart."""
    return {"detail_begins": _tr("Adversarial loss on")}[code]


def first_metric(metrics: dict[str, float], *names: str) -> float | None:
    """The first of some metrics that is there."""
    return next((metrics[name] for name in names if metrics.get(name) is not None), None)
