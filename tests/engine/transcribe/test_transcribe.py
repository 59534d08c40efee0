"""Words with times: the rules of decoding, the alignment, and long recordings."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from synctalk_engine.errors import AssetError, MediaError
from synctalk_engine.features import whisper_weights
from synctalk_engine.features.whisper_weights import (
    Half,
    read_decoder,
    read_encoder,
    write_decoder,
)
from synctalk_engine.media.audio import ArraySamples
from synctalk_engine.models.whisper_decoder import WhisperDecoder
from synctalk_engine.transcribe import alignment, recognizer, transcript
from synctalk_engine.transcribe import tokens as tk
from synctalk_engine.transcribe.recognizer import Decoded, allowed_logits
from tests.helpers.whisper_files import random_tensors, write_ct2, write_published

RATE = 16_000
HELLO, WORLD, DOT = 2425, 1002, 13
"""`` Hello``, `` world`` and ``.``"""


def at_s(time_s: float) -> int:
    return tk.FIRST_TIME + round(time_s / tk.TIME_STEP_S)


def noise(duration_s: float) -> np.ndarray:
    return np.random.default_rng(0).standard_normal(round(duration_s * RATE)).astype(np.float32) / 9


# -- tokens --------------------------------------------------------------------------------------


def test_tokens_are_text_and_words_keep_their_punctuation():
    assert tk.text_of([HELLO, WORLD, DOT, at_s(1), tk.END]) == " Hello world."
    words = tk.split_words([HELLO, WORLD, DOT], "en")
    assert words == [(" Hello", [HELLO]), (" world.", [WORLD, DOT])]


def test_letters_of_several_tokens_stay_together_and_chinese_is_split_by_letters():
    table = {data: number for number, data in enumerate(tk._token_bytes())}
    tokens = [table[bytes([byte])] for byte in "你好".encode()]
    assert [text for text, _ in tk.split_words(tokens, "zh")] == ["你", "好"]
    assert [len(group) for _, group in tk.split_words(tokens, "zh")] == [3, 3]


# -- rules of decoding ---------------------------------------------------------------------------


def may_follow(found: list[int], token: int) -> bool:
    logits = torch.zeros(51_865)
    logits[tk.FIRST_TIME :] = -20  # together less probable than a word
    return bool(torch.isfinite(allowed_logits(logits, found)[token]))


def test_times_come_in_pairs_and_never_go_back():
    assert may_follow([], at_s(0)) and not may_follow([], HELLO) and not may_follow([], at_s(2))
    begun = [at_s(0.5)]
    assert may_follow(begun, HELLO) and not may_follow(begun, at_s(1))
    ended = [at_s(0.5), HELLO, at_s(1)]
    assert may_follow(ended, at_s(1)) and may_follow(ended, tk.END) and not may_follow(ended, WORLD)
    assert not may_follow(ended, at_s(0.98))
    assert not may_follow([*ended, at_s(1), HELLO], at_s(1))
    assert not may_follow(begun, tk.NO_TIMES) and not may_follow(begun, tk.NEVER[0])


@pytest.mark.parametrize(
    ("found", "row_count", "expected"),
    [
        ([at_s(0), HELLO, at_s(4)], 1500, ([HELLO], 1500)),
        ([at_s(0), HELLO, at_s(4), at_s(4), WORLD], 1500, ([HELLO], 200)),
        ([at_s(0), HELLO, at_s(4), at_s(4), WORLD], 400, ([HELLO, WORLD], 400)),
        ([at_s(0), HELLO, at_s(4), at_s(4), WORLD, at_s(5)], 1500, ([HELLO, WORLD], 1500)),
        ([], 1500, ([], 1500)),
    ],
)
def test_text_cut_off_by_the_window_is_read_again(found, row_count, expected):
    assert transcript.complete_text(found, row_count) == expected


def test_a_loop_is_tried_again_and_dropped_if_it_stays(monkeypatch):
    """Greedily the network says one word for ever; the warmer tries say something."""
    one = object.__new__(recognizer.Recognizer)
    tried = []

    def decode(self, audio, language, temperature, poll):
        tried.append(temperature)
        tokens = [HELLO] * 200 if temperature < 0.4 else [HELLO, WORLD]
        return Decoded(tokens, -0.2, 0.0, recognizer._compression(tokens))

    monkeypatch.setattr(recognizer.Recognizer, "_decode", decode)
    assert one.read([], "en").tokens == [HELLO, WORLD]
    assert tried == [0.0, 0.2, 0.4]
    assert recognizer._compression([HELLO] * 200) > recognizer.MAX_COMPRESSION


def test_a_time_is_taken_where_times_together_are_more_probable_than_any_word():
    allowed = allowed_logits(torch.zeros(51_865), [at_s(0), HELLO])
    assert not torch.isfinite(allowed[: tk.FIRST_TIME]).any()


# -- alignment -----------------------------------------------------------------------------------


def test_the_cheapest_path_gives_each_token_its_first_column():
    cost = np.ones((4, 20))
    for row, columns in enumerate([(0, 3), (3, 9), (9, 10), (10, 20)]):
        cost[row, slice(*columns)] = 0
    assert alignment.first_columns(cost).tolist() == [0, 3, 9, 10]


def test_the_decoder_is_transformers(weights_of_decoder):
    """Logits with and without the memory of earlier tokens, and scores of the attention."""
    transformers = pytest.importorskip("transformers")
    from transformers.models.whisper.modeling_whisper import WhisperDecoder as Theirs

    config = transformers.WhisperConfig(
        vocab_size=64,
        d_model=32,
        decoder_layers=2,
        decoder_attention_heads=4,
        decoder_ffn_dim=128,
        max_target_positions=16,
        pad_token_id=0,
        attn_implementation="eager",
    )
    theirs = Theirs(config).eval()
    ours = weights_of_decoder(theirs)
    encoded, tokens = torch.randn(1, 9, 32), torch.tensor([[3, 5, 7, 9]])
    with torch.inference_mode():
        state = theirs(tokens, encoder_hidden_states=encoded, output_attentions=True)
        expected = state.last_hidden_state @ theirs.embed_tokens.weight.T
        audio = ours.memory(encoded)
        logits, _ = ours(tokens, audio)
        assert torch.allclose(logits, expected, atol=1e-4)
        _, before = ours(tokens[:, :3], audio)
        last, _ = ours(tokens[:, 3:], audio, before)
        assert torch.allclose(last[:, 0], expected[:, 3], atol=1e-4)
        weights = ours.cross_attention(tokens, audio, ((0, 1), (1, 3))).softmax(2)
        assert torch.allclose(weights[1], state.cross_attentions[1][0, 3], atol=1e-4)


@pytest.fixture
def weights_of_decoder():
    def copy(theirs) -> WhisperDecoder:
        ours = WhisperDecoder(2, width=32, heads=4, token_count=64, position_count=16)
        ours.load_state_dict(theirs.state_dict())
        return ours.eval()

    return copy


def test_both_published_files_give_the_same_decoder(tmp_path, monkeypatch):
    monkeypatch.setattr(whisper_weights, "TOKENS", 100)  # a small file
    tensors = random_tensors(Half.DECODER)
    sources = [
        write_published(tmp_path / "model.safetensors", tensors, Half.DECODER),
        write_ct2(tmp_path / "model.bin", tensors, half=Half.DECODER),
    ]
    for source in sources:
        write_decoder(source, source.with_suffix(".kept"))
    kept = [source.with_suffix(".kept").read_bytes() for source in sources]
    assert kept[0] == kept[1]
    found = read_decoder(sources[0].with_suffix(".kept"))
    assert all(np.array_equal(found[name], tensors[name]) for name in tensors)
    with pytest.raises(AssetError, match="no encoder of Whisper"):
        read_encoder(sources[0].with_suffix(".kept"))


# -- long recordings -----------------------------------------------------------------------------


class FakeRecognizer:
    """Hears one word a second in every window, the second half of the last segment cut off."""

    windows: list[float]

    def __init__(self, device: str) -> None:
        FakeRecognizer.windows = []

    def listen(self, log_mels: np.ndarray) -> float:
        assert log_mels.shape == (80, 3000)
        FakeRecognizer.windows.append(float(log_mels.max()))
        return 0.0

    def language_log_probabilities(self, _audio) -> np.ndarray:
        return np.eye(99, dtype=np.float32)[2]

    def read(self, _audio, language: str, poll) -> Decoded:
        poll()
        found = [at_s(0), *[HELLO] * 20, at_s(20), at_s(20), *[WORLD] * 10]
        return Decoded(found, -0.1, 0.0, 1.0)


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(recognizer, "Recognizer", FakeRecognizer)
    monkeypatch.setattr(
        alignment, "token_rows", lambda _r, _a, _l, text, _n: np.arange(len(text) + 1) * 50
    )
    return FakeRecognizer


def test_a_long_recording_is_read_in_windows_and_silence_is_skipped(fake):
    """100 s of noise, 200 s of silence, 30 s of noise."""
    audio = np.concatenate([noise(100), np.zeros(200 * RATE, np.float32), noise(30)])
    seen = []
    found = transcript.transcribe(ArraySamples(audio), report=lambda *done: seen.append(done))
    assert found.language == "de"
    assert len(fake.windows) - 2 <= 8  # two more to detect the language
    starts = [word.start_s for word in found.words]
    assert starts == sorted(starts) and not [s for s in starts if 101 < s < 299]
    assert all(a.end_s <= b.start_s for a, b in zip(found.words, found.words[1:], strict=False))
    assert max(starts) > 318 and {total for _, total in seen} == {330.0}
    assert seen[-1] == (330.0, 330.0)


@pytest.mark.parametrize("audio", [np.zeros(0, np.int16), np.zeros(5 * RATE, np.float32)])
def test_silence_has_no_words(fake, audio):
    assert transcript.word_times(audio) == []
    assert fake.windows == []


@pytest.mark.parametrize(
    ("loud", "expected"),
    [
        ([(2, 8)], (2, 8)),
        ([(0, 10), (24, 26)], (0, 10)),  # the beginning of the next word behind a pause
        ([(0, 2), (20, 29)], (20, 29)),
        ([(0, 10), (16, 22)], (0, 22)),  # a closed consonant
        ([], (0, 30)),
    ],
)
def test_a_word_beside_a_pause_is_where_most_of_it_is_heard(loud, expected):
    is_loud = np.zeros(40, bool)
    for start, stop in loud:
        is_loud[start:stop] = True
    assert transcript.longest_loud(is_loud, 0, 30) == expected


def test_only_known_languages_can_be_given():
    assert transcript.checked_language(" DE ") == "de"
    with pytest.raises(MediaError) as caught:
        transcript.checked_language("klingon")
    assert (caught.value.code, caught.value.exit_code) == ("caption_language", 3)
