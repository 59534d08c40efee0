from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synctalk_gui.widgets.exponential_average import exponential_average
from synctalk_gui.widgets.series_store import Series


def make_series(values: np.ndarray, batch: int = 97) -> Series:
    series = Series()
    for begin in range(0, len(values), batch):
        part = values[begin : begin + batch]
        series.append(np.arange(begin, begin + len(part)), part)
    assert len(series) == len(values)
    return series


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 5000),
    low=st.floats(-0.1, 1.1),
    width=st.floats(0.001, 1.2),
    columns=st.integers(1, 300),
    seed=st.integers(0, 1000),
)
def test_the_decimation_loses_no_extreme_and_invents_none(count, low, width, columns, seed):
    values = np.random.default_rng(seed).normal(size=count).astype(np.float32)
    series = make_series(values)
    first, last = low * count, (low + width) * count

    steps, least, greatest = series.envelope(first, last, columns)

    inside = (np.arange(count) >= first) & (np.arange(count) <= last)
    if not inside.any():
        return
    assert np.all(np.diff(steps) > 0)
    bounds = np.append(steps[1:], count).astype(int)
    for begin, end, low_value, high_value in zip(
        steps.astype(int), bounds, least, greatest, strict=True
    ):
        end = max(end, begin + 1) if len(steps) == count else end
        part = values[begin:end]
        covered = part[: len(part)]
        assert low_value <= covered.min() or begin == int(steps[-1])
        assert high_value >= covered.max() or begin == int(steps[-1])
        assert low_value in values and high_value in values
    assert np.nanmin(least) <= values[inside].min()
    assert np.nanmax(greatest) >= values[inside].max()


def test_the_decimation_of_a_range_is_that_of_brute_force():
    values = np.random.default_rng(3).normal(size=8 * 8 * 8 * 4).astype(np.float32)
    steps, least, greatest = make_series(values).envelope(0, len(values), 128)
    span = int(steps[1] - steps[0])
    assert span > 1 and len(values) % span == 0
    table = values.reshape(-1, span)
    np.testing.assert_array_equal(least, table.min(axis=1))
    np.testing.assert_array_equal(greatest, table.max(axis=1))


def test_a_view_of_a_million_points_is_a_few_thousand():
    values = np.zeros(1_000_000, np.float32)
    values[777_777] = 9.0
    series = make_series(values, batch=250_000)
    steps, _, greatest = series.envelope(0, 1e6, 800)
    assert 800 <= len(steps) <= 1700
    assert greatest.max() == 9.0
    assert abs(steps[greatest.argmax()] - 777_777) < 1_000_000 / 800


def test_few_points_are_given_as_they_are():
    series = make_series(np.array([3.0, 1.0, 2.0]))
    steps, least, greatest = series.envelope(-10, 10, 500)
    assert steps.tolist() == [0, 1, 2]
    assert least.tolist() == greatest.tolist() == [3.0, 1.0, 2.0]


def test_a_resumed_run_replaces_the_metrics_after_its_checkpoint():
    series = make_series(np.zeros(1000))
    series.append(np.arange(600, 700), np.ones(100))
    assert len(series) == 700
    assert series.steps[-1] == 699
    steps, least, greatest = series.envelope(0, 2000, 20)
    assert np.nanmax(greatest[steps < 500]) == 0.0
    assert least[-1] == 1.0


def test_a_replayed_record_with_a_resume_inside_one_batch_is_understood():
    series = Series()
    series.append([1, 2, 3, 4, 3, 4, 5], [1, 2, 3, 4, 30, 40, 50])
    assert series.steps.tolist() == [1, 2, 3, 4, 5]
    assert series.values.tolist() == [1, 2, 30, 40, 50]


def test_values_that_are_not_finite_are_gaps():
    values = np.ones(5000)
    values[1000:1100] = np.nan
    values[2000] = np.inf
    series = make_series(values)
    assert series.value_range() == (1.0, 1.0)
    steps, least, _ = series.envelope(0, 5000, 400)
    assert np.isnan(least[(steps >= 1010) & (steps < 1080)]).all()


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="steps for"):
        Series().append([1, 2], [1.0])


@pytest.mark.parametrize("weight", [0.3, 0.9, 0.99])
def test_the_average_is_the_weighted_mean_of_all_before(weight):
    values = np.random.default_rng(0).normal(size=400)
    values[50:60] = np.nan
    smooth = exponential_average(values, weight)
    for index in (0, 1, 49, 55, 60, 399):
        weights = weight ** np.arange(index, -1, -1)
        known = np.isfinite(values[: index + 1])
        expected = np.sum((weights * values[: index + 1])[known]) / weights[known].sum()
        assert smooth[index] == pytest.approx(expected)


def test_a_zoomed_in_line_is_the_exact_average_of_the_points():
    values = np.random.default_rng(1).normal(size=20_000)
    series = make_series(values)
    steps, smooth = series.smoothed(10_000, 10_400, 500, 0.9)
    expected = exponential_average(values, 0.9)
    shown = (steps >= 10_000) & (steps <= 10_400)
    assert shown.sum() == 401
    np.testing.assert_allclose(smooth[shown], expected[10_000:10_401], atol=1e-2)


def test_a_long_line_follows_the_means_of_its_points():
    values = np.linspace(1.0, 0.0, 300_000) + np.random.default_rng(2).normal(0, 0.2, 300_000)
    steps, smooth = make_series(values, 10_000).smoothed(0, 300_000, 500, 0.5)
    assert len(steps) <= 1100
    np.testing.assert_allclose(smooth, 1.0 - steps / 300_000, atol=0.05)


def test_the_line_reaches_the_last_point():
    series = make_series(np.arange(12_345, dtype=float))
    steps, _ = series.smoothed(0, 20_000, 100, 0.5)
    assert steps[-1] >= 12_345 - 2 * 12_345 / 100
