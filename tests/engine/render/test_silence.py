"""Where pauses are, and which moments of a clip close the mouth."""

import numpy as np
import torch

from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.media.audio import ArraySamples
from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.render.mouth_generator import MouthGenerator
from synctalk_engine.render.silence import (
    APART_FRAMES,
    FADE_FRAMES,
    LEAD_FRAMES,
    closed_mouth_frames,
    silence_weights,
    silence_window,
)
from synctalk_engine.render.source_clip import open_source
from tests.engine.render.conftest import FRAME_COUNT

RATE_HZ, FPS = 16000, 25
PER_FRAME = RATE_HZ // FPS


def speech_with_pauses(*pauses, frames=100, noise=0.0, level=0.2):
    random = np.random.default_rng(0)
    samples = level * random.normal(size=frames * PER_FRAME).astype(np.float32)
    for first, last in pauses:
        samples[first * PER_FRAME : last * PER_FRAME] *= noise
    return ArraySamples(samples)


def test_speech_is_never_a_pause():
    assert silence_weights(speech_with_pauses(), 100, FPS).max() == 0


def test_mouth_rests_deep_in_a_pause_and_not_beside_speech():
    for noise in (0.0, 0.01):
        shares = silence_weights(speech_with_pauses((30, 70), noise=noise), 100, FPS)
        assert shares[: 30 + LEAD_FRAMES - 1].max() == 0
        assert shares[70 - LEAD_FRAMES + 1 :].max() == 0
        middle = shares[30 + LEAD_FRAMES + FADE_FRAMES : 70 - LEAD_FRAMES - FADE_FRAMES]
        assert middle.min() == 1
        assert np.abs(np.diff(shares)).max() <= 1 / FADE_FRAMES + 1e-6


def test_short_pauses_are_left_to_the_network():
    shares = silence_weights(speech_with_pauses((30, 30 + 2 * LEAD_FRAMES - 1)), 100, FPS)
    assert shares.max() == 0


def test_pauses_at_both_ends_rest_to_the_very_end():
    shares = silence_weights(speech_with_pauses((0, 40), (80, 100)), 100, FPS)
    assert shares[0] == 1 and shares[-1] == 1 and shares[60] == 0


def test_room_noise_between_words_is_a_pause_and_quiet_speech_is_none():
    """Noise at -44 dBFS, 28 dB below the speech: nearer than the 32 dB of a pause by default."""
    assert silence_weights(speech_with_pauses((30, 70), noise=0.04, level=0.158), 100, FPS)[50] == 1
    quiet = silence_weights(speech_with_pauses((30, 70), noise=0.3, level=0.02), 100, FPS)
    assert quiet.max() == 0, "10 dB below is a word said more softly"


def test_room_noise_throughout_is_one_pause():
    noise = speech_with_pauses(level=10 ** (-50 / 20))
    assert silence_weights(noise, 100, FPS).min() == 1


def test_silence_throughout_is_one_pause():
    assert silence_weights(ArraySamples(np.zeros(RATE_HZ, np.float32)), 25, FPS).min() == 1


def test_quiet_speech_is_no_pause():
    quiet = speech_with_pauses((30, 70), noise=0.1)
    assert silence_weights(quiet, 100, FPS).max() == 0


def test_closed_mouths_are_found_some_apart_and_never_without_a_face():
    frames = np.arange(200)
    opening = 0.1 + 0.1 * np.cos(2 * np.pi * frames / 50)  # closed at 25, 75, 125, 175
    usable = np.ones(200, bool)
    usable[120:131] = False
    chosen = closed_mouth_frames(opening, usable)
    assert {25, 75, 175} <= set(chosen.tolist())
    assert usable[chosen].all()
    apart = np.abs(chosen[:, None] - chosen[None]) + 1000 * np.eye(len(chosen))
    assert apart.min() >= APART_FRAMES


def drawer_of(features):
    preset = get_preset("lite-160")
    torch.manual_seed(0)
    return MouthGenerator(
        create_generator(preset, "mel"), preset, "mel", features, precision="fp32"
    )


def test_pauses_use_the_silence_audio_and_speech_its_own(monkeypatch):
    features = np.full((3, 320), 2.0, np.float32)
    mouth_generator = drawer_of(features)
    monkeypatch.setattr(mouth_generator, "generate_windows", lambda images, windows: windows)
    mouth_generator.set_silence_audio(
        np.full((16, 320), 6.0, np.float32), np.array([0, 0.5, 1], np.float32)
    )
    generated = mouth_generator.generate(range(3), np.empty(0))
    assert [np.unique(window).tolist() for window in generated] == [[2.0], [4.0], [6.0]]


def test_silence_audio_is_from_a_moment_with_a_closed_mouth(project):
    preset = get_preset("lite-160")
    features = np.random.default_rng(0).normal(size=(FRAME_COUNT, 4, 80)).astype(np.float32)
    source = open_source(project.clip, preset, 0, 10)
    assert silence_window(source, "mel", drawer_of(features)) is None

    np.save(project.clip.feature_path("mel"), features)
    window = silence_window(source, "mel", drawer_of(features))
    closed = closed_mouth_frames(mouth_opening(source.points), source.found)
    of_clip = [window_tensor(preset, "mel", features, frame) for frame in closed.tolist()]
    assert any(np.array_equal(window, other) for other in of_clip)
