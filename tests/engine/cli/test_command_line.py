"""The command line: exit codes, one sentence for an error, JSON that ends as promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def _synctalk(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
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


def _assert_one_sentence(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    text = " ".join(done.stderr.split())
    for part in parts:
        assert part in text


def test_a_missing_video_is_one_sentence(tmp_path: Path) -> None:
    done = _synctalk("preprocess", "--video_path", "nö such.mp4", "--name", "May", cwd=tmp_path)
    _assert_one_sentence(done, "does not exist")


def test_under_json_an_error_is_the_last_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(b"")
    done = _synctalk(
        "preprocess", "--video_path", str(empty), "--name", "May", "--json", cwd=tmp_path
    )
    assert done.returncode == 3
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1]["type"] == "error"
    assert lines[-1]["code"] == "file_empty"
    assert str(empty) in lines[-1]["message"]


def test_a_name_with_path_separators_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = _synctalk("preprocess", "--video_path", "x.mp4", "--name", "../up", cwd=tmp_path)
    _assert_one_sentence(done, "../up")
    assert list(tmp_path.iterdir()) == []


def test_training_without_a_preprocessed_video_says_how_to_preprocess_it(tmp_path: Path) -> None:
    done = _synctalk("train", "--name", "May", cwd=tmp_path)
    _assert_one_sentence(done, "synctalk preprocess")


def test_evaluating_without_a_preprocessed_video_is_a_sentence(tmp_path: Path) -> None:
    _assert_one_sentence(_synctalk("evaluate", "--name", "May", cwd=tmp_path), "May")


def test_rendering_without_a_preprocessed_video_is_a_sentence(tmp_path: Path) -> None:
    done = _synctalk("render", "--name", "May", "--audio_path", "x.wav", cwd=tmp_path)
    _assert_one_sentence(done)


def test_the_unified_script_says_where_the_video_belongs(tmp_path: Path) -> None:
    done = _synctalk("run", "May", "cpu", cwd=tmp_path)
    _assert_one_sentence(done, "May.mp4")


@pytest.mark.parametrize("flags", [["--epochs", "many"], ["--no_such_flag"], []])
def test_wrong_usage_ends_with_two(tmp_path: Path, flags: list[str]) -> None:
    assert _synctalk("train", *flags, cwd=tmp_path).returncode == 2


def test_options_out_of_range_are_all_told(tmp_path: Path) -> None:
    done = _synctalk("train", "--name", "May", "--batchsize", "0", "--preset", "huge", cwd=tmp_path)
    assert done.returncode == 2
    assert "batchsize" in done.stderr and "preset" in done.stderr


def test_devices_end_with_the_processor(tmp_path: Path) -> None:
    done = _synctalk("devices", "--json", cwd=tmp_path)
    devices = json.loads(done.stdout)
    assert devices[-1]["id"] == "cpu"
    assert devices[-1]["memory_total_mb"] > 0
    assert set(devices[-1]) >= {"id", "name", "memory_total_mb", "memory_free_mb", "precision"}


def test_an_unknown_device_is_a_sentence_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "dataset" / "May").mkdir(parents=True)
    (tmp_path / "dataset" / "May" / "May.mp4").write_bytes(b"no video")
    done = _synctalk("run", "May", "97", cwd=tmp_path)
    _assert_one_sentence(done, "cuda:97", "cpu")


def test_help_and_version_need_no_torch(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from synctalk_engine.cli import app\n"
        "heavy = {'torch', 'cv2', 'av', 'librosa', 'transformers', 'PySide6'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    assert _synctalk("--version", cwd=tmp_path).stdout.startswith("synctalk ")
