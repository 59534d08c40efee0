"""The clock decides which frame is made: late ones are left out, none is delayed."""

from __future__ import annotations

from synctalk_engine.live.pacing import FramePacer


def test_a_frame_is_due_when_its_audio_is_complete(clock) -> None:
    pacer = FramePacer(25, clock)
    began_s = clock.now_s
    assert [pacer.wait() for _ in range(3)] == [0, 1, 2]
    assert round(clock.now_s - began_s, 6) == 0.12
    assert pacer.dropped_frames == 0


def test_frames_whose_time_has_passed_are_left_out(clock) -> None:
    pacer = FramePacer(25, clock)
    pacer.wait()  # due at 0.04 s
    clock.now_s += 0.13  # now 0.17 s: frames 1 to 3 are complete, 3 at 0.16 s
    assert pacer.wait() == 3
    assert pacer.dropped_frames == 2
    assert pacer.wait() == 4
    assert round(clock.now_s - pacer.due_s(4), 6) == 0


def test_a_slow_maker_gets_the_newest_frame_each_time_and_never_falls_behind(clock) -> None:
    pacer = FramePacer(25, clock)
    shown = []
    for _ in range(50):
        shown.append(pacer.wait())
        assert clock.now_s - pacer.due_s(shown[-1]) < 0.04 + 1e-9
        clock.now_s += 0.09
    assert shown[:4] == [0, 2, 4, 6]
    assert pacer.dropped_frames == shown[-1] + 1 - 50


def test_fifty_minutes_do_not_drift(clock) -> None:
    pacer = FramePacer(30, clock)
    for _ in range(1000):
        index = pacer.wait()
    clock.now_s += 3000
    index = pacer.wait()
    assert -1e-6 <= clock.now_s - pacer.due_s(index) < 1 / 30 + 1e-6
