"""``synctalk explain``: what the numbers of a training or an evaluation mean."""

from __future__ import annotations

import dataclasses
import difflib

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, print_json
from synctalk_engine.cli.tables import Row, print_table, terminal_columns, wrapped
from synctalk_engine.errors import OptionError
from synctalk_engine.protocol.metrics import METRICS, metric_name


def _names(incomplete: str) -> list[str]:
    return [name for name in METRICS if name.startswith(incomplete)]


def explain(
    metric: str | None = typer.Argument(
        None,
        metavar="METRIC",
        help="Its name as it is printed, such as mouth_psnr; all where none is given.",
        autocompletion=_names,
    ),
    as_json: bool = JSON,
) -> None:
    """Say what a metric means, and which values are good."""
    if metric is None:
        _explain_all(as_json)
        return
    name = metric_name(metric)
    if name is None:
        similar = ", ".join(difflib.get_close_matches(metric, METRICS, cutoff=0.3)) or "none"
        fail(OptionError("metric_unknown", name=metric, similar=similar), as_json)
    if as_json:
        print_json({"type": "result", "name": name, **dataclasses.asdict(METRICS[name])})
        return
    print(f"{name}{_facts(name, ', ')}")
    for line in wrapped(METRICS[name].meaning, terminal_columns()):
        print(line)


def _explain_all(as_json: bool) -> None:
    if as_json:
        rows = {name: dataclasses.asdict(metric) for name, metric in METRICS.items()}
        print_json({"type": "result", "metrics": rows})
        return
    print_table(
        ("metric", "unit", "better"),
        [
            Row((name, metric.unit, metric.better), metric.meaning)
            for name, metric in METRICS.items()
        ],
    )


def _facts(name: str, before: str) -> str:
    metric = METRICS[name]
    better = f"better: {metric.better}" if metric.better else ""
    unit = f"in {metric.unit}" if metric.unit else ""
    facts = ", ".join(filter(None, (unit, better)))
    return f"{before}{facts}" if facts else ""
