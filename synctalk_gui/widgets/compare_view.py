"""Compares validation frames with the generated ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from synctalk_engine.errors import SynctalkError
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import frame_number
from synctalk_gui.widgets.blend_view import BlendView
from synctalk_gui.widgets.frame_export import Column, spread
from synctalk_gui.widgets.frame_pairs import FramePair, PairListing
from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.image_sources import DifferenceImage, ImageFile, ImageSource
from synctalk_gui.widgets.transport import Transport

CompareMode = Literal["side", "wipe", "onion"]
MODES: tuple[CompareMode, ...] = ("side", "wipe", "onion")
DIFFERENCE_GAIN = 4
_AHEAD_PLAYING = 8
_AHEAD_STILL = 2


class CompareView(QWidget):
    """Target, generated and difference side by side, or target and generated blended.

    Call ``set_folder(run / "heldout")`` or ``set_pairs``. The three views zoom and pan together.
    Keys as in ``Transport`` and ``FrameView``; 1, 2 and 3 choose side by side, wipe, onion skin.
    """

    frame_changed = Signal(int)
    """The current frame changed: its number in the clip."""
    pairs_loaded = Signal(int)
    """The folder was listed: the number of pairs."""
    mode_changed = Signal(str)
    """``side``, ``wipe`` or ``onion`` was chosen."""

    def __init__(self, parent: QWidget | None = None, loader: ImageLoader | None = None) -> None:
        super().__init__(parent)
        self._loader = loader or ImageLoader.shared()
        self._loader.ready.connect(self._on_ready)
        self._loader.failed.connect(self._on_failed)
        self._folder: Path | None = None
        self._pairs: tuple[FramePair, ...] = ()
        self._places: dict[Path, int] = {}
        self._shown: int | None = None
        self._mode: CompareMode = "side"
        empty = self._empty_text()
        self._views = [FrameView(empty_text=text) for text in (empty, "", "")]
        for view in self._views:
            view.set_at_top(True)
            view.view_changed.connect(self._on_view_changed)
        self._blend = BlendView(empty_text=empty)
        self._blend.fraction_changed.connect(self._on_line_dragged)
        self._transport = Transport()
        self._transport.position_changed.connect(self._on_position_changed)
        self._transport.playing_changed.connect(self._on_playing_changed)
        self._build()
        self._show_mode()

    # --- what is compared

    def set_folder(self, folder: Path | None, fps: float = 25.0) -> None:
        """Show the pairs in a folder, listed in the background; None shows nothing."""
        self.set_pairs((), fps)
        self._folder = folder
        if folder is not None:
            self._loader.invalidate(folder)
        self._request_sources()

    def set_pairs(
        self, pairs: Sequence[FramePair | tuple[int, Path, Path]], fps: float = 25.0
    ) -> None:
        """Show pairs of (frame number, target, generated), in this order."""
        self._folder = None
        self._pairs = tuple(p if isinstance(p, FramePair) else FramePair(*p) for p in pairs)
        self._places = {
            path: place
            for place, pair in enumerate(self._pairs)
            for path in (pair.target, pair.generated)
        }
        self._clear()
        self._transport.set_frames(len(self._pairs), fps)
        self._transport.set_frame_numbers([pair.frame for pair in self._pairs])
        self._update_images()

    @property
    def pair_count(self) -> int:
        return len(self._pairs)

    @property
    def current_frame(self) -> int | None:
        """Number of the current frame in the clip; None without pairs."""
        return self._pairs[self._transport.position].frame if self._pairs else None

    @property
    def transport(self) -> Transport:
        return self._transport

    def frame_columns(self) -> list[Column]:
        """Returns the current frame for export: target, generated and difference."""
        if not self._pairs:
            return []
        pair = self._pairs[self._transport.position]
        sources = (
            ImageFile(pair.target),
            ImageFile(pair.generated),
            DifferenceImage(pair.target, pair.generated, DIFFERENCE_GAIN),
        )
        return [Column(self._caption(i), (source,)) for i, source in enumerate(sources)]

    def strip_columns(self, count: int) -> list[Column]:
        """Returns frames spread over all pairs for export: target above generated."""
        if not self._pairs:
            return []
        pairs = [self._pairs[place] for place in spread(0, len(self._pairs) - 1, count)]
        return [
            Column(frame_number(pair.frame), (ImageFile(pair.target), ImageFile(pair.generated)))
            for pair in pairs
        ]

    def show_frame(self, frame: int) -> None:
        """Go to the pair whose frame number is nearest."""
        if self._pairs:
            places = range(len(self._pairs))
            nearest = min(places, key=lambda place: abs(self._pairs[place].frame - frame))
            self._transport.set_position(nearest)

    def set_mode(self, mode: CompareMode) -> None:
        """Set the mode: ``side`` (by side), ``wipe`` or ``onion`` (skin)."""
        self._chips[mode].click()

    @property
    def mode(self) -> CompareMode:
        return self._mode

    # --- parts

    def _build(self) -> None:
        self._captions = [QLabel(self._caption(index)) for index in range(3)]
        side = QWidget()
        grid = QGridLayout(side)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (caption, view) in enumerate(zip(self._captions, self._views, strict=True)):
            caption.setProperty("role", "mute")
            view.setAccessibleName(caption.text())
            grid.addWidget(caption, 0, column)
            grid.addWidget(view, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(side)
        self._stack.addWidget(self._blend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.mode_bar = self._make_bar()
        layout.addWidget(self.mode_bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._transport)

    def _make_bar(self) -> QWidget:
        """Returns the chips of the modes; a page may move them into its own header."""
        texts = {
            "side": (self.tr("Side by side"), self.tr("Target, generated, difference (1)")),
            "wipe": (
                self.tr("Wipe"),
                self.tr("Target on the left of a line, generated on the right (2)"),
            ),
            "onion": (self.tr("Onion skin"), self.tr("Blend target and generated (3)")),
        }
        self._chips: dict[CompareMode, QPushButton] = {}
        self._group = QButtonGroup(self)
        result = QWidget()
        bar = QHBoxLayout(result)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(6)
        for mode, (text, tip) in texts.items():
            chip = QPushButton(text)
            chip.setProperty("role", "chip")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click keeps the focus on the image
            chip.setCheckable(True)
            chip.setToolTip(tip)
            chip.setAccessibleName(tip)
            chip.setObjectName(mode)
            self._group.addButton(chip)
            self._chips[mode] = chip
            bar.addWidget(chip)
        self._group.buttonClicked.connect(self._on_mode_clicked)
        bar.addSpacing(10)
        self._add_blend_slider(bar)
        bar.addStretch(1)
        return result

    def _add_blend_slider(self, bar: QHBoxLayout) -> None:
        """Add the slider between target and generated, for wipe and onion skin."""
        self._ends = QLabel(), QLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setValue(50)
        self._slider.setFixedWidth(140)
        self._slider.setAccessibleName(self.tr("Target or generated"))
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._ends[0].setText(self.tr("Target"))
        self._ends[1].setText(self.tr("Generated"))
        for widget in (self._ends[0], self._slider, self._ends[1]):
            bar.addWidget(widget)
        for end in self._ends:
            end.setProperty("role", "mute")

    def _caption(self, index: int) -> str:
        texts = (self.tr("Target"), self.tr("Generated"), self.tr("Difference × {gain}"))
        return texts[index].format(gain=DIFFERENCE_GAIN)

    def _show_mode(self) -> None:
        self._chips[self._mode].setChecked(True)
        self._stack.setCurrentIndex(0 if self._mode == "side" else 1)
        for widget in (self._slider, *self._ends):
            widget.setVisible(self._mode != "side")
        if self._mode != "side":
            self._blend.set_mode(self._mode)
        self.setFocusProxy(self._views[0] if self._mode == "side" else self._blend)

    def _sources(self, place: int) -> list[ImageSource]:
        """Returns the sources that a pair needs to be shown."""
        pair = self._pairs[place]
        sources: list[ImageSource] = [ImageFile(pair.target), ImageFile(pair.generated)]
        if self._mode == "side":
            sources.append(DifferenceImage(pair.target, pair.generated, DIFFERENCE_GAIN))
        return sources

    def _update_images(self) -> None:
        if self._pairs:
            self._try_show(self._transport.position)
        self._request_sources()

    def _try_show(self, place: int) -> bool:
        """Show a pair if all its images are loaded; never mixes images of two pairs."""
        images = [self._loader.cached(source) for source in self._sources(place)]
        if any(image is None for image in images):
            return False
        self._shown = place
        self._show_images(images)
        return True

    def _show_images(self, images: Sequence[QImage | None]) -> None:
        if self._mode == "side":
            for view, image in zip(self._views, images, strict=True):
                view.set_image(image)
        else:
            self._blend.set_pair(images[0], images[1])

    def _clear(self) -> None:
        self._shown = None
        for view in self._views:
            view.set_image(None)
        self._blend.set_pair(None, None)
        for view in (self._views[0], self._blend):
            view.set_empty_text(self._empty_text())

    def _empty_text(self) -> str:
        if self._pairs:
            return self.tr("Reading the frames…")
        return self.tr("Validation frames appear here after training.")

    def _request_sources(self) -> None:
        sources: list[ImageSource] = []
        if self._folder is not None and self._loader.cached(PairListing(self._folder)) is None:
            sources.append(PairListing(self._folder))
        if self.isVisible() and self._pairs:
            here = self._transport.position
            ahead = _AHEAD_PLAYING if self._transport.is_playing() else _AHEAD_STILL
            places = [*range(here, here + ahead + 1), here - 1]
            for place in places:
                if 0 <= place < len(self._pairs):
                    sources += self._sources(place)
        self._loader.request(self, sources)

    def _is_nearer(self, place: int) -> bool:
        """Returns whether a pair that was just loaded should replace the current one."""
        here = self._transport.position
        if self._shown is None or place == here:
            return True
        if self._transport.is_playing():
            return self._shown < place <= here or place <= here < self._shown
        return abs(place - here) < abs(self._shown - here)

    # --- slots

    def _on_ready(self, source: object, value: object) -> None:
        if isinstance(source, PairListing):
            if source.folder == self._folder:
                folder = self._folder
                self.set_pairs(value, self._transport.fps)
                self._folder = folder
                self.pairs_loaded.emit(len(self._pairs))
            return
        path = getattr(source, "path", None) or getattr(source, "first", None)
        place = self._places.get(path)
        if place is not None and self._is_nearer(place):
            self._try_show(place)

    def _on_failed(self, source: object, error: SynctalkError) -> None:
        path = getattr(source, "path", None)
        place = self._places.get(path)
        if place is not None and place == self._transport.position:
            self._clear()
            self._shown = place  # show no neighbour instead
            text = self.tr("Cannot read frame {n}.")
            text = text.format(n=frame_number(self._pairs[place].frame))
            self._views[0].set_empty_text(f"{text}\n{sentence_text(error.code, error.params)}")
            self._blend.set_empty_text(text)

    def _on_position_changed(self, place: int) -> None:
        self._update_images()
        self.frame_changed.emit(self._pairs[place].frame)

    def _on_playing_changed(self, _is_playing: bool) -> None:
        self._request_sources()

    def _on_view_changed(self) -> None:
        state = self.sender().view_state()
        for view in self._views:
            if view is not self.sender():
                view.set_view_state(state)

    def _on_mode_clicked(self, chip: QPushButton) -> None:
        mode = chip.objectName()
        if mode != self._mode:
            self._mode = mode
            self._show_mode()
            self._update_images()
            self.mode_changed.emit(mode)

    def _on_slider_moved(self, value: int) -> None:
        self._blend.set_fraction(value / 100)

    def _on_line_dragged(self, fraction: float) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(round(fraction * 100))
        self._slider.blockSignals(False)

    # --- overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = event.key() - Qt.Key.Key_1
        if not event.modifiers() and 0 <= index < len(MODES):
            self.set_mode(MODES[index])
        elif not self._transport.handle_key(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._update_images()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._request_sources()
