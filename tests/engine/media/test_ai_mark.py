"""The mark that a video was made with AI, in each container, and the visible label."""

from __future__ import annotations

import struct

import av
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.ai_mark import DIGITAL_SOURCE_TYPE, XMP_BOX_ID
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import png_chunks, read_image
from synctalk_engine.media.video_codecs import Encoding
from synctalk_engine.media.video_output import Marks, open_video_writer, suffix_of
from synctalk_engine.render import visible_label
from synctalk_engine.render.visible_label import VisibleLabel

IMAGE = np.full((48, 64, 3), (60, 120, 200), np.uint8)


def written(tmp_path, name, is_marked):
    encoding = Encoding(name)
    path = tmp_path / f"v{suffix_of(encoding)}"
    with open_video_writer(path, 25, (64, 48), None, encoding, Marks(is_marked)) as writer:
        for _ in range(3):
            writer.write(IMAGE)
    return path


def top_boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    """(kind, body) of each box of an MP4; they must end where the file does."""
    boxes, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        boxes.append((data[at + 4 : at + 8], data[at + 8 : at + length]))
        at += length
    assert at == len(data)
    return boxes


@pytest.mark.parametrize("name", ["h264", "hevc", "prores4444"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_mp4_and_mov_have_the_xmp_box(tmp_path, name, is_marked):
    path = written(tmp_path, name, is_marked)
    bodies = [body for kind, body in top_boxes(path.read_bytes()) if kind == b"uuid"]
    marked = [body for body in bodies if body.startswith(XMP_BOX_ID.bytes)]
    assert len(marked) == int(is_marked)
    if is_marked:
        assert DIGITAL_SOURCE_TYPE.encode() in marked[0]
        with av.open(str(path), options={"export_xmp": "1"}) as source:
            assert DIGITAL_SOURCE_TYPE in source.metadata["xmp"], "FFmpeg reads it too"
    with VideoFrames(path) as frames:
        assert len(list(frames)) == 3


@pytest.mark.parametrize("name", ["lossless", "vp9"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_matroska_has_it_as_a_tag(tmp_path, name, is_marked):
    with av.open(str(written(tmp_path, name, is_marked))) as source:
        tags = {key.upper(): value for key, value in source.metadata.items()}
    assert (tags.get("DIGITAL_SOURCE_TYPE") == DIGITAL_SOURCE_TYPE) is is_marked


@pytest.mark.parametrize("is_marked", [True, False])
def test_png_images_have_the_xmp_chunk(tmp_path, is_marked):
    path = written(tmp_path, "png", is_marked) / "000001.png"
    data = path.read_bytes()
    texts = [data[begin:end] for kind, begin, end in png_chunks(data) if kind == b"iTXt"]
    assert [DIGITAL_SOURCE_TYPE.encode() in text for text in texts] == [True] * is_marked
    assert np.array_equal(read_image(path), IMAGE)


@pytest.mark.parametrize("size", [(256, 192), (1080, 1920), (512, 512)])
def test_the_label_is_large_enough_and_only_in_its_corner(size):
    width_px, height_px = size
    image = np.full((height_px, width_px, 3), 90, np.uint8)
    labelled = VisibleLabel("eu", size).draw(image)
    rows, columns = np.nonzero((labelled > 200).all(axis=2))
    assert rows.max() - rows.min() + 1 >= 0.05 * min(size), "GB 45438-2025"
    assert columns.min() >= 0 and rows.min() > height_px * 0.7
    assert np.array_equal(labelled[: int(height_px * 0.7)], image[: int(height_px * 0.7)])
    assert (image == 90).all(), "the frame itself is not changed"


def test_a_label_without_a_font_is_a_sentence(monkeypatch):
    monkeypatch.setattr(visible_label, "CJK_FONTS", ("no such font.ttf",))
    with pytest.raises(MediaError) as caught:
        VisibleLabel("gb", (64, 48))
    assert (caught.value.code, caught.value.exit_code) == ("label_font_missing", 3)
    assert "AI生成" in caught.value.message
