"""Chooses the checkpoint whose validation frames are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from synctalk_gui.formats import number
from synctalk_gui.item_models.validation_sets import ValidationImages


class CheckpointChoice(QComboBox):
    """Lists the validation sets first, then the checkpoints without a complete set.

    Choosing such a checkpoint requests its frames; the current set stays until they exist.
    """

    set_chosen = Signal(object)
    """ValidationSet to show."""
    generation_requested = Signal(int)
    """Epoch of a checkpoint whose validation frames should be generated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: list[ValidationImages] = []
        self._epochs: tuple[int, ...] = ()
        self._shown: ValidationImages | None = None
        self._requested_epoch: int | None = None
        # Choices come and grow longer ("9 min ago", "10 min ago") while it is shown.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(self.tr("Checkpoint"))
        self.activated.connect(self._on_activated)

    @property
    def shown(self) -> ValidationImages | None:
        return self._shown

    @property
    def requested_epoch(self) -> int | None:
        """The epoch whose frames are being generated or queued."""
        return self._requested_epoch

    def set_choices(self, sets: Sequence[ValidationImages], epochs: Sequence[int]) -> None:
        """Set the sets and checkpoints to offer; a requested set is shown at once."""
        sets, epochs = list(sets), tuple(epochs)
        if (sets, epochs) == (self._sets, self._epochs):
            return
        self._sets, self._epochs = sets, epochs
        self._fill()
        wanted = next((s for s in sets if self._is_wanted(s)), None)
        same = next((s for s in sets if self._shown and s.folder == self._shown.folder), None)
        choice = wanted or same or (sets[0] if sets else None)
        if wanted is not None:
            self._requested_epoch = None
        if choice != self._shown:
            self._shown = choice
            self.set_chosen.emit(choice)
        self._mark_shown()

    def cancel_request(self) -> None:
        """Forget the requested epoch: its frames will not be generated."""
        self._requested_epoch = None

    def _is_wanted(self, frames: ValidationImages) -> bool:
        is_complete = not frames.strip_count
        return (
            is_complete
            and self._requested_epoch is not None
            and frames.epoch == self._requested_epoch
        )

    def _fill(self) -> None:
        self.clear()
        for frames in self._sets:
            self.addItem(frames.title(), frames)
        generated = {frames.epoch for frames in self._sets if not frames.strip_count}
        for epoch in reversed(self._epochs):
            if epoch not in generated:
                self.addItem(self.tr("Epoch {n} · generate").format(n=number(epoch)), epoch)

    def _mark_shown(self) -> None:
        places = (row for row in range(self.count()) if self.itemData(row) is self._shown)
        self.setCurrentIndex(next(places, -1))

    def _on_activated(self, row: int) -> None:
        chosen = self.itemData(row)
        if isinstance(chosen, ValidationImages):
            self._shown = chosen
            self.set_chosen.emit(chosen)
        elif isinstance(chosen, int):
            self._mark_shown()
            self._requested_epoch = chosen
            self.generation_requested.emit(chosen)
