"""Which weights preprocessing will load, known before it begins."""

from __future__ import annotations

from collections.abc import Iterable

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import SynctalkError
from synctalk_engine.features.extract import ASSETS as FEATURE_ASSETS
from synctalk_engine.preprocess import plan as plans
from synctalk_engine.preprocess.audio_stages import are_features_needed
from synctalk_engine.preprocess.plan import PreprocessPlan, make_plan
from synctalk_engine.preprocess.stage_record import StageRecord
from synctalk_engine.preprocess.tracked_segments import LEAD_FRAMES, TrackedSegments
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.layout import Workspace


def needed_assets(videos: Iterable[PreprocessOptions], workspace: Workspace) -> list[str]:
    """Ids of the weights that preprocessing these videos will load.

    The files on disk are checked only if weights are missing that the options could ask for: the
    check takes a while. A video that cannot be used needs no weights.
    """
    videos = list(videos)
    store = AssetStore()
    if not store.missing(_merged(possible_assets(options) for options in videos)):
        return []
    return _merged(_assets_of(options, workspace) for options in videos)


def possible_assets(options: PreprocessOptions) -> list[str]:
    """Ids of the weights that these options load if nothing is preprocessed yet."""
    found: list[str] = []
    if not options.skip_landmarks:
        found += plans.FACE_ASSETS[options.landmarker]
    if not options.skip_audio and options.asr_model in FEATURE_ASSETS:
        found.append(FEATURE_ASSETS[options.asr_model])
    return found


def assets_of_plan(plan: PreprocessPlan, record: StageRecord) -> list[str]:
    """Ids of the weights that a plan loads."""
    needed: list[str] = []
    if plan.makes_landmarks and not _is_tracked(plan):
        needed += plans.FACE_ASSETS[plan.options.landmarker]
    kind = plan.options.asr_model
    has_weights = plan.makes_audio and kind in FEATURE_ASSETS
    if has_weights and are_features_needed(plan, record, kind, plan.known_shift_ms):
        needed.append(FEATURE_ASSETS[kind])
    return needed


def _is_tracked(plan: PreprocessPlan) -> bool:
    """Whether an earlier run tracked the whole clip."""
    if plan.options.force:
        return False
    segments = TrackedSegments(plan.clip, plan.landmarks_key, LEAD_FRAMES)
    return segments.frame_count is not None


def _assets_of(options: PreprocessOptions, workspace: Workspace) -> list[str]:
    try:
        plan = make_plan(options, workspace)
        return assets_of_plan(plan, StageRecord(plan.clip))
    except SynctalkError:  # the run itself will report it
        return []


def _merged(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(asset for assets in lists for asset in assets))
