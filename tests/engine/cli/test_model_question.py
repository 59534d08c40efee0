"""Rendering with a model that is not ready asks first."""

from __future__ import annotations

import pytest
import typer

from synctalk_engine.cli import model_question
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state

USELESS = {"mouth_psnr": 15.1, "mean_mouth_psnr": 15.3, "other_audio_psnr": 15.1}
OPTIONS = {"name": "May"}


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """``answers(metrics, reply)``: a project with such a model, and what the user replies.

    Returns:
        The questions that were asked.
    """
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []

    def make(metrics: dict[str, float], reply: bool | None) -> list[str]:
        workspace = Workspace.current()
        path = workspace.model_dir("May") / "1.pth"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"no weights")
        folder = workspace.relative(path.parent)
        best = {folder: {"path": workspace.relative(path), "figures": metrics}}
        workspace.clip_dir("May").mkdir(parents=True)
        update_state(workspace.clip_dir("May"), "main_training", best_by_folder=best)

        def confirm(question: str, **_options) -> bool:
            asked.append(question)
            assert reply is not None
            return reply

        monkeypatch.setattr(model_question.typer, "confirm", confirm)
        monkeypatch.setattr(model_question, "is_interactive", lambda: reply is not None)
        return asked

    return make


def test_no_ends_without_a_video(answers, capsys):
    asked = answers(USELESS, reply=False)
    with pytest.raises(typer.Exit):
        model_question.ask_about_model(OPTIONS, yes=False, as_json=False)
    assert asked == ["Render anyway?"]
    assert "ignores the audio" in capsys.readouterr().err


def test_yes_goes_on(answers):
    asked = answers(USELESS, reply=True)
    model_question.ask_about_model(OPTIONS, yes=False, as_json=False)
    assert asked == ["Render anyway?"]


def test_a_script_is_told_and_not_asked(answers, capsys):
    assert answers(USELESS, reply=None) == []
    model_question.ask_about_model(OPTIONS, yes=False, as_json=False)
    assert "ignores the audio" in capsys.readouterr().err


@pytest.mark.parametrize("metrics", [{}, {"mouth_psnr": 28.0, "other_audio_psnr": 25.0}])
def test_other_models_are_used_without_a_word(answers, capsys, metrics):
    asked = answers(metrics, reply=False)
    model_question.ask_about_model(OPTIONS, yes=False, as_json=False)
    assert asked == [] and capsys.readouterr().err == ""


def test_a_named_checkpoint_is_used_without_a_word(answers, capsys):
    asked = answers(USELESS, reply=False)
    model_question.ask_about_model({**OPTIONS, "checkpoint": "1.pth"}, yes=False, as_json=False)
    assert asked == [] and capsys.readouterr().err == ""
