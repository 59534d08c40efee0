"""One damaged input, made from a number and read by the program: what came of it."""

from __future__ import annotations

import random
import shutil
import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

import av.error
import psutil

from synctalk_engine.errors import SynctalkError
from tests.fuzz.kinds import KINDS, Sample
from tests.fuzz.mutations import mutated

MOST_GROWTH_MB = 1024
_PEAK_RESET = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Outcome:
    """What came of an input."""

    find: str = ""
    """What went wrong and where, the same for the same fault; empty where all is well."""
    refusal: str = ""
    """The code of the sentence that it was refused with; empty where it was read."""
    trace: str = ""
    cpu_s: float = 0.0
    growth_mb: float = 0.0


class Target:
    """The files of a kind, whole, and the program that reads them.

    Args:
        folder: an empty one, for the files.
    """

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self._folder = kind, folder
        self._out = folder / "out"
        folder.mkdir(parents=True, exist_ok=True)
        self.samples = KINDS[kind].samples(folder)

    def input(self, number: int) -> tuple[Sample, bytes]:
        """The damaged input of a number; the same on every machine with the same encoders."""
        rng = random.Random(f"{self.kind} {number}")
        sample = rng.choice(self.samples)
        return sample, mutated(sample.data, rng, sample.ways)

    def read(self, name: str, data: bytes) -> Outcome:
        """Have the program read an input in the place of a whole file."""
        path = self._folder / name
        path.write_bytes(data)
        self._out.mkdir(exist_ok=True)
        reset_peak()
        before_mb, began_s = memory_mb(), time.process_time()
        find = refusal = trace = ""
        try:
            with warnings.catch_warnings(action="ignore"):
                KINDS[self.kind].read(self._folder, path)
        except SynctalkError as error:
            refusal, find = error.code, _fault_of(error)
            trace = traceback.format_exc() if find else ""
        except BaseException as error:
            find, trace = _place(error), traceback.format_exc()
        cpu_s, growth_mb = time.process_time() - began_s, peak_mb() - before_mb
        if growth_mb > MOST_GROWTH_MB and not find:
            find = f"memory: {growth_mb:.0f} MB"
        self._restore()
        return Outcome(find, refusal, trace, cpu_s, growth_mb)

    def minimal(self, name: str, data: bytes, find: str, tries: int = 150) -> bytes:
        """A shorter input with the same fault, as far as leaving out pieces leads."""
        step = len(data) // 2
        while step and tries > 0:
            at = 0
            while at < len(data) and tries > 0:
                shorter, tries = data[:at] + data[at + step :], tries - 1
                if self.read(name, shorter).find == find:
                    data = shorter
                else:
                    at += step
            step //= 2
        return data

    def _restore(self) -> None:
        """What reading changed is put right."""
        shutil.rmtree(self._out, ignore_errors=True)
        for sample in self.samples:
            path = self._folder / sample.name
            if not path.is_file() or path.stat().st_size != len(sample.data):
                path.write_bytes(sample.data)


def _fault_of(error: SynctalkError) -> str:
    """What is wrong with a refusal itself: it cannot be said, or memory ran out before it.

    FFmpeg and Python's parser say so too of numbers and brackets that they refuse.
    """
    assert error.message and isinstance(error.hint, str)
    cause: BaseException | None = error
    while cause is not None:
        is_refused = isinstance(cause, av.error.FFmpegError) or _last_file(cause) == "ast.py"
        if isinstance(cause, MemoryError) and not is_refused:
            return f"memory: {_place(cause)}"
        cause = cause.__cause__ or cause.__context__
    return ""


def _last_file(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return Path(frames[-1].filename).name if frames else ""


def _place(error: BaseException) -> str:
    """Exception, file and function of the program's innermost frame."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "synctalk_" in frame.filename
    ]
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} in {Path(frames[-1].filename).name} {frames[-1].name}"


def memory_mb() -> float:
    return psutil.Process().memory_info().rss / 1e6


def reset_peak() -> None:
    if _PEAK_RESET.exists():
        _PEAK_RESET.write_text("5")


def peak_mb() -> float:
    """The most memory since the last reset; what is used now where the system does not tell."""
    if not _PEAK_RESET.exists():
        return memory_mb()
    lines = _STATUS.read_text().splitlines()
    peak_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return peak_kb * 1024 / 1e6
