"""The command line: exit codes, one sentence for an error, JSON that ends as promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command_line import Outcome, synctalk


def _in_a_process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "synctalk_engine", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def _assert_one_sentence(done: Outcome, *parts: str) -> None:
    assert done.exit_code == 3, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    text = " ".join(done.stderr.split())
    for part in parts:
        assert part in text


def test_a_missing_video_is_one_sentence(tmp_path: Path) -> None:
    """As a process too: its exit code, and letters beyond ASCII in what it says."""
    given = ("preprocess", "--video_path", "nö such.mp4", "--name", "May")
    done = _in_a_process(*given, cwd=tmp_path)
    _assert_one_sentence(Outcome(done.returncode, done.stdout, done.stderr, []), "nö such.mp4")


def test_under_json_an_error_is_the_last_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(b"")
    given = ("preprocess", "--video_path", str(empty), "--name", "May", "--json")
    done = _in_a_process(*given, cwd=tmp_path)
    assert done.returncode == 3
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1]["type"] == "error"
    assert lines[-1]["code"] == "file_empty"
    assert str(empty) in lines[-1]["message"]


def test_a_name_with_path_separators_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "preprocess", video_path="x.mp4", name="../up")
    _assert_one_sentence(done, "../up")
    assert list(tmp_path.iterdir()) == []


def test_training_without_a_preprocessed_video_says_how_to_preprocess_it(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "train", name="May")
    _assert_one_sentence(done, "synctalk preprocess")


def test_evaluating_without_a_preprocessed_video_is_a_sentence(tmp_path: Path) -> None:
    _assert_one_sentence(synctalk(tmp_path, "evaluate", name="May"), "May")


def test_rendering_without_a_preprocessed_video_is_a_sentence(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "render", name="May", audio_path="x.wav")
    _assert_one_sentence(done, "May")


def test_the_unified_script_says_where_the_video_belongs(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "run", _name="May", _device="cpu")
    _assert_one_sentence(done, "May.mp4")


@pytest.mark.parametrize("flags", [{"epochs": "many"}, {"name": "May", "no_such_flag": True}, {}])
def test_wrong_usage_ends_with_two(tmp_path: Path, flags: dict[str, object]) -> None:
    assert synctalk(tmp_path, "train", **flags).exit_code == 2


def test_wrong_usage_ends_a_process_with_two(tmp_path: Path) -> None:
    assert _in_a_process("train", "--no_such_flag", cwd=tmp_path).returncode == 2


def test_options_out_of_range_are_all_told(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "train", name="May", batchsize=0, preset="huge")
    assert done.exit_code == 2
    assert "batchsize" in done.stderr and "preset" in done.stderr


def test_devices_end_with_the_processor(tmp_path: Path) -> None:
    done = synctalk(tmp_path, "devices", json=True)
    devices = json.loads(done.stdout)
    assert devices[-1]["id"] == "cpu"
    assert devices[-1]["memory_total_mb"] > 0
    assert set(devices[-1]) >= {"id", "name", "memory_total_mb", "memory_free_mb", "precision"}


def test_an_unknown_device_is_a_sentence_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "dataset" / "May").mkdir(parents=True)
    (tmp_path / "dataset" / "May" / "May.mp4").write_bytes(b"no video")
    done = synctalk(tmp_path, "run", _name="May", _device="97")
    _assert_one_sentence(done, "cuda:97", "cpu")


def test_help_and_version_need_no_torch(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from synctalk_engine.cli import app\n"
        "heavy = {'torch', 'cv2', 'av', 'librosa', 'transformers', 'PySide6'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    assert _in_a_process("--version", cwd=tmp_path).stdout.startswith("synctalk ")
