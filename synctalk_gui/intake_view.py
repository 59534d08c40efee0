"""What the window says and asks while things come in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from synctalk_gui.engine.imports import ImportTask
from synctalk_gui.importing import IMPORT_SUFFIXES, Found

if TYPE_CHECKING:
    from synctalk_gui.dialogs.importing import RefusalsDialog
    from synctalk_gui.intake import Intake
    from synctalk_gui.main_window import MainWindow

_ALREADY_THERE = "already_there"


class IntakeView(QObject):
    """Dialogs, drops and pastes of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._refusals: RefusalsDialog | None = None

    # -- public -------------------------------------------------------------------------------

    def connect_intake(self, intake: Intake) -> None:
        """Speak for another workspace's imports from now on."""
        intake.nothing_found.connect(self._on_nothing_found)
        intake.here_already.connect(self._on_here_already)
        intake.choice_wanted.connect(self._on_choice_wanted)
        intake.kind_wanted.connect(self._on_kind_wanted)
        intake.refused.connect(self._on_refused)
        intake.finished.connect(self._on_finished)
        intake.changed.connect(self._on_changed)

    def choose_files(self) -> None:
        """Ask for files of any kind that can be taken in."""
        patterns = " ".join(f"*{suffix}" for suffix in IMPORT_SUFFIXES)
        text = self.tr("Videos, models and exported projects ({patterns});;All files (*)")
        paths, _filter = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import"),
            self._window.settings.video_dir,
            text.format(patterns=patterns),
        )
        if paths:
            self._window.settings.video_dir = str(Path(paths[0]).parent)
            self._window.session.import_paths([Path(path) for path in paths])

    def choose_folder(self) -> None:
        """Ask for a folder: videos, prepared videos, models, projects of the research code."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Import folder"), self._window.settings.video_dir
        )
        if folder:
            self._window.settings.video_dir = folder
            self._window.session.import_paths([Path(folder)])

    def paste(self) -> None:
        """Take in files that were copied, or paths in a copied text."""
        data = QApplication.clipboard().mimeData()
        if paths := local_paths(data):
            self._window.session.import_paths(paths)
        else:
            self._window.session.intake.take_text(data.text())

    # -- slots --------------------------------------------------------------------------------

    def _on_nothing_found(self) -> None:
        text = self.tr("There is nothing in it to import: no video, prepared video or model.")
        self._window.toast(text, "warning", "warn")

    def _on_here_already(self, name: str) -> None:
        self._window.select_project(name)
        self._window.toast(self.tr("“{name}” is here already.").format(name=name))

    def _on_choice_wanted(self, found: Found) -> None:
        from synctalk_gui.dialogs.importing import ImportDialog

        session = self._window.session
        dialog = ImportDialog(found, session.projects.names(), self._window)
        dialog.chosen.connect(session.intake.add)
        dialog.workspace_chosen.connect(self._window.open_workspace)
        dialog.open()

    def _on_kind_wanted(self, task: ImportTask) -> None:
        from synctalk_gui.dialogs.importing import KindDialog

        info = self._window.session.projects.info(task.name)
        kinds = () if info is None else info.feature_kinds
        known = [kind for kind in kinds if kind != "mel"] or list(kinds)
        dialog = KindDialog(task, known[0] if len(known) == 1 else "", self._window)
        dialog.chosen.connect(self._window.session.intake.answer_kind)
        dialog.open()

    def _on_refused(self, task: ImportTask, code: str, params: dict) -> None:
        from synctalk_gui.dialogs.importing import RefusalsDialog

        dialog = self._refusals
        if dialog is None or not shiboken6.isValid(dialog) or not dialog.isVisible():
            dialog = self._refusals = RefusalsDialog(self._window)
            dialog.open()
        as_new = partial(self._window.session.intake.add_as_new, task)
        dialog.add(task.source.path, code, params, as_new if code == _ALREADY_THERE else None)

    def _on_finished(self, count: int) -> None:
        text = self.tr("The import is finished.")
        if count > 1:
            text = self.tr("{n} imports are finished.").format(n=count)
        self._window.toast(text, "ok", "ok")

    def _on_changed(self) -> None:
        intake = self._window.session.intake
        task = intake.at_work()
        name = "" if task is None else task.name
        self._window.sidebar.import_bar.show_import(name, intake.share_done, intake.waiting())


def local_paths(data: QMimeData) -> list[Path]:
    """Files and folders of this machine among what is dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
