"""Events and commands as they travel."""

from __future__ import annotations

import pytest

from synctalk_engine.protocol.commands import COMMAND_NAMES, parse_command
from synctalk_engine.protocol.events import EVENT_TYPES, MetricEvent, parse_event
from synctalk_engine.protocol.run_spec import OPTIONS, RunSpec

_HEAD = '{"v": 1, "seq": 4, "t": 1.5, "run_id": "r", "stage": "generator", '


def test_a_metric_with_fields_of_a_later_version_is_read() -> None:
    line = _HEAD + '"type": "metric", "step": 7, "epoch": 0, "losses": {"l1": 0.5}, "new": 1}'
    event = parse_event(line)
    assert isinstance(event, MetricEvent)
    assert event.losses == {"l1": 0.5}


@pytest.mark.parametrize("line", ["", "{", "[]", "null", _HEAD + '"type": "later"}', '{"seq": 1}'])
def test_lines_that_are_no_events_are_passed_over(line: str) -> None:
    assert parse_event(line) is None


def test_event_types_are_those_of_the_design() -> None:
    named = "state progress metric sample checkpoint resource log warning error"
    assert set(named.split()) <= set(EVENT_TYPES)


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
