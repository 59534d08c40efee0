"""Forms generated from option models: labels, tooltips, ranges, defaults and choices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from synctalk_engine.protocol.options.option import OptionField, Options, options_of
from synctalk_gui.engine_texts import translate
from synctalk_gui.formats import number
from synctalk_gui.mnemonics import without_mnemonic
from synctalk_gui.widgets.buttons import chip
from synctalk_gui.widgets.spin_box import padded

LARGEST_NUMBER = 10_000
"""Maximum of options without an upper limit."""
_FINE_MAXIMUM, _FINE_STEP = 10, 0.05
"""A number that stays this small is changed in finer steps."""
_MIN_WIDTH_PX = 60
_COMBO_CHARACTERS = 8


class OptionForm(QWidget):
    """Editors of a model's basic options, in the order in which they are added.

    Args:
        by_hand: options that the form shows with its own widgets.
    """

    edited = Signal()
    """The user changed an option."""

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
        self.advanced: QPushButton | None = None
        self._advanced_names: tuple[str, ...] = ()
        self._advanced_rows = range(0)
        self._loading = 0
        for editor in self.editors.values():
            self.watch(editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the rows' heights again: QFormLayout may answer with those of another size."""
        super().resizeEvent(event)
        self.form.invalidate()
        self.updateGeometry()

    def watch(self, editor: QWidget) -> None:
        """Report the user's changes of an editor."""
        if isinstance(editor, QCheckBox):
            editor.toggled.connect(self._on_edited)
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self._on_edited)
        elif isinstance(editor, QSpinBox | QDoubleSpinBox):
            editor.valueChanged.connect(self._on_edited)
        elif isinstance(editor, QLineEdit):
            editor.textChanged.connect(self._on_edited)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Changes within the block are not the user's."""
        self._loading += 1
        try:
            yield
        finally:
            self._loading -= 1

    def show_options(self, options: dict[str, Any]) -> None:
        """Show a project's options, and for all others what the form proposes."""
        with self.loading():
            self.show_values({name: proposed(self.fields[name]) for name in self.editors})
            self.show_values(options)
        self._show_advanced_text()

    def saved_values(self) -> dict[str, Any]:
        """Returns what belongs to the project, for :meth:`show_options`."""
        return self.values()

    def add_option(self, name: str, editor: QWidget | QLayout | None = None) -> None:
        """Add an option's row; ``editor`` replaces the default editor of its type."""
        shown = editor or self.editors[name]
        self._added.add(name)
        if isinstance(shown, QCheckBox):
            self.form.addRow(shown)
        else:
            add_row(self.form, self.fields[name], shown)

    def add_others(self, editors: Mapping[str, QLayout] | None = None) -> None:
        """Add the rows of all options that have not been added; ``editors`` replaces defaults."""
        for name in self.editors:
            if name not in self._added:
                self.add_option(name, (editors or {}).get(name))

    def add_advanced(self, editors: Mapping[str, QLayout] | None = None) -> None:
        """Add the rows of all options that have not been added, behind “Advanced”.

        How many of them were changed is shown while they are hidden.
        """
        self.advanced = chip("", checkable=True, tip=self.tr("More options"))
        self.advanced.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.advanced.toggled.connect(self._show_advanced)
        self.form.addRow(self.advanced)
        first_row = self.form.rowCount()
        self._advanced_names = tuple(name for name in self.editors if name not in self._added)
        self.add_others(editors)
        self._advanced_rows = range(first_row, self.form.rowCount())
        self._show_advanced(False)

    def _show_advanced(self, is_shown: bool) -> None:
        for row in self._advanced_rows:
            self.form.setRowVisible(row, is_shown)
        self._show_advanced_text()

    def _show_advanced_text(self) -> None:
        if self.advanced is None:
            return
        changed = sum(not self._is_proposed(name) for name in self._advanced_names)
        if self.advanced.isChecked():
            text = self.tr("Advanced ▾")
        elif changed:
            text = self.tr("Advanced · {n} changed ▸").format(n=number(changed))
        else:
            text = self.tr("Advanced ▸")
        self.advanced.setText(text)

    def _is_proposed(self, name: str) -> bool:
        return value_of(self.editors[name]) == proposed(self.fields[name])

    def values(self) -> dict[str, Any]:
        """Returns the values of the editors; unset options are omitted."""
        found = {name: value_of(editor) for name, editor in self.editors.items()}
        return {name: value for name, value in found.items() if value is not None}

    def show_values(self, options: dict[str, Any]) -> None:
        """Show the options of a job."""
        for name, editor in self.editors.items():
            if name in options:
                set_value(editor, options[name])

    def _on_edited(self, *_: object) -> None:
        self._show_advanced_text()
        if not self._loading:
            self.edited.emit()


def proposed(option: OptionField) -> Any:
    """Returns what a form proposes for an option."""
    return option.default if option.declared.suggested is None else option.declared.suggested


def option_layout(parent: QWidget | None = None) -> QFormLayout:
    """Returns an empty form layout with the common spacing."""
    form = QFormLayout(parent) if parent is not None else QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(5)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)  # the column is narrow
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_row(form: QFormLayout, option: OptionField, editor: QWidget | QLayout) -> None:
    """Add an editor with the option's label; letters that Alt combines belong to the menus."""
    form.addRow(without_mnemonic(translate(option.declared.label)), editor)
    row_label = form.labelForField(editor)
    first = editor.itemAt(0) if isinstance(editor, QLayout) else None
    widget = first.widget() if first is not None else None
    if isinstance(row_label, QLabel) and widget is not None:
        row_label.setBuddy(widget)


def editor_of(option: OptionField) -> QWidget:
    """Returns the editor of an option's type, with its default."""
    if option.value_type is bool:
        editor: QWidget = QCheckBox(without_mnemonic(translate(option.declared.label)))
    elif option.choices:
        editor = choice_editor(option, option.listed)
    elif option.value_type is int:
        editor = _spin_box(padded(QSpinBox()), option, int)
    elif option.value_type is float:
        editor = _spin_box(padded(QDoubleSpinBox()), option, float)
    else:
        editor = QLineEdit()
        editor.setPlaceholderText(translate(option.declared.none_text))
    describe(editor, option)
    if (value := proposed(option)) is not None:
        set_value(editor, value)
    return editor


def describe(editor: QWidget, option: OptionField) -> None:
    """Set an editor's tooltip and accessible name from its option."""
    editor.setAccessibleName(without_mnemonic(translate(option.declared.label)))
    editor.setToolTip(tooltip_of(option))


def tooltip_of(option: OptionField) -> str:
    """Returns the help of an option and the meaning of its empty choice."""
    declared = option.declared
    text = translate(declared.help)
    if declared.none_text and option.choices:
        text = QCoreApplication.translate("OptionForm", "{help} {choice}: {meaning}.").format(
            help=text,
            choice=translate(declared.none_text),
            meaning=translate(declared.default_note),
        )
    return text


def choice_editor(option: OptionField, texts: dict[str, str]) -> QComboBox:
    """Returns a combo box of an option's choices."""
    combo = QComboBox()
    make_narrow(combo)
    fill_choices(combo, option, texts)
    describe(combo, option)
    return combo


def make_narrow(editor: QComboBox | QSpinBox | QDoubleSpinBox) -> None:
    """Let an editor become narrower than its contents, so that the form fits its column."""
    editor.setMinimumWidth(_MIN_WIDTH_PX)
    if isinstance(editor, QComboBox):
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.setMinimumContentsLength(_COMBO_CHARACTERS)


def fill_choices(combo: QComboBox, option: OptionField, texts: dict[str, str]) -> None:
    """Set the choices, after an empty one if the option is nullable; keeps the selection."""
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
    """Returns the value of an editor; None if it is unset."""
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
    """Set an editor's value; None or an unknown choice selects the first one."""
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
    """Configure a spin box with the option's range; one step below it means “not set”."""
    minimum = 0 if option.minimum is None else option.minimum
    suggested = option.declared.suggested
    if option.is_nullable and suggested is None:
        minimum -= 1
        editor.setSpecialValueText(translate(option.declared.none_text) or "–")
    maximum = LARGEST_NUMBER if option.maximum is None else option.maximum
    editor.setRange(number_type(minimum), number_type(maximum))
    if isinstance(editor, QDoubleSpinBox) and maximum <= _FINE_MAXIMUM:
        editor.setSingleStep(_FINE_STEP)
    make_narrow(editor)
    return editor
