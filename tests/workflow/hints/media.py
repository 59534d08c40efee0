"""Hints about videos, audio and faces: the file is made, refused or noted, and put right."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import av
import numpy as np

from synctalk_engine.doctor.audio import measure_audio
from synctalk_engine.doctor.findings import findings_of
from synctalk_engine.errors import MediaError
from synctalk_engine.media import encode, video_codecs
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.probe import probe
from synctalk_engine.preprocess import frame_stages
from synctalk_engine.render import visible_label
from synctalk_engine.workspace.frames_table import FramesTable
from tests.engine.test_doctor import GOOD
from tests.helpers import bad_media as media
from tests.helpers.bad_inputs import CASES
from tests.helpers.media_files import tone
from tests.helpers.odd_audio_inputs import INPUTS
from tests.helpers.synthetic_person import SyntheticFaceTracker, make_person
from tests.helpers.videos import make_video, make_wav
from tests.workflow.hints.book import Bench, hint_of

BY_WHAT = {case.what: case for case in CASES}
ODD_AUDIO = {each.name: each for each in INPUTS}
REFUSED = {
    "file_not_found": "missing file",
    "file_empty": "zero bytes",
    "video_orientation": "to be shown at an odd angle",
    "video_unreadable": "text named mp4",
    "video_no_video": "song with a cover image",
    "video_no_audio": "no audio",
    "video_truncated": "index (moov) missing",
}
"""Code -> the input of tests/helpers/bad_inputs.py that it is about."""
NOTED = {
    "video_cut_off": "cut in the middle (MP4)",
    "video_interlaced": "interlaced",
    "video_hdr": "HDR (HLG, 10 bit)",
    "video_alpha": "alpha (qtrle)",
    "video_rate_low": "5 frames a second",
    "video_gap": "gap in the timestamps",
    "audio_tracks": "several audio tracks",
    "audio_short": "audio shorter than video",
    "audio_silent": "silent audio",
    "frames_dropped": "frames too close together",
    "frames_doubled": "frames missing here and there",
}


def input_of(bench: Bench, what: str) -> Path:
    case = BY_WHAT[what]
    return case.make(bench.root / case.file_name)


def put_right(path: Path, frames: int = 25) -> Path:
    """What a whole copy, a conversion or another recording gives, under the same name."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    good = make_person(path.with_name("put right.mp4"), frames)
    return Path(shutil.move(good, path))


@hint_of(*REFUSED)
def another_file(bench: Bench, code: str) -> None:
    path = input_of(bench, REFUSED[code])
    said = bench.refused(code, "preprocess", video_path=path)
    assert str(said.params["path"]) == str(path)
    bench.done("preprocess", video_path=put_right(path))


@hint_of("file_is_folder")
def the_file_in_the_folder(bench: Bench, code: str) -> None:
    inside = make_person(bench.root / "folder.mp4" / "a.mp4", 25)
    bench.refused(code, "preprocess", video_path=inside.parent)
    bench.done("preprocess", video_path=inside)


@hint_of(*NOTED)
def a_better_file(bench: Bench, code: str) -> None:
    path = input_of(bench, NOTED[code])
    bench.warned(code, "preprocess", video_path=path)
    bench.done("preprocess", but=code, video_path=put_right(path))


@hint_of("video_colors")
def colours_converted(bench: Bench, code: str) -> None:
    path = bench.video()
    with bench.patch.context() as patch:

        def refuse(*_args: object) -> None:
            raise MediaError("video_colors", path=path, reason="Dolby Vision")

        patch.setattr("synctalk_engine.media.probe._check_colors", refuse)
        bench.refused(code, "preprocess", video_path=path)
    bench.done("preprocess", video_path=put_right(path))


@hint_of("clip_short")
def a_longer_video(bench: Bench, code: str) -> None:
    bench.video()
    bench.warned(code, "preprocess")
    bench.video("long.mp4", 25 * 21)
    bench.done("preprocess", but=code, video_path="long.mp4", name="long")


@hint_of("audio_gaps", "audio_trimmed")
def other_audio(bench: Bench, code: str) -> None:
    path = ODD_AUDIO["MKV, 0.4 s lost, then 0.3 s overlap"].make(bench.root)
    bench.warned(code, "preprocess", video_path=path)
    bench.done("preprocess", but=code, video_path=put_right(path))


@hint_of("audio_damaged", "audio_cut_off", "audio_stretched")
def audio_that_is_read_to_its_end(bench: Bench, code: str) -> None:
    """The decoder's count of broken packets is given; the rest is the real program."""
    path, real = bench.video(), AudioRepairs.warnings
    damage = {
        "audio_damaged": {"packets": 90, "broken_packets": 60},
        "audio_cut_off": {"unread_after_s": 0.5},
        "audio_stretched": {"stretched_s": 0.5},
    }[code]
    with bench.patch.context() as patch:
        patch.setattr(AudioRepairs, "warnings", lambda _self: real(AudioRepairs(**damage)))
        bench.warned(code, "preprocess")
    bench.done("preprocess", but=code, video_path=put_right(path))


# -- speech for a video ----------------------------------------------------------------------------


@hint_of("audio_unreadable", "speech_no_sound")
def other_speech(bench: Bench, code: str) -> None:
    bench.use("trained")
    speech = bench.root / "speech.wav"
    if code == "speech_no_sound":
        speech = make_video(bench.root / "speech.mp4", level=None)
    else:
        speech.write_bytes(b"RIFF\x10\x00\x00\x00WAVEfmt " + bytes(40))
    outcome, said = bench.run("render", audio_path=speech)
    assert outcome.exit_code == 3 and said[-1].code in (code, "video_no_audio", "audio_unreadable")
    bench.done("render", audio_path=make_wav(bench.root / "good.wav", 0.4))


@hint_of("sync_off", "sync_not_found")
def speech_as_wav(bench: Bench, code: str) -> None:
    """The measurement at the end of a render finds the lips off, once."""
    from synctalk_engine.render import render as module
    from synctalk_engine.render.sync_check import SyncMetrics, SyncPoint

    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)

    measured = SyncMetrics((SyncPoint(0.1, 80.0 if code == "sync_off" else None),))
    with bench.patch.context() as patch:
        patch.setattr(module, "measure_sync", lambda *_args, **_kwargs: measured)
        bench.warned(code, "render", audio_path=speech)
    bench.done("render", but=code, audio_path=speech)


@hint_of("video_not_written", "encoder_missing")
def rendered_again(bench: Bench, code: str) -> None:
    """The encoder fails, or is not there; then PyAV is whole again."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    with bench.patch.context() as patch:
        if code == "encoder_missing":
            patch.setattr(video_codecs, "SOFTWARE_ENCODERS", {"h264": ()})
        else:

            def fail(*_args: object) -> None:
                raise av.error.ExternalError(542398533, "no luck")

            patch.setattr(VideoWriter, "write", _failing(VideoWriter.write, fail))
        said = bench.refused(code, "render", audio_path=speech)
    if code == "encoder_missing":
        package = said.hint.split()[-1]
        assert "pip install" in said.hint and metadata.version(package) == av.__version__
    bench.done("render", audio_path=speech)


def _failing(_write: Callable, fail: Callable) -> Callable:
    def write(self, _image) -> None:
        with encode._writing(self.path if hasattr(self, "path") else Path("out.mp4")):
            fail()

    return write


# -- faces -----------------------------------------------------------------------------------------


class FaultyTracker(SyntheticFaceTracker):
    """Finds the fault from frame 20 on: what is cut to 20 frames, or filmed anew, has it not."""

    change: Callable[[FramesTable, np.ndarray], None]

    def finish(self, poll):
        points, table = super().finish(poll)
        late = np.arange(self.count) >= 20
        if late.any():
            type(self).change(table, late)
        return points, table


def _set(column: str, value: float) -> Callable[[FramesTable, np.ndarray], None]:
    def change(table: FramesTable, late: np.ndarray) -> None:
        values = getattr(table, column).copy()
        values[late] = value
        object.__setattr__(table, column, values)

    return change


FACE_FAULTS = {
    "several_faces": _set("faces", 2),
    "other_person": _set("other_person", 1),
    "frames_blurred": _set("blur", 1),
    "frames_turned": _set("yaw", 80),
    "frames_covered": _set("mouth_change", 90),
    "frames_light": _set("light", 5),
    "scene_cuts": _set("cut", 1),
    "face_small": lambda table, _late: _set("box_w", 30)(table, np.ones(len(table.found), bool)),
}


@hint_of(*FACE_FAULTS)
def parts_cut_out(bench: Bench, code: str) -> None:
    bench.video()
    with bench.patch.context() as patch:
        patch.setattr(FaultyTracker, "change", staticmethod(FACE_FAULTS[code]), raising=False)
        patch.setattr(frame_stages, "ClipTracker", FaultyTracker)
        bench.warned(code, "preprocess")
        bench.video("cut.mp4", 20)
        bench.done("preprocess", but=code, video_path="cut.mp4", name="cut")


@hint_of("no_face")
def a_video_with_a_face(bench: Bench, code: str) -> None:
    path = bench.video()
    with bench.patch.context() as patch:
        patch.setattr(SyntheticFaceTracker, "missing", frozenset(range(100)))
        bench.refused(code, "preprocess")
    bench.done("preprocess", video_path=put_right(path, 30))


# -- what the doctor finds -------------------------------------------------------------------------


def _speech(level: float, noise: float, share: float) -> np.ndarray:
    """Two seconds: bursts of a tone over noise, for a share of the time."""
    samples = level * tone(2.0, 16000) / np.abs(tone(2.0, 16000)).max()
    is_burst = (np.arange(len(samples)) / 16000) % 0.5 < 0.5 * share
    random = np.random.default_rng(0)
    mixed = samples * is_burst + random.normal(0, noise, len(samples))
    return (np.clip(mixed, -1, 1) * 32767).astype(np.int16)


def write_wav(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(samples.astype("<i2").tobytes())


RECORDINGS = {
    "audio_clipped": (3.0, 0.001, 0.7),
    "audio_noisy": (0.3, 0.2, 0.7),
    "speech_sparse": (0.3, 0.001, 0.2),
}


@hint_of(*RECORDINGS)
def recorded_again(bench: Bench, code: str) -> None:
    def findings(level: float, noise: float, share: float) -> set[str]:
        audio_path = bench.root / "a.wav"
        write_wav(audio_path, _speech(level, noise, share))
        path = bench.root / "a.mp4"
        with VideoWriter(path, 25, 64, 48, audio=audio_path) as writer:
            for image in media.numbered_frames(50):
                writer.write(image)
        measured = measure_audio(path, probe(path), 20.0)
        return {each["code"] for each in findings_of({**GOOD, "audio": measured.report}, path)}

    assert code in findings(*RECORDINGS[code])
    assert not findings(0.3, 0.001, 0.7) & set(RECORDINGS)


FACE_REPORTS = {
    "face_often_missing": {"found_share": 0.6},
    "others_visible": {"others_share": 0.5},
    "face_turned": {"yaw_deg": 60},
    "face_blurred": {"sharpness": 1.0},
    "other_people": {"people": [{"index": 1, "seconds": 9}, {"index": 2, "seconds": 5}],
                     "person": 1, "other_person_share": 0.5},
}  # fmt: skip


@hint_of(*FACE_REPORTS)
def filmed_again(bench: Bench, code: str) -> None:
    """What is measured is given (it needs the face network): before, and after the hint."""
    bad = {**GOOD, "face": {**GOOD["face"], **FACE_REPORTS[code]}}
    assert code in {each["code"] for each in findings_of(bad, Path("a.mp4"))}
    assert findings_of(GOOD, Path("a.mp4")) == []
    if code == "other_people":  # --face chooses another
        bad["face"].update(person=2, other_person_share=0.0)
        (found,) = findings_of(bad, Path("a.mp4"))
        assert found["severity"] == "info"


@hint_of("encoder_unusable", "encoder_unsuited", "alpha_unsuited", "matte_missing")
def another_format(bench: Bench, code: str) -> None:
    """An encoder or a matte that does not fit; then as the hint says."""
    bench.use("trained")
    options: dict[str, object] = {"audio_path": make_wav(bench.root / "speech.wav", 0.4)}
    matte = bench.root / "matte"
    wrong, right = {
        "encoder_unusable": ({"encoder": "nvenc"}, {"encoder": "auto"}),
        "encoder_unsuited": ({"encoder": "nvenc", "format": "vp9"}, {"format": "h264"}),
        "alpha_unsuited": ({"matte_dir": matte}, {"matte_dir": matte, "format": "prores4444"}),
        "matte_missing": ({"matte_dir": matte, "format": "vp9"},) * 2,
    }[code]
    frames = sorted((bench.root / "dataset" / "obama" / "full_body_img").iterdir())
    matte.mkdir()
    for path in frames[:1] if code == "matte_missing" else frames:
        shutil.copy(path, matte)
    with bench.patch.context() as patch:
        patch.setattr(video_codecs, "why_unusable", lambda codec, *_: "no" * codec.is_hardware)
        bench.refused(code, "render", **options, **wrong)
    for path in frames:
        shutil.copy(path, matte)
    bench.done("render", **options, **right)


@hint_of("speech_folder_empty", "speeches_failed", "frame_range_bad", "source_ended")
def other_speeches(bench: Bench, code: str) -> None:
    """Speeches or a range that do not fit; then as the hint says."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    folder = bench.root / "speeches"
    folder.mkdir()
    if code == "source_ended":
        options = {"audio_path": speech, "start_frame": 0, "end_frame": 3}
        bench.warned(code, "render", **options, loop="once")
        bench.done("render", but=code, **options, loop="forward")
    elif code == "frame_range_bad":
        bench.refused(code, "render", audio_path=speech, end_frame=100_000)
        bench.done("render", audio_path=speech, start_frame=1, end_frame=4)
    else:
        if code == "speeches_failed":
            shutil.copy(speech, folder / "a.wav")
            (folder / "b.wav").write_text("no audio")
        bench.refused(code, "render", audio_path=folder)
        shutil.copy(speech, folder / "b.wav")
        bench.done("render", audio_path=folder)


@hint_of("mouth_gain_unsuited")
def plain_mouth(bench: Bench, code: str) -> None:
    """A lite model opens the mouth as the audio asks for."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    bench.refused(code, "render", audio_path=speech, mouth_gain=1.5)
    bench.done("render", audio_path=speech, mouth_gain=1)


@hint_of("preview_after_end")
def earlier_preview(bench: Bench, code: str) -> None:
    """A preview of what comes after the end; then as the hint says."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    bench.refused(code, "render", audio_path=speech, preview_s=1, preview_from=5)
    bench.done("render", audio_path=speech, preview_s=1, preview_from=0.2)


@hint_of("label_font_missing")
def a_latin_label(bench: Bench, code: str) -> None:
    """There is no Chinese font; the Latin label needs none."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    with bench.patch.context() as patch:
        patch.setattr(visible_label, "CJK_FONTS", ("none.ttf",))
        bench.refused(code, "render", audio_path=speech, label="gb")
    bench.done("render", audio_path=speech, label="eu")


@hint_of("transcript_unusable", "transcript_of_several")
def a_transcript(bench: Bench, code: str) -> None:
    """A transcript that is no text, or for two speeches; then one text for one speech."""
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    transcript = bench.root / "said.txt"
    transcript.write_bytes(b"" + bytes([255, 254, 0]))
    extra = {"_more": speech} if code == "transcript_of_several" else {}
    bench.refused(code, "render", audio_path=speech, transcript=transcript, **extra)
    transcript.write_text("Hello.", encoding="utf-8")
    bench.done("render", audio_path=speech, transcript=transcript)
    assert list(bench.root.glob("result/*.srt"))
