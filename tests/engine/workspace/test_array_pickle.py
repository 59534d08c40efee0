"""Pickles of landmarks that ask for gigabytes, or end the process, in a few bytes."""

from __future__ import annotations

import pickle
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.landmark_files import read_landmarks

POINTS = np.arange(1, 221, dtype=np.float32).reshape(110, 2)
LITTLE_BYTES = 4 << 20


def _with(data: bytes, instruction: bytes) -> bytes:
    """A pickle with an instruction before its end."""
    assert data.endswith(b".")
    return data[:-1] + instruction + b"."


def _array(shape: tuple[int, ...], dtype: object, content: object) -> bytes:
    """A pickle of an array that states what it is."""

    class Stated:
        def __reduce__(self):
            reconstruct, arguments, _ = POINTS.__reduce__()
            return reconstruct, arguments, (1, shape, dtype, False, content)

    return pickle.dumps(Stated(), protocol=2)


class _Made:
    """What a call makes."""

    def __init__(self, function, *arguments) -> None:
        self._call = function, arguments

    def __reduce__(self):
        return self._call


def _doubling(times: int) -> bytes:
    """A text that is encoded as twice as long a one, and so on."""
    step = b"c_codecs\nencode\n(" + b"%s" + b"Vhex\ntR"
    data = b"c_codecs\nencode\n(Vabcd\nVlatin1\ntR"
    for _ in range(times):
        data = step.replace(b"%s", data)
    return data + b"."


def _shared_lists(depth: int) -> bytes:
    """A list of two, each the same list of two, and so on."""
    value: list = [1.0, 1.0]
    for _ in range(depth):
        value = [value, value]
    return pickle.dumps(value, protocol=2)


RECONSTRUCT = POINTS.__reduce__()[0]
BOMBS = {
    "a number of an object beyond all": _with(pickle.dumps(POINTS, 2), b"r\xff\xff\xff\x07"),
    "the same in letters": _with(pickle.dumps(POINTS, 0), b"p134217728\n"),
    "a text of a terabyte": b"\x80\x05\x96" + (1 << 40).to_bytes(8, "little") + b"a.",
    "an array of 8 GB": pickle.dumps(_Made(RECONSTRUCT, np.ndarray, (1 << 33,), b"b"), 2),
    "an array made directly": pickle.dumps(_Made(np.ndarray, (1 << 33,)), 2),
    "a shape without content": _array((1 << 33,), np.dtype("f4"), b""),
    "a negative shape": _array((-110, -2), np.dtype("f4"), POINTS.tobytes()),
    "elements of no size": _array((1 << 33, 2), np.dtype("V0"), b""),
    "objects": _array((110, 2), np.dtype("O"), [[1]] * 220),
    "a text that doubles": _doubling(40),
    "lists in lists": _shared_lists(40),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_pickle_takes_no_more_memory_than_it_has_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "000000.pkl"
    path.write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(DatasetError) as caught:
            read_landmarks(path)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.code == "landmarks_unreadable"
    assert not isinstance(caught.value.__cause__, MemoryError)
    assert peak_bytes < LITTLE_BYTES


def test_a_dtype_with_a_wrong_state_does_not_end_the_process(tmp_path: Path) -> None:
    """Numpy's own dtype follows a pointer that is not there."""
    data = pickle.dumps(POINTS, protocol=5)
    state = pickle.dumps((3, "<", None, None, None, -1, -1, 0), protocol=5)
    assert b"NNN" in data and b"NNN" in state
    path = tmp_path / "000000.pkl"
    path.write_bytes(data.replace(b"NNN", b"NN\x87"))
    try:
        assert np.array_equal(read_landmarks(path), POINTS)  # the byte order is all that counts
    except DatasetError as error:
        assert error.code == "landmarks_unreadable"


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("dtype", ["<f4", ">f4", "f8", "i4"])
def test_arrays_of_any_protocol_are_read(tmp_path: Path, protocol: int, dtype: str) -> None:
    path = tmp_path / "000000.pkl"
    for points in (POINTS.astype(dtype), np.asfortranarray(POINTS.astype(dtype))):
        path.write_bytes(pickle.dumps(points, protocol=protocol))
        found = read_landmarks(path)
        assert type(found) is np.ndarray and found.dtype == np.float32
        assert np.array_equal(found, POINTS)


def test_a_list_of_points_is_read(tmp_path: Path) -> None:
    path = tmp_path / "000000.pkl"
    path.write_bytes(pickle.dumps(POINTS.tolist()))
    assert np.array_equal(read_landmarks(path), POINTS)


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    for name in ("000000.pkl", "0.lms"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(1 << 40)  # takes no room
        with pytest.raises(DatasetError, match="far too large"):
            read_landmarks(path)


@pytest.mark.parametrize("value", [1e38, -1e38, 1e6, float("nan"), float("inf")])
def test_points_far_outside_any_image_are_damage(tmp_path: Path, value: float) -> None:
    """They could not be cast to whole pixels when the mouth was cut out."""
    points = POINTS.copy()
    points[57, 1] = value
    (tmp_path / "000000.pkl").write_bytes(pickle.dumps(points))
    (tmp_path / "0.lms").write_text("\n".join(f"{x} {y}" for x, y in points.tolist()))
    for name in ("000000.pkl", "0.lms"):
        with pytest.raises(DatasetError) as caught:
            read_landmarks(tmp_path / name)
        assert caught.value.code == "landmarks_unreadable"
