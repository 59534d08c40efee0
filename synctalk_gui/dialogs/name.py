"""The dialog that asks for a project's name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.project_names import check_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine_texts import sentence_text
from synctalk_gui.widgets.labels import label
from synctalk_gui.widgets.style import set_property


class NameDialog(Dialog):
    """Asks for an unused name that is a valid folder name on every system."""

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
        problem = self._problem_of(text)
        self.problem.setText(problem)
        set_property(self.problem, "tone", "err" if problem else "")
        self.action_button.setEnabled(not problem)

    def _problem_of(self, text: str) -> str:
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
