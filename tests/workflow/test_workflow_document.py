"""The workflow document, sentence by sentence, on a clip of four seconds and tiny networks.

``python scripts/preprocess_data.py`` is ``synctalk preprocess``, ``scripts/batch_preprocess.py``
``synctalk batch-preprocess``, ``scripts/train_328.py`` ``synctalk train``, and
``scripts/training_328.sh`` ``synctalk run``. Each test begins with the sentence it stands for.
"""

from __future__ import annotations

import json
import pickle
import shutil
import wave
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.protocol.metrics import metric_name
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.protocol.run_spec import OPTIONS
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.workspace.clip import Clip
from tests.helpers.command_line import Outcome
from tests.helpers.research_weights import research_state
from tests.helpers.synthetic_person import FRAMES, make_person

FLAGS = {
    "preprocess": (
        "video_path", "name", "asr_model", "dataset_dir", "fps", "skip_frames", "skip_landmarks",
        "skip_audio",
    ),
    "batch-preprocess": ("video_dir", "video_list", "json_config", "asr_model"),
    "train": (
        "name", "dataset_dir", "checkpoint_dir", "save_dir", "batchsize", "epochs",
        "train_syncnet", "syncnet_checkpoint_path", "use_syncnet", "syncnet_checkpoint",
        "continue_training", "asr", "lr", "see_res",
    ),
}  # fmt: skip


def state_of(root: Path, name: str = "obama") -> dict[str, Any]:
    return json.loads((root / "dataset" / name / ".training_state.json").read_text("utf-8"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, the caches left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "cache" not in path.parts
    }


def stages_of(outcome: Outcome) -> list[str]:
    """The stages that did something, in order."""
    return [e["params"]["stage"] for e in outcome.events if e.get("code") == "stage_started"]


def skipped_in(outcome: Outcome) -> set[str]:
    return {e["params"]["stage"] for e in outcome.events if e.get("code") == "stage_skipped"}


def checkpoints_in(root: Path, name: str = "obama") -> list[str]:
    return sorted(path.name for path in (root / "checkpoint" / name).iterdir())


# -- overview -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "flag"), [(command, flag) for command, flags in FLAGS.items() for flag in flags]
)
def test_every_flag_of_the_document_is_taken(run, command: str, flag: str) -> None:
    """Options: ..."""
    assert f" --{flag} " in run(command, help=True).stdout


def test_preprocessing_extracts_frames_landmarks_and_audio_features(preprocessed: Path) -> None:
    """Data Preprocessing - Extract frames, landmarks, and audio features."""
    folder = preprocessed / "dataset" / "obama"
    assert len(list((folder / "full_body_img").iterdir())) == FRAMES
    assert len(list((folder / "landmarks").iterdir())) == FRAMES
    assert np.load(folder / "aud_ave.npy").shape[1:] == (512,)


def test_training_trains_syncnet_and_the_main_model(trained: Path) -> None:
    """Model Training - Train SyncNet and the main lip-sync model."""
    state = state_of(trained)
    assert state["syncnet_training"]["completed"] is True
    weights, info = read_weights(trained / state["main_training"]["checkpoints"][-1])
    assert info["asr"] == "ave" and weights


def test_preprocessed_data_is_reused_by_several_trainings(preprocessed: Path, run) -> None:
    """Reusing preprocessed data across training runs."""
    data = {n: c for n, c in tree(preprocessed / "dataset" / "obama").items() if n[0] != "."}
    for place in ("first", "second"):
        outcome = run("train", name="obama", epochs=1, asr="ave", save_dir=place)
        assert {"frames", "landmarks", "features"}.isdisjoint(stages_of(outcome))
        assert list((preprocessed / place).glob("*.pth"))
    after = {n: c for n, c in tree(preprocessed / "dataset" / "obama").items() if n[0] != "."}
    assert after == data


# -- the unified training script ------------------------------------------------------------------


def test_the_unified_script_does_all_three(root: Path, run) -> None:
    """This script will: preprocess the video at dataset/<name>/<name>.mp4, train SyncNet, train
    the main lip-sync model."""
    make_person(root / "dataset" / "May" / "May.mp4")
    outcome = run("run", _name="May", _gpu="cpu", asr="ave", epochs=1, batchsize=8)
    stages = stages_of(outcome)
    assert stages.index("frames") < stages.index("syncnet") < stages.index("generator")
    state = state_of(root, "May")
    assert state["preprocessing"]["completed"] and state["syncnet_training"]["completed"]
    assert (root / state["main_training"]["checkpoints"][-1]).is_file()
    assert (root / "dataset" / "May" / "May.mp4").is_file()


def test_the_unified_script_says_where_the_video_belongs(root: Path, run) -> None:
    """bash scripts/training_328.sh <name> <gpu_id>"""
    outcome = run("run", may_fail=True, _name="May", _gpu="cpu")
    assert outcome.exit_code == 3
    assert str(Path("dataset") / "May" / "May.mp4") in " ".join(outcome.stderr.split())


@pytest.mark.skipif(torch.cuda.is_available(), reason="for machines without a GPU")
def test_a_gpu_that_is_not_there_is_said_and_the_cpu_offered(root: Path, run) -> None:
    """Example: bash scripts/training_328.sh May 0"""
    make_person(root / "dataset" / "May" / "May.mp4")
    outcome = run("run", may_fail=True, _name="May", _gpu="0", asr="mel")
    assert outcome.exit_code == 3
    assert "cuda:0" in outcome.stderr and "cpu" in outcome.stderr
    assert not (root / "dataset" / "May" / "full_body_img").exists(), "said before any work"


# -- 1. individual video preprocessing ------------------------------------------------------------


@pytest.mark.parametrize("missing", ["video_path", "name"])
def test_video_and_name_are_required(root: Path, run, missing: str) -> None:
    """--video_path: Path to input video file (required); --name: Dataset name (required)."""
    flags = {"video_path": "video.mp4", "name": "obama"}
    del flags[missing]
    outcome = run("preprocess", may_fail=True, **flags)
    assert outcome.exit_code == 2 and f"--{missing}" in outcome.stderr


@pytest.mark.parametrize("kind", ["ave", "hubert", "wenet"])
def test_the_three_audio_models_are_taken(kind: str) -> None:
    """--asr_model: Audio model [ave, hubert, wenet]."""
    options = PreprocessOptions(video_path="v.mp4", name="obama", asr_model=kind)
    assert options.asr_model == kind
    assert TrainOptions(name="obama", asr=kind).asr == kind


def test_another_audio_model_is_refused_with_those_there_are(root: Path, run) -> None:
    """--asr_model: Audio model [ave, hubert, wenet]."""
    video = make_person(root / "v.mp4", 25)
    outcome = run("preprocess", may_fail=True, video_path=video, name="x", asr_model="hubbert")
    assert outcome.exit_code == 2
    assert all(kind in outcome.stderr for kind in ("ave", "hubert", "wenet"))


def test_datasets_lie_in_dataset_unless_told_otherwise(root: Path, run) -> None:
    """--dataset_dir: Base directory for datasets (default: dataset)."""
    make_person(root / "v.mp4", 25)
    run("preprocess", video_path="v.mp4", name="a", asr_model="mel")
    run("preprocess", video_path="v.mp4", name="a", asr_model="mel", dataset_dir="other sets")
    for parent in ("dataset", "other sets"):
        assert Clip(root / parent / "a").check_complete() == 25


def test_the_rate_is_25_unless_told_otherwise(root: Path, run) -> None:
    """--fps: Target FPS for video (default: 25)."""
    make_person(root / "v.mp4", 60, fps=50)
    run("preprocess", video_path="v.mp4", name="usual", asr_model="mel")
    run("preprocess", video_path="v.mp4", name="other", asr_model="mel", fps=50)
    assert Clip(root / "dataset" / "usual").check_complete() == 30
    assert Clip(root / "dataset" / "other").check_complete() == 60
    assert Clip(root / "dataset" / "other").fps() == 50


STAGE_FILES = {
    "skip_frames": "full_body_img/*",
    "skip_landmarks": "landmarks/*",
    "skip_audio": "aud*",
}


@pytest.mark.parametrize("flag", STAGE_FILES)
def test_skip_keeps_what_is_done(preprocessed: Path, run, flag: str) -> None:
    """--skip_frames / --skip_landmarks / --skip_audio: Skip ... if already done."""
    folder = preprocessed / "dataset" / "obama"
    before = {path: path.stat().st_mtime_ns for path in folder.glob(STAGE_FILES[flag])}
    run(
        "preprocess", video_path="videos/obama.mp4", name="obama", asr_model="ave", force=True,
        **{flag: True},
    )  # fmt: skip
    after = {path: path.stat().st_mtime_ns for path in folder.glob(STAGE_FILES[flag])}
    assert before == after and before
    assert state_of(preprocessed)["preprocessing"]["completed"] is True


@pytest.mark.parametrize(
    ("flag", "lost"),
    [
        ("skip_frames", "full_body_img/0000[5-9]*.png"),
        ("skip_landmarks", "landmarks/0000[5-9]*.pkl"),
        ("skip_audio", "aud_ave.npy"),
    ],
)
def test_skip_makes_what_an_interruption_left_out(
    preprocessed: Path, run, flag: str, lost: str
) -> None:
    """Error Recovery: If preprocessing fails, use --skip_* flags to resume from where it
    stopped."""
    folder = preprocessed / "dataset" / "obama"
    whole = {n: c for n, c in tree(folder).items() if n.startswith(("full", "landm", "aud"))}
    for path in folder.glob(lost):
        path.unlink()
    run(
        "preprocess", video_path="videos/obama.mp4", name="obama", asr_model="ave", **{flag: True}
    )  # fmt: skip
    after = {n: c for n, c in tree(folder).items() if n.startswith(("full", "landm", "aud"))}
    assert after.keys() == whole.keys()
    assert state_of(preprocessed)["preprocessing"] | {
        "completed": True, "frame_count": FRAMES, "landmark_count": FRAMES,
    } == state_of(preprocessed)["preprocessing"]  # fmt: skip


# -- 2. batch video preprocessing -----------------------------------------------------------------


def _is_preprocessed(root: Path, *names: str) -> bool:
    return all(Clip(root / "dataset" / name).check_complete() == 25 for name in names)


def test_all_videos_in_a_directory(root: Path, run) -> None:
    """Process all videos in a directory: --video_dir path/to/videos/"""
    for name in ("person1", "person2"):
        make_person(root / "in" / f"{name}.mp4", 25)
    run("batch-preprocess", video_dir="in/", asr_model="mel")
    assert _is_preprocessed(root, "person1", "person2")


def test_videos_from_a_list_file(root: Path, run) -> None:
    """Process videos from a list file: --video_list videos.txt (Comments are supported)."""
    for number in (1, 2):
        make_person(root / "videos" / f"video{number}.mp4", 25)
    lines = f"{root}/videos/video1.mp4 person1\n# Comments are supported\nvideos/video2.mp4 person2"
    (root / "videos.txt").write_text(lines, encoding="utf-8")
    run("batch-preprocess", video_list="videos.txt", asr_model="mel")
    assert _is_preprocessed(root, "person1", "person2")


def test_videos_from_a_json_config_each_with_its_audio_model(root: Path, run) -> None:
    """Process videos from JSON config: {"videos": [{"path", "name", "asr_model"}, ...]}"""
    make_person(root / "a.mp4", 25)
    videos = [
        {"path": str(root / "a.mp4"), "name": "person1", "asr_model": "ave"},
        {"path": "a.mp4", "name": "person2", "asr_model": "mel"},
    ]
    (root / "config.json").write_text(json.dumps({"videos": videos}), encoding="utf-8")
    run("batch-preprocess", json_config="config.json")
    assert _is_preprocessed(root, "person1", "person2")
    assert Clip(root / "dataset" / "person1").feature_kind() == "ave"
    assert Clip(root / "dataset" / "person2").feature_kind() == "mel"


# -- 3. model training ----------------------------------------------------------------------------


def test_defaults_are_those_of_the_document() -> None:
    """--checkpoint_dir (default: checkpoint), --epochs (default: 100), --dataset_dir (default:
    dataset)."""
    options = TrainOptions(name="obama")
    assert (options.checkpoint_dir, options.epochs) == ("checkpoint", 100)
    assert PreprocessOptions(video_path="v", name="obama").dataset_dir == "dataset"


def test_the_defaults_of_batch_and_rate(trained: Path) -> None:
    """--batchsize: Batch size for training (default: 8); --lr: Learning rate (default: 0.001)."""
    (run_json,) = trained.glob("runs/obama/*train*/run.json")
    events = run_json.with_name("events.jsonl").read_text("utf-8").splitlines()
    metrics = [json.loads(line) for line in events if '"metric"' in line]
    rates = [m["lr"] for m in metrics if m.get("lr")]
    assert 0 < max(rates) <= 0.001
    _, info = read_weights(trained / "checkpoint" / "obama" / checkpoints_in(trained)[-1])
    assert info["batch_size"] == 8


def test_the_dataset_by_its_full_path(preprocessed: Path, run) -> None:
    """--dataset_dir: Full dataset directory path - compatibility mode."""
    moved = preprocessed / "elsewhere" / "obama"
    moved.parent.mkdir()
    (preprocessed / "dataset" / "obama").rename(moved)
    run("train", dataset_dir=str(moved), epochs=1, asr="ave")
    assert checkpoints_in(preprocessed) == ["0.pth"]
    assert (moved / ".training_state.json").is_file()


def test_the_base_directory_with_a_name(preprocessed: Path, run) -> None:
    """--name: Dataset name - simplified mode; --dataset_dir dataset, as for preprocessing."""
    (preprocessed / "dataset").rename(preprocessed / "sets")
    run("train", name="obama", dataset_dir="sets", epochs=1, asr="ave")
    assert checkpoints_in(preprocessed) == ["0.pth"]
    assert (preprocessed / "sets" / "obama" / ".training_state.json").is_file()


def test_one_of_name_and_dataset_dir_is_needed(root: Path, run) -> None:
    """--name: Dataset name (must match preprocessed data) - simplified mode."""
    assert run("train", may_fail=True).exit_code == 2
    outcome = run("train", may_fail=True, name="nobody")
    assert outcome.exit_code == 3 and "synctalk preprocess" in outcome.stderr


@pytest.mark.parametrize(
    ("flag", "place"), [("checkpoint_dir", "models/obama"), ("save_dir", "models")]
)
def test_checkpoints_go_where_they_are_told(preprocessed: Path, run, flag: str, place: str) -> None:
    """--checkpoint_dir: Base directory for checkpoints; --save_dir: Specific save directory."""
    run("train", name="obama", epochs=1, asr="ave", **{flag: "models"})
    assert [path.name for path in (preprocessed / place).glob("*.pth")] == ["0.pth"]
    assert not (preprocessed / "checkpoint").exists()


def test_nothing_but_numbered_checkpoints_lie_with_the_checkpoints(trained: Path) -> None:
    """--save_dir: Specific save directory for model checkpoints."""
    assert all(name.removesuffix(".pth").isdecimal() for name in checkpoints_in(trained))


def test_syncnet_comes_before_the_main_model(preprocessed: Path, run) -> None:
    """--train_syncnet: Train SyncNet before main model."""
    stages = stages_of(run("train", name="obama", train_syncnet=True, epochs=1, asr="ave"))
    assert stages.index("syncnet") < stages.index("generator")


@pytest.mark.parametrize(
    "flags",
    [
        {"syncnet_checkpoint_path": True},
        {"use_syncnet": True, "syncnet_checkpoint": True},
        {"train_syncnet": True, "syncnet_checkpoint_path": True},
    ],
    ids=["path", "use", "train and path"],
)
def test_a_given_syncnet_is_used_and_none_trained(trained: Path, run, flags: dict) -> None:
    """--syncnet_checkpoint_path: Path to pre-trained SyncNet (skip SyncNet training);
    --syncnet_checkpoint: Direct path to syncnet checkpoint."""
    place = "syncnets/person1.pth"
    (trained / "syncnets").mkdir()
    shutil.copy(trained / "checkpoint/syncnet_obama/checkpoint_latest.pth", trained / place)
    shutil.rmtree(trained / "checkpoint" / "syncnet_obama")
    given = {flag: place if "checkpoint" in flag else True for flag in flags}
    outcome = run("train", name="obama", epochs=1, asr="ave", save_dir="again", **given)
    assert {"sync_loss_on", "sync_loss_off"} & {*outcome.codes("log"), *outcome.codes("warning")}
    assert "syncnet_ready" not in outcome.codes("log")
    assert not (trained / "checkpoint" / "syncnet_obama").exists()


def test_two_different_syncnets_are_one_too_many(preprocessed: Path, run) -> None:
    """--syncnet_checkpoint and --syncnet_checkpoint_path name one file."""
    two = {"syncnet_checkpoint": "a.pth", "syncnet_checkpoint_path": "b.pth"}
    outcome = run("train", may_fail=True, name="obama", asr="ave", **two)
    assert outcome.exit_code == 2 and "different files" in outcome.stderr


def test_the_sync_loss_needs_a_checkpoint(preprocessed: Path, run) -> None:
    """--use_syncnet: Use syncnet loss (requires syncnet_checkpoint)."""
    outcome = run("train", may_fail=True, name="obama", epochs=1, asr="ave", use_syncnet=True)
    assert outcome.codes("error") == ["syncnet_needed"]
    assert outcome.exit_code == 3 and "--train_syncnet" in outcome.stderr
    assert not (preprocessed / "checkpoint" / "obama").exists()


def test_a_given_syncnet_that_is_not_there_is_named(preprocessed: Path, run) -> None:
    """--syncnet_checkpoint: Direct path to syncnet checkpoint."""
    outcome = run(
        "train", may_fail=True, name="obama", asr="ave", use_syncnet=True,
        syncnet_checkpoint="nowhere/3.pth",
    )  # fmt: skip
    assert outcome.exit_code == 3 and str(Path("nowhere") / "3.pth") in outcome.stderr


def test_results_can_be_seen_during_training(preprocessed: Path, run) -> None:
    """--see_res: Save visualization results during training."""
    run("train", name="obama", epochs=1, asr="ave", see_res=True)
    samples = list(preprocessed.glob("runs/obama/*train*/samples/*/generated_*.jpg"))
    assert len(samples) >= 20 and all(cv2.imdecode(np.fromfile(p, "u1"), 1) is not None
                                      for p in samples)  # fmt: skip


def test_the_rate_is_what_it_is_told(preprocessed: Path, run) -> None:
    """--lr: Learning rate."""
    outcome = run("train", name="obama", epochs=1, asr="ave", lr=0.0002)
    rates = [e["lr"] for e in outcome.events if e["type"] == "metric" and e.get("lr")]
    assert 0.00005 < max(rates) <= 0.0002


# -- automatic state tracking and robustness ------------------------------------------------------


def test_each_dataset_has_a_state_file_with_the_documents_keys(trained: Path) -> None:
    """State File: Each dataset has a .training_state.json file tracking progress."""
    state = state_of(trained)
    assert state["preprocessing"] | {
        "completed": True, "frame_count": FRAMES, "landmark_count": FRAMES,
    } == state["preprocessing"]  # fmt: skip
    syncnet, main = state["syncnet_training"], state["main_training"]
    assert syncnet["completed"] is True and syncnet["epochs"] >= 1
    assert Path(syncnet["checkpoint"]).parent == Path("checkpoint") / "syncnet_obama"
    assert main["epochs"] == 2
    assert [(trained / path).is_file() for path in main["checkpoints"]]


def test_completed_preprocessing_is_skipped(preprocessed: Path, run) -> None:
    """Auto-Resume: Scripts automatically detect completed steps and skip them."""
    before = tree(preprocessed / "dataset" / "obama" / "full_body_img")
    outcome = run("preprocess", video_path="videos/obama.mp4", name="obama", asr_model="ave")
    assert skipped_in(outcome) >= {"frames", "landmarks", "audio"}
    assert {"frames", "landmarks"}.isdisjoint(stages_of(outcome))
    assert tree(preprocessed / "dataset" / "obama" / "full_body_img") == before


def test_a_syncnet_that_is_trained_is_not_trained_again(trained: Path, run) -> None:
    """Smart SyncNet: If SyncNet is already trained, it won't retrain."""
    before = tree(trained / "checkpoint" / "syncnet_obama")
    outcome = run(
        "train", name="obama", train_syncnet=True, epochs=3, asr="ave", continue_training=True
    )
    assert "syncnet" in skipped_in(outcome) and "syncnet_ready" not in outcome.codes("log")
    assert tree(trained / "checkpoint" / "syncnet_obama") == before


def test_training_continues_from_the_last_checkpoint(trained: Path, run) -> None:
    """Checkpoint Recovery: Training continues from the last saved checkpoint."""
    outcome = run("train", name="obama", epochs=3, asr="ave", continue_training=True)
    steps = [e["done"] for e in outcome.events if e["type"] == "progress"
             and e["stage"] == "generator"]  # fmt: skip
    assert min(steps) > 14, "14 steps were done before"
    assert state_of(trained)["main_training"]["epochs"] == 3


def test_the_same_command_again_trains_nothing_and_damages_nothing(trained: Path, run) -> None:
    """Auto-Resume: Scripts automatically detect completed steps and skip them."""
    before = tree(trained / "checkpoint")
    best = state_of(trained)["main_training"]["best_checkpoint"]
    outcome = run("train", name="obama", train_syncnet=True, epochs=2, asr="ave")
    assert not [e for e in outcome.events if e["type"] == "progress" and e["stage"] == "generator"]
    assert "generator" in skipped_in(outcome) and "training_finished" in outcome.codes("log")
    assert tree(trained / "checkpoint") == before
    assert state_of(trained)["main_training"]["best_checkpoint"] == best


def test_more_epochs_continue_without_being_asked(trained: Path, run) -> None:
    """Auto-Resume; Checkpoint Recovery: Training continues from the last saved checkpoint."""
    outcome = run("train", name="obama", epochs=3, asr="ave")
    steps = [
        e["done"] for e in outcome.events if e["type"] == "progress" and e["stage"] == "generator"
    ]
    assert min(steps) > 14
    assert state_of(trained)["main_training"]["epochs"] == 3


def test_weights_are_continued_where_the_runs_are_gone(trained: Path, run) -> None:
    """--continue_training: Continue from latest checkpoint."""
    before = tree(trained / "checkpoint" / "obama")
    shutil.rmtree(trained / "runs")
    outcome = run("train", name="obama", epochs=3, asr="ave", continue_training=True)
    after = tree(trained / "checkpoint" / "obama")
    assert before.items() <= after.items(), "nothing is written over"
    assert max(int(name.removesuffix(".pth")) for name in after) == 2
    said = " ".join(outcome.stderr.split())
    assert "optimizer" in said, "and what is not there is said"


@pytest.fixture
def no_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training steps and measurements that compute nothing; all else is the real program."""
    from synctalk_engine.training.evaluation.validation import ValidationSet
    from synctalk_engine.training.generator.trainer import GeneratorTrainer

    metrics = {"mouth_psnr": 20.0, "mean_mouth_psnr": 19.0, "other_audio_psnr": 18.0}
    monkeypatch.setattr(GeneratorTrainer, "step", lambda *_args, **_named: {"total": 0.5})
    monkeypatch.setattr(ValidationSet, "measure", lambda *_: {**metrics, "sharpness_ratio": 0.5})
    monkeypatch.setattr(ValidationSet, "write_strip", lambda *_: 0)
    monkeypatch.setattr(ValidationSet, "write_frames", lambda *_args, **_named: None)


def test_checkpoints_are_named_as_in_the_document(preprocessed: Path, run, no_arithmetic) -> None:
    """ "main_training": {"epochs": 75, "checkpoints": ["./checkpoint/NAME/24.pth",
    "./checkpoint/NAME/49.pth"]}"""
    flags = {"name": "obama", "asr": "ave", "batchsize": 64}
    run("train", epochs=75, **flags)
    names = ["24.pth", "49.pth", "74.pth"]
    assert checkpoints_in(preprocessed) == names
    main = state_of(preprocessed)["main_training"]
    assert main["epochs"] == 75
    assert [Path(path) for path in main["checkpoints"]] == [
        Path("checkpoint") / "obama" / name for name in names
    ]
    run("train", epochs=100, continue_training=True, **flags)
    assert checkpoints_in(preprocessed) == [*names, "99.pth"]
    assert len(state_of(preprocessed)["main_training"]["checkpoints"]) == 4


def test_example_3_continues_a_hundred_epochs_to_two_hundred(
    preprocessed: Path, run, no_arithmetic
) -> None:
    """Example 3: Continue training from checkpoint: --continue_training --epochs 200."""
    flags = {"name": "obama", "asr": "ave", "batchsize": 64}
    run("train", epochs=100, **flags)
    run("train", epochs=200, continue_training=True, **flags)
    numbers = [24, 49, 74, 99, 124, 149, 174, 199]
    assert sorted(int(n.removesuffix(".pth")) for n in checkpoints_in(preprocessed)) == numbers
    assert state_of(preprocessed)["main_training"]["epochs"] == 200


def test_a_state_file_that_was_deleted_is_rebuilt(trained: Path, run) -> None:
    """State File: ... tracking progress."""
    (trained / "dataset" / "obama" / ".training_state.json").unlink()
    outcome = run("preprocess", video_path="videos/obama.mp4", name="obama", asr_model="ave")
    assert skipped_in(outcome) >= {"frames", "landmarks"}
    assert state_of(trained)["preprocessing"]["frame_count"] == FRAMES


# -- complete workflow examples -------------------------------------------------------------------


def test_example_1_single_video_training(trained: Path) -> None:
    """Example 1: preprocess videos/obama.mp4 with ave, train with --train_syncnet."""
    assert checkpoints_in(trained)[-1] == "1.pth"
    assert read_weights(trained / "checkpoint" / "obama" / "1.pth")[1]["asr"] == "ave"


def test_example_2_multi_person_training(root: Path, run) -> None:
    """Example 2: create a video list, batch preprocess all videos, train on one person."""
    for number in (1, 2):
        make_person(root / "videos" / f"person{number}.mp4")
    lines = "videos/person1.mp4 person1\nvideos/person2.mp4 person2\n"
    (root / "videos.txt").write_text(lines, encoding="utf-8")
    run("batch-preprocess", video_list="videos.txt", asr_model="mel")
    run("train", name="person1", train_syncnet=True, asr="mel", epochs=1)
    assert checkpoints_in(root, "person1") == ["0.pth"]


def test_example_3_the_audio_model_must_match(trained: Path, run) -> None:
    """--asr ave  # Must match original training"""
    outcome = run("train", may_fail=True, name="obama", continue_training=True, epochs=3, asr="mel")
    assert outcome.exit_code == 3 and "ave" in outcome.stderr


def test_example_4_another_persons_syncnet_is_reused(trained: Path, run) -> None:
    """Second person - reuse SyncNet: --syncnet_checkpoint_path
    checkpoint/syncnet_person1/checkpoint_latest.pth"""
    make_person(trained / "videos" / "person2.mp4")
    run("preprocess", video_path="videos/person2.mp4", name="person2", asr_model="ave")
    before = tree(trained / "checkpoint" / "syncnet_obama")
    outcome = run(
        "train", name="person2", epochs=1, asr="ave",
        syncnet_checkpoint_path="checkpoint/syncnet_obama/checkpoint_latest.pth",
    )  # fmt: skip
    assert "syncnet_ready" not in outcome.codes("log")
    assert checkpoints_in(trained, "person2") == ["0.pth"]
    assert tree(trained / "checkpoint" / "syncnet_obama") == before


# -- preprocessed data structure ------------------------------------------------------------------


def test_the_structure_after_preprocessing(preprocessed: Path) -> None:
    """dataset/{name}/full_body_img/000000.png, landmarks/000000.pkl, aud.wav (16kHz),
    aud_{model}.npy"""
    folder = preprocessed / "dataset" / "obama"
    numbers = [f"{number:06d}" for number in range(FRAMES)]
    assert [p.name for p in sorted((folder / "full_body_img").iterdir())] == [
        f"{number}.png" for number in numbers
    ]
    assert [p.name for p in sorted((folder / "landmarks").iterdir())] == [
        f"{number}.pkl" for number in numbers
    ]
    points = pickle.loads((folder / "landmarks" / "000000.pkl").read_bytes())
    assert points.shape == (110, 2)
    with wave.open(str(folder / "aud.wav")) as audio:
        assert (audio.getframerate(), audio.getnchannels()) == (16_000, 1)
    assert abs(len(np.load(folder / "aud_ave.npy")) - FRAMES) <= 2


# -- troubleshooting ------------------------------------------------------------------------------


def test_missing_audio_features_are_said(preprocessed: Path, run) -> None:
    """ "No audio features found": Ensure ... the correct ASR model file exists."""
    for path in (preprocessed / "dataset" / "obama").glob("aud_*.npy"):
        path.unlink()
    outcome = run("train", may_fail=True, name="obama", asr="ave")
    assert outcome.exit_code == 3
    assert "No audio features found" in outcome.stderr and "aud_ave.npy" in outcome.stderr
    assert "--asr_model ave" in outcome.stderr


@pytest.mark.parametrize("folder", ["full_body_img", "landmarks"])
def test_a_missing_or_empty_directory_is_said(preprocessed: Path, run, folder: str) -> None:
    """ "Missing or empty directory": Check that preprocessing created all required directories."""
    shutil.rmtree(preprocessed / "dataset" / "obama" / folder)
    outcome = run("train", may_fail=True, name="obama", asr="ave")
    assert outcome.exit_code == 3
    assert f"missing or empty directory {folder}" in outcome.stderr


@pytest.mark.parametrize("batch_size", [4, 2])
def test_a_smaller_batch_is_taken(preprocessed: Path, run, batch_size: int) -> None:
    """Out of memory during training: Reduce --batchsize parameter (default is 8, try 4 or 2)."""
    run("train", name="obama", epochs=1, asr="ave", batchsize=batch_size)
    assert read_weights(preprocessed / "checkpoint/obama/0.pth")[1]["batch_size"] == batch_size


def test_a_video_without_audio_does_not_hang(root: Path, run) -> None:
    """Preprocessing hangs: Check that the video file is valid and contains audio."""
    from tests.helpers.videos import make_video

    make_video(root / "silent.mp4", level=None)
    outcome = run("preprocess", may_fail=True, video_path="silent.mp4", name="x")
    assert outcome.exit_code == 3 and "has no audio" in outcome.stderr


@pytest.mark.parametrize("form", ["forward slashes", "escaped backslashes"])
def test_windows_paths_in_a_config(root: Path, form: str) -> None:
    """Windows path issues: Use forward slashes (/) or escaped backslashes in paths."""
    from synctalk_engine.batch.entries import entries_of_json

    written = {
        "forward slashes": "C:/videos/new.mp4",
        "escaped backslashes": r"C:\\videos\\new.mp4",
    }
    text = '{"videos": [{"path": "%s", "name": "May"}]}' % written[form]  # noqa: UP031
    (root / "config.json").write_text(text, encoding="utf-8")
    (entry,) = entries_of_json(root / "config.json", root, [])
    assert str(entry.video_path).replace("\\", "/").endswith("C:/videos/new.mp4")


def test_syncnet_checkpoints_lie_in_both_places(trained: Path) -> None:
    """SyncNet checkpoints are now saved in both the main directory and a syncnet_ckpt
    subdirectory for compatibility."""
    folder = trained / "checkpoint" / "syncnet_obama"
    number = Path(state_of(trained)["syncnet_training"]["checkpoint"]).name
    for place in (number, "checkpoint_latest.pth", f"syncnet_ckpt/{number}"):
        assert (folder / place).is_file()


def test_a_research_syncnet_given_for_a_generator_is_recognised(trained: Path, run) -> None:
    """--syncnet_checkpoint: Direct path to syncnet checkpoint - and not --checkpoint."""
    torch.save(research_state("syncnet328_ave"), trained / "96.pth")
    outcome = run("evaluate", may_fail=True, name="obama", checkpoint="96.pth", device="cpu")
    assert outcome.exit_code == 3 and "SyncNet" in outcome.stderr


# -- and what the document's metrics mean ---------------------------------------------------------


def leaf_names(metrics: dict[str, Any]) -> set[str]:
    """Names of the numbers in nested metrics, and of what they are grouped by."""
    names: set[str] = set()
    for name, value in metrics.items():
        if isinstance(value, dict):
            names |= leaf_names(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            names.add(name)
    return names


def test_every_number_of_training_and_evaluation_is_explained(trained: Path, run) -> None:
    """`synctalk explain METRIC`"""
    seen: set[str] = set()
    outcome = run("evaluate", name="obama", device="cpu")
    texts = [path.read_text("utf-8") for path in trained.glob("runs/obama/*/events.jsonl")]
    events = [json.loads(line) for text in texts for line in text.splitlines()]
    assert outcome.exit_code == 0
    for event in events:
        if event["type"] == "metric":
            seen |= leaf_names({**event.get("losses", {}), **event.get("held_out", {})})
        if event["type"] == "result" and "size" not in event:
            envelope = ("v", "seq", "t", "run_id", "stage", "type", "stages")
            seen |= leaf_names({k: v for k, v in event.items() if k not in envelope})
    assert len(seen) > 25
    assert {name for name in seen if metric_name(name) is None} == set()


def test_every_job_of_the_document_is_known() -> None:
    """The commands of the document."""
    assert set(OPTIONS) >= {"preprocess", "train", "run"}
