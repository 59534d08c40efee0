"""Files of a project whose content is not what its readers expect: missing, not a fault."""

from __future__ import annotations

import json
import struct
import wave
import zipfile
from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.workspace.arrays import ArrayFileError, open_array
from synctalk_engine.workspace.atomic import parse_json, read_json
from synctalk_engine.workspace.clip import Clip, wav_duration_s
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import list_bin
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.state import read_state
from synctalk_engine.workspace.wav_files import open_wav
from synctalk_engine.workspace.zip_files import damage_is_bad_zip, is_zip

DEEP = "[" * 100_000


def _npy(header: str, body: bytes = b"") -> bytes:
    text = header.encode("latin-1")
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + body


HEADERS = {
    "no end": "{'descr': '<f4', 'fortran_order': False, 'shape': (",
    "deep": "(" * 300,
    "another object": "[1, 2]",
    "a number for a shape": "{'descr': '<f4', 'fortran_order': False, 'shape': 5}",
    "a text for a shape": "{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}",
    "too large for any machine": (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9)}"
    ),
    "longer than the file": "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000, 288)}",
    "elements of no size": "{'descr': '|V0', 'fortran_order': False, 'shape': (100, 288)}",
    "texts": "{'descr': '<U2', 'fortran_order': False, 'shape': (2,)}",
    "objects": "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
    "dates": "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (2,)}",
    "no rows": "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 288)}",
    "a single number": "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "control characters": "\0\x01\x02\n" * 20,
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_features_with_a_damaged_header_are_damaged(tmp_path: Path, header: str) -> None:
    clip = Clip(tmp_path)
    clip.feature_path("moonshine").write_bytes(_npy(header, bytes(64)))
    with pytest.raises(DatasetError) as caught:
        clip.features("moonshine")
    assert caught.value.code == "dataset_incomplete"
    assert "aud_moonshine.npy is damaged" in caught.value.message


def test_an_archive_of_arrays_is_no_array(tmp_path: Path) -> None:
    path = tmp_path / "aud_mel.npy"
    with path.open("wb") as file:
        np.savez(file, a=np.zeros(3))
    with pytest.raises(ArrayFileError):
        open_array(path)


def test_json_nested_without_end_is_no_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nested"):
        parse_json(DEEP)
    path = tmp_path / "a.json"
    path.write_text(DEEP)
    assert read_json(path) is None


def test_a_table_with_an_endless_cell_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "frames.csv"
    path.write_text("frame,found\n0," + "1" * 200_000 + "\n")
    assert FramesTable.read(path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:20] ,
        lambda data: data[:16] + b"data" + data[20:],
        lambda data: data[:16] + struct.pack("<I", 0x7FFFFFFF) + data[20:],
        lambda data: data[:22] + struct.pack("<H", 0) + data[24:],
        lambda data: data[:24] + struct.pack("<I", 0) + data[28:],
        lambda data: data[:12] + b"fmt \0\0\0\0",
        lambda data: b"",
    ],
)  # fmt: skip
def test_a_damaged_wav_has_no_length(tmp_path: Path, damage) -> None:
    path = tmp_path / "aud.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(3200))
    assert wav_duration_s(path) == 0.1
    path.write_bytes(damage(path.read_bytes()))
    assert not wav_duration_s(path)
    with pytest.raises(wave.Error), open_wav(path) as reader:
        assert reader.getnframes() / reader.getframerate()
        raise wave.Error("it could be opened")


@pytest.mark.parametrize("value", ["CON", [], {}, None, "1e999"])
def test_a_state_of_other_types_is_rebuilt_from_the_disk(tmp_path: Path, value: object) -> None:
    clip_dir = tmp_path / "dataset" / "May"
    clip_dir.mkdir(parents=True)
    state = {"preprocessing": {"completed": True, "frame_count": value}, "note": 3}
    (clip_dir / ".training_state.json").write_text(json.dumps(state))
    found = read_state(clip_dir)
    assert found["preprocessing"] == {"completed": False, "frame_count": 0, "landmark_count": 0}
    assert found["note"] == 3


def test_fields_of_the_record_that_are_of_another_type_count_as_missing(tmp_path: Path) -> None:
    record = {
        "fps": "25", "source": [], "options": 3, "warnings": None, "stages": "",
        "av_offset_ms": {}, "av_offset_confidence": "x", "av_offset_fixed_ms": float("nan"),
        "asr_model": "mel", "width": 128,
    }  # fmt: skip
    (tmp_path / "prepare.json").write_text(json.dumps(record))
    clip = Clip(tmp_path)
    assert clip.record() == {"asr_model": "mel", "width": 128}
    assert clip.fps() == 25.0 and clip.recorded_kinds() == ["mel"]


def test_a_command_that_is_no_text_is_taken_away(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "runs" / "May" / "1")
    run.control_dir.mkdir(parents=True)
    (run.control_dir / "1-stop.json").write_bytes(b"\xff\xfe\x00")
    assert run.take_commands() == []
    assert not list(run.control_dir.iterdir())


@pytest.mark.parametrize("moved", ['"yesterday"', "[]", "NaN", "1e999", str(10**400)])
def test_a_project_in_the_bin_without_a_time_is_listed(tmp_path: Path, moved: str) -> None:
    folder = tmp_path / ".bin" / "1"
    folder.mkdir(parents=True)
    (folder / "bin.json").write_text(f'{{"name": "May", "moved": {moved}}}')
    assert [(entry.name, entry.moved) for entry in list_bin(Workspace(tmp_path))] == [("May", 0.0)]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_whatever_is_wrong_with_a_zip_is_a_bad_zip(tmp_path: Path, method: int) -> None:
    """bz2 raises an OSError without a number, lzma an exception of its own."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a", bytes(range(256)) * 40)
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xa5" * 30
    path.write_bytes(data)
    with pytest.raises(zipfile.BadZipFile):
        with damage_is_bad_zip(), zipfile.ZipFile(path) as archive:
            archive.read("a")


def test_an_error_of_the_disk_is_none_of_the_zip(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), damage_is_bad_zip():
        zipfile.ZipFile(tmp_path / "a.zip")


def test_a_zip_of_several_disks_is_no_zip_for_us(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 9)
    path.write_bytes(bytes(60) + locator + b"PK\x05\x06" + bytes(18))
    with pytest.raises(zipfile.BadZipFile):
        zipfile.is_zipfile(path)
    assert not is_zip(path)
