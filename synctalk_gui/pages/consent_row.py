"""The reminder of consent on the Render page, and the project's note of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from synctalk_engine.workspace.consent import remove_consent, write_consent
from synctalk_gui.dialogs.consent import ConsentDialog
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.session import Session
from synctalk_gui.widgets.buttons import chip
from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.labels import label


class ConsentRow(QWidget):
    """Says whom to render, and who has consented as far as was noted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._info: ProjectInfo | None = None
        text = self.tr(
            "Only render people who have consented, and label the video as AI-generated."
        )
        self.note = label("", "mute", wrap=True)
        self.edit = chip(self.tr("Consent note…"), tip=self.tr("Who agreed to this avatar, when"))
        self.edit.clicked.connect(self._on_edit)
        chips, row = flow_widget()
        row.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(text, "mute", wrap=True))
        column.addWidget(self.note)
        column.addWidget(chips)

    def show_project(self, info: ProjectInfo) -> None:
        self._info = info
        found = info.consent
        self.note.setVisible(found is not None)
        if found is not None:
            text = self.tr("Consent: {person}, {date}")
            self.note.setText(text.format(person=found.person, date=found.date))

    def _on_edit(self) -> None:
        if self._info is None:
            return
        workspace, name = self._session.workspace, self._info.name
        dialog = ConsentDialog(self._info.consent, workspace.root, self.window())
        dialog.saved.connect(partial(self._write, name))
        dialog.removed.connect(partial(self._remove, name))
        dialog.open()

    def _write(self, name: str, person: str, day: str, file: object) -> None:
        work = partial(write_consent, self._session.workspace, name, person, day, file)
        self._session.background.run(work, partial(self._on_changed, name))

    def _remove(self, name: str) -> None:
        work = partial(remove_consent, self._session.workspace, name)
        self._session.background.run(work, partial(self._on_changed, name))

    def _on_changed(self, name: str, _result: object) -> None:
        self._session.refresh(name)
