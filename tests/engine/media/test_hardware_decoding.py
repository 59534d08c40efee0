"""NVDEC is used where it gives the same frames faster; elsewhere the processor decodes."""

from __future__ import annotations

from fractions import Fraction

import av
import av.error
import numpy as np
import pytest
from av.codec.hwaccel import HWAccel
from av.video.reformatter import ColorRange

from synctalk_engine.media import container, hardware_decoding
from synctalk_engine.media.color import PQ_TRANSFER
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.hardware_decoding import (
    HardwareDecodingError,
    gpu_decoder,
    measure_speedup,
    planar,
)
from tests.helpers.media_files import make_video, numbered_frame

FRAMES = 14
REAL_OPEN, REAL_FRAMES = av.open, container.decoded_frames


class FakeGpu:
    """Decodes as NVDEC does: in interleaved planes, until something happens at a frame."""

    def __init__(self) -> None:
        self.sources: list[object] = []
        self.thread_types: list[str] = []
        self.fails_at: int | None = None
        self.is_reported = True
        self.lacks_driver = False

    def open(self, *arguments, hwaccel=None, **options):
        if hwaccel is not None and self.lacks_driver:
            raise av.error.PermissionError(1, "Operation not permitted")
        source = REAL_OPEN(*arguments, **options)
        if hwaccel is not None:
            self.sources.append(source)
        return source

    def decoded_frames(self, source, stream, path, on_broken=lambda: None, **options):
        frames = REAL_FRAMES(source, stream, path, on_broken, **options)
        if source not in self.sources:
            yield from frames
            return
        self.thread_types.append(stream.thread_type.name)
        for number, frame in enumerate(frames):
            if number == self.fails_at:
                if not self.is_reported:
                    raise RuntimeError("CUDA_ERROR_OUT_OF_MEMORY")
                on_broken()
                continue
            yield frame.reformat(format="nv12")


@pytest.fixture
def gpu(monkeypatch) -> FakeGpu:
    fake = FakeGpu()
    monkeypatch.setattr(container.av, "open", fake.open)
    monkeypatch.setattr(container, "decoded_frames", fake.decoded_frames)
    monkeypatch.setattr(hardware_decoding, "hwdevices_available", lambda: ["cuda"])
    return fake


@pytest.fixture
def video(tmp_path):
    return make_video(tmp_path / "видео 1.mp4", np.arange(FRAMES) / 25)


def images(path, hardware: HWAccel | None) -> tuple[list[np.ndarray], VideoFrames]:
    with VideoFrames(path, 25.0, hardware=hardware) as frames:
        return list(frames), frames


@pytest.mark.parametrize(
    ("interleaved", "layout"), [("nv12", "yuv420p"), ("p010le", "yuv420p10le")]
)
def test_planes_are_laid_out_without_a_change(interleaved, layout):
    source = av.VideoFrame.from_ndarray(numbered_frame(5), format="bgr24").reformat(format=layout)
    source.color_range, source.color_trc = ColorRange.JPEG, PQ_TRANSFER
    source.pts, source.time_base = 77, Fraction(1, 600)
    found = planar(source.reformat(format=interleaved))
    assert (found.format.name, found.pts, found.time_base) == (layout, 77, Fraction(1, 600))
    assert (found.color_range, found.color_trc) == (ColorRange.JPEG, PQ_TRANSFER)
    assert np.array_equal(found.to_ndarray(), source.to_ndarray())


def test_frames_are_those_of_the_processor(gpu, video):
    by_gpu, _ = images(video, HWAccel("cuda"))
    by_processor, _ = images(video, None)
    assert len(gpu.sources) == 1 and len(by_gpu) == FRAMES
    assert gpu.thread_types == ["NONE"]
    assert np.array_equal(by_gpu, by_processor)


@pytest.mark.parametrize("fails_at", [0, 1, 9, FRAMES - 1])
@pytest.mark.parametrize("is_reported", [True, False])
def test_where_the_gpu_fails_the_processor_goes_on(gpu, video, caplog, fails_at, is_reported):
    gpu.fails_at, gpu.is_reported = fails_at, is_reported
    found, frames = images(video, HWAccel("cuda"))
    expected, undisturbed = images(video, None)
    assert np.array_equal(found, expected)
    assert (frames.broken_count, frames.source_count) == (0, undisturbed.source_count)
    assert f"decodes it again, {fails_at} frames" in caplog.text


def test_a_speedup_is_measured_on_equal_frames_only(gpu, video):
    assert measure_speedup(video) > 0
    gpu.fails_at = 3
    with pytest.raises(HardwareDecodingError, match="13 in place of 14"):
        measure_speedup(video)


def test_frames_that_differ_are_noticed(gpu, video, monkeypatch):
    monkeypatch.setattr(
        hardware_decoding, "_are_same", lambda one, other: one.pts == 0 and other.pts == 0
    )
    with pytest.raises(HardwareDecodingError, match="frame 1 differs"):
        measure_speedup(video)


@pytest.mark.parametrize(("speedup", "is_taken"), [(3.0, True), (1.1, False)])
def test_the_gpu_decodes_where_it_is_clearly_faster(monkeypatch, video, speedup, is_taken):
    monkeypatch.setattr(hardware_decoding, "measure_speedup", lambda _path: speedup)
    assert (gpu_decoder(video, "cuda:0") is not None) == is_taken
    assert gpu_decoder(video, "cpu") is None


def test_without_a_driver_the_processor_decodes_and_the_log_says_why(gpu, video, caplog):
    gpu.lacks_driver = True
    with caplog.at_level("INFO"):
        assert gpu_decoder(video, "cuda:0") is None
    assert "not decoded on the GPU" in caplog.text and "not permitted" in caplog.text


def test_a_pyav_without_it_is_named(video, monkeypatch, caplog):
    monkeypatch.setattr(hardware_decoding, "hwdevices_available", lambda: ["vaapi"])
    with caplog.at_level("INFO"):
        assert gpu_decoder(video, "cuda:0") is None
    assert "this PyAV was built without it" in caplog.text
