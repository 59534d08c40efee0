"""Audio features are made on the GPU; what it cannot do the processor does, and that is said."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.preprocess import audio_thread
from synctalk_engine.preprocess.audio_thread import AudioTask, make_audio
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.workspace.clip import Clip


@pytest.mark.parametrize(
    ("asked", "selected", "taken"),
    [
        ("auto", "cuda:0", "cuda:0"),
        ("auto", "mps", "cpu"),
        ("mps", "mps", "mps"),
        ("cpu", "cpu", "cpu"),
    ],
)
def test_a_gpu_of_nvidia_is_taken_by_itself(monkeypatch, asked, selected, taken) -> None:
    monkeypatch.setattr("synctalk_engine.preprocess.plan.devices.select", lambda _asked: selected)
    plan = SimpleNamespace(options=SimpleNamespace(device=asked))
    assert PreprocessPlan.torch_device.fget(plan) == taken


def _task(folder, device: str) -> AudioTask:
    return AudioTask(Clip(folder), folder / "video.mp4", 0.0, 3, 25.0, 0.0, False, ("mel",), device)


def test_what_the_gpu_cannot_do_the_processor_does(monkeypatch, tmp_path) -> None:
    def extract(_kind, _source, frame_count, _fps, _assets, *, device, **_options):
        if device != "cpu":
            raise RuntimeError("CUDA out of memory.\nmore")
        yield np.ones((frame_count, 4), np.float32)

    monkeypatch.setattr(audio_thread, "extract_blocks", extract)
    result = make_audio(_task(tmp_path, "cuda:0"))
    assert result.on_cpu == {"mel": "CUDA out of memory"}
    assert np.load(tmp_path / "aud_mel.npy").shape == (3, 4) and result.rows == {"mel": 3}
    assert make_audio(_task(tmp_path, "cpu")).on_cpu == {}
