"""The background replaced: mattes, colours at the edge, what is written and what is refused."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch

from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import AssetError
from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import read_image, write_image
from synctalk_engine.models.tflite_module import TfliteModule
from synctalk_engine.render import person_network
from synctalk_engine.render.background import PERSON_ASSET, filling
from synctalk_engine.render.matte_refinement import (
    main_person,
    over,
    person_colours,
    refined_matte,
)
from tests.engine.render.conftest import HEIGHT_PX, WIDTH_PX
from tests.helpers.left_half_person import install_left_half
from tests.helpers.media_files import clicks

GREEN_BGR = (64, 177, 0)


@pytest.fixture
def speech_path(tmp_path):
    write_wav(tmp_path / "s.wav", clicks(0.2, every_s=0.1), 44100)
    return tmp_path / "s.wav"


@pytest.fixture
def network(monkeypatch, tmp_path):
    return install_left_half(monkeypatch, tmp_path)


def first_frame(project, result) -> np.ndarray:
    path = project.workspace.root / result["output"]
    if path.is_dir():
        return cv2.imread(str(sorted(path.glob("*.png"))[0]), cv2.IMREAD_UNCHANGED)
    with VideoFrames(path) as frames:
        return next(iter(frames))


def test_a_colour_stands_behind_the_person_and_masks_are_made_once(project, speech_path, network):
    result = project.render(speech_path, background="#00b140", format="lossless")
    image = first_frame(project, result).astype(int)
    source = read_image(project.clip.frame_paths()[0])
    assert (image[:, -WIDTH_PX // 4 :] == GREEN_BGR).all()
    assert (image[-30:, : WIDTH_PX // 4] == source[-30:, : WIDTH_PX // 4]).all()
    seen = network.seen
    assert seen == 6  # five frames and the neighbour of the last
    project.render(speech_path, background="#00b140")
    assert network.seen == seen
    image = read_image(project.clip.frame_paths()[0])
    write_image(project.clip.frame_paths()[0], image[::-1].copy())
    project.render(speech_path, background="#00b140")
    assert network.seen == 2 * seen


def test_a_transparent_background_is_alpha_and_the_label_stays(project, speech_path, network):
    result = project.render(speech_path, background="transparent", format="png", label="eu")
    alpha = first_frame(project, result)[..., 3]
    assert (alpha[: HEIGHT_PX // 2, -WIDTH_PX // 4 :] == 0).all()
    assert (alpha[:, : WIDTH_PX // 4] == 255).all()
    assert (alpha[HEIGHT_PX // 2 :, -WIDTH_PX // 4 :] == 255).any()


def test_a_picture_with_a_given_matte_needs_no_network(project, speech_path, tmp_path):
    for index in range(18):
        matte = np.zeros((HEIGHT_PX, WIDTH_PX, 3), np.uint8)
        matte[:, : WIDTH_PX // 2] = 255
        write_image(tmp_path / "matte" / f"{index:06d}.png", matte)
    picture = np.random.default_rng(0).integers(0, 255, (HEIGHT_PX, WIDTH_PX, 3), np.uint8)
    write_image(tmp_path / "picture.png", picture)
    options = {"matte_dir": str(tmp_path / "matte"), "background": str(tmp_path / "picture.png")}
    result = project.render(speech_path, format="lossless", **options)
    shown = first_frame(project, result)
    assert (shown[:, WIDTH_PX // 2 + 1 :] == picture[:, WIDTH_PX // 2 + 1 :]).all()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"background": "transparent"}, "alpha_unsuited"),
        ({"background": "#12"}, "bad_options"),
        ({"background": "nowhere.png"}, "file_not_found"),
        ({"background": "broken.png"}, "background_unreadable"),
    ],
)
def test_bad_backgrounds_are_sentences(project, speech_path, options, code, network):
    (project.workspace.root / "broken.png").write_bytes(b"no image")
    error = project.error_of(speech_path, **options)
    assert error.code == code, error.message
    assert network.seen == 0


def test_the_missing_network_is_named_with_its_command(project, speech_path, monkeypatch, tmp_path):
    monkeypatch.setenv("SYNCTALK_ASSETS", str(tmp_path / "none"))
    error = project.error_of(speech_path, background="#000000")
    assert isinstance(error, AssetError)
    assert f"models install {PERSON_ASSET}" in error.hint


def test_the_matte_follows_the_edge_of_the_frame_not_that_of_the_mask():
    image = np.full((720, 720, 3), 200, np.uint8)
    image[:, :360] = 40
    mask = np.zeros((256, 256), np.uint8)
    mask[:, :127] = 255  # ends at 357 of 360
    mask = cv2.blur(mask, (3, 3))
    matte = refined_matte(mask, image)
    assert (matte[:, :360] > 160).all()
    assert (matte[:, 360:] < 15).all()


def test_colours_at_the_edge_lose_the_old_background():
    alpha = np.zeros((200, 200), np.uint8)
    alpha[:, :100] = 255
    alpha = cv2.GaussianBlur(alpha, (0, 0), 4)
    person, behind = np.full((200, 200, 3), 60, np.uint8), np.full((200, 200, 3), 240, np.uint8)
    image = over(person, alpha, behind)
    colours = person_colours(image, alpha)
    is_seen = alpha > 20
    assert np.abs(colours[is_seen].astype(int) - 60).max() < 15
    assert np.abs(image[is_seen].astype(int) - 60).max() > 100
    assert (colours[alpha == 255] == image[alpha == 255]).all()


def test_only_what_hangs_together_with_the_face_is_kept():
    mask = np.zeros((100, 100), np.uint8)
    mask[20:80, 20:60] = 255
    mask[5:95, 80:] = 255  # larger, but not the person
    kept = main_person(mask, (0.4, 0.5))
    assert kept[50, 40] == 255
    assert not kept[:, 80:].any()


def test_a_picture_fills_the_frame_without_distortion():
    picture = np.zeros((50, 100, 3), np.uint8)
    picture[:, 40:60] = 255
    filled = filling(picture, 60, 60)
    assert filled.shape == (60, 60, 3)
    assert np.flatnonzero(filled[30, :, 0] > 127).tolist() == list(range(18, 42))


def test_the_torch_network_is_the_published_one():
    store = AssetStore()
    if not store.has(PERSON_ASSET):
        pytest.skip("the person segmentation is not installed")
    from ai_edge_litert.interpreter import Interpreter

    model = store.path(PERSON_ASSET).read_bytes()
    image = cv2.resize(np.random.default_rng(0).integers(0, 255, (16, 16, 3), np.uint8), (256, 256))
    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    values = (image[None, ..., ::-1] / 255).astype(np.float32)
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], values)
    interpreter.invoke()
    expected = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0, ..., 0]
    network = TfliteModule(model).eval()
    found = person_network.person_masks(network, np.stack([image] * 2), torch.device("cpu"))
    assert np.abs(found[0] / 255 - expected).max() < 0.003
    assert (found[0] == found[1]).all()
