"""A zip file for bug reports: versions, logs, crash notes and recent runs, without paths and names.

Nothing is sent: the user chooses where the file is saved, and can read it before sharing it.
"""

from __future__ import annotations

import getpass
import json
import platform
import re
import socket
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import psutil
from PySide6.QtCore import qVersion

import synctalk_engine
from synctalk_engine.workspace.atomic import atomic_file
from synctalk_engine.workspace.engine_process import OUTPUT_NAME
from synctalk_engine.workspace.layout import VIDEO_SUFFIXES, Workspace
from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_gui.crash_note import crash_folder
from synctalk_gui.engine.devices import Device

_TAIL_BYTES = 200_000
_RUNS, _NOTES = 6, 5
_MEDIA = "|".join(
    re.escape(suffix[1:])
    for suffix in (*VIDEO_SUFFIXES, ".wav", ".mp3", ".m4a", ".flac", ".ogg", ".png", ".jpg")
)
_ROOT = r"(?<![\w>.\\/])(?:/|[A-Za-z]:[\\/]|\\\\)"
"""Where an absolute path begins: /, C:\\ or a Windows share."""
_ABSOLUTE = (
    re.compile(rf"(?<=\"){_ROOT}[^\"\n]*(?=\")"),  # in quotes, including spaces
    re.compile(rf"{_ROOT}[^\"\n<>|]*?\.(?:{_MEDIA})\b", re.IGNORECASE),  # up to a media suffix
    re.compile(rf"{_ROOT}[^\s\"'“”<>|,;:)]*[\\/][^\s\"'“”<>|,;:)]*"),
)
_CODE = re.compile(r"(?:site-packages|synctalk_engine|synctalk_gui|python3?\.\d+)[\\/].*")
"""The end of a path to source code is kept: it shows where something went wrong."""
_MEDIA_FILE = re.compile(rf"[^\s/\\\"'“”:<>]+\.(?P<suffix>{_MEDIA})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


class Remover:
    """Removes personal data from texts: paths, names of people, files, projects and machines.

    Args:
        workspace: its path and the names of its projects are removed.
    """

    def __init__(self, workspace: Workspace) -> None:
        root = workspace.root
        forms = {str(root), root.as_posix(), str(root).replace("\\", "\\\\")}
        self._roots = sorted(forms, key=len, reverse=True)
        words: dict[str, str] = {}
        for number, name in enumerate(workspace.project_names(), start=1):
            words[name] = words[json.dumps(name)[1:-1]] = f"<project {number}>"
        for word, meaning in ((_user(), "<user>"), (socket.gethostname(), "<machine>")):
            if len(word) > 2:
                words.setdefault(word, meaning)
        joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._words = words
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None

    def clean(self, text: str) -> str:
        """Returns the text without personal data."""
        for root in self._roots:
            text = text.replace(root, "<workspace>")
        for pattern in _ABSOLUTE:
            text = pattern.sub(_shortened, text)
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self._words[found[0]], text)
        text = _MEDIA_FILE.sub(lambda found: f"<file>.{found['suffix']}", text)
        return _ADDRESS.sub("<address>", text)


def _shortened(found: re.Match[str]) -> str:
    code = _CODE.search(found[0])
    if code is not None:
        return f"<path>/{code[0]}"
    suffix = re.search(r"\.\w{1,5}$", found[0])
    return f"<path>{suffix[0] if suffix else ''}"


def write_report(
    target: Path, workspace: Workspace, devices: Iterable[Device], crash_dir: Path | None = None
) -> list[str]:
    """Write the report as a zip; may take a second: call it in a thread.

    Returns:
        The names of the files in it.
    Raises:
        StorageError: it cannot be written.
    """
    remover = Remover(workspace)
    texts = {
        name: remover.clean(text)
        for name, text in _texts(workspace, devices, crash_dir or crash_folder()).items()
    }
    with atomic_file(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in texts.items():
            package.writestr(name, text)
    return list(texts)


def _texts(workspace: Workspace, devices: Iterable[Device], crash_dir: Path) -> dict[str, str]:
    texts = {"system.txt": _system(devices)}
    for path in (crash_dir.with_name("window.log"), crash_dir.with_name("window.log.1")):
        if path.is_file():
            texts[path.name] = _tail(path)
    notes = [*crash_dir.glob("crash-*.txt"), *crash_dir.glob("fault-*.txt")]
    for note in sorted(notes, key=lambda path: path.stat().st_mtime)[-_NOTES:]:
        texts[f"crashes/{note.name}"] = _tail(note)
    for number, run in enumerate(_newest_runs(workspace), start=1):
        for name in ("run.json", run.log_path.name, OUTPUT_NAME, run.events_path.name):
            path = run.path / name
            if path.is_file():
                texts[f"runs/{number}/{name}"] = _tail(path)
    return texts


def _newest_runs(workspace: Workspace) -> list[RunFolder]:
    runs = [run for name in workspace.project_names() for run in list_runs(workspace, name)]
    return sorted(runs, key=lambda run: run.run_id, reverse=True)[:_RUNS]


def _system(devices: Iterable[Device]) -> str:
    memory = psutil.virtual_memory()
    lines = [
        f"SyncTalk Studio {synctalk_engine.__version__}",
        f"Qt {qVersion()}, Python {platform.python_version()}",
        f"{platform.platform()}, {platform.machine()}, {psutil.cpu_count()} cores",
        f"memory {memory.total >> 20} MB, {memory.available >> 20} MB free",
        f"frozen: {getattr(sys, 'frozen', False)}",
    ]
    for device in devices:
        known = asdict(device)
        known.pop("uuid")
        lines.append(json.dumps(known))
    return "\n".join(lines) + "\n"


def _tail(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return file.read().decode("utf-8", "replace")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name, as in some containers
        return ""
