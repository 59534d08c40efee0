"""The warnings that preprocessing gives about frames."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from synctalk_engine.preprocess.clip_warnings import warn_of_faces
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.workspace.frame_quality import FrameFault
from tests.engine.workspace.test_frame_quality import good_table


class WarningRecorder:
    """A job that records its warnings."""

    def __init__(self) -> None:
        self.said: list[tuple[str, dict[str, Any]]] = []

    def warning(self, code: str, **params: Any) -> None:
        self.said.append((code, params))


def said_of(column: str | None, value: float, frames: int) -> list[tuple[str, dict[str, Any]]]:
    table, job = good_table(), WarningRecorder()
    table.box_w = np.full(len(table), 300.0, np.float32)
    if column:
        getattr(table, column)[10 : 10 + frames] = value
    warn_of_faces(table, job)  # type: ignore[arg-type]
    return job.said


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("blur", 5, "frames_blurred"),
        ("yaw", 40, "frames_turned"),
        ("mouth_change", 20, "frames_covered"),
        ("light", 60, "frames_light"),
    ],
)
def test_many_faulty_frames_are_said_and_few_are_not(column, value, code):
    assert said_of(column, value, frames=2) == []
    assert said_of(column, value, frames=20) == [(code, {"percent": 20})]
    assert "20%" in render_message(code, {"percent": 20})
    assert render_hint(code, {}) != ""


def test_cuts_are_counted():
    assert said_of("cut", 1, frames=1) == [("scene_cuts", {"count": 1})]
    assert said_of(None, 0, 0) == []


def test_every_fault_has_a_sentence():
    for fault in get_args(FrameFault):
        assert render_message(f"fault_{fault}", {"start": 1, "end": 2}).startswith("1 ")
