"""Events, results and commands as they travel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.protocol import events as protocol
from synctalk_engine.protocol.commands import COMMAND_NAMES, parse_command
from synctalk_engine.protocol.events import (
    MetricEvent,
    ProgressEvent,
    ResultEvent,
    RunState,
    StateEvent,
    UnknownEvent,
    parse_event,
    parse_message,
)
from synctalk_engine.protocol.results import RESULTS, TrainResult, read_result, result_of
from synctalk_engine.protocol.run_spec import OPTIONS, RunSpec
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, EventWriter, RunFolder

REPOSITORY = Path(__file__).resolve().parents[3]
_HEAD = '{"v": 1, "seq": 4, "t": 1.5, "run_id": "r", "stage": "generator", '

# One line of each type as the engine wrote it before the models were built by the engine.
RECORDED = [
    '"type": "state", "state": "running"}',
    '"type": "progress", "done": 3, "total": null, "unit": "frames", "rate_per_s": null,'
    ' "remaining_s": null}',
    '"type": "job_progress", "job_fraction": 0.5, "job_remaining_s": 61.5}',
    '"type": "metric", "step": 7, "epoch": 0, "losses": {"l1": 0.5}, "images_per_s": 9.5,'
    ' "lr": 0.001}',
    '"type": "sample", "path": "samples/7", "step": 7, "epoch": 0, "count": 2}',
    '"type": "checkpoint", "path": "checkpoint/a/0.pth", "step": 7, "epoch": 0, "best": true,'
    ' "figures": {"mouth_psnr": 27.5}}',
    '"type": "resource", "rss_mb": 812.5}',
    '"type": "log", "code": "stage_started", "params": {"stage": "frames"}, "message": "x"}',
    '"type": "warning", "code": "face_small", "params": {"width_px": 90}, "message": "x",'
    ' "hint": "y"}',
    '"type": "ack", "command": "stop", "command_id": "1f"}',
    '"type": "result", "frames": 9, "stages": {"frames": 0.5}}',
    '"type": "error", "code": "internal", "message": "x", "hint": "", "params": {}}',
]


@pytest.mark.parametrize("body", RECORDED)
def test_a_line_of_an_earlier_program_is_read_and_written_with_the_same_keys(
    body: str, tmp_path
) -> None:
    event = parse_event(_HEAD + body)
    assert event is not None and not isinstance(event, UnknownEvent)
    run = RunFolder(tmp_path / "runs" / "May" / "r")
    writer = EventWriter(run, clock_s=lambda: 1.5)
    line = writer.append(event)
    writer.close()
    assert json.loads(line) == json.loads(_HEAD + body) | {"seq": 0}
    (again,) = EventReader(run).read_new()
    assert again.body() == event.body()


def test_all_types_are_recorded_above() -> None:
    classes = {type(parse_event(_HEAD + body)) for body in RECORDED}
    assert classes == set(protocol.KnownEvent.__args__)


def test_fields_that_were_not_given_are_not_written(tmp_path) -> None:
    writer = EventWriter(RunFolder(tmp_path / "runs" / "May" / "r"))
    values = json.loads(writer.append(MetricEvent(step=1, epoch=0, losses={"l1": np.float32(0.5)})))
    writer.close()
    header = {"v", "seq", "t", "run_id", "stage", "type"}
    assert set(values) == header | {"step", "epoch", "losses"}
    assert values["losses"] == {"l1": 0.5} and values["v"] == protocol.PROTOCOL_VERSION


def test_a_metric_with_fields_of_a_newer_program_is_read() -> None:
    line = _HEAD + '"type": "metric", "step": 7, "epoch": 0, "losses": {"l1": 0.5}, "new": 1}'
    event = parse_event(line)
    assert isinstance(event, MetricEvent)
    assert event.losses == {"l1": 0.5} and event.body()["new"] == 1


@pytest.mark.parametrize(
    "body",
    ['"type": "later", "x": [1]}', '"type": "state", "state": "dreaming"}', '"type": "metric"}'],
)
def test_an_event_of_a_newer_program_is_kept_as_unknown(body: str) -> None:
    event = parse_event(_HEAD + body)
    assert isinstance(event, UnknownEvent)
    assert (event.seq, event.stage) == (4, "generator")
    assert event.body() == {
        key: value for key, value in json.loads("{" + body).items() if key != "type"
    }


def test_an_unknown_event_counts_in_the_numbering(tmp_path) -> None:
    run = RunFolder(tmp_path / "runs" / "May" / "r")
    run.path.mkdir(parents=True)
    run.events_path.write_text(_HEAD + '"type": "later"}\n', encoding="utf-8")
    writer = EventWriter(run)
    assert json.loads(writer.append(StateEvent(state=RunState.RUNNING)))["seq"] == 5
    writer.close()
    assert run.last_state() is RunState.RUNNING


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "null", '{"seq": 1}', '{"type": "state", "state": "done"}', _HEAD + '"x": 1}'],
)
def test_lines_that_are_no_events_are_passed_over(line: str) -> None:
    assert parse_event(line) is None


def test_what_a_command_prints_needs_no_header() -> None:
    event = parse_message('{"type": "progress", "what": "mesh", "done": 5, "total": 9}')
    assert isinstance(event, ProgressEvent) and (event.done, event.total) == (5, 9)


def test_event_types_are_those_of_the_design() -> None:
    named = "state progress metric sample checkpoint resource log warning error"
    known = {model.model_fields["type"].default for model in protocol.KnownEvent.__args__}
    assert set(named.split()) <= known


# -- results ---------------------------------------------------------------------------------------


def test_every_kind_of_job_has_a_result_model() -> None:
    assert set(RESULTS) == set(OPTIONS)


def test_a_result_comes_back_as_the_model_of_its_kind(tmp_path) -> None:
    given = {"steps": 9, "held_out": {"mouth_psnr": 27.5}, "of_a_newer_program": [1, 2]}
    run = RunFolder.create(Workspace(tmp_path), "train", "May", {"name": "May"})
    writer = EventWriter(run)
    writer.append(ResultEvent(**result_of("train", given).given()))
    writer.close()
    (event,) = EventReader(run).read_new()
    assert isinstance(event, ResultEvent)
    result = read_result("train", event)
    assert isinstance(result, TrainResult)
    assert (result.steps, result.held_out) == (9, {"mouth_psnr": 27.5})
    assert result.given() == given


def test_a_value_of_another_type_does_not_fail_a_job(caplog) -> None:
    result = result_of("train", {"steps": 9, "epochs": "many"})
    assert result.given() == {"steps": 9}
    assert "epochs" in caplog.text


# -- commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", COMMAND_NAMES)
def test_a_command_may_be_a_word_or_an_object(word: str) -> None:
    bare, whole = parse_command(word + "\n"), parse_command(f'{{"command": "{word}", "id": "7"}}')
    assert bare is not None and bare.command == word
    assert whole is not None and whole.id == "7"


def test_nonsense_is_no_command() -> None:
    assert parse_command("rm") is None
    assert parse_command('{"command": "explode"}') is None


def test_options_refuse_what_they_do_not_know() -> None:
    for kind, model in OPTIONS.items():
        with pytest.raises(ValueError, match="no_such_option"):
            model.model_validate({"name": "May", "no_such_option": 1})
        assert kind in RunSpec.model_fields["kind"].annotation.__args__


def test_pydantic_searches_no_installed_package_for_plugins(tmp_path: Path) -> None:
    """That takes a fifth of the start of a process; and a broken plugin would be in the way."""
    description = tmp_path / "other-1.0.dist-info"
    description.mkdir()
    (description / "METADATA").write_text("Name: other\nVersion: 1.0\n", "utf-8")
    (description / "entry_points.txt").write_text(
        "[pydantic]\nother = other_plugin:PLUGIN\n", "utf-8"
    )
    (tmp_path / "other_plugin.py").write_text("print('loaded')\n", "utf-8")
    program = "import {}, pydantic\nclass Model(pydantic.BaseModel):\n    x: int"
    unset = {k: v for k, v in os.environ.items() if k != "PYDANTIC_DISABLE_PLUGINS"}
    said = [
        subprocess.run(
            [sys.executable, "-c", program.format(first)],
            env=unset | {"PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(tmp_path)))},
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()
        for first in ("json", "synctalk_engine")
    ]
    assert said == ["loaded", ""]
