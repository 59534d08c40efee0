"""A tiny project whose generator takes mel features, and a clock that tests move."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch

from synctalk_engine.protocol.options.live import LiveOptions
from synctalk_engine.workspace.layout import Workspace
from tests.engine.render.conftest import FRAME_COUNT, NAME, Project
from tests.helpers.fake_clock import FakeTime


class RecordingTarget:
    """Keeps what it is given."""

    name, error = "recording", None

    def __init__(self) -> None:
        self.indices: list[int] = []
        self.images: list[np.ndarray | None] = []
        self.audio: list[np.ndarray] = []

    def write(self, index, image, audio) -> None:
        self.indices.append(index)
        self.images.append(image)
        self.audio.append(audio)

    def close(self) -> None:
        pass

    @property
    def made(self) -> list[int]:
        """Indices of the frames that were not left out."""
        return [i for i, image in zip(self.indices, self.images, strict=True) if image is not None]


@pytest.fixture(autouse=True)
def leaves_no_thread_and_as_many_of_torchs():
    """Every thread of a stream ends with it."""
    threads, before = torch.get_num_threads(), set(threading.enumerate())
    yield
    torch.set_num_threads(threads)
    left = [one for one in threading.enumerate() if one not in before and one.name[:4] == "live"]
    assert not left


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "a workspace ñ", np.ones(FRAME_COUNT, bool))


def live_options(**given) -> LiveOptions:
    return LiveOptions(**({"name": NAME, "audio_path": "-", "device": "cpu"} | given))


__all__ = ["NAME", "Project", "RecordingTarget", "Workspace", "live_options"]
