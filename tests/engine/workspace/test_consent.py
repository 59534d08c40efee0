"""The note of consent: kept, shown, in the report, removed only on purpose."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from synctalk_engine.exchange.report import _consent_rows
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.consent import read_consent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import FILE_NAME, read_state, update_state
from tests.helpers.command_line import synctalk

NAME = "Anna 工作"


@pytest.fixture
def anna(workspace: Workspace) -> Workspace:
    workspace.clip_dir(NAME).mkdir(parents=True)
    return workspace


def test_a_note_is_kept_shown_and_reported(anna: Workspace) -> None:
    update_state(anna.clip_dir(NAME), "main_training", best_checkpoint="checkpoint/a.pth")
    form = anna.root / "consent form.pdf"
    form.write_bytes(b"signed")
    given = {"person": "Anna  Müller", "date": "2026-01-31", "file": form.name}
    assert synctalk(anna.root, "consent", name=NAME, **given).exit_code == 0
    shown = json.loads(synctalk(anna.root, "consent", name=NAME, json=True).stdout)
    expected = {
        "person": "Anna Müller",
        "date": "2026-01-31",
        "file": "consent form.pdf",
        "sha256": hashlib.sha256(b"signed").hexdigest(),
    }
    assert shown["consent"] == expected
    rows = dict(_consent_rows(anna, NAME))
    assert rows["person"] == "Anna Müller" and rows["file"] == "consent form.pdf"
    state = read_state(anna.clip_dir(NAME))
    assert state["consent"] == expected
    assert state["main_training"]["best_checkpoint"] == "checkpoint/a.pth"


def test_other_changes_of_the_state_keep_it_and_only_remove_removes_it(anna: Workspace) -> None:
    synctalk(anna.root, "consent", name=NAME, person="Anna")
    update_state(anna.clip_dir(NAME), "main_training", epochs=3)
    assert read_consent(anna, NAME) is not None
    assert synctalk(anna.root, "consent", name=NAME, remove=True).exit_code == 0
    assert read_consent(anna, NAME) is None
    assert "There was no note" in synctalk(anna.root, "consent", name=NAME, remove=True).stdout
    assert _consent_rows(anna, NAME) == [("consent", "no note of consent was kept")]


@pytest.mark.parametrize(
    "options",
    [
        {"name": "nobody", "person": "Anna"},
        {"name": "../up", "person": "Anna"},
        {"person": "  "},
        {"person": "x" * 300},
        {"person": "Anna", "date": "31.01.2026"},
        {"person": "Anna", "date": "2026-02-30"},
        {"person": "Anna", "date": "2999-01-01"},
        {"person": "Anna", "file": "nothing.pdf"},
        {"person": "Anna", "file": "."},
        {"date": "2026-01-31"},
        {"remove": True, "person": "Anna"},
    ],
)
def test_bad_input_is_told_in_one_sentence(anna: Workspace, options: dict) -> None:
    outcome = synctalk(anna.root, "consent", **{"name": NAME, **options})
    assert outcome.exit_code == 3 and "Traceback" not in outcome.stderr and outcome.sentence
    assert read_consent(anna, NAME) is None


def test_nonsense_in_the_file_is_no_note(anna: Workspace) -> None:
    for nonsense in ("yes", {"person": 3}, {"person": "A", "date": "x", "file": 1}, []):
        write_json(anna.clip_dir(NAME) / FILE_NAME, {"consent": nonsense})
        assert read_consent(anna, NAME) is None


def test_a_checksum_is_of_the_file_of_that_day(anna: Workspace, tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_bytes(b"one")
    synctalk(anna.root, "consent", name=NAME, person="Anna", file=form)
    form.write_bytes(b"two")
    consent = read_consent(anna, NAME)
    assert consent is not None and consent.sha256 == hashlib.sha256(b"one").hexdigest()
