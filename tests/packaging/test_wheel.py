"""The wheel and the sdist hold what the tree holds: nothing forgotten, nothing too much."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

import synctalk_engine

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("synctalk_engine", "synctalk_gui", "resources")
SOURCES_ONLY = ".ts"
"""Sources of translations; the compiled ones go in."""
_BUILD = """
import sys
from setuptools import build_meta
target = sys.argv[1]
build_meta.build_wheel(target)
build_meta.build_sdist(target)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Path]:
    """(wheel, sdist), built from a copy so that the tree stays as it is; needs no network."""
    source = tmp_path_factory.mktemp("source") / "a copy"
    ignore = shutil.ignore_patterns(
        ".git", ".venv*", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", "screenshots"
    )
    shutil.copytree(ROOT, source, ignore=ignore)
    target = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(target)], cwd=source, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return next(target.glob("*.whl")), next(target.glob("*.tar.gz"))


def tree_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != SOURCES_ONLY
    }


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(built):
    with zipfile.ZipFile(built[0]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert sorted(tree_files() - names) == []
    assert sorted(names - tree_files()) == []


def test_the_wheel_has_both_entry_points_licence_and_version(built):
    with zipfile.ZipFile(built[0]) as wheel:
        read = {name.split("/", 1)[1]: wheel.read(name) for name in wheel.namelist()
                if ".dist-info/" in name and not name.endswith("/")}  # fmt: skip
    entries = configparser.ConfigParser()
    entries.read_string(read["entry_points.txt"].decode())
    assert dict(entries["console_scripts"]) == {"synctalk": "synctalk_engine.cli.app:main"}
    assert dict(entries["gui_scripts"]) == {"synctalk-studio": "synctalk_gui.launch:main"}
    head = message_from_string(read["METADATA"].decode())
    assert head["Version"] == synctalk_engine.__version__
    assert read["licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()


def test_the_sdist_can_be_built_and_tested_from(built):
    with tarfile.open(built[1]) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    wanted = {"dev.py", "CHANGELOG.md", "packaging/synctalk_studio.spec", "tests/conftest.py"}
    wanted |= {"packaging/constraints.txt", "docs/architecture.md", "resources/styles/window.qss"}
    assert wanted <= names
    assert tree_files() <= names
    assert not [name for name in names if "__pycache__" in name]
