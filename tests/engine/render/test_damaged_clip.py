"""Rendering a damaged clip: what it says works when it is followed."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.checkpoints import save_weights
from synctalk_engine.workspace.clip import Clip
from tests.helpers import bad_media as media
from tests.helpers.command_line import synctalk
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.file_damage import DAMAGES, copied
from tests.helpers.preprocessing_checks import assert_is_a_sentence, contents, preprocess_clip


@pytest.fixture(autouse=True)
def tracker(monkeypatch):
    return use_fake_tracker(monkeypatch)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory) -> Path:
    """A workspace with a preprocessed clip, an untrained generator, and speech."""
    root = tmp_path_factory.mktemp("rendered")
    with pytest.MonkeyPatch.context() as patch:
        use_fake_tracker(patch)
        preprocess_clip(root, media.plain(root / "video.mp4", 1.0))
    torch.manual_seed(0)
    network = create_generator(get_preset("lite-160"), "mel")
    info = {"network": "generator", "preset": "lite-160", "asr": "mel", "kind": "mel", "epoch": 3}
    save_weights(root / "checkpoint" / "anna" / "3.pth", network.state_dict(), info)
    media.plain(root / "speech.mp4", 0.2)
    return root


def render(workspace: Path):
    return synctalk(workspace, "render", name="anna", audio_path="speech.mp4", device="cpu")


@pytest.mark.parametrize("how", ["missing", "cut", "zeros in the middle", "a folder of that name"])
@pytest.mark.parametrize("what", ["full_body_img/000003.png", "landmarks/000003.pkl"])
def test_preprocessing_again_as_the_hint_says_makes_it_render(rendered, tmp_path, what, how):
    workspace = copied(rendered, tmp_path / "w")
    clip = Clip(workspace / "dataset" / "anna")
    before = contents(clip)
    DAMAGES[how](clip.path / what)
    outcome = render(workspace)
    assert_is_a_sentence(outcome, outcome.codes("error")[0], "intact files are kept")
    preprocess_clip(workspace, workspace / "video.mp4")
    assert contents(clip) == before
    outcome = render(workspace)
    assert outcome.exit_code == 0, outcome.stderr
    assert list((workspace / "result").glob("*.mp4"))
