"""A folder of the research code, taken in by the window with the real engine."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import torch
from PySide6.QtCore import QSettings

from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.workspace.atomic import read_json
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.dialogs.importing import ImportDialog, KindDialog
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from synctalk_gui.widgets.image_loader import ImageLoader
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.window_actions import drop

WAIT_MS = 180_000


@pytest.fixture
def research(tmp_path: Path) -> Path:
    """``dataset/May`` and ``checkpoint/May/99.pth``, whose file names no audio features."""
    top = tmp_path / "SyncTalk_2D"
    make_preprocessed_clip(top / "dataset" / "May", 12)
    path = top / "checkpoint" / "May" / "99.pth"
    path.parent.mkdir(parents=True)
    torch.save(OrderedDict(create_generator(get_preset("160"), "mel").state_dict()), path)
    return top


def until(qtbot, condition) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


@pytest.mark.slow
def test_a_preprocessed_video_and_its_model_become_one_project(
    qtbot, workspace, research, tmp_path
):
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    window = MainWindow(workspace.root, Settings(), EngineCommand.default())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.session.ready, timeout=WAIT_MS):
        window.show()
    drop(window, [research])
    until(qtbot, lambda: window.findChildren(ImportDialog))
    window.findChild(ImportDialog).import_button.click()
    until(qtbot, lambda: window.findChildren(KindDialog))
    dialog = window.findChild(KindDialog)
    dialog.choices["mel"].setChecked(True)
    dialog.import_button.click()
    until(qtbot, lambda: window.session.projects.info("May").stage == "trained")
    info = window.session.projects.info("May")
    assert info.frame_count == 12 and info.epochs == (99,)
    assert (Workspace(research).clip_dir("May") / "aud.wav").is_file(), "it was copied, not moved"
    state = read_json(workspace.clip_dir("May") / ".training_state.json")
    assert state["main_training"]["asr"] == "mel"
    window.close_without_asking()
    ImageLoader.close_shared()
