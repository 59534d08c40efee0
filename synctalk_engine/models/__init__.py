"""Networks, without I/O, and the table of presets.

`create` is imported on first use: the presets and audio windows must not cost the second that
importing torch takes.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

__all__ = ["create"]


def create(name: str) -> "nn.Module":
    """The network `name` (see `registry.NETWORKS`) with fresh weights, in training mode.

    Raises KeyError with the names there are.
    """
    from synctalk_engine.models import registry

    return registry.create(name)
