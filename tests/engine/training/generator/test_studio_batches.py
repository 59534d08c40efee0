"""Studio batches from kept targets are those of the loader, on the CPU and in a device's memory.

The device is the CPU here: the code is the same for every device.
"""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.dataset import patch_targets, target_cache
from synctalk_engine.dataset.batches import TrainingBatch, TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.patch_targets import make_patch_target
from synctalk_engine.dataset.target_cache import CachedPatchBatches
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator import device_batches
from synctalk_engine.training.generator.device_batches import keep_on_device
from synctalk_engine.training.generator.lanczos import lanczos_remap, lanczos_table
from synctalk_engine.training.generator.studio_batches import StudioBatches, upsampling_matrix
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.precision import Precision
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import make_preprocessed_clip

CPU = torch.device("cpu")
MOST_OFF, MOST_OFF_FRACTION = 8, 0.01
"""Of 255, and of the warped values. OpenCV rounds places to 1/32 of a pixel. A place half way
between two of them may be rounded to either, which at an edge from 0 to 255 makes 255 / 32."""


@pytest.fixture
def clip(tmp_path, monkeypatch) -> ClipDataset:
    use_drawn_meshes(monkeypatch)
    folder = make_preprocessed_clip(tmp_path / "Zoë", 100).path
    return open_clip_dataset(folder, get_preset("studio-96"), "mel")


def _assert_alike(found: TrainingBatch, wanted: TrainingBatch) -> None:
    for name in ("frames", "target", "audio", "mouth_boxes", "patch_to_input"):
        assert np.array_equal(np.asarray(getattr(found, name)), getattr(wanted, name)), name
    image = np.asarray(found.image)
    assert image.dtype == np.uint8 and image.shape == wanted.image.shape
    off = np.abs(image.astype(int) - wanted.image)
    assert off[..., 3:].max() == 0, "reference and masks are the loader's"
    assert off.max() <= MOST_OFF and (off[..., :3] > 0).mean() <= MOST_OFF_FRACTION


def _samplers(clip: ClipDataset, batch_size: int) -> list[TrainingSampler]:
    """The loader's, one with kept targets, and one on the device."""
    samplers = [TrainingSampler(clip, batch_size, seed=3) for _ in range(3)]
    samplers[1].assemble = CachedPatchBatches(clip, 1 << 30)
    # The device has room for some of the targets; the computer's memory for some of the others.
    some = 5 * make_patch_target(clip, clip.lower_face, 5, 0).byte_count
    samplers[2].assemble = StudioBatches(clip, CPU, some, some)
    return samplers


def test_batches_are_those_of_the_loader(clip: ClipDataset) -> None:
    loader, *others = _samplers(clip, 6)
    for step in (0, 40):
        wanted, sequence = loader.batch(step), loader.long_sequence(step, 5)
        assert wanted.image[..., :3].std() > 10, "there is something to compare"
        for other in others:
            _assert_alike(other.batch(step), wanted)
            _assert_alike(other.long_sequence(step, 5), sequence)


def test_faces_of_several_sizes_share_a_batch(
    clip: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every other target has a coarser grid: they cannot be computed at once.
    steps_px = itertools.cycle((2, 3))
    monkeypatch.setattr(patch_targets, "grid_step", lambda _face_px: next(steps_px))
    frames, sources = np.arange(20, 32), np.arange(40, 52)
    kept = CachedPatchBatches(clip, 1 << 30)(frames, sources)
    _assert_alike(StudioBatches(clip, CPU, 1 << 30, 0)(frames, sources), kept)


def test_losses_are_those_of_the_loader(clip: ClipDataset) -> None:
    torch.manual_seed(0)
    network = create_generator(clip.preset, clip.kind).eval()  # without dropout
    found = []
    for sampler in _samplers(clip, 4):
        factory = TrainerFactory(clip, sampler, CPU, seed=0, perceptual=None)
        trainer = factory.build(network, Precision("fp32")).losses
        with torch.no_grad():
            found.append({name: float(value) for name, value in trainer(sampler.batch(2)).items()})
    for other in found[1:]:
        # A hundredth of the values is off by 1 of 255: of a mean that is 4e-5.
        assert other == pytest.approx(found[0], rel=1e-3, abs=1e-4)


def test_what_does_not_fit_is_made_again_and_is_the_same(
    clip: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    real = target_cache.make_patch_target
    monkeypatch.setattr(
        target_cache, "make_patch_target", lambda *given: made.append(given[2]) or real(*given)
    )
    one_target = real(clip, clip.lower_face, 5, 0).byte_count
    roomy, narrow = CachedPatchBatches(clip, 1 << 30), CachedPatchBatches(clip, 1.5 * one_target)
    frames, sources = np.array([5, 6, 30]), np.array([60, 60, 60])
    first = roomy(frames, sources)
    for batches, again in ((roomy, []), (narrow, [5, 6, 30]), (narrow, [6, 30])):
        made.clear()
        assert np.array_equal(batches(frames, sources).image, first.image)
        assert made == again


def test_the_device_is_used_where_the_data_fits(
    clip: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampler = TrainingSampler(clip, 4, seed=0)
    assert keep_on_device(sampler, clip, CPU) is None
    assert isinstance(sampler.assemble, CachedPatchBatches)
    monkeypatch.setattr(device_batches, "free_device_bytes", lambda _device: 1 << 40)
    assert keep_on_device(sampler, clip, CPU)
    assert isinstance(sampler.assemble, StudioBatches)
    assert isinstance(sampler.batch(0).image, torch.Tensor)


@pytest.mark.parametrize("beyond", [0.0, 6.0])
def test_lanczos_is_opencvs(beyond: float) -> None:
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (3, 20, 24, 3), np.uint8)
    low, high = -beyond, np.array([23, 19]) + beyond
    places = random.uniform(low, high, (3, 30, 31, 2)).astype(np.float32)
    places[0, 0] = np.round(places[0, 0])
    found = lanczos_remap(torch.from_numpy(images), torch.from_numpy(places), lanczos_table(CPU))
    for image, where, other in zip(images, places, found.numpy(), strict=True):
        x, y = where[..., 0], where[..., 1]
        wanted = cv2.remap(image, x, y, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE)
        assert np.abs(wanted.astype(int) - other).max() <= 1


@pytest.mark.parametrize("step_px", [2, 5, 7])
def test_a_coarse_grid_is_enlarged_as_opencv_does(step_px: int) -> None:
    grid = np.random.default_rng(1).normal(size=(9, 9, 2)).astype(np.float32)
    places = np.meshgrid(*[np.arange(8 * step_px, dtype=np.float32) / step_px] * 2)
    wanted = cv2.remap(grid, *places, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    by = upsampling_matrix(8 * step_px, step_px, 9)
    assert np.einsum("yr,xc,rcd->yxd", by, by, grid) == pytest.approx(wanted, abs=1e-5)
