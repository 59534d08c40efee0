"""A project's name, and the bin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_bin import BinEntry, bin_entry_bytes, list_bin
from synctalk_engine.workspace.project_names import check_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.background import Background
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.formats import ago, megabytes
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import separator
from synctalk_gui.widgets.empty_state import EmptyState
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.message_row import MessageRow
from synctalk_gui.widgets.style import set_property


class NameDialog(Dialog):
    """Asks for a name that can be a folder on every system and is not taken."""

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        text: str,
        action_text: str,
        name: str,
        taken: list[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, title, "", text)
        self._taken = {other.casefold() for other in taken}
        self.name = QLineEdit(name)
        self.name.setAccessibleName(QCoreApplication.translate("NameDialog", "Name"))
        self.name.selectAll()
        self.problem = label("", "mute", wrap=True)
        self.content.addWidget(self.name)
        self.content.addWidget(self.problem)
        self.add_button(self.tr("Cancel"), self.reject)
        self.action_button = self.add_button(
            action_text, self._on_chosen, "primary", is_default=True
        )
        self.name.textChanged.connect(self._on_text_changed)
        self._on_text_changed(name)
        self.name.setFocus()

    def _on_text_changed(self, text: str) -> None:
        problem = self._why_not(text)
        self.problem.setText(problem)
        set_property(self.problem, "tone", "err" if problem else "")
        self.action_button.setEnabled(not problem)

    def _why_not(self, text: str) -> str:
        try:
            name = check_name(text)
        except StorageError as error:
            return sentence_text(error.code, error.params) if text.strip() else ""
        if name.casefold() in self._taken:
            return sentence_text("name_taken", {"name": name})
        return ""

    def _on_chosen(self) -> None:
        name = check_name(self.name.text())
        self.accept()
        self.chosen.emit(name)


class BinDialog(Dialog):
    """Projects that were put away: bring them back, or delete them for good."""

    restore_requested = Signal(list)
    delete_requested = Signal(list)

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget) -> None:
        title = QCoreApplication.translate("BinDialog", "Trash")
        super().__init__(parent, title)
        self.setMinimumSize(600, 420)
        self._workspace, self._background = workspace, background
        self._entries: list[BinEntry] = []
        self.content.addWidget(
            label(
                self.tr(
                    "Projects stay in the trash until you delete them, and use the same "
                    "disk space as before. Rendered videos stay in the workspace."
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
        self._background.run(partial(_read_bin, self._workspace), self._on_read)

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
        text = self.tr("Deleted projects can be restored from here.")
        self._rows.addWidget(EmptyState("trash", self.tr("Trash is empty"), text), 1)

    def _make_row(self, entry: BinEntry, bytes_: int) -> MessageRow:
        when = self.tr("Deleted {when}").format(when=ago(entry.moved))
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
        text = self.tr("{n} projects will be deleted permanently. This cannot be undone.")
        text = text.format(n=len(self._entries))
        dialog = ConfirmDialog(self.tr("Empty Trash"), text, self.tr("Delete all"), self)
        dialog.confirmed.connect(self._on_empty_confirmed)
        dialog.open()

    def _on_empty_confirmed(self) -> None:
        entries = self.entries()
        self.accept()
        self.delete_requested.emit(entries)


class ConfirmDialog(Dialog):
    """A question before something that cannot be undone; Cancel is the default."""

    confirmed = Signal()

    def __init__(self, title: str, text: str, action_text: str, parent: QWidget) -> None:
        super().__init__(parent, title, text, "", "warning", "warn")
        self.action_button = self.add_button(action_text, self._on_confirmed, "danger")
        self.add_button(
            QCoreApplication.translate("ConfirmDialog", "Cancel"),
            self.reject,
            "primary",
            is_default=True,
        )

    def _on_confirmed(self) -> None:
        self.accept()
        self.confirmed.emit()


def _read_bin(workspace: Workspace) -> list[tuple[BinEntry, int]]:
    return [(entry, bin_entry_bytes(entry)) for entry in list_bin(workspace)]
