"""Child process of the fuzzing: tries the inputs whose numbers come in, answers with JSON lines.

Its memory and its time for an input are limited: a fault that ends the process is the parent's to
note.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import json
import logging
import os
import shutil
import sys
from pathlib import Path

from tests.fuzz.trial import Target

MOST_CPU_S = 20
ADDRESS_SPACE_BYTES = 4 << 30
"""Above what the process needs at its beginning."""


def main() -> None:
    """``python -m tests.fuzz.worker KIND FOLDER``"""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    logging.disable(logging.CRITICAL)
    shutil.rmtree(folder, ignore_errors=True)  # of a child before this one
    target = Target(kind, folder)
    warm_up(target)
    limit_memory()
    print(json.dumps({"samples": len(target.samples)}), file=answers, flush=True)
    known: set[str] = set()
    for line in sys.stdin:
        number = int(line)
        sample, data = target.input(number)
        (folder.parent / f"{kind}.input").write_bytes(data)
        limit_time(MOST_CPU_S)
        outcome = target.read(sample.name, data)
        limit_time(0)
        if outcome.find and outcome.find not in known and "memory" not in outcome.find:
            known.add(outcome.find)
            shorter = target.minimal(sample.name, data, outcome.find)
            (folder.parent / f"{kind}.input").write_bytes(shorter)
        answer = {"name": sample.name, **dataclasses.asdict(outcome)}
        print(json.dumps(answer), file=answers, flush=True)


def warm_up(target: Target) -> None:
    """Whole files are read without a word, or the kind is not set up rightly."""
    for sample in target.samples:
        outcome = target.read(sample.name, sample.data)
        said = outcome.trace or outcome.refusal
        print(f"{target.kind} {sample.name}: {said}", file=sys.stderr, flush=True)


def limit_memory() -> None:
    """The process may grow, but not without bound."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + ADDRESS_SPACE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def limit_time(seconds: float) -> None:
    """The process ends, and says where it was, after so much work; 0: no limit."""
    if hasattr(os, "fork"):
        import signal

        if seconds:
            faulthandler.register(signal.SIGPROF, all_threads=True, chain=True)
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
