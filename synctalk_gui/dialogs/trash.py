"""The trash: restore projects and videos, or delete them permanently."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import BinEntry, BinKind, bin_entry_bytes, list_bin
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.engine.background import Background
from synctalk_gui.formats import ago, megabytes
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import separator
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.message_row import MessageRow


class TrashDialog(Dialog):
    """Lists the projects and videos in the trash; restores them or deletes them permanently."""

    restore_requested = Signal(list)
    delete_requested = Signal(list)

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget) -> None:
        title = QCoreApplication.translate("TrashDialog", "Trash")
        super().__init__(parent, title)
        self.setMinimumSize(600, 420)
        self._workspace, self._background = workspace, background
        self._entries: list[BinEntry] = []
        self.content.addWidget(
            label(
                self.tr(
                    "Deleted projects and videos stay in the trash until you delete them "
                    "permanently, and use the same disk space as before. The videos of a deleted "
                    "project stay in the workspace."
                ),
                "mute",
                wrap=True,
            )
        )
        self._rows = self.add_rows(spacing_px=0)
        self.empty_button = self.add_button(self.tr("Empty Trash…"), self._on_empty, "danger")
        self.empty_button.setEnabled(False)
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)
        self._read()

    def entries(self) -> list[BinEntry]:
        return list(self._entries)

    def _read(self) -> None:
        self._background.run(partial(_read_trash, self._workspace), self._on_read)

    def _on_read(self, rows: list[tuple[BinEntry, int]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._entries = [entry for entry, _bytes in rows]
        self.empty_button.setEnabled(bool(rows))
        for entry, bytes_ in rows:
            self._rows.addWidget(self._make_row(entry, bytes_))
            self._rows.addWidget(separator())
        if rows:
            self._rows.addStretch(1)
            return
        text = self.tr("Deleted projects and videos can be restored from here.")
        self._rows.addWidget(EmptyState("trash", self.tr("Trash is empty"), text), 1)

    def _make_row(self, entry: BinEntry, bytes_: int) -> MessageRow:
        when = self.tr("Deleted {when}").format(when=ago(entry.moved))
        if entry.kind == BinKind.VIDEO:
            when = self.tr("Video, deleted {when}").format(when=ago(entry.moved))
        finding = MessageRow("info", entry.name, f"{when} · {megabytes(bytes_ / 1e6)}")
        restore = button(self.tr("Restore"), partial(self._on_restore, entry, finding))
        restore.setAccessibleName(self.tr("Restore {name}").format(name=entry.name))
        delete = button(self.tr("Delete permanently"), partial(self._on_delete, entry, finding))
        delete.setProperty("role", "danger")
        delete.setAccessibleName(self.tr("Delete {name} permanently").format(name=entry.name))
        finding.add_button(restore)
        finding.add_button(delete)
        return finding

    def _take(self, entry: BinEntry, finding: MessageRow) -> None:
        self._entries.remove(entry)
        finding.setEnabled(False)
        self.empty_button.setEnabled(bool(self._entries))

    def _on_restore(self, entry: BinEntry, finding: MessageRow, *_: object) -> None:
        self._take(entry, finding)
        self.restore_requested.emit([entry])

    def _on_delete(self, entry: BinEntry, finding: MessageRow, *_: object) -> None:
        text = self.tr("“{name}” will be deleted permanently. This cannot be undone.").format(
            name=entry.name
        )
        dialog = ConfirmDialog(self.tr("Delete permanently"), text, self.tr("Delete"), self)
        dialog.confirmed.connect(partial(self._on_delete_confirmed, entry, finding))
        dialog.open()

    def _on_delete_confirmed(self, entry: BinEntry, finding: MessageRow) -> None:
        self._take(entry, finding)
        self.delete_requested.emit([entry])

    def _on_empty(self) -> None:
        text = self.tr("{n} items will be deleted permanently. This cannot be undone.")
        text = text.format(n=len(self._entries))
        dialog = ConfirmDialog(self.tr("Empty Trash"), text, self.tr("Delete all"), self)
        dialog.confirmed.connect(self._on_empty_confirmed)
        dialog.open()

    def _on_empty_confirmed(self) -> None:
        entries = self.entries()
        self.accept()
        self.delete_requested.emit(entries)


def _read_trash(workspace: Workspace) -> list[tuple[BinEntry, int]]:
    return [(entry, bin_entry_bytes(entry)) for entry in list_bin(workspace)]
