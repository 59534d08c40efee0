"""Jobs that read a preprocessed clip which is damaged, being written, or on a read-only disk."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.dataset.clip_dataset import prepared_kind, read_features
from synctalk_engine.dataset.crop_cache import cached_crops
from synctalk_engine.errors import BusyError, DatasetError
from synctalk_engine.exchange.export import export_project
from synctalk_engine.face.crop import crop_box
from synctalk_engine.jobs import create_run
from synctalk_engine.models.presets import get_preset
from synctalk_engine.protocol.events import RunState, StateEvent
from synctalk_engine.protocol.run_spec import ProcessId
from synctalk_engine.render.source_clip import open_source
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import read_excluded, write_excluded
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import read_landmarks, write_landmarks
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_lock import require_not_preprocessing
from synctalk_engine.workspace.runs import EventReader, EventWriter, RunFolder, list_runs
from synctalk_engine.workspace.state import read_state, update_state
from tests.helpers.command_line import synctalk
from tests.helpers.failing_system import fail_to_replace
from tests.helpers.file_damage import DAMAGES, copied
from tests.helpers.preprocessed_clip import make_preprocessed_clip

FRAMES = 12
CROP_PX = 32
SENTENCES = {"dataset_incomplete", "landmarks_unreadable", "no_audio_features"}
ASK_TO_PREPARE = {
    "full_body_img/000005.png",
    "landmarks/000005.pkl",
    "aud_moonshine.npy",
}
HEALED_BY_READING = {
    "frames.csv",
    "prepare.json",
    ".training_state.json",
    "excluded.json",
    f"cache/crops_{CROP_PX}.npy",
    f"cache/crops_{CROP_PX}.json",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """``anna``: a synthetic clip with every file that this program may write beside it."""
    clip = make_preprocessed_clip(tmp_path_factory.mktemp("project") / "anna", FRAMES)
    numbers = {name: np.ones(FRAMES, np.float32) for name in FramesTable.columns()}
    flags = {"found": np.ones(FRAMES, bool), "cut": np.zeros(FRAMES, bool)}
    FramesTable(**(numbers | flags | {"faces": np.ones(FRAMES, np.int32)})).write(clip.table_path)
    write_excluded(clip.path, [(3, 5)], 25)
    update_state(clip.path, "preprocessing", completed=True)
    crops_of(clip)
    return clip.path


@pytest.fixture
def clip(project, tmp_path) -> Clip:
    return Clip(copied(project, tmp_path / "dataset" / "anna"))


def crops_of(clip: Clip) -> np.ndarray:
    return cached_crops(clip, [crop_box(points) for points in clip.landmarks()], CROP_PX)


def read_all(clip: Clip) -> None:
    """What training, rendering, evaluation and the window read."""
    count = clip.trimmed(prepared_kind(clip)).check_complete()
    read_features(clip, prepared_kind(clip), count)
    crops_of(clip)
    open_source(clip, get_preset("lite-160"), 0, count)
    clip.fps(), clip.table(), clip.feature_kind(), clip.audio_source_path()
    read_excluded(clip.path, 25.0)
    write_excluded(clip.path, [(1, 2)], 25.0)
    read_state(clip.path)
    update_state(clip.path, "main_training", epochs=1)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("what", sorted(ASK_TO_PREPARE | HEALED_BY_READING))
def test_a_damaged_file_is_healed_or_said(clip, what, how):
    DAMAGES[how](clip.path / what)
    if what in HEALED_BY_READING or (what.endswith(".npy") and how == "zeros in the middle"):
        read_all(clip)
        return
    with pytest.raises(DatasetError) as caught:
        read_all(clip)
    assert caught.value.code in SENTENCES
    assert "reprocess" in caught.value.hint


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("suffix", [".npy", ".json"])
def test_a_damaged_crop_cache_is_cut_again(clip, suffix, how):
    expected = np.array(crops_of(clip))
    DAMAGES[how](clip.cache_dir / f"crops_{CROP_PX}{suffix}")
    np.testing.assert_array_equal(crops_of(clip), expected)


def test_a_moved_crop_cache_is_kept(clip, monkeypatch):
    path = clip.cache_dir / f"crops_{CROP_PX}.npy"
    data = path.read_bytes()
    path.write_bytes(data)  # another time, the same content
    monkeypatch.setattr("synctalk_engine.dataset.crop_cache._write_crops", None)
    assert len(crops_of(clip)) == FRAMES


def test_landmarks_of_zeros_are_damaged(clip):
    path = clip.landmark_paths()[3]
    write_landmarks(path, np.zeros((110, 2)))
    with pytest.raises(DatasetError, match="0, 0"):
        read_landmarks(path)


def test_mel_is_no_substitute_for_the_features_that_are_lost(clip):
    """Training would go on with other features, and never say so."""
    (clip.path / "aud_moonshine.npy").unlink()
    with pytest.raises(DatasetError) as caught:
        prepared_kind(clip)
    assert caught.value.code == "no_audio_features"
    assert "--asr_model moonshine" in caught.value.hint


# -- runs ------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path) -> RunFolder:
    options = {"name": "anna", "video_path": "v.mp4"}
    run = create_run(Workspace(tmp_path), "preprocess", options)
    writer = EventWriter(run)
    for state in (RunState.RUNNING, RunState.DONE):
        writer.append(StateEvent(state=state))
    writer.close()
    return run


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("what", ["run.json", "events.jsonl"])
def test_damaged_runs_are_read_without_an_error(run, what, how):
    DAMAGES[how](run.path / what)
    workspace = run.workspace
    for found in list_runs(workspace, "anna"):
        found.read_spec(), found.is_alive(), found.last_state(), found.status()
    list_runs(workspace, "anna", "preprocess")
    EventReader(run).read_new()
    read_state(workspace.clip_dir("anna"))
    assert len({other.run_id for other in (run, create_again(workspace))}) == 2


def create_again(workspace: Workspace) -> RunFolder:
    return create_run(workspace, "preprocess", {"name": "anna", "video_path": "v.mp4"})


def test_half_a_line_of_events_is_followed_by_whole_ones(run):
    with run.events_path.open("ab") as file:
        file.write(b'{"v": 1, "type": "sta')
    writer = EventWriter(run)
    writer.append(StateEvent(state=RunState.STOPPED))
    writer.close()
    states = [event.state for event in EventReader(run).read_new()]
    assert states == ["running", "done", "stopped"]


# -- busy ------------------------------------------------------------------------------------------

HOLD = """
import sys, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def preprocessing(run):
    """Another process is at work on the run."""
    import psutil

    command = [sys.executable, "-c", HOLD, str(run.lock_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        identity = ProcessId(pid=process.pid, create_time=psutil.Process(process.pid).create_time())
        run.write_spec(run.read_spec().model_copy(update={"process": identity}))
        yield process.pid
        process.stdin.close()


@pytest.mark.parametrize("command", ["render", "evaluate"])
def test_reading_during_preprocessing_is_refused_as_busy(tmp_path, preprocessing, command):
    options = {"audio_path": "speech.wav"} if command == "render" else {}
    outcome = synctalk(tmp_path, command, name="anna", device="cpu", **options)
    assert outcome.exit_code == 3
    assert f"number {preprocessing}" in outcome.stderr
    assert "already working on “anna”" in outcome.stderr


def test_exporting_during_preprocessing_is_refused_as_busy(run, preprocessing, tmp_path):
    with pytest.raises(BusyError):
        export_project(run.workspace, "anna", tmp_path / "anna.zip", with_dataset=True)


def test_nothing_is_busy_after_preprocessing(run, tmp_path):
    require_not_preprocessing(run.workspace, "anna")


def test_the_clip_counts_not_the_name_of_the_model(run, preprocessing):
    require_not_preprocessing(run.workspace, "berta")
    with pytest.raises(BusyError):
        require_not_preprocessing(run.workspace, "berta", "dataset/anna")


# -- read-only -------------------------------------------------------------------------------------


def test_a_read_only_dataset_is_said_before_a_training_begins(clip, tmp_path, monkeypatch):
    fail_to_replace(monkeypatch, str(clip.path), errno.EROFS)
    outcome = synctalk(tmp_path, "train", name="anna", device="cpu", epochs=1, preset="lite-160")
    assert outcome.exit_code == 3
    assert outcome.codes("error") == ["no_permission"]
    assert not [event for event in outcome.events if event["type"] in ("progress", "metric")]
    assert not (tmp_path / "checkpoint").exists()


def test_the_test_of_writing_leaves_nothing(clip, tmp_path):
    from synctalk_engine.workspace.atomic import require_writable

    before = sorted(path.name for path in clip.path.iterdir())
    require_writable(clip.path)
    require_writable(tmp_path / "not" / "there" / "yet")
    assert sorted(path.name for path in clip.path.iterdir()) == before
    assert not (tmp_path / "not").exists()
