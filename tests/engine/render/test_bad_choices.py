"""Every wrong choice of ``synctalk render``: exit code, one sentence, and no video left behind."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from synctalk_engine.media.audio import write_wav
from tests.engine.render.conftest import NAME
from tests.helpers.command_line import synctalk
from tests.helpers.media_files import clicks


class WrongChoice(NamedTuple):
    """Options of a render that cannot be done."""

    options: dict
    said: str
    exit_code: int = 3


CHOICES = [
    WrongChoice({"audio_path": "gone.wav"}, "gone.wav does not exist"),
    WrongChoice({"audio_path": "text.wav"}, "text.wav"),
    WrongChoice({"audio_path": "none"}, "no audio or video file"),
    WrongChoice({"audio_path": "none", "_more": "s.wav"}, "no audio or video file"),
    WrongChoice({"_more": "gone.wav"}, "1 of 2 speeches"),
    WrongChoice({"_more": "s.wav", "output_path": "a.mp4"}, "need a folder"),
    WrongChoice({"_more": "s.wav", "output_path": "text.wav"}, "need a folder"),
    WrongChoice({"_more": "s.wav", "transcript": "said.txt"}, "2 speeches"),
    WrongChoice({"transcript": "gone.txt"}, "gone.txt does not exist"),
    WrongChoice({"transcript": "none"}, "is a folder"),
    WrongChoice({"transcript": "empty.txt"}, "is empty"),
    WrongChoice({"transcript": "binary.txt"}, "not UTF-8"),
    WrongChoice({"end_frame": 18}, "no frames from 0 to 18"),
    WrongChoice({"start_frame": 9, "end_frame": 8}, "no frames from 9 to 8"),
    WrongChoice({"matte_dir": "none"}, "has no alpha channel"),
    WrongChoice({"matte_dir": "gone", "format": "vp9"}, "is not a folder"),
    WrongChoice({"matte_dir": "text.wav", "format": "vp9"}, "is not a folder"),
    WrongChoice({"matte_dir": "none", "format": "prores4444"}, "no image of that number"),
    WrongChoice({"matte_dir": "none", "format": "hevc"}, "HEVC has no alpha channel"),
    WrongChoice({"encoder": "nvenc", "format": "vp9"}, "does not write VP9"),
    WrongChoice({"encoder": "amf", "format": "png"}, "does not write PNG"),
    WrongChoice({"encoder": "videotoolbox", "format": "lossless"}, "does not write FFV1"),
    WrongChoice({"output_path": "a.mp4", "format": "vp9"}, "ends in .webm"),
    WrongChoice({"output_path": "a.webm"}, "ends in .mp4"),
    WrongChoice({"output_path": "a.mov", "format": "png"}, "is a folder of images"),
    WrongChoice({"output_path": "text.wav/a", "format": "prores4444"}, "text.wav"),
    WrongChoice({"format": "avi"}, "--format", 2),
    WrongChoice({"quality": "best"}, "--quality", 2),
    WrongChoice({"loop": "backward"}, "--loop", 2),
    WrongChoice({"fps": "24"}, "--fps", 2),
    WrongChoice({"encoder": "cuda"}, "--encoder", 2),
    WrongChoice({"label": "us"}, "--label", 2),
    WrongChoice({"end_frame": -1}, "--end_frame", 2),
]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.options}")
def test_a_wrong_choice_is_one_sentence(project, choice):
    root = project.workspace.root
    write_wav(root / "s.wav", clicks(0.2, 0.1, 16000), 16000)
    (root / "none").mkdir()
    (root / "text.wav").write_text("no audio")
    (root / "said.txt").write_text("Hello.")
    (root / "empty.txt").write_bytes(b"")
    (root / "binary.txt").write_bytes(b"\xff\xfe\x00")
    options = {"name": NAME, "device": "cpu", "audio_path": "s.wav", **choice.options}
    outcome = synctalk(root, "render", **options, yes=True)
    said = " ".join(outcome.stderr.split())
    assert outcome.exit_code == choice.exit_code, said
    assert choice.said in said and "Traceback" not in said + outcome.stdout
    videos = [path for path in root.rglob("*") if path.suffix in (".mp4", ".webm", ".mov", ".mkv")]
    assert len(videos) == ("1 of 2" in choice.said)
    assert not list(root.rglob("*.partial"))
