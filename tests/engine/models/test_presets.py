"""The preset table agrees with itself, with the research geometry and with the networks."""

import numpy as np
import pytest

from synctalk_engine.models.audio_windows import join_features, window_tensor
from synctalk_engine.models.presets import CROP_PRESETS, FEATURE_SHAPES, KINDS, get_preset


def features_of(kind: str, frames: int = 40) -> np.ndarray:
    shape = (frames, *FEATURE_SHAPES[kind])
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("name", CROP_PRESETS)
@pytest.mark.parametrize("kind", KINDS)
def test_windows_have_the_shape_that_the_preset_states(name: str, kind: str) -> None:
    preset = get_preset(name)
    window = window_tensor(preset, kind, features_of(kind), 20)
    assert window.shape == preset.window_shape(kind)
    assert window.dtype == np.float32


@pytest.mark.parametrize(
    ("name", "kind", "shape"),
    [
        ("328", "ave", (32, 16, 16)),
        ("328", "hubert", (32, 32, 32)),
        ("328", "wenet", (256, 16, 32)),
        ("160", "hubert", (16, 32, 32)),
        ("160", "wenet", (128, 16, 32)),
        ("lite-160", "whisper", (16, 1024)),
    ],
)
def test_research_windows_are_the_frames_in_order(
    name: str, kind: str, shape: tuple[int, ...]
) -> None:
    preset, features = get_preset(name), features_of(kind)
    half = preset.window_frames // 2
    expected = features[20 - half : 20 + half].reshape(shape)
    np.testing.assert_array_equal(window_tensor(preset, kind, features, 20), expected)


@pytest.mark.parametrize("name", CROP_PRESETS)
def test_windows_repeat_the_edge_frames(name: str) -> None:
    preset, features = get_preset(name), features_of("ave", frames=3)
    frames = window_tensor(preset, "ave", features, 0).reshape(preset.window_frames, -1)[:, :512]
    half = preset.window_frames // 2
    np.testing.assert_array_equal(frames[:half], np.broadcast_to(features[0], (half, 512)))
    np.testing.assert_array_equal(frames[half : half + 3], features)
    np.testing.assert_array_equal(frames[-1], features[-1])


@pytest.mark.parametrize("kind", ["moonshine", "mel", "mel+moonshine"])
@pytest.mark.parametrize("name", ["328", "160"])
def test_kinds_unknown_to_the_research_code_keep_every_number(name: str, kind: str) -> None:
    preset, features = get_preset(name), features_of(kind)
    window = window_tensor(preset, kind, features, 20).reshape(preset.window_frames, -1)
    half, numbers = preset.window_frames // 2, features[0].size
    np.testing.assert_array_equal(
        window[:, :numbers], features[20 - half : 20 + half].reshape(len(window), -1)
    )
    assert np.count_nonzero(window) == window.size


def test_joined_features_are_cut_to_the_shortest() -> None:
    joined = join_features([features_of("mel", 40), features_of("moonshine", 38)])
    assert joined.shape == (38, 608)


def test_features_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="hubert features are"):
        window_tensor(get_preset("328"), "hubert", features_of("ave"), 0)
    with pytest.raises(ValueError, match="not wav2vec"):
        get_preset("328").window_shape("wav2vec")
    with pytest.raises(KeyError, match="lite-160"):
        get_preset("512")


@pytest.mark.parametrize("name", CROP_PRESETS)
def test_the_mask_covers_the_mean_mouth(name: str) -> None:
    # Mouth of the 110-point mean face in the 160 input: x 50..109, y 42..71; of a smiling face that
    # was seen, from y 28 on.
    preset = get_preset(name)
    left, top, right, bottom = (edge * 160 / preset.input_px for edge in preset.mask_box)
    assert left < 50 and right > 109 and top < 26 and bottom > 109
