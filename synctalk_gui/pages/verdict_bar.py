"""A bar that says what a trained model is good for, with the one button that helps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from synctalk_engine.protocol.verdict import Remedy, Verdict
from synctalk_gui.engine_texts import hint_text, sentence_text
from synctalk_gui.run_texts import verdict_look
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import IconLabel, label
from synctalk_gui.widgets.style import set_property


class VerdictBar(QFrame):
    """Hidden without a verdict.

    Args:
        can_train: whether its button can train; it leads to the Train page otherwise.
    """

    remedy_requested = Signal(object)
    """The ``Verdict`` whose button was pressed."""

    def __init__(self, can_train: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_train = can_train
        self.setProperty("role", "banner")
        self._verdict: Verdict | None = None
        self._icon = IconLabel("info", "accent", 20)
        self._sentence = label("", "strong", wrap=True)
        self._hint = label("", "mute", wrap=True)
        self.remedy = button(self.tr("Preview"), self._on_remedy, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._sentence)
        texts.addWidget(self._hint)
        row.addLayout(texts, 1)
        row.addWidget(self.remedy)
        self.hide()

    def show_verdict(self, verdict: Verdict | None, note: str = "") -> None:
        """Show a verdict, its button and a further sentence; None hides the bar."""
        self._verdict = verdict
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        icon_name, tone = verdict_look(verdict)
        self._icon.set_icon(icon_name, tone)
        set_property(self, "tone", tone)
        self._sentence.setText(sentence_text(verdict.code, verdict.params))
        hint = hint_text(verdict.code, verdict.params)
        self._hint.setText(" ".join(filter(None, (hint, note))))
        self.remedy.setText(self._remedy_text(verdict))
        self.setAccessibleName(f"{self._sentence.text()} {self._hint.text()}")

    def sentence(self) -> str:
        return self._sentence.text()

    def set_remedy_enabled(self, is_enabled: bool, why_not: str = "") -> None:
        """Enable the button; the tooltip says why it cannot be pressed."""
        self.remedy.setEnabled(is_enabled)
        self.remedy.setToolTip("" if is_enabled else why_not)

    def _remedy_text(self, verdict: Verdict) -> str:
        if verdict.remedy == Remedy.TRAIN_MORE and not self._can_train:
            return self.tr("Go to Train")
        if verdict.remedy == Remedy.TRAIN_MORE:
            return self.tr("Train {n} min more").format(n=verdict.params["minutes"])
        texts = {
            Remedy.RENDER: self.tr("Render…"),
            Remedy.RECORD_MORE: self.tr("How to record"),
            Remedy.PREVIEW: self.tr("Preview"),
        }
        return texts[verdict.remedy]

    def _on_remedy(self) -> None:
        if self._verdict is not None:
            self.remedy_requested.emit(self._verdict)
