"""Forms made from models of options: label, tooltip, range, default and choices are read there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from synctalk_engine.protocol.options.option import OptionField, Options, options_of, plain
from synctalk_gui.engine_texts import translate

LARGEST_NUMBER = 10_000
"""Where an option has no upper limit."""
_MIN_WIDTH_PX = 60
_COMBO_CHARACTERS = 8


class OptionForm(QWidget):
    """Editors of the basic options of a model, in the order in which they are added.

    Args:
        by_hand: options that the form's own widgets show.
    """

    def __init__(
        self,
        model: type[Options],
        by_hand: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = option_layout(self)
        self.fields = {option.name: option for option in options_of(model)}
        self.editors = {
            name: editor_of(option)
            for name, option in self.fields.items()
            if option.declared.is_basic and name not in by_hand
        }
        self._added: set[str] = set()

    def add_option(self, name: str, editor: QWidget | QLayout | None = None) -> None:
        """Add the row of an option; ``editor`` replaces the one that fits its type."""
        shown = editor or self.editors[name]
        self._added.add(name)
        if isinstance(shown, QCheckBox):
            self.form.addRow(shown)
        else:
            add_row(self.form, self.fields[name], shown)

    def add_others(self) -> None:
        """Add the rows of all options that have not been added."""
        for name in self.editors:
            if name not in self._added:
                self.add_option(name)

    def values(self) -> dict[str, Any]:
        """What the editors say; an option that is left open is left out."""
        found = {name: value_of(editor) for name, editor in self.editors.items()}
        return {name: value for name, value in found.items() if value is not None}

    def show_values(self, options: dict[str, Any]) -> None:
        """Show what a job was asked to do."""
        for name, editor in self.editors.items():
            if name in options:
                set_value(editor, options[name])


def option_layout(parent: QWidget | None = None) -> QFormLayout:
    """An empty form layout with the distances of all forms."""
    form = QFormLayout(parent) if parent is not None else QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(9)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_row(form: QFormLayout, option: OptionField, editor: QWidget | QLayout) -> None:
    """Add an editor with the option's label; Alt and its letter lead to the editor."""
    form.addRow(translate(option.declared.label), editor)
    row_label = form.labelForField(editor)
    first = editor.itemAt(0) if isinstance(editor, QLayout) else None
    widget = first.widget() if first is not None else None
    if isinstance(row_label, QLabel) and widget is not None:
        row_label.setBuddy(widget)


def editor_of(option: OptionField) -> QWidget:
    """The widget that an option of this type is set with, at its default."""
    if option.value_type is bool:
        editor: QWidget = QCheckBox(translate(option.declared.label))
    elif option.choices:
        editor = choice_editor(option, option.listed)
    elif option.value_type is int:
        editor = _spin_box(QSpinBox(), option, int)
    elif option.value_type is float:
        editor = _spin_box(QDoubleSpinBox(), option, float)
    else:
        editor = QLineEdit()
        editor.setPlaceholderText(translate(option.declared.none_text))
    describe(editor, option)
    proposed = option.default if option.declared.suggested is None else option.declared.suggested
    if proposed is not None:
        set_value(editor, proposed)
    return editor


def describe(editor: QWidget, option: OptionField) -> None:
    """Give an editor its option's tooltip, and its label as the name for screen readers."""
    editor.setAccessibleName(plain(translate(option.declared.label)))
    editor.setToolTip(tooltip_of(option))


def tooltip_of(option: OptionField) -> str:
    """What an option is, and what its empty choice stands for."""
    declared = option.declared
    text = translate(declared.help)
    if declared.none_text and option.choices:
        text += f" {translate(declared.none_text)}: {translate(declared.default_note)}."
    return text


def choice_editor(option: OptionField, texts: dict[str, str]) -> QComboBox:
    """A list of choices, no wider than its form."""
    combo = QComboBox()
    combo.setMinimumWidth(_MIN_WIDTH_PX)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_COMBO_CHARACTERS)
    fill_choices(combo, option, texts)
    describe(combo, option)
    return combo


def fill_choices(combo: QComboBox, option: OptionField, texts: dict[str, str]) -> None:
    """Offer choices, after the empty one where there is one; what is chosen stays chosen."""
    items: dict[str | None, str] = {None: option.declared.none_text} if option.is_nullable else {}
    items |= texts
    if [combo.itemData(row) for row in range(combo.count())] == list(items):
        return
    chosen = combo.currentData()
    combo.clear()
    for value, text in items.items():
        combo.addItem(translate(text), value)
    set_value(combo, chosen)


def value_of(editor: QWidget) -> Any:
    """The value of an option's editor; None if it is left open."""
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QComboBox):
        return editor.currentData()
    if isinstance(editor, QSpinBox | QDoubleSpinBox):
        is_open = bool(editor.specialValueText()) and editor.value() == editor.minimum()
        return None if is_open else editor.value()
    assert isinstance(editor, QLineEdit)
    return editor.text().strip() or None


def set_value(editor: QWidget, value: Any) -> None:
    """Show a value; None or an unknown choice is the first of a list."""
    if isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, QSpinBox):
        editor.setValue(editor.minimum() if value is None else int(value))
    elif isinstance(editor, QDoubleSpinBox):
        editor.setValue(editor.minimum() if value is None else float(value))
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText("" if value is None else str(value))


def _spin_box(
    editor: QSpinBox | QDoubleSpinBox, option: OptionField, number_type: type
) -> QSpinBox | QDoubleSpinBox:
    """A number in the option's range; below it lies “not given” where nothing is suggested."""
    minimum = 0 if option.minimum is None else option.minimum
    suggested = option.declared.suggested
    if option.is_nullable and suggested is None:
        minimum -= 1
        editor.setSpecialValueText(translate(option.declared.none_text) or "–")
    maximum = LARGEST_NUMBER if option.maximum is None else option.maximum
    editor.setRange(number_type(minimum), number_type(maximum))
    editor.setMinimumWidth(_MIN_WIDTH_PX)
    return editor
