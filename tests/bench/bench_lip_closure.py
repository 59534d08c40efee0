"""Whether the lips of rendered videos close where p, b and m is said, without and with --closure.

    python -m tests.bench.bench_lip_closure WORKSPACE NAME CHECKPOINT SPEECH [--seconds 20]

Both videos are rendered, and the mouth in them is tracked anew. Openings are given in deviations of
the clip's own, from its least; below .25 a mouth is closed. "At" is the least opening within 120 ms
of a letter, by recognized words. One JSON line.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np

from synctalk_engine.dataset.face_meshes import cached_meshes, landmark_networks, locate_face
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.face.landmarks import FaceLandmarker
from synctalk_engine.face.mouth_shape import LOWER_LIP_MIDDLE, UPPER_LIP_MIDDLE
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.render.lip_closure import REACH_FRAMES, closure_moments_s
from synctalk_engine.render.ping_pong import PingPongIndex
from synctalk_engine.transcribe.transcript import transcribe
from synctalk_engine.workspace.clip import Clip

CLOSED = 0.25


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("name")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("speech", type=Path, help="a WAV file of 16 kHz, mono")
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    clip = Clip(given.workspace / "dataset" / given.name)
    transcript = transcribe(WavSamples(given.speech))
    moments_s = closure_moments_s(transcript.words, transcript.language)
    moments = moments_s[moments_s < given.seconds - 0.2] * clip.fps() - 0.5
    before, after = (openings(render(given, flags), clip) for flags in ((), ("--closure",)))
    at_before, at_after = least_near(before, moments), least_near(after, moments)
    elsewhere = np.abs(np.arange(len(before))[:, None] - moments).min(axis=1) > REACH_FRAMES + 1
    figures = {
        "opening_at": [at.mean() for at in (at_before, at_after)],
        "closed_at": [(at < CLOSED).mean() for at in (at_before, at_after)],
        "opening_elsewhere": [values[elsewhere].mean() for values in (before, after)],
    }
    shown = {name: [round(float(value), 3) for value in pair] for name, pair in figures.items()}
    about = {"name": given.name, "speech": given.speech.parent.name, "letters": len(moments)}
    print(json.dumps(about | shown), flush=True)


def render(given: argparse.Namespace, flags: tuple[str, ...]) -> Path:
    """Render the first seconds; returns the video."""
    output = (
        given.workspace / "result" / f"{given.name} {given.speech.parent.name} {bool(flags)}.mp4"
    )
    command = [sys.executable, "-m", "synctalk_engine", "render", "--name", given.name, "--yes"]
    command += ["--checkpoint", str(given.checkpoint), "--audio_path", str(given.speech), *flags]
    command += [
        "--preview_s",
        str(given.seconds),
        "--output_path",
        str(output),
        "--quality",
        "high",
    ]
    subprocess.run(command, cwd=given.workspace, check=True, stdout=subprocess.DEVNULL)
    return output


def openings(video: Path, clip: Clip) -> np.ndarray:
    """(N,) the opening of the mouth in each frame, in deviations of the clip's own."""
    points = clip.landmarks()
    own = np.array([opening(mesh) for mesh in cached_meshes(clip, points, None)])
    order = PingPongIndex(np.arange(len(points)))
    landmarker = FaceLandmarker(landmark_networks())
    found = []
    with av.open(str(video)) as source:
        for step, frame in enumerate(source.decode(video=0)):
            image = frame.to_ndarray(format="bgr24")
            mesh = locate_face(landmarker, image, points[order.frame_at(step)]).points
            found.append(opening(mesh))
    return (np.array(found) - own.min()) / own.std()


def opening(mesh: np.ndarray) -> float:
    """Between the middles of the inner lips, in the width of the face."""
    gap = np.linalg.norm(mesh[UPPER_LIP_MIDDLE] - mesh[LOWER_LIP_MIDDLE])
    return float(gap) / face_width(mesh)


def least_near(values: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """(M,) the least value near each moment."""
    places = np.round(moments).astype(int)[:, None] + np.arange(-REACH_FRAMES, REACH_FRAMES + 1)
    return values[np.clip(places, 0, len(values) - 1)].min(axis=1)


if __name__ == "__main__":
    main()
