"""Where the video and the contact sheet go."""

import os

import cv2
import numpy as np
import pytest

from synctalk_engine.errors import StorageError
from synctalk_engine.render.contact_sheet import GAP_PX, ContactSheet
from synctalk_engine.render.output_path import check_writable, choose_output_path
from synctalk_engine.workspace.layout import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_default_name_says_who_and_what(workspace, tmp_path):
    path = choose_output_path(workspace, "May", tmp_path / "new speech.wav", None)
    assert path == tmp_path / "result" / "May_new speech.mp4"


def test_default_name_never_overwrites(workspace, tmp_path):
    names = []
    for _ in range(3):
        path = choose_output_path(workspace, "May", tmp_path / "s.v1.wav", None)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        names.append(path.name)
    assert names == ["May_s.v1.mp4", "May_s.v1 2.mp4", "May_s.v1 3.mp4"]


def test_asked_for_path_is_taken_and_gets_its_suffix(workspace, tmp_path):
    speech_path = tmp_path / "s.wav"
    assert choose_output_path(workspace, "May", speech_path, "a/b") == tmp_path / "a" / "b.mp4"
    assert choose_output_path(workspace, "May", speech_path, "c.MP4") == tmp_path / "c.MP4"
    (tmp_path / "folder").mkdir()
    expected = tmp_path / "folder" / "May_s.mp4"
    assert choose_output_path(workspace, "May", speech_path, "folder") == expected


def test_the_speech_itself_is_never_the_output(workspace, tmp_path):
    speech_path = tmp_path / "talk.mp4"
    speech_path.write_bytes(b"x")
    with pytest.raises(StorageError) as caught:
        choose_output_path(workspace, "May", speech_path, str(speech_path))
    assert caught.value.code == "path_unusable"


def test_the_check_leaves_nothing_behind(tmp_path):
    check_writable(tmp_path / "new" / "deep" / "video.mp4")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "old").mkdir()
    check_writable(tmp_path / "old" / "deep" / "video.mp4")
    assert list((tmp_path / "old").iterdir()) == []


def test_folder_that_is_a_file_is_a_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StorageError):
        check_writable(tmp_path / "file" / "video.mp4")


@pytest.mark.skipif(os.name == "nt", reason="rights of folders work otherwise on Windows")
def test_folder_without_rights_is_a_sentence(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(StorageError) as caught:
        check_writable(tmp_path / "locked" / "video.mp4")
    assert caught.value.code == "no_permission"


@pytest.mark.parametrize(("count", "cells"), [(1, 1), (5, 5), (8, 8), (1000, 8)])
def test_sheet_shows_frames_of_the_whole_length(count, cells, tmp_path):
    sheet = ContactSheet(count)
    for index in range(count):
        sheet.offer(index, np.full((60, 80, 3), 255 * index // count, np.uint8))
    image = sheet.image()
    columns, rows = min(cells, 4), -(-cells // 4)
    assert image.shape == (rows * (60 + GAP_PX) - GAP_PX, columns * (80 + GAP_PX) - GAP_PX, 3)
    greys = [
        image[row * (60 + GAP_PX), c * (80 + GAP_PX), 0]
        for row in range(rows)
        for c in range(columns)
    ]
    shown = greys[:cells]
    assert shown == sorted(shown)
    if count == 1000:
        assert shown[0] < 40 and shown[-1] > 215

    sheet.write(tmp_path / "тест" / "sheet.png")
    data = np.frombuffer((tmp_path / "тест" / "sheet.png").read_bytes(), np.uint8)
    assert np.array_equal(cv2.imdecode(data, cv2.IMREAD_COLOR), image)
