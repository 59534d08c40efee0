"""Frames a second of preprocessing real clips, with the time of each stage.

    python -m tests.bench.bench_preprocess [--landmarker mesh468] [--runs 3] [clip names ...]

Prints one line a clip and run: frames/s of the whole job, wall and processor seconds, the stages,
and how long the decoder's and the writers' threads were at work. The best of the runs counts:
other programs on the machine only make it slower.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

CLIPS = (
    "talk_en_8s_512px.mp4",
    "talk_en_20s_30fps_portrait_hevc.mp4",
    "talk_en_60s_256px.mp4",
)
CLIPS_DIR = Path(__file__).resolve().parents[3] / "shared" / "clips"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", nargs="*", default=CLIPS)
    parser.add_argument("--landmarker", default="mesh478")
    parser.add_argument("--frame_format", default="png")
    parser.add_argument("--asr_model", default="moonshine")
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    for name in arguments.clips:
        options = {
            "landmarker": arguments.landmarker,
            "frame_format": arguments.frame_format,
            "asr_model": arguments.asr_model,
        }
        runs = [measure(CLIPS_DIR / name, options) for _ in range(arguments.runs)]
        best = max(runs, key=lambda run: run["frames_per_s"])
        print(name, json.dumps(best))


def measure(clip_path: Path, options: dict[str, str]) -> dict[str, object]:
    """One preparation in a fresh folder."""
    from synctalk_engine import jobs, preprocess  # noqa: F401 - imported before the clock starts
    from synctalk_engine.protocol.events import Event, ResultEvent
    from synctalk_engine.workspace.clip import Clip
    from synctalk_engine.workspace.layout import Workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        run = jobs.create_run(
            workspace, "preprocess", {"video_path": str(clip_path), "name": "clip", **options}
        )
        results: list[dict[str, object]] = []
        before_s = time.process_time()

        def keep_result(event: Event) -> None:
            if isinstance(event, ResultEvent):
                results.append(event.body())

        code = jobs.execute(run, on_event=keep_result)
        if code != 0:
            raise SystemExit(f"{clip_path}: exit code {code}\n{run.log_path.read_text()}")
        cpu_s = time.process_time() - before_s
        frames = Clip(workspace.dataset_dir / "clip").record()["stages"]["frames"]
    kept = ("frames", "frames_per_s", "seconds", "stages", "av_offset_ms", "av_offset_confidence")
    return {key: results[-1][key] for key in kept} | {
        "cpu_s": round(cpu_s, 2),
        "decode_s": frames["decode_s"],
        "write_s": frames["write_s"],
    }


if __name__ == "__main__":
    main()
