"""What is exported here can be imported elsewhere; anything else is refused and leaves nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from synctalk_engine.errors import BusyError, CheckpointError, DatasetError, StorageError
from synctalk_engine.exchange.export import export_project, last_evaluation, without_paths
from synctalk_engine.exchange.import_request import ImportRequest
from synctalk_engine.exchange.importer import import_into_workspace
from synctalk_engine.exchange.package import read_manifest
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_lock import project_lock
from synctalk_engine.workspace.runs import RunFolder
from synctalk_engine.workspace.state import read_state, update_state
from tests.helpers.untrained_models import save_generator

Members = dict[str, bytes]


def exported(project: Workspace, target: Path, **options: Any) -> Path:
    return Path(export_project(project, "May", target, **options)["path"])


def taken(workspace: Workspace, source: Path, **options: Any) -> dict[str, Any]:
    return import_into_workspace(workspace, ImportRequest(source, **options))


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def same_weights(one: Path, other: Path) -> bool:
    first, second = read_weights(one)[0], read_weights(other)[0]
    return list(first) == list(second) and all(torch.equal(first[k], second[k]) for k in first)


def test_a_project_comes_back_on_another_machine(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    package = exported(project, tmp_path / "May export", with_dataset=True)
    assert package.name == "May export.zip"
    result = taken(elsewhere, package, name="Moved")
    assert result["name"] == "Moved" and result["asr"] == "moonshine"
    assert same_weights(project.model_dir("May") / "0.pth", elsewhere.model_dir("Moved") / "0.pth")
    assert [path.name for path in elsewhere.model_dir("Moved").iterdir()] == ["0.pth"]
    assert read_weights(elsewhere.model_dir("Moved") / "0.pth")[1]["preset"] == "lite-160"
    assert (elsewhere.syncnet_dir("Moved") / "checkpoint_latest.pth").is_file()
    old, new = Clip(project.clip_dir("May")), Clip(elsewhere.clip_dir("Moved"))
    assert new.check_complete() == 30
    assert np.array_equal(new.landmarks(), old.landmarks())
    for path in old.frame_paths():
        assert (new.frames_dir / path.name).read_bytes() == path.read_bytes()
    assert np.array_equal(new.features("moonshine"), old.features("moonshine"))
    state = read_state(new.path)
    assert state["main_training"]["best_checkpoint"] == "checkpoint/Moved/0.pth"
    assert state["main_training"]["figures"] == {"mouth_psnr": 25.5}
    assert state["preprocessing"]["completed"] and state["syncnet_training"]["completed"]
    assert not list(elsewhere.root.rglob(".import-*"))


def test_the_window_shows_what_was_imported(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    from synctalk_gui.item_models.project_info import read_project

    taken(elsewhere, exported(project, tmp_path, with_dataset=True))
    assert elsewhere.project_names() == ["May"]
    info = read_project(elsewhere, "May")
    assert (info.stage, info.frame_count, info.epochs) == ("trained", 30, (0,))


def test_a_package_names_no_folder_of_its_machine(project: Workspace, tmp_path: Path) -> None:
    package = exported(project, tmp_path, with_dataset=True)
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith((".json", ".csv")):
                assert project.root.name not in archive.read(name).decode("utf-8")
        record = json.loads(archive.read("dataset/prepare.json"))
    assert record["source"]["path"] == "May talks.mp4"
    assert without_paths(["C:\\Users\\x\\a.mp4", "/home/x/b.mp4", "c/d.mp4"]) == [
        "a.mp4", "b.mp4", "c/d.mp4",
    ]  # fmt: skip


def test_without_the_dataset_only_the_model_comes(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    run = RunFolder.create(project, "evaluate", "May", {"name": "May"})
    from synctalk_engine.job import Job
    from synctalk_engine.protocol.results import EvaluateResult

    with Job(run) as job:
        job.result(EvaluateResult(mouth_psnr=26.0, frames=9))
    package = exported(project, tmp_path)
    with zipfile.ZipFile(package) as archive:
        metrics = json.loads(archive.read("metrics.json"))
    assert metrics["evaluate"] == {"mouth_psnr": 26.0, "frames": 9}
    result = taken(elsewhere, package)
    assert (result["with_dataset"], result["prepared_from"]) == (False, "May talks.mp4")
    assert result["bytes"] < 20e6
    assert not Clip(elsewhere.clip_dir("May")).frames_dir.exists()


def test_an_untrained_project_is_exported_only_with_its_dataset(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    shutil.rmtree(project.model_dir("May"))
    with pytest.raises(CheckpointError):
        exported(project, tmp_path)
    taken(elsewhere, exported(project, tmp_path, with_dataset=True))
    assert Clip(elsewhere.clip_dir("May")).check_complete() == 30
    assert not elsewhere.model_dir("May").exists()


def test_nothing_is_written_over_unasked(project: Workspace, tmp_path: Path) -> None:
    package = exported(project, tmp_path, with_dataset=True)
    before = files_of(project.root)
    with pytest.raises(StorageError) as export_again:
        exported(project, tmp_path)
    with pytest.raises(StorageError) as import_again:
        taken(project, package)
    for caught in (export_again, import_again):
        assert caught.value.code == "already_there"
    assert {k: v for k, v in files_of(project.root).items() if "runs/" not in k} == before
    extra = project.clip_dir("May") / "full_body_img" / "000999.png"
    extra.write_bytes(b"stray")
    taken(project, package, may_replace=True)
    assert not extra.exists() and Clip(project.clip_dir("May")).check_complete() == 30
    exported(project, tmp_path, may_replace=True)


def test_a_project_at_work_is_left_alone(project: Workspace, tmp_path: Path) -> None:
    package = exported(project, tmp_path)
    with project_lock(project, "May"), pytest.raises(BusyError):
        taken(project, package, may_replace=True)


# -- bad packages -------------------------------------------------------------------------------


def rewritten(package: Path, change) -> Path:
    """The package with ``change(members, manifest)`` done to it."""
    with zipfile.ZipFile(package) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("synctalk.json"))
    change(members, manifest)
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("synctalk.json", json.dumps(manifest))
    return package


def add(name: str):
    def change(members: Members, manifest: dict) -> None:
        members[name] = b"evil"
        manifest["files"][name] = {"bytes": 4, "sha256": "0" * 64}

    return change


def alter(members: Members, _manifest: dict) -> None:
    members["metrics.json"] = members["metrics.json"][:-1] + b" "


def lose(members: Members, _manifest: dict) -> None:
    del members["metrics.json"]


def smuggle(members: Members, _manifest: dict) -> None:
    members["dataset/full_body_img/000009.png"] = b"not in the manifest"


def misstate(_members: Members, manifest: dict) -> None:
    manifest["files"]["metrics.json"]["bytes"] = 10**15


def forget_format(_members: Members, manifest: dict) -> None:
    manifest["format"] = "something else"


def from_the_future(_members: Members, manifest: dict) -> None:
    manifest["v"] = 99


@pytest.mark.parametrize(
    "change",
    [
        add("../evil.pth"), add("/tmp/evil.pth"), add("checkpoint/../../evil.pth"),
        add("checkpoint\\..\\evil.pth"), add("C:/evil.pth"), add("dataset/landmarks/x.pkl"),
        add("checkpoint/1.pth\n"), add("runs/May/lock"), alter, lose, smuggle, misstate,
        forget_format, from_the_future,
    ],
)  # fmt: skip
def test_a_package_that_was_tampered_with_leaves_nothing(
    project: Workspace, elsewhere: Workspace, tmp_path: Path, change
) -> None:
    package = rewritten(exported(project, tmp_path), change)
    outside = {path for path in tmp_path.rglob("*") if elsewhere.root not in path.parents}
    with pytest.raises(DatasetError) as caught:
        taken(elsewhere, package, name="New")
    assert caught.value.code == "package_bad"
    assert files_of(elsewhere.root) == {} and elsewhere.project_names() == []
    assert {path for path in tmp_path.rglob("*") if elsewhere.root not in path.parents} == outside


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_package_is_refused(
    project: Workspace, elsewhere: Workspace, tmp_path: Path, share: float
) -> None:
    package = exported(project, tmp_path)
    content = package.read_bytes()
    package.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DatasetError) as caught:
        taken(elsewhere, package, name="New")
    assert caught.value.code in ("package_bad", "import_unknown")


def test_a_package_with_two_files_of_one_name_is_refused(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    package = exported(project, tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(package, "a") as archive:
        archive.writestr("metrics.json", b"{}")
    with pytest.raises(DatasetError):
        taken(elsewhere, package)


class _Hostile:
    def __reduce__(self) -> tuple:
        return (os.system, ("echo hostile > hostile.txt",))


def test_hostile_weights_in_a_package_run_nothing(
    project: Workspace, elsewhere: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = project.model_dir("May") / "0.pth"
    package = exported(project, tmp_path)
    torch.save(_Hostile(), path)
    hostile = path.read_bytes()

    def change(members: Members, manifest: dict) -> None:
        members["checkpoint/0.pth"] = hostile
        digest = hashlib.sha256(hostile).hexdigest()
        manifest["files"]["checkpoint/0.pth"] = {"bytes": len(hostile), "sha256": digest}

    with pytest.raises(CheckpointError):
        taken(elsewhere, rewritten(package, change), name="New")
    assert not (tmp_path / "hostile.txt").exists()
    assert files_of(elsewhere.root) == {} and elsewhere.project_names() == []


def test_too_full_a_disk_is_told_before_anything_is_written(
    project: Workspace, elsewhere: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = exported(project, tmp_path)
    usage = type("Usage", (), {"free": 10})
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(StorageError) as caught:
        taken(elsewhere, package)
    assert caught.value.code == "disk_full"


def test_an_interrupted_import_or_export_leaves_nothing(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    def interrupt(done_bytes: int, _total: int) -> None:
        if done_bytes > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(project, tmp_path / "out.zip", on_bytes=interrupt)
    assert not list(tmp_path.glob("out*"))
    package = exported(project, tmp_path / "out.zip", with_dataset=True)
    with pytest.raises(KeyboardInterrupt):
        import_into_workspace(elsewhere, ImportRequest(package), interrupt)
    assert files_of(elsewhere.root) == {} and elsewhere.project_names() == []


def test_an_import_does_not_displace_the_best_checkpoint(
    project: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    """The two were measured on other frames; the next training compares them."""
    package = tmp_path / "may.zip"
    export_project(project, "May", package, checkpoint=project.model_dir("May") / "1.pth")
    own = elsewhere.model_dir("Moved") / "7.pth"
    save_generator(own, 7)
    update_state(
        elsewhere.clip_dir("Moved"), "main_training", best_checkpoint="checkpoint/Moved/7.pth"
    )
    import_into_workspace(elsewhere, ImportRequest(package, name="Moved"))
    state = read_state(elsewhere.clip_dir("Moved"))["main_training"]
    assert state["best_checkpoint"] == "checkpoint/Moved/7.pth"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_damaged_within_any_compression_is_refused(
    project: Workspace, elsewhere: Workspace, tmp_path: Path, method: int
) -> None:
    package = tmp_path / "May.zip"
    export_project(project, "May", package)
    with zipfile.ZipFile(package) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(package, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    assert read_manifest(package).name == "May"
    data = bytearray(package.read_bytes())
    for at in (data.rindex(b"synctalk.json", 0, data.index(b"PK\x01\x02")) + 40, 200):
        damaged = bytearray(data)
        damaged[at : at + 20] = b"\xa5" * 20
        package.write_bytes(damaged)
        with pytest.raises(DatasetError) as caught:
            import_into_workspace(elsewhere, ImportRequest(package, name="May"))
        assert caught.value.code == "package_bad"
    assert not (elsewhere.root / "dataset").exists()


@pytest.mark.parametrize("line", ["[1, 2]", '"result"', '{"type": "result"', '["result"]', "3"])
def test_a_line_that_is_no_event_is_no_evaluation(project: Workspace, line: str) -> None:
    run = RunFolder.create(project, "evaluate", "May", {"name": "May"})
    run.events_path.write_text(f'{{"type": "result", "psnr": 30.5}}\n"result" {line}\n{line}\n')
    assert last_evaluation(project, "May") == {"psnr": 30.5}
