"""Validation samples of a training: target above generated, and a slider over the steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from synctalk_engine.errors import SynctalkError
from synctalk_gui.formats import number
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.image_sources import ImageSource
from synctalk_gui.widgets.sample_files import SampleListing, pair_count, tile_source
from synctalk_gui.widgets.sample_grid import SampleGrid
from synctalk_gui.widgets.seek_slider import SeekSlider
from synctalk_gui.widgets.split_row import split_row


class SampleStrip(QWidget):
    """Up to eight validation samples in two rows, target and generated, of any step.

    Call ``set_folder(run.samples_dir)`` once, ``refresh()`` or ``add_step(step, epoch)`` for each
    ``sample`` event, and ``set_best(step)`` for a better checkpoint. While the slider is at its
    end, new steps are shown as they arrive. Keyboard: Left and Right move one step, Home, End.
    Double click or Enter opens a sample.
    """

    step_shown = Signal(int)
    """Another step's samples are shown."""
    sample_activated = Signal(int, int)
    """(index, step): the user opened this sample."""

    def __init__(self, parent: QWidget | None = None, loader: ImageLoader | None = None) -> None:
        super().__init__(parent)
        self._loader = loader or ImageLoader.shared()
        self._loader.ready.connect(self._on_ready)
        self._loader.failed.connect(self._on_failed)
        self._folder: Path | None = None
        self._samples: dict[int, tuple[Path, int]] = {}
        """Step -> (folder, number of samples) of ``_own`` and of the ``_earlier`` runs."""
        self._own: dict[int, tuple[Path, int]] = {}
        self._earlier: dict[int, tuple[Path, int]] = {}
        self._steps: list[int] = []
        self._epochs: dict[int, int] = {}
        self._best_step: int | None = None
        self._shown_step: int | None = None
        self._grid = SampleGrid(self, self)
        self._grid.activated.connect(self._on_activated)
        bar = self._make_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addWidget(self._grid)
        layout.addWidget(bar)
        layout.addStretch(1)
        self.setFocusProxy(self._grid)
        self._refresh_slider()

    def _make_bar(self) -> QWidget:
        """Returns the row with the slider and its label, and with the chips."""
        self._slider = SeekSlider()
        self._slider.setAccessibleName(self.tr("Training step of the samples"))
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._caption = QLabel(self.tr("Checkpoint"))
        self._caption.setProperty("role", "mute")
        self._label = QLabel()
        self._label.setProperty("role", "mute")
        self._difference_chip = QPushButton(self.tr("Difference"))
        self._difference_chip.setProperty("role", "chip")
        self._difference_chip.setCheckable(True)
        self._difference_chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._difference_chip.setToolTip(
            self.tr("Difference between generated and target, amplified 4 times")
        )
        self._difference_chip.toggled.connect(self._on_difference_toggled)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._caption)
        row.addWidget(self._slider, 1)
        row.addWidget(self._label)
        right, self._chips = flow_widget(8)
        self._chips.addWidget(self._difference_chip)
        return split_row(left, right)

    # --- what there is

    def set_folder(self, folder: Path | None) -> None:
        """Show the samples of a run, ``<folder>/<step>/target_000.jpg, generated_000.jpg``.

        Clears the epochs and the best step.
        """
        if folder != self._folder:
            self._grid.forget_images()
        self._folder = folder
        self._samples, self._own, self._earlier, self._epochs = {}, {}, {}, {}
        self._best_step = self._shown_step = None
        self._update_steps(is_following=True)
        self.refresh()

    def set_earlier(self, samples: dict[int, tuple[Path, int]], epochs: dict[int, int]) -> None:
        """Add the samples of the earlier runs of the same training.

        Args:
            samples: step -> (folder, number of samples).
            epochs: step -> epoch.
        """
        self._earlier = samples
        self._epochs = {**epochs, **self._epochs}
        self._take({})

    def refresh(self) -> None:
        """Look for new steps in the folder."""
        if self._folder is None:
            return
        self._loader.invalidate_source(SampleListing(self._folder))
        self._request_sources(with_listing=True)

    def add_step(self, step: int, epoch: int | None = None, folder: Path | None = None) -> None:
        """Add a step; ``folder`` if its samples are not in ``<folder>/<step>``."""
        if epoch is not None:
            self._epochs[step] = epoch
        if folder is not None:
            count = pair_count(folder)
            if count:
                self._take({step: (folder, count)})
        else:
            self.refresh()

    def set_epochs(self, epochs: dict[int, int]) -> None:
        """Set the epoch of each step, for the label; may include steps without samples yet."""
        self._epochs.update(epochs)
        self._refresh_label()

    def set_best(self, step: int | None) -> None:
        """Mark the best checkpoint."""
        self._best_step = step
        self._refresh_label()
        self._grid.update()

    def add_chip(self, part: QPushButton) -> None:
        """Add a chip at the right end; it is visible without samples too."""
        self._chips.addWidget(part)

    # --- what is shown

    @property
    def steps(self) -> list[int]:
        """All steps that have samples, in ascending order."""
        return list(self._steps)

    @property
    def shown_step(self) -> int | None:
        return self._shown_step

    def show_step(self, step: int) -> None:
        """Show the samples of the step nearest to ``step``."""
        if self._steps:
            self._show(nearest(self._steps, step))

    def set_difference_shown(self, is_shown: bool) -> None:
        """Show a third row with the difference, amplified four times."""
        self._difference_chip.setChecked(is_shown)

    def is_following(self) -> bool:
        """Returns whether new samples are shown as they arrive."""
        return not self._steps or self._shown_step == self._steps[-1]

    def grid_px(self, width_px: int) -> int:
        """Returns the height of the images at a width."""
        return self._grid.heightForWidth(width_px)

    # --- for the grid

    def sources(self, row: str) -> list[ImageSource]:
        """Returns the sources of a row's tiles, left to right."""
        if self._shown_step is None:
            return []
        folder, count = self._samples[self._shown_step]
        return [tile_source(folder, index, row) for index in range(count)]

    def cached(self, source: ImageSource) -> QImage | None:
        return self._loader.cached(source)

    # --- parts

    def _take(self, found: dict[int, tuple[Path, int]]) -> None:
        was_following = self.is_following()
        self._own.update(found)
        first = min(self._own, default=None)
        earlier = {
            step: place for step, place in self._earlier.items() if first is None or step < first
        }
        self._samples = {**earlier, **self._own}
        self._update_steps(was_following)

    def _update_steps(self, is_following: bool) -> None:
        self._steps = sorted(self._samples)
        if self._steps and (is_following or self._shown_step not in self._samples):
            self._show(self._steps[-1])
        self._refresh_slider()
        self._grid.update()

    def _show(self, step: int) -> None:
        if step == self._shown_step:
            return
        self._shown_step = step
        self._refresh_slider()
        self._grid.show_step()
        self._request_sources()
        self.step_shown.emit(step)

    def _request_sources(self, with_listing: bool = False) -> None:
        """QueuedJob the visible tiles first, then those of the neighbouring steps."""
        sources: list[ImageSource] = []
        listing = None if self._folder is None else SampleListing(self._folder)
        if listing is not None and (with_listing or self._is_listing_wanted):
            sources.append(listing)
        self._is_listing_wanted = bool(sources)
        if self.isVisible() and self._shown_step is not None:
            for row in self._grid.rows:
                sources += self.sources(row)
            place = self._steps.index(self._shown_step)
            for beside in (place - 1, place + 1):
                if 0 <= beside < len(self._steps):
                    folder, count = self._samples[self._steps[beside]]
                    sources += [tile_source(folder, i, "generated") for i in range(count)]
        self._loader.request(self, sources)

    _is_listing_wanted = False

    def _refresh_slider(self) -> None:
        has_choice = len(self._steps) > 1
        self._slider.setEnabled(has_choice)
        self._slider.blockSignals(True)
        self._slider.setRange(0, max(0, len(self._steps) - 1))
        if self._shown_step in self._samples:
            self._slider.setValue(self._steps.index(self._shown_step))
        self._slider.blockSignals(False)
        for widget in (self._slider, self._caption, self._label, self._difference_chip):
            widget.setVisible(bool(self._steps))
        self._refresh_label()

    def _refresh_label(self) -> None:
        if self._shown_step is None:
            self._label.setText("")
            return
        epoch = self._epochs.get(self._shown_step)
        if epoch is None:
            text = self.tr("Step {n}").format(n=number(self._shown_step))
        else:
            last = max(self._epochs.get(step, 0) for step in self._steps)
            text = self.tr("Epoch {n} of {count}").format(n=epoch, count=last)
            if last == 0:
                text = self.tr("Epoch {n}").format(n=epoch)
        if self._shown_step == self._best_step:
            text = self.tr("{what} · best").format(what=text)
        self._label.setText(text)
        self._slider.setAccessibleDescription(text)

    # --- slots

    def _on_slider_moved(self, place: int) -> None:
        self._show(self._steps[place])

    def _on_difference_toggled(self, is_shown: bool) -> None:
        self._grid.set_rows(("target", "generated", "difference")[: 3 if is_shown else 2])
        self._request_sources()

    def _on_activated(self, index: int) -> None:
        if self._shown_step is not None:
            self.sample_activated.emit(index, self._shown_step)

    def _on_ready(self, source: object, value: object) -> None:
        if isinstance(source, SampleListing):
            if source.folder == self._folder:
                self._is_listing_wanted = False
                self._take(value)
                self._request_sources()
        elif self._shown_step is not None:
            self._grid.refresh_tile(source)

    def _on_failed(self, source: object, _error: SynctalkError) -> None:
        self._grid.refresh_tile(source)

    # --- overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steps:
            super().keyPressEvent(event)
            return
        place = self._steps.index(self._shown_step)
        places = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._steps) - 1,
        }
        target = places.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        else:
            self._show(self._steps[min(max(target, 0), len(self._steps) - 1)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._request_sources()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._request_sources()


def nearest(steps: Sequence[int], step: int) -> int:
    """Returns the nearest of ``steps`` (ascending, not empty); the earlier of two."""
    place = bisect_left(steps, step)
    beside = steps[max(0, place - 1) : place + 1]
    return min(beside, key=lambda candidate: abs(candidate - step))
