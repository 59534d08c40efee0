from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.dataset import crop_cache
from synctalk_engine.dataset.crop_cache import cached_crops
from synctalk_engine.errors import DatasetError, JobStopped
from synctalk_engine.face.crop import crop_box
from synctalk_engine.workspace.clip import Clip
from tests.helpers.preprocessed_clip import make_preprocessed_clip


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    return make_preprocessed_clip(tmp_path / "clip", 12)


def _boxes(clip: Clip):
    return [crop_box(points) for points in clip.landmarks()]


def test_crops_are_cut_once(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    first = np.array(cached_crops(clip, _boxes(clip), 40))
    assert first.shape == (12, 40, 40, 3) and first.std() > 1
    monkeypatch.setattr(crop_cache, "read_frame_image", lambda path: pytest.fail("read again"))
    assert np.array_equal(cached_crops(clip, _boxes(clip), 40), first)


def test_a_changed_frame_rebuilds_the_cache(clip: Clip) -> None:
    before = np.array(cached_crops(clip, _boxes(clip), 40))
    paths = clip.frame_paths()
    shutil.copy(paths[0], paths[5])
    os.utime(paths[5], ns=(1, 1))
    after = cached_crops(clip, _boxes(clip), 40)
    assert not np.array_equal(after[5], before[5])
    assert np.array_equal(after[6], before[6])


def test_moved_landmarks_make_the_cache_anew(clip: Clip) -> None:
    boxes = _boxes(clip)
    before = np.array(cached_crops(clip, boxes, 40))
    boxes[3] = crop_box(clip.landmarks()[3] + 7)
    assert not np.array_equal(cached_crops(clip, boxes, 40)[3], before[3])


def test_a_half_written_cache_is_never_used(clip: Clip) -> None:
    def stop(done: int, total: int) -> None:
        raise JobStopped

    with pytest.raises(JobStopped):
        cached_crops(clip, _boxes(clip), 40, stop)
    assert list(clip.cache_dir.iterdir()) == []
    assert cached_crops(clip, _boxes(clip), 40)[11].std() > 1


def test_a_truncated_cache_is_made_anew(clip: Clip) -> None:
    whole = np.array(cached_crops(clip, _boxes(clip), 40))
    path = clip.cache_dir / "crops_40.npy"
    path.write_bytes(path.read_bytes()[:5000])
    assert np.array_equal(cached_crops(clip, _boxes(clip), 40), whole)


def test_a_damaged_frame_is_named(clip: Clip) -> None:
    clip.frame_paths()[4].write_bytes(b"not an image")
    with pytest.raises(DatasetError, match=r"000004\.png"):
        cached_crops(clip, _boxes(clip), 40)
