"""SyncNets of ours and of the research code: measured on this clip, whosever they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.joined_clips import concat_clips
from synctalk_engine.errors import CheckpointError, DatasetError
from synctalk_engine.models.encoders import SyncNet
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import save_weights
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.stage import is_accurate_enough
from synctalk_engine.training.syncnet.sync_expert import (
    MouthSyncExpert,
    ResearchSyncExpert,
    open_sync_expert,
)
from synctalk_engine.training.syncnet.trainer import validation_score
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.published_weights import data_parallel, with_optimizer
from tests.helpers.recording_job import RecordingJob
from tests.helpers.research_weights import research_state

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def ave_clip(tmp_path_factory: pytest.TempPathFactory) -> ClipDataset:
    """A clip that has ave features too."""
    clip = make_preprocessed_clip(tmp_path_factory.mktemp("ave") / "ave", 110)
    random = np.random.default_rng(0)
    np.save(clip.feature_path("ave"), random.normal(0, 1, (110, 512)).astype(np.float32))
    return open_clip_dataset(clip.path, get_preset("lite-160"))


@pytest.fixture(scope="module")
def research_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("research") / "96.pth"
    torch.save(research_state("syncnet328_ave"), path)
    return path


@pytest.mark.parametrize("wrapper", ["training script", "two GPUs"])
def test_a_research_syncnet_is_opened_as_training_scripts_save_it(
    ave_clip: ClipDataset, tmp_path: Path, wrapper: str
) -> None:
    """`checkpoint_latest.pth` of a fork holds `model_state_dict` and an optimizer."""
    state = research_state("syncnet328_ave")
    wrapped = with_optimizer(state, "model_state_dict")
    torch.save(
        wrapped if wrapper == "training script" else data_parallel(state), tmp_path / "s.pth"
    )
    sync_expert = open_sync_expert(tmp_path / "s.pth", ave_clip, CPU)
    assert isinstance(sync_expert, ResearchSyncExpert)
    loaded = sync_expert.network.state_dict()
    assert all(torch.equal(loaded[key], value) for key, value in state.items())


def test_a_generator_is_no_sync_expert(ave_clip: ClipDataset, tmp_path: Path) -> None:
    torch.save(research_state("unet328_ave"), tmp_path / "24.pth")
    with pytest.raises(CheckpointError) as caught:
        open_sync_expert(tmp_path / "24.pth", ave_clip, CPU)
    assert caught.value.params["found"] == "a generator of SyncTalk_2D (328)"
    assert caught.value.params["wanted"] == "a SyncNet"


def test_a_research_syncnet_is_measured_and_kept_from_teaching(
    ave_clip: ClipDataset, research_path: Path
) -> None:
    sync_expert = open_sync_expert(research_path, ave_clip, CPU)
    assert isinstance(sync_expert, ResearchSyncExpert)
    measured = sync_expert.score()
    assert 0 <= measured.auc <= 1 and measured == sync_expert.score()
    job = RecordingJob()
    assert not is_accurate_enough(sync_expert, job)
    assert job.warnings[0]["code"] == "sync_loss_off"
    assert job.warnings[0]["params"]["auc"] == round(measured.auc, 3)


def test_its_loss_reaches_the_image_and_is_lower_for_the_right_audio(
    ave_clip: ClipDataset, research_path: Path
) -> None:
    sync_expert = open_sync_expert(research_path, ave_clip, CPU)
    sequence = TrainingSampler(ave_clip, 2, seed=0).long_sequence(0, 3)
    assert sequence is not None
    image = torch.rand(3, 3, 160, 160, requires_grad=True)
    loss = sync_expert.loss(image, sequence)
    loss.backward()
    assert loss > 0 and image.grad is not None and (image.grad != 0).any()

    found = {}
    for name, frames in (("right", sequence.frames), ("wrong", sequence.frames + 20)):
        vectors = sync_expert._embed_audio(frames)
        sync_expert.network.face_encoder = _Answer(100 * vectors)
        found[name] = float(sync_expert.loss(image, sequence))
    assert found["right"] < found["wrong"]


class _Answer(torch.nn.Module):
    """Says what it was told to, whatever it sees."""

    def __init__(self, vectors: torch.Tensor) -> None:
        super().__init__()
        self.vectors = vectors

    def forward(self, _image: torch.Tensor) -> torch.Tensor:
        return self.vectors


def test_a_perfect_research_syncnet_scores_one(ave_clip: ClipDataset) -> None:
    sync_expert = ResearchSyncExpert(SyncNet("ave"), ("ave",), ave_clip, CPU)
    random = np.random.default_rng(1)
    vectors = torch.from_numpy(random.normal(0, 1, (len(ave_clip), 32))).float()
    vectors = torch.nn.functional.normalize(vectors)
    sync_expert._embed_audio = sync_expert._embed_faces = lambda frames: vectors[frames]
    assert sync_expert.score().auc > 0.99


def test_a_research_syncnet_needs_its_audio_features(
    preprocessed: ClipDataset, research_path: Path
) -> None:
    with pytest.raises(DatasetError) as caught:
        open_sync_expert(research_path, preprocessed, CPU)
    assert caught.value.code == "no_audio_features" and caught.value.params["kind"] == "ave"


def test_a_file_of_another_network_is_refused(preprocessed: ClipDataset, tmp_path: Path) -> None:
    path = tmp_path / "0.pth"
    for weights in ({"face_encoder.0.weight": torch.zeros(1)}, {"something": torch.zeros(1)}):
        torch.save(weights, path)
        with pytest.raises(CheckpointError) as caught:
            open_sync_expert(path, preprocessed, CPU)
        assert caught.value.code == "checkpoint_other_kind"


def test_ours_is_measured_on_this_clip_whosever_it_is(
    preprocessed: ClipDataset, tmp_path: Path
) -> None:
    network = MouthSyncNet()
    save_weights(tmp_path / "0.pth", network.state_dict(), {"figures": {"auc": 0.99}})
    sync_expert = open_sync_expert(tmp_path / "0.pth", preprocessed, CPU)
    assert isinstance(sync_expert, MouthSyncExpert)
    assert sync_expert.score() == validation_score(network.eval(), preprocessed)


def test_several_videos_are_scored_and_encoded_separately(
    ave_clip: ClipDataset, preprocessed: ClipDataset
) -> None:
    whole = concat_clips([preprocessed, ave_clip])
    network = MouthSyncNet().eval()
    apart = [validation_score(network, clip).auc for clip in (preprocessed, ave_clip)]
    weights = [len(clip.split.held_out) - 8 for clip in (preprocessed, ave_clip)]
    assert validation_score(network, whole).auc == pytest.approx(np.average(apart, weights=weights))
    sync_expert = MouthSyncExpert(network, whole, CPU)
    alone = MouthSyncExpert(network, ave_clip, CPU)
    own = sync_expert.frames >= whole.source_videos[1].first
    assert np.array_equal(sync_expert.frames[own] - whole.source_videos[1].first, alone.frames)
    assert torch.allclose(sync_expert.sound[own], alone.sound, atol=1e-6)


def test_a_training_takes_a_research_syncnet(
    project: Workspace, work, research_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_dir = project.clip_dir("drawn")
    np.save(clip_dir / "aud_ave.npy", np.random.default_rng(0).normal(0, 1, (100, 512)))
    quick = {"batchsize": 8, "epochs": 1, "precision": "fp32"}
    work(project, "train", **quick, use_syncnet=True, syncnet_checkpoint=str(research_path))
    events = EventReader(work.run).read_new()
    assert "sync_loss_off" in [e.code for e in events if e.type == "warning"]
