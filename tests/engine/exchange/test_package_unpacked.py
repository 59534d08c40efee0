"""An export that was unpacked, or packed again, is imported like the zip that was written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.exchange.export import export_project
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.importer import import_into_workspace
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.workspace.layout import Workspace

Change = Callable[[Path, Path], Path]
"""(exported zip, empty folder) -> what the user has in the end."""


def unpack(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder


def pack(folder: Path, top: str = "", separator: str = "/") -> Path:
    """Packs a folder as a program of some system does."""
    target = folder.with_suffix(".again.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            name = top + path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
            archive.writestr(
                zipfile.ZipInfo(name.replace("/", separator)),
                path.read_bytes() if path.is_file() else b"",
            )
    return target


def add_system_files(folder: Path) -> Path:
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (folder / "dataset").mkdir(exist_ok=True)
    (folder / "dataset" / "._prepare.json").write_bytes(b"resource fork")
    (folder / "checkpoint" / "Thumbs.db").write_bytes(b"thumbnails")
    return folder


CHANGES: dict[str, Change] = {
    "unpacked": unpack,
    "unpacked into a folder of its own": lambda zip_, folder: unpack(zip_, folder / "x").parent,
    "unpacked, seen in Finder": lambda zip_, folder: add_system_files(unpack(zip_, folder)),
    "packed again": lambda zip_, folder: pack(unpack(zip_, folder)),
    "packed again with its folder": lambda zip_, folder: pack(unpack(zip_, folder), "May/"),
    "packed again by macOS": lambda zip_, folder: pack(
        add_system_files(unpack(zip_, folder)), "May 2/"
    ),
    "packed again with backslashes": lambda zip_, folder: pack(
        unpack(zip_, folder), "May\\", separator="\\"
    ),
}


@pytest.fixture
def package(project: Workspace, tmp_path: Path) -> Path:
    return Path(export_project(project, "May", tmp_path / "May.zip", with_dataset=True)["path"])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_is_imported(change, package, project, elsewhere, tmp_path):
    folder = tmp_path / "安装 folder"
    folder.mkdir()
    source = change(package, folder)
    result = import_into_workspace(elsewhere, ImportRequest(source, name="Moved"))
    assert result["imported"] == "package" and result["with_dataset"]
    original = read_weights(project.model_dir("May") / "0.pth")[0]
    imported = read_weights(elsewhere.model_dir("Moved") / "0.pth")[0]
    assert all((original[key] == imported[key]).all() for key in original)
    assert source.exists(), "the source is only read"


def test_a_file_that_is_missing_from_an_unpacked_export_is_named(package, elsewhere, tmp_path):
    folder = unpack(package, tmp_path / "folder")
    (folder / "checkpoint" / "0.pth").unlink()
    with pytest.raises(DatasetError) as caught:
        import_into_workspace(elsewhere, ImportRequest(folder, name="Moved"))
    assert caught.value.code == "package_bad"
    assert caught.value.params["reason"] == "checkpoint/0.pth is missing"
    assert not elsewhere.model_dir("Moved").exists()


def test_a_file_that_was_changed_in_an_unpacked_export_is_named(package, elsewhere, tmp_path):
    folder = unpack(package, tmp_path / "folder")
    path = folder / "checkpoint" / "0.pth"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(DatasetError) as caught:
        import_into_workspace(elsewhere, ImportRequest(folder, name="Moved"))
    assert caught.value.params["reason"] == "checkpoint/0.pth is damaged"


def test_two_exports_in_one_folder_are_not_mixed(package, elsewhere, tmp_path):
    folder = tmp_path / "folder"
    for name in ("one", "two"):
        unpack(package, folder / name)
    with pytest.raises(DatasetError) as caught:
        import_into_workspace(elsewhere, ImportRequest(folder, name="Moved"))
    assert caught.value.code == "import_unknown"
    shutil.rmtree(folder / "two")
    import_into_workspace(elsewhere, ImportRequest(folder, name="Moved"))
