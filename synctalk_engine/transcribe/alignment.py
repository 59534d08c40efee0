"""When each word of a window is said: dynamic time warping over Whisper's attention to the audio.

As in OpenAI's ``whisper/timing.py``: some attention heads look at the audio of the token that they
are about to write. Their scores, made even and smooth, are a cost of (token, row of audio); the
cheapest way through it that never goes back gives each token its rows.
"""

from __future__ import annotations

import numpy as np
import torch
from scipy.ndimage import median_filter

from synctalk_engine.models.whisper_decoder import Memory
from synctalk_engine.transcribe import tokens as tk
from synctalk_engine.transcribe.recognizer import Recognizer

ALIGNMENT_HEADS = ((3, 1), (4, 2), (4, 3), (4, 7), (5, 1), (5, 2), (5, 4), (5, 6))
"""(layer, head) that follow the audio, as OpenAI found them for the base size."""
SMOOTHED_ROWS = 7


@torch.inference_mode()
def token_rows(
    recognizer: Recognizer, audio: Memory, language: str, text: list[int], row_count: int
) -> np.ndarray:
    """First row of audio of each token, int (len(text) + 1,); the last is the end of the last one.

    Args:
        text: tokens without times.
        row_count: rows of the window that have audio.
    """
    prompt = tk.prompt_of(language, times=False)
    tokens = torch.tensor([[*prompt, *text, tk.END]], device=recognizer.device)
    scores = recognizer.decoder.cross_attention(tokens, audio, ALIGNMENT_HEADS)[:, :, :row_count]
    weights = scores.float().softmax(2).cpu().numpy()  # (heads, T, rows)
    deviation = np.maximum(weights.std(axis=1, keepdims=True), 1e-9)
    weights = (weights - weights.mean(axis=1, keepdims=True)) / deviation
    weights = median_filter(weights, (1, 1, SMOOTHED_ROWS), mode="reflect")
    # what stands at a token was computed to write the next one
    cost = -weights.mean(axis=0)[len(prompt) - 1 : -1]
    return first_columns(cost)


def first_columns(cost: np.ndarray) -> np.ndarray:
    """The cheapest monotonic path through a float (T, N) cost: int (T,), its first column per row.

    Each step goes to the next row, the next column or both.
    """
    rows, columns = cost.shape
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0
    for diagonal in range(2, rows + columns + 1):  # all cells of a diagonal at once
        i = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        j = diagonal - i
        before = np.minimum(np.minimum(total[i - 1, j - 1], total[i - 1, j]), total[i, j - 1])
        total[i, j] = cost[i - 1, j - 1] + before
    first = np.zeros(rows, int)
    i, j = rows, columns
    while i > 0:
        first[i - 1] = j - 1
        step = np.argmin((total[i - 1, j - 1], total[i - 1, j], total[i, j - 1]))
        i, j = i - (step < 2), j - (step != 1)
    return first
