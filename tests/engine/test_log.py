"""The engine's log where the disk is full."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from synctalk_engine.log import configure


@pytest.fixture
def engine_log():
    """The engine's logger, left as it was found."""
    logger = logging.getLogger("synctalk_engine")
    before = list(logger.handlers), logger.level, logger.propagate
    yield logger
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.handlers[:], logger.level, logger.propagate = before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")
def test_a_log_that_found_no_room_does_not_end_the_next_job(engine_log, tmp_path, capsys):
    engine_log.handlers[:] = []
    configure(Path("/dev/full"))
    engine_log.warning("a line that cannot be written")
    configure(tmp_path / "engine.log")
    engine_log.warning("a line that can")
    assert "a line that can\n" in (tmp_path / "engine.log").read_text(encoding="utf-8")
    assert "Traceback" not in capsys.readouterr().err
