"""Settings: where the workspace is, and how the window looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.theme import THEME_CHOICES
from synctalk_gui.widgets.common import ElidedLabel, button, label

if TYPE_CHECKING:
    from synctalk_gui.main_window import MainWindow


class SettingsDialog(Dialog):
    """Changes take effect at once."""

    IS_OF_WORKSPACE = False

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, QCoreApplication.translate("SettingsDialog", "Settings"))
        self._window = window
        self.setMinimumWidth(520)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        self.theme = QComboBox()
        self.theme.addItems([self.tr("As the system"), self.tr("Light"), self.tr("Dark")])
        self.theme.setCurrentIndex(THEME_CHOICES.index(window.settings.theme))
        self.theme.activated.connect(self._on_theme_chosen)
        form.addRow(self.tr("&Theme"), self.theme)
        row = QHBoxLayout()
        self._workspace = ElidedLabel(
            str(window.session.workspace.root), mode=Qt.TextElideMode.ElideMiddle
        )
        row.addWidget(self._workspace, 1)
        row.addWidget(button(self.tr("Choose …"), self._on_choose_workspace))
        form.addRow(self.tr("Workspace"), row)
        self.content.addLayout(form)
        self.content.addSpacing(6)
        self.content.addWidget(
            label(
                self.tr(
                    "Prepared videos, models and results lie in the workspace; the command line "
                    "sees the same there. Nothing leaves this machine."
                ),
                "mute",
                wrap=True,
            )
        )
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    def _on_theme_chosen(self, row: int) -> None:
        self._window.menus.choose_theme(THEME_CHOICES[row])

    def _on_choose_workspace(self) -> None:
        self._window.choose_workspace()
        self._workspace.setText(str(self._window.session.workspace.root))
