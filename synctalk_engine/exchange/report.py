"""``synctalk report``: one self-contained HTML page about a trained model.

Everything is inside the file: images as data, curves as SVG, no script and no network address.
"""

from __future__ import annotations

import base64
import html
import platform
from collections import defaultdict
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from synctalk_engine import __version__
from synctalk_engine.errors import CheckpointError
from synctalk_engine.protocol.events import MetricEvent, ResultEvent, SampleEvent
from synctalk_engine.protocol.metrics import METRICS
from synctalk_engine.workspace.atomic import write_bytes
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.consent import read_consent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs

MAX_PAIRS = 8
MAX_IMAGE_BYTES = 2_000_000
CURVE_POINTS = 400
CURVE_WIDTH_PX, CURVE_HEIGHT_PX = 420, 140
PACKAGES = ("torch", "numpy", "av", "opencv-python-headless")
STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;
color:#1c1e21;background:#fff}table{border-collapse:collapse;width:100%}td,th{text-align:left;
padding:.3rem .6rem;border-bottom:1px solid #d8dade;vertical-align:top}figure{display:inline-block;
margin:.5rem}figure img{max-width:220px;display:block}svg{background:#f5f6f7;margin:.3rem}"""


def write_report(workspace: Workspace, name: str, path: Path) -> dict[str, Any]:
    """Write the page and return ``output``, ``bytes``, ``metrics`` and ``images``, their numbers.

    Raises:
        CheckpointError: ``report_no_training`` where nothing was trained.
        StorageError: disk full, no permission.
    """
    trainings = _finished_or_begun(workspace, name)
    if not trainings:
        raise CheckpointError("report_no_training", name=name)
    evaluated = _last_result(_runs(workspace, name, ("evaluate",)))
    trained = _last_result(trainings)
    metrics = list(_flat(evaluated or trained.get("held_out", {})))
    pairs = _image_pairs(trainings)
    sections = [
        _section("Metrics", _metric_table(metrics)),
        _section("Curves", "".join(_curves(trainings))),
        _section("Real and generated", "".join(map(_figure, pairs))),
        _section("Source video", _table(_source_rows(workspace, name))),
        _section("Consent", _table(_consent_rows(workspace, name))),
        _section("Settings", _table(_setting_rows(trainings[-1]))),
        _section("Versions", _table(_version_rows(trainings[-1]))),
    ]
    title = f"{name}: lip-sync model"
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{_text(title)}</title>"
        f"<style>{STYLE}</style></head><body><h1>{_text(title)}</h1>"
        f"{''.join(sections)}</body></html>\n"
    )
    data = page.encode("utf-8")
    write_bytes(path, data)
    return {
        "output": workspace.relative(path),
        "bytes": len(data),
        "metrics": len(metrics),
        "images": 2 * len(pairs),
    }


def _runs(workspace: Workspace, name: str, kinds: tuple[str, ...]) -> list[RunFolder]:
    runs = [(run, run.read_spec()) for run in list_runs(workspace, name)]
    return [run for run, spec in runs if spec is not None and spec.kind in kinds]


def _finished_or_begun(workspace: Workspace, name: str) -> list[RunFolder]:
    """Trainings that measured something, oldest first."""
    runs = _runs(workspace, name, ("train", "run"))
    return [run for run in runs if any(isinstance(e, MetricEvent) for e in _events(run))]


def _events(run: RunFolder) -> list[Any]:
    return EventReader(run).read_new()


def _last_result(runs: list[RunFolder]) -> dict[str, Any]:
    for run in reversed(runs):
        for event in reversed(_events(run)):
            if isinstance(event, ResultEvent):
                return event.body()
    return {}


def _flat(values: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, float]]:
    """(``controls.mean_mouth.mouth_psnr``, value) of every number in a result."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield prefix + key, value


def _metric_table(metrics: list[tuple[str, float]]) -> str:
    if not metrics:
        return "<p>The model has not been evaluated yet.</p>"
    rows = []
    for name, value in metrics:
        known = METRICS.get(name.rpartition(".")[2])
        unit, meaning = (known.unit, known.meaning) if known is not None else ("", "")
        rows.append((name, f"{value:.4g} {unit}".strip(), meaning))
    return _table(rows)


def _curves(runs: list[RunFolder]) -> Iterable[str]:
    """An SVG for each loss and each metric on validation frames, over all trainings."""
    series: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for run in runs:
        for event in _events(run):
            if isinstance(event, MetricEvent):
                for key, value in {**event.losses, **event.held_out}.items():
                    series[key].append((event.step, value))
    for name, points in series.items():
        if len(points) > 1:
            yield _curve(name, points)


def _curve(name: str, points: list[tuple[int, float]]) -> str:
    """A line with its first and last step and its range."""
    points = points[:: max(1, len(points) // CURVE_POINTS)]
    steps, values = zip(*points, strict=True)
    low, high = min(values), max(values)
    first, last = min(steps), max(steps)
    places = " ".join(
        f"{(step - first) / ((last - first) or 1) * CURVE_WIDTH_PX:.1f},"
        f"{CURVE_HEIGHT_PX - (value - low) / ((high - low) or 1) * CURVE_HEIGHT_PX:.1f}"
        for step, value in points
    )
    caption = f"{name}: {low:.4g} to {high:.4g}, steps {first} to {last}"
    return (
        f"<figure><figcaption>{_text(caption)}</figcaption>"
        f'<svg width="{CURVE_WIDTH_PX}" height="{CURVE_HEIGHT_PX}" role="img">'
        f'<polyline fill="none" stroke="#1665c1" stroke-width="1.5" points="{places}"/>'
        "</svg></figure>"
    )


def _image_pairs(runs: list[RunFolder]) -> list[tuple[Path, Path]]:
    """(real, generated) of the newest validation images."""
    for run in reversed(runs):
        folders = [run.path / e.path for e in _events(run) if isinstance(e, SampleEvent)]
        for folder in reversed(folders):
            pairs = [
                (real, real.with_name(real.name.replace("target_", "generated_", 1)))
                for real in sorted(folder.glob("target_*.jpg"))
                if real.resolve().is_relative_to(run.path.resolve())
            ]
            found = [pair for pair in pairs if all(_is_small_file(path) for path in pair)]
            if found:
                step = max(1, len(found) // MAX_PAIRS)
                return found[::step][:MAX_PAIRS]
    return []


def _is_small_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= MAX_IMAGE_BYTES


def _figure(pair: tuple[Path, Path]) -> str:
    images = "".join(
        f'<img alt="{alt}" src="data:image/jpeg;base64,{_base64(path)}">'
        for alt, path in zip(("real", "generated"), pair, strict=True)
    )
    return f"<figure>{images}<figcaption>real above, generated below</figcaption></figure>"


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")


def _source_rows(workspace: Workspace, name: str) -> list[tuple[str, ...]]:
    clip = Clip(workspace.clip_dir(name))
    record = clip.record()
    wanted = ("fps", "width", "height", "frames", "av_offset_ms")
    rows = [(key, str(record[key])) for key in wanted if key in record]
    return [*rows, ("frames on disk", str(len(clip.frame_files())))]


def _consent_rows(workspace: Workspace, name: str) -> list[tuple[str, ...]]:
    consent = read_consent(workspace, name)
    if consent is None:
        return [("consent", "no note of consent was kept")]
    rows = [("person", consent.person), ("date", consent.date)]
    if consent.file is not None:
        file_name = PureWindowsPath(PurePosixPath(consent.file).name).name
        rows += [("file", file_name), ("SHA-256 of the file", consent.sha256 or "")]
    return rows


def _setting_rows(run: RunFolder) -> list[tuple[str, ...]]:
    spec = run.read_spec()
    return [] if spec is None else [(key, str(value)) for key, value in spec.options.items()]


def _version_rows(run: RunFolder) -> list[tuple[str, ...]]:
    spec = run.read_spec()
    trained_by = spec.program_version if spec is not None else ""
    rows = [("SyncTalk Studio", __version__), ("trained by version", trained_by)]
    rows += [("Python", platform.python_version()), ("system", platform.platform())]
    for package in PACKAGES:
        try:
            rows.append((package, metadata.version(package)))
        except metadata.PackageNotFoundError:  # a bundle keeps no metadata of some
            continue
    return rows


def _section(title: str, body: str) -> str:
    return f"<h2>{_text(title)}</h2>{body}" if body else ""


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    lines = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table>{lines}</table>" if lines else ""


def _text(text: str) -> str:
    return html.escape(text, quote=True)
