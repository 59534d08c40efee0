"""What every stage of preprocessing works with."""

from __future__ import annotations

from dataclasses import dataclass

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.job import Job
from synctalk_engine.preprocess.plan import PreprocessPlan
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.preprocess.tracked_segments import LEAD_FRAMES, TrackedSegments
from synctalk_engine.workspace.clip import Clip


@dataclass(frozen=True)
class PreprocessContext:
    """The plan, and where the stages report progress and record what is done."""

    plan: PreprocessPlan
    job: Job
    assets: AssetStore
    record: StageRecord
    """``prepare.json``; each change is written to disk at once."""
    segments: TrackedSegments
    """Segments of the clip that are tracked already, also kept on disk."""

    @property
    def clip(self) -> Clip:
        """The clip that is made."""
        return self.plan.clip


def make_context(plan: PreprocessPlan, job: Job) -> PreprocessContext:
    """Open the record and the tracked segments of the plan's clip."""
    segments = TrackedSegments(plan.clip, plan.landmarks_key, LEAD_FRAMES)
    if plan.options.force and plan.makes_landmarks:
        segments.discard()
    return PreprocessContext(plan, job, AssetStore(), StageRecord(plan.clip), segments)
