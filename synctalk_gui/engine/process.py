"""How an engine process is started, recognised and ended: the engine's own way, handed on."""

from synctalk_engine.workspace.engine_process import (
    OUTPUT_NAME,
    EngineCommand,
    end_process_tree,
    prepare_resume,
    start_run,
)

__all__ = ["OUTPUT_NAME", "EngineCommand", "end_process_tree", "prepare_resume", "start_run"]
