"""Standard input and output of an engine process, in threads so that neither blocks a job."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading

from synctalk_engine.protocol.commands import Command, parse_command

_FLUSH_TIMEOUT_S = 5.0


class LinePipe:
    """Writes lines to standard output from a thread; a reader that is gone or stuck never blocks.

    Lines are dropped while more than ``capacity`` wait: the event file is the truth.
    """

    def __init__(self, capacity: int = 4096) -> None:
        self._lines: queue.Queue[bytes | None] = queue.Queue(capacity)
        self._thread = threading.Thread(target=self._write_lines, name="line-pipe", daemon=True)
        self._thread.start()

    def put(self, line: bytes) -> None:
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(line)

    def close(self) -> None:
        """Wait until everything is written, for a few seconds at most."""
        with contextlib.suppress(queue.Full):
            self._lines.put(None, timeout=_FLUSH_TIMEOUT_S)
        self._thread.join(_FLUSH_TIMEOUT_S)

    def _write_lines(self) -> None:
        try:
            descriptor = sys.stdout.fileno()
        except (OSError, ValueError, AttributeError):
            return
        while (line := self._lines.get()) is not None:
            try:
                while line:
                    line = line[os.write(descriptor, line) :]
            except OSError:
                return


class StdinCommands:
    """Reads commands from standard input in a thread; used with ``--json`` alone."""

    def __init__(self) -> None:
        self._commands: queue.Queue[Command] = queue.Queue()
        threading.Thread(target=self._read, name="stdin-commands", daemon=True).start()

    def take(self) -> list[Command]:
        commands = []
        with contextlib.suppress(queue.Empty):
            while True:
                commands.append(self._commands.get_nowait())
        return commands

    def _read(self) -> None:
        # os.read, not sys.stdin: a thread blocked in the latter holds a lock at interpreter exit
        rest = b""
        with contextlib.suppress(OSError):
            while data := os.read(0, 4096):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    command = parse_command(line.decode("utf-8", "replace"))
                    if command is not None:
                        self._commands.put(command)
