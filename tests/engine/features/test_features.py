"""Features stand at the right time, have the right shape and do not depend on how they are cut."""

from __future__ import annotations

import json
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine import features
from synctalk_engine.errors import AssetError, OptionError
from synctalk_engine.features import frame_alignment, moonshine
from synctalk_engine.features.ave import ave_mel, mel_row_count, window_starts
from synctalk_engine.features.mel import STEPS_PER_FRAME, mel_features
from synctalk_engine.features.wenet import filter_bank
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, load_samples, write_wav
from tests.helpers.media_files import clicks, real_clip
from tests.helpers.published_weights import ave_state

RATE = SAMPLE_RATE_HZ


class Files:
    """An asset store of files given by hand."""

    def __init__(self, **paths: Path) -> None:
        self.paths = paths

    def path(self, asset_id: str) -> Path:
        if asset_id not in self.paths:
            raise AssetError("asset_missing", asset=asset_id, what=asset_id)
        return self.paths[asset_id]


def speech_like(duration_s: float, seed: int = 3) -> np.ndarray:
    """float32 (samples,): noise whose loudness and colour change like syllables."""
    rng = np.random.default_rng(seed)
    times_s = np.arange(round(duration_s * RATE)) / RATE
    loudness = np.clip(
        np.sin(2 * np.pi * 3.1 * times_s) + 0.6 * np.sin(2 * np.pi * 0.7 * times_s), 0, 2
    )
    voice = sum(np.sin(2 * np.pi * 120 * k * times_s) / k for k in range(1, 20))
    return (0.05 * loudness * (voice + 0.3 * rng.normal(size=len(times_s)))).astype(np.float32)


# -- timing ------------------------------------------------------------------------------------


def test_frame_centres():
    assert frame_alignment.frame_centres_samples(2, 25).tolist() == [320, 960]
    assert frame_alignment.frame_centres_samples(1, 25, 4).tolist() == [80, 240, 400, 560]
    assert frame_alignment.frame_centres_samples(1, 25, 4, first_frame=2)[0] == 2 * 640 + 80


def test_rows_between_rows_are_interpolated():
    rows = np.array([[0.0], [10.0], [20.0]])
    got = frame_alignment.rows_at(rows, np.array([-1, 0.25, 1.5, 9]))
    assert got[:, 0].tolist() == [0, 2.5, 15, 20]


# -- mel ---------------------------------------------------------------------------------------

REFERENCE_ROWS = (
    [-0.39432, -1.02221, -0.25534, -0.33168, -0.39835],
    [0.68367, 0.44115, 0.81377, 0.97491, 0.83357],
    [-3.93997, -2.95577, -2.02378, -1.72963, -1.34439],
)


def test_existing_datasets_stay_valid():
    """Numbers of the first release; its datasets are used with today's networks."""
    times_s = np.arange(2 * RATE) / RATE
    noise = np.modf(np.sin(12.9898 * np.arange(len(times_s))) * 43758.5453)[0]
    audio = (0.1 * noise * (1 + np.sin(2 * np.pi * 3 * times_s))).astype(np.float32)
    samples = ArraySamples(audio)
    found = (
        mel_features(samples, 50, 25.0)[30, 2, ::16],
        mel_features(samples, 58, 29.97)[50, 3, ::16],
        ave_mel(samples, 0, mel_row_count(samples))[75, ::16],
    )
    for row, expected in zip(found, REFERENCE_ROWS, strict=True):
        assert np.abs(row - expected).max() < 1e-4


@pytest.mark.parametrize("fps", [25.0, 20.0, 29.97])
def test_a_click_shows_in_its_own_step(fps):
    frame = 13
    for step in range(STEPS_PER_FRAME):
        centre_s = (frame + (step + 0.5) / STEPS_PER_FRAME) / fps
        samples = np.zeros(RATE * 2, np.float32)
        at = round(centre_s * RATE)
        samples[at - 8 : at + 8] = 0.5 * np.sin(np.arange(16))
        mel = mel_features(ArraySamples(samples), 25, fps)
        loudness = mel.mean(axis=2).reshape(-1)
        assert int(np.argmax(loudness)) == frame * STEPS_PER_FRAME + step


def test_mel_shape_and_range():
    mel = features.extract("mel", speech_like(4.0), 100)
    assert mel.shape == (100, 4, 80)
    assert mel.dtype == np.float32
    assert abs(mel.mean()) < 1.5
    assert 0.3 < mel.std() < 2
    assert mel.min() >= -1.95


def test_loudness_of_the_recording_does_not_matter():
    audio = speech_like(4.0)
    loud, quiet = (features.extract("mel", audio * gain, 100) for gain in (1.0, 0.1))
    assert np.abs(loud - quiet).max() < 0.02


def test_silence_is_the_floor_everywhere():
    mel = features.extract("mel", np.zeros(RATE, np.float32), 25)
    assert np.ptp(mel) < 1e-6


def test_frames_beyond_the_audio_are_silence():
    mel = features.extract("mel", speech_like(1.0), 50)
    assert mel.shape == (50, 4, 80)
    assert np.ptp(mel[30:]) < 1e-6


def test_long_audio_read_in_chunks_gives_the_same_result():
    audio = speech_like(60.0)
    whole = features.extract("mel", audio, 1500)
    late = features.extract("mel", np.r_[np.zeros(RATE * 8, np.float32), audio], 1700)
    assert np.abs(whole[100:1400] - late[300:1600]).max() < 0.15


def test_file_and_samples_give_the_same(tmp_path):
    audio = (speech_like(2.0) * 32768).astype(np.int16)
    write_wav(tmp_path / "aud.wav", audio)
    from_file = features.extract("mel", tmp_path / "aud.wav", 50)
    assert np.array_equal(from_file, features.extract("mel", audio, 50))


def test_libraries_are_loaded_where_they_are_needed():
    import subprocess

    code = (
        "import sys, numpy as np; from synctalk_engine import features;"
        "assert 'librosa' not in sys.modules;"
        "features.extract('mel', np.zeros(16000, np.float32), 25);"
        "assert 'librosa.filters' in sys.modules;"
        "assert 'librosa.core.spectrum' not in sys.modules;"  # numba would compile it
        "print([m for m in ('torch','transformers','onnxruntime') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


# -- moonshine ---------------------------------------------------------------------------------


def local_encoder(piece: np.ndarray) -> np.ndarray:
    """Stands in for the network: each row is the mean of its own samples and the row's position."""
    rows = (len(piece) - moonshine.TAIL_SAMPLES) // moonshine.ROW_SAMPLES
    means = piece[: rows * moonshine.ROW_SAMPLES].reshape(rows, -1).mean(axis=1)
    return np.repeat(means[:, None], moonshine.ROW_COUNT, axis=1).astype(np.float32)


@pytest.mark.parametrize("duration_s", [0.01, 0.5, 3.0, 9.9, 10.1, 47.3])
def test_pieces_join_without_a_seam(duration_s):
    count = max(1, round(duration_s * RATE))
    ramp = np.linspace(0, 1, count).astype(np.float32)
    rows = np.concatenate(list(moonshine.encode(ArraySamples(ramp), local_encoder)))
    padded = np.zeros(len(rows) * moonshine.ROW_SAMPLES, np.float32)
    padded[:count] = ramp
    expected = padded.reshape(len(rows), -1).mean(axis=1)
    assert rows.shape == (-(-count // moonshine.ROW_SAMPLES), moonshine.ROW_COUNT)
    assert np.allclose(rows[:, 0], expected, atol=1e-5)


def test_every_row_is_encoded_with_context_around_it():
    seen = []

    def encoder(piece: np.ndarray) -> np.ndarray:
        seen.append(len(piece))
        return local_encoder(piece)

    list(moonshine.encode(ArraySamples(np.zeros(RATE * 30, np.float32)), encoder))
    assert max(seen) <= moonshine.PIECE_ROWS * moonshine.ROW_SAMPLES + moonshine.TAIL_SAMPLES
    assert len(seen) == 6


@pytest.fixture(scope="module")
def moonshine_files():
    from synctalk_engine.assets.store import AssetStore

    try:
        return Files(moonshine_tiny_encoder=AssetStore().path("moonshine_tiny_encoder"))
    except AssetError:
        pytest.skip("the Moonshine weights are not installed")


def test_the_real_encoder_gives_one_row_a_frame(moonshine_files):
    audio = load_samples(real_clip("talk_en_8s_512px.mp4"))
    rows = features.extract("moonshine", audio, 200, 25.0, moonshine_files, threads=1)
    assert rows.shape == (200, 288)
    assert np.isfinite(rows).all()
    assert 0.2 < rows.std() < 1.5


def test_real_rows_shift_with_the_audio(moonshine_files):
    audio = load_samples(real_clip("talk_en_8s_512px.mp4"))
    plain = features.extract("moonshine", audio, 200, 25.0, moonshine_files, threads=1)
    moved = np.r_[np.zeros(25 * 640, np.int16), audio]
    late = features.extract("moonshine", moved, 225, 25.0, moonshine_files, threads=1)
    best = max(
        range(-3, 4), key=lambda shift: _correlation(plain[40:160], late[65 + shift : 185 + shift])
    )
    assert best == 0
    assert _correlation(plain[40:160], late[65:185]) > 0.85


# -- kinds of the research code ----------------------------------------------------------------


def test_ave_mel_matches_the_definition():
    librosa = pytest.importorskip("librosa")
    audio = speech_like(2.0)
    emphasised = np.r_[audio[0], audio[1:] - 0.97 * audio[:-1]]
    spectrum = np.abs(
        librosa.stft(y=emphasised, n_fft=800, hop_length=200, win_length=800, pad_mode="constant")
    )
    filters = librosa.filters.mel(sr=RATE, n_fft=800, n_mels=80, fmin=55, fmax=7600)
    decibels = 20 * np.log10(np.maximum(1e-5, filters @ spectrum)) - 20
    expected = np.clip(8 * (decibels + 100) / 100 - 4, -4, 4).T
    samples = ArraySamples(audio)
    assert np.abs(ave_mel(samples, 0, mel_row_count(samples)) - expected).max() < 2e-3
    assert np.abs(ave_mel(samples, 30, 20) - expected[30:50]).max() < 2e-3


def test_ave_windows_start_where_the_research_code_starts_them():
    starts = window_starts(81)
    assert starts[:5].tolist() == [0, 3, 6, 9, 12]
    assert starts[-1] <= 81 - 16
    assert len(starts) == int((81 - 16) / 80 * 25) + 2


@pytest.mark.parametrize("wrapper", ["", "audio_encoder.", "module.audio_encoder."])
def test_ave_features(tmp_path, wrapper):
    """The published file has no prefix: the research code adds it when it loads the file."""
    torch = pytest.importorskip("torch")
    state = {wrapper + key: value for key, value in ave_state().items()}
    torch.save(state, tmp_path / "ave.pth")
    files = Files(ave_encoder=tmp_path / "ave.pth")
    rows = features.extract("ave", speech_like(4.0), 100, 25.0, files)
    assert rows.shape == (99, 512)
    assert np.array_equal(rows[0], rows[1])
    assert np.array_equal(rows[-1], rows[-2])
    assert rows[5:90].std(axis=0).max() > 0


def test_ave_weights_of_another_network_are_refused(tmp_path):
    torch = pytest.importorskip("torch")
    torch.save({"weight": torch.zeros(3)}, tmp_path / "ave.pth")
    with pytest.raises(AssetError) as caught:
        features.extract("ave", speech_like(1.0), 25, 25.0, Files(ave_encoder=tmp_path / "ave.pth"))
    assert caught.value.code == "asset_other_network"
    assert "checksum" not in caught.value.message


def test_hubert_features_do_not_depend_on_the_cut(tmp_path, monkeypatch):
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    config = transformers.HubertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        conv_dim=(16,) * 7, num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
        do_stable_layer_norm=True, feat_extract_norm="layer",
    )  # fmt: skip
    transformers.HubertModel(config).save_pretrained(tmp_path / "hubert")
    (tmp_path / "hubert" / "preprocessor_config.json").write_text(
        json.dumps({"do_normalize": True})
    )
    files = Files(hubert_large=tmp_path / "hubert")
    audio = speech_like(6.0)
    whole = features.extract("hubert", audio, 150, 25.0, files)
    assert whole.shape == (150, 2, 32)
    assert np.array_equal(whole[-1, 1], whole[-1, 0]), "the last row fills the frame"
    monkeypatch.setattr("synctalk_engine.features.hubert.PIECE_ROWS", 100)
    pieces = features.extract("hubert", audio, 150, 25.0, files)
    assert _correlation(whole, pieces) > 0.98


def test_kaldis_filter_bank():
    audio = speech_like(1.0)
    bank = filter_bank(ArraySamples(audio), 0, 98)
    assert bank.shape == (98, 80)
    window = [(0.5 - 0.5 * np.cos(2 * np.pi * n / 399)) ** 0.85 for n in range(400)]
    mels = 1127 * np.log(1 + np.arange(257) * 31.25 / 700)
    corners = np.linspace(1127 * np.log(1 + 20 / 700), 1127 * np.log(1 + 8000 / 700), 82)
    for row in (0, 40, 97):
        piece = audio[row * 160 : row * 160 + 400].astype(np.float64) * 32767
        piece = piece - piece.mean()
        piece = np.array([piece[n] - 0.97 * piece[max(n - 1, 0)] for n in range(400)]) * window
        powers = np.abs(np.fft.fft(piece, 512)[:256]) ** 2
        for band in (3, 30, 75):
            energy = 0.0
            for k in range(256):
                up = (mels[k] - corners[band]) / (corners[band + 1] - corners[band])
                down = (corners[band + 2] - mels[k]) / (corners[band + 2] - corners[band + 1])
                energy += powers[k] * max(0.0, min(up, down))
            assert bank[row, band] == pytest.approx(np.log(max(energy, 1.1920929e-7)), abs=1e-3)


def test_wenet_frames_encode_their_own_time(tmp_path, monkeypatch):
    def every_fourth_row(chunk: np.ndarray) -> np.ndarray:
        assert chunk.shape == (67, 80)
        return np.repeat(chunk[:64:4].mean(axis=1, keepdims=True), 512, axis=1)

    monkeypatch.setattr(
        "synctalk_engine.features.wenet.load_encoder", lambda _path, _threads: every_fourth_row
    )
    samples = np.zeros(RATE * 2, np.float32)
    frame, at = 16, round((16 / 20 + 0.0125) * RATE)
    samples[at - 20 : at + 20] = 0.5
    rows = features.extract("wenet", samples, 40, 20.0, Files(wenet=tmp_path))
    assert rows.shape == (40, 16, 512)
    # the chunk begins 0.32 s before its frame, so row 8 (bank row 32) is the frame's beginning
    assert int(np.argmax(rows[:, 8, 0])) == frame


def test_a_file_that_is_not_wenet_is_refused(tmp_path):
    (tmp_path / "encoder.onnx").write_bytes(b"not a network")
    with pytest.raises(AssetError) as caught:
        features.extract(
            "wenet", speech_like(1.0), 20, 20.0, Files(wenet=tmp_path / "encoder.onnx")
        )
    assert caught.value.code == "asset_other_network"


@pytest.fixture
def quick_encoders(monkeypatch):
    """Networks that cost nothing, of the true shapes."""
    package = "synctalk_engine.features"
    encoders = {
        "moonshine": lambda *_: local_encoder,
        "whisper": lambda *_: lambda log_mels: np.zeros((log_mels.shape[1] // 2, 512), np.float32),
        "wenet": lambda *_: lambda chunk: np.zeros((16, 512), np.float32),
        "hubert": lambda *_: lambda piece: np.zeros(((len(piece) - 80) // 320, 1024), np.float32),
        "ave": lambda *_: lambda windows: np.zeros((len(windows), 512), np.float32),
    }
    for kind, load in encoders.items():
        monkeypatch.setattr(f"{package}.{kind}.load_encoder", load)
    return Files(
        moonshine_tiny_encoder=Path(),
        whisper_base_encoder=Path(),
        wenet=Path(),
        hubert_large=Path(),
        ave_encoder=Path(),
    )


@pytest.mark.parametrize("kind", ["mel", "moonshine", "whisper", "ave", "hubert", "wenet"])
def test_memory_does_not_grow_with_the_recording(kind, quick_encoders, tmp_path):
    """Six minutes, of which wenet's features are 236 MB and hubert's 74 MB, within 48 MB."""
    audio = np.tile((speech_like(1.0) * 32768).astype(np.int16), 360)
    write_wav(tmp_path / "aud.wav", audio)
    fps = 20.0 if kind == "wenet" else 25.0
    expected = int(360 * fps)
    tracemalloc.start()
    rows = 0
    for block in features.extract_blocks(kind, tmp_path / "aud.wav", expected, fps, quick_encoders):
        rows += len(block)
    peak_mb = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert rows == (expected - 1 if kind == "ave" else expected)
    assert peak_mb < 48


@pytest.mark.parametrize(("kind", "fps"), [("ave", 30.0), ("hubert", 20.0), ("wenet", 25.0)])
def test_a_rate_that_does_not_suit_is_refused(kind, fps):
    with pytest.raises(OptionError) as caught:
        features.extract(kind, speech_like(1.0), 25, fps, Files())
    assert caught.value.code == "fps_unsuited"
    assert f"not {fps:g}." in caught.value.message


@pytest.mark.parametrize("kind", ["ave", "hubert", "moonshine", "whisper"])
def test_missing_weights_are_named(kind):
    with pytest.raises(AssetError) as caught:
        features.extract(kind, speech_like(1.0), 25, 25.0, Files())
    assert caught.value.code == "asset_missing"


def test_extraction_can_be_stopped():
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(moonshine.encode(ArraySamples(clicks(1.0, 0.5, RATE)), local_encoder, stop))


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
