"""Starting the processes of a training on several devices, and what each but the first does.

They are started afresh, never forked, as every system can; each sees its own GPU alone. A launcher
(``torchrun``, ``accelerate launch``) may have started them instead, on one machine or several.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import torch

from synctalk_engine import devices
from synctalk_engine.dataset.batches import TrainingSampler, ahead
from synctalk_engine.dataset.clip_dataset import PreparedClip
from synctalk_engine.errors import AssetError, DatasetError, DeviceError, OptionError
from synctalk_engine.job import Job
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.protocol.run_spec import FeatureKind
from synctalk_engine.training.clips import open_clips
from synctalk_engine.training.crew import Crew, CrewEnded, CrewLostError, JointCrew
from synctalk_engine.training.generator import GeneratorTrainer
from synctalk_engine.training.memory import is_out_of_memory
from synctalk_engine.training.options import LITE0, perceptual_network
from synctalk_engine.training.precision import Precision
from synctalk_engine.training.resume import RunState
from synctalk_engine.training.trainer_factory import TrainerFactory
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace

OUTPUT_NAME = "process_{rank}.txt"
"""In the run's folder: what a process said that this program started."""
END_WAIT_S = 20.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Assignment:
    """What the others must know to take part in a training; plain values and tensors."""

    clip_dirs: list[str]
    """Relative to the workspace, which is each machine's own."""
    preset: str
    asr: FeatureKind
    train_frames: int
    batch_size: int
    seed: int
    precision: dict[str, Any]
    threads: int
    step: int
    trainer: dict[str, Any] = field(repr=False)
    """The leader's :meth:`GeneratorTrainer.state_dict`."""
    has_perceptual: bool


@contextlib.contextmanager
def crew_for(device_name: str, device: torch.device, job: Job) -> Iterator[Crew]:
    """All processes that train on the devices that were asked for; this one leads.

    Raises:
        CrewLostError: another did not come, or ended.
    """
    companions = devices.companions(device_name)
    if not companions and not devices.is_launched():
        yield Crew()
        return
    with contextlib.ExitStack() as ending:
        if companions:
            ending.enter_context(_started(companions, job))
        crew = JointCrew(device)
        ending.callback(crew.leave)
        job.log("crew_joined", count=crew.size)
        job.on_poll = crew.beat
        try:
            yield crew
        finally:
            job.on_poll = None


@contextlib.contextmanager
def _started(companions: list[dict[str, str]], job: Job) -> Iterator[None]:
    """Processes for all devices but this one's, and this one's own place among them.

    They share the machine's cores: two threads for each core made a step take four times as long.
    """
    threads = torch.get_num_threads()
    share = max(1, threads // (len(companions) + 1))
    group = {
        "WORLD_SIZE": str(len(companions) + 1),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(free_port()),
        # Each sees one device, as if it were alone on its machine.
        "LOCAL_RANK": "0",
        "LOCAL_WORLD_SIZE": "1",
        "OMP_NUM_THREADS": str(share),
    }
    started: list[subprocess.Popen[bytes]] = []
    own = {**group, "RANK": "0"}
    before = {name: os.environ.get(name) for name in own}
    try:
        torch.set_num_threads(share)
        for rank, variables in enumerate(companions, 1):
            started.append(_start(rank, {**group, **variables}, job))
        os.environ.update(own)
        yield
    finally:
        torch.set_num_threads(threads)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        _end(started)


def _start(rank: int, variables: dict[str, str], job: Job) -> subprocess.Popen[bytes]:
    command = EngineCommand.default()
    environment = command.full_environment(variables.get("CUDA_VISIBLE_DEVICES"))
    flags = subprocess.CREATE_NO_WINDOW if os.name == "nt" else 0
    with (job.run.path / OUTPUT_NAME.format(rank=rank)).open("ab") as output:
        return subprocess.Popen(
            command.line("assist", "--device", variables["DEVICE"]),
            cwd=job.run.workspace.root,
            env={**environment, **variables, "RANK": str(rank)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            creationflags=flags,
        )


def _end(started: list[subprocess.Popen[bytes]]) -> None:
    """Wait for processes that have been told to end, and end those that do not."""
    for process in started:
        try:
            process.wait(END_WAIT_S)
        except subprocess.TimeoutExpired:
            logger.warning("process %d did not end by itself", process.pid)
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check_parts(batch_size: int, device: str) -> None:
    """Each of several processes must have a part of the batch.

    Raises:
        OptionError: there are too few images.
    """
    count = devices.process_count(device)
    if count > 1 and batch_size < 2 * count:
        problems = f"--batchsize {batch_size} is too small for {count} devices"
        problems += f" (each learns from two frames at least: {2 * count})"
        raise OptionError("bad_options", problems=problems)


def give_parts(
    crew: Crew,
    trainer: GeneratorTrainer,
    clip: PreparedClip,
    workspace: Workspace,
    batch_size: int,
    state: RunState,
) -> None:
    """Tell the others what they take part in, and let the trainer learn together with them."""
    if crew.size == 1:
        return
    assignment = Assignment(
        clip_dirs=[workspace.relative(part.clip.path) for part in clip.parts],
        preset=clip.preset.name,
        asr=clip.asr,
        train_frames=len(clip.split.train),
        batch_size=batch_size,
        seed=state.identity["seed"],
        precision=state.identity["precision"],
        threads=torch.get_num_threads(),
        step=state.step,
        trainer=trainer.state_dict(),
        has_perceptual=trainer.has_perceptual_loss,
    )
    crew.tell(assignment)
    trainer.join(crew)


# -- the others -------------------------------------------------------------------------------


def assist(device_name: str, workspace: Workspace) -> int:
    """Take part in a training that another process leads, to its end.

    Returns:
        The process's exit code.
    """
    # the leader gets the signal too, saves and ends all
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    device = torch.device(devices.select(device_name))
    crew = JointCrew(device)
    try:
        _follow(crew, device, workspace, crew.hear())
    except (CrewEnded, CrewLostError):
        return 0
    except Exception as error:
        if is_out_of_memory(error):
            error = DeviceError("memory_too_small", device=str(device), tried="1")
        crew.report(error)
        raise error from None
    finally:
        crew.leave()
    return 0


def _follow(crew: JointCrew, device: torch.device, workspace: Workspace, given: Assignment) -> None:
    torch.set_num_threads(given.threads)
    preset = get_preset(given.preset)
    folders = [workspace.resolve(folder) for folder in given.clip_dirs]
    clip = open_clips(folders, preset, given.asr)
    if len(clip.split.train) != given.train_frames:
        reason = "it is not the same on all machines"
        raise DatasetError("dataset_incomplete", name=clip.name, reason=reason)
    perceptual = perceptual_network(device) if given.has_perceptual else None
    if given.has_perceptual and perceptual is None:
        raise AssetError("asset_missing", asset=LITE0, what="perceptual loss")
    precision = Precision(**given.precision)
    network = precision.place(create_generator(clip.preset, clip.kind).to(device))
    sampler = TrainingSampler(clip, given.batch_size, given.seed, part=crew.part)
    factory = TrainerFactory(clip, sampler, device, given.seed, perceptual)
    trainer = factory.build(network, precision)
    trainer.load_state_dict(given.trainer)
    trainer.join(crew)
    with closing(ahead(trainer.inputs(given.step))) as inputs:
        for given_batch in inputs:
            order = crew.hear()
            with crew.guarded():
                trainer.step(order["step"], order["rate"], given_batch, order["images"])
