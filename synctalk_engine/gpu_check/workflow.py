"""The workflow as users run it: preprocess, train, evaluate and render, each a run of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from synctalk_engine.errors import SynctalkError
from synctalk_engine.gpu_check.budget import OUT_OF_TIME, Budget
from synctalk_engine.gpu_check.drawn_clip import make_preprocessed_clip
from synctalk_engine.gpu_check.drawn_meshes import give_drawn_meshes
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict, one_line
from synctalk_engine.jobs import create_run
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.run_process import RunOutcome, RunProcess
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace

NAME = "gpu-check"
CLIP_S = 8.0
DRAWN_FRAMES = 200
DEFAULT_KIND, WEIGHTLESS_KIND = "moonshine", "mel"
MAX_TRAIN_MIN, MIN_TRAIN_MIN = 3.0, 0.05
TRAIN_FRACTION = 0.75
"""Of the time that is left; the rest is for measuring and rendering."""
QUALITY = {
    "mouth_psnr": "dB",
    "mouth_ssim": "",
    "sharpness_ratio": "of 1",
    "delta_error": "grey levels",
    "mouth_opening_r": "r",
    "texture_mouth": "of 1",
    "texture_skin": "of 1",
    "viewer_auc": "AUC",
}
"""Metrics of ``evaluate`` that are reported, and their units."""


class WorkflowCheck:
    """A project in a temporary workspace, taken all the way.

    Args:
        device: as ``--device`` of the program has it.
    """

    def __init__(self, report: CheckReport, root: Path, device: str) -> None:
        self._report = report
        self._workspace = Workspace(root)
        self._device = device
        self._kind = DEFAULT_KIND

    @property
    def clip_dir(self) -> Path:
        """The preprocessed clip."""
        return self._workspace.clip_dir(NAME)

    # -- the clip ------------------------------------------------------------------------------

    def take_dataset(self, source_dir: Path) -> None:
        """Copy a preprocessed clip, so that the user's project stays as it is."""
        ignored = shutil.ignore_patterns("cache", ".training_state.json")
        shutil.copytree(source_dir, self.clip_dir, ignore=ignored)
        self._kind = Clip(self.clip_dir).feature_kind() or DEFAULT_KIND
        count = len(Clip(self.clip_dir).frame_paths())
        note = "the dataset was given: its preprocessing is not measured"
        self._report.add(
            Measurement("preprocess", "all stages", note=note, verdict=RowVerdict.LEFT_OUT)
        )
        self._report.add(Measurement("clip", "given dataset", value=count, unit="frames"))

    def make_clip(self) -> None:
        """Make the sample clip and preprocess it; without the weights, draw a preprocessed one."""
        try:
            result = self._preprocess_sample()
        except (SynctalkError, ModuleNotFoundError, RuntimeError) as error:
            note = f"not measured: {one_line(error)}"
            self._report.add(
                Measurement("preprocess", "all stages", note=note, verdict=RowVerdict.LEFT_OUT)
            )
            shutil.rmtree(self.clip_dir, ignore_errors=True)
            give_drawn_meshes(make_preprocessed_clip(self.clip_dir, DRAWN_FRAMES))
            self._kind = WEIGHTLESS_KIND
            self._report.add(Measurement("clip", "drawn face", value=DRAWN_FRAMES, unit="frames"))
            return
        self._report.add(Measurement("clip", "sample clip", value=result["frames"], unit="frames"))
        for stage, seconds in result["stages"].items():
            self._report.add(Measurement("preprocess", stage, value=seconds, unit="s"))
        speed = result.get("frames_per_s")
        self._report.add(Measurement("preprocess", "all stages", value=speed, unit="frames/s"))

    def _preprocess_sample(self) -> dict[str, Any]:
        from synctalk_engine.assets import AssetStore
        from synctalk_engine.demo.sample_clip import make_sample_clip

        video_path = self.clip_dir / f"{NAME}.mp4"
        video_path.parent.mkdir(parents=True)
        make_sample_clip(AssetStore().path("sample_speech"), video_path, CLIP_S)
        options = {"video_path": str(video_path), "name": NAME, "asr_model": DEFAULT_KIND}
        return self._run("preprocess", options)

    # -- training and what follows ---------------------------------------------------------------

    def train_and_measure(self, budget: Budget) -> None:
        """Train the default preset for three minutes or what is left, evaluate it, render."""
        minutes = min(MAX_TRAIN_MIN, budget.left_s / 60 * TRAIN_FRACTION)
        if minutes < MIN_TRAIN_MIN:
            for part in ("quality", "render"):
                self._report.add(
                    Measurement(part, NAME, note=OUT_OF_TIME, verdict=RowVerdict.LEFT_OUT)
                )
            return
        with self._report.errors_as_rows("quality", "train"):
            options = {"asr": self._kind, "time_budget_min": minutes, "train_syncnet": True}
            trained = self._run("train", options)
            self._report_training(trained, minutes)
            with self._report.errors_as_rows("render", trained["preset"]):
                self._render(trained["preset"])
            with self._report.errors_as_rows("quality", trained["preset"]):
                self._evaluate(trained["preset"], minutes)

    def _report_training(self, trained: dict[str, Any], minutes: float) -> None:
        peak_mb = trained.get("peak_gpu_mb") or trained["peak_rss_mb"]
        note = f"{trained['steps']} steps in {minutes:.2g} minutes, peak {peak_mb:.0f} MB"
        speed = trained["images_per_s"]
        self._report.add(
            Measurement(
                "quality", trained["preset"], "train", value=speed, unit="images/s", note=note
            )
        )

    def _render(self, preset: str) -> None:
        speech_path = str(Clip(self.clip_dir).audio_path)
        result = self._run("render", {"audio_path": speech_path, "output_path": "result/out.mp4"})
        size = "x".join(map(str, result.get("size") or ()))
        note = f"{result['frames']} frames of {size}"
        speed = result["frames_per_s"]
        self._report.add(Measurement("render", preset, value=speed, unit="frames/s", note=note))

    def _evaluate(self, preset: str, minutes: float) -> None:
        result = self._run("evaluate", {})
        note = f"after {minutes:.2g} minutes"
        judge = {f"judge {name}": value for name, value in result.get("judge", {}).items()}
        measured = {name: result.get(name) for name in QUALITY} | judge
        for name, value in measured.items():
            if value is not None:
                unit = QUALITY.get(name, "")
                self._report.add(
                    Measurement("quality", preset, name, value=float(value), unit=unit, note=note)
                )

    def _run(self, kind: JobKind, options: dict[str, Any]) -> dict[str, Any]:
        """One job in an engine process of its own, as the window starts it; gives its result.

        Raises:
            RuntimeError: it failed, with the job's own sentence.
        """
        given = {"name": NAME, "device": self._device, **options}
        run = create_run(self._workspace, kind, given)
        end = RunProcess(run, EngineCommand.default()).wait()
        if end.outcome != RunOutcome.DONE or end.result is None:
            message = (end.error or {}).get("message", end.outcome.value)
            raise RuntimeError(f"{kind}: {message}")
        return end.result.model_dump()
