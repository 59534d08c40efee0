"""The command line on terminals of any width, in files, under ``--json`` and with Tab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from synctalk_engine.assets import registry
from synctalk_engine.cli.app import app
from synctalk_engine.cli.tables import Row, table_lines
from synctalk_engine.protocol.metrics import METRICS

DOCUMENTED_TRAIN_FLAGS = (
    "--name", "--dataset_dir", "--checkpoint_dir", "--save_dir", "--batchsize", "--epochs",
    "--train_syncnet", "--syncnet_checkpoint_path", "--use_syncnet", "--syncnet_checkpoint",
    "--continue_training", "--asr", "--lr", "--see_res",
)  # fmt: skip


def synctalk(*arguments: str, columns: int = 80, cwd: Path | None = None, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "synctalk_engine", *arguments],
        env=os.environ | {"COLUMNS": str(columns), "NO_COLOR": "1"} | environment,
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip


# -- width ----------------------------------------------------------------------------------------


def test_the_help_of_train_comes_in_groups_and_cuts_no_flag() -> None:
    text = synctalk("train", "--help").stdout
    assert max(map(len, text.splitlines())) <= 80
    for flag in DOCUMENTED_TRAIN_FLAGS:
        assert f" {flag} " in text
    groups = ("Data and checkpoints", "Training", "SyncNet", "Device, speed and memory", "Output")
    places = [text.index(f"─ {group} ") for group in groups]
    assert places == sorted(places)


COMMANDS = (
    "preprocess", "batch-preprocess", "batch", "train", "run",
    "render", "evaluate", "blind", "explain",
    "doctor", "devices", "import", "export", "models list", "models install", "models import",
    "models verify", "models remove", "demo", "gui", "self-test", "addons list", "addons install",
    "addons remove", "control", "report", "serve", "consent",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_help_cuts_anything(monkeypatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = CliRunner().invoke(app, [*command.split(), "--help"]).stdout
    assert max(map(len, text.splitlines())) <= 80 and "…" not in text


def test_every_command_is_looked_at() -> None:
    named = {command.name for command in app.registered_commands if not command.hidden}
    named |= {group.name for group in app.registered_groups}
    named |= {"models"} if None in named else set()
    assert named - {None} == {command.split()[0] for command in COMMANDS}


@pytest.mark.parametrize("columns", [78, 60, 50])
@pytest.mark.parametrize("command", ["train", "batch-preprocess"])
def test_on_a_narrow_terminal_help_cuts_nothing_either(command: str, columns: int) -> None:
    text = synctalk(command, "--help", columns=columns).stdout
    assert max(map(len, text.splitlines())) <= columns and "…" not in text


@pytest.mark.parametrize("columns", [80, 40])
def test_the_list_of_weights_cuts_no_id(columns: int) -> None:
    lines = synctalk("models", "list", columns=columns).stdout.splitlines()
    assert {line.split()[0] for line in lines} >= set(registry.ASSETS)
    assert max(len(line) for line in lines if "://" not in line) <= columns, "addresses excepted"


def test_tables_are_aligned_where_there_is_room_and_stacked_where_not() -> None:
    rows = [Row(("May", "done", "1500"), ""), Row(("A long name", "FAILED", ""), "No audio in it.")]
    wide = table_lines(("name", "result", "frames"), rows, 40, right=frozenset({2}))
    assert wide == [
        "name         result  frames",
        "May          done      1500",
        "A long name  FAILED",
        "    No audio in it.",
    ]
    narrow = table_lines(("name", "result", "frames"), rows, 20)
    assert narrow == [
        "May",
        "    result: done",
        "    frames: 1500",
        "A long name",
        "    result: FAILED",
        "    No audio in it.",
    ]


# -- JSON lines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "--no_such_flag"], ["train", "--epochs", "many", "--name", "May"], ["train"],
        ["preprocess", "--name", "May"], ["no-such-command"], ["render"], ["control", "May"],
        ["train", "--name", "May", "--preset", "huge"], ["batch-preprocess"], ["models", "nothing"],
        ["explain", "nothing"], ["train", "--name"],
    ],
)  # fmt: skip
def test_wrong_usage_is_an_object_too(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, [arguments[0], "--json", *arguments[1:]])
    (line,) = done.stdout.splitlines()
    error = json.loads(line)
    assert error["type"] == "error" and error["code"] and error["message"] and "params" in error
    assert done.exit_code == 2


def test_without_json_wrong_usage_is_text(tmp_path: Path) -> None:
    done = synctalk("train", "--no_such_flag", cwd=tmp_path)
    assert done.returncode == 2 and "--no_such_flag" in done.stderr and not done.stdout
    assert "synctalk train" in done.stderr, "the program is called by its name"


def test_a_failed_job_ends_with_its_state_and_the_error(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").write_bytes(b"")
    done = synctalk(
        "preprocess", "--video_path", "empty.mp4", "--name", "May", "--json", cwd=tmp_path
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3 and done.stderr == ""
    assert [(line["type"], line.get("state")) for line in (lines[0], *lines[-2:])] == [
        ("state", "running"), ("state", "failed"), ("error", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "last"),
    [
        ("job.result(JobResult(frames=1))", [("state", "done"), ("result", None)]),
        ("raise JobStopped", [("state", "stopped")]),
    ],
)
def test_the_last_state_is_on_standard_output(tmp_path: Path, ending: str, last: list) -> None:
    script = (
        "import contextlib, sys; from pathlib import Path; from synctalk_engine.job import Job\n"
        "from synctalk_engine.errors import JobStopped\n"
        "from synctalk_engine.protocol.results import JobResult\n"
        "from synctalk_engine.workspace.runs import RunFolder\n"
        "with contextlib.suppress(JobStopped), Job(RunFolder(Path(sys.argv[1])), to_stdout=True) as"
        f" job:\n    {ending}\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "runs" / "May" / "1")]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["type"], line.get("state")) for line in lines[-len(last) :]] == last
    in_file = (tmp_path / "runs" / "May" / "1" / "events.jsonl").read_text("utf-8").splitlines()
    assert json.loads(in_file[-1])["type"] == "state", "in the file the state stays the last"


# -- metrics --------------------------------------------------------------------------------------


def test_a_metric_is_explained() -> None:
    done = CliRunner().invoke(app, ["explain", "mouth_psnr"])
    assert "in dB" in done.stdout and "higher" in done.stdout
    by_path = CliRunner().invoke(app, ["explain", "controls.mean_mouth.Mouth-PSNR", "--json"])
    assert json.loads(by_path.stdout)["name"] == "mouth_psnr"


def test_all_metrics_are_listed() -> None:
    listed = CliRunner().invoke(app, ["explain"]).stdout
    assert all(any(line.startswith(name) for line in listed.splitlines()) for name in METRICS)
    assert set(json.loads(CliRunner().invoke(app, ["explain", "--json"]).stdout)["metrics"]) == set(
        METRICS
    )


def test_an_unknown_metric_names_similar_ones() -> None:
    done = CliRunner().invoke(app, ["explain", "mouth_psrn"])
    assert done.exit_code == 2 and "mouth_psnr" in done.stderr


# -- the rest -------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="the shell is found by the parent process")
def test_tab_completion_can_be_installed_and_completes(tmp_path: Path) -> None:
    shell = ["bash", "-c", '"$0" -m synctalk_engine --install-completion bash; true']
    environment = os.environ | {"HOME": str(tmp_path)}
    subprocess.run([*shell, sys.executable], env=environment, capture_output=True, check=True)
    (script,) = tmp_path.glob(".bash_completions/*")
    assert "_SYNCTALK_COMPLETE" in script.read_text("utf-8")

    def complete(line: str) -> list[str]:
        words = line.split(" ")
        asked = {"_SYNCTALK_COMPLETE": "complete_bash", "COMP_WORDS": line}
        asked["COMP_CWORD"] = str(len(words) - 1)
        return synctalk(**asked).stdout.split()

    assert set(complete("synctalk batch")) == {"batch-preprocess", "batch"}
    assert "--syncnet_checkpoint_path" in complete("synctalk train --sync")
    assert set(complete("synctalk explain mouth_p")) == {"mouth_psnr"}


def test_bars_of_libraries_stay_silent() -> None:
    script = (
        "import sys; sys.argv = ['synctalk', '--version']\n"
        "from synctalk_engine.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "from tqdm.auto import tqdm; list(tqdm(range(3)))\n"
        "from transformers.utils import logging; list(logging.tqdm(range(3)))\n"
        "from huggingface_hub.utils import are_progress_bars_disabled as off; assert off()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
