"""A few damaged inputs of every kind; ``python -m tests.fuzz.run`` tries them by the thousand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from synctalk_engine.models import registry
from tests.fuzz import mutations
from tests.fuzz.kinds import KINDS
from tests.fuzz.trial import Target

TRIED = {"video": 12, "audio": 12, "checkpoint": 15, "package": 20, "project": 20, "dataset": 15}
"""Inputs of the kinds that take longer; 40 of the others."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "doctor"])
def test_damaged_inputs_are_read_or_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setitem(registry.LITE_CONFIGS, "lite-160", registry.LITE_CONFIGS["lite-160"])
    target = Target(kind, tmp_path / "a folder")
    for sample in target.samples:
        assert not target.read(sample.name, sample.data).find, sample.name
    refused = 0
    for number in range(TRIED.get(kind, 40)):
        sample, data = target.input(number)
        outcome = target.read(sample.name, data)
        assert not outcome.find, f"number {number}, {sample.name}: {outcome.find}\n{outcome.trace}"
        refused += bool(outcome.refusal)
    assert refused


def test_a_fault_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness itself: an exception that is no sentence, and what it was made of."""
    kind = KINDS["list"]

    def read(folder: Path, path: Path) -> None:
        if b"May" in path.read_bytes():
            raise KeyError("May")
        kind.read(folder, path)

    monkeypatch.setitem(KINDS, "list", type(kind)(kind.samples, read))
    target = Target("list", tmp_path / "a folder")
    sample = target.samples[0]
    assert sample.data.count(b"May") == 2
    outcome = target.read(sample.name, sample.data)
    assert outcome.find.startswith("KeyError") and "KeyError" in outcome.trace
    assert target.minimal(sample.name, sample.data, outcome.find) == b"May"


def test_the_inputs_of_a_number_are_always_the_same() -> None:
    data = bytes(range(256)) * 8
    for ways in (mutations.MEDIA, mutations.TEXT, mutations.ARRAY, mutations.PICKLE):
        first, second = (mutations.mutated(data, random.Random("a 7"), ways) for _ in range(2))
        assert first == second
    assert mutations.mutated(b"", random.Random(0), mutations.BYTES) is not None
