"""An example workspace for screenshots: painted faces, generated events, no model.

Its running jobs are marked as this process, so that the window treats them as alive.
"""

from __future__ import annotations

import math
import random
import time
from functools import partial
from pathlib import Path

import numpy as np

from synctalk_engine.protocol.events import (
    CheckpointEvent,
    Event,
    LogEvent,
    MetricEvent,
    ProgressEvent,
    ResourceEvent,
    ResultEvent,
    RunState,
    SampleEvent,
    StateEvent,
)
from synctalk_engine.protocol.run_spec import OPTIONS, RunSpec
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.landmark_files import write_landmarks
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventWriter, RunFolder, current_process
from synctalk_engine.workspace.state import update_state
from synctalk_gui.item_models.project_info import FACES_DIR_NAME, POSTER_NAME, write_notes
from synctalk_gui.screenshot_face import LOOKS, Look, draw, head_at, landmarks, opening_at

SIDE_PX = 512
FRAMES = 150
STEPS, STEPS_DONE, STEPS_PER_EPOCH = 3200, 1366, 125
SAMPLE_STEPS = (125, 375, 625, 875, 1125, 1250)
VALIDATION_START = 120
_CROP_PX = 168
FRAMES_MADE = 914
_FACE_BOX = [243, 167, 414, 540]
"""Of a painted face in a video of 900 x 900 pixels."""


def build(root: Path) -> Workspace:
    """Create the workspace in an empty folder; takes a few seconds."""
    workspace = Workspace(root)
    people = _finding("other_people", count=1, seconds=21.0)
    offset = _finding("av_offset", offset_ms=160, direction="late")
    _imported(workspace, "Dr. Chen", [offset, people], (74.0, 21.0))
    make_preprocessed_project(workspace, "May", LOOKS[0], FRAMES)
    make_preprocessed_project(workspace, "Studio take 3", LOOKS[1], 12)
    make_preprocessed_project(workspace, "interview", LOOKS[3], 6, is_complete=False)
    _training(workspace, "May", LOOKS[0])
    _running_preprocessing(workspace, "interview")
    _rendered(workspace, "May")
    return workspace


def _finding(code: str, severity: str = "warning", **params: object) -> dict:
    return {"code": code, "severity": severity, "params": params}


def _imported(
    workspace: Workspace, name: str, findings: list[dict], seconds_of_people: tuple[float, ...] = ()
) -> None:
    people = [
        {"index": index, "seconds": seconds, "box": _FACE_BOX, "time": 60.0 * (index - 1)}
        for index, seconds in enumerate(seconds_of_people, start=1)
    ]
    check = {
        "face": {"people": people},
        "duration_s": 95.0,
        "fps": 25.0,
        "width": 900,
        "height": 900,
        "frames": 2375,
        "findings": [*findings, _finding("face_small", width_px=143)],
    }
    video = str(workspace.root / "videos" / f"{name}.mp4")
    poster = {"video": video, "time_s": 0.0}
    write_notes(workspace, name, source_video=video, check=check, poster=poster)
    faces_dir = workspace.clip_dir(name) / FACES_DIR_NAME
    faces_dir.mkdir(parents=True, exist_ok=True)
    draw(0, SIDE_PX, LOOKS[2]).save(str(faces_dir / POSTER_NAME), quality=92)
    for person, look in zip(people, LOOKS[2:], strict=False):
        folder = workspace.clip_dir(name) / FACES_DIR_NAME
        folder.mkdir(parents=True, exist_ok=True)
        draw(0, SIDE_PX, look).save(str(folder / f"person_{person['index']}.jpg"), quality=92)


def make_preprocessed_project(
    workspace: Workspace, name: str, look: Look, frames: int, is_complete: bool = True
) -> None:
    clip = Clip(workspace.clip_dir(name))
    clip.frames_dir.mkdir(parents=True)
    for index in range(frames):
        path = clip.frames_dir / f"{index:06d}.jpg"
        draw(index, SIDE_PX, look).save(str(path), quality=92)
        write_landmarks(clip.landmarks_dir / f"{index:06d}.pkl", landmarks(index, SIDE_PX))
    if not is_complete:
        return
    _table(frames).write(clip.table_path)
    np.save(clip.path / "aud_moonshine.npy", np.zeros((frames, 8), np.float32))
    np.save(clip.path / "aud_mel.npy", np.zeros((frames, 8), np.float32))
    warnings = [
        {"code": "av_offset_fixed", "params": {"offset_ms": 160, "direction": "late"}},
        {"code": "face_small", "params": {"width_px": 143}},
        {"code": "faces_filled", "params": {"frames": 3}},
    ]
    record = {
        "source": {"path": str(workspace.root / "videos" / f"{name}.mp4")},
        "options": {"asr_model": "moonshine", "landmarker": "mesh478", "frame_format": "jpg"},
        "fps": 25.0,
        "warnings": warnings,
    }
    write_json(clip.record_path, record)
    update_state(
        clip.path, "preprocessing", completed=True, frame_count=frames, landmark_count=frames
    )


def _table(frames: int) -> FramesTable:
    index = np.arange(frames)
    found = np.ones(frames, bool)
    found[int(frames * 0.52) : int(frames * 0.54)] = False
    blur = 180 + 40 * np.sin(index / 9)
    blur[int(frames * 0.12) : int(frames * 0.16)] = 22
    yaw = 6 * np.sin(index / 11)
    yaw[int(frames * 0.33) : int(frames * 0.4)] = 31
    shift = np.array([head_at(int(i))[0] for i in index]) * SIDE_PX
    one = partial(np.full, frames, dtype=np.float32)
    return FramesTable(
        found=found,
        confidence=np.where(found, 0.97, 0.2).astype(np.float32),
        box_x=(0.3 * SIDE_PX + shift).astype(np.float32),
        box_y=one(0.25 * SIDE_PX),
        box_w=one(0.4 * SIDE_PX),
        box_h=one(0.5 * SIDE_PX),
        yaw=yaw.astype(np.float32),
        pitch=one(2.0),
        roll=one(0.5),
        blur=blur.astype(np.float32),
        mouth_opening=np.array([opening_at(int(i)) for i in index], np.float32),
        faces=np.ones(frames, np.int32),
        light=one(150.0),
        mouth_change=one(3.0),
        cut=np.zeros(frames, bool),
        other_person=np.zeros(frames, bool),
    )


def _new_run(
    workspace: Workspace, kind: str, name: str, age_s: float, is_alive: bool, **options: object
) -> tuple[RunFolder, float]:
    began_s = time.time() - age_s
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(began_s))
    run = RunFolder(workspace.project_runs_dir(name) / f"{stamp}-{kind}-demo")
    checked = OPTIONS[kind].model_validate({"name": name, **options}).model_dump()
    spec = RunSpec(
        run_id=run.run_id,
        kind=kind,  # type: ignore[arg-type]
        name=name,
        options=checked,
        created=began_s,
        process=current_process() if is_alive else None,
    )
    run.write_spec(spec)
    run.control_dir.mkdir(exist_ok=True)
    return run, began_s


class _Recorder:
    """Writes events with chosen times."""

    def __init__(self, run: RunFolder, began_s: float) -> None:
        self.t, self.stage = began_s, ""
        self._writer = EventWriter(run, clock_s=lambda: self.t)

    def add(self, event: Event) -> None:
        event.stage = self.stage
        self._writer.append(event)

    def log(self, code: str, **params: object) -> None:
        self.add(LogEvent(code=code, params=params))

    def close(self) -> None:
        self._writer.close()


def _training(workspace: Workspace, name: str, look: Look) -> None:
    run, began_s = _new_run(workspace, "train", name, 540, True, time_budget_min=21.0)
    to = _Recorder(run, began_s)
    to.add(StateEvent(state=RunState.RUNNING))
    _syncnet_training(to)
    to.stage = JobStage.GENERATOR
    to.log("sync_loss_on")
    noise_source = random.Random(7)
    best_epoch = 0
    for step in range(0, STEPS_DONE, 2):
        to.t += 0.65
        epoch = step // STEPS_PER_EPOCH
        losses = _losses(step, noise_source)
        to.add(MetricEvent(step=step, epoch=epoch, losses=losses, images_per_s=43.1, lr=1e-3))
        if step and step % 124 == 0:
            to.add(MetricEvent(step=step, epoch=epoch, held_out=_validation_metrics(step)))
        if step and step % 250 == 0:
            best_epoch = epoch
            _checkpoint(workspace, to, name, step, epoch)
        if step + 1 in SAMPLE_STEPS or step in SAMPLE_STEPS:
            _samples(run, to, step, epoch, look)
    to.add(
        ResourceEvent(
            rss_mb=2210, gpu_mb=9113, gpu_total_mb=12288, gpu_percent=96, gpu_temperature_c=71
        )
    )
    to.add(
        ProgressEvent(done=STEPS_DONE, total=STEPS, unit="steps", rate_per_s=2.5, remaining_s=733)
    )
    to.close()
    _validation_set(run, look, best_epoch)
    update_state(workspace.clip_dir(name), "main_training", epochs=best_epoch + 1)


def _syncnet_training(to: _Recorder) -> None:
    to.stage = JobStage.SYNCNET
    for step in range(0, 150, 3):
        to.t += 0.6
        to.add(
            MetricEvent(step=step, epoch=step // 30, losses={"total": 3.2 * math.exp(-step / 60)})
        )
    to.add(MetricEvent(step=150, epoch=5, held_out={"syncnet_auc": 0.964}))
    to.log("syncnet_ready", auc=0.964)


def _losses(step: int, noise_source: random.Random) -> dict[str, float]:
    decay = math.exp(-step / 420)
    noise = noise_source.gauss(0, 0.012) * (0.4 + decay)
    return {
        "total": 0.112 + 0.28 * decay + noise,
        "mouth": 0.064 + 0.25 * decay + noise * 0.5,
        "sync": 0.3 + 0.3 * decay + noise,
    }


def _validation_metrics(step: int) -> dict[str, float]:
    return {
        "total": 0.138 + 0.14 * math.exp(-step / 380),
        "mouth_psnr": 27.4 - 2.6 * math.exp(-step / 420),
        "mean_mouth_psnr": 25.9,
        "other_audio_psnr": 24.5,
    }


def _checkpoint(workspace: Workspace, to: _Recorder, name: str, step: int, epoch: int) -> None:
    path = workspace.model_dir(name) / f"{epoch}.pth"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    to.add(CheckpointEvent(path=workspace.relative(path), step=step, epoch=epoch, best=True))
    to.log("checkpoint_best", epoch=epoch, step=step)


def _samples(run: RunFolder, to: _Recorder, step: int, epoch: int, look: Look) -> None:
    folder = run.samples_dir / f"{step:06d}"
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(8):
        frame = 7 + index * 4
        for kind, softness in (("target", 0.0), ("generated", 1.0 - step / 2000)):
            image = draw(frame, 288, look, softness).copy(60, 66, _CROP_PX, _CROP_PX)
            image.save(str(folder / f"{kind}_{index:03d}.jpg"), quality=92)
    to.add(SampleEvent(path=f"samples/{step:06d}", step=step, epoch=epoch, count=8))


def _validation_set(run: RunFolder, look: Look, epoch: int) -> None:
    folder = run.path / "heldout"
    folder.mkdir(exist_ok=True)
    numbers = list(range(VALIDATION_START, FRAMES))
    for number in numbers:
        for kind, softness in (("target", 0.0), ("generated", 0.5)):
            image = draw(number, 560, look, softness).copy(116, 130, 328, 328)
            image.save(str(folder / f"{kind}_{number:06d}.jpg"), quality=92)
    write_json(folder / "index.json", {"epoch": epoch, "frames": numbers})


def _running_preprocessing(workspace: Workspace, name: str) -> None:
    video = str(workspace.root / "videos" / f"{name}.mov")
    write_notes(workspace, name, source_video=video)
    frames_dir = Clip(workspace.clip_dir(name)).frames_dir
    newest = (
        frames_dir / f"{FRAMES_MADE - 13:06d}.jpg"
    )  # the page shows a frame some positions back
    draw(FRAMES_MADE, SIDE_PX, LOOKS[3]).save(str(newest), quality=92)
    options = {"video_path": video, "frame_format": "jpg"}
    run, began_s = _new_run(workspace, "preprocess", name, 20, True, **options)
    to = _Recorder(run, began_s)
    to.add(StateEvent(state=RunState.RUNNING))
    to.stage = JobStage.FRAMES
    to.add(ProgressEvent(done=1498, total=1498, unit="frames"))
    to.log("stage_finished", stage="frames", seconds=9.4)
    to.stage = JobStage.LANDMARKS
    to.add(
        ProgressEvent(
            done=FRAMES_MADE, total=1498, unit="frames", rate_per_s=104.0, remaining_s=5.6
        )
    )
    to.close()


def _rendered(workspace: Workspace, name: str) -> None:
    speech = str(workspace.root / "videos" / "welcome speech.wav")
    run, began_s = _new_run(
        workspace, "render", name, 86_400, False, audio_path=speech, checkpoint=None
    )
    to = _Recorder(run, began_s)
    to.add(StateEvent(state=RunState.RUNNING))
    to.t += 42
    video = workspace.result_dir / f"{name}_welcome speech.mp4"
    sheet = video.with_suffix(".jpg")
    video.parent.mkdir(parents=True, exist_ok=True)
    video.write_bytes(b"\0" * 3_400_000)
    _contact_sheet(sheet)
    to.add(
        ResultEvent(
            output=workspace.relative(video),
            contact_sheet=workspace.relative(sheet),
            frames=512,
            seconds=42.0,
        )
    )
    to.add(StateEvent(state=RunState.DONE))
    to.close()


def _contact_sheet(path: Path) -> None:
    """As the engine writes it: two rows of four frames, with gaps."""
    from PySide6.QtGui import QColor, QImage, QPainter

    cell_px, gap_px, columns, rows = 320, 4, 4, 2
    step_px = cell_px + gap_px
    size = (step_px * columns - gap_px, step_px * rows - gap_px)
    sheet = QImage(*size, QImage.Format.Format_RGB32)
    sheet.fill(QColor(32, 32, 32))
    painter = QPainter(sheet)
    for index in range(columns * rows):
        row, column = divmod(index, columns)
        image = draw(index * 9, cell_px, LOOKS[0], 0.3)
        painter.drawImage(step_px * column, step_px * row, image)
    painter.end()
    sheet.save(str(path), quality=92)
