"""An engine for batches that computes nothing: ``python fake_steps.py execute RUN_DIR``.

What it does is in the file ``fate`` of the workspace, one ``NAME KIND WORD`` a line: ``fail`` (an
error the user can fix), ``crash`` (ends without a word, the first time only), ``crash always``,
``slow`` (works until it is told to stop). Each process adds lines to the file ``work``:
``begun NAME KIND``, and ``done NAME KIND`` once it has finished the step.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from synctalk_engine.errors import JobStopped, MediaError
from synctalk_engine.job import Job
from synctalk_engine.protocol.results import result_of
from synctalk_engine.protocol.run_spec import RunSpec
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.runs import RunFolder


def main() -> int:
    run = RunFolder(Path(sys.argv[2]).resolve())
    spec = run.read_spec()
    assert spec is not None
    try:
        with Job(run) as job:
            note(run, "begun", spec)
            meet_fate(run, job, spec)
            job.result(result_of(spec.kind, make_output(run, spec)))
            note(run, "done", spec)
        return 0
    except JobStopped:
        return 130
    except MediaError:
        return 3


def note(run: RunFolder, word: str, spec: RunSpec) -> None:
    with (run.workspace.root / "work").open("a", encoding="utf-8") as file:
        file.write(f"{word} {spec.name} {spec.kind}\n")


def meet_fate(run: RunFolder, job: Job, spec: RunSpec) -> None:
    path = run.workspace.root / "fate"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    prefix = f"{spec.name} {spec.kind} "
    word = next((line.removeprefix(prefix) for line in lines if line.startswith(prefix)), "")
    if word == "fail":
        raise MediaError("file_not_found", path=path)
    if word.startswith("crash"):
        was_here = run.path / "was here"
        if word == "crash always" or not was_here.exists():
            was_here.touch()
            os._exit(9)
    while word == "slow":
        job.poll()
        time.sleep(0.02)


def make_output(run: RunFolder, spec: RunSpec) -> dict:
    workspace = run.workspace
    if spec.kind == "preprocess":
        clip = Clip(workspace.clip_dir(spec.name))
        clip.path.mkdir(parents=True, exist_ok=True)
        write_json(clip.record_path, {})
        return {"frames": 25}
    if spec.kind == "evaluate":
        return {"frames": 5, "mouth_psnr": 27.0}
    given = spec.options.get("output_path") or f"checkpoint/{spec.name}/0.pth"
    path = workspace.resolve(given)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"made")
    return {"checkpoint": given} if spec.kind == "train" else {"output": given}


if __name__ == "__main__":
    sys.exit(main())
