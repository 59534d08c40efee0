"""Starting the processes of a training on several devices, and what each but the first does.

They are started afresh, never forked, as every system can; each sees its own GPU alone. A launcher
(``torchrun``, ``accelerate launch``) may have started them instead, on one machine or several.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import subprocess
from collections.abc import Iterator

import torch

from synctalk_engine import devices
from synctalk_engine.errors import OptionError
from synctalk_engine.job import Job
from synctalk_engine.training.distributed.crew import Crew, JointCrew
from synctalk_engine.workspace.engine_process import EngineCommand

OUTPUT_NAME = "process_{rank}.txt"
"""In the run's folder: what a process said that this program started."""
END_WAIT_S = 20.0

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def crew_for(device_name: str, device: torch.device, job: Job) -> Iterator[Crew]:
    """All processes that train on the devices that were asked for; this one leads.

    Raises:
        CrewLostError: another did not come, or ended.
    """
    companions = devices.peer_environments(device_name)
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


def check_batch_size(batch_size: int, device: str) -> None:
    """Each of several processes must have a part of the batch.

    Raises:
        OptionError: there are too few images.
    """
    count = devices.process_count(device)
    if count > 1 and batch_size < 2 * count:
        problems = f"--batchsize {batch_size} is too small for {count} devices"
        problems += f" (each learns from two frames at least: {2 * count})"
        raise OptionError("bad_options", problems=problems)
