"""The whole way from new speech to a video."""

import av
import numpy as np
import pytest
import torch

from synctalk_engine import job as job_module
from synctalk_engine.errors import DeviceError, JobStopped, StorageError
from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.image_files import read_image, write_image
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.render import cross_fade, frame_order, live_preview
from synctalk_engine.render.mouth_generator import MouthGenerator, fold_batch_norms
from synctalk_engine.render.speech import frames_of
from synctalk_engine.workspace.frames_table import FramesTable
from tests.engine.render.conftest import (
    FRAME_COUNT,
    HEIGHT_PX,
    NAME,
    WIDTH_PX,
    Project,
    face_points,
    write_generator,
)
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.media_files import clicks, make_video, read_number, tone

RATE_HZ = 44100
SPEECH_S = 1.3
SPEECH_FRAMES = 33


@pytest.fixture
def speech_path(tmp_path):
    path = tmp_path / "new words é.wav"
    write_wav(path, clicks(SPEECH_S, every_s=0.5), RATE_HZ)
    return path


def decoded(path):
    """Frames (BGR), samples (float, mono) and their rate."""
    with av.open(str(path)) as source:
        images = [frame.to_ndarray(format="bgr24") for frame in source.decode(video=0)]
    with av.open(str(path)) as source:
        rate_hz = source.streams.audio[0].rate
        parts = [frame.to_ndarray().mean(axis=0) for frame in source.decode(audio=0)]
    return images, np.concatenate(parts), rate_hz


def test_a_render_is_a_video_with_audio_as_long_as_the_speech(project, speech_path):
    result = project.render(speech_path)
    assert result["output"] == f"result/{NAME}_new words é.mp4"
    assert result["frames"] == SPEECH_FRAMES
    assert result["size"] == [WIDTH_PX, HEIGHT_PX]
    assert result["frames_per_s"] > 0
    assert result["seconds"] >= sum(result["stages"].values()) - 0.1

    images, samples, rate_hz = decoded(project.workspace.root / result["output"])
    assert len(images) == result["frames"]
    assert images[0].shape == (HEIGHT_PX + 1, WIDTH_PX + 1, 3)
    assert rate_hz == RATE_HZ
    assert abs(len(samples) / rate_hz - SPEECH_S) < 0.05
    assert (project.workspace.root / result["contact_sheet"]).stat().st_size > 1000
    assert read_image(project.run_path / "thumbnail.jpg").shape == images[0][:-1, :-1].shape
    assert result["checkpoint"].startswith(f"checkpoint/{NAME}/")
    assert result["fps"] == 25.0
    done = [fields for kind, fields in project.events if kind == "progress"][-1]
    assert (done["done"], done["total"]) == (SPEECH_FRAMES, SPEECH_FRAMES)


def test_the_latest_frame_can_be_watched(project, speech_path, monkeypatch):
    monkeypatch.setattr(live_preview, "INTERVAL_S", 0.0)
    project.render(speech_path)
    shown = [fields for kind, fields in project.events if kind == "sample"]
    assert [fields["step"] for fields in shown] == list(range(1, SPEECH_FRAMES + 1))
    assert {fields["path"] for fields in shown} == {"newest.jpg"}
    image = read_image(project.run_path / "newest.jpg")
    assert image.shape == (HEIGHT_PX, WIDTH_PX, 3)


def test_a_preview_frame_that_cannot_be_written_does_not_stop_the_render(tmp_path, caplog):
    (tmp_path / live_preview.NAME / "not empty").mkdir(parents=True)
    shown = live_preview.LivePreview(tmp_path).offer(np.zeros((4, 4, 3), np.uint8))
    assert shown is None and "was not written" in caplog.text


def test_audio_is_in_sync(project, speech_path):
    result = project.render(speech_path)
    _, samples, rate_hz = decoded(project.workspace.root / result["output"])
    loud = np.abs(samples) > 0.3
    for expected_s in (0.0, 0.5, 1.0):
        near = np.flatnonzero(loud[max(int((expected_s - 0.1) * rate_hz), 0) :][: rate_hz // 5])
        first_s = max(expected_s - 0.1, 0) + near[0] / rate_hz
        assert abs(first_s - expected_s) < 0.01


def test_source_frames_go_forward_and_back_from_the_start_frame(project, speech_path):
    result = project.render(speech_path, start_frame=10)
    images, _, _ = decoded(project.workspace.root / result["output"])
    shown = [read_number(image[:HEIGHT_PX, :WIDTH_PX]) for image in images]
    there = list(range(10, FRAME_COUNT))
    back = list(range(FRAME_COUNT - 2, -1, -1))
    assert shown == (there + back + list(range(1, FRAME_COUNT)))[: len(shown)]


@pytest.mark.parametrize("preset", ["lite-160", "studio-96"])
def test_frames_without_a_face_are_shown_as_they_are(tmp_path, speech_path, monkeypatch, preset):
    """They keep their place, and on both sides the generated mouth goes over into the clip's."""
    use_drawn_meshes(monkeypatch)
    found = np.ones(FRAME_COUNT, bool)
    found[7:10] = False
    project = Project(tmp_path / "w", found)
    canonical = face_points(0) if preset == "studio-96" else None
    write_generator(project.checkpoint_path, preset=preset, canonical=canonical)
    result = project.render(speech_path, format="lossless")
    images, _, _ = decoded(project.workspace.root / result["output"])
    shown = [read_number(image) for image in images]
    assert shown[:FRAME_COUNT] == list(range(FRAME_COUNT))
    sources = [read_image(path) for path in project.clip.frame_paths()]
    changes = [
        np.abs(image.astype(float) - sources[number]).mean()
        for image, number in zip(images, shown, strict=True)
    ]
    assert changes[7:10] == [0, 0, 0]
    assert 0 < changes[6] < 0.5 * changes[1] and 0 < changes[10] < 0.5 * changes[15]
    assert project.codes("warning") == ["source_mouth_shown"]


@pytest.mark.parametrize("preset", ["lite-160", "studio-96"])
def test_the_end_of_a_loop_is_led_over_to_its_beginning(
    project, speech_path, monkeypatch, preset, tmp_path
):
    """The frame at the end lies between its own and the loop's first, as if both were rendered."""
    use_drawn_meshes(monkeypatch)
    canonical = face_points(0) if preset == "studio-96" else None
    write_generator(project.checkpoint_path, preset=preset, canonical=canonical)
    monkeypatch.setattr(frame_order, "loop_points", lambda _points: [(4, 12)])
    blends = []

    def noted(first, second, weight):
        blends.append((read_number(first), read_number(second), round(weight, 2)))
        return second

    monkeypatch.setattr(cross_fade, "morphed", noted)
    result = project.render(speech_path, loop="forward", format="lossless")
    images, _, _ = decoded(project.workspace.root / result["output"])
    shown = [read_number(image) for image in images][:22]
    led = [1, 2, 3, 4]  # from 9 to 12
    assert shown == [*range(9), *led, 5, 6, 7, 8, *led, 5]
    assert blends[:4] == [(9, 1, 0.2), (10, 2, 0.4), (11, 3, 0.6), (12, 4, 0.8)]


def test_once_shows_every_frame_of_its_range(tmp_path, speech_path):
    found = np.zeros(FRAME_COUNT, bool)
    found[6:9] = True
    project = Project(tmp_path / "w", found)
    result = project.render(speech_path, loop="once", start_frame=2)
    images, _, _ = decoded(project.workspace.root / result["output"])
    shown = [read_number(image[:HEIGHT_PX, :WIDTH_PX]) for image in images]
    assert shown[: FRAME_COUNT - 2] == list(range(2, FRAME_COUNT))


def test_clip_without_any_face_is_a_sentence(tmp_path, speech_path):
    project = Project(tmp_path / "w", np.zeros(FRAME_COUNT, bool))
    assert project.error_of(speech_path).code == "no_usable_frames"


def test_speech_may_be_a_video(project, tmp_path):
    audio = tone(1.0, RATE_HZ)
    path = make_video(tmp_path / "talk.mp4", np.arange(25) / 25, audio=audio)
    result = project.render(path, output_path="out")
    assert result["output"] == "out.mp4"
    assert abs(result["frames"] - 25) <= 2


def test_second_render_gets_a_number(project, speech_path):
    outputs = [project.render(speech_path)["output"] for _ in range(2)]
    assert outputs[1] == f"result/{NAME}_new words é 2.mp4"


def test_asked_for_output_is_replaced_and_said_so(project, speech_path):
    for _ in range(2):
        project.render(speech_path, output_path="mine.mp4")
    assert "output_replaced" in project.codes("log")
    assert [path.name for path in project.workspace.root.glob("*.mp4")] == ["mine.mp4"]


def test_stop_leaves_nothing_half(project, speech_path, monkeypatch):
    monkeypatch.setattr(job_module, "PROGRESS_INTERVAL_S", 0.0)  # it may all be over in a tenth
    with pytest.raises(JobStopped):
        project.render(speech_path, stop_after_frames=8)
    assert list(project.workspace.result_dir.iterdir()) == []
    assert "render_stopped" in project.codes("log")
    assert project.events[-1] == ("state", {"state": "stopped"})
    assert not list(project.run_path.glob("speech-*"))


def test_trouble_in_the_middle_leaves_nothing_half(project, speech_path, monkeypatch):
    write = VideoWriter.write

    def full_disk(writer, image):
        if writer.frame_count == 12:
            raise StorageError("disk_full", path=writer.path)
        write(writer, image)

    monkeypatch.setattr(VideoWriter, "write", full_disk)
    assert project.error_of(speech_path).code == "disk_full"
    assert list(project.workspace.result_dir.iterdir()) == []


def test_damaged_or_odd_frames_are_sentences(project, speech_path):
    path = project.clip.frame_paths()[6]
    write_image(path, np.zeros((HEIGHT_PX - 1, WIDTH_PX, 3), np.uint8))
    assert "size" in project.error_of(speech_path).message
    path.write_bytes(b"not an image")
    assert project.error_of(speech_path).code == "dataset_incomplete"


def test_silence_is_warned_of_and_rendered(project, tmp_path):
    write_wav(tmp_path / "silent.wav", np.zeros(16000, np.float32))
    assert project.render(tmp_path / "silent.wav")["frames"] == 25
    assert project.codes("warning") == ["audio_silent"]


@pytest.mark.parametrize(
    ("samples", "fps", "frames"),
    [(16000, 25, 25), (16001, 25, 25), (16100, 25, 26), (1, 25, 1), (16000, 30, 30)],
)
def test_frames_cover_the_speech(samples, fps, frames):
    assert frames_of(samples, fps) == frames


def test_very_short_speech_gives_one_frame(project, tmp_path):
    write_wav(tmp_path / "tick.wav", tone(0.01, 16000), 16000)
    assert project.render(tmp_path / "tick.wav")["frames"] == 1


def test_other_feature_kind_is_refused(project, speech_path):
    error = project.error_of(speech_path, asr="ave")
    assert error.code == "checkpoint_other_kind"
    assert "mel" in error.message and "ave" in error.message


def test_checkpoint_that_does_not_say_its_kind_needs_asr(project, speech_path):
    write_generator(project.checkpoint_path, with_info=False)
    assert project.error_of(speech_path).code == "checkpoint_kind_unknown"
    assert project.error_of(speech_path, asr="mel").code == "checkpoint_preset_unknown"
    write_generator(project.checkpoint_path, with_info=False, preset="160")
    assert project.render(speech_path, asr="mel")["frames"] == SPEECH_FRAMES


def test_missing_things_are_sentences(project, speech_path, tmp_path):
    assert project.error_of(tmp_path / "no.wav").code == "file_not_found"
    assert project.error_of(speech_path, checkpoint="no.pth").code == "checkpoint_not_found"
    silent_video = make_video(tmp_path / "mute.mp4", np.arange(5) / 25)
    assert project.error_of(silent_video).code == "speech_no_sound"
    (tmp_path / "text.wav").write_text("not audio")
    assert project.error_of(tmp_path / "text.wav").code == "audio_unreadable"
    assert project.error_of(speech_path, start_frame=FRAME_COUNT).code == "bad_options"
    assert project.error_of(speech_path, dataset_dir="nowhere").code == "project_not_found"
    project.checkpoint_path.unlink()
    assert project.error_of(speech_path).code == "checkpoint_not_found"
    (project.workspace.root / "result").write_text("a file")
    write_generator(project.checkpoint_path)
    assert project.error_of(speech_path).code == "path_unusable"


def test_dataset_of_the_research_code_is_rendered(project, speech_path):
    project.clip.table_path.unlink()
    assert FramesTable.read(project.clip.table_path) is None
    assert project.render(speech_path)["frames"] == SPEECH_FRAMES


@pytest.mark.parametrize(("name", "kind"), [("lite-160", "mel"), ("160", "hubert")])
def test_folded_network_draws_the_same(name, kind):
    torch.manual_seed(0)
    preset = get_preset(name)
    network = create_generator(preset, kind).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    images = torch.rand(1, 6, preset.input_px, preset.input_px)
    windows = torch.randn(1, *preset.window_shape(kind))
    with torch.inference_mode():
        before = network(images, windows)
        after = fold_batch_norms(network)(images, windows)
    assert (before - after).abs().max() < 1e-4
    assert before.std() > 1e-3


def test_a_batch_too_large_for_the_device_is_halved(monkeypatch):
    preset = get_preset("lite-160")
    mouth_generator = MouthGenerator(
        create_generator(preset, "mel"),
        preset,
        "mel",
        np.zeros((9, 320), np.float32),
        "cpu",
        "fp32",
    )
    images = np.random.default_rng(0).integers(0, 256, (5, 160, 160, 6), np.uint8)
    whole = mouth_generator.generate(range(5), images)
    forward = mouth_generator._forward

    def small_memory(images, windows, precision):
        if len(images) > 2:
            raise RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)")
        return forward(images, windows, precision)

    monkeypatch.setattr(mouth_generator, "_forward", small_memory)
    assert np.abs(mouth_generator.generate(range(5), images) - whole).max() < 0.1

    def no_memory(images, windows, precision):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(mouth_generator, "_forward", no_memory)
    with pytest.raises(DeviceError) as caught:
        mouth_generator.generate(range(5), images)
    assert caught.value.code == "out_of_memory" and "cpu" in str(caught.value)


def test_a_studio_generator_renders_and_leaves_the_rest_of_the_frame(
    project, speech_path, monkeypatch
):
    use_drawn_meshes(monkeypatch)
    write_generator(project.checkpoint_path, preset="studio-96", canonical=face_points(0))
    result = project.render(speech_path, start_frame=0)
    assert result["frames"] > 0 and (project.workspace.root / result["output"]).is_file()
