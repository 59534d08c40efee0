"""Videos are shown as players show them: turned, mirrored, or both."""

from __future__ import annotations

import io
import math
from fractions import Fraction

import av
import av.bitstream
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.orientation import (
    Orientation,
    UnsupportedOrientationError,
    orientation_of_matrix,
)
from synctalk_engine.media.probe import probe
from synctalk_engine.media.seek import frames_at
from tests.helpers.colour_charts import (
    BT709,
    BT2020,
    CHART_RGB,
    HDR_CHART_RGB,
    HLG,
    LIMITED,
    Coding,
    chart_image,
    frame_of,
    patch_values,
    to_hdr,
)

WIDTH, HEIGHT = 96, 64
ONE = 1 << 16
CORNERS_BGR = ((0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255))
"""Top left, top right, bottom left, bottom right of the upright image."""
MATRICES = {
    "as it is": (1, 0, 0, 1),
    "mirrored": (-1, 0, 0, 1),
    "upside down": (1, 0, 0, -1),
    "half turn": (-1, 0, 0, -1),
    "quarter turn clockwise": (0, 1, -1, 0),
    "quarter turn counter-clockwise": (0, -1, 1, 0),
    "transposed": (0, 1, 1, 0),
    "transposed and turned": (0, -1, -1, 0),
}
"""a, b, c, d: a stored point (x, y) is shown at (a x + c y, b x + d y)."""


def upright_image() -> np.ndarray:
    image = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    half_y, half_x = HEIGHT // 2, WIDTH // 2
    for colour, (rows, columns) in zip(
        CORNERS_BGR,
        (
            (slice(0, half_y), slice(0, half_x)),
            (slice(0, half_y), slice(half_x, None)),
            (slice(half_y, None), slice(0, half_x)),
            (slice(half_y, None), slice(half_x, None)),
        ),
        strict=True,
    ):
        image[rows, columns] = colour
    return image


def stored_image(matrix: tuple[int, int, int, int]) -> np.ndarray:
    """What a camera stores so that the matrix makes it upright; by pixel, as the matrix says."""
    upright = upright_image()
    a, b, c, d = matrix
    height, width = upright.shape[:2] if a else upright.shape[1::-1]
    y, x = np.mgrid[:height, :width]
    shown_x, shown_y = a * x + c * y, b * x + d * y
    return upright[shown_y - shown_y.min(), shown_x - shown_x.min()]


def full_matrix(a: float, b: float, c: float, d: float) -> list[int]:
    return [round(ONE * value) for value in (a, b, 0, c, d, 0, 0, 0)] + [1 << 30]


def write(path, stored, matrix=None, *, codec="libx264", pixel_format="yuv420p", frame=None):
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25)
        stream.height, stream.width = stored.shape[:2]
        stream.pix_fmt = pixel_format
        if frame is not None:
            stream.codec_context.color_trc = frame.color_trc
            stream.codec_context.color_primaries = frame.color_primaries
            stream.codec_context.colorspace = frame.colorspace
        if matrix is not None:
            stream.set_display_matrix(matrix)
        for number in range(3):
            video_frame = frame or av.VideoFrame.from_ndarray(
                np.ascontiguousarray(stored), format="bgr24"
            )
            video_frame.pts, video_frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(video_frame))
        output.mux(stream.encode(None))
    return path


def corners(image: np.ndarray) -> list[tuple[int, ...]]:
    """Colours of the quarters' middles, each channel rounded to 0, 128 or 255."""
    height, width = image.shape[:2]
    points = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    return [tuple(255 if value > 127 else 0 for value in image[point]) for point in points]


def first_image(path) -> np.ndarray:
    with VideoFrames(path) as frames:
        return next(iter(frames))


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize(
    ("suffix", "codec", "pixel_format"),
    [
        ("mp4", "libx264", "yuv420p"),
        ("mov", "prores_ks", "yuv422p10le"),
        ("mkv", "libx264", "yuv420p"),
        ("webm", "libvpx-vp9", "yuv420p"),
    ],
)
def test_every_container_and_matrix(tmp_path, suffix, codec, pixel_format, name):
    matrix = MATRICES[name]
    path = tmp_path / f"v.{suffix}"
    write(path, stored_image(matrix), full_matrix(*matrix), codec=codec, pixel_format=pixel_format)
    image = first_image(path)
    assert image.shape == (HEIGHT, WIDTH, 3)
    assert image.flags.c_contiguous
    assert corners(image) == list(CORNERS_BGR)
    assert (next(frames_at(path, [0.0]))[1] == image).all()
    info = probe(path, need_audio=False)
    assert (info.width, info.height) == (WIDTH, HEIGHT)
    a, b, c, d = matrix
    assert info.mirrored == (a * d - b * c < 0)


@pytest.mark.parametrize("name", ["mirrored", "transposed"])
def test_hdr_is_turned_too(tmp_path, name):
    matrix = MATRICES[name]
    stored = stored_image(matrix)
    signal = to_hdr(stored[..., ::-1] / 255.0, HLG)
    frame = frame_of(signal, Coding("yuv420p10le", BT2020, LIMITED, HLG, primaries=BT2020))
    path = tmp_path / "v.mkv"
    write(
        path,
        stored,
        full_matrix(*matrix),
        codec="ffv1",
        pixel_format="yuv420p10le",
        frame=frame,
    )
    assert corners(first_image(path)) == list(CORNERS_BGR)


def test_a_message_in_the_stream_rotates_the_frame(tmp_path):
    """H.264 has a message of its own, where the container has no matrix."""
    plain = write(tmp_path / "plain.h264", stored_image(MATRICES["mirrored"]))
    path = tmp_path / "v.h264"
    with av.open(str(plain)) as source, path.open("wb") as output:
        stream = source.streams.video[0]
        mirror = av.bitstream.BitStreamFilterContext(
            "h264_metadata=display_orientation=insert:flip=horizontal", stream
        )
        for packet in source.demux(stream):
            if packet.size:
                output.writelines(bytes(mirrored) for mirrored in mirror.filter(packet))
    assert corners(first_image(path)) == list(CORNERS_BGR)


@pytest.mark.parametrize(
    ("exif", "name"),
    [(1, "as it is"), (2, "mirrored"), (5, "transposed"), (6, "quarter turn clockwise")],
)
def test_exif_rotates_the_frames_of_an_mjpeg_camera(tmp_path, exif, name):
    """PyAV does not know the type of EXIF itself, and must not fail at it."""
    Image = pytest.importorskip("PIL.Image")
    stored = stored_image(MATRICES[name])
    tags = Image.Exif()
    tags[0x112] = exif
    jpeg = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(stored[..., ::-1])).save(jpeg, "JPEG", exif=tags)
    path = tmp_path / "v.avi"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("mjpeg", rate=25)
        stream.height, stream.width = stored.shape[:2]
        stream.pix_fmt = "yuvj420p"
        for number in range(3):
            packet = av.Packet(jpeg.getvalue())
            packet.pts = packet.dts = number
            packet.time_base, packet.stream = Fraction(1, 25), stream
            output.mux(packet)
    assert corners(first_image(path)) == list(CORNERS_BGR)


def test_pixels_that_are_not_square_are_stretched_before_the_turn(tmp_path):
    stored = stored_image(MATRICES["transposed"])
    path = tmp_path / "v.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25)
        stream.height, stream.width = stored.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.sample_aspect_ratio = 2
        stream.set_display_matrix(full_matrix(*MATRICES["transposed"]))
        output.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(stored), "bgr24")))
        output.mux(stream.encode(None))
    image = first_image(path)
    assert image.shape == (2 * HEIGHT, WIDTH, 3)
    assert corners(image) == list(CORNERS_BGR)


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ((math.cos(0.5), math.sin(0.5), -math.sin(0.5), math.cos(0.5)), "turned by 29 degrees"),
        ((1, 0.3, 0, 1), "sheared"),
    ],
)
def test_odd_angles_and_shear_are_refused_in_a_sentence(tmp_path, matrix, said):
    path = write(tmp_path / "v.mp4", upright_image(), full_matrix(*matrix))
    for read in (first_image, lambda path: probe(path, need_audio=False)):
        with pytest.raises(MediaError) as caught:
            read(path)
        assert caught.value.code == "video_orientation"
        assert said in caught.value.message
        assert caught.value.hint


def test_size_rounding_and_empty_matrices_do_not_count():
    assert orientation_of_matrix([3 * ONE, 0, 0, 0, 2 * ONE, 0, 0, 0, 1 << 30]) == Orientation()
    assert orientation_of_matrix([ONE, 300, 0, -300, ONE, 0, 0, 0, 1 << 30]) == Orientation()
    assert orientation_of_matrix([0] * 9) == Orientation()
    with pytest.raises(UnsupportedOrientationError):
        orientation_of_matrix([ONE, ONE, 0, -ONE, ONE, 0, 0, 0, 1 << 30])


@pytest.mark.parametrize("transfer", [BT709, HLG])
def test_interlaced_frames_keep_their_colours_and_rotation(tmp_path, transfer):
    """They pass a filter, which must hand on what the file says of them."""
    is_hdr = transfer == HLG
    chart = HDR_CHART_RGB if is_hdr else CHART_RGB
    signal = to_hdr(chart_image(chart), HLG) if is_hdr else chart_image(chart)
    matrix = BT2020 if is_hdr else BT709
    coding = Coding("yuv420p10le", matrix, LIMITED, transfer, primaries=matrix)
    frame = frame_of(signal, coding)
    path = tmp_path / "v.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"crf": "1", "x264-params": "tff=1"})
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p10le"
        context = stream.codec_context
        context.colorspace, context.color_range = frame.colorspace, frame.color_range
        context.color_trc, context.color_primaries = frame.color_trc, frame.color_primaries
        stream.set_display_matrix(full_matrix(*MATRICES["mirrored"]))
        for number in range(6):
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    assert probe(path, need_audio=False).interlaced
    mirrored_back = first_image(path)[:, ::-1]
    assert np.abs(patch_values(mirrored_back, len(chart)) - chart).max() <= 3
