import subprocess
import sys

import numpy as np
import pytest

from synctalk_engine.face.tflite_network import TfliteNetwork


def test_a_network_sees_red_first_and_scaled(face_weights):
    # The order of the channels counts, but not where they are equal.
    network = TfliteNetwork.read(face_weights.mesh468)
    pixels = np.random.default_rng(0).integers(0, 256, (192, 192, 3), np.uint8)
    grey = np.repeat(pixels[..., :1], 3, axis=2)

    def points(image, scale=1 / 255, shift=0.0):
        return max(network(image, scale, shift), key=np.size)

    np.testing.assert_array_equal(points(grey), points(np.ascontiguousarray(grey[..., ::-1])))
    assert np.abs(points(pixels) - points(np.ascontiguousarray(pixels[..., ::-1]))).max() > 0.01
    white, black = np.full_like(grey, 255), np.zeros_like(grey)
    np.testing.assert_allclose(points(white), points(black, shift=1.0), atol=1e-2)
    assert network.side_px == 192


def test_results_stay_as_they_are_when_the_network_is_used_again(face_weights):
    network = TfliteNetwork.read(face_weights.mesh468)
    grey = np.full((192, 192, 3), 90, np.uint8)
    first = network(grey, 1 / 255)
    kept = [output.copy() for output in first]
    network(np.zeros_like(grey), 1 / 255)
    for output, copy in zip(first, kept, strict=True):
        np.testing.assert_array_equal(output, copy)


def test_the_runtime_does_not_write_on_the_error_stream(face_weights):
    code = (
        "import sys; from pathlib import Path; "
        "from synctalk_engine.face.tflite_network import TfliteNetwork; "
        "TfliteNetwork.read(Path(sys.argv[1])); print('ours', file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(face_weights.mesh468)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "ours"


def test_what_is_no_network_is_refused():
    with pytest.raises(ValueError):
        TfliteNetwork(b"no network at all")
