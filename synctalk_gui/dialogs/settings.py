"""Settings: appearance, language, workspace, device, notifications."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from synctalk_gui.device_button import short_name
from synctalk_gui.dialogs.base import SETTINGS_NAME, Dialog
from synctalk_gui.engine.devices import AUTO
from synctalk_gui.engine.job_slots import MAX_WORKERS
from synctalk_gui.keep_awake import can_keep_awake
from synctalk_gui.languages import LANGUAGE_CHOICES, LANGUAGE_NAMES
from synctalk_gui.session import Session
from synctalk_gui.settings import Settings
from synctalk_gui.theme import THEME_CHOICES
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel, label
from synctalk_gui.widgets.spin_box import padded


class SettingsDialog(Dialog):
    """Changes take effect immediately; another language shows the dialog anew, in its place."""

    IS_OF_WORKSPACE = True

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    workspace_choice_requested = Signal()
    keep_awake_changed = Signal()

    def __init__(self, settings: Settings, session: Session, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("SettingsDialog", "Settings"))
        self._settings = settings
        self._session = session
        self.setObjectName(SETTINGS_NAME)
        self.setMinimumWidth(620)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(18)
        self._form.setVerticalSpacing(12)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add_appearance()
        self._add_defaults()
        self._add_behaviour()
        self.content.addLayout(self._form)
        self.content.addSpacing(6)
        self.content.addWidget(
            label(
                self.tr(
                    "Everything runs on this computer; nothing is uploaded. No update checks, no "
                    "telemetry. Nothing downloads without your permission. The command line "
                    "uses the same workspace."
                ),
                "mute",
                wrap=True,
            )
        )
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    # -- building -----------------------------------------------------------------------------

    def _add_appearance(self) -> None:
        self.theme = QComboBox()
        self.theme.addItems([self.tr("Match system"), self.tr("Light"), self.tr("Dark")])
        self.theme.setCurrentIndex(THEME_CHOICES.index(self._settings.theme))
        self.theme.activated.connect(self._on_theme_chosen)
        self._form.addRow(self.tr("&Theme"), self.theme)
        self.language = QComboBox()
        for choice in LANGUAGE_CHOICES:
            self.language.addItem(LANGUAGE_NAMES.get(choice, self.tr("Match system")), choice)
        self.language.setCurrentIndex(self.language.findData(self._settings.language))
        self.language.activated.connect(self._on_language_chosen)
        self._form.addRow(self.tr("&Language"), self.language)

    def _add_defaults(self) -> None:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        self._workspace = ElidedLabel(
            str(self._session.workspace.root), mode=Qt.TextElideMode.ElideMiddle
        )
        row.addWidget(self._workspace, 1)
        row.addWidget(button(self.tr("Choose…"), self._on_choose_workspace))
        self._form.addRow(self.tr("Workspace"), place)
        self.device = QComboBox()
        self.device.addItem(self.tr("Automatic"), AUTO)
        for device in self._session.devices.devices:
            self.device.addItem(short_name(device), device.id)
        chosen = self._settings.default_device
        if self.device.findData(chosen) < 0:  # removed from the machine, or not found yet
            self.device.addItem(chosen, chosen)
        self.device.setCurrentIndex(self.device.findData(chosen))
        self.device.setToolTip(
            self.tr("Each project can use another device; choose it in the status bar.")
        )
        self.device.activated.connect(self._on_device_chosen)
        self._form.addRow(self.tr("&Device for new projects"), self.device)
        self.workers = padded(QSpinBox())
        self.workers.setRange(0, MAX_WORKERS)
        self.workers.setSpecialValueText(self.tr("One on each device"))
        self.workers.setValue(self._settings.workers or 0)
        self.workers.setToolTip(
            self.tr(
                "How many jobs of the queue run at the same time. A graphics card takes one at a "
                "time; on a processor, several share its cores and its memory."
            )
        )
        self.workers.valueChanged.connect(self._on_workers_changed)
        self._form.addRow(self.tr("&Jobs at the same time"), self.workers)

    def _add_behaviour(self) -> None:
        self.notify = QCheckBox(self.tr("&Notify me when a job finishes in the background"))
        self.notify.setChecked(self._settings.notify)
        self.notify.toggled.connect(self._on_notify_toggled)
        self._form.addRow("", self.notify)
        self.keep_awake = QCheckBox(self.tr("&Keep the computer awake while a job runs"))
        if can_keep_awake():
            self.keep_awake.setChecked(self._settings.keep_awake)
        else:
            self.keep_awake.setEnabled(False)
            text = self.tr("Not supported on this system. Use its power settings.")
            self.keep_awake.setToolTip(text)
        self.keep_awake.toggled.connect(self._on_keep_awake_toggled)
        self._form.addRow("", self.keep_awake)

    # -- slots --------------------------------------------------------------------------------

    def _on_theme_chosen(self, row: int) -> None:
        self.theme_chosen.emit(THEME_CHOICES[row])

    def _on_language_chosen(self, row: int) -> None:
        choice = self.language.itemData(row)
        if choice != self._settings.language:
            self.language_chosen.emit(choice)

    def _on_choose_workspace(self) -> None:
        self.workspace_choice_requested.emit()

    def _on_device_chosen(self, row: int) -> None:
        device_id = str(self.device.itemData(row))
        self._settings.default_device = device_id
        self._session.importer.default_device = device_id

    def _on_workers_changed(self, count: int) -> None:
        self._settings.workers = count or None
        self._session.jobs.set_workers(count or None)

    def _on_notify_toggled(self, is_wanted: bool) -> None:
        self._settings.notify = is_wanted

    def _on_keep_awake_toggled(self, is_wanted: bool) -> None:
        self._settings.keep_awake = is_wanted
        self.keep_awake_changed.emit()
