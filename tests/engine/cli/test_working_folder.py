"""A current folder that was removed is one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from synctalk_engine.cli.console import require_working_folder


@pytest.fixture
def removed_folder(tmp_path, monkeypatch):
    if os.name == "nt":
        pytest.skip("Windows does not remove a current folder")
    folder = tmp_path / "gone"
    folder.mkdir()
    before = Path.cwd()
    os.chdir(folder)
    folder.rmdir()
    yield
    os.chdir(before)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_removed_current_folder_is_said(removed_folder, capsys, as_json):
    with pytest.raises(SystemExit) as ended:
        require_working_folder(as_json)
    assert ended.value.code == 3
    said = capsys.readouterr()
    if as_json:
        assert json.loads(said.out)["code"] == "working_folder_gone"
    else:
        assert said.err.startswith("The current folder no longer exists.") and not said.out
