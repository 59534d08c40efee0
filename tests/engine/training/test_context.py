"""The context of a training, and the shape of the setup that it is passed through."""

from __future__ import annotations

import ast
import inspect
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from synctalk_engine import training
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.context import TrainContext
from synctalk_engine.training.continuation import NEW, Continuation
from synctalk_engine.training.options import project_paths
from synctalk_engine.training.resume import Resumed, ResumeState
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.run_configs import make_run_config

MAX_LINES, MAX_PARAMETERS = 350, 6
SETUP = (
    "train.py",
    "context.py",
    "run_setup.py",
    "worker.py",
    "trial.py",
    "generator/start_weights.py",
    "generator/precision_choice.py",
    "generator/trainer_factory.py",
    "generator/run.py",
    "generator/outcome.py",
    "distributed/launch.py",
    "distributed/process_group.py",
)

SOURCES = Path(inspect.getfile(training)).parent


def _context(workspace: Workspace, minutes: float | None) -> TrainContext:
    options = TrainOptions(name="anna", time_budget_min=minutes)
    paths = project_paths(options, workspace)
    job = SimpleNamespace(paused_s=7.0)
    device = torch.device("cpu")
    return TrainContext(options, workspace, paths, device, job, NEW, began_s=100.0)  # type: ignore[arg-type]


def test_without_a_time_budget_there_is_no_deadline(workspace: Workspace) -> None:
    context = _context(workspace, None)
    assert context.budget_s(0.5) is None
    assert context.with_deadline().deadline_s is None


@pytest.mark.parametrize(("minutes", "reserve_s"), [(0.5, 1.5), (10.0, 3.0)])
def test_the_deadline_leaves_out_pauses_and_a_reserve(
    workspace: Workspace, minutes: float, reserve_s: float
) -> None:
    context = _context(workspace, minutes)
    assert context.budget_s(0.1) == pytest.approx(6 * minutes)
    wanted_s = 100.0 + 60 * minutes + 7.0 - reserve_s
    assert context.with_deadline().deadline_s == pytest.approx(wanted_s)


def test_a_resumed_training_has_the_rest_of_its_budget(workspace: Workspace) -> None:
    state = ResumeState(Schedule(100, 1e-3), make_run_config(), seconds=40.0)
    resumed = Resumed(state, {}, workspace.root / "resume.pt")
    context = replace(_context(workspace, 10.0), continuation=Continuation(resumed))
    assert context.with_deadline().deadline_s == pytest.approx(100.0 + 600 + 7 - 3 - 40)


def test_the_context_cannot_be_changed(workspace: Workspace) -> None:
    context = _context(workspace, 10.0)
    with pytest.raises(FrozenInstanceError):
        context.deadline_s = 0.0  # type: ignore[misc]
    context.with_deadline()
    assert context.deadline_s is None


@pytest.mark.parametrize("name", SETUP)
def test_the_setup_stays_readable(name: str) -> None:
    text = (SOURCES / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            names = [argument.arg for argument in given if argument.arg != "self"]
            assert len(names) <= MAX_PARAMETERS, node.name


def test_trainers_are_built_in_one_place() -> None:
    builders = [
        path.name
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("GeneratorTrainer")
    ]
    assert builders == ["trainer_factory.py"]
