"""Tables that fit any terminal: names and numbers in columns, sentences wrapped beneath them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_GAP = "  "
_INDENT = "    "
_MIN_COLUMNS = 20


@dataclass(frozen=True)
class Row:
    """One line of cells and a sentence beneath it."""

    cells: tuple[str, ...]
    note: str = ""


def print_table(
    titles: Sequence[str], rows: Sequence[Row], right: frozenset[int] = frozenset()
) -> None:
    """Print to standard output. Cells are never cut: a row that is too wide takes several lines.

    Args:
        right: numbers of the columns that are aligned on the right.
    """
    for line in table_lines(titles, rows, terminal_columns(), right):
        print(line)


def terminal_columns() -> int:
    """Width to write for: the terminal's, or 80 where there is none."""
    fallback = (80, 24)
    size = shutil.get_terminal_size(fallback)
    return max(_MIN_COLUMNS, size.columns if sys.stdout.isatty() or size != fallback else 80)


def table_lines(
    titles: Sequence[str],
    rows: Sequence[Row],
    columns: int,
    right: frozenset[int] = frozenset(),
) -> list[str]:
    """The table as lines of at most ``columns`` characters, a single longer word excepted."""
    widths = [
        max(len(title), *(len(row.cells[number]) for row in rows), 0) if rows else len(title)
        for number, title in enumerate(titles)
    ]
    fits = sum(widths) + len(_GAP) * (len(widths) - 1) <= columns
    lines = [_aligned(titles, widths, right)] if fits else []
    for row in rows:
        if fits:
            lines.append(_aligned(row.cells, widths, right))
        else:
            first, *rest = (
                f"{title}: {cell}" if number else cell
                for number, (title, cell) in enumerate(zip(titles, row.cells, strict=True))
                if cell
            )
            lines += [first, *(f"{_INDENT}{line}" for line in rest)]
        lines += wrapped(row.note, columns, _INDENT)
    return lines


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """A sentence as lines; words and paths are not broken."""
    if not text:
        return []
    return textwrap.wrap(
        text,
        max(columns, len(indent) + 1),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def say(text: str, to_stderr: bool = False) -> None:
    """Print a sentence: wrapped at spaces on a terminal, on one line in a file or a pipe."""
    stream = sys.stderr if to_stderr else sys.stdout
    lines = wrapped(text, shutil.get_terminal_size().columns) if stream.isatty() else [text]
    print("\n".join(lines), file=stream)


def _aligned(cells: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    padded = [
        cell.rjust(width) if number in right else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return _GAP.join(padded).rstrip()
