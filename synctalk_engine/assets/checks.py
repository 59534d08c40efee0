"""Checksums: whether a file is the one its publisher meant."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO

from synctalk_engine.assets.registry import Asset

CHUNK_BYTES = 1 << 20


def stream_digests(stream: IO[bytes], total_bytes: int) -> tuple[str, str]:
    """sha256 and git blob id of everything left in ``stream``, ``total_bytes`` of it."""
    sha256 = hashlib.sha256()
    blob = hashlib.sha1(f"blob {total_bytes}\0".encode(), usedforsecurity=False)
    while chunk := stream.read(CHUNK_BYTES):
        sha256.update(chunk)
        blob.update(chunk)
    return sha256.hexdigest(), blob.hexdigest()


def file_digests(path: Path) -> tuple[str, str]:
    """sha256 and git blob id of a file."""
    with path.open("rb") as stream:
        return stream_digests(stream, os.fstat(stream.fileno()).st_size)


def file_sha256(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    return file_digests(path)[0]


def digests_match(asset: Asset, sha256: str, git_blob: str) -> bool:
    """Whether these digests are those of ``asset``; False where it has no published checksum."""
    if asset.sha256:
        return sha256.startswith(asset.sha256)
    return bool(asset.git_blob) and git_blob == asset.git_blob
