"""The imported video before it is preprocessed: a poster at once, a player, and boxed faces."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from synctalk_gui.audio.video_player import VideoPlayer
from synctalk_gui.engine.background import Background
from synctalk_gui.item_models.face_tracks import FaceTrack, face_tracks, followed_person
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.open_path import open_path
from synctalk_gui.pages.result_view import read_bounded
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.face_box_view import FaceBox, FaceBoxView
from synctalk_gui.widgets.labels import label


class SourceView(QWidget):
    """Shows a project's video; the player is made when it is first needed."""

    face_chosen = Signal(str)
    """Number of the person whose face was clicked."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._info: ProjectInfo | None = None
        self._tracks: list[FaceTrack] = []
        self._shown_poster: tuple[Path | None, float] = (None, 0.0)
        self.poster = FaceBoxView(empty_text=self.tr("Opening video…"))
        self.poster.setAccessibleName(self.tr("A frame of the video"))
        self.poster.face_clicked.connect(self._on_face_clicked)
        self.play_button = button(self.tr("Play"), self.play, "", "play")
        self._player: VideoPlayer | None = None
        self._hint = label("", "mute", wrap=True)
        still = QWidget()
        column = QVBoxLayout(still)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.poster, 1)
        row = QHBoxLayout()
        row.addWidget(self.play_button)
        row.addStretch(1)
        column.addLayout(row)
        self._still = still
        self._stack = QStackedWidget()
        self._stack.addWidget(still)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._hint)

    # -- public -------------------------------------------------------------------------------

    def show_project(self, info: ProjectInfo) -> None:
        """Show a project's video, or what is newly known about it."""
        before, self._info = self._info, info
        if before is None or before.source_video != info.source_video:
            self._show_still()
        self._tracks = face_tracks(info.check)
        self._show_poster(info)
        self._show_boxes()
        self._show_hint(info)

    @property
    def player(self) -> VideoPlayer | None:
        """The video player; None before the first playback."""
        return self._player

    def play(self) -> None:
        """Play the video here, or in the default player if this system cannot play it."""
        video = None if self._info is None else self._info.source_video
        if video is None:
            return
        if self._player is None:
            self._player = self._make_player()
        if self._player.path != video and not self._player.load(video):
            open_path(video)
            return
        self._stack.setCurrentWidget(self._player)
        self._player.play()
        self._player.setFocus()

    # -- inside -------------------------------------------------------------------------------

    def _make_player(self) -> VideoPlayer:
        view = FaceBoxView(empty_text=self.tr("Opening video…"))
        view.face_clicked.connect(self._on_face_clicked)
        player = VideoPlayer(view=view)
        view.setAccessibleName(self.tr("Imported video"))
        player.frame_shown.connect(self._show_boxes)
        self._stack.addWidget(player)
        return player

    def _show_hint(self, info: ProjectInfo) -> None:
        """Say whose face is followed, where there are several."""
        followed = followed_person(info.check, info.face)
        text = self.tr("Click the face to follow. Person {n} is followed.").format(n=followed)
        self._hint.setText(text)
        self._hint.setVisible(len(self._tracks) > 1)

    def _show_still(self) -> None:
        """Show the poster of another video."""
        if self._player is not None:
            self._player.unload()
        self._stack.setCurrentWidget(self._still)
        self._shown_poster = (None, 0.0)
        self.poster.set_image(None)
        self.poster.set_empty_text(self.tr("Opening video…"))

    def show_failure(self, name: str) -> None:
        """Say that a project's video has no picture."""
        if self._info is not None and self._info.name == name:
            self.poster.set_empty_text(self.tr("No frame of this video could be read."))

    def _show_poster(self, info: ProjectInfo) -> None:
        shown = (info.poster, info.poster_s)
        if info.poster is not None and shown != self._shown_poster:
            self._shown_poster = shown
            self._background.run(
                partial(read_bounded, info.poster), partial(self._on_poster_read, shown)
            )

    def _show_boxes(self) -> None:
        poster_s = 0.0 if self._info is None else self._info.poster_s
        self.poster.set_boxes(self._boxes_at(poster_s))
        player = self._player
        if player is not None and isinstance(player.view, FaceBoxView):
            player.view.set_boxes(self._boxes_at(player.position_ms() / 1000))

    def _boxes_at(self, time_s: float) -> list[FaceBox]:
        if self._info is None:
            return []
        followed = followed_person(self._info.check, self._info.face)
        found = [(track.index, track.box_at(time_s)) for track in self._tracks]
        return [
            FaceBox(index, QRectF(*box), index == followed)
            for index, box in found
            if box is not None
        ]

    # -- slots --------------------------------------------------------------------------------

    def _on_poster_read(self, shown: tuple[Path | None, float], image: QImage) -> None:
        if shown == self._shown_poster:
            self.poster.set_image(image)
            self._show_boxes()

    def _on_face_clicked(self, index: int) -> None:
        self.face_chosen.emit(str(index))

    # -- overrides ----------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._player is not None:
            self._player.pause()
