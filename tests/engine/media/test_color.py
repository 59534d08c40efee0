"""Colours are decoded as those of the image that a video was made from, however it is coded."""

from __future__ import annotations

import av
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.color import ColorConverter
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.image_files import encode_image, read_image
from synctalk_engine.media.probe import probe
from synctalk_engine.media.seek import frames_at
from tests.helpers.colour_charts import (
    BT470BG,
    BT601,
    BT709,
    BT2020,
    CHART_RGB,
    FULL,
    HDR_CHART_RGB,
    HLG,
    LIMITED,
    PQ,
    SMPTE240M,
    Coding,
    chart_image,
    display_p3_signal,
    frame_of,
    hlg_signal,
    patch_values,
    pq_signal,
    to_hdr,
    write_chart,
)

LEVELS = 3.0
PLANAR = [
    *("yuv420p", "yuv422p", "yuv444p", "yuv411p", "yuv440p", "yuva420p"),
    *("yuv420p10le", "yuv422p10le", "yuv444p10le", "yuva444p10le"),
    *("yuv420p12le", "yuv444p12le"),
]
X265 = {"preset": "ultrafast", "x265-params": "log-level=none:qp=4"}
LOSSY = {
    "libx264": {"crf": "4", "preset": "ultrafast"},
    "libx265": X265,
    "libvpx-vp9": {"crf": "4", "b": "0", "cpu-used": "8", "deadline": "realtime"},
    "libsvtav1": {"crf": "4", "preset": "12"},
    "prores_ks": {},
    "mjpeg": {"qmin": "1", "qmax": "1"},
    "dnxhd": {"profile": "dnxhr_hq"},
    "mpeg2video": {"qmin": "1", "qmax": "1"},
}


def first_image(path) -> np.ndarray:
    with VideoFrames(path) as frames:
        return next(iter(frames))


def worst(image: np.ndarray, chart: np.ndarray = CHART_RGB) -> float:
    """Levels by which the worst patch is off in its worst channel."""
    return float(np.abs(patch_values(image, len(chart)) - chart).max())


@pytest.mark.parametrize("color_range", [LIMITED, FULL])
@pytest.mark.parametrize("matrix", [BT709, BT601, BT470BG, SMPTE240M, BT2020])
@pytest.mark.parametrize("pixel_format", PLANAR)
def test_sdr_of_any_sampling_matrix_and_range(tmp_path, pixel_format, matrix, color_range):
    path = write_chart(tmp_path / "v.mkv", Coding(pixel_format, matrix, color_range))
    assert worst(first_image(path)) <= LEVELS


@pytest.mark.parametrize(
    ("codec", "pixel_format"),
    [
        ("utvideo", "gbrp"),
        ("magicyuv", "gbrap"),
        ("ffv1", "gbrp10le"),
        ("ffv1", "gbrp12le"),
        ("ffv1", "gbrp16le"),
    ],
)
def test_rgb_codecs(tmp_path, codec, pixel_format):
    name = "v.mkv" if codec == "ffv1" else "v.avi"
    path = write_chart(tmp_path / name, Coding(pixel_format, 0, FULL), codec=codec)
    assert worst(first_image(path)) <= 1


@pytest.mark.parametrize(("codec", "pixel_format"), [("png", "rgb24"), ("qtrle", "argb")])
def test_packed_rgb_codecs(tmp_path, codec, pixel_format):
    path = tmp_path / "v.mov"
    image = np.round(chart_image() * 255).astype(np.uint8)
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25)
        stream.height, stream.width = image.shape[:2]
        stream.pix_fmt = pixel_format
        frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format=pixel_format)
        frame.pts = 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    assert worst(first_image(path)) <= 1


@pytest.mark.parametrize("color_range", [LIMITED, FULL])
@pytest.mark.parametrize("transfer", [2, HLG])
@pytest.mark.parametrize("pixel_format", ["gray", "gray10le", "gray12le"])
def test_grey_frames(tmp_path, pixel_format, transfer, color_range):
    greys = CHART_RGB[:8]
    signal = chart_image(greys) if transfer == 2 else to_hdr(chart_image(greys), transfer)
    if transfer == HLG and pixel_format == "gray":
        pytest.skip("eight bits are too few for HLG")
    coding = Coding(pixel_format, BT709, color_range, transfer)
    path = write_chart(tmp_path / "v.mkv", coding, signal_rgb=signal)
    assert worst(first_image(path), greys) <= LEVELS


@pytest.mark.parametrize(("height", "matrix"), [(32, BT601), (720, BT709)])
def test_an_untagged_matrix_goes_by_size(tmp_path, height, matrix):
    signal = np.repeat(chart_image()[:1], height, axis=0)
    coding = Coding("yuv420p", matrix, tag_matrix=False)
    path = write_chart(tmp_path / "v.mkv", coding, signal_rgb=signal)
    assert worst(first_image(path)) <= LEVELS


def test_an_untagged_range_is_limited(tmp_path):
    path = write_chart(tmp_path / "v.mkv", Coding("yuv420p", BT709, LIMITED, tag_range=False))
    assert worst(first_image(path)) <= LEVELS


def test_a_reserved_matrix_counts_as_untagged():
    frame = frame_of(chart_image(), Coding("yuv420p", BT601))
    frame.colorspace = 3
    assert worst(ColorConverter()(frame, frame.width, frame.height)) <= LEVELS


@pytest.mark.parametrize(
    ("codec", "suffix", "coding"),
    [
        ("libx264", "mp4", Coding("yuv420p", BT709)),
        ("libx264", "mp4", Coding("yuvj420p", BT601, FULL)),
        ("libx264", "mov", Coding("yuv422p10le", BT709)),
        ("libx265", "mp4", Coding("yuv420p10le", BT709)),
        ("libvpx-vp9", "webm", Coding("yuv420p", BT709)),
        ("libsvtav1", "mp4", Coding("yuv420p10le", BT709)),
        ("prores_ks", "mov", Coding("yuv422p10le", BT709)),
        ("mjpeg", "avi", Coding("yuvj422p", BT601, FULL, tag_matrix=False)),
        ("mpeg2video", "ts", Coding("yuv420p", BT601)),
    ],
)
def test_sdr_codecs(tmp_path, codec, suffix, coding):
    path = write_chart(
        tmp_path / f"v.{suffix}", coding, codec=codec, options=LOSSY[codec], frame_count=25
    )
    assert worst(first_image(path)) <= 4  # of which the codec's own loss is one or two


# -- HDR -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("color_range", [LIMITED, FULL])
@pytest.mark.parametrize("transfer", [PQ, HLG])
@pytest.mark.parametrize("pixel_format", ["yuv420p10le", "yuv422p10le", "yuv444p12le"])
def test_hdr_gives_the_sdr_image_back(tmp_path, pixel_format, transfer, color_range):
    coding = Coding(pixel_format, BT2020, color_range, transfer, primaries=BT2020)
    path = write_chart(tmp_path / "v.mkv", coding)
    assert worst(first_image(path), HDR_CHART_RGB) <= LEVELS


@pytest.mark.parametrize("transfer", [PQ, HLG])
@pytest.mark.parametrize(
    ("codec", "suffix", "pixel_format"),
    [
        ("libx265", "mov", "yuv420p10le"),
        ("libx265", "mp4", "yuv422p10le"),
        ("libsvtav1", "mp4", "yuv420p10le"),
        ("prores_ks", "mov", "yuv422p10le"),
    ],
)
def test_hdr_codecs(tmp_path, codec, suffix, pixel_format, transfer):
    coding = Coding(pixel_format, BT2020, LIMITED, transfer, primaries=BT2020)
    options = dict(LOSSY[codec])
    if codec == "libx265":
        name = {PQ: "smpte2084", HLG: "arib-std-b67"}[transfer]
        options["x265-params"] += f":colorprim=bt2020:transfer={name}:colormatrix=bt2020nc"
    path = write_chart(tmp_path / f"v.{suffix}", coding, codec=codec, options=options)
    assert probe(path, need_audio=False).hdr == {PQ: "PQ", HLG: "HLG"}[transfer]
    # One step of ten bits is up to two levels; the codec's loss comes on top.
    assert worst(first_image(path), HDR_CHART_RGB) <= 6
    errors = np.abs(patch_values(first_image(path), len(HDR_CHART_RGB)) - HDR_CHART_RGB)
    assert errors.mean() <= 1.5


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_all_ways_to_a_frame_give_the_same_colours(tmp_path, transfer):
    coding = Coding("yuv420p10le", BT2020, LIMITED, transfer, primaries=BT2020)
    path = write_chart(tmp_path / "v.mkv", coding)
    assert (next(frames_at(path, [0.0]))[1] == first_image(path)).all()


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_brighter_than_sdr_white_is_white(tmp_path, transfer):
    light = np.full((32, 64, 3), 600.0)
    signal = pq_signal(light) if transfer == PQ else hlg_signal(light)
    coding = Coding("yuv420p10le", BT2020, LIMITED, transfer, primaries=BT2020)
    path = write_chart(tmp_path / "v.mkv", coding, signal_rgb=signal)
    assert (first_image(path) == 255).all()


def test_sdr_in_a_wide_gamut_is_brought_to_bt709(tmp_path):
    coding = Coding("yuv444p10le", BT709, LIMITED, 1, primaries=12)
    signal = display_p3_signal(chart_image(HDR_CHART_RGB))
    path = write_chart(tmp_path / "v.mkv", coding, signal_rgb=signal)
    assert worst(first_image(path), HDR_CHART_RGB) <= LEVELS


def test_hdr_of_changing_size_is_scaled(tmp_path):
    frame = frame_of(
        to_hdr(chart_image(HDR_CHART_RGB), HLG), Coding("yuv420p10le", BT2020, LIMITED, HLG, 9)
    )
    image = ColorConverter()(frame, 2 * frame.width, 48)
    assert image.shape == (48, 2 * frame.width, 3)
    assert worst(image, HDR_CHART_RGB) <= LEVELS


@pytest.mark.parametrize("matrix", [8, 10, 14])
def test_a_matrix_that_is_not_known_is_said(tmp_path, matrix):
    path = write_chart(tmp_path / "v.mkv", Coding("yuv420p"))
    with VideoFrames(path) as frames, pytest.raises(MediaError) as caught:
        convert = frames._convert
        frame = frame_of(chart_image(), Coding("yuv420p"))
        frame.colorspace = matrix
        convert(frame)
    assert caught.value.code == "video_colors"
    assert str(matrix) in caught.value.message


# -- the render chain ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "coding",
    [
        Coding("yuv420p", BT709, LIMITED),
        Coding("yuv420p", BT601, FULL),
        Coding("yuv420p10le", BT2020, LIMITED, HLG, primaries=BT2020),
        Coding("yuv420p10le", BT2020, LIMITED, PQ, primaries=BT2020),
    ],
)
def test_colours_survive_from_the_source_to_the_rendered_video(tmp_path, coding):
    """Decoded, written as PNG, read, encoded, and decoded again, as a render does."""
    source = write_chart(tmp_path / "source.mkv", coding)
    (tmp_path / "000000.png").write_bytes(encode_image(first_image(source), ".png"))
    image = read_image(tmp_path / "000000.png")
    rendered = tmp_path / "rendered.mp4"
    with VideoWriter(rendered, 25, image.shape[1], image.shape[0]) as writer:
        for _ in range(5):
            writer.write(image)
    chart = HDR_CHART_RGB if coding.transfer in (PQ, HLG) else CHART_RGB
    assert worst(first_image(rendered), chart) <= LEVELS + 1
    assert np.abs(patch_values(first_image(rendered), len(chart)) - chart).mean() <= 1
    assert delta_e(patch_values(first_image(rendered), len(chart)), chart) < 1
    with av.open(str(rendered)) as file:
        frame = next(file.decode(video=0))
        tags = [frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range]
    assert [int(tag) for tag in tags] == [BT709, BT709, BT709, LIMITED]


def delta_e(ours_rgb: np.ndarray, true_rgb: np.ndarray) -> float:
    """Mean CIE76 difference of two lists of sRGB colours, 0..255."""
    import cv2

    ours, true = (
        cv2.cvtColor((colours / 255).astype(np.float32)[None], cv2.COLOR_RGB2LAB)
        for colours in (ours_rgb, true_rgb)
    )
    return float(np.linalg.norm(ours - true, axis=-1).mean())


# -- Dolby Vision --------------------------------------------------------------------------------


def with_dolby_vision(path, profile: int, compatible_with: int):
    """Put the box of Dolby Vision into the HEVC track of an MP4 whose index lies at its end."""
    data = bytearray(path.read_bytes())
    fields = profile << 9 | 6 << 3 | 0b101
    body = bytes([1, 0]) + fields.to_bytes(2, "big") + bytes([compatible_with << 4]) + bytes(19)
    box = (8 + len(body)).to_bytes(4, "big") + (b"dvcC" if profile < 8 else b"dvvC") + body
    at = data.index(b"hvcC") - 4
    at += int.from_bytes(data[at : at + 4], "big")
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"hvc1"):
        size_at = data.index(kind) - 4
        grown = int.from_bytes(data[size_at : size_at + 4], "big") + len(box)
        data[size_at : size_at + 4] = grown.to_bytes(4, "big")
    data[at:at] = box
    path.write_bytes(bytes(data))
    return path


def hevc(path, coding: Coding, tags: str):
    options = {"preset": "ultrafast", "x265-params": f"log-level=none:qp=4:bframes=0{tags}"}
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx265", rate=25, options=options)
        frame = frame_of(to_hdr(chart_image(HDR_CHART_RGB), HLG), coding)
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p10le"
        stream.codec_context.codec_tag = "hvc1"
        frame.pts = 0  # without a time the container refuses it now and then
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def test_dolby_vision_of_phones_is_hlg(tmp_path):
    coding = Coding("yuv420p10le", BT2020, LIMITED, HLG, primaries=BT2020)
    tags = ":colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    path = with_dolby_vision(hevc(tmp_path / "v.mp4", coding, tags), 8, compatible_with=4)
    assert probe(path, need_audio=False).hdr == "HLG"
    assert worst(first_image(path), HDR_CHART_RGB) <= LEVELS + 1


def test_dolby_vision_that_needs_its_own_decoder_is_refused(tmp_path):
    path = hevc(tmp_path / "v.mp4", Coding("yuv420p10le", BT2020, LIMITED), "")
    assert probe(path, need_audio=False).hdr == ""
    with_dolby_vision(path, 5, compatible_with=0)
    with pytest.raises(MediaError) as caught:
        probe(path, need_audio=False)
    assert caught.value.code == "video_colors"
    assert "profile 5" in caught.value.message
