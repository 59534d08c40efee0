"""Where the person is in each frame of a clip: made once by a network, and kept in its cache.

A mask belongs to a frame of the clip, not of the video, so a preview, a whole render and a part
that is rendered again see the same. What a frame's matte is made of are the masks of the frame and
its neighbours: single ones flicker.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.assets import AssetStore
from synctalk_engine.concurrency import map_ahead
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.render.background import PERSON_ASSET
from synctalk_engine.render.matte_refinement import main_person, refined_matte
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.workspace.atomic import read_json, storage_errors, write_bytes, write_json

CACHE_NAME = "person_masks"
"""Folder in the clip's cache."""
CACHE_VERSION = 1
NEIGHBOURS = (-1, 0, 1)
NEIGHBOUR_WEIGHTS = (1, 2, 1)
"""Of the masks of a frame and those beside it."""
BATCH = 8
READERS = 2


class PersonMatte:
    """Mattes of the frames of a clip, by MediaPipe's selfie segmentation.

    Args:
        source: the clip.
        device: that torch runs the network on.
    """

    def __init__(self, source: SourceClip, device: str) -> None:
        self._source, self._device = source, device
        self._folder = source.clip.cache_dir / CACHE_NAME

    def prepare(
        self, frames: Iterable[int], on_frames: Callable[[int, int], None] = lambda *_: None
    ) -> None:
        """Make the masks that the mattes of these frames need and that are not in the cache.

        Args:
            on_frames: called with (done, total); may raise to stop.
        Raises:
            AssetError: the network is not installed.
            DatasetError: a frame is damaged.
            StorageError: the disk is full or may not be written.
        """
        path = AssetStore().path(PERSON_ASSET)
        self._drop_outdated()
        count = len(self._source.paths)
        near = {frame + step for frame in frames for step in NEIGHBOURS}
        missing = sorted(f for f in near if 0 <= f < count and not self._path(f).exists())
        if missing:
            self._write(missing, path, on_frames)

    def alpha(self, frame: int, image: np.ndarray) -> np.ndarray:
        """(H, W) uint8, 255 where the person is, of an image (H, W, 3) uint8 BGR of a frame."""
        last = len(self._source.paths) - 1
        masks = [self._mask(int(np.clip(frame + step, 0, last))) for step in NEIGHBOURS]
        mean = np.average(masks, axis=0, weights=NEIGHBOUR_WEIGHTS)
        height, width = image.shape[:2]
        x, y = self._source.points[frame].mean(axis=0)
        mask = main_person(np.round(mean).astype(np.uint8), (x / width, y / height))
        return refined_matte(mask, image)

    def _mask(self, frame: int) -> np.ndarray:
        data = np.frombuffer(self._path(frame).read_bytes(), np.uint8)
        return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)

    def _path(self, frame: int) -> Path:
        return self._folder / f"{frame:06d}.png"

    def _write(self, frames: list[int], path: Path, on_frames: Callable[[int, int], None]) -> None:
        paths = [self._source.paths[frame] for frame in frames]
        with contextlib.closing(_masks_of(paths, path, self._device)) as masks:
            for done, (frame, mask) in enumerate(zip(frames, masks, strict=True), start=1):
                write_bytes(self._path(frame), cv2.imencode(".png", mask)[1].tobytes())
                on_frames(done, len(frames))

    def _drop_outdated(self) -> None:
        """Remove the masks of frames that were made anew since."""
        digest = hashlib.sha256(f"{CACHE_VERSION}".encode())
        for path in self._source.paths:
            status = path.stat()
            digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
        wanted, note_path = digest.hexdigest(), self._folder / "frames.json"
        note = read_json(note_path)
        if isinstance(note, dict) and note.get("fingerprint") == wanted:
            return
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for mask_path in self._folder.glob("*.png"):
                mask_path.unlink()
        write_json(note_path, {"fingerprint": wanted})


def _masks_of(paths: list[Path], network_path: Path, device_name: str) -> Iterator[np.ndarray]:
    """The mask of each frame, (256, 256) uint8; a few frames are in memory at a time."""
    import torch

    from synctalk_engine.render import person_network
    from synctalk_engine.training.hardware.memory import FittingBatches

    device = torch.device(device_name)
    network = person_network.load_person_network(network_path, device)
    fitting = FittingBatches(device)

    def masks_of_rows(images: np.ndarray, rows: slice) -> np.ndarray:
        return person_network.person_masks(network, images[rows], device)

    small = map_ahead(_network_input, paths, READERS, BATCH, name="person")
    with contextlib.closing(small):
        while batch := list(itertools.islice(small, BATCH)):
            yield from fitting.run(partial(masks_of_rows, np.stack(batch)), len(batch))


def _network_input(path: Path) -> np.ndarray:
    from synctalk_engine.render.person_network import network_input

    return network_input(read_frame_image(path))
