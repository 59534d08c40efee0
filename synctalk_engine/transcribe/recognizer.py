"""Whisper base reads one window of 30 s: tokens with times, by the rules of Radford et al. (2022).

Greedy first; where the text repeats itself or is improbable, again with rising temperature.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.assets import AssetStore
from synctalk_engine.features.whisper_weights import (
    ASSET_ID,
    DECODER_ASSET_ID,
    Tensors,
    read_decoder,
    read_encoder,
)
from synctalk_engine.models.whisper_decoder import Memory, WhisperDecoder
from synctalk_engine.models.whisper_encoder import LAYERS, WIDTH, WhisperEncoder
from synctalk_engine.transcribe import tokens as tk

TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
MAX_COMPRESSION = 2.4
"""Text that zlib makes so many times smaller repeats itself."""
MIN_MEAN_LOG_PROBABILITY = -1.0
MAX_NO_SPEECH = 0.6
MAX_TOKENS = 224
LATEST_FIRST_TIME = tk.FIRST_TIME + 50
"""One second: where the first text of a window begins at the latest."""
SEED = 0


@dataclass(frozen=True)
class Decoded:
    """What a window says."""

    tokens: list[int]
    """Text and times, without the prompt and the end."""
    mean_log_probability: float
    no_speech: float
    """Probability that nobody speaks."""
    compression: float

    @property
    def is_sound(self) -> bool:
        """Whether it is neither repetitive nor improbable."""
        return self.mean_log_probability >= MIN_MEAN_LOG_PROBABILITY and not self.is_repetitive

    @property
    def is_repetitive(self) -> bool:
        """Whether it says the same again and again."""
        return self.compression > MAX_COMPRESSION

    @property
    def is_silence(self) -> bool:
        """Whether nobody speaks: the text is improbable, and silence is not."""
        unlikely = self.mean_log_probability < MIN_MEAN_LOG_PROBABILITY
        return unlikely and self.no_speech > MAX_NO_SPEECH


class Recognizer:
    """Whisper base, loaded.

    Args:
        device: a torch device.

    Raises:
        AssetError: asset_missing, assets_missing; asset_other_network.
    """

    def __init__(self, device: str = "cpu", assets: AssetStore | None = None) -> None:
        assets = assets or AssetStore()
        assets.require((ASSET_ID, DECODER_ASSET_ID))
        self.device = device
        encoder_tensors = read_encoder(assets.path(ASSET_ID))
        self.encoder = _loaded(WhisperEncoder(LAYERS), encoder_tensors, device)
        norm = {"weight": "layer_norm.weight", "bias": "layer_norm.bias"}
        norm_tensors = {leaf: encoder_tensors[name] for leaf, name in norm.items()}
        self.norm = _loaded(nn.LayerNorm(WIDTH), norm_tensors, device)
        decoder_tensors = read_decoder(assets.path(DECODER_ASSET_ID))
        self.decoder = _loaded(WhisperDecoder(), decoder_tensors, device)

    @torch.inference_mode()
    def listen(self, log_mels: np.ndarray) -> Memory:
        """What the decoder reads of a window, float32 (80, 3000)."""
        inputs = torch.from_numpy(np.ascontiguousarray(log_mels, np.float32))[None]
        return self.decoder.memory(self.norm(self.encoder(inputs.to(self.device))))

    @torch.inference_mode()
    def language_log_probabilities(self, audio: Memory) -> np.ndarray:
        """float32 (99,), of each of ``tokens.LANGUAGES``."""
        logits, _ = self.decoder(torch.tensor([[tk.START]], device=self.device), audio)
        languages = logits[0, 0, tk.FIRST_LANGUAGE : tk.FIRST_LANGUAGE + len(tk.LANGUAGES)]
        return languages.log_softmax(0).cpu().numpy()

    def read(
        self, audio: Memory, language: str, poll: Callable[[], object] | None = None
    ) -> Decoded:
        """The text of a window: the first that is sound, else the most probable unrepetitive one.

        poll: called for each token; may raise to stop.
        """
        tried: list[Decoded] = []
        for temperature in TEMPERATURES:
            decoded = self._decode(audio, language, temperature, poll or (lambda: None))
            if decoded.is_sound or decoded.is_silence:
                return decoded
            tried.append(decoded)
        return max(tried, key=lambda one: (not one.is_repetitive, one.mean_log_probability))

    @torch.inference_mode()
    def _decode(
        self, audio: Memory, language: str, temperature: float, poll: Callable[[], object]
    ) -> Decoded:
        random = torch.Generator().manual_seed(SEED)
        prompt = torch.tensor([tk.prompt_of(language)], device=self.device)
        logits, memory = self.decoder(prompt, audio)
        no_speech = float(logits[0, 0].softmax(0)[tk.NO_SPEECH])
        found: list[int] = []
        total = 0.0
        while len(found) < MAX_TOKENS:
            poll()
            allowed = allowed_logits(logits[0, -1].float().cpu(), found)
            log_probabilities = allowed.log_softmax(0)
            token = _chosen(allowed, temperature, random)
            total += float(log_probabilities[token])
            if token == tk.END:
                break
            found.append(token)
            next_token = torch.tensor([[token]], device=self.device)
            logits, memory = self.decoder(next_token, audio, memory)
        return Decoded(found, total / (len(found) + 1), no_speech, _compression(found))


def allowed_logits(logits: Tensor, found: list[int]) -> Tensor:
    """Logits (V,) with -inf for tokens that may not follow: times come in pairs and never go back.

    found: the tokens so far.
    """
    logits = logits.clone()
    logits[list(tk.NEVER)] = -torch.inf
    logits[tk.START : tk.FIRST_TIME] = -torch.inf
    if not found:  # a time comes first, before any text
        logits[: tk.FIRST_TIME] = -torch.inf
        logits[LATEST_FIRST_TIME + 1 :] = -torch.inf
        return logits
    ends_in_time = found[-1] >= tk.FIRST_TIME
    if ends_in_time and (len(found) < 2 or found[-2] >= tk.FIRST_TIME):
        logits[tk.FIRST_TIME :] = -torch.inf  # a beginning: text follows
    elif ends_in_time:
        logits[: tk.END] = -torch.inf  # an end: a beginning or the end of it all follows
    times = [token for token in found if token >= tk.FIRST_TIME]
    is_end = ends_in_time and len(found) > 1 and found[-2] < tk.FIRST_TIME
    logits[tk.FIRST_TIME : times[-1] + (not is_end)] = -torch.inf
    if len(found) == 1:
        logits[[tk.SPACE, tk.END]] = -torch.inf
    log_probabilities = logits.log_softmax(0)
    if log_probabilities[tk.FIRST_TIME :].logsumexp(0) > log_probabilities[: tk.FIRST_TIME].max():
        logits[: tk.FIRST_TIME] = -torch.inf
    return logits


def _chosen(logits: Tensor, temperature: float, random: torch.Generator) -> int:
    if temperature == 0:
        return int(logits.argmax())
    probabilities = functional.softmax(logits / temperature, 0)
    return int(torch.multinomial(probabilities, 1, generator=random))


def _compression(found: list[int]) -> float:
    data = tk.text_of(found).encode()
    return len(data) / max(1, len(zlib.compress(data)))


def _loaded(network: nn.Module, tensors: Tensors, device: str) -> nn.Module:
    arrays = {name: torch.from_numpy(tensors[name]) for name in network.state_dict()}
    network.load_state_dict(arrays)
    return network.to(device).float().eval()
