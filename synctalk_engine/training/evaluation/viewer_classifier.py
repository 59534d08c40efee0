"""Can a classifier tell generated faces from true ones? ``viewer_auc`` and ``perceptual``.

Both rest on features of a network that no loss uses, EfficientNet-Lite2, so that no training can
please them by itself. Faces are cut out at native size, since resampling hides what a viewer sees.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch

from synctalk_engine.models.perceptual import FrozenFeatures, perceptual_distance

CROP_FACE_WIDTHS = 1.3
"""Side of the square that is cut out around the lower face, in face widths."""
CROP_STEP_PX, MIN_CROP_PX, MAX_CROP_PX = 32, 64, 448
"""Sides are multiples of the network's largest stride; a larger face is cut around the mouth."""
STRETCHES = 4
"""Consecutive stretches of time; each is classified by what the others taught."""
GAP_FRAMES = 12
"""Left out on both sides of the stretch that is classified, since neighbours look alike."""
MIN_FRAMES = 24
REGULARISATION_C = 0.01
"""scikit-learn's ``C``: some thousand features of some hundred frames need a strong one."""
BATCH = 4


def crop_side_px(face_px: float) -> int:
    """Side of the crops of a clip whose faces are ``face_px`` wide."""
    wanted = CROP_STEP_PX * round(CROP_FACE_WIDTHS * face_px / CROP_STEP_PX)
    return int(np.clip(wanted, MIN_CROP_PX, MAX_CROP_PX))


def native_crop(image: np.ndarray, centre: np.ndarray, side_px: int) -> np.ndarray:
    """A square of the image, not resampled; (side_px, side_px, 3), edges repeated outside it.

    Args:
        image: (H, W, 3) uint8. centre: (2,) pixels (x, y).
    """
    left, top = np.rint(centre - side_px / 2).astype(int)
    before = max(0, -top), max(0, -left)
    after = max(0, top + side_px - image.shape[0]), max(0, left + side_px - image.shape[1])
    if any(before) or any(after):
        image = cv2.copyMakeBorder(
            image, before[0], after[0], before[1], after[1], cv2.BORDER_REPLICATE
        )
    top, left = top + before[0], left + before[1]
    return image[top : top + side_px, left : left + side_px]


@torch.inference_mode()
def describe(network: FrozenFeatures, crops: np.ndarray, device: torch.device) -> np.ndarray:
    """Mean and standard deviation of each channel of each level; (T, D) float32.

    Args:
        crops: (T, S, S, 3) uint8 BGR.
    """
    rows = []
    for first in range(0, len(crops), BATCH):
        images = torch.from_numpy(crops[first : first + BATCH]).to(device)
        levels = network(images.permute(0, 3, 1, 2).float() / 255)
        parts = [part for level in levels for part in (level.mean((2, 3)), level.std((2, 3)))]
        rows.append(torch.cat(parts, 1).float().cpu().numpy())
    return np.concatenate(rows)


@torch.inference_mode()
def mean_distance(
    network: FrozenFeatures, generated: np.ndarray, true: np.ndarray, device: torch.device
) -> float:
    """The mean perceptual distance of crops (T, S, S, 3) uint8 BGR to the true ones."""
    values = []
    for one, other in zip(generated, true, strict=True):
        pair = [
            torch.from_numpy(image).to(device).permute(2, 0, 1)[None].float() / 255
            for image in (one, other)
        ]
        values.append(float(perceptual_distance(network, *pair)))
    return float(np.mean(values))


def viewer_auc(generated: np.ndarray, true: np.ndarray) -> float | None:
    """Area under the ROC curve of a classifier of generated and true frames.

    1.0: perfectly separated; 0.5: chance. The classifier, a logistic regression, is fitted on
    other stretches of time than it is tested on. None for fewer than ``MIN_FRAMES`` frames.

    Args:
        generated, true: (T, D) descriptions of the same frames, in order of time.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    count = len(generated)
    if count < MIN_FRAMES:
        return None
    areas = []
    numbers = np.arange(count)
    gap = min(GAP_FRAMES, count // (2 * STRETCHES))
    for tested in np.array_split(numbers, STRETCHES):
        fitted = numbers[(numbers < tested[0] - gap) | (numbers > tested[-1] + gap)]
        classifier = make_pipeline(
            StandardScaler(), LogisticRegression(C=REGULARISATION_C, max_iter=1000)
        )
        classifier.fit(*_labelled(generated[fitted], true[fitted]))
        rows, labels = _labelled(generated[tested], true[tested])
        areas.append(roc_auc_score(labels, classifier.decision_function(rows)))
    return float(np.mean(areas))


def _labelled(generated: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    labels = np.repeat([1, 0], [len(generated), len(true)])
    return np.concatenate([generated, true]), labels
