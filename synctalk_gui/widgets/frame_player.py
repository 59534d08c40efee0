"""Plays the frames of a preprocessed clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.clip import Clip
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import frame_number
from synctalk_gui.widgets.clip_index import ClipIndex, ClipListing
from synctalk_gui.widgets.frame_export import Column, spread
from synctalk_gui.widgets.frame_view import FrameView
from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.image_sources import ImageFile, ImageSource, LandmarksFile
from synctalk_gui.widgets.transport import Transport

_AHEAD_PLAYING = 12
_AHEAD_STILL = 3
_BEHIND = 2


class FramePlayer(QWidget):
    """A frame view with a transport bar.

    ``set_clip(Clip(path))`` lists the clip in the background and emits ``clip_loaded``;
    ``set_frames`` shows any images. Keys as in ``Transport`` and ``FrameView``.
    """

    clip_loaded = Signal(int)
    """The clip was listed: the number of frames."""
    frame_changed = Signal(int)
    """The position changed to this frame; its image may follow later."""
    playing_changed = Signal(bool)
    """Playback started or stopped."""

    def __init__(self, parent: QWidget | None = None, loader: ImageLoader | None = None) -> None:
        super().__init__(parent)
        self._loader = loader or ImageLoader.shared()
        self._loader.ready.connect(self._on_ready)
        self._loader.failed.connect(self._on_failed)
        self._clip: Clip | None = None
        self._index = ClipIndex.of()
        self._shown_index: int | None = None
        self._validation_start: int | None = None
        self._view = FrameView(empty_text=self.tr("No frames yet."))
        self._transport = Transport()
        self._transport.position_changed.connect(self._on_position_changed)
        self._transport.playing_changed.connect(self._on_playing_changed)
        self._landmarks_chip = self._transport.add_chip(
            self.tr("Landmarks"), self.tr("Show the 110 facial landmarks")
        )
        self._landmarks_chip.toggled.connect(self._on_landmarks_toggled)
        self._crop_chip = self._transport.add_chip(
            self.tr("Crop box"), self.tr("Show the crop that the model sees")
        )
        self._crop_chip.toggled.connect(self._on_crop_toggled)
        self.setFocusProxy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._transport)

    # --- what is played

    def set_clip(self, clip: Clip | None) -> None:
        """Show a clip from its first frame; None shows nothing."""
        self._clip = clip
        self._validation_start = None
        self._transport.pause()
        self._transport.set_position(0)
        self._set_index(ClipIndex.of())
        self.refresh()

    def refresh(self) -> None:
        """List the clip's files again after they have changed; the frame stays."""
        if self._clip is None:
            return
        self._loader.invalidate(self._clip.path)
        self._view.set_empty_text(self.tr("Reading the clip…"))
        self._request_sources()

    def set_frames(
        self, frame_paths: Sequence[Path], fps: float = 25.0, landmark_paths: Sequence[Path] = ()
    ) -> None:
        """Show any images, in order."""
        self._clip = None
        self._transport.set_position(0)
        self._set_index(ClipIndex.of(frame_paths, landmark_paths, fps=fps))

    def set_validation_start(self, index: int | None) -> None:
        """Set the first validation frame; frames from there on are labelled."""
        self._validation_start = index
        self._refresh_note()

    # --- position

    @property
    def frame_count(self) -> int:
        return len(self._index.frame_paths)

    @property
    def current_frame(self) -> int:
        return self._transport.position

    @property
    def shown_frame(self) -> int | None:
        """The frame whose image is visible; None before the first."""
        return self._shown_index

    @property
    def view(self) -> FrameView:
        return self._view

    @property
    def transport(self) -> Transport:
        return self._transport

    def set_frame(self, index: int) -> None:
        """Go to a frame, limited to the clip."""
        self._transport.set_position(index)

    def frame_columns(self) -> list[Column]:
        """Returns the current frame for export."""
        return self._columns([self.current_frame])

    def strip_columns(self, count: int, frame_range: tuple[int, int] | None = None) -> list[Column]:
        """Returns frames spread over a range (None: all) for export."""
        first, end = frame_range or (0, self.frame_count)
        return self._columns(spread(first, end - 1, count))

    def _columns(self, frames: Sequence[int]) -> list[Column]:
        if not self.frame_count:
            return []
        return [Column(frame_number(frame), (self._image_file(frame),)) for frame in frames]

    def play(self) -> None:
        self._transport.play()

    def pause(self) -> None:
        self._transport.pause()

    def is_playing(self) -> bool:
        return self._transport.is_playing()

    def set_landmarks_shown(self, is_shown: bool) -> None:
        self._landmarks_chip.setChecked(is_shown)

    def set_crop_box_shown(self, is_shown: bool) -> None:
        self._crop_chip.setChecked(is_shown)

    # --- parts

    def _set_index(self, index: ClipIndex) -> None:
        self._index = index
        self._shown_index = None
        if not index.frame_paths:
            self._view.set_image(None)
            self._view.set_empty_text(self.tr("No frames yet."))
        self._transport.set_frames(len(index.frame_paths), index.fps)
        self._refresh_note()
        self._update_image()

    def _update_image(self) -> None:
        """Show the current frame if it is loaded, and request it and its neighbours."""
        if self.frame_count:
            image = self._loader.cached(self._image_file(self.current_frame))
            if image is not None:
                self._show(self.current_frame, image)
        self._request_sources()

    def _show(self, index: int, image: object) -> None:
        self._shown_index = index
        self._view.set_image(image)
        found = self._index.found
        self._view.set_filled(found is not None and index < len(found) and not found[index])
        self._show_landmarks()

    def _show_landmarks(self) -> None:
        source = self._landmarks(self._shown_index)
        self._view.set_landmarks(None if source is None else self._loader.cached(source))

    def _image_file(self, index: int) -> ImageFile:
        return ImageFile(self._index.frame_paths[index])

    def _landmarks(self, index: int | None) -> LandmarksFile | None:
        is_needed = self._landmarks_chip.isChecked() or self._crop_chip.isChecked()
        paths = self._index.landmark_paths
        if not is_needed or index is None or index >= len(paths):
            return None
        return LandmarksFile(paths[index])

    def _request_sources(self) -> None:
        """QueuedJob what is needed now and soon."""
        sources: list[ImageSource] = []
        if self._clip is not None:
            listing = ClipListing(self._clip.path)
            if self._loader.cached(listing) is None:
                sources.append(listing)
        if self.isVisible():
            for index in self._near_indices():
                landmarks = self._landmarks(index)
                sources += [self._image_file(index)] + ([landmarks] if landmarks else [])
        self._loader.request(self, sources)

    def _near_indices(self) -> list[int]:
        """Returns the current frame, the next ones, and a few before it."""
        here = self.current_frame
        if self.is_playing():
            stride = max(1, round(self._transport.speed))
            near = range(here, here + _AHEAD_PLAYING * stride, stride)
        else:
            near = [*range(here, here + _AHEAD_STILL + 1), *range(here - 1, here - 1 - _BEHIND, -1)]
        return [index for index in near if 0 <= index < self.frame_count]

    def _refresh_note(self) -> None:
        start = self._validation_start
        is_validation = start is not None and self.frame_count and self.current_frame >= start
        self._transport.set_note(self.tr("validation") if is_validation else "")

    def _is_nearer(self, index: int) -> bool:
        """Returns whether an image that was just loaded should replace the current one.

        Late ones are shown too; otherwise a slow disk would freeze the image.
        """
        here, shown = self.current_frame, self._shown_index
        if shown is None or index == here:
            return True
        if self.is_playing():
            return shown < index <= here or index <= here < shown
        return abs(index - here) < abs(shown - here)

    # --- slots

    def _on_ready(self, source: object, value: object) -> None:
        if isinstance(source, ClipListing):
            if self._clip is not None and source.path == self._clip.path:
                self._set_index(value)
                self.clip_loaded.emit(self.frame_count)
        elif isinstance(source, ImageFile) and source.bound_px == 0:
            index = self._index.places.get(source.path)
            if index is not None and self._is_nearer(index):
                self._show(index, value)
        elif isinstance(source, LandmarksFile) and source == self._landmarks(self._shown_index):
            self._view.set_landmarks(value)

    def _on_failed(self, source: object, error: SynctalkError) -> None:
        if isinstance(source, ClipListing):
            if self._clip is not None and source.path == self._clip.path:
                text = self.tr("Cannot read the clip.")
                self._view.set_empty_text(f"{text}\n{sentence_text(error.code, error.params)}")
        elif isinstance(source, ImageFile) and self._index.places.get(source.path) is not None:
            index = self._index.places[source.path]
            if index == self.current_frame:
                self._shown_index = index
                text = self.tr("Cannot read frame {n}.")
                self._view.set_image(None)
                reason = sentence_text(error.code, error.params)
                self._view.set_empty_text(f"{text.format(n=frame_number(index))}\n{reason}")

    def _on_position_changed(self, index: int) -> None:
        self._update_image()
        self._refresh_note()
        self.frame_changed.emit(index)

    def _on_playing_changed(self, is_playing: bool) -> None:
        self._request_sources()
        self.playing_changed.emit(is_playing)

    def _on_landmarks_toggled(self, is_shown: bool) -> None:
        self._view.set_landmarks_shown(is_shown)
        self._show_landmarks()
        self._request_sources()

    def _on_crop_toggled(self, is_shown: bool) -> None:
        self._view.set_crop_box_shown(is_shown)
        self._show_landmarks()
        self._request_sources()

    # --- overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._transport.handle_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event) -> None:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._request_sources()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._request_sources()
