"""Labels: plain text, shortened text, icons and status dots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from synctalk_gui import icons
from synctalk_gui.formats import keep_units
from synctalk_gui.theme import color, tokens


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Returns a plain-text label with a role of the style sheet."""
    result = WrappedLabel() if wrap else QLabel()
    if role:
        result.setProperty("role", role)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    return result


class WrappedLabel(QLabel):
    """A text of several lines; none ends between a number and its unit."""

    def __init__(self) -> None:
        super().__init__()
        self._given_text = ""
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        self._given_text = text
        super().setText(keep_units(text))

    def text(self) -> str:
        return self._given_text


class ElidedLabel(QLabel):
    """A single line, elided if there is no room; the tooltip then shows the full text.

    A tooltip of its own, set after the text, has priority.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._full_text = self._own_tip = ""
        self._mode = mode
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full_text, self._own_tip = text, ""
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def setToolTip(self, text: str) -> None:
        self._own_tip = text
        self._show_tip()

    def full_text(self) -> str:
        return self._full_text

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full_text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full_text, self._mode, max(0, self.width()))
        self._show_cut(shown)

    def _show_cut(self, text: str) -> None:
        super().setText(text)
        self._show_tip()

    def _show_tip(self) -> None:
        is_cut = self.text() != self._full_text
        super().setToolTip(self._own_tip or (self._full_text if is_cut else ""))


class FittingLabel(ElidedLabel):
    """A single line that has shorter texts for less room; the last one is elided at need."""

    _texts: tuple[str, ...] = ("",)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set the same text in full and ever shorter."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self.setText(self._texts[0])

    def _elide(self) -> None:
        metrics, width_px = self.fontMetrics(), self.width()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= width_px)
        shown = next(fitting, None)
        if shown is None:
            shown = metrics.elidedText(self._texts[-1], self._mode, max(0, width_px))
        self._show_cut(shown)


class IconLabel(QLabel):
    """An icon in a token's colour; ``tone`` is a field name of ``Tokens``."""

    def __init__(self, icon_name: str, tone: str = "mute", size_px: int = 18) -> None:
        super().__init__()
        self._icon_name, self._tone, self._size_px = icon_name, tone, size_px
        self.setFixedSize(size_px, size_px)

    def set_icon(self, icon_name: str, tone: str) -> None:
        self._icon_name, self._tone = icon_name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = getattr(tokens(), self._tone)
        icons.icon(self._icon_name, ink).paint(painter, self.rect())
        painter.end()


class StatusDot(QWidget):
    """A coloured status dot, shown next to a text with the same meaning."""

    def __init__(self, tone: str = "faint", size_px: int = 8) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(size_px, size_px)

    def set_tone(self, tone: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(getattr(tokens(), self._tone)))
        painter.drawEllipse(self.rect())
        painter.end()
