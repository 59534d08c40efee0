"""Dialogs of an import: copy or link, which project, which audio features, and failures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QRadioButton,
    QWidget,
)

from synctalk_engine.protocol.options.choices import FEATURE_TEXTS
from synctalk_engine.workspace.project_names import unique_name
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.engine.import_queue import ImportTask
from synctalk_gui.engine_texts import hint_text, sentence_text, translate
from synctalk_gui.formats import megabytes
from synctalk_gui.import_sources import ImportCandidates, ImportSource, projects_for
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.card import scroll_area, separator
from synctalk_gui.widgets.labels import ElidedLabel, label
from synctalk_gui.widgets.message_row import MessageRow

_ROWS_SHOWN = 6


class ImportDialog(Dialog):
    """Lists what was found, and asks for projects and whether to copy or link datasets."""

    chosen = Signal(list)
    """ImportTasks, in import order."""
    workspace_chosen = Signal(object)
    """Path of a folder to open as a workspace instead."""

    def __init__(self, found: ImportCandidates, taken: list[str], parent: QWidget) -> None:
        title = QCoreApplication.translate("ImportDialog", "Import")
        super().__init__(parent, title, _heading(found), "", "folder")
        self.setMinimumWidth(620)
        self._found = found
        self._places: list[tuple[ImportSource, str, QComboBox | None]] = []
        self._taken = taken
        self.content.addWidget(self._make_list())
        self.copy = QRadioButton()
        self.link = QRadioButton()
        if found.datasets:
            self._add_copy_or_link()
        if found.workspaces:
            self.open_button = self.add_button(self.tr("Open as workspace"), self._on_open)
            self.open_button.setToolTip(
                self.tr("Open the folder and work in it. Nothing is copied.")
            )
        self.add_button(self.tr("Cancel"), self.reject)
        self.import_button = self.add_button(
            self.tr("Import"), self._on_import, "primary", is_default=True
        )

    def tasks(self) -> list[ImportTask]:
        """Returns the tasks as they are chosen now."""
        tasks = []
        for source, name, choice in self._places:
            place = name if choice is None else str(choice.currentData())
            tasks.append(ImportTask(source, place, source.kind == "dataset" and self._is_linked()))
        return tasks

    def _is_linked(self) -> bool:
        return self.link.isChecked()

    def _make_list(self) -> QWidget:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        projects = projects_for(self._found.sources, self._taken)
        for source, name in projects:
            form.addRow(label(_kind_text(source)), self._place_of(source, name))
        area = scroll_area(inside)
        row_px = self.fontMetrics().height() + 18
        area.setFixedHeight(row_px * min(_ROWS_SHOWN, len(projects)) + 6)
        return area

    def _place_of(self, source: ImportSource, name: str) -> QWidget:
        """Returns a source's project name; a choice if a model could join an existing project."""
        if source.kind != "checkpoint" or name not in self._taken:
            self._places.append((source, name, None))
            shown = ElidedLabel(name, "strong", Qt.TextElideMode.ElideMiddle)
            shown.setToolTip(str(source.path))
            return shown
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Project of the model {name}").format(name=name))
        choice.addItem(self.tr("Add to “{name}”").format(name=name), name)
        other = unique_name(name, set(self._taken))
        choice.addItem(self.tr("New project “{name}”").format(name=other), other)
        self._places.append((source, name, choice))
        return choice

    def _add_copy_or_link(self) -> None:
        bytes_ = sum(source.size_bytes for source in self._found.datasets)
        size = megabytes(bytes_ / 1e6)
        self.copy.setText(self.tr("Copy into the workspace ({size})").format(size=size))
        self.link.setText(
            self.tr("Link to original location: uses no disk space, but the files must stay there")
        )
        self.copy.setChecked(True)
        for part in (self.copy, self.link):
            self.content.addWidget(part)

    def _on_import(self) -> None:
        tasks = self.tasks()
        self.accept()
        self.chosen.emit(tasks)

    def _on_open(self) -> None:
        self.accept()
        self.workspace_chosen.emit(self._found.workspaces[0])


class KindDialog(Dialog):
    """Asks which audio features a model was trained with, if its file does not say."""

    chosen = Signal(object, str)
    """ImportTask, feature kind."""

    def __init__(self, task: ImportTask, likely: str, parent: QWidget) -> None:
        tr = QCoreApplication.translate
        heading = tr("KindDialog", "Which audio features was “{name}” trained with?")
        text = tr(
            "KindDialog",
            "The file does not tell. With the wrong features, the lips would not match the "
            "audio. Most models of the research code were trained with AVE or HuBERT.",
        )
        title = tr("KindDialog", "Import a model")
        name = task.source.path.name
        super().__init__(parent, title, heading.format(name=name), text, "sound")
        self._task = task
        self.choices: dict[str, QRadioButton] = {}
        for kind, name in FEATURE_TEXTS.items():
            choice = QRadioButton(translate(name))
            choice.setChecked(kind == likely)
            choice.toggled.connect(self._on_toggled)
            self.content.addWidget(choice)
            self.choices[kind] = choice
        self.add_button(self.tr("Skip"), self.reject)
        self.import_button = self.add_button(
            self.tr("Import"), self._on_import, "primary", is_default=True
        )
        self._on_toggled()

    def _on_toggled(self, *_: object) -> None:
        self.import_button.setEnabled(any(part.isChecked() for part in self.choices.values()))

    def _on_import(self) -> None:
        kind = next(kind for kind, part in self.choices.items() if part.isChecked())
        self.accept()
        self.chosen.emit(self._task, kind)


class RefusalsDialog(Dialog):
    """Lists failed imports and what to do; more can be added while it is open."""

    def __init__(self, parent: QWidget) -> None:
        title = QCoreApplication.translate("RefusalsDialog", "Not imported")
        super().__init__(parent, title)
        self.setMinimumSize(560, 240)
        self._rows = self.add_rows(spacing_px=0)
        self._rows.addStretch(1)
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)

    def add(
        self, path: Path, code: str, params: dict, on_new: Callable[[], object] | None = None
    ) -> None:
        """Add a failed import; ``on_new`` imports it as a new project."""
        if code:
            sentence, hint = sentence_text(code, params), hint_text(code, params)
        else:
            sentence = self.tr("Could not import {path}.").format(path=path)
            hint = self.tr("The engine ended without a message. Try again.")
        if on_new is not None:
            hint = self.tr("You can import it as a new project.")
        finding = MessageRow("error", sentence, hint)
        if on_new is not None:
            text = self.tr("Import as a new project")
            finding.add_button(button(text, partial(self._on_new, finding, on_new)))
        self._rows.insertWidget(self._rows.count() - 1, finding)
        self._rows.insertWidget(self._rows.count() - 1, separator())

    def _on_new(self, finding: MessageRow, on_new: Callable[[], object], *_: object) -> None:
        on_new()
        finding.setEnabled(False)
        if not any(part.isEnabled() for part in self.findChildren(MessageRow)):
            self.accept()


def _heading(found: ImportCandidates) -> str:
    translate = QCoreApplication.translate
    count = len(found.sources)
    if count == 1:
        return translate("ImportDialog", "Found: {what}").format(what=_kind_text(found.sources[0]))
    return translate("ImportDialog", "Found {n} items to import.").format(n=count)


def _kind_text(source: ImportSource) -> str:
    translate = QCoreApplication.translate
    if source.kind == "dataset":
        return translate("ImportDialog", "Preprocessed video")
    if source.kind == "checkpoint":
        return translate("ImportDialog", "Trained model")
    return translate("ImportDialog", "Exported project")
