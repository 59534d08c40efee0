"""Finds texts of a window that are cut off, covered or outside, and texts that are too small."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from synctalk_gui.status_bar import StatusBar
from synctalk_gui.theme import BODY_PX
from synctalk_gui.widgets.labels import ElidedLabel
from synctalk_gui.widgets.panes import Panes
from synctalk_gui.widgets.two_lines import NameLabel

TEXTS = (QLabel, QAbstractButton, QComboBox)
CAPTION_ROLES = ("chip",)


def faults(window: QWidget) -> list[str]:
    """Returns a line for each text that cannot be read whole."""
    parts = texts_in(window)
    found = [f"{name(part)}: {why}" for part in parts if (why := fault(part))]
    found += [f"{name(part)}: outside" for part in parts if is_outside(part, window)]
    return found + [f"{name(a)} covers {name(b)}" for a, b in overlapping(parts)]


def texts_in(window: QWidget) -> list[QWidget]:
    """Returns the visible widgets of a window that show a text."""
    found = [part for kind in TEXTS for part in window.findChildren(kind)]
    return [
        part
        for part in found
        if part.isVisible()
        and part.window() is window.window()
        and text_of(part).strip()
        and not is_in_hidden_pane(part)
    ]


def is_in_hidden_pane(part: QWidget) -> bool:
    """Whether a pane around the widget has no size: the user, or a low window, hides it."""
    parents = []
    while part.parentWidget() is not None:
        part = part.parentWidget()
        parents.append(part)
    return any(isinstance(p.parentWidget(), Panes) and 0 in p.size().toTuple() for p in parents)


def text_of(part: QWidget) -> str:
    if isinstance(part, ElidedLabel | NameLabel):
        return part.full_text()
    if isinstance(part, QComboBox):
        return part.currentText()
    return part.text()


def name(part: QWidget) -> str:
    return f"{type(part).__name__} “{text_of(part)[:50]}”"


def fault(part: QWidget) -> str:
    """Returns how a text is cut off, or an empty text."""
    if isinstance(part, NameLabel):
        return "shortened" if part.is_shortened else ""
    if isinstance(part, ElidedLabel):
        return elided_fault(part)
    if isinstance(part, QLabel):
        return label_fault(part)
    if isinstance(part, QComboBox):
        return combo_fault(part)
    hint = part.sizeHint()
    if isinstance(part, QCheckBox | QRadioButton) and hint.width() > part.width():
        return f"needs {hint.width()} px, has {part.width()}"
    return f"needs {hint.width()} px, has {part.width()}" if hint.width() > part.width() else ""


def elided_fault(part: ElidedLabel) -> str:
    """Names and paths may be shortened in their middle, and the status bar's list of jobs."""
    is_list_of_jobs = isinstance(part.parent(), StatusBar)
    if is_list_of_jobs or part._mode == Qt.TextElideMode.ElideMiddle:
        return ""
    return "" if QLabel.text(part) == part.full_text() else "elided"


def label_fault(part: QLabel) -> str:
    if not part.wordWrap():
        hint = part.sizeHint()
        is_whole = hint.width() <= part.width() and hint.height() <= part.height()
        return "" if is_whole else f"needs {hint.toTuple()}, has {part.size().toTuple()}"
    widest = max(QFontMetrics(part.font()).horizontalAdvance(word) for word in words(part.text()))
    if widest > part.width():
        return f"a word needs {widest} px, there are {part.width()}"
    needed = part.heightForWidth(part.width())
    return "" if needed <= part.height() else f"needs {needed} px of height, has {part.height()}"


def words(text: str) -> list[str]:
    """Returns the parts that are not broken; Chinese is broken anywhere."""
    separate = "".join(f"{letter} " if ord(letter) > 0x2E80 else letter for letter in text)
    return separate.replace("/", "/ ").replace("-", "- ").split() or [""]


def combo_fault(part: QComboBox) -> str:
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    field = part.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, part
    )
    needed = part.fontMetrics().horizontalAdvance(part.currentText())
    return "" if needed <= field.width() else f"needs {needed} px, has {field.width()}"


def is_outside(part: QWidget, window: QWidget) -> bool:
    """Whether a part of the widget is cut off by a parent that does not scroll."""
    rect = QRect(part.rect())
    inner = part
    while inner is not window and inner.parentWidget() is not None:
        rect.moveTopLeft(inner.mapToParent(rect.topLeft()))
        parent = inner.parentWidget()
        is_scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea)
        if rect.left() < 0 or rect.right() > parent.width() - 1:
            return True
        if is_scrolled:  # what lies above or below can be scrolled to
            return False
        if rect.top() < 0 or rect.bottom() > parent.height() - 1:
            return True
        inner = parent
    return False


def overlapping(parts: list[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """Returns siblings that cover each other."""
    return [
        (a, b)
        for a, b in combinations(parts, 2)
        if a.parent() is b.parent() and a.geometry().intersects(b.geometry())
    ]


def small_texts(window: QWidget) -> list[str]:
    """Returns the texts, other than captions, that are smaller than the body text has to be."""
    return [
        f"{name(part)}: {QFontInfo(part.font()).pixelSize()} px"
        for part in texts_in(window)
        if QFontInfo(part.font()).pixelSize() < BODY_PX
        and part.property("role") not in CAPTION_ROLES
    ]
