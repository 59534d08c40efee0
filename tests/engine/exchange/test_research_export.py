"""What ``export --layout research`` writes is read here by the rules of the research programs."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.errors import CheckpointError, StorageError
from synctalk_engine.exchange.export_research import export_research
from synctalk_engine.models import registry
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import KIND_GENERATOR, KIND_SYNCNET, save_weights
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import read_landmarks, write_landmarks
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import update_state
from tests.helpers.command_line import synctalk
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.research_weights import manifests, research_state
from tests.helpers.untrained_models import save_generator

FRAMES = 12
SHAPES = {"ave": (512,), "hubert": (2, 1024), "wenet": (16, 512)}


def trained(workspace: Workspace, preset: str, kind: str, fps: float = 25) -> Clip:
    """The project ``May``: a clip in our layout, and two checkpoints, the first the best."""
    clip = make_preprocessed_clip(workspace.clip_dir("May"), FRAMES)
    if kind in SHAPES:
        rows = np.random.default_rng(0).normal(0, 1, (FRAMES, *SHAPES[kind]))
        np.save(clip.path / f"aud_{kind}.npy", rows.astype(np.float32))
    write_json(clip.record_path, {"fps": fps, "options": {"asr_model": kind}})
    info = {"network": KIND_GENERATOR, "preset": preset, "asr": kind, "kind": kind}
    state = research_state(get_preset(preset).network_name(kind))
    for epoch in (24, 49):
        save_weights(workspace.model_dir("May") / f"{epoch}.pth", state, {**info, "epoch": epoch})
    best = workspace.relative(workspace.model_dir("May") / "24.pth")
    update_state(clip.path, "main_training", best_checkpoint=best)
    return clip


def newest_checkpoint(folder: Path) -> Path:
    """As the research inference finds it: every name in the folder is a number."""
    return max(folder.iterdir(), key=lambda path: int(path.name.split(".")[0]))


def crop_of(image: np.ndarray, lines: list[str]) -> tuple[np.ndarray, tuple[slice, slice]]:
    """The face square, by a landmark file's lines of two numbers with one space between."""
    points = np.array([line.split(" ") for line in lines], np.float32).astype(np.int32)
    assert points.shape == (110, 2)
    left, right, top = points[1, 0], points[31, 0], points[52, 1]
    square = slice(top, top + right - left), slice(left, right)
    return image[square], square


def inferred(root: Path, name: str, network: torch.nn.Module, side_px: int, kind: str) -> int:
    """Generate a few frames as the research inference does; return the frames of the clip."""
    network.load_state_dict(torch.load(newest_checkpoint(root / "checkpoint" / name)), strict=True)
    network.eval()
    frames, landmarks = (root / "dataset" / name / part for part in ("full_body_img", "landmarks"))
    count = len(list(frames.iterdir()))
    assert len(list(landmarks.iterdir())) == count
    features = torch.from_numpy(np.load(root / "dataset" / name / f"aud_{_SHORT[kind]}.npy"))
    size = cv2.imread(str(frames / "0.jpg")).shape
    for index in range(count):  # to the last file and back
        image = cv2.imread(str(frames / f"{index}.jpg"))
        assert image.shape == size
        lines = (landmarks / f"{index}.lms").read_text().splitlines()
        crop, square = crop_of(image, lines)
        assert crop.size > 0
        if index not in (0, count - 1):
            continue
        face = cv2.resize(crop, (side_px, side_px), interpolation=cv2.INTER_CUBIC)
        inner = face[4 : side_px - 4, 4 : side_px - 4]
        masked = cv2.rectangle(inner.copy(), (5, 5, side_px - 18, side_px - 23), (0, 0, 0), -1)
        both = np.concatenate([inner, masked], axis=2).transpose(2, 0, 1).astype(np.float32) / 255
        window = get_preset("328" if side_px == 328 else "160").window_frames
        audio = features[:1].repeat(window, *[1] * (features.ndim - 1))
        shape = get_preset("328" if side_px == 328 else "160").window_shape(kind)
        with torch.no_grad():
            generated = network(torch.from_numpy(both)[None], audio.reshape(1, *shape))[0]
        face[4 : side_px - 4, 4 : side_px - 4] = (generated.permute(1, 2, 0).numpy() * 255).astype(
            "u1"
        )
        image[square] = cv2.resize(face, crop.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return count


_SHORT = {"ave": "ave", "hubert": "hu", "wenet": "wenet"}


@pytest.mark.parametrize(
    ("preset", "kind", "program", "fps"),
    [
        ("328", "ave", "SyncTalk_2D", 25),
        ("328", "wenet", "SyncTalk_2D", 20),
        ("160", "hubert", "Ultralight-Digital-Human", 25),
    ],
)
def test_the_research_inference_reads_it(
    workspace: Workspace, tmp_path: Path, preset: str, kind: str, program: str, fps: float
) -> None:
    clip = trained(workspace, preset, kind, fps)
    target = tmp_path / "a checkout"
    result = export_research(workspace, "May", target)
    network_name = get_preset(preset).network_name(kind)
    state = torch.load(newest_checkpoint(target / "checkpoint" / "May"), weights_only=True)
    shapes = {key: list(value.shape) for key, value in state.items()}
    assert list(shapes.items()) == list(manifests()[network_name].items())
    side_px = get_preset(preset).crop_px
    assert inferred(target, "May", registry.create(network_name), side_px, kind) == FRAMES
    assert {path.name for path in (target / "checkpoint" / "May").iterdir()} == {"24.pth"}
    assert (result["program"], result["frames"], result["asr"]) == (program, FRAMES, kind)
    assert "inference" in result["command"] and kind in result["command"]
    features = np.load(target / "dataset" / "May" / f"aud_{_SHORT[kind]}.npy")
    assert features.dtype == np.float32 and np.array_equal(features, clip.features(kind))
    assert (target / "dataset" / "May" / "aud.wav").read_bytes() == clip.audio_path.read_bytes()
    assert not list(target.glob("dataset/.*"))


def test_frames_and_landmarks_are_those_of_the_clip(workspace: Workspace, tmp_path: Path) -> None:
    clip = trained(workspace, "328", "ave")
    export_research(workspace, "May", tmp_path / "out")
    folder = tmp_path / "out" / "dataset" / "May"
    for index, (path, points) in enumerate(zip(clip.frame_paths(), clip.landmarks(), strict=True)):
        image = cv2.imread(str(folder / "full_body_img" / f"{index}.jpg")).astype(float)
        assert np.abs(image - cv2.imread(str(path))).mean() < 4
        assert np.allclose(read_landmarks(folder / "landmarks" / f"{index}.lms"), points, atol=6e-4)


def test_it_comes_back_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    trained(workspace, "328", "ave")
    export_research(workspace, "May", tmp_path / "out")
    done = synctalk(workspace.root, "import", name="Back", _source=tmp_path / "out/dataset/May")
    assert done.exit_code == 0, done.stderr
    assert Clip(workspace.clip_dir("Back")).feature_kind() == "ave"


def test_a_face_at_the_edge_can_be_cropped_there(workspace: Workspace, tmp_path: Path) -> None:
    clip = trained(workspace, "328", "ave")
    for path in clip.landmark_paths()[:3]:
        points = read_landmarks(path) - (25, 55)
        write_landmarks(path, points)
        assert points[1, 0] < 0 and points[52, 1] < 0
    result = export_research(workspace, "May", tmp_path / "out")
    assert {"code": "research_crop_outside", "params": {"frames": 3}} in result["warnings"]
    assert inferred(tmp_path / "out", "May", registry.create("unet328_ave"), 328, "ave") == FRAMES


@pytest.mark.parametrize(
    ("preset", "kind", "fps", "reason"),
    [
        ("328", "moonshine", 25, "no audio features of the kind moonshine"),
        ("328", "ave", 30, "25 frames/s"),
        ("160", "ave", 25, "no audio features of the kind ave"),
    ],
)
def test_what_the_research_programs_cannot_run_is_a_sentence(
    workspace: Workspace, tmp_path: Path, preset: str, kind: str, fps: float, reason: str
) -> None:
    trained(workspace, preset, kind, fps)
    with pytest.raises(CheckpointError, match=reason) as caught:
        export_research(workspace, "May", tmp_path / "out")
    assert caught.value.code == "export_not_research" and not (tmp_path / "out").exists()


def test_a_lite_preset_is_refused_and_the_help_says_so(workspace: Workspace) -> None:
    make_preprocessed_clip(workspace.clip_dir("May"), FRAMES)
    save_generator(workspace.model_dir("May") / "0.pth")
    done = synctalk(workspace.root, "export", _name="May", _dest="out", layout="research")
    assert done.exit_code == 3
    assert "preset lite-160, exists only in SyncTalk Studio" in done.stderr
    text = " ".join(synctalk(workspace.root, "export", help=True).stdout.split())
    assert "SyncNet cannot be exported in their form" in text and "lite presets cannot run" in text


def test_only_an_earlier_export_is_replaced(workspace: Workspace, tmp_path: Path) -> None:
    trained(workspace, "328", "ave")
    target = tmp_path / "SyncTalk_2D"
    export_research(workspace, "May", target)
    with pytest.raises(StorageError) as again:
        export_research(workspace, "May", target)
    assert again.value.code == "already_there"
    newer = workspace.model_dir("May") / "49.pth"
    export_research(workspace, "May", target, checkpoint=newer, may_replace=True)
    folder = target / "checkpoint" / "May"
    assert [path.name for path in folder.iterdir()] == ["49.pth"], "not the greater of two"
    export_research(workspace, "May", target, may_replace=True)
    assert [path.name for path in folder.iterdir()] == ["24.pth"]
    theirs = folder / "99.pth"
    theirs.write_bytes(b"hours of training")
    with pytest.raises(StorageError) as others:
        export_research(workspace, "May", target, may_replace=True)
    assert others.value.code == "export_over_others"
    assert theirs.read_bytes() == b"hours of training"


def test_a_dataset_of_the_research_program_is_not_replaced(
    workspace: Workspace, tmp_path: Path
) -> None:
    trained(workspace, "328", "ave")
    own = tmp_path / "SyncTalk_2D" / "dataset" / "May" / "May.mp4"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"video")
    with pytest.raises(StorageError) as caught:
        export_research(workspace, "May", tmp_path / "SyncTalk_2D", may_replace=True)
    assert caught.value.code == "export_over_others" and own.read_bytes() == b"video"
    with pytest.raises(StorageError):
        export_research(workspace, "May", workspace.root, may_replace=True)


def test_notes_say_what_does_not_come_along(workspace: Workspace, tmp_path: Path) -> None:
    trained(workspace, "328", "hubert")
    syncnet = workspace.syncnet_dir("May") / "checkpoint_latest.pth"
    save_weights(syncnet, MouthSyncNet().state_dict(), {"network": KIND_SYNCNET})
    done = synctalk(workspace.root, "export", _name="May", _dest=tmp_path / "o", layout="research")
    assert done.exit_code == 0, done.stderr
    assert "The SyncNet is not exported" in done.stdout
    assert "encodes new speech with AVE only" in done.stdout
    assert not list((tmp_path / "o").rglob("*syncnet*"))
