"""On PYTHONPATH, this gives every Python process other jobs: by default those of ``quick_jobs``.

The variable ``SYNCTALK_TEST_JOBS`` names another module with ``train`` and ``evaluate``. This is
for processes that a test does not start itself, such as the workers of a cluster.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys

_MODULE = "synctalk_engine.jobs"
_JOBS = os.environ.get("SYNCTALK_TEST_JOBS", "tests.helpers.quick_jobs.jobs")
_FUNCTIONS = {kind: f"{_JOBS}:{kind}" for kind in ("train", "evaluate")}


class _Finder(importlib.abc.MetaPathFinder):
    """Lets the module be loaded as usual, and then replaces some of its functions."""

    def find_spec(self, name, path=None, target=None):
        if name != _MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        real = spec.loader.exec_module

        def exec_module(module) -> None:
            real(module)
            module._FUNCTIONS.update(_FUNCTIONS)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Finder())
