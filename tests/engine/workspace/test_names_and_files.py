"""Names that become folders, files that are whole or not there, pickles that cannot run code."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctalk_engine.errors import DatasetError, StorageError
from synctalk_engine.job import Job
from synctalk_engine.workspace.atomic import atomic_file, write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import read_landmarks, write_landmarks
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name, name_from_file, unique_name
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.state import FILE_NAME, read_state, update_state

POINTS = np.random.default_rng(1).uniform(0, 500, (110, 2)).astype(np.float32)


@pytest.mark.parametrize("name", ["May", "张三 2", "Dr. Chen", "Ana Müller", "take-3_b"])
def test_ordinary_names_pass(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", " ", "../x", "a/b", "a\\b", "CON", "nul.mp4", ".hidden", "a.", "-x", "x" * 101]
)
def test_names_that_cannot_be_folders_are_refused(name: str) -> None:
    with pytest.raises(StorageError) as caught:
        check_name(name)
    assert caught.value.code == "name_invalid"


@given(st.text(max_size=200))
def test_any_file_name_gives_a_usable_project_name(stem: str) -> None:
    name = name_from_file(stem)
    assert check_name(name) == name


@pytest.mark.parametrize("letter", ["a", "é", "视"])
def test_a_file_name_of_a_million_letters_gives_a_project_name_at_once(letter: str) -> None:
    """A letter was taken away at a time."""
    name = name_from_file(letter * 2_000_000)
    assert check_name(name) == name and set(name) == {letter}
    assert len(name.encode("utf-8")) > 97


def test_a_taken_name_gets_a_number_whatever_its_case() -> None:
    assert unique_name("May", {"may", "MAY 2"}) == "May 3"


def test_a_file_whose_writing_fails_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    with pytest.raises(RuntimeError), atomic_file(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_writing_fails_keeps_its_old_content(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_json(path, {"a": 1})
    with pytest.raises(TypeError):
        write_json(path, {"a": object()})
    assert path.read_text(encoding="utf-8").strip().startswith("{")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_a_full_disk_is_a_sentence() -> None:
    from synctalk_engine.workspace.atomic import storage_errors

    with pytest.raises(StorageError) as caught, storage_errors(Path("/dev/full")):
        with open("/dev/full", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(b"x")
    assert caught.value.code == "disk_full"


def test_landmarks_come_back_bit_for_bit(tmp_path: Path) -> None:
    path = tmp_path / "000000.pkl"
    write_landmarks(path, POINTS)
    assert np.array_equal(read_landmarks(path), POINTS)
    with path.open("rb") as file:
        assert np.array_equal(pickle.load(file), POINTS)


def test_landmarks_of_the_research_code_are_read(tmp_path: Path) -> None:
    path = tmp_path / "0.lms"
    path.write_text("\n".join(f"{x} {y}" for x, y in POINTS.tolist()), encoding="utf-8")
    assert np.allclose(read_landmarks(path), POINTS)


class _Hostile:
    def __reduce__(self) -> tuple:
        return (os.system, ("echo hostile > hostile.txt",))


def test_a_hostile_pickle_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "000000.pkl"
    path.write_bytes(pickle.dumps(_Hostile()))
    with pytest.raises(DatasetError):
        read_landmarks(path)
    assert not (tmp_path / "hostile.txt").exists()


def test_the_frames_table_comes_back(tmp_path: Path) -> None:
    generator = np.random.default_rng(2)
    columns = {name: generator.normal(size=5).astype(np.float32) for name in FramesTable.columns()}
    columns["found"] = np.array([True, False, True, True, False])
    columns["cut"] = np.array([False, False, True, False, True])
    columns["other_person"] = np.array([False, True, False, False, False])
    columns["faces"] = np.arange(5, dtype=np.int32)
    table = FramesTable(**columns)
    table.write(tmp_path / "frames.csv")
    read = FramesTable.read(tmp_path / "frames.csv")
    assert read is not None
    for name in FramesTable.columns():
        assert np.allclose(getattr(read, name), columns[name], atol=1e-4)
    (tmp_path / "frames.csv").write_text("frame,found\n0,1\n", encoding="utf-8")
    assert FramesTable.read(tmp_path / "frames.csv") is None


def _make_clip(path: Path, count: int = 12) -> Clip:
    clip = Clip(path)
    clip.frames_dir.mkdir(parents=True)
    for index in range(count):
        (clip.frames_dir / f"{index}.jpg").write_bytes(b"")
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", POINTS + index)
    np.save(clip.path / "aud_hu.npy", np.zeros((count, 2, 1024), np.float32))
    return clip


def test_a_clip_of_the_research_code_is_read_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    clip = _make_clip(tmp_path / "May")
    assert [path.stem for path in clip.frame_paths()] == [str(index) for index in range(12)]
    assert clip.check_complete() == 12
    assert np.allclose(clip.landmarks()[11], POINTS + 11)
    assert clip.feature_kinds() == ["hubert"]
    assert clip.features("hubert").shape == (12, 2, 1024)


def test_missing_features_name_the_file_and_the_kind(tmp_path: Path) -> None:
    clip = _make_clip(tmp_path / "May")
    with pytest.raises(DatasetError, match=r"aud_ave\.npy"):
        clip.features("ave")


def test_missing_landmarks_are_told(tmp_path: Path) -> None:
    clip = _make_clip(tmp_path / "May")
    clip.landmark_paths()[3].unlink()
    with pytest.raises(DatasetError, match="12 pictures, but 11 landmark files"):
        clip.check_complete()


@pytest.mark.parametrize("damage", ["delete", "break"])
def test_the_state_is_rebuilt_from_the_disk(tmp_path: Path, damage: str) -> None:
    workspace = Workspace(tmp_path)
    clip = _make_clip(workspace.clip_dir("May"))
    model_dir, syncnet_dir = workspace.model_dir("May"), workspace.syncnet_dir("May")
    for folder, epochs in ((model_dir, (24, 49)), (syncnet_dir, (96,))):
        folder.mkdir(parents=True)
        for epoch in epochs:
            (folder / f"{epoch}.pth").write_bytes(b"")
    update_state(clip.path, "main_training", epochs=75)
    if damage == "delete":
        (clip.path / FILE_NAME).unlink()
    else:
        (clip.path / FILE_NAME).write_text("{half", encoding="utf-8")
    state = read_state(clip.path, model_dir, syncnet_dir)
    assert state["preprocessing"] == {
        "completed": True,
        "frame_count": 12,
        "landmark_count": 12,
        "feature_kind": "hubert",
    }
    assert state["syncnet_training"]["checkpoint"].endswith("syncnet_May/96.pth")
    assert state["main_training"]["epochs"] == 50
    assert len(state["main_training"]["checkpoints"]) == 2


def test_the_rebuilt_state_knows_the_best_checkpoint(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    clip = _make_clip(workspace.clip_dir("May"))
    for epoch in (0, 1, 7):
        path = workspace.model_dir("May") / f"{epoch}.pth"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    with Job(RunFolder.create(workspace, "train", "May", {"name": "May"})) as job:
        for epoch, best in ((0, True), (1, True), (7, False), (9, True)):  # 9 was deleted since
            path = workspace.model_dir("May") / f"{epoch}.pth"
            job.checkpoint(path, epoch * 10, epoch, best, {"mouth_psnr": 20.0 + epoch})
        job.checkpoint(workspace.syncnet_dir("May") / "1.pth", 5, 1, True, {"auc": 0.9})
    for damage in (None, "{broken", '{"main_training": 3}'):
        if damage is not None:
            (clip.path / FILE_NAME).write_text(damage, encoding="utf-8")
        state = read_state(clip.path)["main_training"]
        assert state["best_checkpoint"] == "checkpoint/May/1.pth"
        assert state["figures"] == {"mouth_psnr": 21.0}
        assert (state["epochs"], len(state["checkpoints"])) == (8, 3)


def test_a_change_of_a_broken_state_keeps_what_lies_on_disk(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    clip = _make_clip(workspace.clip_dir("May"))
    workspace.model_dir("May").mkdir(parents=True)
    (workspace.model_dir("May") / "4.pth").write_bytes(b"")
    workspace.syncnet_dir("May").mkdir(parents=True)
    (workspace.syncnet_dir("May") / "checkpoint_latest.pth").write_bytes(b"")
    (clip.path / FILE_NAME).write_text("[]", encoding="utf-8")
    update_state(clip.path, "preprocessing", finished_at=1.0)
    state = read_state(clip.path)
    assert state["preprocessing"]["finished_at"] == 1.0 and state["preprocessing"]["completed"]
    assert state["main_training"]["checkpoints"] == ["checkpoint/May/4.pth"]
    assert state["syncnet_training"]["completed"] is True
