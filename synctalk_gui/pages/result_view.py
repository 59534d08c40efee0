"""A rendered video: preview frames, playback, and buttons to open it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from synctalk_engine.protocol.quality_strip import QualityStrip, read_strip
from synctalk_engine.workspace.video_files import strip_path
from synctalk_gui.audio.video_player import VideoPlayer
from synctalk_gui.engine.background import Background
from synctalk_gui.formats import duration
from synctalk_gui.item_models.contact_sheet import read_sheet
from synctalk_gui.item_models.render_entries import RenderEntry
from synctalk_gui.open_path import open_path, show_in_folder
from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.contact_sheet_view import ContactSheetView
from synctalk_gui.widgets.flow_layout import FlowLayout
from synctalk_gui.widgets.labels import ElidedLabel, label
from synctalk_gui.widgets.quality_bar import QualityBar

_SHEET_LIMIT_PX = 2400
_LEAST_IMAGE_PX = 130


class ResultView(QWidget):
    """Shows a finished render: frames of the video, then the video itself."""

    export_requested = Signal()
    again_requested = Signal()
    delete_requested = Signal()
    part_requested = Signal(float)
    """The second that begins then is to be rendered again."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._video: Path | None = None
        self._key = ""
        """Of the render: a part rendered again keeps the video's name."""
        self._name = ElidedLabel(role="title", mode=Qt.TextElideMode.ElideMiddle)
        self._facts = label("", "mute", wrap=True)
        self.frames_view = ContactSheetView(
            self.tr("No preview"), self.tr("Frames of the rendered video")
        )
        self.frames_view.clicked.connect(self.play)
        self._player: VideoPlayer | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.frames_view)
        self.quality = QualityBar()
        self.quality.second_chosen.connect(self._on_second_chosen)
        self._second = label("", "mute")
        self.part_button = button(
            self.tr("Render this second again"),
            self._on_part,
            "",
            "refresh",
            self.tr("Render the chosen second with the current options, in its place"),
        )
        self._strip_row = self._make_strip_row()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(texts)
        self._buttons = self._make_buttons()
        layout.addLayout(self._buttons)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._strip_row)
        self._show_strip(None)

    def _make_strip_row(self) -> QWidget:
        row = FlowLayout(spacing_px=8)
        row.addWidget(self._second)
        row.addWidget(self.part_button)
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.quality)
        layout.addLayout(row)
        return part

    def _make_buttons(self) -> FlowLayout:
        self.play_button = button(self.tr("Play"), self.play, "primary", "play")
        self.folder_button = button(
            "", self.show_in_folder, "", "folder", self.tr("Show in folder")
        )
        self.export_button = button(
            self.tr("Export…"),
            self.export_requested.emit,
            "",
            "save",
            self.tr("Save a copy of the video elsewhere"),
        )
        self.again_button = button(
            self.tr("Render again"),
            self.again_requested.emit,
            "",
            "refresh",
            self.tr("Render the same audio with the current model"),
        )
        self.delete_button = button(
            "", self.delete_requested.emit, "", "trash", self.tr("Move to Trash (Delete)")
        )
        flow = FlowLayout(spacing_px=8)
        for part in (
            self.play_button,
            self.folder_button,
            self.export_button,
            self.again_button,
            self.delete_button,
        ):
            flow.addWidget(part)
        return flow

    def least_px(self, width_px: int) -> int:
        """Returns the height with all texts and buttons, and an image that can be seen."""
        texts_px = self._name.sizeHint().height() + self._facts.heightForWidth(width_px)
        spaces_px = 3 * self.layout().spacing()
        if not self._strip_row.isHidden():
            spaces_px += self._strip_row.sizeHint().height() + self.layout().spacing()
        return texts_px + self._buttons.heightForWidth(width_px) + spaces_px + _LEAST_IMAGE_PX

    @property
    def player(self) -> VideoPlayer | None:
        """The video player; None before the first playback."""
        return self._player

    def play(self) -> None:
        """Play the video here, or in the default player if this system cannot play it."""
        if self._video is None:
            return
        if self._player is None:
            self._player = VideoPlayer()
            self._stack.addWidget(self._player)
        if self._player.path != self._video and not self._player.load(self._video):
            self.open_outside()
            return
        self._stack.setCurrentWidget(self._player)
        self._player.play()
        self._player.setFocus()

    @property
    def video(self) -> Path | None:
        return self._video

    def show_entry(self, entry: RenderEntry, facts: str) -> None:
        """Show another video; its contact sheet is read in the background.

        Args:
            facts: what is known of it, in one line.
        """
        if entry.seconds is not None:
            took = self.tr("rendered in {duration}").format(duration=duration(entry.seconds))
            facts = f"{facts} · {took}"
        self._facts.setText(facts)
        if entry.video == self._video and entry.key == self._key:
            return
        self.unload()
        self._video, self._key = entry.video, entry.key
        self._show_strip(None)
        if entry.video is not None:
            path = strip_path(entry.video)
            self._background.run(partial(read_strip, path), partial(self._on_strip, entry.key))
        self._name.setText(entry.title)
        self.frames_view.set_frames([] if entry.thumbnail is None else [entry.thumbnail])
        if entry.contact_sheet is not None and entry.video is not None:
            work = partial(read_sheet, entry.contact_sheet, entry.frames)
            self._background.run(work, partial(self._on_sheet, entry.video))

    def unload(self) -> None:
        """Close the video file, so that it can be moved."""
        self._video = None
        self._stack.setCurrentWidget(self.frames_view)
        if self._player is not None:
            self._player.unload()

    def _on_strip(self, key: str, strip: QualityStrip | None) -> None:
        if key == self._key:
            self._show_strip(strip)

    def _show_strip(self, strip: QualityStrip | None) -> None:
        is_known = strip is not None and any(s.sync_confidence is not None for s in strip.seconds)
        self.quality.set_strip(strip if is_known else None)
        self._second.setText(self.quality.text())
        self._strip_row.setVisible(is_known)

    def _on_second_chosen(self, at_s: float) -> None:
        """Show the second, if the video is open."""
        self._second.setText(self.quality.text())
        if self._player is not None and self._player.path == self._video:
            self._player.seek(round(1000 * at_s))

    def _on_part(self) -> None:
        self.part_requested.emit(self.quality.chosen_s)

    def _on_sheet(self, video: Path, frames: list[QImage]) -> None:
        if video == self._video and frames:
            self.frames_view.set_frames(frames)

    def open_outside(self) -> None:
        """Open the video in the default player."""
        if self._video is not None:
            open_path(self._video)

    def show_in_folder(self) -> None:
        if self._video is not None:
            show_in_folder(self._video)


class ScaledImage(QWidget):
    """An image scaled to the widget with its aspect ratio."""

    def __init__(self, empty_text: str, name: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._empty_text = empty_text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def set_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None or self._image.isNull():
            painter.setPen(color(tokens().mute))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        path = QPainterPath()
        path.addRoundedRect(place, 8, 8)
        painter.setClipPath(path)
        painter.drawImage(place, self._image)
        painter.end()


def read_bounded(path: Path) -> QImage:
    """Read an image, scaled down if it is very large; null if it cannot be read."""
    reader = QImageReader(str(path))
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _SHEET_LIMIT_PX:
        bound = QSize(_SHEET_LIMIT_PX, _SHEET_LIMIT_PX)
        reader.setScaledSize(size.scaled(bound, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
