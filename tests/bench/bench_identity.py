"""How well the face embedding tells people apart: distances within and between the people of clips.

    python -m tests.bench.bench_identity [--every_s 1.0] [clips ...]

Every image is compared with every other one, and with the mean of each person's other images,
which is what decides in the program. The people of a clip with two are told apart by the side of
the image that they are on. Prints the AUC, the extremes, and the limit that is used.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from synctalk_engine.assets import AssetStore
from synctalk_engine.face.detect import FaceDetector
from synctalk_engine.face.embedding import SAME_PERSON, embed_detection
from synctalk_engine.media.probe import probe
from synctalk_engine.media.seek import frames_at

CLIPS_DIR = Path(__file__).resolve().parents[3] / "shared" / "clips"
TWO_PEOPLE = "two_faces"
"""In the name of a clip: its people are told apart by the side of the image that they are on."""
MIN_SCORE = 0.6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", nargs="*", type=Path)
    parser.add_argument("--every_s", type=float, default=1.0)
    arguments = parser.parse_args()
    clips = arguments.clips or sorted(CLIPS_DIR.rglob("*.mp4"))
    names: list[str] = []
    vectors: list[np.ndarray] = []
    for clip in clips:
        for name, vector in embeddings(clip, arguments.every_s):
            names.append(name)
            vectors.append(vector)
    report(np.array(names), np.stack(vectors))


def embeddings(clip: Path, every_s: float) -> list[tuple[str, np.ndarray]]:
    """(person, embedding) of the faces in a clip."""
    detector = FaceDetector(AssetStore().path("face_detector_full_range"))
    duration_s = probe(clip, need_audio=False).duration_s
    times_s = np.arange(every_s / 2, duration_s, every_s).tolist()
    found = []
    for _time_s, image in frames_at(clip, times_s):
        for detection in detector.detect(image):
            if detection.score < MIN_SCORE:
                continue
            side = "left" if detection.centre[0] < image.shape[1] / 2 else "right"
            name = f"{clip.stem} {side}" if TWO_PEOPLE in clip.stem else clip.stem
            found.append((name, embed_detection(image, detection)))
    return found


def report(names: np.ndarray, vectors: np.ndarray) -> None:
    """Print what the distances say."""
    people = sorted(set(names))
    print(f"{len(people)} people, {len(names)} pictures")
    pairs = np.triu_indices(len(names), 1)
    distances = np.linalg.norm(vectors[:, None] - vectors[None], axis=-1)[pairs]
    same = (names[:, None] == names[None])[pairs]
    print(f"pairs: AUC {auc(distances[same], distances[~same]):.7f}")
    within, between = [], []
    for person in people:
        own = vectors[names == person]
        for index, vector in enumerate(own):
            rest = np.delete(own, index, axis=0)
            if len(rest):
                within.append(np.linalg.norm(vector - rest.mean(axis=0)))
        others = vectors[names != person]
        between += np.linalg.norm(others - own.mean(axis=0), axis=1).tolist()
    print(f"same person: median {np.median(within):.3f}, at most {max(within):.3f}")
    print(f"another person: median {np.median(between):.3f}, at least {min(between):.3f}")
    print(f"AUC {auc(np.array(within), np.array(between)):.7f}; the limit is {SAME_PERSON}")


def auc(near: np.ndarray, far: np.ndarray) -> float:
    """The share of (near, far) pairs in the right order."""
    ranks = np.searchsorted(np.sort(far), near)
    return 1 - float(ranks.mean()) / len(far)


if __name__ == "__main__":
    main()
