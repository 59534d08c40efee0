"""A training's claim on the device it computes with."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from synctalk_engine import devices
from synctalk_engine.errors import BusyError
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.options import poll_only
from synctalk_engine.workspace.device_lock import SHARING_VARIABLE, DeviceHolder, device_lock
from synctalk_engine.workspace.layout import Workspace


@contextlib.contextmanager
def device_in_use(options: TrainOptions, workspace: Workspace, job: Job) -> Iterator[None]:
    """Hold a GPU for this training; a CPU may be shared, with a warning.

    There is no warning between the workers of one batch: they were asked for.

    Raises:
        BusyError: ``device_busy``, unless ``--wait`` was given.
    """
    group = os.environ.get(SHARING_VARIABLE, "")
    holder = DeviceHolder(
        name=options.name, pid=os.getpid(), workspace=str(workspace.root), group=group
    )
    with contextlib.ExitStack() as held:
        for device, key in devices.device_keys(options.device):
            try:
                held.enter_context(_lock(device, key, holder, options.wait, job))
            except BusyError as error:
                if device != "cpu":
                    raise
                other = {key: error.params[key] for key in ("name", "pid")}
                if not group or error.params["group"] != group:
                    job.warning("cpu_shared", **other)
        yield


def _lock(
    device: str, key: str, holder: DeviceHolder, wait: bool, job: Job
) -> contextlib.AbstractContextManager[None]:
    def on_wait(other: DeviceHolder) -> None:
        job.log("device_awaited", device=device, name=other.name, pid=other.pid)

    return device_lock(
        key,
        holder,
        device=device,
        wait=wait and device != "cpu",
        poll=lambda: poll_only(job),
        on_wait=on_wait,
    )
