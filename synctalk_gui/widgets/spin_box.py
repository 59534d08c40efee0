"""Spin boxes: the distance of the text from the border, and a box for frame numbers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QWidget

TEXT_MARGIN_PX = 8
"""As the style sheet's padding of text fields and combo boxes."""

SpinBoxT = TypeVar("SpinBoxT", bound=QAbstractSpinBox)


def padded(editor: SpinBoxT) -> SpinBoxT:
    """Keep the text of a spin box away from its left border.

    Qt ignores the style sheet's horizontal padding of a spin box and of the field inside it.
    """
    editor.lineEdit().setTextMargins(TEXT_MARGIN_PX, 0, 0, 0)
    return editor


class FrameSpinBox(QSpinBox):
    """Edits the index of a frame, which it shows as a number from 1, as everywhere in the window.

    ``value()`` is the index, from 0.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setText(
            self.textFromValue(self.value())
        )  # Qt's constructor leaves it empty

    def textFromValue(self, value: int) -> str:
        return self.locale().toString(value + 1)

    def valueFromText(self, text: str) -> int:
        number, is_number = self.locale().toInt(text)
        return number - 1 if is_number else self.value()

    def validate(self, text: str, position: int) -> object:
        number, is_number = self.locale().toInt(text)
        is_valid = is_number and self.minimum() < number <= self.maximum() + 1
        if is_valid:
            return QValidator.State.Acceptable, text, position
        is_begun = not text or (is_number and number <= self.maximum())
        state = QValidator.State.Intermediate if is_begun else QValidator.State.Invalid
        return state, text, position
