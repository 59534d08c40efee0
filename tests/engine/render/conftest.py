"""A tiny preprocessed clip whose frames show their number, and an untrained generator."""

from pathlib import Path

import numpy as np
import pytest
import torch

from synctalk_engine.errors import SynctalkError
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh
from synctalk_engine.job import Job
from synctalk_engine.jobs import create_run
from synctalk_engine.media.image_files import write_image
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.events import Event, ProgressEvent
from synctalk_engine.render.render import render
from synctalk_engine.training.checkpoints import save_weights
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.media_files import numbered_frame

NAME = "Zoë test"
WIDTH_PX, HEIGHT_PX = 131, 151
"""Odd on purpose. The face lies in the upper half, the number in the lower."""
FACE_PX = 60
FRAME_COUNT = 18


def face_points(index: int) -> np.ndarray:
    """(110, 2) float32: a face square of 60 px that sways a little."""
    random = np.random.default_rng(7)
    points = random.uniform(0.3, 0.7, (110, 2))
    points[1], points[31], points[52] = (0.0, 0.3), (1.0, 0.3), (0.5, 0.0)
    points[66:78], points[78:90] = (0.3, 0.15), (0.7, 0.15)
    angles = np.linspace(0, 2 * np.pi, 20)
    opening = 0.05 + 0.04 * np.sin(index)
    points[90:110, 0] = 0.5 + 0.12 * np.cos(angles)
    points[90:110, 1] = 0.7 + opening * np.sin(angles)
    corner = np.array([66 + 2 * np.sin(index / 5), 8.0])
    return (points * FACE_PX + corner).astype(np.float32)


def write_clip(clip: Clip, found: np.ndarray) -> None:
    for index in range(len(found)):
        image = numbered_frame(index, WIDTH_PX, HEIGHT_PX)
        image[: HEIGHT_PX // 2, WIDTH_PX // 2 :] = (90, 120, 160)
        write_image(clip.frames_dir / f"{index:06d}.png", image)
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", face_points(index))
    numbers = {name: np.zeros(len(found), np.float32) for name in FramesTable.columns()}
    numbers |= {"found": found, "faces": np.ones(len(found), np.int32)}
    FramesTable(**numbers).write(clip.table_path)


def write_generator(
    path: Path,
    asr: str = "mel",
    with_info: bool = True,
    preset: str = "lite-160",
    canonical: np.ndarray | None = None,
) -> None:
    """``canonical``: landmarks (110, 2) of the mean face that a studio generator has learnt."""
    torch.manual_seed(0)
    network = create_generator(get_preset(preset), asr)
    if canonical is not None:
        network.canonical.copy_(torch.from_numpy(drawn_mesh(canonical)))
    info = {"network": "generator", "preset": preset, "asr": asr, "kind": asr, "epoch": 3}
    if with_info:
        save_weights(path, network.state_dict(), info)
    else:
        torch.save(dict(network.state_dict()), path)


class Project:
    """A workspace with one preprocessed and trained project."""

    def __init__(self, root: Path, found: np.ndarray) -> None:
        self.workspace = Workspace(root)
        self.clip = Clip(self.workspace.clip_dir(NAME))
        self.checkpoint_path = self.workspace.model_dir(NAME) / "3.pth"
        write_clip(self.clip, found)
        write_generator(self.checkpoint_path)
        self.events: list[tuple[str, dict]] = []
        self.run_path: Path | None = None

    def render(self, speech_path: Path, stop_after_frames: int | None = None, **options) -> dict:
        """Render in this process, as `jobs.execute` would; errors come through."""
        given = {"name": NAME, "audio_path": str(speech_path), "device": "cpu"} | options
        run = create_run(self.workspace, "render", given)
        self.run_path, self.events = run.path, []

        def on_event(event: Event) -> None:
            self.events.append((event.type, event.body()))
            done = event.done if isinstance(event, ProgressEvent) and job.stage == "render" else 0
            if stop_after_frames is not None and done >= stop_after_frames:
                job.request_stop()

        job = Job(run, on_event)
        with job:
            return render(run.read_spec().parsed_options(), self.workspace, job)

    def codes(self, kind: str) -> list[str]:
        return [fields["code"] for event, fields in self.events if event == kind]

    def error_of(self, *args, **options) -> SynctalkError:
        with pytest.raises(SynctalkError) as caught:
            self.render(*args, **options)
        return caught.value


@pytest.fixture(autouse=True)
def same_thread_count():
    """Rendering takes fewer of torch's threads; other tests get theirs back."""
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "a workspace ñ", np.ones(FRAME_COUNT, bool))
