"""A dataset that another program preprocessed is used as it is, and nothing in it is replaced."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.errors import StorageError
from synctalk_engine.preprocess import preprocess
from synctalk_engine.preprocess.foreign_dataset import require_replaceable
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.preprocessed_clip import make_research_clip
from tests.helpers.recording_job import RecordingJob

VIDEO = "May.mp4"


@pytest.fixture
def clip(workspace: Workspace) -> Clip:
    return make_research_clip(workspace.clip_dir("May"), 12)


def _files(clip: Clip) -> dict[str, bytes]:
    paths = (path for path in clip.path.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in paths if path.name != ".training_state.json"}


def _preprocess(workspace: Workspace, job: RecordingJob, **options) -> dict:
    return preprocess(PreprocessOptions(video_path=VIDEO, name="May", **options), workspace, job)


def test_a_whole_one_counts_as_done(workspace: Workspace, clip: Clip) -> None:
    before, job = _files(clip), RecordingJob()
    result = _preprocess(workspace, job, asr_model="ave")
    assert result["frames"] == 12 and _files(clip) == before
    assert [warning["code"] for warning in job.warnings] == ["dataset_foreign_used"]


@pytest.mark.parametrize("options", [{"asr_model": "hubert"}, {"asr_model": "ave", "force": True}])
def test_nothing_of_it_is_replaced(workspace: Workspace, clip: Clip, options: dict) -> None:
    before = _files(clip)
    with pytest.raises(StorageError) as caught:
        _preprocess(workspace, RecordingJob(), **options)
    assert caught.value.code == "dataset_foreign"
    assert _files(clip) == before


@pytest.mark.parametrize(
    ("skipped", "named"),
    [
        ((), "full_body_img"),
        (("skip_frames",), "landmarks"),
        (("skip_frames", "skip_landmarks"), "aud.wav"),
        (("skip_frames", "skip_landmarks", "skip_audio"), None),
    ],
)
def test_what_would_be_replaced_is_named(clip: Clip, skipped: tuple, named: str | None) -> None:
    options = PreprocessOptions(
        video_path=VIDEO, name="May", asr_model="ave", **dict.fromkeys(skipped, True)
    )
    if named is None:
        require_replaceable(StageRecord(clip), options)
        return
    with pytest.raises(StorageError) as caught:
        require_replaceable(StageRecord(clip), options)
    assert Path(caught.value.params["path"]).name == named


def test_features_brought_into_a_clip_of_ours_are_not_replaced(workspace: Workspace) -> None:
    clip = Clip(workspace.clip_dir("Ours"))
    clip.path.mkdir(parents=True)
    record = StageRecord(clip)
    record.begin("features_mel", "key")
    for kind in ("mel", "ave"):
        np.save(clip.path / f"aud_{kind}.npy", np.zeros((3, 2), np.float32))
    ave, mel = (
        PreprocessOptions(video_path=VIDEO, name="Ours", asr_model=k) for k in ("ave", "mel")
    )
    require_replaceable(record, mel)
    with pytest.raises(StorageError, match=r"aud_ave\.npy"):
        require_replaceable(record, ave)
