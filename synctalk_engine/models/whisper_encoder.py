"""The lower layers of Whisper's audio encoder (Radford et al., 2022), OpenAI's base size.

Keys and outputs are those of transformers' ``WhisperEncoder``. Built here because importing that
takes longer than encoding a minute of speech, and because it refuses windows other than 30 s.
"""

from torch import Tensor, nn
from torch.nn import functional

MEL_COUNT = 80
WIDTH = 512
HEADS = 8
LAYERS = 6
POSITIONS = 1500
"""Rows in 30 s, the longest window."""


class WhisperAttention(nn.Module):
    """Multi-head attention; called, self-attention: (B, T, width) -> (B, T, width)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.attend(x, *self.keys_and_values(x))

    def keys_and_values(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Two of (B, heads, T, width / heads)."""
        return self._by_head(self.k_proj(x)), self._by_head(self.v_proj(x))

    def queries(self, x: Tensor) -> Tensor:
        """(B, heads, T, width / heads)."""
        return self._by_head(self.q_proj(x))

    def attend(self, x: Tensor, keys: Tensor, values: Tensor, *, is_causal: bool = False) -> Tensor:
        """What the rows of ``x`` take from other rows: (B, T, width) -> (B, T, width)."""
        query = self.queries(x)
        attended = functional.scaled_dot_product_attention(query, keys, values, is_causal=is_causal)
        return self.out_proj(attended.transpose(1, 2).flatten(2))

    def _by_head(self, rows: Tensor) -> Tensor:
        return rows.unflatten(2, (self.heads, -1)).transpose(1, 2)


class WhisperLayer(nn.Module):
    """Attention and feed-forward, each after a layer norm and added to its input."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = WhisperAttention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.self_attn_layer_norm(x))
        return x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x))))


class WhisperEncoder(nn.Module):
    """The hidden state after ``layer_count`` layers, without the final layer norm.

    (B, mel_count, 2 T) float -> (B, T, width), T at most ``position_count``. Row t is centred at
    mel frame 2 t.
    """

    def __init__(
        self,
        layer_count: int = LAYERS,
        *,
        width: int = WIDTH,
        heads: int = HEADS,
        mel_count: int = MEL_COUNT,
        position_count: int = POSITIONS,
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(mel_count, width, 3, padding=1)
        self.conv2 = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(position_count, width)
        self.layers = nn.ModuleList(WhisperLayer(width, heads) for _ in range(layer_count))

    def forward(self, mel: Tensor) -> Tensor:
        x = functional.gelu(self.conv1(mel))
        x = functional.gelu(self.conv2(x)).transpose(1, 2)  # (B, T, width)
        x = x + self.embed_positions.weight[: x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return x
