"""What a studio generator is shown: never the target's mouth, nor the source's."""

import numpy as np
import pytest

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.dataset.joined_clips import concat_clips
from synctalk_engine.dataset.lower_face import MARGIN, lower_face_boxes
from synctalk_engine.dataset.mouth_patches import (
    lips_box,
    mouth_alpha,
    mouth_view,
    patch_input,
    reference_patch,
)
from synctalk_engine.dataset.mouth_references import NEIGHBOUR_FRAMES
from synctalk_engine.face.crop import mouth_patch
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.gpu_check.drawn_meshes import drawn_mesh
from synctalk_engine.media.image_files import read_image
from synctalk_engine.models.presets import get_preset
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import face_points, make_preprocessed_clip


@pytest.fixture
def clip(tmp_path, monkeypatch) -> ClipDataset:
    use_drawn_meshes(monkeypatch)
    folder = make_preprocessed_clip(tmp_path / "Zoë", 120).path
    return open_clip_dataset(folder, get_preset("studio-96"), "mel")


def test_a_patch_is_the_frames_own_pixels(clip):
    face, frame = clip.lower_face, 7
    assert face.scale(frame) == 1
    image = read_image(clip.frame_path(frame))
    box, margin = face.boxes[frame], face.margin_px
    rows = np.clip(np.arange(box.y0 + margin, box.y1 - margin), 0, len(image) - 1)
    columns = np.clip(np.arange(box.x0 + margin, box.x1 - margin), 0, len(image[0]) - 1)
    assert (face.patch(frame) == image[rows][:, columns]).all()


def test_the_patchs_place_tells_nothing_of_the_mouth():
    shut, open_ = (np.stack([drawn_mesh(face_points(o, 0.0))] * 3) for o in (0.0, 1.0))
    meshes = np.concatenate([shut, open_])
    boxes = lower_face_boxes(meshes, 96, 96 + 2 * round(MARGIN * 96))
    assert len(set(boxes)) == 1


def test_all_mouths_of_a_clip_lie_in_its_view_flipped_too(clip):
    face, grid_px = clip.lower_face, 16
    left, top, right, bottom = mouth_view(face, grid_px)
    assert left + right == face.patch_px and top >= 0 and bottom <= face.patch_px
    assert (right - left) % grid_px == 0 and (bottom - top) % grid_px == 0
    assert (right - left) * (bottom - top) < 0.8 * face.patch_px**2
    for frame, mesh in enumerate(face.meshes):
        points = face.in_patch(frame, mesh[:, :2].astype(float))
        alpha = mouth_alpha(points, face.patch_px, face_width(points))
        alpha[top:bottom, left:right] = 0
        assert not alpha.any()


def test_a_large_face_is_made_smaller_to_the_largest_patch():
    meshes = np.stack([12 * drawn_mesh(face_points(0.5, 0.0))] * 3)
    (box, *_) = lower_face_boxes(meshes, 384, 552)
    assert box.side_px > 552


@pytest.mark.parametrize("opening, least_px", [(0.0, 10), (1.0, 50)])
def test_inside_the_mouth_nothing_is_left_of_the_source(opening, least_px):
    points = drawn_mesh(face_points(opening, 0.0))[:, :2].astype(float) * 2 - (80, 130)
    white, grey = (np.full((96, 96, 3), value, np.uint8) for value in (255, 90))
    image = patch_input(white, grey, points)
    inside = image[..., 7] == 255
    assert inside.sum() > least_px
    assert (image[..., :3][inside] == 90).all()
    assert (image[..., :3][image[..., 7] == 0] == 255).all()
    assert (image[..., 8][inside] == 255).all()


def test_a_batch_warps_another_frame_to_the_target(clip):
    sampler = TrainingSampler(clip, 6, seed=1)
    batch = sampler.batch(0)
    assert batch.image.shape == (6, 96, 96, 9) and batch.target.shape == (6, 96, 96, 3)
    frames, sources = sampler.frames(0), sampler.references(0, sampler.frames(0))
    assert (abs(frames - sources) >= 1).all()
    for frame in frames.tolist():
        choices = clip.mouth_references.choices(clip.mouth_vectors[frame], 0, frame)
        assert all(abs(reference - frame) >= NEIGHBOUR_FRAMES for reference in choices)
    again = sampler.batch(0)
    assert (again.image == batch.image).all()


def test_of_several_videos_each_keeps_its_own_mouths_and_patches(tmp_path, monkeypatch):
    use_drawn_meshes(monkeypatch)
    clips = [
        open_clip_dataset(
            make_preprocessed_clip(tmp_path / name, 120, seed).path, get_preset("studio-96"), "mel"
        )
        for name, seed in (("first", 1), ("second", 2))
    ]
    whole = concat_clips(clips)
    for video, part in zip(whole.source_videos, clips, strict=True):
        frame = video.first + 5
        assert (whole.lower_face.patch(frame) == part.lower_face.patch(5)).all()
        assert (whole.lower_face.mouth_to_patch[frame] == part.lower_face.mouth_to_patch[5]).all()
        assert whole.frame_path(frame) == part.frame_path(5)
        number = int(whole.video_of(np.array(frame)))
        vector = whole.mouth_vectors[frame]
        (chosen,) = whole.mouth_references.path([(vector[None], np.array([number]))])
        assert video.first <= chosen < video.stop


def test_the_aligned_mouth_is_the_same_in_the_patch(clip):
    frame = clip.split.train[3]
    in_patch = mouth_patch(clip.lower_face.patch(frame), clip.lower_face.mouth_to_patch[frame])
    off = np.abs(in_patch.astype(float) - clip.patches[frame])
    assert off.mean() < 6


def test_a_reference_shows_another_frames_mouth_where_the_wanted_one_is(clip):
    face, frame = clip.lower_face, clip.split.train[30]
    points = face.in_patch(frame, face.meshes[frame, :, :2].astype(float))
    left, top, right, bottom = lips_box(points, face.patch_px)
    own = reference_patch(face, frame, points)
    off = own[top:bottom, left:right].astype(int) - face.patch(frame)[top:bottom, left:right]
    assert np.abs(off).mean() < 1
    own[top:bottom, left:right] = 0
    assert not own.any()
