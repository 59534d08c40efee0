"""How many threads to compute with.

torch's threads wait for each other thousands of times a second. On a machine that is busy with
something else one of them is always waiting its turn, and two threads were measured to be ten times
slower than one. So only cores that are idle are used.
"""

from __future__ import annotations

import logging

import psutil
import torch

SAMPLE_S = 1.5

logger = logging.getLogger(__name__)


def use_idle_cores(most: int | None = None) -> int:
    """Compute with as many threads as cores are idle now, at least one; gives the number.

    Args:
        most: never more than this; None: what torch would use (OMP_NUM_THREADS is heeded).
    """
    most = most or torch.get_num_threads()
    if most > 1:
        busy_share = psutil.cpu_percent(interval=SAMPLE_S) / 100
        cores = psutil.cpu_count(logical=True) or 1
        # Half the machine busy leaves half the threads, whatever torch counts as a core.
        most = max(1, min(most, round(most * (1 - busy_share)), cores))
    torch.set_num_threads(most)
    logger.info("computing with %d threads", most)
    return most


def has_core_to_spare(device: torch.device) -> bool:
    """Whether another thread can work beside torch's without taking one of its cores.

    On two cores, a thread that made batches while two computed made a step 14 to 44 % slower than
    batches and steps in turns (4 to 17 % while targets were made for the first time).
    """
    return device.type != "cpu" or (psutil.cpu_count(logical=True) or 1) > torch.get_num_threads()
