"""``synctalk``, ended without a word when a file is about to take its name, or has just taken it.

    python -m tests.helpers.killed_preprocessing NUMBER before|after preprocess --video_path ...

``os._exit`` runs no handler and flushes nothing: what is on disk is what a killed process leaves.
The tracker is a stand-in. Files take their names one by one by ``os.replace``.
"""

from __future__ import annotations

import itertools
import os
import sys

import pytest

from tests.helpers.fake_tracker import use_fake_tracker

EXIT_CODE = 9


def main() -> None:
    """Run the command line in a process with few days to live."""
    fatal, moment = int(sys.argv[1]), sys.argv[2]
    sys.argv[1:3] = []
    calls, original = itertools.count(), os.replace

    def replace(source: str, target: str) -> None:
        is_last = next(calls) == fatal
        if is_last and moment == "before":
            os._exit(EXIT_CODE)
        original(source, target)
        if is_last:
            os._exit(EXIT_CODE)

    with pytest.MonkeyPatch.context() as patch:
        use_fake_tracker(patch)
        patch.setattr(os, "replace", replace)
        from synctalk_engine.cli.app import main as synctalk

        synctalk()


if __name__ == "__main__":
    main()
