"""Starts the processes of a training on several devices, and joins them in a group.

Workers are spawned, never forked, as every system can; each sees its own GPU alone. A launcher
(``torchrun``, ``accelerate launch``) may have started them instead, on one machine or several.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import distributed, multiprocessing

from synctalk_engine import devices
from synctalk_engine.errors import DeviceError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.training.distributed.process_group import (
    ProcessGroup,
    ProcessLostError,
    SingleProcess,
)
from synctalk_engine.workspace.layout import Workspace

END_WAIT_S = 20.0
_HAS_LIBUV = sys.platform != "win32"  # torch for Windows is built without it

Work = Callable[[ProcessGroup, torch.device, Workspace], None]
"""What a worker does, to the end of the training; a function of a module, which workers import."""


@contextlib.contextmanager
def open_process_group(
    device_name: str, device: torch.device, job: Job, work: Work
) -> Iterator[SingleProcess]:
    """All processes that train on the devices that were asked for; this one is the main one.

    Raises:
        ProcessLostError: another did not come, or ended.
    """
    environments = devices.peer_environments(device_name)
    if environments:
        opened = _spawned_group(environments, device, job.run.workspace.root, work)
    elif devices.is_launched():
        opened = contextlib.closing(_launched_group(device))
    else:
        yield SingleProcess()
        return
    with opened as group:
        job.log("crew_joined", count=group.size)
        job.on_poll = group.heartbeat
        try:
            yield group
        finally:
            job.on_poll = None


@contextlib.contextmanager
def _spawned_group(
    environments: list[dict[str, str]], device: torch.device, root: Path, work: Work
) -> Iterator[ProcessGroup]:
    """Workers for all devices but this one's, and the group with them.

    They share the machine's cores: two threads for each core made a step take four times as long.
    """
    threads = torch.get_num_threads()
    threads_each = max(1, threads // (len(environments) + 1))
    store = _store(0, is_server=True)
    arguments = (environments, store.port, threads_each, root, work)
    workers = multiprocessing.spawn(
        _run_spawned, arguments, nprocs=len(environments), join=False, daemon=True
    )
    try:
        torch.set_num_threads(threads_each)
        group = ProcessGroup(device, store, 0, len(environments) + 1, workers)
        with contextlib.closing(group):
            yield group
        for process in workers.processes:
            process.join(END_WAIT_S)
    finally:
        torch.set_num_threads(threads)
        for process in workers.processes:
            process.kill()
            process.join()


def _run_spawned(
    index: int,
    environments: list[dict[str, str]],
    port: int,
    threads: int,
    root: Path,
    work: Work,
) -> None:
    environment = dict(environments[index])
    name = environment.pop("DEVICE")
    os.environ.update(environment)  # hides the other GPUs; CUDA has not been used yet
    torch.set_num_threads(threads)
    device = torch.device(devices.select(name))
    store = _store(port, is_server=False)
    group = ProcessGroup(device, store, index + 1, len(environments) + 1)
    _run_worker(group, device, Workspace(root), work)


def _store(port: int, is_server: bool) -> distributed.TCPStore:
    return distributed.TCPStore(
        "127.0.0.1", port, is_master=is_server, wait_for_workers=False, use_libuv=_HAS_LIBUV
    )


# -- processes of a launcher --------------------------------------------------------------------


def run_launched_worker(device_name: str, workspace: Workspace, work: Work) -> None:
    """Take part in a training as a process that a launcher started."""
    device = torch.device(devices.select(device_name))
    _run_worker(_launched_group(device), device, workspace, work)


def _launched_group(device: torch.device) -> ProcessGroup:
    if not _HAS_LIBUV:
        os.environ.setdefault("USE_LIBUV", "0")
    store, rank, size = next(distributed.rendezvous("env://"))
    return ProcessGroup(device, store, rank, size)


def _run_worker(
    group: ProcessGroup, device: torch.device, workspace: Workspace, work: Work
) -> None:
    """Work until the main process ends.

    Ctrl+C is passed on: the main process learns of it after the step, saves, and ends all.
    """

    def on_interrupt(_number: int, _frame: object) -> None:
        group.stop_requested = True

    for name in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), on_interrupt)
    with contextlib.closing(group):
        try:
            with group.lost_process_errors():
                work(group, device, workspace)
        except ProcessLostError:
            raise
        except SynctalkError as error:
            group.report_failure(error)
            raise
        except (RuntimeError, MemoryError) as error:  # of memory; another has been taken for a loss
            failure = DeviceError("memory_too_small", device=str(device), tried="1")
            group.report_failure(failure)
            raise failure from error
