"""Every bad or odd input that is tried, and what has to be said of it.

``tests/integration/test_bad_inputs.py`` holds the program to it; ``tests/bench/bad_input_table.py``
writes ``docs/bad-input.md`` from it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.workspace.clip import Clip
from tests.helpers import bad_media as media
from tests.helpers.bad_input_checks import (
    colours_are_as_stored,
    has,
    has_pitch,
    has_the_charts_colours,
    is_mirrored,
    is_not_combed,
    shows_all_numbers,
)
from tests.helpers.bad_media import AudioTrack
from tests.helpers.media_files import tone, turn_mp4
from tests.helpers.odd_timestamps import write_numbered

POSIX = os.name == "posix"


@dataclass(frozen=True)
class Case:
    """One input."""

    what: str
    """For the table."""
    make: Callable[[Path], Path]
    """Writes the file at the given path, or elsewhere, and gives where."""
    file_name: str = "video.mp4"
    options: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    """Code of the error; empty where the video is preprocessed."""
    says: str = ""
    """Part of the sentence."""
    warnings: tuple[str, ...] = ()
    """Codes, besides that the clip is short."""
    check: Callable[[Clip], None] | None = None
    """Looks at what was made."""
    needs_posix: bool = False

    @property
    def id(self) -> str:
        return self.what.replace(" ", "-")


def _track(hz: float, **options: Any) -> AudioTrack:
    return AudioTrack(tone(1.0, pitch_hz=hz), **options)


def _two_tracks(path: Path) -> Path:
    tracks = [_track(440, language="eng"), _track(1000, language="ger", is_default=True)]
    return media.write(path, media.numbered_frames(25), tracks)


def _surround(path: Path) -> Path:
    samples = np.zeros((6, 48000), np.float32)
    samples[2] = tone(1.0, 48000, 440)
    return media.write(path, media.numbered_frames(25), [AudioTrack(samples, 48000, "ac3", "5.1")])


def _eight_bit(path: Path) -> Path:
    audio = AudioTrack(tone(1.0, 8000), 8000, "pcm_u8", "mono", "u8")
    return media.write(path, media.numbered_frames(25), [audio], codec="mpeg4")


def _turned(path: Path) -> Path:
    media.plain(path)
    turn_mp4(path, 90)
    return path


def _with_matrix(path: Path, a: float, b: float, c: float, d: float) -> Path:
    """Shown as the matrix says."""
    one = 1 << 16
    matrix = [round(one * value) for value in (a, b, 0, c, d, 0, 0, 0)] + [1 << 30]
    return media.write(path, media.numbered_frames(25), [_track(440)], matrix=matrix)


def _uneven(path: Path, moved: dict[int, float]) -> Path:
    """Frames whose times are moved by so many seconds."""
    times_s = np.arange(50) / 25
    for number, seconds in moved.items():
        times_s[number] += seconds
    return media.write(
        path, media.numbered_frames(50), [AudioTrack(tone(2.0))], times_s=times_s.tolist()
    )


def _lacking(path: Path) -> Path:
    """Some frames are missing."""
    numbers = [number for number in range(50) if number not in (20, 21, 30)]
    frames = [media.numbered_frames(50)[number] for number in numbers]
    return media.write(path, frames, [AudioTrack(tone(2.0))], times_s=[n / 25 for n in numbers])


def _later(path: Path, start_s: float) -> Path:
    times_s = start_s + np.arange(25) / 25
    return media.write(path, media.numbered_frames(25), [_track(440)], times_s=times_s.tolist())


def _gap(path: Path, gap_s: float) -> Path:
    times_s = np.r_[np.arange(25) / 25, 1 + gap_s + np.arange(25) / 25]
    audio = AudioTrack(tone(min(2 + gap_s, 10), 8000), 8000)
    return media.write(path, media.numbered_frames(50), [audio], times_s=times_s.tolist())


def _deep(path: Path) -> Path:
    """More than 260 characters, which Windows once could not open."""
    folder = path.parent
    while len(str(folder)) < 300:
        folder /= "ein sehr langer Name für einen Ordner 视频"
    folder.mkdir(parents=True)
    return media.plain(folder / path.name)


def _linked(path: Path) -> Path:
    original = media.plain(path.with_name("original.mp4"))
    path.symlink_to(original)
    return path


def _dangling(path: Path) -> Path:
    path.symlink_to(path.with_name("nothing.mp4"))
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _large(path: Path) -> Path:
    """8K; every eighth pixel is generated and the rest filled in, which is quick."""
    frames = [np.kron(image, np.ones((90, 120, 1), np.uint8)) for image in media.numbered_frames(3)]
    options = {"preset": "ultrafast", "crf": "30"}
    return media.write(path, frames, [AudioTrack(tone(0.12))], options=options)


def not_videos() -> Iterator[Case]:
    """What is no video, or none that can be opened."""
    text = b"Dear all,\nthis is a letter and not a film.\n" * 30
    yield Case("missing file", lambda path: path, error="file_not_found", says="does not exist")
    yield Case("folder", _folder, error="file_is_folder", says="is a folder")
    yield Case("zero bytes", lambda path: media.bytes_file(path, b""), error="file_empty")
    unreadable = {"error": "video_unreadable"}
    yield Case("text named mp4", lambda p: media.bytes_file(p, text), **unreadable)
    yield Case(
        "text named txt", lambda p: media.bytes_file(p, text), "a.txt", says="a text", **unreadable
    )
    yield Case(
        "image named mp4",
        lambda path: media.image_file(path, ".jpg"),
        says="an image",
        **unreadable,
    )
    yield Case(
        "PNG", lambda path: media.image_file(path, ".png"), "a.png", says="image", **unreadable
    )
    yield Case("zip archive", media.zip_file, "a.zip", **unreadable)
    yield Case("PDF", media.pdf_file, "a.pdf", **unreadable)
    yield Case(
        "list of files",
        lambda path: media.bytes_file(path, b"ffconcat version 1.0\nfile other.mp4\n"),
        says="names other files",
        **unreadable,
    )
    yield Case(
        "subtitles",
        lambda path: media.bytes_file(path, b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n" * 5),
        "a.srt",
        says="a text",
        **unreadable,
    )
    yield Case("song with a cover image", media.song_with_cover, "a.mp3", error="video_no_video")
    yield Case(
        "no audio", lambda p: media.write(p, media.numbered_frames(25)), error="video_no_audio"
    )
    yield Case(
        "index (moov) missing", media.without_index, error="video_truncated", says="cut short"
    )
    yield Case("unknown coding", media.of_unknown_coding, says="coded", **unreadable)
    yield Case("copy protection (DRM)", media.protected, says="(DRM)", **unreadable)
    yield Case("zeros for frames", media.zeros_for_frames, says="no frame", **unreadable)
    yield Case("audio track with nothing in it", media.with_an_empty_track, error="video_no_audio")
    yield Case(
        "no frame for an hour", lambda path: _gap(path, 3600), says="for 60 minutes", **unreadable
    )
    yield Case(
        "name of over 255 bytes",
        lambda path: path.with_name("ä" * 200 + ".mp4"),
        error="path_unusable",
        says="too long",
        needs_posix=True,
    )
    yield Case(
        "symlink loop",
        media.link_loop,
        error="path_unusable",
        says="symbolic links",
        needs_posix=True,
    )
    yield Case("symlink to nothing", _dangling, error="file_not_found", needs_posix=True)
    yield Case(
        "named pipe", media.pipe, error="path_unusable", says="not an ordinary", needs_posix=True
    )


def names() -> Iterator[Case]:
    """Names of projects that cannot be folders on all systems."""
    for name, reason in {
        "../up": "characters",
        "a/b": "characters",
        "a\\b": "characters",
        "": "empty",
        "..": "dot",
        "CON": "Windows",
        "lpt1.txt": "Windows",
        "anna.": "ends with",
        " anna": "space",
        "an\tna": "control",
        "ä" * 60: "longer",
    }.items():
        shown = name.replace("\\", "backslash").replace("\t", "tab") or "(empty)"
        shown = shown if len(shown) < 30 else "of 120 bytes"
        yield Case(
            f"project name {shown}",
            media.plain,
            options={"name": name},
            error="name_invalid",
            says=reason,
        )


def odd_videos() -> Iterator[Case]:
    """Inputs that are preprocessed, with a warning if needed."""
    cut = ("video_cut_off",)
    yield Case("cut in the middle (MP4)", media.cut_in_the_middle, warnings=cut)
    yield Case("cut in the middle (MKV)", media.cut_in_the_middle, "video.mkv", warnings=cut)
    yield Case("1 frame", lambda p: media.plain(p, 0.04), check=has(1))
    yield Case("2 frames", lambda p: media.plain(p, 0.08), check=has(2))
    yield Case("8K", _large, check=has(3, (7680, 4320)))
    yield Case("4 hours by its header, 1 s in truth", media.four_hours_by_its_header, check=has())
    yield Case(
        "4 hours at a frame every 30 s",
        lambda p: media.write(
            p, media.numbered_frames(480), times_s=(30.0 * np.arange(480)).tolist(), codec="mpeg4"
        ),
        options={"fps": 1 / 30, "skip_audio": True},
        warnings=("video_gap", "left_out"),
        check=has(479),
    )
    yield Case("interlaced", media.interlaced, warnings=("video_interlaced",), check=is_not_combed)
    for kind in ("PQ", "HLG"):
        yield Case(
            f"HDR ({kind}, 10 bit)",
            lambda path, kind=kind: media.hdr(path, kind),
            warnings=("video_hdr",),
            check=has_the_charts_colours,
        )
    for codec, pixel_format, name in (
        ("qtrle", "argb", "a.mov"),
        ("png", "rgba", "a.mov"),
        ("prores_ks", "yuva444p10le", "a.mov"),
        ("libvpx-vp9", "yuva420p", "a.webm"),
    ):
        yield Case(
            f"alpha ({codec})",
            lambda path, codec=codec, form=pixel_format: media.with_alpha(path, codec, form),
            name,
            warnings=("video_alpha",),
            check=colours_are_as_stored,
        )
    yield Case(
        "several audio tracks", _two_tracks, warnings=("audio_tracks",), check=has_pitch(1000)
    )
    yield Case(
        "silent audio",
        lambda path: media.write(path, media.numbered_frames(25), [AudioTrack(np.zeros(44100))]),
        warnings=("audio_silent",),
        check=has(),
    )
    yield Case("audio of 8 bit, 8 kHz", _eight_bit, "a.mkv", check=has_pitch(440))
    yield Case("audio in 5.1", _surround, "a.mkv", check=has_pitch(440))
    yield Case("mono audio at 44.1 kHz", media.plain, check=has_pitch(440))
    yield Case(
        "audio shorter than video",
        lambda path: media.write(path, media.numbered_frames(75), [_track(440)]),
        warnings=("audio_short",),
        check=has(75),
    )
    yield Case(
        "audio longer than video",
        lambda path: media.write(path, media.numbered_frames(25), [AudioTrack(tone(4.0))]),
        warnings=("audio_long",),
        check=has(),
    )
    yield Case(
        "odd size",
        lambda path: media.write(
            path,
            media.numbered_frames(25, 63, 47),
            [_track(440)],
            codec="ffv1",
            pixel_format="yuv444p",
        ),
        "a.mkv",
        check=has(25, (63, 47)),
    )
    yield Case("rotated by a telephone", _turned, check=has(25, (48, 64)))
    yield Case("mirrored by a telephone", lambda p: _with_matrix(p, -1, 0, 0, 1), check=is_mirrored)
    yield Case(
        "to be shown at an odd angle",
        lambda p: _with_matrix(p, 0.9, 0.4, -0.4, 0.9),
        error="video_orientation",
        says="turned by 24 degrees",
    )
    yield Case(
        "AVI with B-frames",
        lambda p: write_numbered(p, range(50), audio=tone(2.0)),
        "a.avi",
        check=shows_all_numbers(50),
    )
    yield Case(
        "frames missing here and there",
        _lacking,
        warnings=("frames_doubled",),
        check=has(50),
    )
    yield Case(
        "frames too close together",
        lambda p: _uneven(p, {21: -0.038, 22: -0.076, 23: -0.114}),
        warnings=("frames_dropped", "frames_doubled"),
        check=has(50),
    )
    yield Case(
        "pixels that are not square",
        lambda path: media.write(
            path, media.numbered_frames(25), [_track(440)], aspect=Fraction(2)
        ),
        check=has(25, (128, 48)),
    )
    yield Case(
        "size that changes",
        media.of_changing_size,
        "a.ts",
        warnings=("frames_dropped", "audio_trimmed"),  # the parts overlap
        check=lambda clip: has(len(clip.frame_paths()))(clip),
    )
    yield Case(
        "5 frames a second",
        lambda path: media.write(path, media.numbered_frames(5), [_track(440)], fps=5),
        warnings=("video_rate_low",),
        check=has(),
    )
    yield Case(
        "120 frames a second",
        lambda path: media.write(path, media.numbered_frames(120), [_track(440)], fps=120),
        check=has(),
    )
    yield Case(
        "gap in the timestamps",
        lambda path: _gap(path, 3.0),
        warnings=("video_gap",),
        check=has(125),
    )
    yield Case("frames begin late", lambda p: _later(p, 0.4), "a.mkv", check=has())
    yield Case("frames begin before zero", lambda p: _later(p, -0.4), "a.mkv", check=has())
    yield Case("non-Latin path", media.plain, "видео 视频 ü é.mp4", check=has())
    yield Case("path of over 260 characters", _deep, check=has())
    yield Case("symlink to a video", _linked, check=has(), needs_posix=True)


CASES = [*not_videos(), *names(), *odd_videos()]


def runs_here(case: Case) -> bool:
    """Whether this system can have such a file."""
    return not case.needs_posix or sys.platform != "win32"
