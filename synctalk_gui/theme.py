"""The window's themes: colour tokens, from which the style sheet and the palette are made.

Widgets with custom painting call :func:`tokens` when they paint; Qt repaints them when the palette
changes.
"""

from __future__ import annotations

import gc
import re
from dataclasses import asdict, dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QApplication

from resources import FOLDER, read_text

ThemeChoice = Literal["system", "light", "dark"]
CAPTION = 0.92
"""Size of chips, times and numbers on axes, of the body text."""
BODY_PX = 13
FOCUS_PX = 2
_LEAST_GRAPHIC_CONTRAST = 3.0
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb`` or ``rgba(r, g, b, a)``.

    Every text has a contrast of at least 4.5 : 1 on each background it appears on.
    """

    name: str
    bg: str
    """The window behind the cards."""
    side: str
    """The project list."""
    card: str
    raised: str
    """Buttons, tool tips, menus."""
    hover: str
    line: str
    """Hairlines and borders."""
    text: str
    mute: str
    """Secondary text."""
    disabled: str
    """Text of what cannot be used now."""
    faint: str
    """Borders of controls and decoration; contrast of at least 3 : 1. Never a text."""
    focus: str
    """The ring around what has the keyboard's focus; contrast of 3 : 1, on ``accent_fill`` too."""
    accent: str
    accent_fill: str
    """Background of ``on_accent``."""
    accent_hover: str
    accent_back: str
    """Background of a selected row or a checked chip."""
    on_accent: str
    ok: str
    warn: str
    err: str
    series: tuple[str, str, str, str]
    """Line colours that are distinguishable with colour blindness (after Okabe and Ito)."""


DARK = Tokens(
    name="dark",
    bg="#14161a",
    side="#181b20",
    card="#1c2026",
    raised="#252a32",
    hover="#2d343e",
    line="#2d333d",
    text="#e8eaee",
    mute="#98a1af",
    disabled="#8a929e",
    faint="#6b7482",
    focus="#f2f4f8",
    accent="#6d99ff",
    accent_fill="#3d6ce6",
    accent_hover="#3361d8",
    accent_back="rgba(91, 140, 255, 36)",
    on_accent="#ffffff",
    ok="#3fbf7f",
    warn="#e0a33a",
    err="#ea7d6d",
    series=("#56b4e9", "#e69f00", "#1fb58a", "#cc79a7"),
)

LIGHT = Tokens(
    name="light",
    bg="#f3f4f6",
    side="#eceef1",
    card="#ffffff",
    raised="#f4f5f8",
    hover="#e9ebf0",
    line="#d9dde3",
    text="#1b1f26",
    mute="#5a6371",
    disabled="#636c7b",
    faint="#7e8898",
    focus="#0b0e14",
    accent="#2157dd",
    accent_fill="#2157dd",
    accent_hover="#1a4bc4",
    accent_back="rgba(47, 98, 224, 26)",
    on_accent="#ffffff",
    ok="#187045",
    warn="#895805",
    err="#b03929",
    series=("#0072b2", "#9d6300", "#007f5d", "#a5508a"),
)

_active = DARK


def tokens() -> Tokens:
    """Returns the active theme's colours."""
    return _active


def color(value: str) -> QColor:
    """Returns a token's value as QColor; supports ``rgba(r, g, b, a)`` with a in 0..255."""
    match = re.fullmatch(r"rgba\((\d+), (\d+), (\d+), (\d+)\)", value)
    return QColor(*(int(part) for part in match.groups())) if match else QColor(value)


def focus_pen() -> QPen:
    """Returns the pen of the one focus ring, for widgets with custom painting."""
    return QPen(color(tokens().focus), FOCUS_PX)


def contrast(one: QColor, other: QColor) -> float:
    """Returns the contrast of two opaque colours after WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def blend(ink: QColor, opacity: float, background: QColor) -> QColor:
    """Returns the colour of a translucent ink on an opaque background."""
    parts = zip(ink.getRgbF()[:3], background.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(opacity * top + (1 - opacity) * below for top, below in parts))


def faded(ink: QColor, opacity: float) -> QColor:
    """Returns a line's colour with an opacity, or a higher one if it needs that to be seen."""
    background = color(tokens().card)
    while opacity < 1 and contrast(blend(ink, opacity, background), background) < (
        _LEAST_GRAPHIC_CONTRAST
    ):
        opacity = min(1.0, opacity + 0.02)
    result = QColor(ink)
    result.setAlphaF(opacity)
    return result


def body_font(font: QFont) -> QFont:
    """Returns the platform's font, not smaller than the body text has to be."""
    result = QFont(font)
    size_px = QFontInfo(font).pixelSize()
    if 0 < size_px < BODY_PX and font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * BODY_PX / size_px)
    return result


def _luminance(value: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in value.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def style_sheet(theme: Tokens, base_pt: float) -> str:
    """Returns the style sheet with ``@token`` and ``@font_...`` replaced.

    Args:
        base_pt: size of the platform's font in points; the other sizes are derived from it.
    """
    values = {key: value for key, value in asdict(theme).items() if isinstance(value, str)}
    values |= {
        "icons": (FOLDER / "icons").as_posix().replace('"', r"\""),  # it is inside quotes
        "font_caption": f"{base_pt * CAPTION:.2f}pt",
        "font_title": f"{base_pt * 1.15:.2f}pt",
        "font_heading": f"{base_pt * 1.5:.2f}pt",
        "font_big": f"{base_pt * 1.95:.2f}pt",
    }
    template = read_text("styles/window.qss")
    return re.sub(r"@(\w+)", lambda found: values.get(found[1], found[0]), template)


def palette(theme: Tokens) -> QPalette:
    """Returns the palette, for what the style sheet does not cover."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.bg,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.mute,
        QPalette.ColorRole.Highlight: theme.accent_fill,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.line,
        QPalette.ColorRole.Shadow: theme.line,
    }
    for role, value in roles.items():
        result.setColor(role, color(value))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, color(theme.disabled))
    return result


def restyle(application: QApplication, colours: QPalette, sheet: str) -> None:
    """Set the program's colours and style sheet.

    Qt goes through a list of all widgets meanwhile, without a look at whether each is still there.
    Python's garbage collector, which may run in any widget's event handler, must free none of them.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        application.setPalette(colours)
        application.setStyleSheet(sheet)
    finally:
        if was_collecting:
            gc.enable()


class Theme(QObject):
    """Applies the chosen theme, or follows the system's."""

    changed = Signal(object)
    """Tokens: after the new colours were applied."""

    def __init__(self, application: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self._application = application
        application.setFont(body_font(application.font()))
        self._base_pt = application.font().pointSizeF()
        self._choice: ThemeChoice = choice
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Switch the theme."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def _apply(self) -> None:
        global _active
        _active = DARK if self._is_dark() else LIGHT
        restyle(self._application, palette(_active), style_sheet(_active, self._base_pt))
        self.changed.emit(_active)

    def _is_dark(self) -> bool:
        if self._choice != "system":
            return self._choice == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _on_system_scheme_changed(self) -> None:
        if self._choice == "system":
            self._apply()
