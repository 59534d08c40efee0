"""The shape predictor learns the mouth from audio, moves as far as the person, and is seeded."""

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.lower_face import CACHE_PREFIX
from synctalk_engine.errors import CheckpointError, JobStopped
from synctalk_engine.face.mouth_shape import opening_of
from synctalk_engine.media.image_files import read_image
from synctalk_engine.models.encoders import SyncNet
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.generator import start_weights
from synctalk_engine.training.generator.shape_training import ShapeRecipe, train_shapes
from synctalk_engine.training.hardware.disk_space import disk_space_for
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.options import ProjectPaths
from synctalk_engine.training.studio_frames import (
    predicted_shapes,
    space_of,
    studio_images,
)
from synctalk_engine.training.syncnet.sync_expert import open_sync_expert
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import make_preprocessed_clip

CPU = torch.device("cpu")
QUICK = ShapeRecipe(steps=60, batch_size=8, sequence_frames=32)


@pytest.fixture
def clip(tmp_path, monkeypatch) -> ClipDataset:
    use_drawn_meshes(monkeypatch)
    folder = make_preprocessed_clip(tmp_path / "Zoë", 200).path
    return open_clip_dataset(folder, get_preset("studio-96"), "mel")


def trained(clip: ClipDataset, recipe: ShapeRecipe):
    torch.manual_seed(0)
    network = create_generator(clip.preset, clip.kind)
    return network, train_shapes(network, clip, recipe, CPU)


def test_the_mouth_follows_the_audio(clip):
    network, similarity = trained(clip, QUICK)
    assert similarity > 0.8
    space, held_out = space_of(network), clip.split.held_out
    shapes = predicted_shapes(network, clip.kind, clip.features, len(clip))
    predicted, true = (
        opening_of(space, each) for each in (shapes, space.coefficients(clip.lower_face.meshes))
    )
    assert np.corrcoef(predicted[held_out], true[held_out])[0, 1] > 0.8
    assert predicted[held_out].std() == pytest.approx(true[held_out].std(), rel=0.35)
    assert not any(value.requires_grad for value in network.shape_predictor.parameters())


def test_a_seed_gives_the_same_shapes(clip):
    recipe = ShapeRecipe(steps=4, batch_size=4, sequence_frames=32, seed=3)
    (one, _), (two, _) = trained(clip, recipe), trained(clip, recipe)
    assert all(map(torch.equal, one.state_dict().values(), two.state_dict().values()))


def test_finished_frames_keep_all_but_the_lower_face(clip):
    network, _ = trained(clip, ShapeRecipe(steps=2, batch_size=2))
    frames = clip.split.held_out[:3]
    shown = studio_images(network.eval(), clip, frames, CPU, Precision("fp32"))
    for frame, image in zip(frames.tolist(), shown, strict=True):
        true = read_image(clip.frame_path(frame))
        changed = (image != true).any(axis=2)
        assert changed.any()
        assert not changed[:40].any()


def test_a_studio_training_is_resumed_with_the_same_weights(
    project: Workspace, work, monkeypatch
) -> None:
    use_drawn_meshes(monkeypatch)
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
    monkeypatch.setattr(start_weights, "ShapeRecipe", lambda seed: ShapeRecipe(2, 2, 16, seed=seed))
    quick = {"preset": "studio", "asr": "mel", "batchsize": 8, "precision": "fp32"}
    work(project, "train", epochs=2, save_dir="straight", **quick)

    def stop_after_3_steps(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] >= 3:
            job.request_stop()

    with pytest.raises(JobStopped):
        work(project, "train", stop_after_3_steps, epochs=2, save_dir="resumed", **quick)
    work(project, "train", epochs=2, save_dir="resumed", continue_training=True, **quick)
    straight, resumed = (
        torch.load(project.root / folder / "1.pth", weights_only=True)
        for folder in ("straight", "resumed")
    )
    unlike = [name for name in straight if not torch.equal(straight[name], resumed[name])]
    assert not unlike


def test_features_that_end_before_the_frames_repeat_their_last_row(clip):
    network, _ = trained(clip, ShapeRecipe(steps=2, batch_size=2))
    short = predicted_shapes(network, clip.kind, clip.features[:-2], len(clip))
    assert len(short) == len(clip)
    assert (
        short[:-20] == predicted_shapes(network, clip.kind, clip.features, len(clip))[:-20]
    ).all()


def test_a_research_syncnet_scores_whole_faces_and_no_patch(clip, tmp_path):
    path = tmp_path / "syncnet.pth"
    torch.save(dict(SyncNet("ave").state_dict()), path)
    with pytest.raises(CheckpointError, match="whole faces"):
        open_sync_expert(path, clip, CPU)


def test_disk_space_counts_the_lower_faces_too(clip):
    options = TrainOptions(name="x", epochs=1)
    paths = ProjectPaths(clip.clip.path, clip.clip.path, clip.clip.path)

    def needed_bytes() -> int:
        return disk_space_for(options, paths, clip.preset, clip.kind, clip.clip.path).needed_bytes

    before = needed_bytes()
    (clip.clip.cache_dir / f"{CACHE_PREFIX}_{clip.lower_face.crop_px}.npy").unlink()
    assert needed_bytes() - before == len(clip) * 3 * clip.lower_face.crop_px**2
