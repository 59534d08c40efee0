"""The run panel: what the GPU is doing."""

from __future__ import annotations

import pytest

from synctalk_engine.protocol.events import MetricEvent, ResourceEvent, ResultEvent
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.pages.run_metrics import RunMetrics, _gpu_text, _images_per_s, _memory_text


def record_with(**fields: float) -> RunRecord:
    record = RunRecord("train")
    record.apply([ResourceEvent(seq=0, rss_mb=2048, **fields)])
    return record


@pytest.mark.parametrize(
    ("fields", "memory", "gpu"),
    [
        ({}, "2.0 GB", ""),
        ({"gpu_mb": 4096, "gpu_total_mb": 12288}, "4.0 / 12.0 GB", ""),
        (
            {"gpu_mb": 4096, "gpu_total_mb": 12288, "gpu_percent": 96, "gpu_temperature_c": 71},
            "4.0 / 12.0 GB",
            "96%, 71 °C",
        ),
        ({"gpu_temperature_c": 40.4}, "2.0 GB", "40 °C"),
        ({"gpu_percent": 0}, "2.0 GB", "0%"),
    ],
)
def test_memory_utilisation_and_temperature_are_shown(fields, memory, gpu):
    record = record_with(**fields)
    assert _memory_text(record).replace("\N{NO-BREAK SPACE}", " ") == memory
    assert _gpu_text(record).replace("\N{NO-BREAK SPACE}", " ") == gpu


def test_the_row_is_hidden_where_nobody_tells(qtbot):
    panel = RunMetrics()
    qtbot.addWidget(panel)
    for fields, is_shown in (({}, False), ({"gpu_percent": 50}, True), ({}, False)):
        panel._show_values(record_with(**fields))
        assert panel._values._rows["gpu"][1].isVisibleTo(panel) is is_shown


def test_the_speed_of_a_finished_run_is_its_mean():
    """The last moment's speed may be that of a validation."""
    record = RunRecord("train")
    record.apply([MetricEvent(seq=0, step=8, epoch=0, losses={"total": 1.0}, images_per_s=1.6)])
    assert _images_per_s(record) == 1.6
    record.apply([ResultEvent(seq=1, images_per_s=36.08)])
    assert _images_per_s(record) == 36.08
