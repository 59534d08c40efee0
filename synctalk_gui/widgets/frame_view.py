"""Shows an image, fitted or zoomed, with landmarks and crop box."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from synctalk_gui.theme import DARK, color, focus_pen, tokens
from synctalk_gui.widgets.landmark_groups import GROUPS, crop_box

MAX_ZOOM = 32.0
"""Screen pixels per image pixel."""
_ZOOM_STEP = 1.25
_WHEEL_NOTCH = 120
_PIXELS_VISIBLE_FROM = 3.0
"""From this zoom on, pixels are drawn as squares."""
_GROUP_SERIES = {"contour": 0, "brows": 3, "nose": 2, "eyes": 0, "mouth": 1}
_POINT_PX = 1.9


class FrameView(QWidget):
    """Shows a QImage with its aspect ratio; zooms, pans, and draws landmarks and crop box.

    Mouse: the wheel zooms at the pointer, drag pans, double click fits. Keyboard: Ctrl+0 fits,
    Ctrl+1 shows the original size, Ctrl++ and Ctrl+- zoom. Other keys are left to the parent.
    """

    zoom_changed = Signal(float)
    """The new zoom, in screen pixels per image pixel."""
    view_changed = Signal()
    """The user zoomed or panned; see ``view_state``."""

    def __init__(self, parent: QWidget | None = None, empty_text: str = "") -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._scaled: dict[int, tuple[QSize, QImage]] = {}  # by QImage.cacheKey()
        self._landmarks: np.ndarray | None = None
        self._has_landmarks_shown = False
        self._has_crop_box_shown = False
        self._is_filled = False
        self._is_at_top = False
        self._empty_text = empty_text
        self._zoom: float | None = None  # None: fitted
        self._centre = QPointF(0.5, 0.5)  # of the visible part, 0..1 of the image
        self._drag_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 96)
        self.setAccessibleName(self.tr("Image"))

    # --- what is shown

    def set_image(self, image: QImage | None) -> None:
        """Show an image, or the empty text for None; keeps the zoom if the size is the same."""
        if image is not None and image.isNull():
            image = None
        size_before = None if self._image is None else self._image.size()
        self._image = image
        self._scaled.clear()
        if image is not None and size_before is not None and image.size() != size_before:
            self.fit()
        self.update()

    def image(self) -> QImage | None:
        return self._image

    def set_landmarks(self, points: np.ndarray | None) -> None:
        """Set the landmarks, float (110, 2) in image pixels; None if there are none."""
        self._landmarks = points
        self.update()

    def set_filled(self, is_filled: bool) -> None:
        """Mark the landmarks as interpolated, because no face was found."""
        self._is_filled = is_filled
        self.update()

    def set_empty_text(self, text: str) -> None:
        """Set the text that is shown without an image."""
        self._empty_text = text
        self.update()

    def set_at_top(self, is_at_top: bool) -> None:
        """Align a fitted image at the top instead of the centre."""
        self._is_at_top = is_at_top
        self.update()

    def set_landmarks_shown(self, is_shown: bool) -> None:
        self._has_landmarks_shown = is_shown
        self.update()

    def set_crop_box_shown(self, is_shown: bool) -> None:
        self._has_crop_box_shown = is_shown
        self.update()

    # --- view

    def zoom(self) -> float:
        """Returns the zoom, in screen pixels per image pixel."""
        return self._fitted_zoom() if self._zoom is None else self._zoom

    def is_fitted(self) -> bool:
        return self._zoom is None

    def fit(self) -> None:
        """Fit the image to the widget."""
        self._set_view(None, QPointF(0.5, 0.5))

    def show_pixels(self) -> None:
        """Show the image in its original size."""
        self._set_view(1.0, self._centre)

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom around ``anchor``, a point of the widget (by default its centre)."""
        if self._image is None:
            return
        middle = QRectF(self.rect()).center()
        anchor = middle if anchor is None else anchor
        zoom = min(self.zoom() * factor, MAX_ZOOM)
        if zoom <= self._fitted_zoom():
            self.fit()
            return
        held = self._to_unit(anchor)
        shown = self._shown_size(zoom)
        self._set_view(
            zoom,
            QPointF(
                held.x() - (anchor.x() - middle.x()) / shown.width(),
                held.y() - (anchor.y() - middle.y()) / shown.height(),
            ),
        )

    def view_state(self) -> tuple[float | None, QPointF]:
        """Returns zoom (None: fitted) and centre (0..1), for another view."""
        return self._zoom, QPointF(self._centre)

    def set_view_state(self, state: tuple[float | None, QPointF]) -> None:
        """Apply the state of another view, without ``view_changed``."""
        self.blockSignals(True)
        self._set_view(*state)
        self.blockSignals(False)

    def image_rect(self) -> QRectF:
        """Returns the image's rectangle in the widget; it may be larger."""
        if self._image is None:
            return QRectF()
        size = self._shown_size(self.zoom())
        middle = QRectF(self.rect()).center()
        left = middle.x() - self._centre.x() * size.width()
        top = middle.y() - self._centre.y() * size.height()
        if self._is_at_top and self._zoom is None:
            top = 0.0
        ratio = self.devicePixelRatioF()  # aligned to physical pixels, to avoid blur
        return QRectF(
            round(left * ratio) / ratio, round(top * ratio) / ratio, size.width(), size.height()
        )

    def to_widget(self, x_px: float, y_px: float) -> QPointF:
        """Returns the position of an image point in the widget."""
        rect = self.image_rect()
        return QPointF(
            rect.left() + x_px / self._image.width() * rect.width(),
            rect.top() + y_px / self._image.height() * rect.height(),
        )

    # --- parts

    def _fitted_zoom(self) -> float:
        if self._image is None:
            return 1.0
        ratio = self.devicePixelRatioF()
        across = self.width() * ratio / self._image.width()
        down = self.height() * ratio / self._image.height()
        return max(min(across, down), 1e-6)

    def _shown_size(self, zoom: float) -> QRectF:
        scale = zoom / self.devicePixelRatioF()
        return QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)

    def _to_unit(self, position: QPointF) -> QPointF:
        rect = self.image_rect()
        return QPointF(
            (position.x() - rect.left()) / rect.width(), (position.y() - rect.top()) / rect.height()
        )

    def _set_view(self, zoom: float | None, centre: QPointF) -> None:
        before = self._zoom, QPointF(self._centre)
        self._zoom = zoom
        self._centre = self._clamped(centre)
        if (self._zoom, self._centre) == before:
            return
        self.update()
        self.view_changed.emit()
        if self._zoom != before[0]:
            self.zoom_changed.emit(self.zoom())

    def _clamped(self, centre: QPointF) -> QPointF:
        """Returns the nearest centre that leaves no empty space beside the image."""
        if self._zoom is None or self._image is None:
            return QPointF(0.5, 0.5)
        size = self._shown_size(self._zoom)
        half_x = min(0.5, self.width() / 2 / size.width())
        half_y = min(0.5, self.height() / 2 / size.height())
        return QPointF(
            min(max(centre.x(), half_x), 1 - half_x), min(max(centre.y(), half_y), 1 - half_y)
        )

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        self._paint_image(painter, self._image, rect)

    def _paint_image(self, painter: QPainter, image: QImage, rect: QRectF) -> None:
        zoom = self.zoom()
        if zoom < 1.0:
            painter.drawImage(rect.topLeft(), self._scaled_image(image, rect))
            return
        is_smooth = 1.0 < zoom < _PIXELS_VISIBLE_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.drawImage(rect, image)

    def _scaled_image(self, image: QImage, rect: QRectF) -> QImage:
        """Returns a smoothly downscaled image, cached since it is painted often."""
        ratio = self.devicePixelRatioF()
        size = QSize(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
        key = image.cacheKey()
        if key not in self._scaled or self._scaled[key][0] != size:
            mode = Qt.TransformationMode.SmoothTransformation
            scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            scaled.setDevicePixelRatio(ratio)
            self._scaled[key] = (size, scaled)
        return self._scaled[key][1]

    def _paint_landmarks(self, painter: QPainter) -> None:
        """Paint the points in the colour of their group, with a dark outline."""
        radius = min(4.0, max(_POINT_PX, self.zoom() / self.devicePixelRatioF() * 0.5))
        rim = color("#000000")
        rim.setAlphaF(0.55)
        for name, indices in GROUPS.items():
            painter.setPen(QPen(rim, 0.8))
            painter.setBrush(color(DARK.series[_GROUP_SERIES[name]]))  # bright in both themes
            for index in indices:
                point = self.to_widget(*self._landmarks[index].tolist())
                painter.drawEllipse(point, radius, radius)

    def _paint_crop_box(self, painter: QPainter) -> None:
        box = crop_box(self._landmarks)
        corners = self.to_widget(box.left(), box.top()), self.to_widget(box.right(), box.bottom())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((color("#000000"), 3.0), (color(DARK.accent), 1.5)):
            painter.setPen(QPen(ink, width))
            painter.drawRect(QRectF(*corners))

    def _paint_filled_badge(self, painter: QPainter, rect: QRectF) -> None:
        text = self.tr("no face: interpolated")
        painter.setFont(small_font(self.font()))
        metrics = painter.fontMetrics()
        corner = rect.intersected(QRectF(self.rect())).topLeft() + QPointF(8, 8)
        badge = QRectF(corner.x(), corner.y(), metrics.horizontalAdvance(text) + 18, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(tokens().card))
        painter.drawRoundedRect(badge, 11, 11)
        painter.setPen(QPen(color(tokens().warn), 1.2))
        painter.drawRoundedRect(badge, 11, 11)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(QPen(color(tokens().line), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(color(tokens().mute))
        area = self.rect().adjusted(12, 12, -12, -12)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, self._empty_text)

    # --- overrides

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image is None:
            self._paint_empty(painter)
            return
        rect = self.image_rect()
        painter.fillRect(self.rect(), color(tokens().bg))  # what the image leaves free
        self._paint_content(painter, rect)
        if self._landmarks is not None:
            if self._has_crop_box_shown:
                self._paint_crop_box(painter)
            if self._has_landmarks_shown:
                self._paint_landmarks(painter)
        if self._is_filled:
            self._paint_filled_badge(painter, rect)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(focus_pen())
            painter.drawRect(rect.intersected(QRectF(self.rect())).adjusted(1, 1, -1, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        if notches and self._image is not None:
            self.zoom_by(_ZOOM_STEP**notches, event.position())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
        if event.button() in buttons and self._zoom is not None:
            self._drag_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None or self._zoom is None:
            return
        moved = event.position() - self._drag_from
        self._drag_from = event.position()
        size = self._shown_size(self._zoom)
        shift = QPointF(moved.x() / size.width(), moved.y() / size.height())
        self._set_view(self._zoom, self._centre - shift)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (
            is_control and event.key() == Qt.Key.Key_Equal
        ):
            self.zoom_by(_ZOOM_STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(1 / _ZOOM_STEP)
        elif is_control and event.key() == Qt.Key.Key_0:
            self.fit()
        elif is_control and event.key() == Qt.Key.Key_1:
            self.show_pixels()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._centre = self._clamped(self._centre)


def small_font(font: QFont) -> QFont:
    """Returns the style sheet's ``font_small``, for painted labels."""
    small = QFont(font)
    small.setPointSizeF(max(6.0, font.pointSizeF() * 0.92))
    return small
