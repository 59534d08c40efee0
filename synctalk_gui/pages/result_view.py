"""A rendered video: preview frames, playback, and buttons to open it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from synctalk_engine.protocol.results import RenderResult
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.audio.video_player import VideoPlayer
from synctalk_gui.engine.background import Background
from synctalk_gui.formats import duration, number
from synctalk_gui.open_path import open_path, show_in_folder
from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel, label

_SHEET_LIMIT_PX = 2400


class ResultView(QWidget):
    """Shows a ``result`` event of a render."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._video: Path | None = None
        self._name = ElidedLabel(role="title", mode=Qt.TextElideMode.ElideMiddle)
        self._facts = label("", "mute")
        self.image_view = ScaledImage(
            self.tr("No preview"), self.tr("Frames of the rendered video")
        )
        self.play_button = button(self.tr("Play"), self.play, "primary", "play")
        self.open_button = button("", self._on_open, "", "film", self.tr("Open in default player"))
        self._player: VideoPlayer | None = None
        self.folder_button = button(self.tr("Show in folder"), self._on_folder, "", "folder")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(self.folder_button)
        row.addWidget(self.open_button)
        row.addWidget(self.play_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.image_view)
        layout.addWidget(self._stack, 1)

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
            self._on_open()
            return
        self._stack.setCurrentWidget(self._player)
        self._player.play()
        self._player.setFocus()

    @property
    def video(self) -> Path | None:
        return self._video

    def show_result(self, result: RenderResult, workspace: Workspace) -> None:
        """Show another result; its contact sheet is read in the background."""
        if not result.output:
            return
        video = workspace.resolve(result.output)
        if video == self._video:
            return
        self._video = video
        self._stack.setCurrentWidget(self.image_view)
        if self._player is not None:
            self._player.unload()
        self._name.setText(video.name)
        self._facts.setText(self._facts_text(result))
        self.image_view.set_image(None)
        if result.contact_sheet:
            sheet = workspace.resolve(result.contact_sheet)
            self._background.run(partial(read_bounded, sheet), partial(self._on_sheet, video))

    def _facts_text(self, result: RenderResult) -> str:
        parts = []
        if result.frames:
            parts.append(self.tr("{n} frames").format(n=number(result.frames)))
        if result.seconds is not None:
            took = duration(result.seconds)
            parts.append(self.tr("rendered in {duration}").format(duration=took))
        return " · ".join(parts)

    def _on_sheet(self, video: Path, image: QImage) -> None:
        if video == self._video:
            self.image_view.set_image(image)

    def _on_open(self) -> None:
        if self._video is not None:
            open_path(self._video)

    def _on_folder(self) -> None:
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
