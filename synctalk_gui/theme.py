"""The window's themes: colour tokens, from which the style sheet and the palette are made.

Widgets with custom painting call :func:`tokens` when they paint; Qt repaints them when the palette
changes.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import FOLDER, read_text

ThemeChoice = Literal["system", "light", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb`` or ``rgba(r, g, b, a)``."""

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
    """Secondary text; contrast of at least 4.5 : 1 on cards."""
    faint: str
    """Decoration; never the only way information is shown."""
    accent: str
    accent_fill: str
    """Background of ``on_accent``; contrast of at least 4.5 : 1."""
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
    faint="#6b7482",
    accent="#5b8cff",
    accent_fill="#3d6ce6",
    accent_hover="#4a78ee",
    accent_back="rgba(91, 140, 255, 36)",
    on_accent="#ffffff",
    ok="#3fbf7f",
    warn="#e0a33a",
    err="#e5604d",
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
    mute="#5c6573",
    faint="#8b94a2",
    accent="#2f62e0",
    accent_fill="#2f62e0",
    accent_hover="#2554cb",
    accent_back="rgba(47, 98, 224, 26)",
    on_accent="#ffffff",
    ok="#1d8a55",
    warn="#a86c06",
    err="#c23f2d",
    series=("#0072b2", "#b87400", "#00805e", "#a5508a"),
)

_active = DARK


def tokens() -> Tokens:
    """Returns the active theme's colours."""
    return _active


def color(value: str) -> QColor:
    """Returns a token's value as QColor; supports ``rgba(r, g, b, a)`` with a in 0..255."""
    match = re.fullmatch(r"rgba\((\d+), (\d+), (\d+), (\d+)\)", value)
    return QColor(*(int(part) for part in match.groups())) if match else QColor(value)


def style_sheet(theme: Tokens, base_pt: float) -> str:
    """Returns the style sheet with ``@token`` and ``@font_...`` replaced.

    Args:
        base_pt: size of the platform's font in points; the other sizes are derived from it.
    """
    values = {key: value for key, value in asdict(theme).items() if isinstance(value, str)}
    values |= {
        "icons": (FOLDER / "icons").as_posix().replace('"', r"\""),  # it is inside quotes
        "font_small": f"{base_pt * 0.92:.2f}pt",
        "font_chip": f"{base_pt * 0.86:.2f}pt",
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
        QPalette.ColorRole.PlaceholderText: theme.faint,
        QPalette.ColorRole.Highlight: theme.accent,
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
        result.setColor(QPalette.ColorGroup.Disabled, role, color(theme.faint))
    return result


class Theme(QObject):
    """Applies the chosen theme, or follows the system's."""

    changed = Signal(object)
    """Tokens: after the new colours were applied."""

    def __init__(self, application: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self._application = application
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
        self._application.setPalette(palette(_active))
        self._application.setStyleSheet(style_sheet(_active, self._base_pt))
        self.changed.emit(_active)

    def _is_dark(self) -> bool:
        if self._choice != "system":
            return self._choice == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _on_system_scheme_changed(self) -> None:
        if self._choice == "system":
            self._apply()
