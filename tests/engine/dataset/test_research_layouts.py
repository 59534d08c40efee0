"""Folders of the research code and its forks are read as they lie, or refused in a sentence."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.errors import DatasetError, OptionError
from synctalk_engine.models.presets import get_preset
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import read_landmarks, write_landmarks
from synctalk_engine.workspace.state import FILE_NAME, read_state
from tests.helpers.preprocessed_clip import make_preprocessed_clip, make_research_clip
from tests.helpers.videos import make_video

FRAMES = 110


class Warnings(list):
    """Codes and parameters that were told."""

    def __call__(self, code: str, **params: Any) -> None:
        self.append((code, params))

    @property
    def codes(self) -> list[str]:
        return [code for code, _ in self]


def opened(clip: Clip, asr: Any = None, preset: str = "160") -> tuple[ClipDataset, Warnings]:
    warnings = Warnings()
    return open_clip_dataset(clip.path, get_preset(preset), asr, on_warning=warnings), warnings


def problem_of(clip: Clip, asr: Any = None, code: str = "dataset_incomplete") -> str:
    with pytest.raises(DatasetError) as caught:
        opened(clip, asr)
    assert caught.value.code == code
    return caught.value.message


@pytest.mark.parametrize(
    ("layout", "preset", "fps", "kind", "warned"),
    [
        ("ave", "328", 25, "ave", []),
        ("hubert", "160", 25, "hubert", []),
        ("hubert layer 12", "160", 25, "hubert", ["hubert_layer"]),
        ("wenet", "160", 20, "wenet", []),
    ],
)
def test_a_folder_of_each_fork_is_opened(
    tmp_path: Path, layout: str, preset: str, fps: int, kind: str, warned: list[str]
) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, layout, fps)
    before = {path for path in clip.path.rglob("*") if path.is_file()}
    dataset, warnings = opened(clip, preset=preset)
    assert (dataset.asr, dataset.kind, dataset.fps) == (kind, kind, fps)
    assert len(dataset) == FRAMES and len(dataset.mel) == FRAMES
    assert dataset.mel.std() > 0.1 and dataset.crops[FRAMES - 1].std() > 1
    assert warnings.codes == warned
    after = {path for path in clip.path.rglob("*") if path.is_file()}
    assert all(clip.cache_dir in path.parents for path in after - before) and before <= after


def test_the_same_clip_looks_the_same_in_either_layout(tmp_path: Path) -> None:
    ours = open_clip_dataset(
        make_preprocessed_clip(tmp_path / "a", FRAMES).path, get_preset("160"), "mel"
    )
    theirs, _ = opened(make_research_clip(tmp_path / "b", FRAMES))
    assert np.abs(ours.points - theirs.points).max() < 1e-3
    assert np.abs(ours.crops.astype(int) - theirs.crops).mean() < 3
    assert np.array_equal(ours.split.train, theirs.split.train)


@pytest.mark.parametrize("ours", ["pictures", "landmarks"])
def test_padded_and_bare_numbers_may_be_mixed(tmp_path: Path, ours: str) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES)
    points = clip.landmarks()
    if ours == "landmarks":
        for index, path in enumerate(clip.landmark_paths()):
            path.unlink()
            write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", points[index])
    else:
        for index, path in enumerate(clip.frame_paths()):
            path.rename(clip.frames_dir / f"{index:06d}.JPG")
    dataset, _ = opened(clip)
    assert np.array_equal(dataset.points, points) and len(dataset) == FRAMES


def test_two_sets_in_one_folder_are_not_counted_twice(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES)
    own = [clip.landmarks_dir / f"{index:06d}.pkl" for index in range(FRAMES)]
    for path, points in zip(own, clip.landmarks() + 5, strict=True):
        write_landmarks(path, points)
    for path in clip.frame_paths():
        image = np.zeros((128, 128, 3), np.uint8)
        cv2.imwrite(str(clip.frames_dir / f"{int(path.stem):06d}.png"), image)
    assert clip.landmark_paths() == own
    assert {path.suffix for path in clip.frame_paths()} == {".png"}
    assert clip.check_complete() == FRAMES


def test_numbers_may_begin_with_one(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES)
    for path in reversed(clip.frame_paths()):
        path.rename(path.with_stem(str(int(path.stem) + 1)))
    assert "landmark" in problem_of(clip) or "picture" in problem_of(clip)
    for path in reversed(clip.landmark_paths()):
        path.rename(path.with_stem(str(int(path.stem) + 1)))
    assert len(opened(clip)[0]) == FRAMES


@pytest.mark.parametrize(("part", "used"), [("frames", 104), ("landmarks", 104), ("rows", 104)])
def test_parts_that_differ_by_less_than_a_second_are_cut(
    tmp_path: Path, part: str, used: int
) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, "hubert")
    shorten(clip, part, 6)
    dataset, warnings = opened(clip)
    assert len(dataset) == len(dataset.crops) == len(dataset.mel) == used
    ((code, params),) = warnings
    assert (code, params["used"]) == ("dataset_cut", used)


@pytest.mark.parametrize("part", ["frames", "landmarks", "rows"])
def test_parts_that_differ_by_more_are_refused(tmp_path: Path, part: str) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, "hubert")
    shorten(clip, part, 30)
    assert "80" in problem_of(clip) and "110" in problem_of(clip)


def shorten(clip: Clip, part: str, count: int) -> None:
    if part == "rows":
        np.save(clip.feature_path("hubert"), np.array(clip.features("hubert"))[:-count])
        return
    paths = clip.frame_paths() if part == "frames" else clip.landmark_paths()
    for path in paths[-count:]:
        path.unlink()


def test_a_hole_in_the_numbers_is_named(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES)
    (clip.landmarks_dir / "40.lms").unlink()
    assert "landmark file number 40 is missing" in problem_of(clip)


def test_a_clip_preprocessed_by_this_program_is_never_trimmed(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "May", FRAMES)
    clip.landmark_paths()[-1].unlink()
    assert "110 pictures, but 109 landmark files" in problem_of(clip)


def test_features_of_another_kind_are_refused(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, "hubert")
    message = problem_of(clip, "ave", "features_other_kind")
    assert "hubert" in message and "aud_ave.npy" in message
    shutil.copy(clip.path / "aud_hu.npy", clip.path / "aud_ave.npy")
    assert "what hubert features look like" in problem_of(clip, "ave")


def test_wenet_at_another_rate_is_refused(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, "wenet", fps=30)
    with pytest.raises(OptionError) as caught:
        opened(clip)
    assert caught.value.code == "fps_unsuited" and caught.value.params["fps"] == "30"


class _Hostile:
    def __reduce__(self) -> tuple:
        return (os.system, ("echo hostile > hostile.txt",))


def test_a_hostile_pickle_in_a_folder_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    clip = make_research_clip(tmp_path / "May", FRAMES)
    (clip.landmarks_dir / "000007.pkl").write_bytes(pickle.dumps(_Hostile()))
    assert "000007.pkl" in problem_of(clip, code="landmarks_unreadable")
    (clip.landmarks_dir / "000007.pkl").unlink()
    np.save(clip.path / "aud_ave.npy", np.array([_Hostile()] * 9), allow_pickle=True)
    assert "aud_ave.npy is damaged" in problem_of(clip)
    assert not (tmp_path / "hostile.txt").exists()


def test_the_audio_may_be_in_the_video_beside_it(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES)
    clip.audio_path.unlink()
    assert "mel" in problem_of(clip, code="no_audio_features")
    make_video(clip.path / "May.mp4", duration_s=FRAMES / 25)
    dataset, _ = opened(clip)
    assert dataset.mel.shape == (FRAMES, 4, 80)


def test_the_kind_of_a_research_folder_is_recorded(tmp_path: Path) -> None:
    clip = make_research_clip(tmp_path / "May", FRAMES, "hubert")
    (clip.path / FILE_NAME).write_text("{broken", encoding="utf-8")
    assert read_state(clip.path)["preprocessing"] == {
        "completed": True, "frame_count": FRAMES, "landmark_count": FRAMES,
        "feature_kind": "hubert",
    }  # fmt: skip


def test_lms_with_other_white_space_is_read(tmp_path: Path) -> None:
    path = tmp_path / "0.lms"
    path.write_bytes(b"\r\n".join(b"%d  %d.5 " % (i, i) for i in range(110)) + b"\r\n\r\n")
    assert read_landmarks(path)[3].tolist() == [3.0, 3.5]
