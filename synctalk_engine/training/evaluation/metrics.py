"""Image metrics: PSNR, SSIM, sharpness, change. Images are uint8 BGR, 0..255."""

from __future__ import annotations

import cv2
import numpy as np

MAX_PSNR_DB = 99.0
_SSIM_WINDOW_PX = 7


def psnr(generated: np.ndarray, target: np.ndarray) -> float:
    """Peak signal to noise ratio in dB of two images of the same shape."""
    error = np.mean(np.square(generated.astype(np.float64) - target.astype(np.float64)))
    return MAX_PSNR_DB if error == 0 else float(10 * np.log10(255.0**2 / error))


def ssim(generated: np.ndarray, target: np.ndarray) -> float:
    """Structural similarity of two colour images (Wang et al., 2004), window 7 px or less."""
    from skimage.metrics import structural_similarity

    side_px = min(*target.shape[:2], _SSIM_WINDOW_PX)
    if side_px < 3:
        return float("nan")
    return float(
        structural_similarity(
            generated,
            target,
            channel_axis=2,
            data_range=255,
            win_size=side_px if side_px % 2 else side_px - 1,
        )
    )


def sharpness(image: np.ndarray) -> float:
    """Variance of the Laplacian of the grey image."""
    grey = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def in_box(image: np.ndarray, box: np.ndarray) -> np.ndarray:
    """The part of an image in a box x0, y0, x1, y1 (exclusive)."""
    x0, y0, x1, y1 = (int(value) for value in box)
    return image[y0:y1, x0:x1]


def change_error(
    generated: np.ndarray, generated_before: np.ndarray, target: np.ndarray, before: np.ndarray
) -> float:
    """Mean absolute difference of two frame-to-frame changes, in 0..255."""
    drawn = generated.astype(np.float32) - generated_before.astype(np.float32)
    true = target.astype(np.float32) - before.astype(np.float32)
    return float(np.abs(drawn - true).mean())


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson's r; 0 where one of the two does not vary."""
    known = np.isfinite(a) & np.isfinite(b)
    a, b = a[known], b[known]
    if len(a) < 3 or a.std() < 1e-9 or b.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
