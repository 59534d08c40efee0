"""Stalls while a 4K clip is scrubbed: the position dragged to and fro, as fast as a hand does.

``python -m tests.bench.bench_scrub [--frames 60] [--seconds 10] [--suffix png]`` makes synthetic
frames of 3840 x 2160, drags the slider over them thirty times a second with landmarks and crop box
shown, steps, plays and zooms, and prints one JSON object with the stalls of each.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from PySide6.QtWidgets import QApplication

from synctalk_engine.media.image_files import write_image
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_gui.screenshot_face import landmarks
from synctalk_gui.theme import Theme
from synctalk_gui.widgets.frame_player import FramePlayer
from tests.helpers.event_loop_latency import LatencyMeter, settle, wait_until

WIDTH_PX, HEIGHT_PX = 3840, 2160
DRAGS_PER_S = 30


def make_clip(folder: Path, frames: int, suffix: str) -> Clip:
    """Soft colours and grain: file sizes like those of a camera's frames."""
    clip = Clip(folder)
    clip.frames_dir.mkdir(parents=True)
    clip.landmarks_dir.mkdir()
    rng = np.random.default_rng(0)
    across = np.linspace(40, 200, WIDTH_PX, dtype=np.float32)[None, :, None]
    grain = rng.normal(0, 3, (HEIGHT_PX, WIDTH_PX, 1)).astype(np.float32)
    for index in range(frames):
        colour = np.array([index % 50, 2 * index % 50, 25], np.float32)
        image = np.clip(across + grain + colour, 0, 255).astype(np.uint8)
        image[:, 60 * index % WIDTH_PX :][:, :80] = 255 - index
        write_image(clip.frames_dir / f"{index:06d}.{suffix}", np.ascontiguousarray(image))
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", landmarks(index, HEIGHT_PX))
    return clip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--suffix", choices=("png", "jpg"), default="png")
    options = parser.parse_args()
    app = QApplication([])
    Theme(app, "dark")
    with tempfile.TemporaryDirectory() as scratch:
        clip = make_clip(Path(scratch) / "clip", options.frames, options.suffix)
        player = FramePlayer()
        player.resize(1100, 640)
        player.set_landmarks_shown(True)
        player.set_crop_box_shown(True)
        player.show()
        player.set_clip(clip)
        wait_until(lambda: player.shown_frame == 0, 60)
        result: dict[str, object] = {"frames": options.frames, "suffix": options.suffix}
        result["drag"] = measure(lambda i: drag(player, i, options.frames), options.seconds)
        result["step"] = measure(lambda i: player.transport.step(1 - 2 * (i // 40 % 2)), 5)
        player.view.show_pixels()
        result["drag_at_pixels"] = measure(lambda i: drag(player, i, options.frames), 5)
        player.view.fit()
        player.set_frame(0)
        player.play()
        result["play"] = measure(lambda _i: None, 5)
        player.pause()
        player.close()
        result["memory_mb"] = round(psutil.Process().memory_info().rss / 2**20)
        result["load"] = [round(part, 1) for part in os.getloadavg()]
    print(json.dumps(result))


def drag(player: FramePlayer, index: int, frames: int) -> None:
    """A triangle over the clip, a second and a half each way."""
    phase = index % (2 * DRAGS_PER_S * 3 // 2) / (DRAGS_PER_S * 3 // 2)
    player.transport._slider.setValue(round((1 - abs(phase - 1)) * (frames - 1)))


def measure(act, seconds: float) -> dict[str, float]:
    """Stalls while ``act(i)`` is done thirty times a second."""
    meter = LatencyMeter()
    meter.start()
    for index in range(round(seconds * DRAGS_PER_S)):
        act(index)
        settle(1 / DRAGS_PER_S)
    return meter.stop()


if __name__ == "__main__":
    main()
