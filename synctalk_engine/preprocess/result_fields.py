"""The ``result`` of a preprocessing run, and the state file in the clip's folder."""

from __future__ import annotations

import time
from typing import Any

from synctalk_engine.features.av_offset import AvOffset
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.frames_table import FramesTable
from synctalk_engine.workspace.state import update_state


def write_state(clip: Clip, kind: FeatureKind, is_complete: bool, **more: Any) -> None:
    """Write the state of a clip that is trained with features of ``kind``.

    Args:
        is_complete: whether frames and landmarks are complete.
        more: further fields of the state.
    """
    update_state(
        clip.path,
        "preprocessing",
        completed=is_complete and kind in clip.feature_kinds(),
        frame_count=len(clip.frame_paths()),
        landmark_count=len(clip.landmark_paths()),
        feature_kind=kind,
        finished_at=round(time.time(), 3),
        **more,
    )


def result_fields(
    clip: Clip,
    frame_count: int,
    table: FramesTable | None,
    seconds: float,
    stages_s: dict[str, float],
    offset: AvOffset,
) -> dict[str, Any]:
    """Return the fields of the run's ``result``.

    Args:
        seconds: of the run.
        stages_s: seconds of each stage.
    """
    found = int(table.found.sum()) if table is not None else 0
    return {
        "frames": frame_count,
        "faces_found": found,
        "faces_filled": (len(table) - found) if table is not None else 0,
        "frames_dropped": StageRecord(clip).value("frames", "frames_dropped") or 0,
        "frames_doubled": StageRecord(clip).value("frames", "frames_doubled") or 0,
        "seconds": round(seconds, 3),
        "frames_per_s": round(frame_count / seconds, 2),
        "stages": {stage: round(value, 3) for stage, value in stages_s.items()},
        "av_offset_ms": offset.offset_ms if offset.is_certain else None,
        "av_offset_confidence": offset.confidence,
        "path": str(clip.path),
    }
