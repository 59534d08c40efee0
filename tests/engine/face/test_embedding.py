"""An embedding is the same person's in any size, light and mirror, and not another's."""

import cv2
import numpy as np
import pytest

from synctalk_engine.face.embedding import DIMENSIONS, SAME_PERSON, embed_detection
from tests.engine.face.faces import frame_with, photograph, placement, somebody_else


@pytest.fixture(scope="module")
def embed(detector):
    def embed_first(frame: np.ndarray) -> np.ndarray:
        return embed_detection(frame, detector.detect(frame)[0])

    return embed_first


@pytest.fixture(scope="module")
def known(embed):
    return embed(photograph())


def _dark(frame):
    return (frame * 0.45).astype(np.uint8)


def _grey(frame):
    return cv2.cvtColor(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


@pytest.mark.parametrize(
    "frame",
    [
        frame_with(placement((320, 240), 2.0, turn_deg=15)),
        frame_with(placement((320, 240), 0.6)),
        _dark(photograph()),
        _grey(photograph()),
        np.ascontiguousarray(photograph()[:, ::-1]),
    ],
    ids=["large and turned", "62 px wide", "dark", "grey", "mirrored"],
)
def test_the_same_person_is_near(embed, known, frame):
    embedding = embed(frame)
    assert embedding.shape == (DIMENSIONS,)
    assert np.linalg.norm(embedding - known) < 0.35


def test_another_person_is_far(embed, known):
    assert np.linalg.norm(embed(somebody_else()) - known) > SAME_PERSON + 0.1
