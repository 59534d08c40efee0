"""Several speeches for one loaded model, the part of the clip that is shown, and the frame rate."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.errors import JobStopped
from synctalk_engine.media.audio import load_samples, write_wav
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.training import checkpoints
from tests.engine.render.conftest import HEIGHT_PX, NAME, WIDTH_PX
from tests.helpers.media_files import clicks, read_number

SPEECH_S = 0.5
FRAMES = 13


@pytest.fixture
def speech_path(tmp_path):
    return make_speech(tmp_path / "s.wav")


def make_speech(path, duration_s=SPEECH_S):
    path.parent.mkdir(exist_ok=True)
    write_wav(path, clicks(duration_s, 0.25, 16000), 16000)
    return path


def numbers(path, fps: float = 25) -> list[int]:
    with VideoFrames(path, fps) as frames:
        return [read_number(image[:HEIGHT_PX, :WIDTH_PX]) for image in frames]


def test_a_folder_and_files_are_rendered_with_one_model(project, tmp_path, monkeypatch):
    loads = []
    load = checkpoints.load_generator
    monkeypatch.setattr(
        checkpoints, "load_generator", lambda *a, **k: loads.append(a) or load(*a, **k)
    )
    folder = tmp_path / "speeches"
    make_speech(folder / "b.wav")
    make_speech(folder / "A.wav")
    (folder / "notes.txt").write_text("no speech")
    more = make_speech(tmp_path / "c.wav")
    result = project.render(folder, more_audio=[str(more)], output_path="out")
    assert len(loads) == 1
    names = [video["output"] for video in result["videos"]]
    assert names == [f"out/{NAME}_{stem}.mp4" for stem in ("A", "b", "c")]
    assert result["output"] == names[0] and result["frames"] == 3 * FRAMES
    sheets = {video["contact_sheet"] for video in result["videos"]}
    assert all((project.workspace.root / path).is_file() for path in (*names, *sheets))
    assert len(sheets) == 3


def test_a_bad_speech_does_not_stop_the_rest(project, tmp_path):
    paths = [make_speech(tmp_path / "a.wav"), tmp_path / "gone.wav", tmp_path / "text.wav"]
    paths[2].write_text("no audio")
    last = make_speech(tmp_path / "z.wav")
    error = project.error_of(paths[0], more_audio=[str(p) for p in (*paths[1:], last)])
    assert (error.code, error.exit_code) == ("speeches_failed", 3)
    assert "2 of 4" in error.message and "gone.wav, text.wav" in error.message
    warnings = [fields for kind, fields in project.events if kind == "warning"]
    failed = [w["params"] for w in warnings if w["code"] == "speech_failed"]
    assert [params["path"].name for params in failed] == ["gone.wav", "text.wav"]
    assert "does not exist" in failed[0]["reason"] and "audio" in failed[1]["reason"]
    results = [fields for kind, fields in project.events if kind == "result"]
    assert [len(fields["videos"]) for fields in results] == [2]
    assert len(list(project.workspace.result_dir.glob("*.mp4"))) == 2


def test_what_is_finished_is_kept_when_it_is_stopped(project, tmp_path):
    first, second = make_speech(tmp_path / "a.wav"), make_speech(tmp_path / "b.wav", 2.0)
    with pytest.raises(JobStopped):
        project.render(first, more_audio=[str(second)], stop_after_frames=FRAMES + 2)
    assert [path.name for path in project.workspace.result_dir.glob("*.mp4")] == [f"{NAME}_a.mp4"]
    assert "videos_finished" in project.codes("log")


@pytest.mark.parametrize(
    ("make", "options", "code"),
    [
        (lambda root: (root / "none").mkdir(), {"audio_path": "none"}, "speech_folder_empty"),
        (None, {"more_audio": ["x.wav"], "output_path": "a.mp4"}, "path_unusable"),
        (None, {"start_frame": 5, "end_frame": 4}, "frame_range_bad"),
        (None, {"end_frame": 18}, "frame_range_bad"),
    ],
)
def test_bad_choices_are_sentences(project, speech_path, make, options, code):
    if make is not None:
        make(project.workspace.root)
    path = options.pop("audio_path", speech_path)
    error = project.error_of(path, **options)
    assert (error.code, error.exit_code) == (code, 3), error.message
    assert not list(project.workspace.root.glob("result/*"))


def test_only_the_range_is_shown(project, speech_path):
    result = project.render(speech_path, start_frame=4, end_frame=8)
    shown = numbers(project.workspace.root / result["output"])
    assert shown == [4, 5, 6, 7, 8, 7, 6, 5, 4, 5, 6, 7, 8]


def test_once_holds_the_last_frame_and_says_so(project, speech_path):
    result = project.render(speech_path, start_frame=12, loop="once")
    shown = numbers(project.workspace.root / result["output"])
    assert shown == [12, 13, 14, 15, 16, *[17] * 8]
    assert project.codes("warning") == ["source_ended"]


@pytest.mark.parametrize(("fps", "frames"), [("25", 13), ("30", 16), ("50", 26)])
def test_another_rate_repeats_frames_and_keeps_the_tail(project, speech_path, fps, frames):
    result = project.render(speech_path, fps=fps)
    path = project.workspace.root / result["output"]
    shown = numbers(path, float(fps))
    assert (result["fps"], result["frames"], len(shown)) == (float(fps), frames, frames)
    assert shown == [int(k * 25 / int(fps) + 1e-9) for k in range(frames)]
    assert result["sync"]["in_sync"]


def test_the_tail_of_the_speech_is_never_cut(project, tmp_path):
    """A rest too short for a frame of its own is heard after the last frame."""
    samples = np.zeros(16000 + 60, np.float32)
    samples[-50:] = 0.8
    write_wav(tmp_path / "tail.wav", samples)
    result = project.render(tmp_path / "tail.wav", format="lossless")
    assert result["frames"] == 25
    heard = load_samples(project.workspace.root / result["output"]) / 32768
    assert len(heard) >= 16055 and np.abs(heard[16010:16055]).min() > 0.5
