"""NumPy's and SciPy's small systems are solved by one thread."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import synctalk_engine
import numpy, scipy.linalg
from threadpoolctl import threadpool_info

numpy.linalg.solve(numpy.eye(8), numpy.ones(8))
print(*(one["num_threads"] for one in threadpool_info() if one["internal_api"] == "openblas"))
"""


def threads_of(environment: dict[str, str]) -> list[int]:
    """Threads of each OpenBLAS of a process that has loaded the engine."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(number) for number in done.stdout.split()]


@pytest.mark.skipif(os.cpu_count() == 1, reason="one core is one thread in any case")
def test_openblas_has_one_thread_unless_told_otherwise():
    usual = threads_of({})
    if not usual:
        pytest.skip("this NumPy has no OpenBLAS, as on macOS")
    assert set(usual) == {1}
    assert set(threads_of({"OPENBLAS_NUM_THREADS": "2"})) == {2}
