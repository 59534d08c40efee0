"""Kinds of jobs and the functions that do them, loaded only when needed.

Each has the signature ``(options, workspace, job) -> dict`` and returns the fields of the result
of its kind (``protocol.results``). The command line and the window both use :func:`execute`.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from synctalk_engine import __version__, devices, log
from synctalk_engine.device_usage import usage_reader
from synctalk_engine.errors import DeviceError, JobStopped, OptionError, SynctalkError
from synctalk_engine.job import Job
from synctalk_engine.memory_reports import memory_reports
from synctalk_engine.protocol.events import Event
from synctalk_engine.protocol.options.option import Options
from synctalk_engine.protocol.results import result_of
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind, RunSpec
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_lock import project_lock, require_not_preprocessing
from synctalk_engine.workspace.runs import RunFolder

EXIT_DONE, EXIT_BUG, EXIT_USAGE, EXIT_USER_ERROR, EXIT_STOPPED = 0, 1, 2, 3, 130

_FUNCTIONS: dict[str, str] = {
    "preprocess": "synctalk_engine.preprocess:preprocess",
    "train": "synctalk_engine.training.train:train",
    "trial": "synctalk_engine.training.trial:trial",
    "evaluate": "synctalk_engine.training.evaluation.evaluate:evaluate",
    "blind": "synctalk_engine.training.evaluation.blind:blind",
    "render": "synctalk_engine.render.render:render",
    "live": "synctalk_engine.live.live:live",
    "run": "synctalk_engine.run_all:run_all",
    "demo": "synctalk_engine.demo.run_demo:demo",
}
_SEVERAL_DEVICES = ("train", "run")
_ENDING_S = 3.0
"""How long a process may hold its project's lock after its last event."""

OptionsT = TypeVar("OptionsT", bound=Options)

logger = logging.getLogger(__name__)


def function_of(kind: JobKind) -> Callable[[Any, Workspace, Job], dict[str, Any]]:
    """The function that does jobs of this kind."""
    module_name, function_name = _FUNCTIONS[kind].split(":")
    return getattr(importlib.import_module(module_name), function_name)


def create_run(workspace: Workspace, kind: JobKind, options: dict[str, Any]) -> RunFolder:
    """Check the options and make a run folder for them.

    Raises:
        OptionError: with all problems, and the values that were given.
    """
    checked = check_options(kind, options)
    run = RunFolder.create(workspace, kind, checked.name, checked.recorded())
    spec = run.read_spec()
    if spec is not None:
        run.write_spec(spec.model_copy(update={"program_version": __version__}))
    return run


def check_options(kind: JobKind, options: dict[str, Any]) -> Any:
    """The options of a job as their model; all problems are reported together."""
    return validated(OPTIONS[kind], options)


def validated(model: type[OptionsT], options: dict[str, Any]) -> OptionsT:
    """Options as their model.

    Raises:
        OptionError: with all problems, and the values that were given.
    """
    try:
        return model.model_validate(options)
    except ValidationError as error:
        problems = "; ".join(_problem_text(problem) for problem in error.errors())
        raise OptionError("bad_options", problems=problems) from error


def _problem_text(problem: ErrorDetails) -> str:
    """What is wrong with an option, or with several together."""
    said = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:
        return said
    flag = f"--{'.'.join(str(part) for part in problem['loc'])}"
    if problem["type"] == "extra_forbidden":
        return f"{flag} cannot be used here"
    return f"{flag} {problem['input']!r}: {said}"


def execute(
    run: RunFolder,
    on_event: Callable[[Event], None] | None = None,
    to_stdout: bool = False,
    on_job: Callable[[Job], None] | None = None,
) -> int:
    """Do the job that a run's ``run.json`` describes.

    Args:
        on_event: called with each event.
        to_stdout: write events to standard output.
        on_job: called once with the job, e.g. to connect signal handlers.
    Returns:
        The exit code: 0 done, 1 a bug, 2 usage, 3 an error the user can fix, 130 stopped.
    Raises:
        SynctalkError: only before the run's event file is this process's (no such run, or another
            process is at work on the run or the project).
    """
    spec = run.read_spec()
    if spec is None:
        raise OptionError("run_not_found", path=run.path)
    with _system_errors(run.path):
        log.configure(run.log_path)
    entered = False
    try:
        with _project_lock(run, spec), Job(run, on_event, to_stdout) as job:
            entered = True
            if on_job is not None:
                on_job(job)
            options = check_options(spec.kind, spec.options)
            if "," in options.device and spec.kind not in _SEVERAL_DEVICES:
                raise DeviceError("devices_one", device=options.device)
            device = devices.select(options.device)  # before the import that loads torch
            job.gpu_usage = usage_reader(device)
            with (
                _system_errors(run.workspace.root),
                _memory_errors(options.device, job),
                memory_reports(job.warning),
            ):
                fields = function_of(spec.kind)(options, run.workspace, job)
            job.result(result_of(spec.kind, fields))
        return EXIT_DONE
    except (JobStopped, KeyboardInterrupt):
        return EXIT_STOPPED
    except SynctalkError as error:
        logger.info("ended with %s", error.code, exc_info=True)
        if not entered:
            raise
        return error.exit_code
    except Exception:
        logger.exception("a bug")
        return EXIT_BUG


@contextlib.contextmanager
def _memory_errors(device: str, job: Job) -> Iterator[None]:
    """Makes a sentence of memory that was not enough, on a GPU or for the process.

    Raises:
        DeviceError: ``job_memory_used_up``.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        is_torchs = "torch" in sys.modules and _is_torchs_out_of_memory(error)
        if not (is_torchs or isinstance(error, MemoryError)):
            raise
        raise DeviceError("job_memory_used_up", device=device, stage=job.ended_in) from error


def _is_torchs_out_of_memory(error: BaseException) -> bool:
    from synctalk_engine.training.hardware.memory import is_out_of_memory

    return is_out_of_memory(error)


@contextlib.contextmanager
def _system_errors(folder: Path) -> Iterator[None]:
    """Turns disk errors into a StorageError about their file, or about ``folder``."""
    try:
        yield
    except OSError as error:
        with storage_errors(Path(error.filename or folder)):
            raise


def _project_lock(run: RunFolder, spec: RunSpec) -> contextlib.AbstractContextManager[None]:
    """The lock of jobs that change a project; rendering and evaluating only read it."""
    if spec.kind in ("render", "live", "evaluate", "blind"):
        require_not_preprocessing(run.workspace, spec.name, spec.options.get("dataset_dir"))
        return contextlib.nullcontext()
    return project_lock(run.workspace, spec.name, _ENDING_S)
