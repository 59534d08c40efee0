"""A short message at the bottom of a widget that disappears by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import IconLabel, label

_TOAST_MS = 6000
_ACTION_TOAST_MS = 12_000


class Toast(QFrame):
    """A message at the bottom of a widget for a few seconds, optionally with a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(9)
        self._icon = IconLabel("info", "accent")
        self._text = label("", wrap=False)
        self._action: Callable[[], object] | None = None
        self._next: tuple[str, str, str, str, Callable[[], object] | None] | None = None
        self.action_button = button("", self._on_action, "link")
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(self.action_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time_over)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        sentence: str,
        icon_name: str = "info",
        tone: str = "accent",
        action_text: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Show a message; it does not take the focus, and stays longer with a button.

        It waits while the pointer is on a toast with a button: no other button may come under it.
        """
        if self.isVisible() and self._action is not None and self.underMouse():
            self._next = (sentence, icon_name, tone, action_text, action)
            return
        self._next = None
        self._icon.set_icon(icon_name, tone)
        self._text.setText(sentence)
        self._action = action
        self.action_button.setText(action_text)
        self.action_button.setVisible(action is not None)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_TOAST_MS if action is None else _ACTION_TOAST_MS)

    def text(self) -> str:
        return self._text.text()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _on_time_over(self) -> None:
        if self.underMouse() or self.action_button.hasFocus():  # the user may be about to press it
            self._timer.start(_TOAST_MS)
        else:
            self.hide()
            self._show_next()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_next()

    def _show_next(self) -> None:
        if self._next is not None:
            waiting, self._action = self._next, None
            self.say(*waiting)

    def _on_action(self) -> None:
        action, self._action = self._action, None
        self.hide()
        self._show_next()
        if action is not None:
            action()

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(self.sizeHint().width(), parent.width() - 40)
        self.resize(width, self.height())
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 60)
