"""``synctalk batch-preprocess`` from outside, with the real engine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from synctalk_engine.workspace.clip import Clip


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "synctalk_engine", "batch-preprocess", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, list[dict[str, Any]], str]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, [json.loads(line) for line in out.splitlines()], err


@pytest.fixture
def list_path(assets: Any, sample_clip: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "Vidéos 视频"
    folder.mkdir()
    shutil.copyfile(sample_clip, folder / "a person.mp4")
    (folder / "broken.mp4").write_bytes(b"no video at all")
    path = folder / "list.txt"
    path.write_text("a person.mp4 May\n# next\nbroken.mp4 Broken\n", encoding="utf-8-sig")
    return path


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl+C cannot be sent to one process")
def test_ctrl_c_stops_and_the_next_run_picks_up_what_is_missing(
    list_path: Path, tmp_path: Path
) -> None:
    arguments = ("--video_list", str(list_path), "--asr_model", "mel", "--json")
    first = start(*arguments, cwd=tmp_path)
    assert first.stdout is not None
    while '"type": "progress"' not in (line := first.stdout.readline()):
        assert line, first.communicate()
    first.send_signal(signal.SIGINT)
    code, lines, _ = ended(first)
    assert code == 130
    assert lines[-1]["type"] == "result" and lines[-1]["stopped"] >= 1

    code, lines, _ = ended(start(*arguments, cwd=tmp_path))
    assert code == 3
    result, error = lines[-2:]
    assert (result["videos"], result["done"], result["failed"]) == (2, 1, 1)
    assert error["type"] == "error" and error["params"]["names"] == "Broken"
    by_name = {row["name"]: row for row in result["results"]}
    assert by_name["May"]["frames"] == 150
    assert by_name["Broken"]["error"]["code"] == "video_unreadable"
    assert [line["name"] for line in lines if line["type"] == "video"] == ["May", "Broken"]
    assert Clip(tmp_path / "dataset" / "May").check_complete() == 150

    table = subprocess.run(
        [sys.executable, "-m", "synctalk_engine", "batch-preprocess", *arguments[:-1]],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert table.returncode == 3 and "Traceback" not in table.stderr
    may = next(line for line in table.stdout.splitlines() if line.startswith("May"))
    assert "already done" in may and "150" in may
    assert "1 of 2 videos could not be preprocessed: Broken" in " ".join(table.stderr.split())


def test_a_list_with_mistakes_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("a.mp4 May\nb.mp4 may\n", encoding="utf-8")
    code, lines, _ = ended(start("--video_list", "list.txt", "--json", cwd=tmp_path))
    assert code == 3 and [line["code"] for line in lines] == ["batch_list_bad"]
    assert "line 2" in lines[0]["message"]
    assert [path.name for path in tmp_path.iterdir()] == ["list.txt"]
