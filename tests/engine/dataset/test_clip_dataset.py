from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.errors import DatasetError, OptionError
from synctalk_engine.models.presets import get_preset
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.exclusions import write_excluded
from tests.helpers.preprocessed_clip import make_preprocessed_clip


def test_a_lite_network_takes_mel_and_moonshine(preprocessed: ClipDataset) -> None:
    assert (preprocessed.asr, preprocessed.kind) == ("moonshine", "mel+moonshine")
    assert preprocessed.features.shape == (150, 608)


def test_a_research_network_takes_the_chosen_features(clip_dir: Path) -> None:
    clip = open_clip_dataset(clip_dir, get_preset("160"), "moonshine")
    assert clip.kind == "moonshine" and clip.crops.shape[1] == 168


def test_missing_features_are_named(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    with pytest.raises(DatasetError) as caught:
        open_clip_dataset(clip.path, get_preset("lite-160"), "ave")
    assert caught.value.code == "features_other_kind"
    assert "moonshine" in caught.value.message and "aud_ave.npy" in caught.value.message


def test_missing_mel_is_computed_from_the_audio(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    clip.feature_path("mel").unlink()
    preprocessed = open_clip_dataset(clip.path, get_preset("lite-160"), "moonshine")
    assert preprocessed.mel.shape == (110, 4, 80) and preprocessed.mel.std() > 0.1


def test_features_of_another_shape_are_refused(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    np.save(clip.feature_path("moonshine"), np.zeros((110, 7), np.float32))
    with pytest.raises(DatasetError, match="moonshine"):
        open_clip_dataset(clip.path, get_preset("lite-160"))


def test_a_rate_that_the_features_do_not_have_is_refused(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    np.save(clip.feature_path("wenet"), np.zeros((110, 16, 512), np.float32))
    with pytest.raises(OptionError):
        open_clip_dataset(clip.path, get_preset("lite-160"), "wenet")


def test_a_clip_without_frames_is_refused(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    shutil.rmtree(clip.frames_dir)
    with pytest.raises(DatasetError, match="full_body_img"):
        open_clip_dataset(clip.path, get_preset("lite-160"))


def test_the_recorded_kind_is_taken_where_none_is_asked(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 110)
    write_json(clip.record_path, {"fps": 25, "options": {"asr_model": "mel"}})
    assert open_clip_dataset(clip.path, get_preset("lite-160")).kind == "mel"


def test_frames_excluded_by_hand_are_in_neither_part_and_are_told(tmp_path: Path) -> None:
    clip = make_preprocessed_clip(tmp_path / "clip", 150)
    before = open_clip_dataset(clip.path, get_preset("lite-160")).split
    write_excluded(clip.path, [(20, 31), (130, 135)], clip.fps())
    warnings: list[tuple[str, dict]] = []
    after = open_clip_dataset(
        clip.path,
        get_preset("lite-160"),
        on_warning=lambda code, **params: warnings.append((code, params)),
    ).split
    out = {*range(20, 31), *range(130, 135)}
    assert set(before.train) - set(after.train) == out & set(before.train) != set()
    assert set(before.held_out) - set(after.held_out) == out & set(before.held_out) != set()
    assert warnings == [("frames_excluded", {"name": "clip", "frames": 16})]
