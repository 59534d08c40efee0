"""The distance of a spin box's text from its border."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox

TEXT_MARGIN_PX = 8
"""As the style sheet's padding of text fields and combo boxes."""

SpinBoxT = TypeVar("SpinBoxT", bound=QAbstractSpinBox)


def padded(editor: SpinBoxT) -> SpinBoxT:
    """Keep the text of a spin box away from its left border.

    Qt ignores the style sheet's horizontal padding of a spin box and of the field inside it.
    """
    editor.lineEdit().setTextMargins(TEXT_MARGIN_PX, 0, 0, 0)
    return editor
