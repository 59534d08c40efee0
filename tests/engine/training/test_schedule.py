from __future__ import annotations

import itertools

from synctalk_engine.training.schedule import Schedule, ema_decay


def test_the_rate_warms_up_and_falls_to_a_small_share() -> None:
    schedule = Schedule(total_steps=1000, peak_lr=2e-3)
    rates = [schedule.lr(step) for step in range(1000)]
    assert rates[0] < 1e-4
    assert 1.9e-3 < max(rates) <= 2e-3
    assert all(a >= b for a, b in itertools.pairwise(rates[60:]))
    assert rates[-1] < 0.03 * 2e-3


def test_a_very_short_training_still_reaches_its_rate() -> None:
    assert max(Schedule(8, 1e-3).lr(step) for step in range(8)) > 0.8e-3


def test_the_running_mean_starts_fast() -> None:
    assert ema_decay(0) < 0.2 < ema_decay(100) < ema_decay(100_000) < 1
