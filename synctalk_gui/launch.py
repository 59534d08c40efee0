"""Entry point: starts the window, the command line, or an engine process.

The name and the first argument decide, before Qt is imported: in a bundle all three are the same
executable, and an engine process must not load Qt (nor the window torch).
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ENGINE_WORD = "--engine"
"""First argument of an engine process; added by ``workspace.engine_process``."""
SELF_TEST_WORD = "--self-test"
LIVE_PREVIEW_WORD = "--live-preview"
"""Shows the frames of a live render; added by ``live.window_target``."""
CONSOLE_NAME = "synctalk"
"""The bundle's command line: a separate executable on Windows, elsewhere a link."""
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def main() -> int:
    """Entry point of ``synctalk-studio`` and of a bundle; returns the exit code."""
    _give_streams()
    arguments = engine_arguments(sys.argv)
    if arguments is not None:
        return _run_engine(arguments)
    _restore_library_paths()
    if sys.argv[1:] == [LIVE_PREVIEW_WORD]:
        from synctalk_gui.live_preview_window import main as show_live

        return show_live()
    from synctalk_gui.app import main as open_window

    return open_window(sys.argv[1:])


def engine_arguments(argv: Sequence[str]) -> list[str] | None:
    """Returns the engine's arguments; None if the window should start.

    Args:
        argv: the command line, including the program.
    """
    program, *arguments = argv
    if arguments[:1] == [ENGINE_WORD]:
        return arguments[1:]
    if arguments[:1] == [SELF_TEST_WORD]:
        return ["self-test", *arguments[1:]]
    if is_frozen() and Path(program).stem.lower() == CONSOLE_NAME:
        return arguments
    return None


def is_frozen() -> bool:
    """Returns whether this is a bundle rather than a Python installation."""
    return bool(getattr(sys, "frozen", False))


def _run_engine(arguments: list[str]) -> int:
    sys.argv = [CONSOLE_NAME, *arguments]
    if is_frozen():
        # imported by name: the window's code must not import the engine
        importlib.import_module("synctalk_engine.addons").activate()
    importlib.import_module("synctalk_engine.cli.app").main()
    return 0


def _give_streams() -> None:
    """Replace missing streams: a Windows program without a console has none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _restore_library_paths() -> None:
    """Restore the user's library paths, so that programs opened by the window (a file manager, a
    browser) do not load the bundle's libraries."""
    if not is_frozen():
        return
    for name in _LIBRARY_PATHS:
        original = os.environ.pop(f"{name}_ORIG", None)
        if original is not None:
            os.environ[name] = original
        else:
            os.environ.pop(name, None)


if __name__ == "__main__":
    sys.exit(main())
