"""Preparing a video by the command line, and what must hold however it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.state import read_state
from tests.helpers.command_line import Outcome, synctalk


def preprocess_video(folder: Path, video: Path, **options) -> Outcome:
    options = {"video_path": str(video), "name": "anna", "asr_model": "mel", **options}
    return synctalk(folder, "preprocess", **options)


def assert_is_a_sentence(outcome: Outcome, code: str, says: str = "") -> None:
    text = outcome.stdout + outcome.stderr
    assert outcome.exit_code == 3, text
    assert "Traceback" not in text
    assert says in outcome.sentence
    assert outcome.codes("error") in ([], [code])


def assert_nothing_is_taken_for_whole(folder: Path) -> None:
    """Frames and audio are made at the same time: either may be finished, never both."""
    clip = Clip(folder / "dataset" / "anna")
    assert read_state(clip.path)["preprocessing"]["completed"] is False
    if clip.path.exists() and clip.feature_kinds():
        with pytest.raises(DatasetError):
            clip.check_complete()
            raise AssertionError("pictures and landmarks look complete")
    assert not list(folder.rglob("*.partial"))


def preprocess_clip(folder: Path, video: Path, **options) -> Clip:
    """The clip of a run that must succeed."""
    folder.mkdir(exist_ok=True)
    outcome = preprocess_video(folder, video, **options)
    assert outcome.exit_code == 0, outcome.stderr
    return Clip(folder / "dataset" / "anna")


def contents(clip: Clip) -> dict[str, bytes]:
    """Every file of a clip but its records of times."""
    return {
        path.relative_to(clip.path).as_posix(): path.read_bytes()
        for path in clip.path.rglob("*")
        if path.is_file() and path.name not in ("prepare.json", ".training_state.json")
    }


VOLATILE = {"seconds", "decode_s", "write_s", "finished_at"}
"""Fields of the records that say how long something took or when it was."""


def comparable(clip: Clip) -> dict[str, Any]:
    """Every file of a clip; of the records all but the times."""
    records = {
        name: _without_times(json.loads((clip.path / name).read_text(encoding="utf-8")))
        for name in ("prepare.json", ".training_state.json")
    }
    return contents(clip) | records


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_times(v) for key, v in value.items() if key not in VOLATILE}
    return [_without_times(item) for item in value] if isinstance(value, list) else value
