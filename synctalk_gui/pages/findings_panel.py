"""The list of findings on the preprocess page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from synctalk_gui.item_models.video_check import WEIGHT_CODES
from synctalk_gui.pages.findings import FindingText
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import separator
from synctalk_gui.widgets.message_row import MessageRow

_REPLACEABLE_KINDS = ("ave", "hubert", "wenet", "whisper")


class FindingsPanel(QWidget):
    """Shows findings in a list, with buttons for possible actions."""

    weights_requested = Signal(str)
    moonshine_requested = Signal()
    keep_offset_requested = Signal()
    check_requested = Signal()
    """The user changed something and wants the video checked again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[FindingText] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self.setAccessibleName(self.tr("Video check"))

    def set_findings(self, findings: list[FindingText]) -> None:
        """Set the findings; equal ones are not rebuilt."""
        if findings == self._shown:
            return
        self._shown = findings
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, finding in enumerate(findings):
            self._rows.insertWidget(2 * number, self._make_row(finding))
            self._rows.insertWidget(2 * number + 1, separator())

    def sentences(self) -> list[str]:
        return [finding.sentence for finding in self._shown]

    def _make_row(self, finding: FindingText) -> MessageRow:
        row = MessageRow(finding.severity, finding.sentence, finding.hint, are_buttons_below=True)
        if finding.code in WEIGHT_CODES:
            asset = str(dict(finding.params).get("asset", ""))
            if any(kind in asset for kind in _REPLACEABLE_KINDS):
                row.add_button(button(self.tr("Use Moonshine"), self._on_moonshine, "primary"))
            install = button(self.tr("Install…"), self._on_install)
            install.setProperty("asset", asset)
            row.add_button(install)
        elif finding.severity == "error":
            row.add_button(button(self.tr("Check again"), self.check_requested.emit))
        elif finding.code == "av_offset":
            row.add_button(button(self.tr("Don't correct"), self.keep_offset_requested.emit))
        return row

    def _on_moonshine(self) -> None:
        self.moonshine_requested.emit()

    def _on_install(self) -> None:
        self.weights_requested.emit(str(self.sender().property("asset")))
