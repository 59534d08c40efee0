"""Which weights some preparations will load, known before any of them begins."""

from __future__ import annotations

from collections.abc import Iterable

from synctalk_engine.assets.store import AssetStore
from synctalk_engine.errors import SynctalkError
from synctalk_engine.features.extract import ASSETS as FEATURE_ASSETS
from synctalk_engine.preprocess import plan
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.workspace.layout import Workspace


def needed_assets(videos: Iterable[PreprocessOptions], workspace: Workspace) -> list[str]:
    """Ids of the weights that preparing these videos will load.

    What is on disk is looked at only where weights are missing that the options could ask for: it
    takes a while, and what is done already needs none. A video that cannot be used needs none.
    """
    videos = list(videos)
    store = AssetStore()
    if not store.missing(_merged(possible_assets(options) for options in videos)):
        return []
    return _merged(_assets_of(options, workspace) for options in videos)


def possible_assets(options: PreprocessOptions) -> list[str]:
    """Ids of the weights that these options load where nothing is done yet."""
    found: list[str] = []
    if not options.skip_landmarks:
        found += plan.FACE_ASSETS[options.landmarker]
    if not options.skip_audio and options.asr_model in FEATURE_ASSETS:
        found.append(FEATURE_ASSETS[options.asr_model])
    return found


def _assets_of(options: PreprocessOptions, workspace: Workspace) -> list[str]:
    try:
        return plan.PreprocessPlan(options, workspace).needed_assets()
    except SynctalkError:  # its own run will say it
        return []


def _merged(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(one for some in lists for one in some))
