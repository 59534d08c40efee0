"""What a stop says is kept: only what was saved."""

from __future__ import annotations

import contextlib

from synctalk_engine.errors import JobStopped
from synctalk_engine.job import Job
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder


def _stopped(workspace: Workspace, *notes: dict) -> tuple[Job, list]:
    run = RunFolder.create(workspace, "train", "May", {"name": "May"})
    with contextlib.suppress(JobStopped), Job(run) as job, job.in_stage("audio"):
        for note in notes:
            job.keeps(**note)
        raise JobStopped
    return job, EventReader(run).read_new()


def test_without_anything_saved_it_says_so(workspace: Workspace) -> None:
    job, events = _stopped(workspace)
    assert [(e.code, e.params) for e in events if e.type == "log"][1:] == [
        ("kept_nothing", {"stage": "audio"})
    ]
    assert job.kept_sentences() == [
        "Nothing new was saved (stage: audio); existing files are unchanged."
    ]
    assert events[-1].state == "stopped"


def test_the_newest_note_of_each_kind_is_said(workspace: Workspace) -> None:
    syncnet = {"code": "kept_syncnet_done", "path": "checkpoint/syncnet_May/96.pth"}
    early, late = ({"code": "kept_generator", "step": n, "total": 70} for n in (7, 14))
    job, events = _stopped(workspace, syncnet, early, late)
    assert [e.code for e in events if e.type == "log"][1:] == [
        "kept_syncnet_done",
        "kept_generator",
    ]
    assert "step 14 of 70" in job.kept_sentences()[1]


def test_a_job_that_ends_well_says_nothing_of_it(workspace: Workspace) -> None:
    run = RunFolder.create(workspace, "train", "May", {"name": "May"})
    with Job(run) as job:
        job.keeps("kept_generator", step=7, total=70)
    assert [e.type for e in EventReader(run).read_new()] == ["state", "state"]
