"""``synctalk self-test``: runs the whole workflow on a sample clip.

It goes the way a user goes, on a sample clip that is made on the spot: each job is an engine
process of its own, started as the window starts it, so that a bundle which cannot start itself, or
lacks a module that is loaded late, is found out. Needs no network and leaves nothing behind.
"""

from __future__ import annotations

import itertools
import logging
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from synctalk_engine.assets import AssetStore
from synctalk_engine.assets.registry import DEMO_ASSETS
from synctalk_engine.demo.sample_clip import FPS, SIDE_PX, make_sample_clip
from synctalk_engine.errors import SelfTestError, SynctalkError
from synctalk_engine.jobs import create_run
from synctalk_engine.media.audio import extract_wav
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.probe import probe
from synctalk_engine.protocol.events import ErrorEvent, ResultEvent
from synctalk_engine.protocol.results import (
    JobResult,
    PreprocessResult,
    TrainResult,
    read_result,
)
from synctalk_engine.protocol.run_spec import JobKind
from synctalk_engine.workspace.engine_process import (
    OUTPUT_NAME,
    EngineCommand,
    start_run,
    window_command,
)
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder

logger = logging.getLogger(__name__)

NAME = "self test ü"
"""The project; a space and a letter beyond ASCII, as users' names have them."""
CLIP_S = 6.0
SPEECH_START_S, SPEECH_S = 30.0, 2.0
TRAIN_MINUTES = 0.6
_JOB_TIMEOUT_S = 900.0
_WINDOW_TIMEOUT_S = 120.0
_POLL_S = 0.1
_CORNER_PX = 48
_CORNER_TOLERANCE = 6.0
"""Mean difference that encoding alone makes, of 255, in a corner that must be the source's."""
_MOUTH = (slice(SIDE_PX // 2, SIDE_PX * 7 // 8), slice(SIDE_PX // 4, SIDE_PX * 3 // 4))
_LEAST_CHANGE = 0.5
"""Mean frame-to-frame difference around the mouth, of 255, below which nobody speaks."""


@dataclass(frozen=True)
class StepResult:
    """How one step went."""

    step: str
    seconds: float
    facts: dict[str, Any] = field(default_factory=dict)


def self_test(on_step: Callable[[StepResult], None], with_window: bool = True) -> list[StepResult]:
    """Do all steps in a temporary workspace that is deleted afterwards.

    Args:
        on_step: told of each step when it is done.
        with_window: also start the window, without a screen, and see it become usable.

    Raises:
        SelfTestError: ``self_test_failed`` with the step and the reason.
    """
    results = []
    with tempfile.TemporaryDirectory(prefix="synctalk self test ") as folder:
        check = _SelfTest(Workspace(Path(folder).resolve()))
        steps = [check.weights, check.modules, check.clip, check.prepare, check.train, check.render]
        steps += [check.window] if with_window else []
        for step in [*steps, check.leftovers]:
            began_s = time.monotonic()
            facts = _run_step(step)
            result = StepResult(step.__name__, round(time.monotonic() - began_s, 1), facts)
            results.append(result)
            on_step(result)
    if Path(folder).exists():
        raise _failed("leftovers", f"{folder} could not be deleted")
    return results


def _run_step(step: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A step's facts; whatever else goes wrong in it is its failure too."""
    try:
        return step()
    except SynctalkError as error:
        if error.code == "self_test_failed":
            raise
        raise _failed(step.__name__, error.message) from error
    except Exception as error:  # a module that is missing may say so in any way
        logger.exception("the step %s failed", step.__name__)
        raise _failed(step.__name__, f"{type(error).__name__}: {error}") from error


class _SelfTest:
    """The steps, in order; each returns facts to be shown and raises where something is wrong."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._command = EngineCommand.default()
        self._clip_path = workspace.root / f"{NAME}.mp4"

    def weights(self) -> dict[str, Any]:
        """The default weights are here, byte for byte."""
        verdicts = AssetStore().verify(DEMO_ASSETS)
        missing = [asset for asset in DEMO_ASSETS if not verdicts.get(asset)]
        _require("weights", not missing, f"missing or damaged: {', '.join(missing)}")
        return {"count": len(verdicts)}

    def modules(self) -> dict[str, Any]:
        """What is loaded late and by name: HuBERT through transformers on a tiny random network."""
        from transformers import HubertConfig, HubertModel
        from transformers.utils import logging as transformers_logging

        from synctalk_engine.features.hubert import load_encoder

        transformers_logging.disable_progress_bar()
        config = HubertConfig(
            hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
            conv_dim=(8, 8), conv_kernel=(10, 3), conv_stride=(5, 2), num_conv_pos_embeddings=8,
            num_conv_pos_embedding_groups=2,
        )  # fmt: skip
        folder = self._workspace.root / "hubert"
        HubertModel(config).save_pretrained(str(folder))
        rows = load_encoder(folder)(np.zeros(1600, np.float32))
        _require("modules", rows.shape[1] == 32, f"HuBERT gave {rows.shape}")
        return {"hubert_rows": len(rows)}

    def clip(self) -> dict[str, Any]:
        """The sample clip."""
        speech_path = AssetStore().path("sample_speech")
        frames = make_sample_clip(speech_path, self._clip_path, CLIP_S)
        _require("clip", frames == CLIP_S * FPS, f"{frames} frames were written")
        return {"frames": frames}

    def prepare(self) -> dict[str, Any]:
        """``preprocess`` in an engine process; every frame has its face."""
        options = {"video_path": str(self._clip_path), "name": NAME, "device": "cpu"}
        prepared = self._run_job("preprocess", options)
        assert isinstance(prepared, PreprocessResult)
        found, frames = prepared.faces_found, prepared.frames
        _require("prepare", frames == CLIP_S * FPS, f"{frames} frames were prepared")
        _require("prepare", found == frames, f"a face in {found} of {frames} frames")
        return {"frames": frames, "faces": found}

    def train(self) -> dict[str, Any]:
        """Both networks for a moment: real steps, and a checkpoint."""
        options = {"name": NAME, "train_syncnet": True, "preset": "lite-160", "device": "cpu"}
        trained = self._run_job("train", {**options, "time_budget_min": TRAIN_MINUTES})
        assert isinstance(trained, TrainResult)
        path = trained.checkpoint
        _require("train", trained.steps > 0, "not one step was done")
        is_there = path is not None and self._workspace.resolve(path).is_file()
        _require("train", is_there, f"no checkpoint at {path}")
        return {"steps": trained.steps, "images_per_s": trained.images_per_s}

    def render(self) -> dict[str, Any]:
        """New speech for the new model; the file is what it should be."""
        speech_path = self._workspace.root / "speech.wav"
        source_path = AssetStore().path("sample_speech")
        extract_wav(source_path, speech_path, start_s=SPEECH_START_S, duration_s=SPEECH_S)
        output_path = self._workspace.result_dir / "self test.mp4"
        options = {"name": NAME, "audio_path": str(speech_path), "output_path": str(output_path)}
        self._run_job("render", {**options, "device": "cpu"})
        return check_rendered(output_path, self._clip_path)

    def window(self) -> dict[str, Any]:
        """The window starts without a screen, becomes usable, and ends by itself."""
        home = str(self._workspace.root / "window")
        environment = self._command.full_environment()
        environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": home}
        done = subprocess.run(
            [*window_command(), "--measure-start", "--workspace", str(self._workspace.root)],
            env=environment,
            capture_output=True,
            timeout=_WINDOW_TIMEOUT_S,
            check=False,
        )
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {done.returncode}"
        _require("window", done.returncode == 0, reason)
        unread = next((line for line in said if "Could not parse" in line), "")
        _require("window", not unread, unread)  # Qt goes on without the program's look
        return {"usable_after_ms": int(float(done.stdout or b"0"))}

    def leftovers(self) -> dict[str, Any]:
        """No process goes on, no run is locked, nothing half-written lies about."""
        children = [child.pid for child in psutil.Process().children(recursive=True)]
        _require("leftovers", not children, f"processes are still there: {children}")
        runs = [RunFolder(path.parent) for path in self._workspace.root.rglob("run.json")]
        alive = [run.run_id for run in runs if run.is_alive()]
        _require("leftovers", not alive, f"runs are still alive: {alive}")
        partial = [path.name for path in self._workspace.root.rglob("*.partial")]
        _require("leftovers", not partial, f"half-written: {partial}")
        return {"runs": len(runs)}

    def _run_job(self, kind: JobKind, options: dict[str, Any]) -> JobResult:
        """One job in an engine process, to its end; gives its result."""
        run = create_run(self._workspace, kind, options)
        process = start_run(run, self._command)
        try:
            code = process.wait(_JOB_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            raise _failed(kind, f"no end after {_JOB_TIMEOUT_S:.0f} s") from None
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        events = EventReader(run).read_new()
        errors = [event.message for event in events if isinstance(event, ErrorEvent)]
        results = [event for event in events if isinstance(event, ResultEvent)]
        if code != 0 or not results:
            raise _failed(kind, errors[-1] if errors else _last_output_line(run, code))
        return read_result(kind, results[-1])


def check_rendered(path: Path, source_path: Path) -> dict[str, Any]:
    """Figures of a rendered video of the sample clip.

    Raises:
        SelfTestError: another size, rate or length, no audio, a still mouth, or a background that
            is not the source's.
    """
    info = probe(path)
    expected_frames = round(SPEECH_S * FPS)
    is_same_size = (info.width, info.height) == (SIDE_PX, SIDE_PX)
    _require("render", is_same_size, f"the frame is {info.width}x{info.height}")
    _require("render", abs(info.fps - FPS) < 0.01, f"{info.fps:.3f} frames a second")
    with VideoFrames(path) as frames:
        images = [frame.astype(np.float32) for frame in frames]
    count_fits = abs(len(images) - expected_frames) <= 1
    _require("render", count_fits, f"{len(images)} frames in place of {expected_frames}")
    with VideoFrames(source_path) as frames:
        source = next(iter(frames)).astype(np.float32)
    corner = (slice(0, _CORNER_PX), slice(0, _CORNER_PX))
    off = float(np.abs(images[0][corner] - source[corner]).mean())
    _require("render", off < _CORNER_TOLERANCE, f"the background is off by {off:.1f} of 255")
    changes = [np.abs(b[_MOUTH] - a[_MOUTH]).mean() for a, b in itertools.pairwise(images)]
    change = float(np.mean(changes))
    _require("render", change > _LEAST_CHANGE, f"the mouth is still ({change:.2f} of 255)")
    return {"frames": len(images), "seconds_of_sound": round(info.audio_track.duration_s, 2)}  # type: ignore[union-attr]


def _require(step: str, condition: bool, reason: str) -> None:
    if not condition:
        raise _failed(step, reason)


def _failed(step: str, reason: str) -> SelfTestError:
    return SelfTestError("self_test_failed", step=step, reason=reason.rstrip("."))


def _last_output_line(run: RunFolder, code: int) -> str:
    """What a process said that ended without an event about it."""
    lines = (run.path / OUTPUT_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in reversed(lines) if line.strip()), f"exit code {code}")
