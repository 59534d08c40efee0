"""Makes frames with the exported networks: numpy, opencv and onnxruntime, nothing else.

    python make_frames.py [fp32|fp16|int8] [features.npy]

It reads manifest.json and sample.npz beside it and writes frames/00000.png and so on. features.npy
is other audio: one row of audio features for each frame, of the kind that the manifest names.
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

FOLDER = Path(__file__).resolve().parent


def session(manifest, name, form):
    path = FOLDER / manifest["networks"][name]["files"][form]["file"]
    return onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])


def windows(rows, manifest):
    """The window of audio of each frame; beyond either end the last row is repeated."""
    half, shape = manifest["window_frames"] // 2, manifest["audio_shape"]
    rows = rows.reshape(len(rows), -1)
    rows = rows[:, np.arange(np.prod(shape) // (2 * half)) % rows.shape[1]]
    around = np.arange(len(rows))[:, None] + np.arange(-half, half)
    return rows[np.clip(around, 0, len(rows) - 1)].reshape(len(rows), *shape).astype(np.float32)


def paste(frame, patch, alpha, to_frame):
    """Lay a patch (S, S, 3) in 0..255 over a frame, by a matrix from its pixels to the frame's."""
    size = frame.shape[1::-1]
    patch = cv2.warpAffine(patch, to_frame, size, None, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE)
    alpha = cv2.warpAffine(alpha.astype(np.float32) / 255, to_frame, size)[..., None]
    return np.rint(frame + alpha * (np.clip(patch, 0, 255) - frame)).astype(np.uint8)


def main(form="fp32", features=None):
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    sample = np.load(FOLDER / "sample.npz")
    audio = sample["audio"] if features is None else windows(np.load(features), manifest)
    generator = session(manifest, "generator", form)
    (FOLDER / "frames").mkdir(exist_ok=True)
    count = min(len(audio), len(sample["image"]))
    for index in range(count):
        image = sample["image"][index : index + 1].astype(np.float32) / 255  # (1, C, S, S) BGR
        patch = generator.run(None, {"image": image, "audio": audio[index : index + 1]})[0][0]
        patch = np.ascontiguousarray(patch.transpose(1, 2, 0)) * 255
        frame = cv2.imread(str(FOLDER / "sample" / f"{index:05d}.png"))
        made = paste(frame, patch, sample["alpha"][index], sample["to_frame"][index])
        cv2.imwrite(str(FOLDER / "frames" / f"{index:05d}.png"), made)
    print(f"{count} frames in {FOLDER / 'frames'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
