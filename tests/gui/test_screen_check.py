"""A start without a screen, or without a library that Qt needs, ends with a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_gui.screen_check import check_linux

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dlopen of Linux")


@linux_only
def test_a_missing_library_is_named(tmp_path: Path):
    plugin, library = plugin_without_library(tmp_path)
    with pytest.raises(SynctalkError) as raised:
        check_linux({"DISPLAY": ":77"}, plugin)
    assert raised.value.code == "window_library_missing"
    assert f"the system library {library} is missing" in raised.value.message


def test_no_screen_at_all_is_said(tmp_path: Path):
    with pytest.raises(SynctalkError) as raised:
        check_linux({}, tmp_path / "no_plugin.so")
    assert raised.value.code == "no_screen"


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_other_ways_to_show_a_window_need_no_x_server(environment, tmp_path: Path):
    check_linux(environment, tmp_path / "no_plugin.so")


@linux_only
def test_the_program_ends_with_the_sentence_and_exit_code_3():
    done = subprocess.run(
        [sys.executable, "-m", "synctalk_gui.launch"],
        env={"PATH": "/usr/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("The window cannot be shown: ")
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def plugin_without_library(folder: Path) -> tuple[Path, str]:
    """Returns a library of Python's own that needs one that is missing, and that one's name."""
    import _ctypes

    content = Path(_ctypes.__file__).read_bytes()
    known = (b"libffi.so.8", b"libffi.so.7", b"libffi.so.6", b"libc.so.6")
    needed = next(name for name in known if name in content)
    missing = b"libqq" + needed[5:]
    path = folder / "plugin.so"
    path.write_bytes(content.replace(needed, missing))
    return path, missing.decode()
