"""Try damaged files for a while: ``python -m tests.fuzz.run --minutes 60 [--kind video,audio]``.

The inputs have numbers and are the same in every run. Prints, for each kind, how many were tried,
how many of them were refused, what was found, the slowest and the most memory. Finds are written to
``--out``: the input, and where the program stumbled.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.kinds import KINDS

MOST_WALL_S = 300.0
"""For an input, the child's start and shortening a find: a busy machine is slow."""
TURN_S = 60.0
"""A kind is tried for so long before the next one has its turn."""


@dataclass
class Stats:
    """What is known of a kind."""

    tried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    finds: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest_number: int = -1
    growth_mb: float = 0.0
    seconds: float = 0.0


class Child:
    """A worker process of one kind."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.input_path = folder / f"{kind}.input"
        self._errors = (folder / f"{kind}.stderr").open("w+")
        command = [sys.executable, "-m", "tests.fuzz.worker", kind, str(folder / kind)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        if self._answer() is None:
            raise RuntimeError(f"{kind} cannot be set up:\n{self.last_words()}")

    def ask(self, number: int) -> dict[str, Any] | None:
        """What came of an input; None where the process ended over it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self) -> str:
        """End the process; how it ended."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def last_words(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text(errors="replace")[-6000:]

    def _answer(self) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        limit = threading.Timer(MOST_WALL_S, self._process.kill)
        limit.start()
        line = self._process.stdout.readline()
        limit.cancel()
        if line:
            return json.loads(line)
        self._process.wait()
        return None


def fuzz(kind: str, stats: Stats, first: int, until_s: float, work: Path, out: Path) -> int:
    """Try the inputs from a number on until a time; gives the next number."""
    child, began_s = Child(kind, work), time.monotonic()
    number = first
    while time.monotonic() < until_s:
        answer = child.ask(number)
        stats.tried += 1
        if answer is None:
            find = f"the process ended: {child.end()}"
            _keep(out, kind, number, find, child.last_words(), child.input_path, stats)
            child = Child(kind, work)
        else:
            _note(answer, number, child, stats, out)
        number += 1
    child.end()
    stats.seconds += time.monotonic() - began_s
    return number


def _note(answer: dict[str, Any], number: int, child: Child, stats: Stats, out: Path) -> None:
    if answer["refusal"]:
        stats.refused[answer["refusal"]] += 1
    if answer["cpu_s"] > stats.slowest_s:
        stats.slowest_s, stats.slowest_number = answer["cpu_s"], number
    stats.growth_mb = max(stats.growth_mb, answer["growth_mb"])
    if answer["find"]:
        text = f"{answer['name']}\n{answer['trace']}"
        _keep(out, child.kind, number, answer["find"], text, child.input_path, stats)


def _keep(
    out: Path, kind: str, number: int, find: str, text: str, input_path: Path, stats: Stats
) -> None:
    """The first input of each find is kept."""
    key = find.split(":")[0] if find.startswith("memory: ") and "MB" in find else find
    stats.finds[key] += 1
    if stats.finds[key] == 1:
        print(f"FIND {kind} {number}: {find}", flush=True)
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{kind}-{number}.txt").write_text(f"{find}\n{text}", encoding="utf-8")
        if input_path.is_file():
            (out / f"{kind}-{number}.bin").write_bytes(input_path.read_bytes())


def table(all_stats: dict[str, Stats]) -> str:
    """The statistics as a table in Markdown."""
    lines = [
        "| kind | minutes | inputs | refused | finds | slowest (s of CPU) | most memory (MB) |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(kind, one) for kind, one in all_stats.items())])


def _row(kind: str, one: Stats) -> str:
    return (
        f"| {kind} | {one.seconds / 60:.1f} | {one.tried} | {one.refused.total()} "
        f"| {len(one.finds)} | {one.slowest_s:.1f} (number {one.slowest_number}) "
        f"| {one.growth_mb:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--kind", default=",".join(KINDS), help="kinds, separated by commas")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--out", type=Path, default=Path("fuzz finds"))
    options = parser.parse_args()
    kinds = options.kind.split(",")
    stats = {kind: Stats() for kind in kinds}
    numbers = dict.fromkeys(kinds, options.first)
    end_s = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory(prefix="fuzz ") as work:
        while time.monotonic() < end_s:
            for kind in kinds:
                until_s = min(time.monotonic() + TURN_S, end_s)
                if until_s > time.monotonic():
                    numbers[kind] = fuzz(
                        kind, stats[kind], numbers[kind], until_s, Path(work), options.out
                    )
                    print(_row(kind, stats[kind]), flush=True)
            print(table(stats), flush=True)
    for kind, one in stats.items():
        print(kind, dict(one.refused), dict(one.finds))


if __name__ == "__main__":
    main()
