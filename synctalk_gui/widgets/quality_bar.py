"""The lip sync of each second of a rendered video, as a bar; a click chooses a second."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from synctalk_engine.protocol.quality_strip import QualityStrip
from synctalk_gui.formats import number, time_code
from synctalk_gui.theme import focus_pen
from synctalk_gui.widgets.timeline_painting import paint_marker, paint_track
from synctalk_gui.widgets.timeline_tracks import NOTHING, OK, WARN, Track

_TOP_PX, _BAR_PX, _BOTTOM_PX, _SIDE_PX = 4, 12, 8, 6


class QualityBar(QWidget):
    """Shows a strip. Keyboard: Left and Right go by a second, with Ctrl to the next weak one."""

    second_chosen = Signal(float)
    """Where the chosen second begins, in seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip: QualityStrip | None = None
        self._track: Track | None = None
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Lip sync of each second"))

    # -- public -------------------------------------------------------------------------------

    def set_strip(self, strip: QualityStrip | None) -> None:
        """Show another strip, and choose its first weak second."""
        self._strip = strip if strip is not None and strip.seconds else None
        self._track = None if self._strip is None else self._track_of(self._strip)
        weak = self._weak()
        self._chosen = int(weak[0]) if len(weak) else 0
        self.setAccessibleDescription(self.text())
        self.update()

    @property
    def chosen_s(self) -> float:
        """Where the chosen second begins."""
        return 0.0 if self._strip is None else self._strip.seconds[self._chosen].at_s

    def text(self) -> str:
        """What is known of the chosen second."""
        if self._strip is None or self._track is None:
            return ""
        return f"{time_code(self.chosen_s)} · {self._track.text(self._chosen)}"

    def choose(self, place: int) -> None:
        """Choose a second by its place in the strip, limited to those there are."""
        if self._strip is not None:
            self._chosen = min(max(place, 0), len(self._strip.seconds) - 1)
            self.setAccessibleDescription(self.text())
            self.update()
            self.second_chosen.emit(self.chosen_s)

    def bar_rect(self) -> QRectF:
        """Where the seconds are."""
        return QRectF(_SIDE_PX, _TOP_PX, max(1, self.width() - 2 * _SIDE_PX), _BAR_PX)

    # -- inside -------------------------------------------------------------------------------

    def _track_of(self, strip: QualityStrip) -> Track:
        weak = set(strip.weak_s)
        levels = [
            NOTHING if one.sync_confidence is None else WARN if one.at_s in weak else OK
            for one in strip.seconds
        ]
        texts = {
            OK: self.tr("in sync"),
            NOTHING: self.tr("not measured"),
            WARN: self.tr("weak lip sync"),
        }

        def detail(place: int) -> str:
            confidence = strip.seconds[place].sync_confidence
            if confidence is None:
                return ""
            return self.tr("score {value}").format(value=number(confidence, 2))

        return Track("sync", "", np.array(levels, np.uint8), texts, detail)

    def _weak(self) -> np.ndarray:
        return (
            np.empty(0, int) if self._track is None else np.flatnonzero(self._track.levels == WARN)
        )

    def _place_at(self, x: float) -> int:
        assert self._strip is not None
        rect = self.bar_rect()
        return int((x - rect.left()) / rect.width() * len(self._strip.seconds))

    # -- overrides ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(240, _TOP_PX + _BAR_PX + _BOTTOM_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._track is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.bar_rect()
        paint_track(painter, self._track, rect)
        middle = (self._chosen + 0.5) / len(self._track.levels)
        paint_marker(painter, rect.left() + middle * rect.width(), rect.bottom() + 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(focus_pen())
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 5, 5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._strip is not None:
            self.choose(self._place_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if direction is None or self._strip is None:
            super().keyPressEvent(event)
            return
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.choose(self._chosen + direction)
            return
        weak = self._weak()
        beside = weak[weak > self._chosen] if direction > 0 else weak[weak < self._chosen][::-1]
        if len(beside):
            self.choose(int(beside[0]))

    def event(self, event: QEvent) -> bool:
        is_tip = event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent)
        if is_tip and self._strip is not None and self._track is not None:
            assert isinstance(event, QHelpEvent)
            place = min(max(self._place_at(event.pos().x()), 0), len(self._strip.seconds) - 1)
            text = f"{time_code(self._strip.seconds[place].at_s)} · {self._track.text(place)}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
