"""Signals to stop: Ctrl+C, a polite kill, a closed terminal."""

from __future__ import annotations

import os
import signal

import pytest

from synctalk_engine.cli.stop_signals import leave_terminal, stop_on_signals

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]


@posix_only
@pytest.mark.parametrize("name", SIGNALS)
def test_first_signal_requests_a_stop_and_the_second_interrupts(name):
    number = getattr(signal, name)
    before, requests = signal.getsignal(number), []
    with stop_on_signals(lambda: requests.append(name)):
        os.kill(os.getpid(), number)
        assert requests == [name]
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert requests == [name] and signal.getsignal(number) == before


@posix_only
def test_closed_terminal_stays_ignored_under_nohup():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_on_signals(lambda: pytest.fail("a stop was requested")):
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


@posix_only
def test_a_terminal_that_hung_up_is_replaced_and_a_file_is_kept(tmp_path):
    import pty

    path, saved = tmp_path / "out.txt", [os.dup(number) for number in (0, 1, 2)]
    master, slave = pty.openpty()
    try:
        os.dup2(slave, 1)
        with path.open("wb") as file:
            os.dup2(file.fileno(), 2)
        os.close(slave)
        os.close(master)  # from here on a write to 1 fails
        with pytest.raises(OSError):
            os.write(1, b"lost")
        leave_terminal()
        assert os.write(1, b"lost") == 4
        os.write(2, b"kept")
    finally:
        for number, copy in enumerate(saved):
            os.dup2(copy, number)
            os.close(copy)
    assert path.read_bytes() == b"kept"
