"""A painted talking face for screenshots; no real person."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)


@dataclass(frozen=True)
class Look:
    """Colours of a painted person."""

    wall: str
    skin: str
    hair: str
    shirt: str


LOOKS = (
    Look("#5d7086", "#d9a988", "#3b2a22", "#2b4262"),
    Look("#4f7a66", "#8f6248", "#1c1614", "#7a3d3d"),
    Look("#85705a", "#e3bb9e", "#7b4a2a", "#3c4a3f"),
    Look("#6a6a72", "#c39170", "#2b2b30", "#46506b"),
)


def opening_at(frame: int) -> float:
    """Returns how far the mouth is open, 0..1; syllables with pauses."""
    t = frame / 25
    syllables = 0.5 + 0.5 * math.sin(2 * math.pi * 3.1 * t + 0.7 * math.sin(1.9 * t))
    phrase = max(0.0, math.sin(2 * math.pi * 0.21 * t + 0.4)) ** 0.4
    return syllables * phrase


def head_at(frame: int) -> tuple[float, float]:
    """Returns the head's offset as fractions of the image."""
    t = frame / 25
    return 0.012 * math.sin(1.1 * t), 0.008 * math.sin(0.7 * t + 1)


def landmarks(frame: int, side_px: int) -> np.ndarray:
    """Returns float32 (110, 2) pixels, in the 110-point scheme."""
    dx, dy = head_at(frame)
    points = [*_contour(), *_brows(), *_nose(), *_eyes(), *_mouth(opening_at(frame))]
    return ((np.array(points) + np.array((dx, dy))) * side_px).astype(np.float32)


def _contour() -> list[tuple[float, float]]:
    angles = np.linspace(math.radians(197), math.radians(-17), 33)
    return [(0.5 + 0.205 * math.cos(a), 0.455 - 0.29 * math.sin(-a) * 0.98) for a in angles]


def _brows() -> list[tuple[float, float]]:
    points = []
    for centre in (0.412, 0.588):
        for u in np.linspace(-1, 1, 9):
            points.append((centre + 0.062 * u, 0.362 - 0.016 * (1 - u * u)))
    return points


def _nose() -> list[tuple[float, float]]:
    bridge = [(0.5, y) for y in np.linspace(0.385, 0.5, 7)]
    wings = [
        (0.5 + 0.048 * math.cos(a), 0.515 + 0.022 * math.sin(a)) for a in np.linspace(math.pi, 0, 8)
    ]
    return [*bridge, *wings]


def _eyes() -> list[tuple[float, float]]:
    points = []
    for centre in (0.412, 0.588):
        for a in np.linspace(0, 2 * math.pi, 12, endpoint=False):
            points.append((centre + 0.042 * math.cos(a), 0.415 + 0.019 * math.sin(a)))
    return points


def _mouth(opening: float) -> list[tuple[float, float]]:
    height = 0.016 + 0.036 * opening
    outer = [
        (0.5 + 0.082 * math.cos(a), 0.612 + height * math.sin(a))
        for a in np.linspace(math.pi, -math.pi, 12, endpoint=False)
    ]
    inner_height = 0.002 + 0.03 * opening
    inner = [
        (0.5 + 0.058 * math.cos(a), 0.612 + inner_height * math.sin(a))
        for a in np.linspace(math.pi, -math.pi, 8, endpoint=False)
    ]
    return [*outer, *inner]


def draw(frame: int, side_px: int, look: Look, softness: float = 0.0) -> QImage:
    """Paint one frame.

    Args:
        softness: 0 for the target; above 0 the mouth is slightly wrong and soft, like a model's.
    """
    image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side_px, side_px)
    _draw_wall(painter, look)
    painter.translate(*head_at(frame))
    _draw_body(painter, look)
    _draw_head(painter, look)
    opening = opening_at(frame)
    wrong = opening * (1 - 0.25 * softness) + 0.06 * softness
    _draw_mouth(painter, look, wrong, softness)
    painter.end()
    return image


def _draw_wall(painter: QPainter, look: Look) -> None:
    light = QRadialGradient(QPointF(0.3, 0.2), 1.1)
    light.setColorAt(0, QColor(look.wall).lighter(125))
    light.setColorAt(1, QColor(look.wall).darker(190))
    painter.fillRect(QRectF(-0.1, -0.1, 1.2, 1.2), light)


def _draw_body(painter: QPainter, look: Look) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    shirt = QLinearGradient(0, 0.78, 0, 1.05)
    shirt.setColorAt(0, QColor(look.shirt).lighter(120))
    shirt.setColorAt(1, QColor(look.shirt).darker(140))
    body = QPainterPath(QPointF(0.03, 1.1))
    body.cubicTo(QPointF(0.08, 0.86), QPointF(0.3, 0.83), QPointF(0.41, 0.79))
    body.lineTo(QPointF(0.59, 0.79))
    body.cubicTo(QPointF(0.7, 0.83), QPointF(0.92, 0.86), QPointF(0.97, 1.1))
    painter.setBrush(shirt)
    painter.drawPath(body)
    painter.setBrush(QColor(look.skin).darker(122))
    neck = QPainterPath(QPointF(0.42, 0.66))
    neck.lineTo(QPointF(0.405, 0.79))
    neck.quadTo(QPointF(0.5, 0.87), QPointF(0.595, 0.79))
    neck.lineTo(QPointF(0.58, 0.66))
    painter.drawPath(neck)


def _draw_head(painter: QPainter, look: Look) -> None:
    hair = QColor(look.hair)
    painter.setBrush(hair)
    painter.drawEllipse(QPointF(0.5, 0.36), 0.235, 0.245)
    skin = QRadialGradient(QPointF(0.44, 0.4), 0.42)
    skin.setColorAt(0, QColor(look.skin).lighter(110))
    skin.setColorAt(1, QColor(look.skin).darker(118))
    face = QPainterPath(QPointF(0.298, 0.4))
    face.cubicTo(QPointF(0.29, 0.6), QPointF(0.39, 0.745), QPointF(0.5, 0.745))
    face.cubicTo(QPointF(0.61, 0.745), QPointF(0.71, 0.6), QPointF(0.702, 0.4))
    face.cubicTo(QPointF(0.69, 0.26), QPointF(0.6, 0.235), QPointF(0.5, 0.24))
    face.cubicTo(QPointF(0.4, 0.235), QPointF(0.31, 0.26), QPointF(0.298, 0.4))
    painter.setBrush(skin)
    painter.drawPath(face)
    fringe = QPainterPath(QPointF(0.29, 0.42))
    fringe.cubicTo(QPointF(0.28, 0.2), QPointF(0.45, 0.14), QPointF(0.56, 0.17))
    fringe.cubicTo(QPointF(0.68, 0.18), QPointF(0.72, 0.3), QPointF(0.71, 0.42))
    fringe.cubicTo(QPointF(0.69, 0.32), QPointF(0.62, 0.27), QPointF(0.54, 0.285))
    fringe.cubicTo(QPointF(0.43, 0.3), QPointF(0.32, 0.3), QPointF(0.29, 0.42))
    painter.setBrush(hair)
    painter.drawPath(fringe)
    _draw_eyes_and_nose(painter, look)


def _draw_eyes_and_nose(painter: QPainter, look: Look) -> None:
    for centre in (0.412, 0.588):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#f4efe9"))
        painter.drawEllipse(QPointF(centre, 0.415), 0.036, 0.017)
        painter.setBrush(QColor("#4a3426"))
        painter.drawEllipse(QPointF(centre, 0.415), 0.0155, 0.0155)
        painter.setBrush(QColor("#0f0c0a"))
        painter.drawEllipse(QPointF(centre, 0.415), 0.0075, 0.0075)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QPointF(centre - 0.005, 0.41), 0.0032, 0.0032)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.hair), 0.011, c=Qt.PenCapStyle.RoundCap))
        brow = QPainterPath(QPointF(centre - 0.052, 0.366))
        brow.quadTo(QPointF(centre, 0.344), QPointF(centre + 0.052, 0.366))
        painter.drawPath(brow)
    painter.setPen(QPen(QColor(look.skin).darker(140), 0.006, c=Qt.PenCapStyle.RoundCap))
    nose = QPainterPath(QPointF(0.508, 0.42))
    nose.quadTo(QPointF(0.522, 0.49), QPointF(0.535, 0.515))
    nose.quadTo(QPointF(0.515, 0.538), QPointF(0.475, 0.522))
    painter.drawPath(nose)


def _draw_mouth(painter: QPainter, look: Look, opening: float, softness: float) -> None:
    height = 0.012 + 0.036 * opening
    lips = QColor("#a3514f") if QColor(look.skin).lightness() > 140 else QColor("#7a3a3c")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(lips)
    outer = QPainterPath(QPointF(0.418, 0.612))
    outer.cubicTo(
        QPointF(0.45, 0.606 - height), QPointF(0.48, 0.602 - height), QPointF(0.5, 0.608 - height)
    )
    outer.cubicTo(
        QPointF(0.52, 0.602 - height), QPointF(0.55, 0.606 - height), QPointF(0.582, 0.612)
    )
    outer.cubicTo(
        QPointF(0.55, 0.624 + height), QPointF(0.45, 0.624 + height), QPointF(0.418, 0.612)
    )
    painter.drawPath(outer)
    if opening > 0.08:
        inner = QRectF(0.444, 0.612 - 0.8 * height + 0.006, 0.112, 1.6 * height - 0.008)
        painter.setBrush(QColor("#2a0f12"))
        painter.drawEllipse(inner)
        teeth = QColor("#efe8e0") if softness == 0 else QColor("#d9cfc6")
        painter.setClipRect(QRectF(0.4, inner.top() + 0.003, 0.2, inner.height() * 0.3))
        painter.setBrush(teeth)
        painter.drawEllipse(inner.adjusted(0.006, 0.001, -0.006, 0))
        painter.setClipping(False)
    else:
        painter.setPen(QPen(QColor("#5e2a2c"), 0.004))
        painter.drawLine(QPointF(0.43, 0.612), QPointF(0.57, 0.612))
