"""AppDir, AppImage and a plain .tar.gz of a finished Linux bundle.

``python packaging/linux/make_appimage.py [--appimagetool PATH]``: makes ``dist/AppDir`` and from it
the AppImage, where appimagetool (github.com/AppImage/appimagetool) is at hand; without it the
AppDir and the archive are made all the same, and the exit code is 3. SOURCE_DATE_EPOCH dates the
release in the metainfo.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import bundle_parts as parts  # noqa: E402 - lies one folder up

NAME = "synctalk-studio"
ICON_SIZES_PX = (16, 32, 48, 64, 128, 256, 512)
METAINFO = f"{parts.IDENTIFIER}.metainfo.xml"
_APP_RUN = """#!/bin/sh
# The name decides: a link called "synctalk" to the AppImage is the command line.
here="$(dirname "$(readlink -f "$0")")"
case "$(basename "${ARGV0:-$0}")" in
  synctalk) exec "$here/usr/lib/synctalk-studio/synctalk" "$@" ;;
  *) exec "$here/usr/lib/synctalk-studio/SyncTalkStudio" "$@" ;;
esac
"""


def main(argv: list[str]) -> int:
    """Exit code: 3 where there is no appimagetool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=parts.ROOT / "dist" / parts.PROGRAM)
    parser.add_argument("--icons", type=Path, default=parts.ROOT / "build/bundle-input/icons")
    parser.add_argument("--out", type=Path, default=parts.ROOT / "dist")
    parser.add_argument("--appimagetool", default=shutil.which("appimagetool"))
    parser.add_argument("--no-archive", action="store_true", help="leave the .tar.gz out")
    options = parser.parse_args(argv)
    app_dir = make_app_dir(options.bundle, options.icons, options.out / "AppDir")
    stem = f"{parts.PROGRAM}-{parts.version()}-{parts.platform_tag()}"
    if not options.no_archive:
        make_archive(options.bundle, options.out / f"{stem}.tar.gz")
    if not options.appimagetool:
        print(f"There is no appimagetool here; {app_dir} is ready for it.", file=sys.stderr)
        return 3
    target = options.out / f"{stem}.AppImage"
    environment = os.environ | {"ARCH": "x86_64" if "x86_64" in stem else "aarch64"}
    command = [options.appimagetool, "--comp", "zstd", str(app_dir), str(target)]
    return subprocess.call(command, env=environment)


def make_app_dir(bundle: Path, icons: Path, app_dir: Path) -> Path:
    """Lay a bundle out as an AppDir (the files are hard links where the disk has them)."""
    shutil.rmtree(app_dir, ignore_errors=True)
    program_dir = app_dir / "usr" / "lib" / NAME
    shutil.copytree(bundle, program_dir, symlinks=True, copy_function=_link_or_copy)
    binaries = app_dir / "usr" / "bin"
    binaries.mkdir()
    for name in (parts.PROGRAM, parts.CONSOLE):
        (binaries / name).symlink_to(f"../lib/{NAME}/{name}")
    install_desktop_files(icons, app_dir / "usr" / "share")
    shutil.copyfile(HERE / f"{NAME}.desktop", app_dir / f"{NAME}.desktop")
    shutil.copyfile(icons / f"{NAME}-256.png", app_dir / f"{NAME}.png")
    (app_dir / ".DirIcon").symlink_to(f"{NAME}.png")
    run = app_dir / "AppRun"
    run.write_text(_APP_RUN, encoding="utf-8")
    run.chmod(0o755)
    return app_dir


def install_desktop_files(icons: Path, share: Path) -> None:
    """Put .desktop file, icons and metainfo below a ``share`` folder."""
    applications, metainfo = share / "applications", share / "metainfo"
    applications.mkdir(parents=True, exist_ok=True)
    metainfo.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / f"{NAME}.desktop", applications / f"{NAME}.desktop")
    (metainfo / METAINFO).write_text(metainfo_text(), encoding="utf-8")
    for size_px in ICON_SIZES_PX:
        folder = share / "icons" / "hicolor" / f"{size_px}x{size_px}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(icons / f"{NAME}-{size_px}.png", folder / f"{NAME}.png")


def metainfo_text() -> str:
    """The AppStream description with this version and day."""
    now_s = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    text = (HERE / METAINFO).read_text(encoding="utf-8")
    day = time.strftime("%Y-%m-%d", time.gmtime(now_s))
    return text.replace("@VERSION@", parts.version()).replace("@DATE@", day)


def make_archive(bundle: Path, target: Path) -> None:
    """The bundle as a .tar.gz."""
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        archive.add(bundle, arcname=f"{parts.PROGRAM}-{parts.version()}")


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
