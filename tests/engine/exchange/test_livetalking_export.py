"""The avatar is read here by the rules of LiveTalking's ``ultralight`` loader."""

from __future__ import annotations

import pickle
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.errors import CheckpointError, StorageError
from synctalk_engine.exchange.export_livetalking import export_livetalking
from synctalk_engine.models import registry
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.landmark_files import read_landmarks, write_landmarks
from synctalk_engine.workspace.layout import Workspace
from tests.engine.exchange.test_research_export import FRAMES, trained
from tests.helpers.command_line import synctalk

SIDE_PX, NETWORK_PX, BORDER_PX = 168, 160, 4


def loaded_avatar(folder: Path):
    """As its loader reads: numbers for names, sorted; a pickled list of boxes; strict weights."""
    network = registry.create("unet160_hubert")
    state = torch.load(folder / "ultralight.pth")
    downs = [f"down{number}.maxpool_conv.0." for number in range(1, 5)]
    theirs = ["inc.inconv.0.", *downs]
    for place in theirs:  # sequences of one block in its network, plain blocks in ours
        assert any(name.startswith(place) for name in state)
    own = {name.replace("conv.0.", "conv.", 1) if name.startswith(tuple(theirs)) else name: value
           for name, value in state.items()}  # fmt: skip
    network.load_state_dict(own, strict=True)
    boxes = pickle.loads((folder / "coords.pkl").read_bytes())
    images = []
    for part in ("full_imgs", "face_imgs"):
        paths = (folder / part).glob("*.[jpJP][pnPN]*[gG]")
        images.append([cv2.imread(str(path)) for path in sorted(paths, key=lambda p: int(p.stem))])
    return network.eval(), *images, boxes


def made_frame(avatar, index: int) -> np.ndarray:
    """Inference and paste as there: the face's 160 px are generated, resized into the box."""
    network, frames, faces, boxes = avatar
    real = faces[index][BORDER_PX:-BORDER_PX, BORDER_PX:-BORDER_PX].copy()
    masked = cv2.rectangle(real.copy(), (5, 5, 150, 145), (0, 0, 0), -1)
    both = np.concatenate([real, masked], axis=2).transpose(2, 0, 1)[None].astype(np.float32) / 255
    with torch.no_grad():
        patch = network(torch.from_numpy(both), torch.zeros(1, 16, 32, 32))[0]
    face = faces[index].copy()
    face[BORDER_PX:-BORDER_PX, BORDER_PX:-BORDER_PX] = (patch.permute(1, 2, 0) * 255).byte().numpy()
    frame, (x0, y0, x1, y1) = frames[index].copy(), boxes[index]
    frame[y0:y1, x0:x1] = cv2.resize(face, (x1 - x0, y1 - y0))
    return frame


def test_livetalking_reads_the_avatar(workspace: Workspace, tmp_path: Path) -> None:
    clip = trained(workspace, "160", "hubert")
    path = clip.landmark_paths()[3]
    write_landmarks(path, read_landmarks(path) + np.array([200, 0]))  # a face that leaves the frame
    result = export_livetalking(workspace, "May", tmp_path / "Live Talking")
    folder = tmp_path / "Live Talking" / "data" / "avatars" / "May"
    assert result["path"] == str(folder) and "--avatar_id May" in result["command"]
    avatar = loaded_avatar(folder)
    _, frames, faces, boxes = avatar
    assert len(frames) == len(faces) == len(boxes) == FRAMES
    assert {face.shape for face in faces} == {(SIDE_PX, SIDE_PX, 3)}
    source = [cv2.imread(str(path)) for path in clip.frame_paths()]
    assert all(np.array_equal(one, other) for one, other in zip(frames, source, strict=True))
    for index in (0, 3, FRAMES - 1):
        assert made_frame(avatar, index).shape == source[index].shape
    x0, y0, x1, y1 = boxes[0]
    crop = cv2.resize(source[0][y0:y1, x0:x1], (SIDE_PX, SIDE_PX)).astype(float)
    assert np.abs(crop - faces[0]).mean() < 3


def test_an_earlier_export_is_replaced_only_with_force(
    workspace: Workspace, tmp_path: Path
) -> None:
    trained(workspace, "160", "hubert")
    options = {"_name": "May", "_dest": tmp_path / "out", "layout": "livetalking"}
    assert synctalk(workspace.root, "export", **options).exit_code == 0
    again = synctalk(workspace.root, "export", **options)
    assert again.exit_code == 3 and "--force" in again.stderr
    assert synctalk(workspace.root, "export", **options, force=True).exit_code == 0
    (tmp_path / "out/data/avatars/May/synctalk_export.json").unlink()
    with pytest.raises(StorageError, match="not from an earlier export"):
        export_livetalking(workspace, "May", tmp_path / "out", may_replace=True)


@pytest.mark.parametrize(
    ("preset", "kind", "fps", "reason"),
    [
        ("328", "hubert", 25, "preset 328"),
        ("160", "wenet", 20, "computes hubert"),
        ("160", "hubert", 30, "clip has 30"),
    ],
)
def test_what_livetalking_cannot_run_is_refused(
    workspace: Workspace, tmp_path: Path, preset: str, kind: str, fps: float, reason: str
) -> None:
    clip = trained(workspace, preset, kind, fps)
    write_json(clip.record_path, {"fps": fps, "options": {"asr_model": kind}})
    with pytest.raises(CheckpointError) as caught:
        export_livetalking(workspace, "May", tmp_path / "out")
    assert caught.value.code == "export_not_livetalking"
    assert reason in caught.value.params["reason"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("layout", ["livetalking", "onnx"])
@pytest.mark.parametrize("case", ["no project", "bad name", "a file", "a zip", "no checkpoint"])
def test_bad_input_is_told_in_one_sentence(
    workspace: Workspace, tmp_path: Path, layout: str, case: str
) -> None:
    if layout == "onnx":
        pytest.importorskip("onnx")
    trained(workspace, "160", "hubert")
    options = {"_name": "May", "_dest": tmp_path / "out", "layout": layout}
    (tmp_path / "file").write_text("x")
    options |= {
        "no project": {"_name": "nobody"},
        "bad name": {"_name": "../up"},
        "a file": {"_dest": tmp_path / "file"},
        "a zip": {"_dest": tmp_path / "out.zip"},
        "no checkpoint": {"checkpoint": "nothing.pth"},
    }[case]
    outcome = synctalk(workspace.root, "export", **options)
    assert outcome.exit_code == 3 and "Traceback" not in outcome.stderr
    assert not (tmp_path / "out").exists() and outcome.sentence
