"""Principal components by the smaller Gram matrix equal those of a full decomposition."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.training.generator.audio_pretrain import _principal_components


@pytest.mark.parametrize("shape", [(40, 300), (300, 40)])
def test_components_equal_those_of_a_singular_value_decomposition(shape):
    rng = np.random.default_rng(0)
    rows, columns = shape
    values = (rng.normal(size=(rows, 8)) @ rng.normal(size=(8, columns))).astype(np.float32)
    train = np.arange(rows * 4 // 5)
    centred = values - values[train].mean(0)
    expected = centred @ np.linalg.svd(centred[train], full_matrices=False)[2][:6].T
    found = _principal_components(values, train, 6)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.abs(found), np.abs(expected), atol=1e-3 * np.abs(expected).max())


def test_rows_that_are_all_alike_have_components_of_zero():
    values = np.ones((20, 50), np.float32)
    assert not _principal_components(values, np.arange(16), 4).any()
