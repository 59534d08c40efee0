"""Weights: what is installed, what is missing for what, and the word to download them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.one_shot import OneShot
from synctalk_gui.engine.process import EngineCommand
from synctalk_gui.texts import event_text, hint_text, megabytes, translate
from synctalk_gui.widgets.common import Finding, button, label, rule

_INSTALLED = "installed"


class WeightsDialog(Dialog):
    """Lists the known weights; installs or imports those that the user names.

    Args:
        asset_id: the weights somebody just missed; listed first. Empty: none in particular.
    """

    IS_OF_WORKSPACE = False

    def __init__(self, asset_id: str, command: EngineCommand, parent: QWidget) -> None:
        title = QCoreApplication.translate("WeightsDialog", "Weights")
        super().__init__(parent, title)
        self.setMinimumSize(640, 460)
        self._asset_id = asset_id
        self._command = command
        self._task: OneShot | None = None
        intro = self.tr(
            "Face tracking and sound features need trained weights. They are downloaded from "
            "where they are published, checked, and kept for all workspaces. Nothing is "
            "downloaded without your word."
        )
        self.content.addWidget(label(intro, "mute", wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._status = label(self.tr("Looking at what is there …"), "mute", wrap=True)
        self.content.addWidget(self._bar)
        self.content.addWidget(self._status)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setLayout(self._rows)
        area.setWidget(inside)
        self.content.addWidget(area, 1)
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)
        self.finished.connect(self._on_closed)
        self._list()

    # -- the engine's answers -----------------------------------------------------------------

    def _ask(self, arguments: list[str], slot) -> None:
        self._bar.show()
        self._task = OneShot(self._command, arguments, parent=self)
        self._task.finished.connect(slot)
        self._task.start()

    def _list(self) -> None:
        self._ask(["models", "list", "--json"], self._on_listed)

    def _on_listed(self, exit_code: int, values: list[Any]) -> None:
        self._task = None
        self._bar.hide()
        rows = values[0] if values and isinstance(values[0], list) else []
        if exit_code != 0 or not rows:
            self._status.setText(self.tr("The list of weights could not be had."))
            return
        if self._status.property("keep") is not True:
            self._status.setText("")
        self._status.setProperty("keep", False)
        self._show_rows(rows)

    def _show_rows(self, rows: list[dict[str, Any]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows.sort(key=lambda row: (row.get("id") != self._asset_id, row.get("state") == _INSTALLED))
        for row in rows:
            self._rows.addWidget(self._make_row(row))
            self._rows.addWidget(rule())
        self._rows.addStretch(1)

    def _make_row(self, row: dict[str, Any]) -> Finding:
        is_there = row.get("state") == _INSTALLED
        size = row.get("download_bytes") or row.get("bytes")
        facts = [
            str(row.get("purpose") or ""),
            megabytes(size / 1e6) if size else "",
            str(row.get("licence") or ""),
        ]
        name = str(row.get("title") or row.get("id"))
        sentence = self.tr("{name}: installed") if is_there else self.tr("{name}: not installed")
        hint = " · ".join(translate(fact) for fact in facts if fact)
        finding = Finding("ok" if is_there else "info", sentence.format(name=name), hint)
        if not is_there:
            if not row.get("importable_only"):
                install = button(self.tr("Install"), self._on_install_clicked)
                install.setProperty("asset", row.get("id"))
                install.setAccessibleName(self.tr("Install {name}").format(name=name))
                finding.add_button(install)
            take_file = button(self.tr("Import file …"), self._on_import_clicked)
            take_file.setProperty("asset", row.get("id"))
            take_file.setAccessibleName(self.tr("Import {name} from a file").format(name=name))
            finding.add_button(take_file)
        return finding

    def _on_install_clicked(self) -> None:
        asset_id = self.sender().property("asset")
        if self._task is None and asset_id:
            text = self.tr("Downloading and checking {asset} …").format(asset=asset_id)
            self._status.setText(text)
            arguments = ["models", "install", str(asset_id), "--yes", "--json"]
            self._ask(arguments, self._on_installed)

    def _on_import_clicked(self) -> None:
        asset_id = self.sender().property("asset")
        if self._task is not None or not asset_id:
            return
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Weights file"))
        if path:
            self._status.setText(self.tr("Checking {file} …").format(file=Path(path).name))
            arguments = ["models", "import", path, "--id", str(asset_id), "--json"]
            self._ask(arguments, self._on_installed)

    def _on_installed(self, exit_code: int, values: list[Any]) -> None:
        self._task = None
        last = values[-1] if values and isinstance(values[-1], dict) else {}
        if exit_code == 0:
            text = self.tr("Installed.")
        elif last.get("code"):
            code, params = str(last["code"]), last.get("params") or {}
            text = event_text(code, params, str(last.get("message", "")))
            text = f"{text} {hint_text(code, params)}".strip()
        else:
            text = self.tr("It could not be installed.")
        self._status.setText(text)
        self._status.setProperty("keep", True)
        self._list()

    def _on_closed(self, _result: int) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
