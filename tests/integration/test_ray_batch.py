"""``synctalk batch --ray`` on a head and a second node on loopback.

A worker that is killed has its training resumed from the last saved state; nothing is done twice.
Ray, its workers, the runs and the command are real. The trainings of the first test compute
nothing; those of the second are real ones of tiny networks, from their first step to their last.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from synctalk_engine.protocol.events import CheckpointEvent, MetricEvent, RunState, StateEvent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder, list_runs
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.quick_jobs.jobs import STEPS
from tests.helpers.training_process import start as start_training
from tests.helpers.training_process import trained_weights, unlike

ray = pytest.importorskip("ray", reason="the optional extra “cluster” is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(os.name == "nt", reason="Ray's test cluster needs POSIX"),
]

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ("anna", "berta")
STORE_BYTES = 80 << 20
TABLES = [f'[[person]]\nname = "{name}"' for name in PEOPLE]
JOBS = "\n".join(['steps = ["train", "evaluate"]', *TABLES])
TINY = {
    "preset": "lite-160",
    "device": "cpu",
    "precision": "fp32",
    "epochs": 4,
    "syncnet_epochs": 12,
    "train_syncnet": True,
}


@pytest.fixture
def tiny_trainings(monkeypatch):
    """The cluster's jobs are real ones; asked for before ``cluster``, whose nodes inherit it."""
    monkeypatch.setenv("SYNCTALK_TEST_JOBS", "tests.helpers.tiny_jobs")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def cluster(monkeypatch):
    """The address of two nodes with a core each, so that each trains one person."""
    from ray.cluster_utils import Cluster

    folders = (ROOT, ROOT / "tests" / "helpers" / "quick_jobs")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, folders)))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    node = {"num_cpus": 1, "object_store_memory": STORE_BYTES, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=node)
    made.add_node(num_cpus=1, object_store_memory=STORE_BYTES)
    yield made.address
    made.shutdown()


@pytest.fixture
def people(tmp_path) -> Workspace:
    workspace = Workspace(tmp_path)
    (tmp_path / "jobs.toml").write_text(JOBS, encoding="utf-8")
    return workspace


def start(workspace: Workspace, address: str) -> subprocess.Popen:
    words = ("-m", "synctalk_engine", "batch", "jobs.toml", "--ray", address, "--json")
    return subprocess.Popen(
        [sys.executable, *words], cwd=workspace.root, stdout=subprocess.PIPE, text=True
    )


def lines_of(process: subprocess.Popen) -> list[dict]:
    out, _ = process.communicate(timeout=900)
    return [json.loads(line) for line in out.splitlines()]


def training(workspace: Workspace, name: str) -> RunFolder | None:
    return next(iter(list_runs(workspace, name, "train")), None)


def generator_saves(reader: EventReader) -> list[int]:
    """Steps of the generator's checkpoints among the new events; a SyncNet's are left out."""
    events = [one for one in reader.read_new() if isinstance(one, CheckpointEvent)]
    return [one.step for one in events if "syncnet" not in one.path]


def kill_after_first_checkpoint(workspace: Workspace, name: str, batch: subprocess.Popen) -> int:
    """Kill the worker process of a training once it has saved; gives the step it had saved."""
    reader = None
    while batch.poll() is None:
        time.sleep(0.05)
        run = training(workspace, name)
        if run is None:
            continue
        reader = reader or EventReader(run)
        saved = generator_saves(reader)
        if saved:
            psutil.Process(run.read_spec().process.pid).kill()
            return saved[-1]
    raise AssertionError("the batch ended before its first checkpoint")


def test_a_killed_workers_training_is_resumed_and_nothing_is_done_twice(people, cluster):
    batch = start(people, cluster)
    with contextlib.ExitStack() as ends:
        ends.callback(batch.kill)
        saved_step = kill_after_first_checkpoint(people, "anna", batch)
        lines = lines_of(batch)
    assert batch.returncode == 0, lines[-1]
    steps = {(one["name"], one["kind"]): one for one in lines if one["type"] == "step"}
    assert {one["outcome"] for one in steps.values()} == {"done"} and len(steps) == 4
    assert steps["anna", "train"]["attempts"] == 2
    for name in PEOPLE:
        kinds = Counter(run.read_spec().kind for run in list_runs(people, name))
        assert kinds == {"train": 1, "evaluate": 1}
    events = EventReader(training(people, "anna")).read_new()
    starts = [
        number
        for number, one in enumerate(events)
        if isinstance(one, StateEvent) and one.state == RunState.RUNNING
    ]
    assert len(starts) == 2, "killed once, begun twice"
    trained = [one.step for one in events[starts[1] :] if isinstance(one, MetricEvent)]
    assert trained == list(range(saved_step + 1, STEPS + 1)), "it went on from the saved state"
    again = lines_of(start(people, cluster))
    assert {one["outcome"] for one in again if one["type"] == "step"} == {"already"}


@pytest.mark.skipif((os.cpu_count() or 1) < 4, reason="two nodes that train need four cores")
def test_real_trainings_to_the_end_with_one_killed(tmp_path, tiny_trainings, cluster):
    """To the bit what an undisturbed training gives, though a worker was killed half-way."""
    folders = {name: tmp_path / name for name in ("cluster", "undisturbed")}
    for folder in folders.values():
        for name in PEOPLE:
            make_preprocessed_clip(folder / "dataset" / name, 100)
    people = Workspace(folders["cluster"])
    options = "\n".join(f"{key} = {json.dumps(value)}" for key, value in TINY.items())
    jobs = f'steps = ["train"]\n[train]\n{options}\n' + "\n".join(TABLES)
    (people.root / "jobs.toml").write_text(jobs, encoding="utf-8")
    batch = start(people, cluster)
    with contextlib.ExitStack() as ends:
        ends.callback(batch.kill)
        saved_step = kill_after_first_checkpoint(people, "anna", batch)
        lines = lines_of(batch)
    assert batch.returncode == 0, [one.get("error") for one in lines]
    attempts = {one["name"]: one["attempts"] for one in lines if one["type"] == "step"}
    assert attempts == {"anna": 2, "berta": 1}
    assert [len(list_runs(people, name)) for name in PEOPLE] == [1, 1]
    saves = generator_saves(EventReader(training(people, "anna")))
    assert saves[0] == saved_step and saves == sorted(set(saves)), "no epoch was trained twice"
    arguments = [f"--{key}={value}" for key, value in TINY.items() if key != "train_syncnet"]
    words = ("train", "--name", "anna", "--train_syncnet", *arguments)
    assert start_training(folders["undisturbed"], *words).wait(900) == 0
    weights = [trained_weights(folders[name]) for name in ("undisturbed", "cluster")]
    of_anna = [{n: v for n, v in found.items() if "anna/" in n} for found in weights]
    assert of_anna[0] and unlike(*of_anna) == []
