"""What is wrong with each frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from synctalk_engine.workspace.frame_quality import FaultRange, fault_ranges, frame_faults
from synctalk_engine.workspace.frames_table import FramesTable

COUNT = 100


def good_table() -> FramesTable:
    columns = {name: np.zeros(COUNT, np.float32) for name in FramesTable.columns()}
    columns |= {"found": np.ones(COUNT, bool), "faces": np.ones(COUNT, np.int32)}
    columns |= {"cut": np.zeros(COUNT, bool), "other_person": np.zeros(COUNT, bool)}
    columns |= {name: np.full(COUNT, 150, np.float32) for name in ("blur", "light")}
    columns["mouth_change"] = np.full(COUNT, 4, np.float32)
    return FramesTable(**columns)


def test_a_good_clip_has_no_faults():
    assert fault_ranges(good_table()) == []


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("found", False, "no_face"),
        ("faces", 2, "others"),
        ("blur", 10, "blurred"),
        ("blur", 50, "blurred"),
        ("yaw", -40, "turned"),
        ("pitch", 40, "turned"),
        ("mouth_change", 16, "covered"),
        ("light", 100, "light"),
        ("light", 200, "light"),
        ("cut", True, "cut"),
    ],
)
def test_each_fault_is_told_where_it_is(column, value, fault):
    table = good_table()
    getattr(table, column)[20:30] = value
    assert fault_ranges(table) == [FaultRange(fault, 20, 30)]


def test_a_clip_that_is_dark_throughout_is_told_though_it_is_even():
    table = good_table()
    table.light[:] = 30
    assert frame_faults(table)["light"].all()


def test_nothing_is_said_of_what_was_not_seen():
    table = good_table()
    table.found[:50] = False
    for name in ("blur", "light", "mouth_change"):
        getattr(table, name)[:50] = 0
    assert fault_ranges(table) == [FaultRange("no_face", 0, 50)]


def test_a_table_of_an_earlier_version_is_read_without_the_new_columns(tmp_path: Path):
    path = tmp_path / "frames.csv"
    good_table().write(path)
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    keep = [i for i, name in enumerate(rows[0]) if name not in ("light", "mouth_change", "cut")]
    text = "\n".join(",".join(row[i] for i in keep) for row in rows)
    path.write_text(text, encoding="utf-8")
    table = FramesTable.read(path)
    assert table is not None
    assert len(table) == COUNT
    assert fault_ranges(table) == []


def test_a_brief_cover_counts_only_in_single_frames():
    table = good_table()
    table.mouth_change[20:24] = 20
    assert fault_ranges(table) == []
    assert frame_faults(table, are_successive=False)["covered"].sum() == 4
