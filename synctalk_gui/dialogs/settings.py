"""Settings: how the window looks and speaks, where things lie, and what it does unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QWidget

from synctalk_gui.device_button import short_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.devices import AUTO
from synctalk_gui.keep_awake import can_keep_awake
from synctalk_gui.languages import LANGUAGE_CHOICES, LANGUAGE_NAMES
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
        self.setMinimumWidth(560)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(18)
        self._form.setVerticalSpacing(12)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add_looks()
        self._add_places()
        self._add_habits()
        self.content.addLayout(self._form)
        self.content.addSpacing(6)
        self.content.addWidget(
            label(
                self.tr(
                    "Everything is computed on this machine, and nothing leaves it. The program "
                    "looks for no updates and counts nothing; weights are fetched only when you "
                    "say so. The command line sees the same workspace."
                ),
                "mute",
                wrap=True,
            )
        )
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    # -- building -----------------------------------------------------------------------------

    def _add_looks(self) -> None:
        self.theme = QComboBox()
        self.theme.addItems([self.tr("As the system"), self.tr("Light"), self.tr("Dark")])
        self.theme.setCurrentIndex(THEME_CHOICES.index(self._window.settings.theme))
        self.theme.activated.connect(self._on_theme_chosen)
        self._form.addRow(self.tr("&Theme"), self.theme)
        self.language = QComboBox()
        for choice in LANGUAGE_CHOICES:
            self.language.addItem(LANGUAGE_NAMES.get(choice, self.tr("As the system")), choice)
        self.language.setCurrentIndex(self.language.findData(self._window.settings.language))
        self.language.activated.connect(self._on_language_chosen)
        self._form.addRow(self.tr("&Language"), self.language)

    def _add_places(self) -> None:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        self._workspace = ElidedLabel(
            str(self._window.session.workspace.root), mode=Qt.TextElideMode.ElideMiddle
        )
        row.addWidget(self._workspace, 1)
        row.addWidget(button(self.tr("Choose …"), self._on_choose_workspace))
        self._form.addRow(self.tr("Workspace"), place)
        self.device = QComboBox()
        self.device.addItem(self.tr("Automatic"), AUTO)
        for device in self._window.session.devices.devices:
            self.device.addItem(short_name(device), device.id)
        chosen = self._window.settings.default_device
        if self.device.findData(chosen) < 0:  # taken out of the machine, or not found yet
            self.device.addItem(chosen, chosen)
        self.device.setCurrentIndex(self.device.findData(chosen))
        self.device.setToolTip(self.tr("Each project can be computed elsewhere: choose at the top"))
        self.device.activated.connect(self._on_device_chosen)
        self._form.addRow(self.tr("&Device of new projects"), self.device)

    def _add_habits(self) -> None:
        self.notify = QCheckBox(self.tr("&Tell me when a job has ended and I am elsewhere"))
        self.notify.setChecked(self._window.settings.notify)
        self.notify.toggled.connect(self._on_notify_toggled)
        self._form.addRow("", self.notify)
        self.keep_awake = QCheckBox(self.tr("&Keep the machine awake while a job runs"))
        if can_keep_awake():
            self.keep_awake.setChecked(self._window.settings.keep_awake)
        else:
            self.keep_awake.setEnabled(False)
            text = self.tr("This system offers no way to do that; set its own energy options.")
            self.keep_awake.setToolTip(text)
        self.keep_awake.toggled.connect(self._on_keep_awake_toggled)
        self._form.addRow("", self.keep_awake)

    # -- slots --------------------------------------------------------------------------------

    def _on_theme_chosen(self, row: int) -> None:
        self._window.menus.choose_theme(THEME_CHOICES[row])

    def _on_language_chosen(self, row: int) -> None:
        choice = self.language.itemData(row)
        if choice != self._window.settings.language:
            self.accept()
            self._window.choose_language(choice)

    def _on_choose_workspace(self) -> None:
        self._window.choose_workspace()
        self._workspace.setText(str(self._window.session.workspace.root))

    def _on_device_chosen(self, row: int) -> None:
        device_id = str(self.device.itemData(row))
        self._window.settings.default_device = device_id
        self._window.session.intake.default_device = device_id

    def _on_notify_toggled(self, is_wanted: bool) -> None:
        self._window.settings.notify = is_wanted

    def _on_keep_awake_toggled(self, is_wanted: bool) -> None:
        self._window.settings.keep_awake = is_wanted
        self._window.desktop.follow_jobs()
