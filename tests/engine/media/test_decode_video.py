"""Frames have the right time, rotation and colours, whatever the source."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.decode_video import VideoFrames
from tests.helpers.media_files import make_video, numbered_frame, read_number, real_clip, turn_mp4


def numbers(path, fps=25.0) -> list[int]:
    with VideoFrames(path, fps) as frames:
        return [read_number(image) for image in frames]


def nearest(times_s, fps, count) -> list[int]:
    times = [Fraction(time_s).limit_denominator(60000) for time_s in times_s]
    return [
        min(range(len(times)), key=lambda k: abs(times[k] - i / Fraction(fps)))
        for i in range(count)
    ]


def test_same_rate_gives_every_frame_once(tmp_path):
    assert numbers(make_video(tmp_path / "v.mp4", np.arange(50) / 25)) == list(range(50))


@pytest.mark.parametrize("source_fps", [10, 24, 30, 50, 60])
def test_other_rates_take_the_nearest_frame(tmp_path, source_fps):
    count = 2 * source_fps
    times_s = np.arange(count) / source_fps
    got = numbers(make_video(tmp_path / "v.mp4", times_s))
    assert len(got) == 50
    assert got == nearest(times_s, 25, 50)


def test_variable_rate_takes_the_nearest_frame(tmp_path):
    rng = np.random.default_rng(7)
    times_s = np.round(np.cumsum(np.r_[0, rng.uniform(0.015, 0.09, 80)]), 3)
    got = numbers(make_video(tmp_path / "v.mp4", times_s))
    assert got == nearest(times_s, 25, len(got))
    assert abs(len(got) / 25 - times_s[-1]) < 0.1


def test_ffmpegs_fps_filter_agrees_on_a_constant_rate(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(60) / 30)
    with av.open(str(path)) as source:
        graph = av.filter.Graph()
        stream = source.streams.video[0]
        entry = graph.add_buffer(template=stream)
        rate = graph.add("fps", "25")
        end = graph.add("buffersink")
        entry.link_to(rate)
        rate.link_to(end)
        graph.configure()
        theirs = []
        for frame in [*source.decode(stream), None]:
            graph.push(frame)
            while True:
                try:
                    theirs.append(read_number(graph.pull().to_ndarray(format="bgr24")))
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
    assert numbers(path) == theirs


def test_a_late_first_frame_is_frame_zero(tmp_path):
    assert numbers(make_video(tmp_path / "v.mkv", 0.5 + np.arange(20) / 25)) == list(range(20))


@pytest.mark.parametrize(("degrees", "corner"), [(90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))])
def test_display_matrix_rotates_the_frame(tmp_path, degrees, corner):
    path = make_video(tmp_path / "v.mp4", np.arange(3) / 25)
    turn_mp4(path, degrees)
    with VideoFrames(path) as frames:
        image = next(iter(frames))
    assert image.shape == ((64, 48, 3) if degrees % 180 else (48, 64, 3))
    rows, columns = (slice(2, 6) if axis == 0 else slice(-6, -2) for axis in corner)
    blue, green, red = image[rows, columns].reshape(-1, 3).mean(axis=0)
    assert red > 150 > 60 > max(blue, green)


@pytest.mark.parametrize(
    ("codec", "pixel_format"),
    [
        ("libx264", "yuv444p"),
        ("libx265", "yuv420p"),
        ("mpeg4", "yuv420p"),
        ("libx264", "yuv420p10le"),
    ],
)
def test_codecs_and_pixel_formats(tmp_path, codec, pixel_format):
    path = make_video(
        tmp_path / "v.mp4", np.arange(12) / 25, codec=codec, pixel_format=pixel_format
    )
    assert numbers(path) == list(range(12))


def test_odd_sizes(tmp_path):
    frames = [numbered_frame(k, 75, 51) for k in range(5)]
    path = make_video(tmp_path / "v.mp4", np.arange(5) / 25, frames=frames, pixel_format="yuv444p")
    with VideoFrames(path) as decoded:
        images = list(decoded)
    assert all(image.shape == (51, 75, 3) and image.flags.c_contiguous for image in images)
    assert [read_number(image) for image in images] == list(range(5))


@pytest.mark.parametrize("matrix", ["bt709", "bt601"])
@pytest.mark.parametrize("color_range", [1, 2])
def test_colours_follow_the_files_matrix_and_range(tmp_path, matrix, color_range):
    path = tmp_path / "v.mp4"
    colours = [(0, 0, 255), (0, 255, 0), (255, 0, 0), (128, 128, 128), (200, 180, 60)]
    image = np.zeros((32, 32 * len(colours), 3), np.uint8)
    for k, colour in enumerate(colours):
        image[:, 32 * k : 32 * k + 32] = colour
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"crf": "1"})
        stream.height, stream.width = image.shape[:2]
        stream.pix_fmt = "yuv444p"
        stream.codec_context.colorspace = {"bt709": 1, "bt601": 6}[matrix]
        stream.codec_context.color_range = color_range
        frame = av.VideoFrame.from_ndarray(_to_yuv(image, matrix, color_range == 2), "yuv444p")
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with VideoFrames(path) as frames:
        decoded = next(iter(frames)).astype(int)
    found = [decoded[16, 32 * k + 16] for k in range(len(colours))]
    assert np.abs(np.array(found) - np.array(colours)).max() <= 3


def test_conversion_does_not_darken():
    with VideoFrames(real_clip("talk_en_8s_512px.mp4")) as frames:
        ours = next(iter(frames)).astype(float)
    with av.open(str(real_clip("talk_en_8s_512px.mp4"))) as source:
        frame = next(source.decode(video=0))
        planes = frame.to_ndarray().astype(float)
    luma = 0.299 * ours[..., 2] + 0.587 * ours[..., 1] + 0.114 * ours[..., 0]
    true = (planes[: frame.height] - 16) * 255 / 219
    assert abs((luma - true)[(true > 20) & (true < 235)].mean()) < 0.3


def test_damaged_packets_are_left_out_and_counted(tmp_path):
    path = make_video(tmp_path / "v.mp4", np.arange(60) / 25, options={"g": "5", "bf": "0"})
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    middle = start + (data.index(b"moov") - start) // 2
    data[middle : middle + 150] = bytes(150)
    path.write_bytes(bytes(data))
    with VideoFrames(path) as frames:
        got = [read_number(image) for image in frames]
    assert frames.broken_count > 0
    assert len(got) == 60, "what follows the damage must stay at its time"
    assert got[-5:] == list(range(55, 60))


def test_one_frame(tmp_path):
    assert numbers(make_video(tmp_path / "v.mp4", [0.0])) == [0]


def test_a_file_without_frames_raises(tmp_path):
    path = tmp_path / "v.mp4"
    path.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(MediaError):
        VideoFrames(path)


@pytest.mark.parametrize(
    ("name", "count", "shape"),
    [
        ("talk_en_8s_512px.mp4", 200, (512, 512, 3)),
        ("edge/vfr_22.13fps_6s.mp4", 153, (700, 700, 3)),
    ],
)
def test_real_clips(name, count, shape):
    with VideoFrames(real_clip(name)) as frames:
        images = list(frames)
    assert len(images) == frames.frame_count == count
    assert images[0].shape == shape
    assert frames.broken_count == 0


def _to_yuv(bgr: np.ndarray, matrix: str, full: bool) -> np.ndarray:
    """uint8 (3, H, W) by the definition of the two standards."""
    red_weight, blue_weight = {"bt709": (0.2126, 0.0722), "bt601": (0.299, 0.114)}[matrix]
    blue, green, red = (bgr[..., k] / 255 for k in range(3))
    luma = red_weight * red + (1 - red_weight - blue_weight) * green + blue_weight * blue
    chroma_b = (blue - luma) / (2 * (1 - blue_weight))
    chroma_r = (red - luma) / (2 * (1 - red_weight))
    luma_scale, luma_zero, chroma_scale = (255, 0, 255) if full else (219, 16, 224)
    planes = [luma * luma_scale + luma_zero]
    planes += [chroma * chroma_scale + 128 for chroma in (chroma_b, chroma_r)]
    return np.clip(np.round(np.stack(planes)), 0, 255).astype(np.uint8)
