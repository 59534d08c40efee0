"""How an engine process behaves beside the window."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil

_SAY_PRIORITIES = """
import psutil
from synctalk_engine.workspace.engine_process import stand_back
before = psutil.Process().nice()
stand_back()
print(int(before), int(psutil.Process().nice()))
"""


def test_an_engine_takes_what_others_leave_of_the_processor():
    done = subprocess.run(
        [sys.executable, "-c", _SAY_PRIORITIES], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    before, after = map(int, done.stdout.split())
    if os.name == "nt":
        assert after == psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        assert after == max(before, 10)
