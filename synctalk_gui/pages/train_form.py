"""What a training is asked to do, as a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.pages.feature_names import feature_label

_MINUTES_DEFAULT, _EPOCHS_DEFAULT, _BATCH_DEFAULT = 20, 100, 8
_PRESETS = ("", "lite-160", "lite-320", "160", "328")


class TrainForm(QWidget):
    """Preset, audio features, length, batch size, SyncNet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset = QComboBox()
        texts = (
            self.tr("Automatic"),
            self.tr("lite-160 · fast"),
            self.tr("lite-320 · higher quality"),
            self.tr("160 · research, small"),
            self.tr("328 · research"),
        )
        for key, text in zip(_PRESETS, texts, strict=True):
            self.preset.addItem(text, key)
        self.preset.setToolTip(
            self.tr("Automatic: the best preset that the device trains in reasonable time")
        )
        self.features = QComboBox()
        self.length_kind = QComboBox()
        self.length_kind.addItem(self.tr("minutes"), "minutes")
        self.length_kind.addItem(self.tr("epochs"), "epochs")
        self.length_kind.setAccessibleName(self.tr("Unit of the training time"))
        self.length = QSpinBox()
        self.length.setRange(1, 10_000)
        self.length.setValue(_MINUTES_DEFAULT)
        self.length_kind.currentIndexChanged.connect(self._on_length_kind_changed)
        self.batch_size = QSpinBox()
        self.batch_size.setRange(1, 256)
        self.batch_size.setValue(_BATCH_DEFAULT)
        self.train_syncnet = QCheckBox(self.tr("Train a SyncNet first"))
        self.train_syncnet.setChecked(True)
        self.train_syncnet.setToolTip(
            self.tr("SyncNet rates lip sync, and its loss improves the lip sync of the model")
        )
        self.go_on = QCheckBox(self.tr("Resume from the last saved state"))
        self.go_on.setChecked(True)
        self.go_on.setToolTip(
            self.tr("If unchecked, a new training starts. Existing checkpoints are kept.")
        )
        for combo in (self.preset, self.features, self.length_kind):
            combo.setMinimumWidth(60)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(6)
        for spin in (self.length, self.batch_size):
            spin.setMinimumWidth(60)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Network"), self.preset)
        form.addRow(self.tr("&Audio"), self.features)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.length, 3)
        row.addWidget(self.length_kind, 5)
        form.addRow(self.tr("&Train for"), row)
        length_label = form.labelForField(row)
        if isinstance(length_label, QLabel):
            length_label.setBuddy(self.length)
        form.addRow(self.tr("&Batch size"), self.batch_size)
        form.addRow(self.train_syncnet)
        form.addRow(self.go_on)

    def set_info(self, info: ProjectInfo) -> None:
        """Offer what the project has; what the user chose stays."""
        kinds = ["", *info.feature_kinds]
        shown = [self.features.itemData(row) for row in range(self.features.count())]
        if kinds != shown:
            chosen = self.features.currentData()
            self.features.clear()
            for kind in kinds:
                text = feature_label(kind) if kind else self.tr("As preprocessed")
                self.features.addItem(text, kind)
            self.features.setCurrentIndex(max(0, self.features.findData(chosen)))
        # A hidden box is a checked one: what a training has begun is continued.
        self.go_on.setVisible(info.has_model)
        if not info.has_model:
            self.go_on.setChecked(True)

    def options(self) -> dict[str, Any]:
        """Fields of ``TrainOptions`` that the form decides."""
        result: dict[str, Any] = {
            "batchsize": self.batch_size.value(),
            "train_syncnet": self.train_syncnet.isChecked(),
            "force": not self.go_on.isChecked(),
            "see_res": True,
        }
        if self.preset.currentData():
            result["preset"] = self.preset.currentData()
        if self.features.currentData():
            result["asr"] = self.features.currentData()
        if self.length_kind.currentData() == "minutes":
            result["time_budget_min"] = float(self.length.value())
            result["epochs"] = 100_000  # the minutes decide
        else:
            result["epochs"] = self.length.value()
        return result

    def _on_length_kind_changed(self) -> None:
        is_minutes = self.length_kind.currentData() == "minutes"
        self.length.setValue(_MINUTES_DEFAULT if is_minutes else _EPOCHS_DEFAULT)
