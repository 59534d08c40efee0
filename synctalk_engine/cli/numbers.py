"""Numbers as people read them: no exponents, a unit where it is known."""

from __future__ import annotations

import math
from typing import Any

from synctalk_engine.protocol.metrics import METRICS

_SIGNIFICANT_DIGITS = 4
_MAX_DECIMALS = 8


def readable(value: float) -> str:
    """A number with four significant digits at least, never with an exponent.

    >>> readable(50050.4), readable(0.93551), readable(0.00002), readable(12.0)
    ('50050', '0.9355', '0.00002', '12')
    """
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else ("∞" if value > 0 else "-∞")
    if value == 0:
        return "0"
    digits_before = math.floor(math.log10(abs(value))) + 1
    decimals = min(max(_SIGNIFICANT_DIGITS - digits_before, 0), _MAX_DECIMALS)
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration(seconds: float) -> str:
    """``8.5 s``, ``3 min 20 s``, ``2 h 05 min``."""
    if seconds < 59.95:
        return f"{readable(round(seconds, 1))} s"
    minutes, rest_s = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest_s:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def with_unit(name: str, value: Any) -> str:
    """The value of a metric with its unit; ``seconds`` and ``*_s`` are durations."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(with_unit(name, item) for item in value) or "none"
    if not isinstance(value, int | float):
        return str(value)
    if name == "seconds" or (name.endswith("_s") and not name.endswith("_per_s")):
        return duration(float(value))
    number = str(value) if isinstance(value, int) else readable(value)
    return f"{number} {METRICS[name].unit}".rstrip() if name in METRICS else number


def metric_lines(metrics: dict[str, Any], indent: str = "", are_seconds: bool = False) -> list[str]:
    """Metrics as lines, nested ones indented; those under ``stages`` and ``seconds`` are times."""
    lines = []
    for key, value in metrics.items():
        if isinstance(value, dict):
            if value:
                nested = metric_lines(value, indent + "  ", key in ("stages", "seconds"))
                lines += [f"{indent}{key}:", *nested]
        else:
            lines.append(f"{indent}{key}: {with_unit('seconds' if are_seconds else key, value)}")
    return lines
