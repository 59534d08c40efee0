"""The images of every page, as ``dev.py screenshots`` makes them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from synctalk_gui import screenshots


@pytest.mark.slow
def test_every_page_has_a_light_and_a_dark_screenshot(qapp, tmp_path):
    images = {path.stem: QImage(str(path)) for path in screenshots.main(tmp_path, settle_s=0.2)}
    for page in ("preprocess", "train", "preview", "render", "imported", "preprocessing", "ready"):
        light, dark = images[f"{page}-light"], images[f"{page}-dark"]
        assert (light.width(), light.height()) == (dark.width(), dark.height()) == (1280, 800)
        assert brightness(light) > 170 and brightness(dark) < 90, page
        assert len(colours(dark)) > 20, f"{page} is empty"
    assert images["train-dark-2x"].width() == 2560


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, 1280, 8) for y in range(0, 800, 8)}


def brightness(image: QImage) -> float:
    samples = [
        image.pixelColor(x, y).lightness() for x in range(0, 1280, 16) for y in range(0, 800, 16)
    ]
    return sum(samples) / len(samples)
