"""Builds the CUDA add-on of a bundle: ``python packaging/build_addon.py --out dist``.

One .zip with a CUDA build of the very torch that the bundle has and the NVIDIA libraries that it
needs, an ``addon.json`` with the checksum of every file, and FILE.zip.sha256 beside it. Python and
system must be those of the bundle. ``--from FOLDER`` takes what is installed in a folder instead of
letting pip fetch it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import bundle_parts as parts  # noqa: E402 - lies beside this file

from synctalk_engine import addons  # noqa: E402 - lies one folder up

KEPT_PACKAGES = re.compile(r"^(torch|torchgen|functorch|nvidia|triton|cuda)")
"""Beginnings of the folders that are packed; the rest of torch's needs is in the bundle."""
LEFT_OUT = re.compile(
    r"(^|/)(__pycache__|include|test|bin|share)/|\.(h|hpp|cuh|cpp|cmake|lib|a|pyi)$"
    r"|^triton/backends/amd/"
)
"""Below ``torch``, ``nvidia`` and ``triton``: what only compilers and tests need."""


def main(argv: list[str]) -> int:
    """Exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index-url", help="where pip takes the CUDA build of torch from")
    parser.add_argument("--from", dest="source", type=Path, help="a folder that pip installed into")
    parser.add_argument("--out", type=Path, default=parts.ROOT / "dist")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="addon-") as scratch:
        source = options.source or fetch(Path(scratch), options.index_url)
        target = options.out / f"SyncTalkStudio-{parts.version()}-{parts.platform_tag()}-cuda.zip"
        build(source, target)
    size_mb = target.stat().st_size / 1e6
    print(f"{target} ({size_mb:.0f} MB), torch {torch_version(source)}")
    return 0


def fetch(folder: Path, index_url: str | None) -> Path:
    """Let pip install the pinned torch with what it needs into ``folder``."""
    lines = (HERE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirement = next(line for line in lines if line.startswith("torch=="))
    command = [sys.executable, "-m", "pip", "install", "--no-compile", "--target", str(folder)]
    command += ["--index-url", index_url] if index_url else []
    subprocess.run([*command, requirement], check=True)
    return folder


def build(source: Path, target: Path, addon_id: str = "cuda") -> None:
    """Write the .zip and its checksum. source: folder with ``torch`` in it."""
    files = {path.relative_to(source).as_posix(): path for path in packed_files(source)}
    manifest = addons.AddonManifest(
        format=addons.FORMAT,
        id=addon_id,
        title="Training on NVIDIA GPUs (CUDA)",
        program_version=parts.version(),
        python=addons.python_tag(),
        platform=addons.platform_tag(),
        torch=torch_version(source),
        files={
            name: addons.AddonFile(sha256=sha256_of(path), bytes=path.stat().st_size)
            for name, path in files.items()
        },
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        body = json.dumps(manifest.model_dump(), indent=1)
        archive.writestr(addons.MANIFEST_NAME, body)
        for name, path in files.items():
            archive.write(path, f"{addons.FILES_DIR}/{name}")
    checksum = f"{sha256_of(target)}  {target.name}\n"
    target.with_name(target.name + ".sha256").write_text(checksum, encoding="ascii")


def packed_files(source: Path) -> list[Path]:
    """What goes in, in order."""
    return [
        path
        for path in sorted(source.rglob("*"))
        if path.is_file()
        and KEPT_PACKAGES.match(path.relative_to(source).as_posix())
        and not LEFT_OUT.search(path.relative_to(source).as_posix())
    ]


def torch_version(source: Path) -> str:
    """The version that a folder's torch says it is.

    Raises:
        ValueError: there is no torch in the folder.
    """
    path = source / "torch" / "version.py"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(r"^__version__\b[^=\n]*=\s*['\"]([^'\"]+)", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"there is no torch in {source}")
    return found[1]


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
