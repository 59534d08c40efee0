"""Networks are opened without a word to anybody."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_QUIETING = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "TF_BUILD", "GITHUB_ACTIONS")
_OPEN = """
import sys
from pathlib import Path
import numpy as np
from synctalk_engine.features.moonshine import load_encoder
rows = load_encoder(Path(sys.argv[1]), 1)(np.zeros(16000, np.float32))
assert rows.shape[1] == 288
"""


def test_no_identifier_of_the_machine_is_kept_and_nothing_queued(assets, tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in _QUIETING}
    folders = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    environment = kept | dict.fromkeys(folders, str(tmp_path)) | {"PYTHONPATH": str(ROOT)}
    weights_path = assets.path("moonshine_tiny_encoder")
    subprocess.run([sys.executable, "-c", _OPEN, str(weights_path)], env=environment, check=True)
    assert [path.name for path in tmp_path.rglob("*")] == []


def test_nothing_else_loads_onnxruntime():
    users = set()
    for path in (ROOT / "synctalk_engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and node.names[0].name == "onnxruntime":
                users.add(path.name)
    assert users == {"onnx_session.py"}
