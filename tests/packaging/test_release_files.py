"""Files for the three systems: they parse, and they name the program as it is named."""

from __future__ import annotations

import configparser
import io
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
WORKFLOW = PACKAGING.parent / ".github" / "workflows" / "bundles.yml"


@pytest.fixture
def appimage(script):
    return script("make_appimage")


@pytest.fixture
def icons(script, tmp_path):
    """A folder of icon files, all of one picture."""
    folder = tmp_path / "icons"
    folder.mkdir()
    for size_px in script("make_icons").SIZES_PX:
        (folder / f"synctalk-studio-{size_px}.png").write_bytes(b"png")
    return folder


@pytest.fixture
def bundle(tmp_path, parts):
    folder = tmp_path / "dist" / parts.PROGRAM
    (folder / "_internal").mkdir(parents=True)
    program = folder / parts.PROGRAM
    program.write_text('#!/bin/sh\necho "window $@"\n', encoding="utf-8")
    program.chmod(0o755)
    console = folder / parts.CONSOLE
    console.write_text('#!/bin/sh\necho "command line $@"\n', encoding="utf-8")
    console.chmod(0o755)
    return folder


def test_the_desktop_file_opens_videos(parts):
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str
    desktop.read(PACKAGING / "linux" / "synctalk-studio.desktop", encoding="utf-8")
    entry = desktop["Desktop Entry"]
    assert entry["Exec"] == f"{parts.PROGRAM} %F" and entry["Terminal"] == "false"
    assert "video/mp4" in entry["MimeType"].split(";")
    assert entry["MimeType"].endswith(";")


def test_the_window_is_known_by_its_desktop_file():
    source = (PACKAGING.parent / "synctalk_gui" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("synctalk-studio")' in source


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="a tool of the desktop")
def test_the_desktop_file_is_valid():
    path = PACKAGING / "linux" / "synctalk-studio.desktop"
    done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_metainfo_has_this_version(appimage, parts, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = ElementTree.fromstring(appimage.metainfo_text())
    assert root.findtext("id") == parts.IDENTIFIER
    release = root.find("releases/release")
    assert release.attrib == {"version": parts.version(), "date": "2023-11-14"}


@pytest.mark.skipif(not hasattr(__import__("os"), "symlink"), reason="links")
def test_the_appdir_runs_the_program_and_the_command_line(appimage, bundle, icons, tmp_path):
    app_dir = appimage.make_app_dir(bundle, icons, tmp_path / "a dist" / "AppDir")
    run = [str(app_dir / "AppRun"), "my talk.mp4"]
    if not shutil.which("sh"):
        pytest.skip("no shell here")
    said = subprocess.run(run, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
    assert said.stdout == "window my talk.mp4\n"
    environment = {"PATH": "/usr/bin:/bin", "ARGV0": "/home/me/bin/synctalk"}
    said = subprocess.run(run, capture_output=True, text=True, env=environment)
    assert said.stdout == "command line my talk.mp4\n"
    assert (app_dir / ".DirIcon").is_file()
    assert (app_dir / "usr/share/icons/hicolor/256x256/apps/synctalk-studio.png").is_file()
    assert (app_dir / "usr/bin/SyncTalkStudio").is_file()


def test_without_appimagetool_the_appdir_is_made_all_the_same(appimage, bundle, icons, capsys):
    arguments = ["--bundle", str(bundle), "--icons", str(icons), "--out", str(bundle.parent)]
    assert appimage.main([*arguments, "--appimagetool", ""]) == 3
    assert "no appimagetool" in capsys.readouterr().err
    assert (bundle.parent / "AppDir" / "AppRun").is_file()
    assert list(bundle.parent.glob("*.tar.gz"))


def test_the_manifest_allows_long_paths():
    root = ElementTree.parse(PACKAGING / "windows" / "synctalk-studio.manifest").getroot()
    settings = {node.tag.split("}")[1]: node.text for node in root.iter() if "}" in node.tag}
    assert settings["longPathAware"] == "true"
    assert settings["activeCodePage"] == "UTF-8"


def test_the_installer_needs_no_administrator_and_names_what_is_built(parts):
    text = (PACKAGING / "windows" / "synctalk-studio.iss").read_text(encoding="utf-8")
    assert "PrivilegesRequired=lowest" in text
    assert f'#define Program "{parts.PROGRAM}.exe"' in text
    assert rf"dist\{parts.PROGRAM}\*" in text
    offered = set(re.findall(r'ValueName: "\.(\w+)"', text))
    assert offered == set(parts.DOCUMENT_SUFFIXES)


def test_opened_suffixes_are_videos_for_the_program(parts):
    from synctalk_engine.workspace.layout import VIDEO_SUFFIXES

    assert {f".{suffix}" for suffix in parts.DOCUMENT_SUFFIXES} <= set(VIDEO_SUFFIXES)


def test_icon_containers_hold_their_pictures(script):
    make_icons = script("make_icons")
    pictures = {size: f"png {size}".encode() for size in make_icons.SIZES_PX}
    ico = make_icons.ico({size: pictures[size] for size in make_icons.ICO_SIZES_PX})
    _zero, kind, count = struct.unpack_from("<HHH", ico)
    assert (kind, count) == (1, len(make_icons.ICO_SIZES_PX))
    for number, size_px in enumerate(make_icons.ICO_SIZES_PX):
        entry = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        side, length, offset = entry[0], entry[6], entry[7]
        assert (side or 256) == size_px
        assert ico[offset : offset + length] == pictures[size_px]
    icns = make_icons.icns(pictures)
    magic, length = struct.unpack_from(">4sI", icns)
    assert magic == b"icns" and length == len(icns)
    assert b"ic09" in icns and pictures[512] in icns


def test_the_painted_icons_are_pictures(script, qapp):
    from PySide6.QtGui import QImage

    for size_px, png in script("make_icons").paint().items():
        image = QImage.fromData(png)
        assert (image.width(), image.height()) == (size_px, size_px)
        middle = image.pixelColor(size_px // 2, size_px // 8)
        assert middle.alpha() == 255


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_the_signing_script_is_whole():
    path = PACKAGING / "macos" / "sign_and_notarise.sh"
    assert subprocess.run(["bash", "-n", str(path)]).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert "--options runtime" in text and "notarytool submit" in text and "stapler" in text


def test_the_workflow_builds_and_tests_on_three_systems():
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    bundle = workflow["jobs"]["bundle"]
    systems = {entry["os"].split("-")[0] for entry in bundle["strategy"]["matrix"]["include"]}
    assert systems == {"ubuntu", "windows", "macos"}
    runs = [step["run"] for step in bundle["steps"] if "run" in step]
    assert sum("self-test" in run for run in runs) == 3
    for run in runs:
        for named in re.findall(r"packaging[/\\][\w./\\-]+\.(?:py|sh|iss)", run):
            assert (PACKAGING.parent / named.replace("\\", "/")).is_file(), named
    assert workflow["permissions"] == {"contents": "read"}


def test_a_release_needs_the_tag_and_the_changelog_to_agree(script, parts):
    check = script("check_release")
    version = parts.version()
    good = f"# Changes\n\n## {version} (2026-01-01)\n- Something.\n\n## 0.0.1\n- Older.\n"
    assert check.complaint_about(f"v{version}", good) == ""
    assert check.section(good, version) == "- Something.\n"
    assert "says" in check.complaint_about("v9.9.9", good)
    assert "no section" in check.complaint_about(f"v{version}", "# Changes\n")
    unreleased = good.replace("(2026-01-01)", "(unreleased)")
    assert "unreleased" in check.complaint_about(f"v{version}", unreleased)


def test_a_cuda_build_of_torch_does_not_go_into_a_bundle(script, monkeypatch, capsys):
    from synctalk_engine import devices

    build = script("build_bundle")
    monkeypatch.setattr(devices, "torch_build", lambda: "cuda")
    monkeypatch.setattr(build, "gather_input", lambda: pytest.fail("went on"))
    assert build.main([]) == 3
    assert "dev.py bundle --cpu" in capsys.readouterr().err


def test_sizes_are_told_by_part(script, tmp_path):
    build = script("build_bundle")
    for name, length in {"_internal/torch/a.so": 3_000_000, "_internal/av.libs/b": 2_000_000,
                         "SyncTalkStudio": 1_000_000}.items():  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(length))
    lines = [line.split(maxsplit=2) for line in build.size_table(tmp_path).splitlines()]
    assert [(line[0], line[2]) for line in lines] == [
        ("6.0", "in all"), ("3.0", "torch"), ("2.0", "av"), ("1.0", "SyncTalkStudio"),
    ]  # fmt: skip


def test_the_windows_version_resource_can_be_read(script, parts):
    text = script("build_bundle").windows_version_resource()
    made = {}

    def note(name):
        return lambda *args, **kwargs: made.setdefault(name, (args, kwargs))

    names = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct",
             "VarFileInfo", "VarStruct")  # fmt: skip
    eval(compile(io.StringIO(text).read(), "version", "eval"), {name: note(name) for name in names})
    assert made["FixedFileInfo"][1]["filevers"] == parts.version_quad()
