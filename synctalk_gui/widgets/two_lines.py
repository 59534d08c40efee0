"""A name on up to two lines, shortened only if both are full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_SEPARATORS = " _-."


def two_lines(text: str, metrics: QFontMetrics, width_px: int) -> list[str]:
    """Returns the text in one or two lines, broken after a separator if there is one.

    The second line is shortened in its middle if it is too long.
    """
    if metrics.horizontalAdvance(text) <= width_px or width_px <= 0:
        return [text]
    fitting = next(
        (n for n in range(len(text), 0, -1) if metrics.horizontalAdvance(text[:n]) <= width_px), 1
    )
    after_separator = max(
        (n + 1 for n, letter in enumerate(text[:fitting]) if letter in _SEPARATORS), default=0
    )
    is_word_whole = text[fitting : fitting + 1] == " "
    cut = after_separator if after_separator > fitting // 3 and not is_word_whole else fitting
    rest = metrics.elidedText(text[cut:].lstrip(" "), Qt.TextElideMode.ElideMiddle, width_px)
    return [text[:cut].rstrip(" "), rest]


class NameLabel(QLabel):
    """A name on up to two lines; the tooltip shows it whole if it had to be shortened."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._full_text = ""
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        self._full_text = text
        self.setAccessibleName(text)
        self._show()

    def full_text(self) -> str:
        return self._full_text

    @property
    def is_shortened(self) -> bool:
        """Whether a part of the name is not shown."""
        return bool(self.toolTip())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show()

    def _show(self) -> None:
        lines = two_lines(self._full_text, self.fontMetrics(), self.width())
        super().setText("\n".join(lines))
        shown = "".join(lines).replace(" ", "")
        self.setToolTip("" if shown == self._full_text.replace(" ", "") else self._full_text)
