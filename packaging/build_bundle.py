"""Builds the bundle for the platform it runs on: ``python dev.py bundle`` comes here.

Steps: weights, icons and licences into ``build/bundle-input``; PyInstaller into
``dist/SyncTalkStudio`` (the spec adds notices of what is really inside); the command line's link; a
table of sizes. ``--self-test`` runs the finished program's own test afterwards.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import bundle_parts as parts
import make_icons

BUILD = parts.ROOT / "build"
DIST = parts.ROOT / "dist"
INPUT = BUILD / "bundle-input"
LARGEST_SHOWN = 24
_OUR_TEXTS = ("LICENSE", "CHANGELOG.md")


def main(argv: list[str]) -> int:
    """Exit code."""
    parser = argparse.ArgumentParser(prog="dev.py bundle", description=__doc__)
    parser.add_argument("--self-test", action="store_true", help="then run the bundle's self-test")
    parser.add_argument("--clean", action="store_true", help="throw PyInstaller's cache away first")
    options = parser.parse_args(argv)
    sys.path.insert(0, str(parts.ROOT))
    if complaint := torch_complaint():
        print(complaint, file=sys.stderr)
        return 3
    gather_input()
    run_pyinstaller(options.clean)
    folder = program_folder()
    finish(folder)
    print(size_table(folder))
    print(f"The program is in {folder}")
    if options.self_test:
        return subprocess.call([str(executable(folder)), "--self-test"])
    return 0


def torch_complaint() -> str:
    """Why this environment's torch cannot go in; empty where it can."""
    from synctalk_engine.devices import torch_build

    if torch_build() != "cuda":
        return ""
    return (
        "The torch in this environment is a CUDA build, which is too large for a bundle: delete "
        f"{parts.ROOT / '.venv'} and run: python dev.py bundle --cpu\n"
        "CUDA comes as an add-on: python packaging/build_addon.py"
    )


def gather_input() -> None:
    """Fill ``build/bundle-input``."""
    shutil.rmtree(INPUT, ignore_errors=True)
    make_icons.main(INPUT / "icons")
    copy_weights(INPUT / "assets")
    licences = INPUT / "licences"
    licences.mkdir(parents=True)
    for name in _OUR_TEXTS:
        shutil.copyfile(parts.ROOT / name, licences / name)
    if sys.platform == "win32":
        (INPUT / "windows-version.txt").write_text(windows_version_resource(), encoding="utf-8")


def copy_weights(target: Path) -> None:
    """Put the default weights into the bundle, laid out as the asset store is.

    Raises:
        AssetError: one is not on this machine, or damaged.
    """
    from synctalk_engine.assets import AssetStore
    from synctalk_engine.assets.registry import get_asset

    store = AssetStore()
    for asset_id in parts.WEIGHTS:
        source = store.path(asset_id)
        folder = target / asset_id
        folder.mkdir(parents=True)
        shutil.copyfile(source, folder / get_asset(asset_id).filename)


def run_pyinstaller(clean: bool) -> None:
    """PyInstaller on the spec; raises CalledProcessError."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--clean"] if clean else []
    command += ["--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller")]
    command.append(str(parts.ROOT / "packaging" / "synctalk_studio.spec"))
    environment = os.environ | {"SYNCTALK_BUNDLE_INPUT": str(INPUT)}
    subprocess.run(command, check=True, env=environment, cwd=parts.ROOT)


def program_folder() -> Path:
    """The finished folder, or on macOS the application."""
    if sys.platform == "darwin":
        return DIST / f"{parts.TITLE}.app"
    return DIST / parts.PROGRAM


def executable(folder: Path) -> Path:
    """The program in a finished folder."""
    if folder.suffix == ".app":
        return folder / "Contents" / "MacOS" / parts.PROGRAM
    return folder / (parts.PROGRAM + (".exe" if sys.platform == "win32" else ""))


def finish(folder: Path) -> None:
    """What PyInstaller does not do: the command line's name for the same program."""
    program = executable(folder)
    if sys.platform != "win32":
        link = program.with_name(parts.CONSOLE)
        link.unlink(missing_ok=True)
        link.symlink_to(program.name)


def size_table(folder: Path) -> str:
    """Lines of part and megabytes, largest first."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            relative = path.relative_to(folder).parts
            inside = relative[1:] if relative[0] == "_internal" else relative
            sizes[inside[0].split(".libs")[0]] += path.stat().st_size
    lines = [f"{sum(sizes.values()) / 1e6:8.1f} MB  in all"]
    lines += [f"{size / 1e6:8.1f} MB  {name}" for name, size in sizes.most_common(LARGEST_SHOWN)]
    return "\n".join(lines)


def windows_version_resource() -> str:
    """What the properties of the .exe show."""
    quad = parts.version_quad()
    strings = {
        "CompanyName": parts.PUBLISHER,
        "FileDescription": parts.TITLE,
        "FileVersion": parts.version(),
        "InternalName": parts.PROGRAM,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{parts.PROGRAM}.exe",
        "ProductName": parts.TITLE,
        "ProductVersion": parts.version(),
    }
    rows = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={quad}, prodvers={quad}, mask=0x3F, flags=0, OS=0x40004,\n"
        "    fileType=1, subtype=0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{rows}])]),\n"
        "    VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
