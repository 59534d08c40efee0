"""A part of a rendered video is rendered again in its place."""

from __future__ import annotations

import av
import cv2
import numpy as np
import pytest

from synctalk_engine.errors import JobStopped
from synctalk_engine.media import video_codecs
from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.image_files import read_image
from synctalk_engine.protocol.quality_strip import read_strip
from synctalk_engine.render.speech import PART_FADE_FRAMES
from synctalk_engine.training.syncnet.files import SyncNetFolder
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.workspace.video_files import strip_path
from tests.engine.render.conftest import NAME
from tests.helpers.media_files import tone


@pytest.fixture
def speech_path(tmp_path):
    write_wav(tmp_path / "wörds.wav", tone(1.6), 44100)
    return tmp_path / "wörds.wav"


def read(path):
    """Frames (BGR) and samples; a folder's images, and its WAV's bytes."""
    if path.is_dir():
        images = [read_image(image) for image in sorted(path.glob("*.png"))]
        return images, np.frombuffer((path / "audio.wav").read_bytes(), np.uint8)
    with av.open(str(path)) as source:
        images = [frame.to_ndarray(format="bgr24") for frame in source.decode(video=0)]
    with av.open(str(path)) as source:
        return images, np.concatenate([f.to_ndarray() for f in source.decode(audio=0)], axis=1)


def other_model(project) -> None:
    """A model that generates something else."""
    path = project.checkpoint_path.with_name("9.pth")
    import torch

    state = torch.load(project.checkpoint_path, weights_only=True)
    metadata = state._metadata
    changed = {k: v * 1.5 if v.dtype.is_floating_point else v for k, v in state.items()}
    state.update(changed)
    state._metadata = metadata
    torch.save(state, path)


@pytest.mark.parametrize(
    ("fmt", "fps", "span"),
    [
        ("h264", None, range(10, 30)),
        ("hevc", None, range(10, 30)),
        ("lossless", None, range(11, 29)),
        ("lossless", 50, range(22, 58)),
        ("prores4444", None, range(11, 29)),
        ("vp9", None, range(10, 30)),
        ("png", None, range(11, 29)),
    ],
)
def test_only_the_part_changes(project, speech_path, fmt, fps, span, monkeypatch):
    """Frames outside its groups, and every sample of the audio, stay to the bit."""
    monkeypatch.setattr(video_codecs, "GROUP_FRAMES", "10")
    rendered = project.render(speech_path, format=fmt, fps=fps, output_path="v")
    video = project.workspace.root / rendered["output"]
    before, audio_before = read(video)
    other_model(project)
    options = {"part_of": str(video), "part_from": 0.6, "part_s": 0.4}
    result = project.render(
        "", checkpoint=str(project.checkpoint_path.with_name("9.pth")), **options
    )
    after, audio_after = read(video)
    np.testing.assert_array_equal(audio_after, audio_before)
    assert len(after) == len(before) == result["frames"] == rendered["frames"]
    rounding = 1 if fmt == "prores4444" else 0  # FFmpeg decodes it to 10 bits or to 12
    pairs = enumerate(zip(before, after, strict=True))
    changed = [i for i, (a, b) in pairs if cv2.absdiff(a, b).max() > rounding]
    assert changed and span.start <= changed[0] and changed[-1] < span.stop
    rate = (fps or 25) // 25
    inside = range(15 * rate, 25 * rate)
    assert set(inside) <= set(changed)
    assert result["output"] == rendered["output"] and result["sync"]["in_sync"]
    names = sorted(path.name for path in video.parent.iterdir() if path.name.startswith("v"))
    assert names == sorted([video.name, strip_path(video).name])


def test_the_joins_are_led_over(project, speech_path):
    """From the old frames to the new ones in even steps on both sides."""
    video = project.workspace.root / project.render(speech_path, format="lossless")["output"]
    old, _ = read(video)
    other_model(project)
    checkpoint = str(project.checkpoint_path.with_name("9.pth"))
    whole = project.render(speech_path, format="lossless", checkpoint=checkpoint, output_path="w")
    new, _ = read(project.workspace.root / whole["output"])
    project.render("", part_of=str(video), part_from=0.6, part_s=0.4, checkpoint=checkpoint)
    mixed, _ = read(video)

    def old_fraction(frame: int) -> float:
        to_old, to_new = (
            np.abs(mixed[frame].astype(float) - images[frame]).mean() for images in (old, new)
        )
        return to_new / (to_old + to_new)

    steps = [old_fraction(frame) for frame in range(15 - PART_FADE_FRAMES - 1, 16)]
    assert steps[0] == 1 and steps[-1] == 0 and max(-np.diff(steps)) < 0.4
    steps = [old_fraction(frame) for frame in range(24, 25 + PART_FADE_FRAMES + 1)]
    assert steps[0] == 0 and steps[-1] == 1 and max(np.diff(steps)) < 0.4


def test_the_strip_is_measured_anew_where_the_part_is(project, speech_path):
    write_wav(speech_path, tone(3.0), 44100)
    SyncNetFolder(project.workspace.syncnet_dir(NAME)).save(1, MouthSyncNet().state_dict(), {})
    video = project.workspace.root / project.render(speech_path, format="lossless")["output"]
    before = read_strip(strip_path(video))
    project.render("", part_of=str(video), part_from=1, part_s=0.5)
    same = read_strip(strip_path(video))
    for one, other in zip(before.seconds, same.seconds, strict=True):
        assert other.sync_confidence == pytest.approx(one.sync_confidence, abs=2e-3)
    other_model(project)
    checkpoint = str(project.checkpoint_path.with_name("9.pth"))
    project.render("", part_of=str(video), part_from=1.2, part_s=0.5, checkpoint=checkpoint)
    after = read_strip(strip_path(video))
    changed = [
        second.at_s
        for second, was in zip(after.seconds, same.seconds, strict=True)
        if second != was
    ]
    assert changed == [1.0]
    assert [(part.from_s, part.duration_s) for part in after.parts] == [(1, 0.5), (1.2, 0.5)]
    assert "checkpoint" in after.parts[1].options and after.options == before.options


def test_a_part_takes_over_what_the_video_was_made_with(project, speech_path):
    """The start frame of the whole is used without being given again."""
    video = (
        project.workspace.root
        / project.render(speech_path, start_frame=7, format="lossless", label="eu")["output"]
    )
    before, _ = read(video)
    project.render("", part_of=str(video), part_from=1.3, part_s=9)
    after, _ = read(video)
    assert all((a == b).all() for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"part_of": "gone.mp4"}, "file_not_found"),
        ({"part_of": "other.mp4", "audio_path": "short.wav"}, "part_unsuited"),
        ({"part_of": "v.mp4", "part_from": 1.7}, "part_after_end"),
        ({"part_of": "other.mp4"}, "bad_options"),
        ({"part_of": "v.mp4", "preview_s": 1}, "bad_options"),
        ({"part_of": "v.mp4", "output_path": "w.mp4"}, "bad_options"),
        ({"part_from": 1, "audio_path": "short.wav"}, "bad_options"),
        ({"part_of": "short.wav"}, "bad_options"),
        ({"part_of": "broken.mp4", "audio_path": "short.wav"}, "video_unreadable"),
        ({"part_of": "short.wav", "audio_path": "short.wav"}, "path_unusable"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(project, made_video, options, code):
    content = made_video.read_bytes()
    options = {"audio_path": "", **options}
    audio = options.pop("audio_path")
    if audio:
        audio = project.workspace.root / audio
    error = project.error_of(audio, **options)
    assert (error.code, made_video.read_bytes() == content) == (code, True), error.message


@pytest.fixture
def made_video(project, speech_path, monkeypatch):
    root = project.workspace.root
    write_wav(root / "short.wav", tone(0.4), 44100)
    (root / "broken.mp4").write_text("no video")
    project.render(speech_path, output_path="v")
    (root / "other.mp4").write_bytes((root / "v.mp4").read_bytes())
    return root / "v.mp4"


def test_a_stopped_part_leaves_the_video_as_it_was(project, speech_path):
    video = project.workspace.root / project.render(speech_path, output_path="v")["output"]
    content = video.read_bytes()
    with pytest.raises(JobStopped):
        project.render("", part_of=str(video), part_from=0.4, stop_after_frames=3)
    assert video.read_bytes() == content
    assert not [p for p in video.parent.iterdir() if "part" in p.name]
