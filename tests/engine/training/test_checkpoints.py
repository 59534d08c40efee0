from __future__ import annotations

import os
import pickle
import struct
import zipfile
from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import CheckpointError
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.checkpoints import load_generator, read_weights, save_weights
from synctalk_engine.training.syncnet.checkpoints import load_syncnet
from synctalk_engine.training.syncnet.model import MouthSyncNet

INFO = {"network": "generator", "preset": "lite-160", "asr": "mel", "kind": "mel", "epoch": 3}


@pytest.fixture
def network() -> torch.nn.Module:
    torch.manual_seed(0)
    return create_generator(get_preset("lite-160"), "mel")


def test_a_checkpoint_says_what_it_is_and_is_a_raw_state_dict(tmp_path: Path, network) -> None:
    path = tmp_path / "3.pth"
    save_weights(path, network.state_dict(), INFO)
    plain = torch.load(path, weights_only=True)
    assert list(plain) == list(network.state_dict())
    assert all(isinstance(value, torch.Tensor) for value in plain.values())
    network.load_state_dict(plain)
    _, info = read_weights(path)
    assert info.items() >= INFO.items()
    assert [child.name for child in tmp_path.iterdir()] == ["3.pth"]


def test_a_generator_comes_back_as_it_was(tmp_path: Path, network) -> None:
    path = tmp_path / "0.pth"
    save_weights(path, network.state_dict(), INFO)
    loaded = load_generator(path, asr="mel")
    assert (loaded.preset.name, loaded.asr, loaded.kind) == ("lite-160", "mel", "mel")
    assert not loaded.network.training
    for name, value in loaded.network.state_dict().items():
        assert torch.equal(value, network.state_dict()[name])


def test_another_feature_kind_is_refused(tmp_path: Path, network) -> None:
    save_weights(tmp_path / "0.pth", network.state_dict(), INFO)
    with pytest.raises(CheckpointError) as caught:
        load_generator(tmp_path / "0.pth", asr="hubert")
    assert caught.value.code == "checkpoint_other_kind"


def test_a_research_checkpoint_needs_to_be_told_its_kind(tmp_path: Path) -> None:
    network = create_generator(get_preset("160"), "hubert")
    torch.save(network.state_dict(), tmp_path / "24.pth")
    with pytest.raises(CheckpointError, match="which audio features"):
        load_generator(tmp_path / "24.pth")
    assert load_generator(tmp_path / "24.pth", asr="hubert").preset.name == "160"
    with pytest.raises(CheckpointError):
        load_generator(tmp_path / "24.pth", asr="wenet")


def test_a_syncnet_is_no_generator_and_the_other_way_round(tmp_path: Path, network) -> None:
    save_weights(tmp_path / "0.pth", MouthSyncNet().state_dict(), {"network": "mouth_syncnet"})
    save_weights(tmp_path / "1.pth", network.state_dict(), INFO)
    with pytest.raises(CheckpointError):
        load_generator(tmp_path / "0.pth", asr="mel")
    with pytest.raises(CheckpointError):
        load_syncnet(tmp_path / "1.pth")
    assert load_syncnet(tmp_path / "0.pth")[1]["network"] == "mouth_syncnet"


class _Hostile:
    def __reduce__(self):
        return os.mkdir, ("pwned",)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", pickle.dumps(_Hostile())])
def test_what_is_no_checkpoint_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "7.pth").write_bytes(content)
    with pytest.raises(CheckpointError) as caught:
        read_weights(tmp_path / "7.pth")
    assert caught.value.code == "checkpoint_unreadable"
    assert not (tmp_path / "pwned").exists()


def _zip_of_several_disks() -> bytes:
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 9)
    return b"PK" + bytes(60) + locator + b"PK\x05\x06" + bytes(18)


def _rezipped(path: Path, change) -> bytes:
    """A checkpoint whose pickle was changed, packed again."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members:
            archive.writestr(name, change(body) if name.endswith("data.pkl") else body)
    return path.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[:3] + b"X\x01",  # within a length
        lambda body: body[:3] + b"X\xff\xff\xff\x7f.",
        lambda body: body[:3] + b"h\x63.",
        lambda body: body[:3] + b"\xff.",
        lambda body: b"",
    ],
)
def test_a_damaged_pickle_in_a_checkpoint_is_refused(tmp_path: Path, network, change) -> None:
    """PyTorch's own unpickler raises struct.error, KeyError, and what else."""
    path = tmp_path / "7.pth"
    save_weights(path, {"weight": torch.ones(3)}, INFO)
    path.write_bytes(_rezipped(path, change))
    with pytest.raises(CheckpointError) as caught:
        read_weights(path)
    assert caught.value.code == "checkpoint_unreadable"


def test_a_checkpoint_that_ends_as_a_zip_of_several_disks_is_refused(tmp_path: Path) -> None:
    """Telling why it cannot be read, Python raised once more."""
    (tmp_path / "7.pth").write_bytes(_zip_of_several_disks())
    with pytest.raises(CheckpointError) as caught:
        read_weights(tmp_path / "7.pth")
    assert caught.value.code == "checkpoint_unreadable"


def test_a_small_checkpoint_that_states_gigabytes_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the format before 1.6 the length of a text is believed before it is read."""

    def load(*_: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(torch, "load", load)
    (tmp_path / "7.pth").write_bytes(bytes(100))
    with pytest.raises(CheckpointError) as caught:
        read_weights(tmp_path / "7.pth")
    assert caught.value.code == "checkpoint_unreadable"
    with (tmp_path / "8.pth").open("wb") as file:
        file.truncate(1 << 30)  # takes no room
    with pytest.raises(MemoryError):
        read_weights(tmp_path / "8.pth")


def test_a_lite_checkpoint_without_metadata_is_never_guessed(tmp_path: Path) -> None:
    """Lite presets have the same layers: only a preset that was asked for decides."""
    weights = create_generator(get_preset("lite-320"), "mel").state_dict()
    path = tmp_path / "plain.pth"
    torch.save(dict(weights), path)
    with pytest.raises(CheckpointError) as caught:
        load_generator(path, asr="mel")
    assert caught.value.code == "checkpoint_preset_unknown"
    assert "lite-160, lite-320" in caught.value.message
    assert load_generator(path, preset_name="lite-320", asr="mel").preset.name == "lite-320"


def test_a_research_checkpoint_without_metadata_is_known_by_its_layers(tmp_path: Path) -> None:
    path = tmp_path / "plain.pth"
    torch.save(dict(create_generator(get_preset("160"), "wenet").state_dict()), path)
    assert load_generator(path).preset.name == "160"


@pytest.mark.parametrize(
    "lacking",
    [
        ["patch.view", "detail_gain"],
        ["patch.view", "detail_gain", "patch.flow.weight", "patch.flow.bias"],
    ],
)
def test_a_studio_network_of_an_earlier_version_is_to_be_trained_again(
    tmp_path: Path, lacking: list[str]
) -> None:
    network = create_generator(get_preset("studio-96"), "mel")
    weights = network.state_dict()
    for name in lacking:
        del weights[name]
    save_weights(tmp_path / "1.pth", weights, {**INFO, "preset": "studio-96"})
    with pytest.raises(CheckpointError, match="earlier version") as caught:
        load_generator(tmp_path / "1.pth")
    assert "train it again" in str(caught.value)
