"""Whisper rows stand at their frames, hardly depend on the windows, and are those of Whisper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from synctalk_engine import features
from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import AssetError
from synctalk_engine.features import whisper
from synctalk_engine.features.overlapping_windows import OverlappingWindows
from synctalk_engine.features.whisper_weights import read_encoder, write_encoder
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, load_samples
from synctalk_engine.models.whisper_encoder import WhisperEncoder
from tests.helpers.media_files import real_clip
from tests.helpers.whisper_files import random_encoder, write_ct2, write_published

RATE = SAMPLE_RATE_HZ


class OneFile:
    """An asset store with one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def path(self, _asset_id: str) -> Path:
        return self._path


@pytest.fixture(scope="module")
def tensors() -> dict[str, np.ndarray]:
    return random_encoder()


@pytest.fixture(scope="module")
def weights(tensors, tmp_path_factory) -> OneFile:
    """The file that the store keeps, with random weights."""
    folder = tmp_path_factory.mktemp("whisper")
    published = write_published(folder / "model.safetensors", tensors)
    write_encoder(published, folder / "encoder.safetensors")
    return OneFile(folder / "encoder.safetensors")


def voice(duration_s: float) -> np.ndarray:
    """float32 (samples,): a harmonic voice of changing loudness, with noise."""
    times_s = np.arange(round(duration_s * RATE)) / RATE
    audio = sum(np.sin(2 * np.pi * 120 * k * times_s) / k for k in range(1, 20))
    noise = np.random.default_rng(1).normal(size=len(times_s))
    return (0.05 * np.sin(2 * np.pi * 2.3 * times_s) * (audio + noise)).astype(np.float32)


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Mean over the features of their correlation in time."""
    first, second = (rows.reshape(len(rows), -1) for rows in (first, second))
    first = (first - first.mean(0)) / (first.std(0) + 1e-9)
    second = (second - second.mean(0)) / (second.std(0) + 1e-9)
    return float((first * second).mean())


# -- weights -------------------------------------------------------------------------------------


def test_both_published_files_give_the_same_file(tensors, tmp_path):
    sources = [
        write_published(tmp_path / "model.safetensors", tensors),
        write_ct2(tmp_path / "model.bin", tensors),
    ]
    kept = [tmp_path / f"{source.suffix[1:]}.kept" for source in sources]
    for source, target in zip(sources, kept, strict=True):
        write_encoder(source, target)
    assert kept[0].read_bytes() == kept[1].read_bytes()
    write_encoder(kept[0], tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == kept[0].read_bytes()
    found = read_encoder(kept[0])
    assert found.keys() == tensors.keys()
    assert all(np.array_equal(found[name], tensors[name]) for name in tensors)


def test_other_files_are_refused_with_the_reason(tensors, tmp_path):
    path = tmp_path / "file"

    def reason() -> str:
        with pytest.raises(AssetError) as caught:
            features.extract("whisper", voice(0.5), 12, 25.0, OneFile(path))
        assert caught.value.code == "asset_other_network"
        return caught.value.message

    path.write_bytes(b"not a network")
    assert "neither a safetensors nor a CTranslate2 file" in reason()
    write_ct2(path, tensors, quantised=True)
    assert "quantised" in reason()
    path.write_bytes(write_ct2(path, tensors).read_bytes()[:100_000])
    assert "damaged" in reason()
    write_published(path, {"x.weight": np.ones((2, 2), np.float16)})
    assert "no encoder of Whisper" in reason()
    write_published(path, {name: array for name, array in tensors.items() if "fc2" not in name})
    assert "no tensor “layers.0.fc2.weight”" in reason()
    write_published(path, {**tensors, "conv2.weight": np.ones((384, 384, 3), np.float16)})
    assert "“conv2.weight” is (384, 384, 3)" in reason()


def test_the_network_is_transformers(tensors):
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    sizes = {"d_model": 512, "encoder_layers": 6, "encoder_attention_heads": 8}
    config = transformers.WhisperConfig(
        **sizes, encoder_ffn_dim=2048, max_source_positions=50, num_mel_bins=80
    )
    theirs = transformers.models.whisper.modeling_whisper.WhisperEncoder(config).eval()
    state = {name: torch.from_numpy(array).float() for name, array in tensors.items()}
    state["embed_positions.weight"] = state["embed_positions.weight"][:50]
    theirs.load_state_dict(state)
    mel = torch.randn(1, 80, 100, generator=torch.Generator().manual_seed(0))
    ours = WhisperEncoder(4, position_count=50).eval()
    ours.load_state_dict({name: state[name] for name in ours.state_dict()})
    with torch.inference_mode():
        expected = theirs(mel, output_hidden_states=True).hidden_states[4]
        assert torch.allclose(ours(mel), expected, atol=1e-5)


# -- log-mels ------------------------------------------------------------------------------------


def test_log_mels_are_whispers():
    transformers = pytest.importorskip("transformers")
    audio = voice(3.0)
    audio *= 0.5 / np.abs(audio).max()
    extractor = transformers.WhisperFeatureExtractor()
    theirs = extractor(audio, sampling_rate=RATE, return_tensors="np").input_features[0]
    # theirs has a frame at sample 0; ours at the centre of the first row's 320 samples
    ours = whisper.log_mel(ArraySamples(audio), 0, 140)
    gap = np.abs(ours[:, 2:250] - theirs[:, 3:251])
    assert gap[theirs[:, 3:251] > theirs.min() + 0.5].max() < 1e-3


@pytest.mark.parametrize("fps", [25.0, 20.0, 29.97])
def test_a_click_shows_in_the_half_of_its_frame(fps, weights, monkeypatch):
    """With the network replaced by the loudness of the mel frame at each row's centre."""
    monkeypatch.setattr(
        whisper,
        "load_encoder",
        lambda *_: lambda mel: np.repeat(mel[:, ::2].mean(0)[:, None], 512, axis=1),
    )
    for half in (0, 1):
        centre_s = (33 + (half + 0.5) / 2) / fps
        audio = np.zeros(RATE * 3, np.float32)
        at = round(centre_s * RATE)
        audio[at - 8 : at + 8] = 0.5 * np.sin(np.arange(16))
        rows = features.extract("whisper", audio, 60, fps, weights)
        assert rows.shape == (60, 2, 512)
        assert int(np.argmax(rows[:, :, 0])) == 33 * 2 + half


# -- windows -------------------------------------------------------------------------------------


@pytest.mark.parametrize("row_count", [1, 7, 60, 61, 100, 457])
def test_windows_join_to_every_row_once(row_count):
    windows = OverlappingWindows(window_rows=60, margin_rows=12, blend_rows=6)
    calls = []

    def row_numbers(first: int, count: int) -> np.ndarray:
        calls.append((first, count))
        return np.arange(first, first + count, dtype=np.float32)[:, None]

    rows = np.concatenate(list(windows.blended(row_count, row_numbers)))
    assert np.allclose(rows[:, 0], np.arange(row_count), atol=1e-3)
    assert calls[0][0] == -12
    assert calls[-1][0] + calls[-1][1] == row_count + 12
    assert max(count for _, count in calls) <= 60


def test_neighbouring_windows_fade_into_each_other():
    windows = OverlappingWindows(window_rows=60, margin_rows=12, blend_rows=6)
    numbers = iter([0.0, 1.0])
    rows = np.concatenate(
        list(windows.blended(60, lambda _, count: np.full((count, 1), next(numbers), np.float32)))
    )[:, 0]
    assert set(rows[:30]) == {0.0} and set(rows[36:]) == {1.0}
    assert np.allclose(np.diff(rows[29:37]), [1 / 12, *[1 / 6] * 5, 1 / 12])


def test_windows_without_a_middle_are_refused():
    with pytest.raises(ValueError, match="middle"):
        OverlappingWindows(window_rows=60, margin_rows=25, blend_rows=6)


def test_no_window_is_longer_than_thirty_seconds():
    seen = []

    def run(log_mels: np.ndarray) -> np.ndarray:
        seen.append(log_mels.shape)
        return np.zeros((log_mels.shape[1] // 2, 512), np.float32)

    rows = list(whisper.encode(ArraySamples(voice(61.0)), run))
    assert sum(map(len, rows)) == 61 * 50
    assert len(seen) == 4
    assert max(seen) == (80, 3000)
    assert max(map(len, rows)) <= 1500


def test_windows_of_one_length_are_encoded_together():
    seen = []

    def run(log_mels: np.ndarray) -> np.ndarray:
        seen.append(log_mels.shape)
        pairs = log_mels.reshape(*log_mels.shape[:-1], -1, 2).mean(-1)
        return np.moveaxis(pairs, -2, -1)

    samples = ArraySamples(voice(61.0))
    alone = np.concatenate(list(whisper.encode(samples, run)))
    seen.clear()
    together = np.concatenate(list(whisper.encode(samples, run, at_once=2)))
    assert (together == alone).all()
    assert [shape[0] for shape in seen] == [2, 1, 1] and len({s[2] for s in seen[:2]}) == 1


def test_the_encoder_takes_one_window_or_several(monkeypatch):
    torch.manual_seed(0)
    network = WhisperEncoder(whisper.LAYER).eval()
    monkeypatch.setattr(whisper, "load_network", lambda _path: network)
    run = whisper.load_encoder("weights")
    windows = np.random.default_rng(0).normal(size=(2, 80, 60)).astype(np.float32)
    together = run(windows)
    assert together.shape == (2, 30, 512)
    for window, rows in zip(windows, together, strict=True):
        assert np.abs(run(window) - rows).max() < 1e-4


@pytest.mark.parametrize(("device", "expected"), [("cuda:0", 8), ("cpu", 1), ("mps", 1)])
def test_a_gpu_encodes_windows_in_batches(monkeypatch, device, expected):
    asked = []

    def encode(_samples, _run, _poll, at_once):
        asked.append(at_once)
        return iter([np.zeros((8, 512), np.float32)])

    monkeypatch.setattr(whisper, "load_encoder", lambda *_: None)
    monkeypatch.setattr(whisper, "encode", encode)
    samples = ArraySamples(voice(0.2))
    list(whisper.whisper_blocks(samples, 2, 25.0, "weights", device))
    assert asked == [expected]


def test_a_short_recording_is_not_padded_to_thirty_seconds():
    seen = []

    def run(log_mels: np.ndarray) -> np.ndarray:
        seen.append(log_mels.shape[1] // 2)
        return np.zeros((seen[-1], 512), np.float32)

    assert sum(map(len, whisper.encode(ArraySamples(voice(2.0)), run))) == 100
    assert seen == [100 + 2 * whisper.WINDOWS.margin_rows]


def test_loudness_of_the_recording_does_not_matter(weights):
    loud, quiet = (
        features.extract("whisper", voice(2.0) * gain, 50, 25.0, weights) for gain in (1.0, 0.1)
    )
    assert np.abs(loud - quiet).max() < 0.02 * loud.std()


@pytest.mark.parametrize("sample_count", [0, 1, 319, 640])
def test_very_short_audio_gives_all_rows(sample_count, weights):
    rows = features.extract("whisper", voice(1.0)[:sample_count], 3, 25.0, weights)
    assert rows.shape == (3, 2, 512)
    assert np.isfinite(rows).all()


# -- the published weights -----------------------------------------------------------------------


def test_the_installed_file_is_whispers(whisper_assets: AssetStore):
    found = read_encoder(whisper_assets.path("whisper_base_encoder"))
    assert len(found) == 97
    times = np.arange(1500)[:, None] * np.exp(-np.log(1e4) / 255 * np.arange(256))
    sinusoids = np.concatenate([np.sin(times), np.cos(times)], axis=1)
    assert np.abs(found["embed_positions.weight"] - sinusoids).max() < 1e-3


def test_moved_cuts_change_the_real_rows_by_little(whisper_assets: AssetStore):
    """All but the first 7 s of a clip alone: each row stands elsewhere in its window."""
    audio = load_samples(real_clip("talk_en_60s_256px.mp4"))[: 37 * RATE]
    plain = features.extract("whisper", audio, 37 * 25, 25.0, whisper_assets)
    moved = features.extract("whisper", audio[7 * RATE :], 30 * 25, 25.0, whisper_assets)
    similarities = [
        correlation(plain[175 + shift : 920 + shift], moved[:745]) for shift in (-1, 0, 1)
    ]
    assert similarities[1] > 0.85
    assert similarities[1] > max(similarities[0], similarities[2]) + 0.1
