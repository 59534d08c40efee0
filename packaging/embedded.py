"""Libraries of third parties that wheels carry inside, and that no metadata names.

A file of a ``*.libs`` or ``.dylibs`` folder is recognised by the beginning of its name; what the
table does not know is named all the same, so that it is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

_FFMPEG = ("libavcodec", "libavdevice", "libavfilter", "libavformat", "libavutil")
LIBRARIES: dict[str, tuple[str, str]] = {
    **dict.fromkeys((*_FFMPEG, "libswresample", "libswscale", "avcodec", "avdevice", "avfilter",
                     "avformat", "avutil", "swresample", "swscale"),
                    ("FFmpeg", "LGPL-2.1-or-later; GPL-2.0-or-later where x264 or x265 is in it")),
    "libx264": ("x264", "GPL-2.0-or-later"),
    "libx265": ("x265", "GPL-2.0-or-later"),
    "libSvtAv1Enc": ("SVT-AV1", "BSD-3-Clause-Clear"),
    "libaom": ("libaom", "BSD-2-Clause"),
    "libasound": ("ALSA library", "LGPL-2.1-or-later"),
    "libavif": ("libavif", "BSD-2-Clause"),
    "libbrotli": ("Brotli", "MIT"),
    "libcrypto": ("OpenSSL", "OpenSSL or Apache-2.0, by version"),
    "libssl": ("OpenSSL", "OpenSSL or Apache-2.0, by version"),
    "libdav1d": ("dav1d", "BSD-2-Clause"),
    "libdrm": ("libdrm", "MIT"),
    "libfreetype": ("FreeType", "FTL"),
    "libgfortran": ("GNU Fortran runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libquadmath": ("GNU quad-precision runtime", "LGPL-2.1-or-later"),
    "libgomp": ("GNU OpenMP runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgcc_s": ("GNU compiler runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libstdc++": ("GNU C++ runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgmp": ("GMP", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "libgnutls": ("GnuTLS", "LGPL-2.1-or-later"),
    "libharfbuzz": ("HarfBuzz", "MIT"),
    "libhogweed": ("Nettle", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "libnettle": ("Nettle", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "libjpeg": ("libjpeg-turbo", "IJG AND BSD-3-Clause"),
    "liblcms2": ("Little CMS", "MIT"),
    "liblzma": ("XZ Utils", "0BSD"),
    "libmp3lame": ("LAME", "LGPL-2.0-or-later"),
    "libopenblas": ("OpenBLAS", "BSD-3-Clause"),
    "libscipy_openblas": ("OpenBLAS", "BSD-3-Clause"),
    "libopencore-amr": ("OpenCORE AMR", "Apache-2.0"),
    "libopenjp2": ("OpenJPEG", "BSD-2-Clause"),
    "libopus": ("Opus", "BSD-3-Clause"),
    "libpng": ("libpng", "libpng-2.0"),
    "libsharpyuv": ("WebP", "BSD-3-Clause"),
    "libwebp": ("WebP", "BSD-3-Clause"),
    "libtiff": ("libtiff", "libtiff"),
    "libunistring": ("libunistring", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "libvpl": ("Intel VPL", "MIT"),
    "libvpx": ("libvpx", "BSD-3-Clause"),
    "libxcb": ("libxcb", "MIT"),
    "libXau": ("libXau", "MIT"),
    "libzstd": ("Zstandard", "BSD-3-Clause"),
    "libicu": ("ICU", "Unicode-3.0"),
}  # fmt: skip
"""Beginning of a file's name -> the library and its licence."""

COPYLEFT_NOTE = """\
The video library FFmpeg in this bundle is built with x264 and x265, which are under the GNU General
Public License, version 2 or later. The program's own code is under the Apache License 2.0, which
goes together with version 3 of that licence: handed on as a whole, this bundle is under the GNU
General Public License, version 3 or later. Sources: https://code.videolan.org/videolan/x264,
https://bitbucket.org/multicoreware/x265_git, https://ffmpeg.org, https://github.com/PyAV-Org.
Qt is used under the LGPL, version 3: its libraries lie in the program's folder as files of their
own and may be replaced. Sources: https://code.qt.io."""
_COPYLEFT = ("libx264", "libx265")
_FOLDER = re.compile(r"(\.libs|\.dylibs)$|^Qt$")
_HASH = re.compile(r"-[0-9a-f]{8}(?=[.-])")
_VERSION = re.compile(r"\.so\.([0-9][0-9.a-z]*)$|[.-]([0-9]+(?:\.[0-9]+)*)\.(?:dylib|dll)$")


def embedded_libraries(paths: Iterable[str]) -> list[tuple[str, str, str]]:
    """(name, version, licence) of what lies in wheels' folders of libraries, without repeats."""
    found = set()
    for path in map(PurePath, paths):
        if any(_FOLDER.search(part) for part in path.parts[:-1]) and is_library(path.name):
            name, licence = library(path.name)
            if name:
                found.add((name, version_of(path.name), licence))
    return sorted(found)


def is_library(file_name: str) -> bool:
    """Whether a file name is one of a shared library."""
    return bool(re.search(r"\.so(\.|$)|\.dylib$|\.dll$", file_name, re.IGNORECASE))


def library(file_name: str) -> tuple[str, str]:
    """Name and licence; the name is empty for Qt's own libraries, which their package names."""
    if re.match(r"(lib)?(Qt6|q|pyside6|shiboken6)", file_name, re.IGNORECASE):
        return "", ""
    matches = [start for start in LIBRARIES if file_name.startswith(start)]
    if matches:
        return LIBRARIES[max(matches, key=len)]
    return _HASH.sub("", file_name).split(".")[0], "see the package that carries it"


def version_of(file_name: str) -> str:
    """The version in a file name; empty where there is none."""
    found = _VERSION.search(file_name)
    return (found[1] or found[2]) if found else ""


def has_copyleft(paths: Iterable[str]) -> bool:
    """Whether something inside makes the bundle as a whole one under the GPL."""
    return any(PurePath(path).name.startswith(_COPYLEFT) for path in paths)
