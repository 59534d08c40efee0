from __future__ import annotations

import cv2
import numpy as np

from synctalk_engine.training.evaluation import metrics


def test_psnr_of_known_errors() -> None:
    black, grey = np.zeros((8, 8, 3), np.uint8), np.full((8, 8, 3), 51, np.uint8)
    assert abs(metrics.psnr(black, grey) - 20 * np.log10(5)) < 1e-9
    assert metrics.psnr(grey, grey) == metrics.MAX_PSNR_DB


def test_blur_lowers_sharpness_and_ssim() -> None:
    image = np.random.default_rng(0).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    blurred = cv2.GaussianBlur(image, (5, 5), 0)
    assert metrics.sharpness(blurred) < 0.5 * metrics.sharpness(image)
    assert metrics.ssim(image, image) > 0.999 > metrics.ssim(blurred, image)
    assert np.isfinite(metrics.ssim(image[:4, :5], blurred[:4, :5]))


def test_change_error_ignores_a_constant_offset() -> None:
    before, after = np.full((4, 4, 3), 10, np.uint8), np.full((4, 4, 3), 30, np.uint8)
    assert metrics.change_error(after + 5, before + 5, after, before) == 0
    assert metrics.change_error(before, before, after, before) == 20


def test_correlation_leaves_out_what_is_not_known() -> None:
    a = np.array([1.0, 2.0, np.nan, 4.0])
    assert abs(metrics.correlation(a, a * 3 - 1) - 1) < 1e-9
    assert metrics.correlation(a, np.ones(4)) == 0.0
