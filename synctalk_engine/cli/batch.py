"""``synctalk batch-preprocess``."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import typer

from synctalk_engine.cli.batch_view import BatchTable, JsonLines
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import fail, guarded
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.stop_signals import stop_on_signals
from synctalk_engine.cli.weights_offer import YES, offer_missing
from synctalk_engine.errors import BatchError
from synctalk_engine.jobs import EXIT_STOPPED, validated
from synctalk_engine.protocol.options.preprocess import BatchOptions, PreprocessSettings
from synctalk_engine.protocol.results import VideoOutcome
from synctalk_engine.workspace.layout import Workspace

_NAMES_IN_ERROR = 10


@takes(BatchOptions)
def batch_preprocess(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Preprocess many videos. A bad one does not stop the rest; what is done is skipped."""
    # not before: what reads the lists is not needed to say --help
    from synctalk_engine.batch.supervise import BatchSupervisor, fitting_jobs
    from synctalk_engine.batch.videos import read_videos
    from synctalk_engine.preprocess.required_assets import needed_assets

    began_s = time.monotonic()
    workspace = Workspace.current()
    asked: BatchOptions = guarded(lambda: validated(BatchOptions, options), as_json)
    settings = {name: getattr(asked, name) for name in PreprocessSettings.model_fields}
    sources = asked.model_dump(include={"video_dir", "video_list", "json_config", "recursive"})
    videos = guarded(lambda: read_videos(workspace, settings, **sources), as_json)
    offer_missing(lambda: needed_assets(videos, workspace), yes, as_json)
    at_once = min(asked.jobs or fitting_jobs(len(videos)), len(videos))
    view = JsonLines() if as_json else BatchTable(len(videos))
    batch = BatchSupervisor(workspace, videos, at_once, view)
    with stop_on_signals(batch.request_stop), view:
        view.on_started(len(videos), at_once)
        try:
            results = batch.run()
        except KeyboardInterrupt:
            raise typer.Exit(EXIT_STOPPED) from None
    view.on_finished(results, round(time.monotonic() - began_s, 2))
    count = Counter(result.result for result in results)
    if count[VideoOutcome.STOPPED]:
        raise typer.Exit(EXIT_STOPPED)
    if count[VideoOutcome.FAILED]:
        names = [result.name for result in results if result.result == VideoOutcome.FAILED]
        shown = ", ".join(names[:_NAMES_IN_ERROR]) + (" …" if len(names) > _NAMES_IN_ERROR else "")
        fail(
            BatchError("batch_failed", failed=len(names), total=len(results), names=shown), as_json
        )
