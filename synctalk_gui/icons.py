"""Icons by what they mean, drawn from qtawesome's Material Design font in the theme's colours.

Only that one font is loaded: qtawesome's ordinary entry loads nine, which costs a start a tenth of
a second.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPainterPath, QPixmap

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
    "trash": "trash-can-outline",
    "video": "video-plus-outline",
    "warning": "alert-circle",
    "weights": "download-outline",
}


@cache
def _font():
    import qtawesome
    from qtawesome.iconic_font import IconicFont

    folder = Path(qtawesome.__file__).parent / "fonts"
    ttf = next(folder.glob("materialdesignicons6-webfont-[0-9]*.ttf")).name
    charmap = next(folder.glob("materialdesignicons6-webfont-charmap-*.json")).name
    return IconicFont(("mdi6", ttf, charmap))


def icon(name: str, tint: str | None = None) -> QIcon:
    """The icon that means ``name``, in the theme's text colour or in ``tint`` (a token's value)."""
    ink = color(tint or tokens().text)
    return _font().icon(f"mdi6.{NAMES[name]}", color=ink, color_disabled=color(tokens().faint))


def pixmap(name: str, size_px: int, tint: str | None = None, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture for a label, ``size_px`` device-independent pixels wide."""
    return icon(name, tint).pixmap(icon_size(size_px), ratio)


def icon_size(size_px: int) -> QSize:
    return QSize(size_px, size_px)


def application_icon() -> QIcon:
    """The program's own mark, painted at the usual sizes."""
    result = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(brand_pixmap(size_px))
    return result


def brand_pixmap(size_px: int, ratio: float = 1.0) -> QPixmap:
    """A rounded square with a mouth-shaped wave."""
    picture = QPixmap(round(size_px * ratio), round(size_px * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
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
    return picture


def _mouth(size_px: float) -> QPainterPath:
    """An upper lip with its bow and a fuller lower lip."""

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
