"""Sync experts: frozen SyncNets whose score is the sync loss of a generator.

There are two kinds: ours, and the SyncNet of the research code. Either is
scored on the validation frames of this clip, and is used only if its score is high enough.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.dataset.batches import TrainingBatch, chunks
from synctalk_engine.dataset.clip_dataset import ClipDataset, read_features
from synctalk_engine.dataset.references import evenly_spaced
from synctalk_engine.errors import CheckpointError, DatasetError
from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.models.encoders import SyncNet
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.state_dict_layouts import identify_network, weights_for_network
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.loss import mouth_patches, sync_loss
from synctalk_engine.training.syncnet.model import HALF_WINDOW, MouthSyncNet
from synctalk_engine.training.syncnet.score import SyncScore, score_tables, similarity_of_embeddings
from synctalk_engine.training.syncnet.trainer import AMBIGUOUS_FRAMES, validation_score

RESEARCH_PRESET = "328"
RESEARCH_SCALE = 10.0
"""Inverse temperature: similarities are multiplied by it before the softmax."""
MAX_CHOICES = 256
"""Audio windows among which the matching one is to be found, evenly spaced in training time."""
MAX_SCORED_FRAMES = 500
"""The research network takes a twentieth of a second a frame."""
EMBED_BATCH = 16


class SyncExpert(Protocol):
    """A SyncNet as the training of a generator uses it."""

    def score(self) -> SyncScore:
        """How well it tells matching from shifted audio on the clip's validation frames."""
        ...

    def loss(self, generated: Tensor, sequence: TrainingBatch) -> Tensor:
        """Cross-entropy of matching consecutive generated images (T, 3, S, S) with their audio."""
        ...


class MouthSyncExpert:
    """A SyncNet of this program, with the audio embeddings of the clip."""

    def __init__(self, network: MouthSyncNet, clip: ClipDataset, device: torch.device) -> None:
        self.network = copy.deepcopy(network).to(device).eval().requires_grad_(False)
        self._clip = clip
        self._score: SyncScore | None = None
        embeddings, frames = [], []
        for part in clip.source_videos:
            train = part.of(clip.split.train)
            first, last = int(train[0]), int(train[-1]) + 1
            with torch.no_grad():
                mel = torch.from_numpy(np.array(clip.mel[first:last])).to(device)
                embeddings.append(self.network.embed_audio(mel[None])[0])
            frames.append(np.arange(first + HALF_WINDOW, last - HALF_WINDOW))
        self.sound, self.frames = torch.cat(embeddings), np.concatenate(frames)

    def score(self) -> SyncScore:
        self._score = self._score or validation_score(self.network, self._clip)
        return self._score

    def loss(self, generated: Tensor, sequence: TrainingBatch) -> Tensor:
        return sync_loss(
            self.network,
            mouth_patches(generated, sequence.patch_to_input),
            self.sound,
            sequence.frames,
            self.frames,
            AMBIGUOUS_FRAMES,
        )


class ResearchSyncExpert:
    """The SyncNet of the research code (328): a full face and its audio window.

    Raises:
        DatasetError: the clip lacks the audio features that it needs.
    """

    def __init__(
        self, network: SyncNet, kinds: tuple[str, ...], clip: ClipDataset, device: torch.device
    ) -> None:
        self.network = network.to(device).eval().requires_grad_(False)
        self._clip, self._device = clip, device
        self._score: SyncScore | None = None
        self._preset = get_preset(RESEARCH_PRESET)
        self._kind, self._features = _audio_features(clip, kinds)
        self._frames = evenly_spaced(clip.split.train, MAX_CHOICES)
        self._sound = self._embed_audio(self._frames)

    def score(self) -> SyncScore:
        self._score = self._score or self._measured()
        return self._score

    @torch.inference_mode()
    def _measured(self) -> SyncScore:
        tables = []
        for part in self._clip.source_videos:
            validation = part.of(self._clip.split.held_out)
            first, last = int(validation[0]), int(validation[-1]) + 1
            frames = np.arange(first, min(last, first + MAX_SCORED_FRAMES))
            mouth = self._embed_faces(frames).cpu().numpy()
            tables.append(similarity_of_embeddings(mouth, self._embed_audio(frames).cpu().numpy()))
        return score_tables(tables, self._clip.fps)

    def loss(self, generated: Tensor, sequence: TrainingBatch) -> Tensor:
        face = self.network.face_encoder(self._sized(generated)).flatten(1)
        own = torch.from_numpy(sequence.frames.copy()).to(generated.device)
        choices = torch.from_numpy(self._frames.copy()).to(generated.device)
        sound = torch.cat([self._embed_audio(sequence.frames), self._sound])
        logits = RESEARCH_SCALE * (functional.normalize(face) @ sound.T)
        apart = (own[:, None] - torch.cat([own, choices])[None]).abs()
        wanted = torch.arange(len(own), device=apart.device)
        is_wanted = functional.one_hot(wanted, len(own) + len(choices)).bool()
        logits = logits.masked_fill((apart < AMBIGUOUS_FRAMES) & ~is_wanted, -torch.inf)
        return functional.cross_entropy(logits, wanted)

    @torch.no_grad()
    def _embed_audio(self, frames: np.ndarray) -> Tensor:
        """(T, 4608) unit vectors."""
        embeddings = []
        for part in chunks(frames, EMBED_BATCH):
            windows = [
                window_tensor(self._preset, self._kind, self._features, int(f)) for f in part
            ]
            audio = torch.from_numpy(np.stack(windows)).to(self._device)
            embeddings.append(functional.normalize(self.network.audio_encoder(audio).flatten(1)))
        return torch.cat(embeddings)

    def _embed_faces(self, frames: np.ndarray) -> Tensor:
        """(T, 4608) unit vectors of the clip's own images."""
        border, side_px = self._clip.preset.border_px, self._clip.preset.input_px
        inner = slice(border, border + side_px)
        seen = []
        for part in chunks(frames, EMBED_BATCH):
            crops = np.stack([self._clip.crops[int(frame), inner, inner] for frame in part])
            image = torch.from_numpy(crops).to(self._device).permute(0, 3, 1, 2).float().div(255)
            face = self.network.face_encoder(self._sized(image)).flatten(1)
            seen.append(functional.normalize(face))
        return torch.cat(seen)

    def _sized(self, image: Tensor) -> Tensor:
        """(T, 3, S, S) at the size that it was trained with."""
        side_px = self._preset.input_px
        if image.shape[-1] == side_px:
            return image
        return functional.interpolate(image, size=side_px, mode="bilinear", align_corners=False)


def open_sync_expert(path: Path, clip: ClipDataset, device: torch.device) -> SyncExpert:
    """The SyncNet in a file, ours or the research code's, ready to be measured on a clip.

    Raises:
        CheckpointError: missing, unreadable, or no SyncNet.
        DatasetError: ``no_audio_features``: the clip lacks the audio features that it needs.
    """
    weights, _ = read_weights(path)
    if not any("face_encoder." in name for name in weights):
        return MouthSyncExpert(load_syncnet(path, device)[0], clip, device)
    found = identify_network(weights)
    kinds = tuple(name.removeprefix("syncnet328_") for name in found.names)
    if not kinds:
        raise CheckpointError(
            "checkpoint_other_kind", path=path, found=found.title, wanted="a SyncNet of SyncTalk_2D"
        )
    if clip.preset.family == "studio":
        raise CheckpointError(
            "checkpoint_other_kind",
            path=path,
            found="a SyncNet of SyncTalk_2D, which looks at whole faces",
            wanted="one for the mouth, which is all that a studio generator makes",
        )
    kind, _ = _audio_features(clip, kinds)
    network = SyncNet(kind)  # kinds that are alike in weights are unlike in how they stride
    network.load_state_dict(weights_for_network(network, weights))
    return ResearchSyncExpert(network, kinds, clip, device)


def _audio_features(clip: ClipDataset, kinds: tuple[str, ...]) -> tuple[str, np.ndarray]:
    """Features of one of the kinds: what the clip is trained with, else what lies on disk."""
    if clip.kind in kinds:
        return clip.kind, clip.features
    on_disk = [kind for kind in kinds if clip.clip.feature_path(kind).is_file()]  # type: ignore[arg-type]
    if not on_disk or len(clip.source_videos) > 1:
        path = clip.clip.feature_path(kinds[0])  # type: ignore[arg-type]
        raise DatasetError("no_audio_features", path=path, kind=kinds[0])
    return on_disk[0], read_features(clip.clip, on_disk[0], len(clip))
