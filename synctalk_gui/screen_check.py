"""Says why the window cannot be shown, before Qt ends the process with a message of its own."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from synctalk_engine.errors import SynctalkError

_XCB_PLUGIN = Path("Qt", "plugins", "platforms", "libqxcb.so")
_LIBRARY = re.compile(r"^(\S+\.so\S*): cannot open shared object file")


def require_screen() -> None:
    """Check that Qt can show a window; only Linux can lack what it needs.

    Raises:
        SynctalkError: there is no screen, or a library of the system is missing.
    """
    if sys.platform.startswith("linux"):
        import PySide6

        check_linux(os.environ, Path(PySide6.__file__).parent / _XCB_PLUGIN)


def check_linux(environment: Mapping[str, str], plugin: Path) -> None:
    """Check the screen that these environment variables name.

    Args:
        plugin: Qt's library for X11.
    Raises:
        SynctalkError: as for :func:`require_screen`.
    """
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    has_wayland = bool(environment.get("WAYLAND_DISPLAY"))
    if platform not in ("", "xcb") or (has_wayland and platform != "xcb"):
        return
    display = environment.get("DISPLAY")
    if not display:
        raise SynctalkError("no_screen")
    if plugin.is_file():
        _load(plugin)
    if not _can_connect(display):
        raise SynctalkError("no_screen")


def _load(plugin: Path) -> None:
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        missing = _LIBRARY.match(error.args[0])
        if missing is not None:
            raise SynctalkError("window_library_missing", library=missing[1]) from error


def _can_connect(display: str) -> bool:
    """Returns whether an X server answers; True if that cannot be found out."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    is_connected = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return is_connected
