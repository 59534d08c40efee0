"""Whisper's text decoder (Radford et al., 2022), OpenAI's base size.

Keys are those of transformers' ``WhisperDecoder``. Built here for the same reasons as the encoder,
and so that one encoded window serves every temperature and the alignment of words.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.whisper_encoder import HEADS, LAYERS, WIDTH, WhisperAttention

TOKENS = 51_865
TEXT_POSITIONS = 448
"""Tokens in a window, the prompt's included."""

KeysValues = tuple[Tensor, Tensor]
Memory = list[KeysValues]
"""Keys and values of each layer, (B, heads, T, width / heads)."""


class WhisperDecoderLayer(nn.Module):
    """Attention to earlier tokens and to the audio, feed-forward; each after a layer norm."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = WhisperAttention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.encoder_attn = WhisperAttention(width, heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(
        self, x: Tensor, audio: KeysValues, before: KeysValues | None
    ) -> tuple[Tensor, KeysValues]:
        normed = self.self_attn_layer_norm(x)
        keys, values = self.self_attn.keys_and_values(normed)
        if before is not None:
            keys, values = torch.cat([before[0], keys], 2), torch.cat([before[1], values], 2)
        x = x + self.self_attn.attend(normed, keys, values, is_causal=before is None)
        x = x + self.encoder_attn.attend(self.encoder_attn_layer_norm(x), *audio)
        x = x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x))))
        return x, (keys, values)


class WhisperDecoder(nn.Module):
    """Logits of the token that follows each token."""

    def __init__(
        self,
        layer_count: int = LAYERS,
        *,
        width: int = WIDTH,
        heads: int = HEADS,
        token_count: int = TOKENS,
        position_count: int = TEXT_POSITIONS,
    ) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(token_count, width)
        self.embed_positions = nn.Embedding(position_count, width)
        self.layers = nn.ModuleList(WhisperDecoderLayer(width, heads) for _ in range(layer_count))
        self.layer_norm = nn.LayerNorm(width)

    def memory(self, encoded: Tensor) -> Memory:
        """What the layers read of the audio; (B, T, width), the encoder's normed output."""
        return [layer.encoder_attn.keys_and_values(encoded) for layer in self.layers]

    def forward(
        self, tokens: Tensor, audio: Memory, before: Memory | None = None
    ) -> tuple[Tensor, Memory]:
        """Logits (B, T, token_count) for tokens (B, T), and the memory of the tokens so far.

        before: the memory of earlier tokens; T has to be 1 with it.
        """
        start = 0 if before is None else before[0][0].shape[2]
        x = self.embed_tokens(tokens)
        x = x + self.embed_positions.weight[start : start + tokens.shape[1]]
        after: Memory = []
        for number, layer in enumerate(self.layers):
            x, kept = layer(x, audio[number], None if before is None else before[number])
            after.append(kept)
        return functional.linear(self.layer_norm(x), self.embed_tokens.weight), after

    def cross_attention(
        self, tokens: Tensor, audio: Memory, heads: tuple[tuple[int, int], ...]
    ) -> Tensor:
        """Scores before the softmax of (layer, head) pairs: (len(heads), T, audio rows); B is 1."""
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        scores = {}
        for number, layer in enumerate(self.layers):
            normed = layer.self_attn_layer_norm(x)
            between = x + layer.self_attn.attend(
                normed, *layer.self_attn.keys_and_values(normed), is_causal=True
            )
            queries = layer.encoder_attn.queries(layer.encoder_attn_layer_norm(between))
            keys = audio[number][0]
            scores[number] = (queries @ keys.transpose(2, 3))[0] / queries.shape[3] ** 0.5
            x, _ = layer(x, audio[number], None)
        return torch.stack([scores[layer][head] for layer, head in heads])
