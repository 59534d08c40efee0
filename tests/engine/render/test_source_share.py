"""The source's own mouth is shown where something is before it, with a smooth way there."""

import numpy as np
import pytest

from synctalk_engine.media.audio import write_wav
from synctalk_engine.render.source_share import FADE_FRAMES, generated_shares
from synctalk_engine.workspace.frame_quality import MOST_MOUTH_CHANGE, MOST_USABLE_TURN_DEG
from synctalk_engine.workspace.frames_table import FramesTable
from tests.engine.render.conftest import FRAME_COUNT, write_generator
from tests.engine.render.conftest import face_points as clip_points
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.media_files import tone

COUNT = 40
FOUND = np.ones(COUNT, bool)


def table(count: int = COUNT, **columns: np.ndarray) -> FramesTable:
    numbers = {name: np.zeros(count, np.float32) for name in FramesTable.columns()}
    numbers |= {"found": np.ones(count, bool), "faces": np.ones(count, np.int32)}
    return FramesTable(**(numbers | columns))


def test_a_clear_face_is_generated_throughout():
    assert (generated_shares(table(), FOUND) == 1).all()
    assert (generated_shares(None, FOUND) == 1).all()


@pytest.mark.parametrize(
    "column, limit", [("mouth_change", MOST_MOUTH_CHANGE), ("yaw", MOST_USABLE_TURN_DEG)]
)
def test_a_covered_or_turned_mouth_is_the_sources(column, limit):
    values = np.zeros(COUNT, np.float32)
    values[18:25] = limit + 1
    shares = generated_shares(table(**{column: values}), FOUND)
    check_fade(shares)


@pytest.mark.parametrize("is_tabled", [True, False])
def test_a_frame_without_a_face_keeps_its_mouth_whatever_the_table_says_of_it(is_tabled):
    found = FOUND.copy()
    found[18:25] = False
    check_fade(generated_shares(table(found=found) if is_tabled else None, found))


def check_fade(shares):
    assert (shares[18:25] == 0).all()
    assert shares[0] == shares[-1] == 1
    assert np.abs(np.diff(shares)).max() <= 1 / FADE_FRAMES + 1e-6


def test_a_render_says_how_many_frames_keep_their_mouth(project, tmp_path, monkeypatch):
    use_drawn_meshes(monkeypatch)
    write_generator(project.checkpoint_path, preset="studio-96", canonical=clip_points(0))
    write_wav(tmp_path / "speech.wav", tone(0.4), 44100)
    project.render(tmp_path / "speech.wav")
    assert "source_mouth_shown" not in project.codes("warning")
    turned = np.full(FRAME_COUNT, MOST_USABLE_TURN_DEG + 5, np.float32)
    table(FRAME_COUNT, yaw=turned).write(project.clip.table_path)
    project.render(tmp_path / "speech.wav")
    assert "source_mouth_shown" in project.codes("warning")
