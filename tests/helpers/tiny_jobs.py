"""The real training and evaluation with tiny networks, as functions of jobs.

For processes that a test does not start itself: see ``quick_jobs/sitecustomize.py``.
"""

from __future__ import annotations

from typing import Any

from synctalk_engine.job import Job
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.tiny_training import tiny_networks


def train(options: Any, workspace: Workspace, job: Job) -> dict[str, Any]:
    from synctalk_engine.training.train import train as real

    with tiny_networks():
        return real(options, workspace, job)


def evaluate(options: Any, workspace: Workspace, job: Job) -> dict[str, Any]:
    from synctalk_engine.training.evaluation.evaluate import evaluate as real

    with tiny_networks():
        return real(options, workspace, job)
