"""Every error of the disk is one sentence that says what happened."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from synctalk_engine.errors import StorageError
from synctalk_engine.workspace.atomic import storage_errors, write_bytes

EXPECTED = {
    "ENOSPC": "disk_full",
    "EDQUOT": "disk_full",
    "EFBIG": "file_too_large",
    "EACCES": "no_permission",
    "EPERM": "no_permission",
    "EROFS": "no_permission",
    "ENOENT": "storage_gone",
    "EIO": "storage_gone",
    "ENODEV": "storage_gone",
    "ENXIO": "storage_gone",
    "ESTALE": "storage_gone",
    "ENOTCONN": "storage_gone",
    "EHOSTDOWN": "storage_gone",
    "ETIMEDOUT": "storage_gone",
    "ENAMETOOLONG": "path_unusable",
    "ELOOP": "path_unusable",
    "ENOTDIR": "path_unusable",
    "EISDIR": "path_unusable",
    "EINVAL": "path_unusable",
    "EBUSY": "path_unusable",
    "EMFILE": "path_unusable",
    "ENOLCK": "path_unusable",
}


@pytest.mark.parametrize("name", [name for name in EXPECTED if hasattr(errno, name)])
def test_an_error_of_the_system_is_a_sentence(name):
    number = getattr(errno, name)
    path = Path("drive", "frame.png")
    with pytest.raises(StorageError) as caught, storage_errors(path):
        raise OSError(number, os.strerror(number), "frame.png")
    assert caught.value.code == EXPECTED[name]
    assert str(path) in caught.value.message and caught.value.hint
    assert "{" not in caught.value.message


@pytest.mark.parametrize(
    "error", [ConnectionResetError(errno.ECONNRESET, "reset"), OSError("a library's own")]
)
def test_errors_that_are_not_the_disks_pass(error):
    with pytest.raises(type(error)) as caught, storage_errors(Path("x")):
        raise error
    assert caught.value is error


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of the size of files to set")
def test_a_file_that_the_drive_cannot_hold_leaves_nothing(tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(StorageError) as caught:
            write_bytes(tmp_path / "crops.npy", bytes(8192))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "file_too_large"
    assert not list(tmp_path.iterdir())
