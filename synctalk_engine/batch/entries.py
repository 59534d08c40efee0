"""Which videos a batch is to preprocess: from a folder, a list or a JSON file.

A file is read whole, so that every mistake in it can be told at once, before anything is started.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synctalk_engine.batch import lenient_json
from synctalk_engine.errors import BatchError
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import VIDEO_SUFFIXES

_QUOTED = r"""(?:"([^"]*)"|'([^']*)'|“([^”]*)”)"""
_QUOTED_PATH = re.compile(rf"^{_QUOTED}(?:\s+(.*))?$")
_QUOTED_NAME = re.compile(rf"^(.*\S)\s+{_QUOTED}$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_SHOWN_LINE_LENGTH = 60
_LONGEST_LINE = 4096
"""Of a path and a name. In a longer one too many places would have to be looked for."""
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class VideoEntry:
    """One video, as the user named it."""

    place: str
    """Where it was named, for sentences: ``line 3``, ``video 2``; empty for a folder's files."""
    video_path: Path
    """Absolute."""
    name: str | None = None
    """Project; None: made from the file's name."""
    options: dict[str, Any] = field(default_factory=dict)
    """Options of this video alone, unchecked."""


def entries_of_folder(folder: Path, recursive: bool = False) -> list[VideoEntry]:
    """The videos in a folder, in alphabetical order; hidden ones and links to folders are left out.

    Raises:
        BatchError: it is no folder, or has no videos.
    """
    if not folder.is_dir():
        raise BatchError("folder_not_found", path=folder)
    found: list[Path] = []
    with storage_errors(folder):
        for parent, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = sorted(name for name in folders if recursive and name[0] != ".")
            paths = (Path(parent) / name for name in sorted(files, key=_alphabetical))
            found += [path for path in paths if _is_video(path)]
    if not found:
        endings = ", ".join(VIDEO_SUFFIXES)
        raise BatchError("batch_no_videos", path=folder, endings=endings)
    return [VideoEntry("", path.absolute()) for path in found]


def entries_of_list(list_path: Path, working_dir: Path, problems: list[str]) -> list[VideoEntry]:
    """The videos of a list: a path and a name on each line.

    Lines that are empty or begin with ``#`` are left out, and so is a comment after the name. Path
    and name may have spaces: the path ends where a video is, or seems to be. They may be quoted, or
    separated by a tab. A line that is the path of a video and nothing else is named after its file.

    Args:
        problems: every mistake is added, with its line.
    Raises:
        BatchError: there is no such file, or it is not text.
    """
    entries = []
    bases = (list_path.absolute().parent, working_dir)
    lines = _LINE_END.split(_text_of(list_path, "batch_list_bad"))
    for number, line in enumerate(lines, start=1):
        line, place = line.strip(), f"line {number}"
        if not line or line.startswith("#"):
            continue
        text, name = "", None
        if len(line) <= _LONGEST_LINE:
            text, name = _columns_before_comment(line, bases)
        video_path = _existing(text, bases) if text else None
        if not text or name == "" or _looks_like_path(name, video_path):
            problems.append(f"{place}: “{_shortened(line)}” is not a video and a name")
            continue
        entries.append(VideoEntry(place, video_path or _at(text, bases[0]), name))
    return entries


def entries_of_json(config_path: Path, working_dir: Path, problems: list[str]) -> list[VideoEntry]:
    """The videos of ``{"videos": [{"path", "name", "asr_model", ...}, ...]}``.

    Beside path and name, each may have any option of ``synctalk preprocess``.

    Args:
        problems: every mistake is added, with the number of its video.
    Raises:
        BatchError: there is no such file, or it is not JSON of that form.
    """
    code = "batch_config_bad"
    try:
        config = lenient_json.loads(_text_of(config_path, code))
    except ValueError as error:
        raise BatchError(code, path=config_path, problems=_json_problem(error)) from error
    videos = config.get("videos") if isinstance(config, dict) else None
    if not isinstance(videos, list):
        raise BatchError(code, path=config_path, problems="it has no list “videos”")
    entries = []
    bases = (config_path.absolute().parent, working_dir)
    for number, video in enumerate(videos, start=1):
        place = f"video {number}"
        problem = _video_problem(video)
        if problem:
            problems.append(f"{place}: {problem}")
            continue
        options = dict(video)
        path, name = options.pop("path"), options.pop("name", None)
        video_path = _existing(path, bases) or _at(path, bases[0])
        entries.append(VideoEntry(place, video_path, name, options))
    return entries


# -- lines of a list ----------------------------------------------------------------------------


def _columns(line: str, bases: tuple[Path, ...]) -> tuple[str, str | None]:
    """Path and name of a line; the name is None if the line is a video's path alone."""
    if quoted := _QUOTED_PATH.match(line):
        path, rest = quoted[1] or quoted[2] or quoted[3] or "", (quoted[4] or "").strip()
        return path, _unquoted(rest) if rest else None
    if _existing(line, bases):
        return line, None
    if "\t" in line:
        path, _, name = line.rpartition("\t")
        return path.strip(), _unquoted(name.strip())
    if quoted := _QUOTED_NAME.match(line):
        return quoted[1], quoted[2] or quoted[3] or quoted[4] or ""
    return _split_at_space(line, bases)


def _split_at_space(line: str, bases: tuple[Path, ...]) -> tuple[str, str | None]:
    """Path and name of a line without quotation marks, both of which may have spaces.

    The path is the longest one that is there; else the longest that ends like a video; else
    everything but the last word.
    """
    spaces = [match.span() for match in re.finditer(r"\s+", line)]
    splits = [(line[:start], line[end:]) for start, end in reversed(spaces)]
    for path, name in splits:
        if _existing(path, bases):
            return path, name
    for path, name in splits:
        if _is_video_name(path) and not _is_video_name(name):
            return path, name
    return splits[0] if splits else (line, None)


def _columns_before_comment(line: str, bases: tuple[Path, ...]) -> tuple[str, str | None]:
    """The columns without a comment after them; a ``#`` in the name of a file that exists stays.

    Names of projects have none.
    """
    path, name = _columns(line, bases)
    if path and _existing(path, bases):
        return path, _COMMENT.sub("", name).strip() or None if name else name
    return _columns(_COMMENT.sub("", line).strip(), bases)


def _unquoted(text: str) -> str:
    if len(text) > 1 and (text[0] + text[-1]) in ('""', "''", "“”"):
        return text[1:-1]
    return text


def _looks_like_path(name: str | None, video_path: Path | None) -> bool:
    """Whether the last column is the end of a path with a space in it, and the name is missing."""
    return name is not None and video_path is None and _is_video_name(name)


def _shortened(line: str) -> str:
    return line if len(line) <= _SHOWN_LINE_LENGTH else f"{line[: _SHOWN_LINE_LENGTH - 1]}…"


# -- JSON ---------------------------------------------------------------------------------------


def _json_problem(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return str(error)


def _video_problem(video: Any) -> str:
    if not isinstance(video, dict):
        return "it is not an object in braces"
    if not isinstance(video.get("path"), str) or not video["path"].strip():
        return "“path” is missing"
    if not isinstance(video.get("name", ""), str | None):
        return "“name” is not a text"
    if "video_path" in video:
        return "the video is called “path” here, not “video_path”"
    return ""


# -- files and paths ----------------------------------------------------------------------------


def _text_of(path: Path, code: str) -> str:
    """Text in UTF-8, with or without a byte order mark, or in UTF-16 as Windows writes it."""
    if path.is_dir():
        raise BatchError(code, path=path, problems="it is a folder")
    if not path.exists():
        raise BatchError("file_not_found", path=path)
    with storage_errors(path):
        data = path.read_bytes()
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems = f"line {line}: it is not text in UTF-8; save it again in that encoding"
        raise BatchError(code, path=path, problems=problems) from error


def _existing(text: str, bases: tuple[Path, ...]) -> Path | None:
    """The file that a path means, seen from the list's folder first, then from the working one."""
    for base in bases:
        path = _at(text, base)
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            continue
    return None


def _at(text: str, base: Path) -> Path:
    try:
        return base / Path(text).expanduser()
    except (RuntimeError, ValueError):  # ~someone, who is not known here, or no name at all
        return base / text


def _is_video(path: Path) -> bool:
    return _is_video_name(path.name) and not path.name.startswith(".") and path.is_file()


def _is_video_name(name: str) -> bool:
    return Path(name).suffix.lower() in VIDEO_SUFFIXES


def _alphabetical(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _raise(error: OSError) -> None:
    raise error
