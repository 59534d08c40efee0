"""The question before rendering with a model that is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from synctalk_engine.protocol.verdict import Verdict
from synctalk_gui.engine_texts import hint_text, sentence_text

if TYPE_CHECKING:
    from synctalk_gui.dialogs.confirm import ConfirmDialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("RenderQuestion", text)


def ask_to_render(verdict: Verdict, parent: QWidget) -> ConfirmDialog:
    """Show what is wrong with the model; ``confirmed`` is emitted if it is to be used anyway."""
    from synctalk_gui.dialogs.confirm import ConfirmDialog

    dialog = ConfirmDialog(
        _tr("Render with this model?"),
        sentence_text(verdict.code, verdict.params),
        _tr("Render anyway"),
        parent.window(),
        hint_text(verdict.code, verdict.params),
    )
    dialog.open()
    return dialog
