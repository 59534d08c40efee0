"""Icons from qtawesome's Material Design font, in the theme's colours.

Only that font is loaded, and not by qtawesome: importing it and its nine fonts would take a quarter
of a second at every start.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
)

from synctalk_gui.theme import DARK, color, tokens

NAMES = {
    "about": "information-outline",
    "add": "plus",
    "back": "skip-previous",
    "check": "check",
    "close": "close",
    "cpu": "chip",
    "device": "expansion-card-variant",
    "error": "close-circle",
    "film": "movie-open-outline",
    "folder": "folder-open-outline",
    "forward": "skip-next",
    "gear": "cog-outline",
    "hint": "lightbulb-on-outline",
    "info": "information",
    "log": "text-box-outline",
    "menu": "dots-horizontal",
    "microphone": "microphone-outline",
    "ok": "check-circle",
    "pause": "pause",
    "pending": "circle-outline",
    "play": "play",
    "queue": "chevron-up",
    "refresh": "refresh",
    "save": "content-save-outline",
    "search": "magnify",
    "sound": "waveform",
    "stop": "stop",
    "train": "chart-line",
    "undo": "undo-variant",
    "redo": "redo-variant",
    "trash": "trash-can-outline",
    "video": "video-plus-outline",
    "warning": "alert-circle",
    "weights": "download-outline",
}


class _Font:
    """The font and the character of each icon."""

    def __init__(self) -> None:
        folder = _font_folder()
        ttf = next(folder.glob("materialdesignicons6-webfont-[0-9]*.ttf"))
        charmap = next(folder.glob("materialdesignicons6-webfont-charmap-*.json"))
        letters = json.loads(charmap.read_text(encoding="utf-8"))
        self.letters = {name: chr(int(letters[glyph], 16)) for name, glyph in NAMES.items()}
        number = QFontDatabase.addApplicationFontFromData(ttf.read_bytes())
        self.family = QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _font() -> _Font:
    return _Font()


def _font_folder() -> Path:
    """Returns the folder of qtawesome's fonts, without importing it: its import of qtpy takes a
    sixth of a second."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        import qtawesome  # raises if it is missing; also tells bundlers that it is needed

        return Path(qtawesome.__file__).parent / "fonts"
    return Path(spec.origin).parent / "fonts"


class _GlyphEngine(QIconEngine):
    """Paints one character of the font in one colour, at any size and scale."""

    def __init__(self, name: str, ink: QColor, faint: QColor) -> None:
        super().__init__()
        self._name, self._ink, self._faint = name, ink, faint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        font = QFont(_font().family)
        font.setPixelSize(max(1, rect.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._faint if mode == QIcon.Mode.Disabled else self._ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _font().letters[self._name])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._ink, self._faint)


def icon(name: str, tint: str | None = None) -> QIcon:
    """Returns an icon in the theme's text colour, or in ``tint`` (a token's value)."""
    return QIcon(_GlyphEngine(name, color(tint or tokens().text), color(tokens().faint)))


def application_icon() -> QIcon:
    """Returns the program's icon in the usual sizes."""
    result = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(brand_pixmap(size_px))
    return result


def brand_pixmap(size_px: int, ratio: float = 1.0) -> QPixmap:
    """A rounded square with a mouth-shaped wave."""
    pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    gradient = QLinearGradient(0, 0, size_px, size_px)
    gradient.setColorAt(0, QColor(DARK.accent))
    gradient.setColorAt(1, QColor(DARK.series[2]))
    painter.setBrush(gradient)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, size_px, size_px), size_px * 0.3, size_px * 0.3)
    painter.setBrush(QColor("#ffffff"))
    painter.drawPath(_mouth(size_px))
    painter.end()
    return pixmap


def _mouth(size_px: float) -> QPainterPath:
    """Returns the outline of two lips."""

    def at(x: float, y: float) -> QPointF:
        return QPointF(x * size_px, y * size_px)

    path = QPainterPath(at(0.2, 0.5))
    path.cubicTo(at(0.3, 0.42), at(0.38, 0.34), at(0.44, 0.34))
    path.quadTo(at(0.5, 0.38), at(0.56, 0.34))
    path.cubicTo(at(0.62, 0.34), at(0.7, 0.42), at(0.8, 0.5))
    path.cubicTo(at(0.68, 0.72), at(0.32, 0.72), at(0.2, 0.5))
    inner = QPainterPath(at(0.32, 0.5))
    inner.quadTo(at(0.5, 0.44), at(0.68, 0.5))
    inner.quadTo(at(0.5, 0.6), at(0.32, 0.5))
    return path.subtracted(inner)
