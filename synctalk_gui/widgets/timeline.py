"""The timeline of a clip: a track each for face, sharpness, head turn, sync and others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import Ranges
from synctalk_gui.formats import frame_number, listed, number, time_code, titled
from synctalk_gui.theme import color, focus_pen, tokens
from synctalk_gui.widgets.frame_view import small_font
from synctalk_gui.widgets.image_loader import ImageLoader
from synctalk_gui.widgets.timeline_painting import TOP_PX, paint_marker, paint_track, shade
from synctalk_gui.widgets.timeline_tracks import (
    WARN,
    ClipFacts,
    ClipTracks,
    Track,
    make_tracks,
    runs,
)
from synctalk_gui.widgets.transport import JUMP_FRAMES

LABEL_PX = 74
_TRACK_PX = 12
_GAP_PX = 7
_BOTTOM_PX = 6


class Timeline(QWidget):
    """Tracks of coloured and hatched ranges over the frames of a clip.

    ``set_clip(Clip(path))`` reads the clip's table and audio in the background; ``set_tracks``
    shows any tracks. A click or drag requests a frame; the tooltip describes its issues. Warnings
    have slanted hatching, errors crossed hatching. Keyboard: Left and Right move one frame
    (Shift: ten), Home, End; Ctrl+Right and Ctrl+Left jump to the next or previous issue.
    A drag selects frames, as do Shift+click (from the marker), I (begin) and O (end); a click and
    Escape clear the selection. Excluded frames are struck through on all tracks.
    """

    frame_requested = Signal(int)
    """The user requested this frame."""
    selection_changed = Signal(int, int)
    """Begin and end of the selection (half-open); both 0 without one."""
    tracks_loaded = Signal(int)
    """The clip was read: the number of frames."""

    def __init__(self, parent: QWidget | None = None, loader: ImageLoader | None = None) -> None:
        super().__init__(parent)
        self._loader = loader or ImageLoader.shared()
        self._loader.ready.connect(self._on_ready)
        self._clip: Clip | None = None
        self._tracks: list[Track] = []
        self._frame_count = 0
        self._fps = 25.0
        self._position = 0
        self._validation_start: int | None = None
        self._selection: tuple[int, int] | None = None
        self._anchor: int | None = None
        self._pressed_x = 0.0
        self._is_dragging = False
        self._excluded: Ranges = ()
        self._pixmap: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LABEL_PX + 120)
        self.setAccessibleName(self.tr("Timeline"))

    # --- what is shown

    def set_clip(self, clip: Clip | None) -> None:
        """Read and show a preprocessed clip; None shows nothing."""
        self._clip = clip
        self.set_tracks([])
        if clip is not None:
            self._loader.invalidate_source(ClipTracks(clip.path))
            self._loader.request(self, [ClipTracks(clip.path)])
        else:
            self._loader.request(self, [])

    def set_facts(self, facts: ClipFacts) -> None:
        """Show the tracks of a clip."""
        self.set_tracks(make_tracks(facts), facts.fps)

    def set_tracks(self, tracks: Sequence[Track], fps: float = 25.0) -> None:
        """Show tracks, all with the same number of frames."""
        counts = {len(track.levels) for track in tracks}
        if len(counts) > 1:
            raise ValueError(f"tracks of {sorted(counts)} frames")
        self._tracks = list(tracks)
        self._frame_count = counts.pop() if counts else 0
        self._fps = fps
        self._position = min(self._position, max(0, self._frame_count - 1))
        self.select(None)
        self.setAccessibleDescription(self._summary())
        self._repaint()
        self.updateGeometry()

    def set_validation_start(self, frame: int | None) -> None:
        """Mark the frames from here on as validation frames."""
        self._validation_start = frame
        self._repaint()

    def set_excluded(self, ranges: Ranges) -> None:
        """Strike through the frames that are excluded from training."""
        self._excluded = ranges
        self.setAccessibleDescription(self._summary())
        self._repaint()

    def select(self, frame_range: tuple[int, int] | None) -> None:
        """Select a half-open range of frames; None clears the selection."""
        if frame_range is not None:
            begin, end = max(0, frame_range[0]), min(frame_range[1], self._frame_count)
            frame_range = (begin, end) if begin < end else None
        if frame_range != self._selection:
            self._selection = frame_range
            self.update()
            self.selection_changed.emit(*(frame_range or (0, 0)))

    @property
    def selection(self) -> tuple[int, int] | None:
        return self._selection

    def set_position(self, frame: int) -> None:
        """Move the marker to a frame, without a signal."""
        frame = min(max(frame, 0), max(0, self._frame_count - 1))
        if frame != self._position:
            self._position = frame
            self.update()

    @property
    def position(self) -> int:
        return self._position

    @property
    def frame_count(self) -> int:
        return self._frame_count

    @property
    def tracks(self) -> list[Track]:
        return list(self._tracks)

    # --- places

    def track_rect(self, row: int) -> QRectF:
        """Returns a track's rectangle in the widget."""
        top = TOP_PX + row * (_TRACK_PX + _GAP_PX)
        return QRectF(LABEL_PX, top, max(1.0, self.width() - LABEL_PX - 1), _TRACK_PX)

    def frame_at(self, x: float) -> int:
        """Returns the frame at an x coordinate, limited to the clip."""
        fraction = (x - LABEL_PX) / self.track_rect(0).width()
        return min(max(int(fraction * self._frame_count), 0), max(0, self._frame_count - 1))

    def x_of(self, frame: int) -> float:
        """Returns the x coordinate of a frame's centre."""
        return LABEL_PX + (frame + 0.5) / max(1, self._frame_count) * self.track_rect(0).width()

    def next_problem(self, direction: int) -> int | None:
        """Returns the first frame of the next range with a warning or error, or None.

        Args:
            direction: 1 for the right of the position, -1 for its left.
        """
        is_bad = np.zeros(self._frame_count, bool)
        for track in self._tracks:
            is_bad |= track.levels >= WARN
        starts = np.flatnonzero(np.diff(is_bad.astype(np.int8), prepend=0) == 1)
        beside = (
            starts[starts > self._position] if direction > 0 else starts[starts < self._position]
        )
        if len(beside) == 0:
            return None
        return int(beside[0] if direction > 0 else beside[-1])

    def tip(self, position: QPointF) -> str:
        """Returns the tooltip at a position."""
        if not self._tracks or position.x() < LABEL_PX:
            return ""
        frame = self.frame_at(position.x())
        lines = [self._frame_text(frame)]
        if self._validation_start is not None and frame >= self._validation_start:
            lines[0] += " · " + self.tr("validation")
        if any(begin <= frame < end for begin, end in self._excluded):
            lines[0] += " · " + self.tr("excluded by you")
        lines += [
            titled(track.label, track.text(self._worst_near(track, frame)))
            for track in self._tracks
        ]
        return "\n".join(lines)

    # --- parts

    def _frame_text(self, frame: int) -> str:
        """Returns a frame's number and time."""
        text = self.tr("frame {n}").format(n=frame_number(frame))
        return f"{text} · {time_code(frame / self._fps)}"

    def _tracks_bottom(self) -> float:
        return self.track_rect(len(self._tracks) - 1).bottom()

    def _worst_near(self, track: Track, frame: int) -> int:
        """Returns the frame that determines a pixel's colour, if several frames share it."""
        per_pixel = int(self._frame_count / self.track_rect(0).width())
        if per_pixel <= 1 or not track.is_worst_shown:
            return frame
        begin = max(0, frame - per_pixel)
        return begin + int(np.argmax(track.levels[begin : frame + per_pixel + 1]))

    def _summary(self) -> str:
        parts = []
        for track in self._tracks:
            bad = sum(1 for _, _, level in runs(track.levels) if level >= WARN)
            texts = (self.tr("{track}: no issues"), self.tr("{track}: one issue"))
            text = texts[bad] if bad < 2 else self.tr("{track}: {n} issues")
            parts.append(text.format(track=track.label, n=bad))
        frames = sum(end - begin for begin, end in self._excluded)
        if frames:
            parts.append(self.tr("{n} frames excluded by you").format(n=number(frames)))
        return listed(parts)

    def _repaint(self) -> None:
        self._pixmap = None
        self.update()

    def _render(self) -> QPixmap:
        """Returns the static part, rendered once per size and theme."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, track in enumerate(self._tracks):
            rect = self.track_rect(row)
            painter.setPen(color(tokens().mute))
            painter.setFont(small_font(self.font()))
            label = QRectF(0, rect.top() - 4, LABEL_PX - 8, rect.height() + 8)
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, track.label)
            paint_track(painter, track, rect)
        if self._validation_start is not None and self._tracks:
            left = self.x_of(self._validation_start)
            bottom = self._tracks_bottom() + 3
            painter.fillRect(
                QRectF(left, bottom, self.width() - left - 1, 2), shade(tokens().accent)
            )
        for begin, end in self._excluded if self._tracks else ():
            area = self._range_rect(begin, end)
            painter.fillRect(area, shade(tokens().card, 0.72))
            painter.fillRect(area, QBrush(shade(tokens().mute), Qt.BrushStyle.HorPattern))
        painter.end()
        return pixmap

    def _range_rect(self, begin: int, end: int) -> QRectF:
        """Returns the rectangle of a range over all tracks, at least two pixels wide."""
        per_frame = self.track_rect(0).width() / max(1, self._frame_count)
        left, width = LABEL_PX + begin * per_frame, max(2.0, (end - begin) * per_frame)
        bottom = self._tracks_bottom() + 2
        return QRectF(left, TOP_PX - 2, width, bottom - TOP_PX + 2)

    def _paint_selection(self, painter: QPainter) -> None:
        if self._selection is None:
            return
        area = self._range_rect(*self._selection)
        painter.fillRect(area, shade(tokens().accent, 0.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shade(tokens().accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(area)

    def _request(self, frame: int) -> None:
        frame = min(max(frame, 0), self._frame_count - 1)
        self.set_position(frame)
        self.frame_requested.emit(frame)

    def _select_to(self, frame: int) -> None:
        """Select from the anchor to a frame, both included."""
        low, high = sorted((frame if self._anchor is None else self._anchor, frame))
        self.select((low, high + 1))

    def _mark(self, key: Qt.Key) -> None:
        """Begin (I) or end (O) the selection at the position."""
        begin, end = self._selection or (0, self._frame_count)
        here = self._position
        if key == Qt.Key.Key_I:
            self.select((here, end if end > here else self._frame_count))
        else:
            self.select((begin if begin <= here else 0, here + 1))

    # --- slots

    def _on_ready(self, source: object, value: object) -> None:
        is_ours = self._clip is not None and source == ClipTracks(self._clip.path)
        if is_ours:
            self.set_tracks(*value)
            self.tracks_loaded.emit(self._frame_count)

    # --- overrides

    def sizeHint(self) -> QSize:
        rows = max(5, len(self._tracks))
        return QSize(480, TOP_PX + rows * (_TRACK_PX + _GAP_PX) - _GAP_PX + _BOTTOM_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LABEL_PX + 120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._tracks:
            painter.setPen(color(tokens().mute))
            is_reading = self._clip is not None
            text = self.tr("The timeline appears after preprocessing.")
            text = self.tr("Reading the clip…") if is_reading else text
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
            return
        if self._pixmap is None:
            self._pixmap = self._render()
        painter.drawPixmap(0, 0, self._pixmap)
        self._paint_selection(painter)
        paint_marker(painter, self.x_of(self._position), self._tracks_bottom() + 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(focus_pen())
            around = self.track_rect(0).united(self.track_rect(len(self._tracks) - 1))
            painter.drawRoundedRect(around.adjusted(-3.5, -4, 0.5, 4.5), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self._tracks and event.position().x() >= LABEL_PX:
            frame = self.frame_at(event.position().x())
            self._pressed_x = event.position().x()
            self._is_dragging = False
            self._anchor = frame
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                low, high = sorted((self._position, frame))
                self.select((low, high + 1))
            else:
                self.select(None)
            self._request(frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton or self._anchor is None:
            return
        moved_px = abs(event.position().x() - self._pressed_x)
        self._is_dragging |= moved_px >= QApplication.startDragDistance()
        if self._is_dragging:  # a click with an unsteady hand selects nothing
            frame = self.frame_at(event.position().x())
            self._select_to(frame)
            if frame != self._position:
                self._request(frame)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._anchor = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._tracks:
            super().keyPressEvent(event)
            return
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        jump = JUMP_FRAMES if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            direction = 1 if key == Qt.Key.Key_Right else -1
            frame = (
                self.next_problem(direction) if is_control else self._position + direction * jump
            )
            if frame is not None:
                self._request(frame)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._request(0 if key == Qt.Key.Key_Home else self._frame_count - 1)
        elif key in (Qt.Key.Key_I, Qt.Key.Key_O) and not is_control:
            self._mark(key)
        elif key == Qt.Key.Key_Escape and self._selection is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._repaint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
        if event.type() in kinds:
            self._repaint()
