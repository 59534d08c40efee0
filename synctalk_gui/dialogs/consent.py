"""The dialog that keeps who consented to being rendered, when, and where that is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from synctalk_engine.workspace.consent import MAX_NAME_LETTERS, ConsentNote
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel


class ConsentDialog(Dialog):
    """Shows and changes a project's note of consent.

    Args:
        note: the present one; None: there is none.
    """

    saved = Signal(str, str, object)
    """Person, day (``YYYY-MM-DD``), and the file or None."""
    removed = Signal()

    def __init__(self, note: ConsentNote | None, root: Path, parent: QWidget) -> None:
        text = self.tr(
            "Keep who agreed to this avatar, when, and the signed form if there is one. The note "
            "stays in the project and appears in its report."
        )
        super().__init__(parent, self.tr("Consent"), self.tr("Who has consented?"), text)
        self._file = None if note is None or note.file is None else root / note.file
        self.person = QLineEdit("" if note is None else note.person)
        self.person.setMaxLength(MAX_NAME_LETTERS)
        self.person.textChanged.connect(self._show_state)
        today = QDate.currentDate()
        day = QDate() if note is None else QDate.fromString(note.date, Qt.DateFormat.ISODate)
        self.day = QDateEdit(day if day.isValid() else today)
        self.day.setMaximumDate(today)
        self.day.setCalendarPopup(True)
        self._file_name = ElidedLabel(role="mute", mode=Qt.TextElideMode.ElideMiddle)
        self._build(note is not None)
        self._show_state()
        self.person.setFocus()

    def _build(self, has_note: bool) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Person in the video"), self.person)
        form.addRow(self.tr("Date of consent"), self.day)
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(self._file_name, 1)
        self.choose_button = button(self.tr("Choose…"), self._on_choose)
        file_row.addWidget(self.choose_button)
        form.addRow(self.tr("Signed form"), file_row)
        self.content.addLayout(form)
        if has_note:
            self.add_button(self.tr("Remove note"), self._on_removed, "danger")
        self.add_button(self.tr("Cancel"), self.reject)
        save = self.add_button(self.tr("Save"), self._on_saved, "primary", is_default=True)
        self.action_button = save

    def _show_state(self) -> None:
        self._file_name.setText(self.tr("none") if self._file is None else self._file.name)
        self.action_button.setEnabled(bool(self.person.text().strip()))

    def _on_choose(self) -> None:
        folder = "" if self._file is None else str(self._file.parent)
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("Choose signed form"), folder)
        if chosen:
            self._file = Path(chosen)
            self._show_state()

    def _on_saved(self) -> None:
        self.accept()
        day = self.day.date().toString(Qt.DateFormat.ISODate)
        self.saved.emit(self.person.text().strip(), day, self._file)

    def _on_removed(self) -> None:
        self.accept()
        self.removed.emit()
