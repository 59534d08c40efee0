"""The dialogs and messages of an import."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from synctalk_gui.engine.import_queue import ImportTask
from synctalk_gui.import_sources import IMPORT_SUFFIXES, ImportCandidates
from synctalk_gui.session import Session
from synctalk_gui.settings import Settings

if TYPE_CHECKING:
    from synctalk_gui.dialogs.importing import RefusalsDialog

_ALREADY_THERE = "already_there"


class ImportView(QObject):
    """Shows dialogs for one session's imports.

    Args:
        dialog_parent: the window that dialogs belong to.
    """

    succeeded = Signal(str)
    """A sentence: something was imported."""
    nothing_found = Signal(str)
    """A sentence: the files hold nothing to import."""
    already_imported = Signal(str)
    """The project that a file belongs to."""
    workspace_chosen = Signal(Path)
    """The user wants to open a workspace that was found among the files."""

    def __init__(self, session: Session, settings: Settings, dialog_parent: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._settings = settings
        self._dialog_parent = dialog_parent
        self._refusals: RefusalsDialog | None = None
        importer = session.importer
        importer.nothing_found.connect(self._on_nothing_found)
        importer.already_imported.connect(self.already_imported)
        importer.choice_wanted.connect(self._on_choice_wanted)
        importer.kind_wanted.connect(self._on_kind_wanted)
        importer.refused.connect(self._on_refused)
        importer.finished.connect(self._on_finished)

    # -- public -------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files to import."""
        patterns = " ".join(f"*{suffix}" for suffix in IMPORT_SUFFIXES)
        text = self.tr("Videos, models and exported projects ({patterns});;All files (*)")
        paths, _filter = QFileDialog.getOpenFileNames(
            self._dialog_parent,
            self.tr("Import"),
            self._settings.video_dir,
            text.format(patterns=patterns),
        )
        if paths:
            self._settings.video_dir = str(Path(paths[0]).parent)
            self._session.import_paths([Path(path) for path in paths])

    def choose_folder(self) -> None:
        """Ask for a folder with videos, preprocessed videos, models or research projects."""
        folder = QFileDialog.getExistingDirectory(
            self._dialog_parent, self.tr("Import folder"), self._settings.video_dir
        )
        if folder:
            self._settings.video_dir = folder
            self._session.import_paths([Path(folder)])

    def paste(self) -> None:
        """Import the files, or the paths in a text, on the clipboard."""
        data = QApplication.clipboard().mimeData()
        if paths := local_paths(data):
            self._session.import_paths(paths)
        else:
            self._session.importer.import_text(data.text())

    # -- slots --------------------------------------------------------------------------------

    def _on_nothing_found(self) -> None:
        self.nothing_found.emit(self.tr("No video, project or model found."))

    def _on_choice_wanted(self, candidates: ImportCandidates) -> None:
        from synctalk_gui.dialogs.importing import ImportDialog

        session = self._session
        dialog = ImportDialog(candidates, session.projects.names(), self._dialog_parent)
        dialog.chosen.connect(session.importer.add)
        dialog.workspace_chosen.connect(self.workspace_chosen)
        dialog.open()

    def _on_kind_wanted(self, task: ImportTask) -> None:
        from synctalk_gui.dialogs.importing import KindDialog

        info = self._session.projects.info(task.name)
        kinds = () if info is None else info.feature_kinds
        known = [kind for kind in kinds if kind != "mel"] or list(kinds)
        dialog = KindDialog(task, known[0] if len(known) == 1 else "", self._dialog_parent)
        dialog.chosen.connect(self._session.importer.answer_kind)
        dialog.open()

    def _on_refused(self, task: ImportTask, code: str, params: dict) -> None:
        from synctalk_gui.dialogs.importing import RefusalsDialog

        dialog = self._refusals
        if dialog is None or not shiboken6.isValid(dialog) or not dialog.isVisible():
            dialog = self._refusals = RefusalsDialog(self._dialog_parent)
            dialog.open()
        as_new = partial(self._session.importer.add_as_new, task)
        dialog.add(task.source.path, code, params, as_new if code == _ALREADY_THERE else None)

    def _on_finished(self, count: int) -> None:
        text = self.tr("Import finished.")
        if count > 1:
            text = self.tr("{n} imports finished.").format(n=count)
        self.succeeded.emit(text)


def local_paths(data: QMimeData) -> list[Path]:
    """Returns the local files and folders in dropped or pasted data."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
