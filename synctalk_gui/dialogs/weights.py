"""The model weights dialog: what is installed, what is missing, and downloads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QWidget,
)

from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.json_command import JsonCommand
from synctalk_gui.engine_texts import event_text, hint_text, translate
from synctalk_gui.formats import listed, megabytes
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import separator
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.message_row import MessageRow
from synctalk_gui.widgets.style import set_property

_INSTALLED = "installed"


class WeightsDialog(Dialog):
    """Lists the known weights; installs or imports them on request.

    Args:
        asset_id: ids of the weights that a job just missed, separated by spaces; listed first.
    """

    IS_OF_WORKSPACE = False

    def __init__(self, asset_id: str, command: EngineCommand, parent: QWidget) -> None:
        title = QCoreApplication.translate("WeightsDialog", "Model weights")
        super().__init__(parent, title)
        self.setMinimumSize(640, 460)
        self._missed_ids = asset_id.split()
        self._command = command
        self._task: JsonCommand | None = None
        self._is_listing = True
        self._needed: list[str] = []
        intro = self.tr(
            "Face tracking and audio features need trained weights. They are downloaded "
            "from their publishers, verified, and shared by all workspaces. Nothing "
            "downloads without your permission."
        )
        self.content.addWidget(label(intro, "mute", wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = button(self.tr("Cancel"), self._on_cancel)
        self.cancel_button.hide()
        self._working = QWidget()  # a layout without a visible part would limit the content's width
        working = QHBoxLayout(self._working)
        working.setContentsMargins(0, 0, 0, 0)
        working.setSpacing(10)
        working.addWidget(self._bar, 1)
        working.addWidget(self.cancel_button)
        self._status = label(self.tr("Checking installed weights…"), "mute", wrap=True)
        self.content.addWidget(self._working)
        self.content.addWidget(self._status)
        self._rows = self.add_rows(spacing_px=0)
        self._actions: list[QPushButton] = []
        self.import_button = self.add_button(self.tr("Import a file…"), self._on_import_clicked)
        self.needed_button = self.add_button(self.tr("Install required weights"), self._on_needed)
        self.needed_button.hide()
        self.close_button = self.add_button(self.tr("Close"), self.accept, is_default=True)
        self.finished.connect(self._on_closed)
        self._list()

    # -- the engine's answers -----------------------------------------------------------------

    def _ask(self, arguments: list[str], slot) -> None:
        self._bar.setRange(0, 0)
        self._working.show()
        self._task = JsonCommand(self._command, arguments, parent=self)
        self._task.finished.connect(slot)
        self._task.progressed.connect(self._on_progressed)
        self._task.start()
        self._show_busy()

    def _show_busy(self) -> None:
        """Disable the actions while a command runs; an installation can be cancelled."""
        self.cancel_button.setVisible(self._task is not None and not self._is_listing)
        for part in (*self._actions, self.import_button, self.needed_button):
            part.setEnabled(self._task is None)

    def _list(self) -> None:
        self._is_listing = True
        self._ask(["models", "list", "--json"], self._on_listed)

    def _work(self, arguments: list[str], status: str) -> None:
        """Install or import, with a status text."""
        self._is_listing = False
        self._status.setText(status)
        self._ask(arguments, self._on_installed)

    def _on_listed(self, exit_code: int, values: list[Any]) -> None:
        self._task = None
        self._working.hide()
        self._show_busy()
        rows = values[0] if values and isinstance(values[0], list) else []
        if exit_code != 0 or not rows:
            self._status.setText(self.tr("The list of weights could not be loaded."))
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
        self._actions.clear()
        missing = [row for row in rows if row.get("state") != _INSTALLED and row.get("default")]
        self._needed = [str(row["id"]) for row in missing]
        size_mb = sum(row.get("download_bytes") or 0 for row in missing) / 1e6
        text = self.tr("Install required weights ({size})").format(size=megabytes(size_mb))
        self.needed_button.setText(text)
        self.needed_button.setVisible(bool(missing))
        set_property(self.needed_button, "role", "primary" if missing else "")
        set_property(self.close_button, "role", "" if missing else "primary")
        rows.sort(key=self._rank)
        for row in rows:
            self._rows.addWidget(self._make_row(row))
            self._rows.addWidget(separator())
        self._rows.addStretch(1)
        QTimer.singleShot(0, self, self.fit_height)  # once the rows have their places

    def _rank(self, row: dict[str, Any]) -> tuple[bool, bool, bool]:
        """Sort key: what a job just missed, then required and missing weights, then the rest."""
        is_there = row.get("state") == _INSTALLED
        return row.get("id") not in self._missed_ids, is_there, not row.get("default")

    def _make_row(self, row: dict[str, Any]) -> MessageRow:
        is_there = row.get("state") == _INSTALLED
        size = row.get("download_bytes") or row.get("bytes")
        facts = [
            translate(str(row.get("purpose") or "")),
            megabytes(size / 1e6) if size else "",
            str(row.get("licence") or ""),
            str(row.get("origin") or "") if row.get("importable_only") else "",
            translate(str(row.get("reason") or "")),
        ]
        name = translate(str(row.get("title") or row.get("id")))
        is_needed = bool(row.get("default"))
        if is_there:
            severity, sentence = "ok", self.tr("{name}: installed")
        elif row.get("id") in self._missed_ids:
            severity, sentence = "warning", self.tr("{name}: missing, required for this action")
        elif is_needed:
            severity, sentence = "warning", self.tr("{name}: missing, required for preprocessing")
        else:
            severity, sentence = "info", self.tr("{name}: optional, not installed")
        hint = " · ".join(translate(fact) for fact in facts if fact)
        finding = MessageRow(severity, sentence.format(name=name), hint)
        if not is_there:
            if not row.get("importable_only"):
                install = button(self.tr("Install"), self._on_install_clicked)
                install.setProperty("asset", row.get("id"))
                install.setAccessibleName(self.tr("Install {name}").format(name=name))
                finding.add_button(install)
                self._actions.append(install)
            take_file = button(self.tr("Import file…"), self._on_import_clicked)
            take_file.setProperty("asset", row.get("id"))
            take_file.setAccessibleName(self.tr("Import {name} from a file").format(name=name))
            finding.add_button(take_file)
            self._actions.append(take_file)
        return finding

    def _on_install_clicked(self) -> None:
        self._install([str(self.sender().property("asset"))])

    def _on_needed(self) -> None:
        self._install(self._needed)

    def _install(self, asset_ids: list[str]) -> None:
        text = self.tr("Downloading and verifying {asset}…").format(asset=listed(asset_ids))
        self._work(["models", "install", *asset_ids, "--yes", "--json"], text)

    def _on_import_clicked(self) -> None:
        """Import the weights of a row; without a row, the engine recognises the file."""
        asset_id = self.sender().property("asset")
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Weights file"))
        if path:
            which = ["--id", str(asset_id)] if asset_id else []
            text = self.tr("Checking {file}…").format(file=Path(path).name)
            self._work(["models", "import", path, *which, "--json"], text)

    def _on_progressed(self, done_bytes: float, total_bytes: float) -> None:
        if total_bytes > 0 and not self._is_listing:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * min(1.0, done_bytes / total_bytes)))
            sizes = f"{megabytes(done_bytes / 1e6)} / {megabytes(total_bytes / 1e6)}"
            self._bar.setAccessibleDescription(sizes)
            self._bar.setToolTip(sizes)

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._status.setText(self.tr("Cancelled. Nothing was changed."))
            self._status.setProperty("keep", True)
            self._list()

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
            text = self.tr("Installation failed.")
        self._status.setText(text)
        self._status.setProperty("keep", True)
        self._list()

    def _on_closed(self, _result: int) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
