"""Downloads published files, resuming partial ones.

Addresses are read with httpx2, the client of huggingface_hub: proxies come from the environment,
hub addresses go to the mirror that HF_ENDPOINT names. Neither huggingface_hub nor pooch keeps a
partial file between two starts or can be cancelled while a server is silent, so this module does
both. Nothing here decides what is wanted or whether a file is right; the store checks every byte
before it uses one.
"""

from __future__ import annotations

import logging
import os
import queue
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from synctalk_engine.concurrency import ChannelEndedError, Prefetcher

if TYPE_CHECKING:
    import httpx2

logger = logging.getLogger(__name__)
T = TypeVar("T")

OnBytes = Callable[[int, int | None], None]
"""Called with (bytes so far, total or None), at least a few times a second; may raise to stop."""

_HEADERS = {"User-Agent": "synctalk-studio", "Accept-Encoding": "identity"}
_POLL_S = 0.2
_QUEUED_ITEMS = 16
_TRIES = 5
RETRY_WAIT_S = 0.5
_REASON_LENGTH = 200


class FetchError(Exception):
    """A source did not give its file; the text is the reason, in a few words."""


def download_url(url: str, target: Path, on_bytes: OnBytes, timeout_s: float) -> bool:
    """Download ``url`` to ``target``, resuming from ``target.part`` if there is one.

    A connection that breaks is opened again as long as each try brings more of the file.

    Returns:
        True where an earlier part was resumed, so that a wrong checksum may be that part's fault.

    Raises:
        FetchError: no answer, or the connection broke (the part is kept for next time).
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
        time.sleep(_POLL_S)


def _download_once(url: str, part_path: Path, on_bytes: OnBytes, timeout_s: float) -> bool:
    """Request what ``part_path`` lacks; returns whether the server continued there."""
    done_bytes = _size_of(part_path)
    headers = {"Range": f"bytes={done_bytes}-"} if done_bytes else {}
    with closing(_in_thread(_get(url, headers, timeout_s), url, timeout_s)) as items:
        response = _first(items, lambda: on_bytes(done_bytes, None))
        if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and done_bytes:
            part_path.unlink()
            return _download_once(url, part_path, on_bytes, timeout_s)
        _require_success(response, url)
        resumed = _continues_at(response, done_bytes)
        done_bytes = done_bytes if resumed else 0
        length = response.headers.get("Content-Length")
        total_bytes = done_bytes + int(length) if length else None
        _write_body(items, part_path, done_bytes, total_bytes, on_bytes)
        return resumed


def _write_body(
    chunks: Iterator[bytes | None],
    part_path: Path,
    done_bytes: int,
    total_bytes: int | None,
    on_bytes: OnBytes,
) -> None:
    """Append what arrives to the part, of which ``done_bytes`` are kept: none or all."""
    with part_path.open("ab" if done_bytes else "wb") as stream:
        on_bytes(done_bytes, total_bytes)
        try:
            for chunk in chunks:
                if chunk is not None:
                    stream.write(chunk)
                    done_bytes += len(chunk)
                on_bytes(done_bytes, total_bytes)
        except FetchError as error:
            reason = f"the download ended after {done_bytes} of {total_bytes} bytes; {error}"
            raise FetchError(reason[:_REASON_LENGTH]) from error


def _get(url: str, headers: dict[str, str], timeout_s: float) -> Iterator[Any]:
    """Yield the response, then its body as it arrives.

    Raises:
        FetchError: the host cannot be reached, or the connection breaks.
    """
    with (
        _network_errors(url),
        _client(timeout_s) as client,
        client.stream("GET", url, headers=headers, follow_redirects=True) as response,
    ):
        yield response
        yield from response.iter_raw()


def _head(url: str, timeout_s: float) -> Iterator[httpx2.Response]:
    """Yield the response to a HEAD request, where it is a redirect the redirect itself."""
    with _network_errors(url), _client(timeout_s) as client:
        yield client.head(url)


def _client(timeout_s: float) -> httpx2.Client:
    """A client for each request: it reads the proxies when it is made."""
    import httpx2

    return httpx2.Client(headers=_HEADERS, timeout=timeout_s)


@contextmanager
def _network_errors(url: str) -> Iterator[None]:
    import httpx2

    try:
        yield
    # the last three: no certificates, a proxy address that is none, a SOCKS proxy
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError, ImportError) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"{_host(url)}: {reason}"[:_REASON_LENGTH]) from error


def _in_thread(source: Iterator[T], url: str, timeout_s: float) -> Generator[T | None, None, None]:
    """Yield the items of ``source``, and None several times a second while none comes.

    So the caller can stop although a name is looked up, for which there is no time limit, or a
    server is silent. The thread is left to end by itself.

    Raises:
        FetchError: no item came for ``timeout_s``; or what ``source`` raises.
    """
    items = Prefetcher(source, _QUEUED_ITEMS, "download")
    try:
        end_s = time.monotonic() + timeout_s
        while True:
            try:
                item = items.get(_POLL_S)
            except queue.Empty:
                if time.monotonic() > end_s:
                    host = _host(url)
                    raise FetchError(f"{host} did not answer in {timeout_s:.0f} s") from None
                yield None
                continue
            except ChannelEndedError:
                return
            yield item
            end_s = time.monotonic() + timeout_s
    finally:
        items.close(wait=False)


def _first(items: Iterator[T | None], on_wait: Callable[[], object]) -> T:
    for item in items:
        if item is not None:
            return item
        on_wait()
    raise AssertionError("a request gives a response or raises")


def _continues_at(response: httpx2.Response, done_bytes: int) -> bool:
    """Whether the response starts where the part ends; a server without ranges starts again.

    Raises:
        FetchError: it is another range of the file.
    """
    if response.status_code != HTTPStatus.PARTIAL_CONTENT:
        return False
    sent = response.headers.get("Content-Range", "").removeprefix("bytes ").strip()
    if sent and sent.split("-")[0] != str(done_bytes):
        raise FetchError(f"the server sent {sent} instead of what follows byte {done_bytes}")
    return True


def _require_success(response: httpx2.Response, url: str) -> None:
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise FetchError(f"{_host(url)} answered {response.status_code} {response.reason_phrase}")


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def hub_file_url(repo_id: str, name: str) -> str:
    """Address of a file on the Hugging Face hub, or the mirror that HF_ENDPOINT names."""
    from huggingface_hub.file_download import hf_hub_url

    # given with each call: huggingface_hub reads the environment only when it is imported
    endpoint = os.environ.get("HF_ENDPOINT") or None
    return hf_hub_url(repo_id, name, endpoint=endpoint and endpoint.rstrip("/"))


def hub_checksum(url: str, on_wait: Callable[[], object], timeout_s: float) -> str | None:
    """What the hub says a file's sha256 (large files) or git blob id (small ones) is.

    Raises:
        FetchError: the hub cannot be reached.
    """
    with closing(_in_thread(_head(url, timeout_s), url, timeout_s)) as items:
        response = _first(items, on_wait)
    _require_success(response, url)
    tag = response.headers.get("X-Linked-Etag") or response.headers.get("ETag") or ""
    return tag.removeprefix("W/").strip('"') or None
