import pytest

from synctalk_engine.face.detect import FaceDetector, FaceWeights


@pytest.fixture(scope="session")
def face_weights(assets) -> FaceWeights:
    return FaceWeights(
        assets.path("face_detector_full_range"),
        assets.path("face_mesh_468"),
        assets.path("face_mesh_478"),
    )


@pytest.fixture(scope="session")
def detector(face_weights) -> FaceDetector:
    return FaceDetector(face_weights.detector)
