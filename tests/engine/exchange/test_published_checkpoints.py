"""Checkpoints as the research code and its forks write them join the workspace.

Each file is laid out as its publisher's code saves it, not as this program does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from synctalk_engine.errors import CheckpointError
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.importer import import_into_workspace
from synctalk_engine.training.checkpoints import load_generator, read_weights
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.workspace.layout import Workspace
from tests.helpers.published_weights import (
    ave_state,
    data_parallel,
    pfld_checkpoint,
    unet160_state,
    vgg19_state,
    with_optimizer,
)
from tests.helpers.research_weights import research_state

GENERATORS = {
    "SyncTalk_2D, ave": ("328", "ave", lambda: research_state("unet328_ave")),
    "SyncTalk_2D, hubert": ("328", "hubert", lambda: research_state("unet328_hubert")),
    "SyncTalk_2D, wenet": ("328", "wenet", lambda: research_state("unet328_wenet")),
    "SyncTalk_2D, two GPUs": ("328", "ave", lambda: data_parallel(research_state("unet328_ave"))),
    "Ultralight until 2026": ("160", "hubert", lambda: unet160_state("hubert", wrapped=True)),
    "Ultralight since 2026": (
        "160",
        "hubert",
        lambda: with_optimizer(unet160_state("hubert", wrapped=False), "model"),
    ),
    "Ultralight, wenet, until 2026": (
        "160",
        "wenet",
        lambda: with_optimizer(unet160_state("wenet", wrapped=True), "state_dict"),
    ),
}


def imported(workspace: Workspace, source: Path, **options: Any) -> dict[str, Any]:
    return import_into_workspace(workspace, ImportRequest(source, name="New", **options))


@pytest.mark.parametrize("layout", GENERATORS)
def test_a_generator_is_imported_whoever_wrote_it(
    workspace: Workspace, tmp_path: Path, layout: str
) -> None:
    preset, kind, make = GENERATORS[layout]
    path = tmp_path / "24.pth"
    torch.save(make(), path)
    result = imported(workspace, path, asr=kind)
    assert (result["imported"], result["preset"], result["asr"]) == ("checkpoint", preset, kind)
    weights, _ = read_weights(workspace.model_dir("New") / "24.pth")
    expected = research_state(f"unet{preset}_{kind}")
    assert list(weights) == list(expected)
    assert all(torch.equal(weights[key], value) for key, value in expected.items())


def test_a_wrapped_file_without_a_number_keeps_its_epoch(
    workspace: Workspace, tmp_path: Path
) -> None:
    """`last.pth` of Ultralight-Digital-Human says `epoch: 49` inside."""
    torch.save(
        with_optimizer(unet160_state("hubert", wrapped=False), "model"), tmp_path / "last.pth"
    )
    assert imported(workspace, tmp_path / "last.pth", asr="hubert")["path"].endswith("/49.pth")


@pytest.mark.parametrize("preset", ["328", "160"])
def test_wenet_is_known_by_its_shapes(tmp_path: Path, preset: str) -> None:
    torch.save(research_state(f"unet{preset}_wenet"), tmp_path / "24.pth")
    loaded = load_generator(tmp_path / "24.pth")
    assert (loaded.preset.name, loaded.asr) == (preset, "wenet")
    with pytest.raises(CheckpointError) as caught:
        load_generator(tmp_path / "24.pth", asr="hubert")
    assert caught.value.code == "checkpoint_other_kind"
    assert "with wenet" in caught.value.message


@pytest.mark.parametrize("wrapper", ["", "model_state_dict", "module."])
def test_a_research_syncnet_is_imported_beside_ours(
    workspace: Workspace, tmp_path: Path, wrapper: str
) -> None:
    state = expected = research_state("syncnet328_ave")
    if wrapper == "model_state_dict":
        state = with_optimizer(state, wrapper)
    elif wrapper:
        state = data_parallel(state)
    torch.save(state, tmp_path / "96.pth")
    result = imported(workspace, tmp_path / "96.pth")
    assert result["imported"] == "syncnet" and "SyncTalk_2D" in result["network"]
    place = workspace.syncnet_dir("New") / "96.pth"
    assert workspace.resolve(result["path"]) == place
    weights, info = read_weights(place)
    assert not info, "it stays a file that this program did not make"
    assert all(torch.equal(weights[key], value) for key, value in expected.items())


def _foreign_syncnet() -> dict[str, torch.Tensor]:
    """Ultralight-Digital-Human's: the same names, fewer layers, other widths."""
    state = research_state("syncnet328_ave")
    return {key: value for key, value in state.items() if not key.startswith("face_encoder.17.")}


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda: research_state("syncnet328_ave"), "a SyncNet of SyncTalk_2D"),
        (
            lambda: with_optimizer(research_state("syncnet328_ave"), "model_state_dict"),
            "a SyncNet",
        ),
        (_foreign_syncnet, "a SyncNet of another kind"),
        (lambda: dict(MouthSyncNet().state_dict()), "a SyncNet of SyncTalk Studio"),
        (ave_state, "the AVE audio encoder"),
        (pfld_checkpoint, "the PFLD landmark network"),
        (lambda: vgg19_state(classifier=False), "VGG19"),
        (lambda: {"weight": torch.zeros(3)}, "a network that this program does not know"),
    ],
)
def test_what_is_no_generator_is_called_what_it_is(tmp_path: Path, make: Any, found: str) -> None:
    torch.save(make(), tmp_path / "9.pth")
    for asr in (None, "ave"):
        with pytest.raises(CheckpointError) as caught:
            load_generator(tmp_path / "9.pth", asr=asr)
        assert caught.value.code == "checkpoint_other_kind"
        assert caught.value.params["found"].startswith(found)
        assert caught.value.params["wanted"] == "a generator"


def test_what_is_no_syncnet_is_called_what_it_is(tmp_path: Path) -> None:
    torch.save(unet160_state("hubert", wrapped=True), tmp_path / "9.pth")
    with pytest.raises(CheckpointError) as caught:
        load_syncnet(tmp_path / "9.pth")
    assert caught.value.params["found"] == "a generator of Ultralight-Digital-Human (160)"
    assert caught.value.params["wanted"] == "a SyncNet"


@pytest.mark.parametrize("make", [ave_state, pfld_checkpoint])
def test_weights_of_the_program_are_sent_where_they_belong(
    workspace: Workspace, tmp_path: Path, make: Any
) -> None:
    torch.save(make(), tmp_path / "9.pth")
    with pytest.raises(CheckpointError) as caught:
        imported(workspace, tmp_path / "9.pth")
    assert caught.value.code == "checkpoint_is_asset"
    assert "synctalk models import" in caught.value.hint
    assert not workspace.model_dir("New").exists()


def test_a_syncnet_that_cannot_be_used_is_refused_at_the_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    torch.save(_foreign_syncnet(), tmp_path / "9.pth")
    with pytest.raises(CheckpointError) as caught:
        imported(workspace, tmp_path / "9.pth")
    assert "another kind" in caught.value.message
    assert not workspace.syncnet_dir("New").exists()


def test_a_generator_that_lacks_a_layer_is_refused_with_its_name(tmp_path: Path) -> None:
    state = research_state("unet328_ave")
    del state["outc.conv.bias"]
    torch.save(state, tmp_path / "9.pth")
    with pytest.raises(CheckpointError) as caught:
        load_generator(tmp_path / "9.pth", asr="ave")
    assert "outc.conv.bias" in caught.value.message
