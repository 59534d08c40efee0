"""Bad and odd input on the command line: a sentence, never a traceback or a false whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.state import read_state
from tests.helpers.bad_inputs import CASES, Case, runs_here
from tests.helpers.command_line import Outcome, synctalk
from tests.helpers.fake_tracker import use_fake_tracker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a space and other letters in its name."""
    path = tmp_path / "Meine Filme 工作"
    path.mkdir()
    return path


@pytest.fixture
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


def prepare(folder: Path, video: Path, **options) -> Outcome:
    options = {"video_path": str(video), "name": "anna", "asr_model": "mel", **options}
    return synctalk(folder, "preprocess", **options)


def assert_is_a_sentence(outcome: Outcome, code: str, says: str = "") -> None:
    text = outcome.stdout + outcome.stderr
    assert outcome.exit_code == 3, text
    assert "Traceback" not in text
    assert says in outcome.sentence
    assert outcome.sentence.count(".") <= outcome.sentence.count("/") + 6, "one sentence, one hint"
    assert outcome.codes("error") in ([], [code])


def assert_nothing_is_taken_for_whole(folder: Path) -> None:
    clip = Clip(folder / "dataset" / "anna")
    assert read_state(clip.path)["preprocessing"]["completed"] is False
    if clip.path.exists():
        with pytest.raises(DatasetError):
            clip.check_complete()
            raise AssertionError("pictures and landmarks look complete")
    assert not list(folder.rglob("*.partial"))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_input(case: Case, tracker, folder: Path) -> None:
    if not runs_here(case):
        pytest.skip("such a file cannot be on this system")
    video = case.make(folder / case.file_name)
    outcome = prepare(folder, video, **case.options)
    if case.error:
        assert_is_a_sentence(outcome, case.error, case.says)
        assert_nothing_is_taken_for_whole(folder)
        return
    assert outcome.exit_code == 0, outcome.stderr
    assert "Traceback" not in outcome.stderr
    told = [code for code in outcome.codes("warning") if code != "clip_short"]
    assert set(told) == set(case.warnings)
    if case.check is not None:
        case.check(Clip(folder / "dataset" / "anna"))
