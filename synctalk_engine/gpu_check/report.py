"""Rows of the check's one table, and the table as text and as JSON. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

COLUMNS = ("part", "what", "variant", "batch", "value", "unit", "note")


class RowVerdict(StrEnum):
    """What a row means for the check as a whole."""

    MEASURED = "measured"
    OK = "ok"
    """Compared with a bound, and within it."""
    FAILED = "failed"
    """Out of its bound, or it ended with an error."""
    LEFT_OUT = "left out"
    """Not measured: no time, no such device, or a module is missing."""


@dataclass(frozen=True)
class Measurement:
    """One measurement."""

    part: str
    what: str
    variant: str = ""
    batch: int | None = None
    value: float | None = None
    unit: str = ""
    note: str = ""
    verdict: RowVerdict = RowVerdict.MEASURED

    def cells(self) -> list[str]:
        """The row as it is printed, one text for each of :data:`COLUMNS`."""
        note = self.note
        if self.verdict in (RowVerdict.OK, RowVerdict.FAILED, RowVerdict.LEFT_OUT):
            note = f"{self.verdict.value}: {note}" if note else self.verdict.value
        batch = "" if self.batch is None else str(self.batch)
        return [self.part, self.what, self.variant, batch, number(self.value), self.unit, note]


class CheckReport:
    """Collects rows.

    Args:
        on_row: called with each new row, e.g. to show progress.
    """

    def __init__(self, on_row: Callable[[Measurement], None] = lambda _row: None) -> None:
        self.rows: list[Measurement] = []
        self._on_row = on_row

    def add(self, row: Measurement) -> None:
        self.rows.append(row)
        self._on_row(row)

    @contextmanager
    def errors_as_rows(
        self, part: str, what: str, variant: str = "", batch: int | None = None
    ) -> Iterator[None]:
        """An error of the block becomes a failed row, so that the other parts are still measured.

        A part that needs a module that is not there is left out, not failed.
        """
        try:
            yield
        except ModuleNotFoundError as error:
            note = f"missing: {error.name}"
            self.add(
                Measurement(part, what, variant, batch, note=note, verdict=RowVerdict.LEFT_OUT)
            )
        except Exception as error:
            self.add(
                Measurement(
                    part, what, variant, batch, note=one_line(error), verdict=RowVerdict.FAILED
                )
            )

    @property
    def has_failed(self) -> bool:
        """Whether a bound was broken or a part ended with an error."""
        return any(row.verdict == RowVerdict.FAILED for row in self.rows)

    def as_text(self) -> str:
        """All rows as one table with aligned columns."""
        table = [list(COLUMNS), *(row.cells() for row in self.rows)]
        widths = [max(len(cells[i]) for cells in table) for i in range(len(COLUMNS) - 1)]
        lines = []
        for cells in table:
            padded = [
                cell.rjust(width) if COLUMNS[i] in ("batch", "value") else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(cells, widths, strict=False))
            ]
            lines.append("  ".join([*padded, cells[-1]]).rstrip())
        return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])

    def as_dicts(self) -> list[dict[str, Any]]:
        """All rows for JSON."""
        return [asdict(row) for row in self.rows]


def number(value: float | None) -> str:
    """Three significant digits; the empty text for None."""
    if value is None:
        return ""
    if value == 0 or 0.01 <= abs(value) < 1e6:
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:.1e}"


def one_line(error: BaseException) -> str:
    """An error's class and the first line of its message."""
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0][:160]}" if text else type(error).__name__
