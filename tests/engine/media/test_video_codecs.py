"""Every format is written, tagged for what it is, and read back as what was meant."""

from __future__ import annotations

import wave
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from synctalk_engine.errors import MediaError, StorageError
from synctalk_engine.media import video_codecs
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, load_samples
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import read_image
from synctalk_engine.media.pcm_file import PcmFile
from synctalk_engine.media.video_codecs import Encoding, VideoCodec, choose_codec, coded_size
from synctalk_engine.media.video_output import open_video_writer, suffix_of
from tests.helpers.colour_charts import CHART_RGB, chart_image, patch_values
from tests.helpers.media_files import clicks, peak_time_s

RATE_HZ = 44_100
FPS = Fraction(25)
FRAME_COUNT = 30
VIDEO_FORMATS = {
    "h264": ("h264", "yuv420p"),
    "hevc": ("hevc", "yuv420p10le"),
    "lossless": ("ffv1", "bgr0"),
    "prores4444": ("prores", "yuv444p12le"),
    "vp9": ("vp9", "yuv420p"),
}
"""Format -> codec and pixel format of the file, as FFmpeg's decoder names them."""
BT709 = 1


@pytest.fixture
def audio(tmp_path):
    """1.2 s of stereo with a click each half second."""
    samples = np.round(clicks(1.2, 0.5, RATE_HZ) * 20000).astype("<i2")
    (tmp_path / "speech.pcm").write_bytes(np.repeat(samples, 2).tobytes())
    return PcmFile(tmp_path / "speech.pcm", RATE_HZ, 2)


def chart_bgr() -> np.ndarray:
    return np.round(chart_image()[:, :, ::-1] * 255).astype(np.uint8)


def written(tmp_path, encoding, image, audio=None, alpha=None):
    path = tmp_path / f"päth{suffix_of(encoding)}"
    size = (image.shape[1], image.shape[0])
    with open_video_writer(path, 25, size, audio, encoding) as writer:
        for _ in range(FRAME_COUNT):
            writer.write(image, alpha)
    return path


def delta_e(ours_rgb: np.ndarray, true_rgb: np.ndarray) -> np.ndarray:
    """CIE76 difference of each pair of sRGB colours, 0..255."""
    ours, true = (
        cv2.cvtColor((colours / 255).astype(np.float32)[None], cv2.COLOR_RGB2LAB)[0]
        for colours in (ours_rgb, true_rgb)
    )
    return np.linalg.norm(ours - true, axis=-1)


@pytest.mark.parametrize("name", VIDEO_FORMATS)
def test_colours_tags_and_audio_of_each_format(tmp_path, audio, name):
    image = chart_bgr()
    path = written(tmp_path, Encoding(name), image, audio)
    with VideoFrames(path) as frames:
        images = list(frames)
    assert len(images) == FRAME_COUNT
    differences = delta_e(patch_values(images[FRAME_COUNT // 2]), CHART_RGB)
    assert differences.mean() < 0.5 and np.sort(differences)[-3] < 1 and differences.max() < 1.5
    with av.open(str(path)) as source:
        frame = next(source.decode(video=0))
        codec = source.streams.video[0].codec_context.name
        assert (codec, frame.format.name) == VIDEO_FORMATS[name]
        assert (int(frame.color_primaries), int(frame.color_trc)) == (BT709, BT709)
        is_rgb = frame.format.is_rgb
        assert (int(frame.colorspace), int(frame.color_range)) == ((0, 2) if is_rgb else (1, 1))
    samples = load_samples(path) / 32768
    assert len(samples) / SAMPLE_RATE_HZ == pytest.approx(1.2, abs=0.05)
    assert peak_time_s(samples, SAMPLE_RATE_HZ, 0.3) == pytest.approx(0.5, abs=0.004)


@pytest.mark.parametrize("name", ["lossless", "png"])
def test_lossless_formats_keep_every_pixel(tmp_path, name):
    image = np.random.default_rng(3).integers(0, 256, (47, 63, 3), np.uint8)
    path = written(tmp_path, Encoding(name), image)
    if name == "png":
        found = read_image(path / "000029.png")
        assert len(list(path.glob("*.png"))) == FRAME_COUNT
    else:
        with VideoFrames(path) as frames:
            found = next(iter(frames))
    assert np.array_equal(found, image)


def test_a_png_sequence_has_its_audio_beside_it(tmp_path, audio):
    path = written(tmp_path, Encoding("png"), chart_bgr(), audio)
    with wave.open(str(path / "audio.wav"), "rb") as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE_HZ)
        assert file.getnframes() == round(RATE_HZ * 1.2)


def alpha_of(path, decoder=None) -> np.ndarray:
    """uint8 (height, width) of the first frame."""
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        if decoder is None:
            frame = next(source.decode(stream))
            return frame.reformat(format="bgra").to_ndarray()[:, :, 3]
        context = av.CodecContext.create(decoder, "r")
        for packet in source.demux(stream):
            if frames := context.decode(packet):
                return frames[0].reformat(format="bgra").to_ndarray()[:, :, 3]
    raise AssertionError("no frame")


@pytest.mark.parametrize(
    ("name", "decoder"), [("lossless", None), ("prores4444", None), ("vp9", "libvpx-vp9")]
)
def test_the_matte_is_the_alpha_of_the_video(tmp_path, name, decoder):
    image = np.full((48, 64, 3), (90, 120, 160), np.uint8)
    alpha = np.repeat(np.linspace(0, 255, 64).astype(np.uint8)[None], 48, axis=0)
    path = written(tmp_path, Encoding(name, has_alpha=True), image, alpha=alpha)
    found = alpha_of(path, decoder)
    assert np.abs(found.astype(int) - alpha).max() <= (0 if name == "lossless" else 4)
    if name == "vp9":
        with av.open(str(path)) as source:
            assert source.streams.video[0].metadata["ALPHA_MODE"] == "1"


def test_png_images_have_the_alpha(tmp_path):
    image = np.full((48, 64, 3), (90, 120, 160), np.uint8)
    alpha = np.tile(np.arange(64, dtype=np.uint8), (48, 1))
    path = written(tmp_path, Encoding("png", has_alpha=True), image, alpha=alpha)
    found = cv2.imread(str(path / "000000.png"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(found[:, :, 3], alpha) and np.array_equal(found[:, :, :3], image)


def test_higher_quality_takes_more_bytes(tmp_path):
    image = np.random.default_rng(3).integers(0, 256, (96, 128, 3), np.uint8)
    image = cv2.GaussianBlur(image, (5, 5), 0)
    for name in ("h264", "hevc", "vp9"):
        sizes = [
            written(tmp_path / quality, Encoding(name, quality), image).stat().st_size
            for quality in ("small", "standard", "high")
        ]
        assert sizes == sorted(sizes) and len(set(sizes)) == 3, (name, sizes)


# -- the choice of the encoder ---------------------------------------------------------------------


def fake_probe(monkeypatch, working: set[str]) -> list[str]:
    """Only these encoders work; returns the list of those that are tried."""
    tried: list[str] = []

    def probe(codec: VideoCodec, size: tuple[int, int], fps: Fraction) -> str:
        tried.append(codec.name)
        return "" if codec.name in working else "its hardware or driver is not there"

    monkeypatch.setattr(video_codecs, "why_unusable", probe)
    monkeypatch.setattr(video_codecs, "HARDWARE_KINDS", ("nvenc", "qsv"))
    names = {"h264_nvenc", "h264_qsv", "hevc_nvenc", "hevc_qsv", "libx264", "libx265"}
    monkeypatch.setattr(video_codecs.av, "codecs_available", names)
    return tried


def test_auto_takes_the_first_hardware_encoder_that_encodes_a_frame(monkeypatch):
    tried = fake_probe(monkeypatch, {"h264_qsv", "libx264"})
    choice = choose_codec(Encoding(encoder="auto"), (64, 48), FPS)
    assert choice.codec.name == "h264_qsv" and choice.codec.is_hardware
    assert tried == ["h264_nvenc", "h264_qsv"] and list(choice.rejected) == ["h264_nvenc"]


def test_auto_falls_back_and_says_what_it_tried(monkeypatch):
    fake_probe(monkeypatch, {"libx265"})
    choice = choose_codec(Encoding("hevc", encoder="auto"), (64, 48), FPS)
    assert choice.codec.name == "libx265" and not choice.codec.is_hardware
    assert list(choice.rejected) == ["hevc_nvenc", "hevc_qsv"]


def test_software_tries_no_hardware(monkeypatch):
    tried = fake_probe(monkeypatch, {"h264_nvenc", "libx264"})
    assert choose_codec(Encoding(), (64, 48), FPS).codec.name == "libx264"
    assert tried == ["libx264"]


def test_a_named_encoder_is_never_replaced_by_another(monkeypatch):
    fake_probe(monkeypatch, {"libx264"})
    with pytest.raises(MediaError) as caught:
        choose_codec(Encoding(encoder="nvenc"), (64, 48), FPS)
    assert caught.value.code == "encoder_unusable" and caught.value.exit_code == 3
    assert "nvenc" in caught.value.message and "driver" in caught.value.message


def test_an_encoder_that_this_ffmpeg_lacks_is_a_reason():
    reason = video_codecs.why_unusable(VideoCodec("h264_none", "yuv420p"), (64, 48), FPS)
    assert reason == "this FFmpeg has no such encoder"


@pytest.mark.parametrize(
    ("encoding", "code"),
    [
        (Encoding("h264", has_alpha=True), "alpha_unsuited"),
        (Encoding("hevc", has_alpha=True), "alpha_unsuited"),
        (Encoding("vp9", encoder="nvenc"), "encoder_unsuited"),
        (Encoding("png", encoder="qsv"), "encoder_unsuited"),
        (Encoding("prores4444", encoder="amf"), "encoder_unsuited"),
    ],
)
def test_choices_that_exclude_each_other_are_sentences(tmp_path, encoding, code):
    with pytest.raises(MediaError) as caught:
        open_video_writer(tmp_path / "v", 25, (64, 48), None, encoding)
    assert caught.value.code == code and caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "size"), [("h264", (64, 48)), ("prores4444", (63, 47)), ("lossless", (63, 47))]
)
def test_only_subsampled_formats_are_widened(name, size):
    codec = choose_codec(Encoding(name), (63, 47), FPS).codec
    assert coded_size(codec, (63, 47)) == size


def test_an_image_sequence_leaves_nothing_behind_and_overwrites_nothing(tmp_path):
    image = np.zeros((8, 8, 3), np.uint8)
    with pytest.raises(KeyboardInterrupt):
        with open_video_writer(tmp_path / "out", 25, (8, 8), None, Encoding("png")) as writer:
            writer.write(image)
            raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(StorageError):
        with open_video_writer(tmp_path / "out", 25, (8, 8), None, Encoding("png")) as writer:
            writer.write(image)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]
