"""What a training run is made with: fixed when it begins, saved with it, checked on resume."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from synctalk_engine.training.hardware.launch import LaunchMode
from synctalk_engine.training.hardware.precision import Precision

_NAMES_ON_DISK = {"micro_batches": "accumulate"}
_REQUIRED = ("preset", "asr", "kind", "seed", "batch_size", "precision", "threads")


@dataclass(frozen=True)
class RunConfig:
    """Settings of one training. Never changed: a resumed run gets a copy with its new values."""

    preset: str
    asr: str
    """Feature kind that the user chose."""
    kind: str
    """Input of the network: ``asr``, or several kinds joined by ``+``."""
    seed: int
    batch_size: int
    precision: Precision
    threads: int
    """CPU threads; the same number gives the same weights on a CPU."""
    steps_per_epoch: int = 0
    """0 where an old state does not say it."""
    micro_batches: int = 1
    """In how many parts the gradient of a batch is computed."""
    sync_loss: bool = False
    sync_loss_start: float = 0.0
    """First step with the sync loss, as a fraction of the run's steps."""
    perceptual_loss: bool = True
    discriminator_start: float = 0.0
    """First step with the discriminator, as a fraction of the run's steps."""
    launch: LaunchMode = LaunchMode.EAGER
    """How the network's passes are launched; on CUDA by trial."""
    syncnet: str | None = None
    """SyncNet checkpoint that was named by the user."""
    videos: tuple[dict[str, Any], ...] | None = None
    """``path`` and ``train_frames`` of each source video; None in states of early versions."""
    parent: str | None = None
    """Checkpoint that the training started from."""
    training: str = ""
    """Id of the run in which the training began."""

    def resized(self, batch_size: int, steps_per_epoch: int, micro_batches: int) -> RunConfig:
        """The config for another batch size. Phase starts are fractions, so they stay."""
        return replace(
            self,
            batch_size=batch_size,
            steps_per_epoch=steps_per_epoch,
            micro_batches=micro_batches,
        )

    def with_total_steps(self, before: int, total_steps: int) -> RunConfig:
        """The config of a run that ends elsewhere; its phases start at the same steps."""
        return replace(
            self,
            sync_loss_start=round(self.sync_loss_start * before) / max(1, total_steps),
            discriminator_start=round(self.discriminator_start * before) / max(1, total_steps),
        )

    def as_dict(self, total_steps: int) -> dict[str, Any]:
        """Plain values under their names on disk.

        ``sync_from_step`` is there for earlier versions of the program.
        """
        values = {_NAMES_ON_DISK.get(f.name, f.name): getattr(self, f.name) for f in fields(self)}
        return {
            **values,
            "precision": self.precision.as_dict(),
            "launch": self.launch.value,
            "videos": None if self.videos is None else list(self.videos),
            "sync_from_step": round(self.sync_loss_start * total_steps),
        }

    @classmethod
    def from_dict(
        cls, data: dict[str, Any], total_steps: int, discriminator_from_step: int = 0
    ) -> RunConfig:
        """The config that :meth:`as_dict` wrote, or an earlier version of the program.

        Args:
            total_steps, discriminator_from_step: of the same state. Earlier versions saved the
                starts of phases in steps.
        Raises:
            KeyError, TypeError, ValueError: it is damaged.
        """
        missing = [name for name in _REQUIRED if name not in data]
        if missing:
            raise KeyError(missing[0])
        names = {_NAMES_ON_DISK.get(f.name, f.name): f.name for f in fields(cls)}
        values = {names[key]: value for key, value in data.items() if key in names}
        steps = max(1, total_steps)
        videos = values.get("videos")
        return cls(
            **{
                "sync_loss_start": data.get("sync_from_step", 0) / steps,
                "discriminator_start": discriminator_from_step / steps,
                **values,
                "precision": Precision(**data["precision"]),
                "launch": LaunchMode(data.get("launch", LaunchMode.EAGER)),
                "videos": None if videos is None else tuple(videos),
            }
        )
