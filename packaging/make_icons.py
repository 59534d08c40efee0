"""Icon files of the program, from the mark that the window paints itself.

``python packaging/make_icons.py FOLDER`` writes PNGs by size, an .ico for Windows and an .icns
for macOS. Both are containers of PNGs, so they are put together here.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

SIZES_PX = (16, 32, 48, 64, 128, 256, 512)
ICO_SIZES_PX = (16, 32, 48, 64, 128, 256)
ICNS_TYPES = {32: b"ic11", 64: b"ic12", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
NAME = "synctalk-studio"


def main(folder: Path) -> None:
    """Write all icon files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = paint()
    for size_px, png in pictures.items():
        (folder / f"{NAME}-{size_px}.png").write_bytes(png)
    (folder / f"{NAME}.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES_PX}))
    (folder / f"{NAME}.icns").write_bytes(icns(pictures))


def paint() -> dict[int, bytes]:
    """Side in pixels -> PNG file, painted without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication

    from synctalk_gui.icons import brand_pixmap

    application = QGuiApplication.instance() or QGuiApplication([])
    pictures = {}
    for size_px in SIZES_PX:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        brand_pixmap(size_px).save(buffer, "PNG")
        pictures[size_px] = bytes(buffer.data().data())
    del application
    return pictures


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNGs. pictures: side in pixels (at most 256) -> PNG file."""
    offset = 6 + 16 * len(pictures)
    entries, bodies = b"", b""
    for size_px, png in sorted(pictures.items()):
        side = size_px % 256  # 0 means 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), offset)
        bodies += png
        offset += len(png)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNGs. pictures: side in pixels -> PNG file; other sizes are left out."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size_px])) + pictures[size_px]
        for size_px, kind in ICNS_TYPES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


if __name__ == "__main__":
    main(Path(sys.argv[1]))
