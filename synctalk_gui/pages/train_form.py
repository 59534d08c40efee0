"""The form of a training's options."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QWidget

from synctalk_engine.protocol.options.choices import FEATURE_NAMES
from synctalk_engine.protocol.options.train import ENDLESS_EPOCHS, TrainOptions
from synctalk_gui.item_models.project_info import ProjectInfo
from synctalk_gui.pages.option_form import (
    LARGEST_NUMBER,
    OptionForm,
    fill_choices,
    make_narrow,
    set_value,
    tooltip_of,
)
from synctalk_gui.widgets.spin_box import padded


class TrainForm(OptionForm):
    """How long a training takes, in minutes or epochs; the other basic options are advanced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TrainOptions, ("epochs", "time_budget_min", "force"), parent)
        self.length = padded(QSpinBox())
        self.length.setRange(1, LARGEST_NUMBER)
        self.length_kind = QComboBox()
        self.length_kind.addItem(self.tr("minutes"), "time_budget_min")
        self.length_kind.addItem(self.tr("epochs"), "epochs")
        self.length.setAccessibleName(self.tr("Train for"))
        self.length_kind.setAccessibleName(self.tr("Unit of the training time"))
        self.length_kind.currentIndexChanged.connect(self._on_length_kind_changed)
        self._on_length_kind_changed()
        for editor in (self.length, self.length_kind):
            make_narrow(editor)
            self.watch(editor)
        self.resume = QCheckBox(self.tr("Resume from the last saved state"))
        self.resume.setChecked(True)
        self.resume.setToolTip(
            self.tr("If unchecked, a new training starts. Existing checkpoints are kept.")
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.length, 3)
        row.addWidget(self.length_kind, 5)
        self.add_option("time_budget_min", row)
        self.form.addRow(self.resume)
        self.add_advanced()

    def set_info(self, info: ProjectInfo) -> None:
        """Update the choices for a project; keeps the selection."""
        combo = self.editors["asr"]
        assert isinstance(combo, QComboBox)
        kinds = {kind: FEATURE_NAMES.get(kind, kind) for kind in info.feature_kinds}
        with self.loading():
            fill_choices(combo, self.fields["asr"], kinds)
        # Without a model there is nothing to choose: the box is hidden and checked.
        self.resume.setVisible(info.has_model)
        if not info.has_model:
            self.resume.setChecked(True)

    def show_options(self, options: dict[str, Any]) -> None:
        """Show a project's options; a new training is never started because an earlier one was."""
        super().show_options(options)
        self.resume.setChecked(True)
        with self.loading():
            is_epochs = options.get("epochs", ENDLESS_EPOCHS) != ENDLESS_EPOCHS
            kind = "epochs" if is_epochs else "time_budget_min"
            set_value(self.length_kind, kind)
            self._on_length_kind_changed()
            if kind in options:
                self.length.setValue(int(options[kind]))

    def saved_values(self) -> dict[str, Any]:
        return {**self.values(), self.length_kind.currentData(): self.length.value()}

    def options(self) -> dict[str, Any]:
        """Returns the fields of ``TrainOptions`` set by the form."""
        options = self.values() | {"force": not self.resume.isChecked(), "see_res": True}
        options["epochs"] = ENDLESS_EPOCHS
        options[self.length_kind.currentData()] = self.length.value()
        return options

    def set_batch_size(self, images: int) -> None:
        """Set the batch size proposed by a speed test."""
        set_value(self.editors["batchsize"], images)

    def _on_length_kind_changed(self) -> None:
        option = self.fields[self.length_kind.currentData()]
        self.length.setValue(int(option.declared.suggested or option.default))
        self.length.setToolTip(tooltip_of(option))
