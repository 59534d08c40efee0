"""The run panel: what the GPU is doing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from synctalk_engine.protocol.events import (
    ENDED_STATES,
    MetricEvent,
    ResourceEvent,
    ResultEvent,
    RunState,
)
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.pages.run_metrics import RunMetrics, _images_per_s
from synctalk_gui.run_texts import headline


def record_with(**fields: float) -> RunRecord:
    record = RunRecord("train")
    record.apply([ResourceEvent(seq=0, rss_mb=2048, **fields)])
    return record


def shown(panel: RunMetrics) -> dict[str, str]:
    rows = panel._values._rows
    return {
        name.text(): value.text().replace("\N{NO-BREAK SPACE}", " ")
        for name, value in rows.values()
        if value.isVisibleTo(panel)
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"Memory": "2.0 GB"}),
        ({"gpu_mb": 4096}, {"GPU memory": "4.0 GB"}),
        ({"gpu_mb": 4096, "gpu_total_mb": 12288}, {"GPU memory": "4.0 / 12.0 GB"}),
        (
            {"gpu_mb": 4096, "gpu_total_mb": 12288, "gpu_percent": 96, "gpu_temperature_c": 71},
            {"GPU memory": "4.0 / 12.0 GB", "GPU": "96%, 71 °C"},
        ),
        ({"gpu_temperature_c": 40.4}, {"Memory": "2.0 GB", "GPU": "40 °C"}),
        ({"gpu_percent": 0}, {"Memory": "2.0 GB", "GPU": "0%"}),
    ],
)
def test_memory_utilisation_and_temperature_are_shown(qtbot, fields, expected):
    """A training on a GPU tells of the GPU's memory, and says so."""
    panel = RunMetrics()
    qtbot.addWidget(panel)
    panel._show_values(record_with(**fields))
    assert shown(panel) == expected


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


def test_the_speed_of_one_network_is_not_shown_for_the_next():
    record = RunRecord("train")
    told = [
        ("syncnet", 2742.4),
        ("generator", None),
        ("generator", 13.7),
        ("validation", None),
        ("generator", None),
    ]
    speeds = []
    for seq, (stage, speed) in enumerate(told):
        event = MetricEvent(seq=seq, stage=stage, step=seq, epoch=0, images_per_s=speed)
        record.apply([event])
        speeds.append(record.images_per_s)
    assert speeds == [2742.4, None, 13.7, None, None]


@pytest.mark.parametrize(
    ("status", "fraction", "expected"),
    [
        (RunState.STARTING, None, "Starting…"),
        (RunState.RUNNING, None, "Starting…"),
        (RunState.RUNNING, 0.421, "42%"),
        (RunState.PAUSED, 0.421, "42%"),
        (RunState.PAUSED, None, "Paused"),
        (RunState.FAILED, 0.421, "Failed"),
    ],
)
def test_the_headline_says_one_thing_until_progress_is_known(status, fraction, expected):
    record = SimpleNamespace(fraction_done=fraction)
    is_active = status not in ENDED_STATES
    live = SimpleNamespace(record=record, status=status, is_active=is_active)
    assert headline(live) == expected


@pytest.mark.parametrize(("r_opening", "tone"), [(0.7, "ok"), (0.1, "warn")])
def test_nothing_is_green_beside_a_model_that_ignores_the_audio(qtbot, r_opening, tone):
    panel = RunMetrics()
    qtbot.addWidget(panel)
    record = RunRecord("train")
    measured = {"mouth_psnr": 27.0, "other_audio_psnr": 24.6, "r_opening": r_opening}
    record.apply([MetricEvent(seq=0, step=10, epoch=0, held_out=measured)])
    panel._show_values(record)
    _, value = panel._values._rows["uses_sound"]
    assert value.text().startswith("+2.4") and value.property("tone") == tone
