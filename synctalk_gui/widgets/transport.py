"""The transport bar of a frame player: buttons, slider, time, frame number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from synctalk_gui.formats import frame_number, number, significant, time_code
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.seek_slider import SeekSlider
from synctalk_gui.widgets.split_row import split_row
from synctalk_gui.widgets.transport_icons import transport_icon

JUMP_FRAMES = 10
SPEEDS = (1.0, 2.0, 0.25, 0.5)
_TICKS_PER_FRAME = 2
_LEAST_TICK_MS = 5


class Transport(QWidget):
    """Holds and moves the current position in a sequence of frames.

    During playback the position follows the clock; frames are dropped if they cannot be shown in
    time. Keys (``handle_key``, to which a parent passes its own): Left and Right move one frame
    (Shift: ten), Home, End, Space plays and pauses.
    """

    position_changed = Signal(int)
    """The frame to show."""
    playing_changed = Signal(bool)
    """Playback started or stopped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._fps = 25.0
        self._position = 0
        self._speed = 1.0
        self._note = ""
        self._numbers: Sequence[int] | None = None
        self._clock = QElapsedTimer()
        self._clock_start = 0
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._build()
        self._refresh()

    # --- position

    def set_frames(self, count: int, fps: float = 25.0) -> None:
        """Set the number of frames and the frame rate; keeps the position if possible."""
        self._count, self._fps = count, fps if fps > 0 else 25.0
        if count == 0:
            self.pause()
        self._slider.setRange(0, max(0, count - 1))
        self._slider.setPageStep(max(1, round(self._fps)))
        self._position = min(self._position, max(0, count - 1))
        self._restart_clock()
        self._refresh()

    @property
    def count(self) -> int:
        return self._count

    @property
    def fps(self) -> float:
        return self._fps

    @property
    def position(self) -> int:
        return self._position

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def time_s(self) -> float:
        """The position in seconds."""
        return self._frame_number() / self._fps

    def set_position(self, index: int) -> None:
        """Go to a frame, limited to the clip."""
        self._go(index)
        self._restart_clock()

    def step(self, frames: int) -> None:
        """Move by a number of frames and pause."""
        self.pause()
        self.set_position(self._position + frames)

    # --- playing

    def is_playing(self) -> bool:
        return self._timer.isActive()

    def play(self) -> None:
        """Play from the position, or from the start if it is at the end."""
        if self._count < 2 or self.is_playing():
            return
        if self._position >= self._count - 1:
            self._go(0)
        self._restart_clock()
        self._timer.start(max(_LEAST_TICK_MS, round(1000 / self._fps / _TICKS_PER_FRAME)))
        self._refresh()
        self.playing_changed.emit(True)

    def pause(self) -> None:
        if self.is_playing():
            self._timer.stop()
            self._refresh()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        self.pause() if self.is_playing() else self.play()

    def set_speed(self, speed: float) -> None:
        """Set the playback speed; 1.0 is real time."""
        self._speed = speed
        self._speed_chip.setText(f"{significant(speed)}×")
        self._restart_clock()

    def set_loop(self, is_on: bool) -> None:
        """Restart at the end."""
        self._loop_chip.setChecked(is_on)

    # --- appearance

    def set_note(self, text: str) -> None:
        """Set the text after the frame number, such as "validation"."""
        if text != self._note:
            self._note = text
            self._refresh_text()

    def set_frame_numbers(self, numbers: Sequence[int] | None) -> None:
        """Set the frames' numbers in the clip, if they are only some of its frames."""
        self._numbers = numbers
        self._refresh_text()

    def add_chip(self, text: str, tip: str = "", is_checkable: bool = True) -> QPushButton:
        """Add a chip at the right end."""
        chip = self._make_chip(text, tip, is_checkable)
        self._chips.insert_widget(self._chips.count() - 2, chip)
        return chip

    def handle_key(self, event: QKeyEvent) -> bool:
        """Handle a key of the transport; returns False for other keys."""
        if self._count == 0:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        jump = JUMP_FRAMES if modifiers == Qt.KeyboardModifier.ShiftModifier else 1
        if modifiers not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        actions = {
            Qt.Key.Key_Left: (self.step, -jump),
            Qt.Key.Key_Right: (self.step, jump),
            Qt.Key.Key_Home: (self.step, -self._count),
            Qt.Key.Key_End: (self.step, self._count),
            Qt.Key.Key_Space: (self.toggle,),
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            return False
        action[0](*action[1:])
        return True

    # --- parts

    def _build(self) -> None:
        self._first = self._make_button(self.tr("First frame (Home)"))
        self._back = self._make_button(self.tr("Previous frame (Left)"))
        self._play = self._make_button(self.tr("Play (Space)"))
        self._forward = self._make_button(self.tr("Next frame (Right)"))
        self._last = self._make_button(self.tr("Last frame (End)"))
        self._first.clicked.connect(self._on_first)
        self._back.clicked.connect(self._on_back)
        self._play.clicked.connect(self.toggle)
        self._forward.clicked.connect(self._on_forward)
        self._last.clicked.connect(self._on_last)
        self._slider = SeekSlider()
        self._slider.setAccessibleName(self.tr("Position"))
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._time = QLabel()
        self._time.setProperty("role", "strong")
        self._label = QLabel()
        self._label.setProperty("role", "mute")
        self._chip_box, self._chips = flow_widget()
        self._speed_chip = self._make_chip("1×", self.tr("Speed"), False)
        self._speed_chip.clicked.connect(self._on_speed_clicked)
        self._loop_chip = self._make_chip(self.tr("Loop"), self.tr("Loop"), True)
        self._chips.addWidget(self._speed_chip)
        self._chips.addWidget(self._loop_chip)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._first, self._back, self._play, self._forward, self._last):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._time)
        row.addSpacing(8)
        row.addWidget(self._slider, 1)
        row.addSpacing(8)
        row.addWidget(self._label)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split_row(left, self._chip_box))

    def _make_button(self, tip: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "tool")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click keeps the focus on the image
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(16, 16))
        return button

    def _make_chip(self, text: str, tip: str, is_checkable: bool) -> QPushButton:
        chip = QPushButton(text)
        chip.setProperty("role", "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setCheckable(is_checkable)
        chip.setToolTip(tip)
        chip.setAccessibleName(tip or text)
        return chip

    def _go(self, index: int) -> None:
        index = min(max(index, 0), max(0, self._count - 1))
        if index == self._position:
            return
        self._position = index
        self._refresh_text()
        self.position_changed.emit(index)

    def _frame_number(self) -> int:
        """Returns the current frame's number in the clip."""
        is_known = self._numbers is not None and self._position < len(self._numbers)
        return self._numbers[self._position] if is_known else self._position

    def _restart_clock(self) -> None:
        self._clock_start = self._position
        self._clock.start()

    def _refresh(self) -> None:
        self._refresh_icons()
        has_frames = self._count > 0
        for widget in (self._first, self._back, self._forward, self._last, self._slider):
            widget.setEnabled(has_frames)
        self._play.setEnabled(self._count > 1)
        tip = self.tr("Pause (Space)") if self.is_playing() else self.tr("Play (Space)")
        self._play.setToolTip(tip)
        self._play.setAccessibleName(tip)
        self._refresh_text()

    def _refresh_icons(self) -> None:
        buttons = (self._first, self._back, self._play, self._forward, self._last)
        names = ("first", "back", "pause" if self.is_playing() else "play", "forward", "last")
        for button, name in zip(buttons, names, strict=True):
            button.setIcon(transport_icon(name))

    def _refresh_text(self) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(self._position)
        self._slider.blockSignals(False)
        has_numbers = self._numbers is not None
        frame = self._frame_number()
        self._time.setText(time_code(frame / self._fps))
        if self._count == 0:
            self._label.setText("")
            return
        if has_numbers:
            text = self.tr("frame {n} · {place} of {count}")
        else:
            text = self.tr("frame {n} of {count}")
        text = text.format(
            n=frame_number(frame), place=number(self._position + 1), count=number(self._count)
        )
        self._label.setText(f"{text} · {self._note}" if self._note else text)

    # --- slots

    def _on_tick(self) -> None:
        passed_s = self._clock.nsecsElapsed() / 1e9
        index = self._clock_start + int(passed_s * self._fps * self._speed)
        if index < self._count:
            self._go(index)
        elif self._loop_chip.isChecked():
            self._go(0)
            self._restart_clock()
        else:
            self._go(self._count - 1)
            self.pause()

    def _on_slider_moved(self, value: int) -> None:
        self._go(value)
        self._restart_clock()

    def _on_first(self) -> None:
        self.step(-self._count)

    def _on_back(self) -> None:
        self.step(-1)

    def _on_forward(self) -> None:
        self.step(1)

    def _on_last(self) -> None:
        self.step(self._count)

    def _on_speed_clicked(self) -> None:
        place = SPEEDS.index(self._speed) if self._speed in SPEEDS else 0
        self.set_speed(SPEEDS[(place + 1) % len(SPEEDS)])

    # --- overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pause()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "_last"):
            self._refresh_icons()
