"""The CUDA add-on: what the builder packs is what the program checks, installs and finds first."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from synctalk_engine import addons
from synctalk_engine.cli.addons import app
from synctalk_engine.errors import AddonError


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "add-ons 插件"
    monkeypatch.setenv("SYNCTALK_ADDONS", str(folder))
    monkeypatch.setattr(sys, "path", list(sys.path))
    return folder


@pytest.fixture
def site(tmp_path) -> Path:
    """What pip would have installed, in small."""
    folder = tmp_path / "site"
    for name, text in {
        "torch/__init__.py": "built_for = 'cuda'\n",
        "torch/version.py": "__version__ = '2.13.0+cu126'\ncuda: str = '12.6'\n",
        "torch/lib/libtorch_cuda.so": "machine code",
        "torch/include/torch/all.h": "a header",
        "torch/test/test_x.py": "",
        "nvidia/cublas/lib/libcublas.so.12": "more machine code",
        "sympy/__init__.py": "the bundle has it",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def archive(script, site, tmp_path) -> Path:
    target = tmp_path / "cuda.zip"
    script("build_addon").build(site, target)
    return target


def checksum(archive: Path) -> str:
    return archive.with_name(archive.name + ".sha256").read_text(encoding="ascii").split()[0]


def test_only_what_is_needed_is_packed(archive):
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
    assert names == {
        "addon.json",
        "files/torch/__init__.py",
        "files/torch/version.py",
        "files/torch/lib/libtorch_cuda.so",
        "files/nvidia/cublas/lib/libcublas.so.12",
    }


def test_an_installed_addon_is_found_before_the_programs_own_torch(root, archive, monkeypatch):
    from synctalk_engine import devices

    assert addons.install(archive, checksum(archive)) == "cuda"
    assert addons.activate() == ["cuda"]
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    spec = importlib.util.find_spec("torch")
    assert Path(spec.origin) == root / "cuda" / "files" / "torch" / "__init__.py"
    assert devices.torch_build() == "cuda"
    assert not list(root.glob(".new-*"))


def test_another_checksum_is_refused(root, archive):
    with pytest.raises(AddonError) as raised:
        addons.install(archive, "0" * 64)
    assert "checksum is not the published one" in raised.value.message
    assert not root.exists() or not list(root.iterdir())


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("program_version", "9.9.9", "program version is 9.9.9"),
        ("python", "2.7", "python is 2.7"),
        ("platform", "plan9-mips", "platform is plan9-mips"),
        ("format", 99, "format is 99"),
    ],
)
def test_one_for_another_program_is_refused(root, archive, key, value, word):
    changed = rewritten(archive, **{key: value})
    with pytest.raises(AddonError) as raised:
        addons.install(changed, sha256_of(changed))
    assert word in raised.value.message


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil", "C:evil", "a\\..\\b"])
def test_names_that_lead_out_are_refused(root, archive, name):
    files = {name: {"sha256": "0" * 64, "bytes": 1}}
    changed = rewritten(archive, files=files)
    with pytest.raises(AddonError) as raised:
        addons.install(changed, sha256_of(changed))
    assert "outside its folder" in raised.value.message


def test_a_damaged_member_is_refused_and_leaves_the_old_one(root, archive):
    addons.install(archive, checksum(archive))
    files = manifest_of(archive)["files"]
    files["torch/version.py"]["sha256"] = "0" * 64
    changed = rewritten(archive, files=files)
    with pytest.raises(AddonError) as raised:
        addons.install(changed, sha256_of(changed))
    assert "torch/version.py is damaged" in raised.value.message
    assert addons.activate() == ["cuda"]


def test_a_member_of_another_length_than_stated_is_refused(root, archive):
    """A few bytes of a zip can unpack to any size; no more is written than is stated."""
    for stated_bytes in (3, 3000):
        files = manifest_of(archive)["files"]
        files["torch/version.py"]["bytes"] = stated_bytes
        changed = rewritten(archive, files=files)
        with pytest.raises(AddonError) as raised:
            addons.install(changed, sha256_of(changed))
        assert "torch/version.py is damaged" in raised.value.message


def test_not_a_zip_and_no_file(root, tmp_path):
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"not a zip at all")
    with pytest.raises(AddonError) as raised:
        addons.install(broken, sha256_of(broken))
    assert raised.value.code == "addon_bad"
    with pytest.raises(AddonError) as raised:
        addons.install(tmp_path / "none.zip", "0" * 64)
    assert raised.value.code == "file_not_found"


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_installation_is_left_aside(root, archive, damage, caplog):
    addons.install(archive, checksum(archive))
    library = root / "cuda" / "files" / "torch" / "lib" / "libtorch_cuda.so"
    if damage == "gone":
        library.unlink()
    else:
        library.write_bytes(b"cut")
    before = list(sys.path)
    assert addons.activate() == []
    assert sys.path == before
    assert "libtorch_cuda.so" in caplog.text


def test_an_addon_of_an_older_version_is_left_aside(root, archive, monkeypatch):
    addons.install(archive, checksum(archive))
    monkeypatch.setattr(addons.synctalk_engine, "__version__", "9.9.9")
    assert addons.activate() == []


def test_without_addons_nothing_happens(root):
    before = list(sys.path)
    assert addons.activate() == [] and sys.path == before


def test_the_command_line_installs_lists_and_removes(root, archive):
    done = CliRunner().invoke(app, ["install", str(archive)])
    assert done.exit_code == 0, done.output
    listed = CliRunner().invoke(app, ["list", "--json"])
    assert [row["id"] for row in json.loads(listed.stdout)] == ["cuda"]
    assert CliRunner().invoke(app, ["remove", "cuda"]).exit_code == 0
    assert not list(root.glob("cuda"))
    again = CliRunner().invoke(app, ["remove", "cuda"])
    assert again.exit_code == 3 and "no add-on" in again.output


def test_without_a_published_checksum_nothing_is_installed(root, archive):
    archive.with_name(archive.name + ".sha256").unlink()
    done = CliRunner().invoke(app, ["install", str(archive)])
    assert done.exit_code == 3 and "checksum is not known" in done.output
    assert not root.exists()


def manifest_of(archive: Path) -> dict:
    with zipfile.ZipFile(archive) as opened:
        return json.loads(opened.read("addon.json"))


def rewritten(archive: Path, **changes) -> Path:
    """A copy of an add-on with a changed manifest."""
    target = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            body = source.read(name)
            if name == "addon.json":
                body = json.dumps({**json.loads(body), **changes}).encode()
            copy.writestr(name, body)
    return target


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
