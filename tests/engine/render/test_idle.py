"""A clip in which nobody speaks."""

from __future__ import annotations

import pytest

from synctalk_engine.media.audio import load_samples
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.render import render as render_module
from tests.engine.render.conftest import NAME
from tests.helpers.command_line import synctalk


def test_an_idle_clip_is_silent_and_as_long_as_asked(project, monkeypatch):
    pauses = []
    weights = render_module.silence_weights
    monkeypatch.setattr(
        render_module, "silence_weights", lambda *a: pauses.append(weights(*a)) or pauses[-1]
    )
    result = project.render("", idle_s=1.2)
    path = project.workspace.root / result["output"]
    assert result["output"] == f"result/{NAME}_idle.mp4"
    assert pauses[0].min() == 1, "the mouth is closed all the time"
    with VideoFrames(path, 25) as frames:
        assert len(list(frames)) == result["frames"] == 30
    assert not load_samples(path).any()
    assert project.codes("warning") == []
    assert not list(project.run_path.glob("*.wav"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"idle_s": 2, "audio_path": "s.wav"}, "either --audio_path or --idle_s"),
        ({"idle_s": 0}, "--idle_s"),
        ({}, "audio_path"),
    ],
)
def test_bad_choices_are_sentences(project, options, said):
    outcome = synctalk(project.workspace.root, "render", name=NAME, yes=True, **options)
    assert outcome.exit_code == 2
    assert said in " ".join(outcome.stderr.split()) and "Traceback" not in outcome.stderr
