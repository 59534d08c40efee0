"""Preprocessing that computes nothing: ``python fake_preprocessing.py execute RUN_DIR``.

What it does is in the video's file name: ``good``, ``bad`` (an error the user can fix), ``crash``
(ends without a word), ``slow`` (works until it is told to stop), ``done`` (finds all made).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from synctalk_engine.errors import JobStopped, MediaError
from synctalk_engine.job import Job
from synctalk_engine.protocol.results import PreprocessResult
from synctalk_engine.workspace.runs import RunFolder


def main() -> int:
    run = RunFolder(Path(sys.argv[2]).resolve())
    spec = run.read_spec()
    assert spec is not None
    video_path = Path(spec.options["video_path"])
    try:
        with Job(run) as job:
            preprocess(job, video_path)
            job.result(PreprocessResult(frames=25, frames_per_s=100.0))
        return 0
    except JobStopped:
        return 130
    except MediaError:
        return 3


def preprocess(job: Job, video_path: Path) -> None:
    kind = video_path.stem.split()[0]
    if kind == "bad":
        raise MediaError("file_not_found", path=video_path)
    if kind == "crash":
        print("out of luck", flush=True)
        os._exit(9)
    if kind == "done":
        job.log("stage_skipped", stage="frames")
        return
    with job.in_stage("frames"):
        for index in range(10_000 if kind == "slow" else 5):
            job.poll()
            job.progress(index + 1, 5, "frames", force=True)
            time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
