"""Our PNG files are PNG files."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synctalk_engine.errors import MediaError
from synctalk_engine.media.image_files import (
    _decode_own_png,
    encode_png,
    read_image,
    write_image,
)
from tests.helpers.media_files import decode_png_with_pil


def noise_image(seed: int, height: int, width: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    smooth = cv2.resize(rng.integers(0, 255, (4, 4, 3), np.uint8), (width, height))
    return np.ascontiguousarray(smooth.reshape(height, width, 3))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 99), st.integers(1, 90), st.integers(1, 90))
def test_opencv_and_pillow_read_the_same_pixels(seed, height, width):
    image = noise_image(seed, height, width)
    data = encode_png(image)
    assert np.array_equal(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), image)
    assert np.array_equal(decode_png_with_pil(data), image)


def test_qt_reads_the_same_pixels():
    qt_gui = pytest.importorskip("PySide6.QtGui")
    image = noise_image(5, 37, 53)
    read = qt_gui.QImage.fromData(encode_png(image), "PNG")
    read = read.convertToFormat(qt_gui.QImage.Format.Format_RGB888)
    rows = np.frombuffer(read.constBits(), np.uint8).reshape(37, read.bytesPerLine())
    assert np.array_equal(rows[:, : 53 * 3].reshape(37, 53, 3)[..., ::-1], image)


def test_views_that_are_not_contiguous_are_written_right():
    image = noise_image(6, 40, 60)[:, ::2]
    data = np.frombuffer(encode_png(image), np.uint8)
    assert np.array_equal(cv2.imdecode(data, cv2.IMREAD_COLOR), image)


def test_sizes_that_change_in_between(tmp_path):
    for height, width in ((20, 30), (30, 20), (20, 30)):
        image = noise_image(height, height, width)
        write_image(tmp_path / "p.png", image)
        assert np.array_equal(read_image(tmp_path / "p.png"), image)


def test_png_files_of_other_programs_are_read_by_opencv(tmp_path):
    image = noise_image(8, 40, 60)
    for flag in (cv2.IMWRITE_PNG_STRATEGY_DEFAULT, cv2.IMWRITE_PNG_STRATEGY_RLE):
        _, data = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_STRATEGY, flag])
        (tmp_path / "p.png").write_bytes(data.tobytes())
        assert np.array_equal(read_image(tmp_path / "p.png"), image)


def test_a_damaged_png_reads_as_opencv_reads_it_or_not_at_all(tmp_path):
    """One flipped bit at a time: pixels are never made of what the checksum does not vouch for."""
    image = noise_image(9, 6, 7)
    data = encode_png(image)
    for at in range(0, len(data), 3):
        damaged = bytearray(data)
        damaged[at] ^= 8
        (tmp_path / "p.png").write_bytes(damaged)
        theirs = cv2.imdecode(np.frombuffer(bytes(damaged), np.uint8), cv2.IMREAD_COLOR)
        try:
            ours = read_image(tmp_path / "p.png")
        except MediaError:
            continue
        assert theirs is not None and np.array_equal(ours, theirs)


def test_a_header_that_states_a_huge_image_takes_no_memory(tmp_path):
    data = bytearray(encode_png(noise_image(1, 8, 8)))
    data[16:24] = struct.pack(">II", 30000, 30000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    assert _decode_own_png(bytes(data)) is None


def test_jpeg_is_close(tmp_path):
    image = noise_image(7, 64, 64)
    write_image(tmp_path / "日本 é.jpg", image)
    assert np.abs(read_image(tmp_path / "日本 é.jpg").astype(int) - image).mean() < 3
    assert [path.name for path in tmp_path.iterdir()] == ["日本 é.jpg"]


def test_half_a_file_is_not_read_as_a_whole_one(tmp_path):
    path = tmp_path / "p.png"
    path.write_bytes(encode_png(noise_image(8, 64, 64))[:60])
    with pytest.raises(MediaError):
        read_image(path)


def test_other_arrays_are_refused():
    with pytest.raises(ValueError):
        encode_png(np.zeros((4, 4), np.uint8))
