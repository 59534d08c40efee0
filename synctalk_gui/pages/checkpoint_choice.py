"""Which checkpoint's held-out frames are looked at: those that are drawn, and those that can be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from synctalk_gui.formats import number
from synctalk_gui.item_models.validation_sets import ValidationSet


class CheckpointChoice(QComboBox):
    """Sets of frames first, then the checkpoints that no whole set was drawn with.

    Choosing one of the latter asks for it to be drawn; what is shown stays until it is there.
    """

    set_chosen = Signal(object)
    """ValidationSet: to be shown."""
    generation_requested = Signal(int)
    """The frames of this epoch's checkpoint are to be drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: list[ValidationSet] = []
        self._epochs: tuple[int, ...] = ()
        self._shown: ValidationSet | None = None
        self._requested_epoch: int | None = None
        self.setAccessibleName(self.tr("Checkpoint"))
        self.activated.connect(self._on_activated)

    @property
    def shown(self) -> ValidationSet | None:
        return self._shown

    @property
    def requested_epoch(self) -> int | None:
        """The epoch that is being drawn, or waits for it."""
        return self._requested_epoch

    def set_choices(self, sets: Sequence[ValidationSet], epochs: Sequence[int]) -> None:
        """Offer other sets and checkpoints; a set that was waited for is shown at once."""
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
        """What was to be drawn will not come."""
        self._requested_epoch = None

    def _is_wanted(self, held_out: ValidationSet) -> bool:
        is_whole = not held_out.strip_count
        return (
            is_whole
            and self._requested_epoch is not None
            and held_out.epoch == self._requested_epoch
        )

    def _fill(self) -> None:
        self.clear()
        for held_out in self._sets:
            self.addItem(held_out.title(), held_out)
        drawn = {held_out.epoch for held_out in self._sets if not held_out.strip_count}
        for epoch in reversed(self._epochs):
            if epoch not in drawn:
                self.addItem(self.tr("epoch {n} · generate").format(n=number(epoch)), epoch)

    def _mark_shown(self) -> None:
        places = (row for row in range(self.count()) if self.itemData(row) is self._shown)
        self.setCurrentIndex(next(places, -1))

    def _on_activated(self, row: int) -> None:
        chosen = self.itemData(row)
        if isinstance(chosen, ValidationSet):
            self._shown = chosen
            self.set_chosen.emit(chosen)
        elif isinstance(chosen, int):
            self._mark_shown()
            self._requested_epoch = chosen
            self.generation_requested.emit(chosen)
