"""Small things that every page is made of: cards, buttons, chips, pairs, empty states, toasts.

How they look is said in ``resources/styles/window.qss`` by their ``role`` and ``tone``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from synctalk_gui import icons
from synctalk_gui.theme import color, tokens

_SEVERITY_ICONS = {
    "ok": ("ok", "ok"),
    "info": ("info", "accent"),
    "warning": ("warning", "warn"),
    "error": ("error", "err"),
}
_TOAST_MS = 6000
_ACTION_TOAST_MS = 12_000
ICON_PX = 16
_EMPTY_TEXT_WIDTH_PX = 460


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label with a role of the style sheet."""
    result = QLabel(text)
    if role:
        result.setProperty("role", role)
    result.setWordWrap(wrap)
    result.setTextFormat(Qt.TextFormat.PlainText)
    return result


def button(
    text: str, on_click: Callable[[], object], role: str = "", icon_name: str = "", tip: str = ""
) -> QPushButton:
    """A push button; ``role`` is empty, ``primary``, ``danger``, ``link``, ``chip`` or ``tool``."""
    result = IconButton(text, icon_name) if icon_name else QPushButton(text)
    if role:
        result.setProperty("role", role)
    if tip:
        result.setToolTip(tip)
        if not text:
            result.setAccessibleName(tip)
    result.setAutoDefault(False)
    result.clicked.connect(on_click)
    return result


def icon_button(text: str, on_click: Callable[[], object], icon_name: str) -> IconButton:
    """A push button whose icon can be changed."""
    result = IconButton(text, icon_name)
    result.setAutoDefault(False)
    result.clicked.connect(on_click)
    return result


def chip(text: str, checkable: bool = False, checked: bool = False, tip: str = "") -> QPushButton:
    """A small rounded button."""
    result = QPushButton(text)
    result.setProperty("role", "chip")
    result.setCheckable(checkable)
    result.setChecked(checked)
    result.setToolTip(tip)
    result.setAutoDefault(False)
    return result


class IconButton(QPushButton):
    """A button whose icon follows the theme."""

    def __init__(self, text: str, icon_name: str) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self._tint()

    def set_icon_name(self, icon_name: str) -> None:
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._tint()

    def _tint(self) -> None:
        is_primary = self.property("role") == "primary"
        ink = tokens().on_accent if is_primary else tokens().text
        self.setIcon(icons.icon(self._icon_name, ink))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DynamicPropertyChange):
            self._tint()
        super().changeEvent(event)


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


class Dot(QWidget):
    """A coloured dot that says how things stand, beside text that says it too."""

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


class ElidedLabel(QLabel):
    """One line that is shortened where there is no room; the whole text is its tool tip."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._full_text = ""
        self._mode = mode
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full_text = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

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
        super().setText(shown)
        self.setToolTip(self._full_text if shown != self._full_text else "")


class Card(QFrame):
    """A framed part of a page: a title row, to which chips can be added, and a body."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 11, 14, 13)
        layout.setSpacing(8)
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.title = label(title, "cardTitle")
        self.header.addWidget(self.title)
        layout.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        self.body.addWidget(widget, stretch)
        return widget


class Pairs(QWidget):
    """Names at the left, values at the right, one pair a row; empty pairs are hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}

    def add(self, key: str, name: str, tip: str = "") -> None:
        """A row for :meth:`set`, hidden until it has a value."""
        left, right = ElidedLabel(name, "mute"), label("", "value")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right.setAccessibleName(name)
        for part in (left, right):
            part.setToolTip(tip)
            part.hide()
        row = len(self._rows)
        self._grid.addWidget(left, row, 0)
        self._grid.addWidget(right, row, 1)
        self._rows[key] = (left, right)

    def set(self, key: str, value: str, tone: str = "") -> None:
        """Show a value; an empty one hides its row."""
        left, right = self._rows[key]
        right.setText(value)
        right.setAccessibleDescription(value)
        set_property(right, "tone", tone)
        left.setVisible(bool(value))
        right.setVisible(bool(value))

    def clear(self) -> None:
        for key in self._rows:
            self.set(key, "")


class Finding(QWidget):
    """A sentence with its icon, a second sentence on what it means, and perhaps a button."""

    def __init__(self, severity: str, sentence: str, hint: str = "") -> None:
        super().__init__()
        icon_name, tone = _SEVERITY_ICONS.get(severity, _SEVERITY_ICONS["info"])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon_name, tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(sentence, "strong", wrap=True))
        if hint:
            texts.addWidget(label(hint, "mute", wrap=True))
        row.addLayout(texts, 1)
        self._row = row
        self.setAccessibleName(f"{severity}: {sentence} {hint}".strip())

    def add_button(self, widget: QPushButton) -> None:
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def scrolled(inside: QWidget) -> QScrollArea:
    """An area as wide as what is inside, which is scrolled up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def rule() -> QFrame:
    """A hairline between findings."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class EmptyState(QWidget):
    """What to do where there is nothing yet."""

    def __init__(self, icon_name: str, heading: str, text: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon_name, "faint", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        self.heading = label(heading, "title", wrap=True)
        self.text = label(text, "mute", wrap=True)
        for part in (self.heading, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setMaximumWidth(_EMPTY_TEXT_WIDTH_PX)
            row = QHBoxLayout()  # an alignment flag would cut the height of wrapped lines
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            layout.addLayout(row)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        layout.addSpacing(6)
        layout.addLayout(self.buttons)
        layout.addStretch(2)
        self.buttons.addStretch(1)
        self.buttons.addStretch(1)

    def set_texts(self, heading: str, text: str) -> None:
        self.heading.setText(heading)
        self.text.setText(text)

    def add_button(self, widget: QPushButton) -> None:
        self.buttons.insertWidget(self.buttons.count() - 1, widget)


class Toast(QFrame):
    """A sentence that appears at the bottom of a widget for some seconds, perhaps with a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(9)
        self._icon = IconLabel("info", "accent")
        self._text = label("", wrap=False)
        self._action: Callable[[], object] | None = None
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
        """Show a sentence; it takes no focus and goes by itself, later if there is a button."""
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
        if self.underMouse() or self.action_button.hasFocus():  # somebody is about to press it
            self._timer.start(_TOAST_MS)
        else:
            self.hide()

    def _on_action(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(self.sizeHint().width(), parent.width() - 40)
        self.resize(width, self.height())
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 60)
