from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.job import Job
from synctalk_engine.jobs import create_run, function_of
from synctalk_engine.models.presets import get_preset
from synctalk_engine.protocol.events import Event
from synctalk_engine.training import options as training_options
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.tiny_networks import use_tiny_networks


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def no_doubles_on_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apple's and many of Intel's GPUs have no doubles; a CPU would not mind them."""
    real_to = torch.Tensor.to

    def to(self: torch.Tensor, *arguments: Any, **options: Any) -> torch.Tensor:
        values = (*arguments, *options.values())
        if any(isinstance(value, (torch.device, str)) for value in values):
            dtypes = [value for value in values if isinstance(value, torch.dtype)]
            assert torch.float64 not in (dtypes or [self.dtype]), "doubles for a device"
        return real_to(self, *arguments, **options)

    monkeypatch.setattr(torch.Tensor, "to", to)


@pytest.fixture(scope="session")
def preprocessed(tmp_path_factory: pytest.TempPathFactory) -> ClipDataset:
    folder = tmp_path_factory.mktemp("synthetic clip") / "synthetic"
    return open_clip_dataset(make_preprocessed_clip(folder, 150).path, get_preset("lite-160"))


@pytest.fixture
def project(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with the preprocessed project ``drawn``; tiny networks, a short pretraining."""
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    use_tiny_networks(monkeypatch)
    monkeypatch.setattr(training_options, "default_preset", lambda: "lite-160")
    return workspace


Work = Callable[..., dict[str, Any]]


@pytest.fixture
def work() -> Work:
    """``work(workspace, kind, on_event=None, **options)``: run a job here; returns its result."""

    def do(workspace: Workspace, kind: str, on_event=None, **options: Any) -> dict[str, Any]:
        run = create_run(workspace, kind, {"name": "drawn", "device": "cpu"} | options)
        do.run = run
        spec = run.read_spec()
        assert spec is not None
        hooks: dict[str, Any] = {}

        def forward(event: Event) -> None:
            if on_event is not None and "job" in hooks:
                on_event(hooks["job"], event.type, event.body())

        with Job(run, on_event=forward if on_event else None) as job:
            hooks["job"] = job
            return function_of(kind)(spec.parsed_options(), workspace, job)

    return do
